from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from patterns.catalogue import shipped
from patterns.catalogue.model import Kind
from pods.models.own_pattern import OwnPattern
from tests.pods.manifests import me

pytestmark = pytest.mark.django_db
OWN = """\
id: my-shipper
kind: sidecar
title: {en: "My <b>shipper</b>"}
summary: {en: Ships things.}
variants: [{id: native, title: {en: Native}, since: "1.29"}]
example: {container: {name: app, image: "nginx:1.29"}}
fragment: {containers: [{name: shipper, image: "busybox:1.37"}]}
"""


def gallery(client: Client, query: str = "", **headers: str) -> str:
    answer = client.get(reverse("patterns") + query, headers=headers)
    assert answer.status_code == 200
    return str(answer.content.decode())


def listed(page: str) -> list[str]:
    return re.findall(r'<a href="/patterns/([a-z0-9-]+)/">\s*<span class="thumb">', page)


def test_every_pattern_is_a_card_with_its_picture(client: Client) -> None:
    shown = gallery(client)
    assert sorted(listed(shown)) == sorted(shipped.ids())
    assert shown.count('class="picture thumbnail') == len(shipped.ids())


@pytest.mark.parametrize("kind", list(Kind))
def test_a_kind_shows_its_patterns_only(client: Client, kind: Kind) -> None:
    wanted = {pattern.id for pattern in shipped.patterns() if pattern.kind is kind}
    assert set(listed(gallery(client, f"?kind={kind}"))) == wanted


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("edoburu", "pgbouncer"),  # an image
        ("커넥션 풀링", "pgbouncer"),  # Korean
        ("POOLED postgresql", "pgbouncer"),
        ("fluent-bit-stdout", "fluent-bit-stdout"),
    ],
)
def test_words_are_found_in_titles_images_and_both_languages(client: Client, words: str, found: str) -> None:
    assert found in listed(gallery(client, f"?q={words}"))


def test_a_search_fragment_keeps_kind_and_topic_and_counts_what_others_would_leave(client: Client) -> None:
    shown = gallery(client, "?kind=adapter&q=prometheus", hx_request="true")
    assert "<html" not in shown
    assert '<input form="gallery-search" type="hidden" name="kind" value="adapter">' in shown
    everywhere = sum("prometheus" in repr(p).lower() for p in shipped.patterns())
    count = re.search(r'id="kind-all".*?class="count">(\d+)<', shown)
    assert count
    assert len(listed(shown)) <= int(count[1]) <= everywhere


def test_a_search_without_result_says_what_to_try(client: Client) -> None:
    assert "Try a task" in gallery(client, "?q=no-such-thing")
    assert "?q=pgbouncer" in gallery(client, "?kind=init&q=pgbouncer")


def test_hostile_words_and_filters_do_no_harm(client: Client) -> None:
    shown = gallery(client, "?q=%3Cscript%3Ealert(1)%3C/script%3E&kind=%22x&topic=nonsense" + "&x=" * 50)
    assert "<script>alert" not in shown
    assert gallery(client, "?q=" + "a" * 5000)


def test_own_patterns_stand_first_and_are_escaped(client: Client) -> None:
    OwnPattern.store(me(), OWN)
    shown = gallery(client)
    assert listed(shown)[0] == "my-shipper"
    assert "My &lt;b&gt;shipper&lt;/b&gt;" in shown


def test_the_patterns_of_others_are_not_listed_nor_found(client: Client) -> None:
    OwnPattern.store(User.objects.create_user("alice"), OWN)
    assert "my-shipper" not in gallery(client)
    assert client.get(reverse("pattern", args=["my-shipper"])).status_code == 404


def test_the_guide_leads_from_questions_to_patterns_with_reasons(client: Client) -> None:
    first = client.get(reverse("guide")).content.decode()
    assert [f"?kind={kind}#second" in first for kind in Kind] == [True] * 5
    assert listed(first) == []
    answers = client.get(reverse("guide") + "?kind=adapter&topic=metrics").content.decode()
    wanted = [p for p in shipped.patterns() if p.kind is Kind.ADAPTER and "metrics" in p.topics]
    assert listed(answers) == [p.id for p in wanted]
    assert all(str(p.when[0])[:20] in answers.replace("&#x27;", "'").replace("&quot;", '"') for p in wanted)
