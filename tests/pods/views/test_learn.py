from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from patterns.catalogue.model import Text
from patterns.learning import shipped
from pods.models import Design
from pods.templatetags.learning import address, as_yaml, marked

pytestmark = pytest.mark.django_db
PAGES = shipped.pages()


def test_the_list_shows_every_page_with_its_picture(client: Client) -> None:
    page = client.get(reverse("learn")).content.decode()
    assert [id for id in (each.id for each in PAGES) if reverse("learn_page", args=[id]) not in page] == []
    assert page.count('class="picture thumbnail"') == len(PAGES)


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("id", [page.id for page in PAGES])
def test_a_page_is_shown_whole_in_either_language(client: Client, id: str, language: str) -> None:
    answer = client.get(reverse("learn_page", args=[id]), headers={"Accept-Language": language})
    html, page = answer.content.decode(), shipped.page(id)
    assert page is not None
    assert f'<html lang="{language}">' in html
    assert html.count('<figure class="example"') >= sum(1 for _ in page.examples)
    assert html.count('<ul class="visually-hidden"><li>') == html.count('<figure class="example"')
    assert html.count('class="correction"') == page.corrections
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids)), "ids of pictures on one page are unlike"
    assert 'role="button"' not in html, "nothing in a picture that is only looked at can be pressed"
    assert "style=" not in html


@pytest.mark.parametrize("page_id", [page.id for page in PAGES])
def test_links_inside_the_pages_lead_to_pages(client: Client, page_id: str) -> None:
    html = client.get(reverse("learn_page", args=[page_id])).content.decode()
    links = set(re.findall(r'href="(/[^"#]*)', html.partition("<main")[2]))
    for link in links:
        if not link.startswith("/patterns/"):  # those are looked at where the set is
            assert client.get(link).status_code == 200, link


def test_an_example_becomes_a_design_byte_for_byte(client: Client) -> None:
    page = PAGES[0]
    example = next(page.examples)
    answer = client.post(reverse("open_example", args=[page.id, example.id]))
    made = Design.objects.with_head().get()
    assert answer.headers["Location"] == reverse("designer", args=[made.pk])
    assert made.newest.text == example.manifest


@pytest.mark.parametrize("path", ["nothing/", "nothing/open/usual/", "sharing/open/nothing/"])
def test_what_is_not_there_is_not_found(client: Client, path: str) -> None:
    method = client.post if "open" in path else client.get
    assert method(f"/learn/{path}").status_code == 404


def test_marks_become_markup_and_all_else_is_escaped() -> None:
    text = Text(en="<b> `<i>` **a `b`** [c](page:sharing#never)")
    assert marked(text) == (
        "&lt;b&gt; <code>&lt;i&gt;</code> <strong>a <code>b</code></strong> "
        '<a href="/learn/sharing/#never">c</a>'
    )


def test_a_link_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError):
        address("javascript:alert(1)")


def test_yaml_is_coloured_and_keeps_every_character() -> None:
    text = "a: 1  # why\n- b: '<x>'\n# all\n  c\n"
    markup = as_yaml(text)
    plain = re.sub(r"<[^>]+>", "", markup).replace("&lt;", "<").replace("&gt;", ">").replace("&#x27;", "'")
    assert plain == text.rstrip("\n")
    assert '<span class="code-key">a:</span>' in markup
    assert '<span class="code-comment"># why</span>' in markup
