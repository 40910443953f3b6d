from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from pods.domain.messages import say
from pods.models import Design
from tests.pods.manifests import POD, design, me

pytestmark = pytest.mark.django_db


def write(of: Design, text: str, what: str = "Wrote it", **values: object) -> None:
    of.save_text(text, None, say(what, **values), author_id=me().pk, broken=False)


def stored(of: Design) -> Design:
    return Design.objects.with_head().get(pk=of.pk)


def page(client: Client, name: str, *args: object, query: str = "") -> str:
    return client.get(reverse(name, args=args) + query).content.decode()


def test_revisions_are_listed_with_what_when_who_and_how_many_lines(client: Client) -> None:
    duo = design()
    write(
        duo,
        POD.replace("nginx:1.29", "nginx:1.30") + "# a\n# b\n",
        "Set the image of %(name)s",
        name="<b>app",
    )
    shown = page(client, "history", duo.pk)
    assert "Set the image of &lt;b&gt;app" in shown
    assert "+3" in shown
    assert "−1" in shown
    assert "3 lines added" in shown
    assert "you" in shown
    assert shown.index("Set the image") < shown.index("Made for a test")


def test_a_long_history_has_pages_whose_numbers_are_right_at_their_ends(client: Client) -> None:
    duo = design("".join(f"a{n}: 1\n" for n in range(3)))
    for count in range(1, 40):
        write(duo, "b: 1\n" * count, "Step %(n)s", n=count)
    second = page(client, "history", duo.pk, query="?page=2")
    assert "Step 9<" in second
    assert "Step 10<" not in second
    assert "the beginning" in second
    assert "Step 11<" in page(client, "history", duo.pk, query="?page=junk")


def test_two_texts_stand_side_by_side_with_marks_inside_the_line(client: Client) -> None:
    duo = design()
    write(duo, POD.replace("nginx:1.29", "nginx:1.30"))
    shown = page(client, "revision", duo.pk, 2)
    assert "<del>29</del>" in shown
    assert "<ins>30</ins>" in shown
    assert "unchanged lines" in shown


def test_names_from_a_manifest_are_escaped_in_a_comparison(client: Client) -> None:
    duo = design()
    write(duo, POD + "# <script>alert(1)</script>\u202e\n")
    shown = page(client, "revision", duo.pk, 2)
    assert "<script>alert" not in shown
    assert "\u202e" not in shown


@pytest.mark.parametrize(
    ("text", "said"), [(POD[:-1], "no newline at the end"), (POD.replace("\n", "\r\n"), "CR LF")]
)
def test_line_ends_are_said_where_they_differ(client: Client, text: str, said: str) -> None:
    duo = design()
    write(duo, text)
    assert said in page(client, "revision", duo.pk, 2)
    write(duo, text + "# more")
    assert "ends with LF" not in page(client, "revision", duo.pk, 3) or said == "no newline at the end"


def test_a_revision_is_compared_with_the_newest_one_when_asked(client: Client) -> None:
    duo = design("a: 1\n")
    for number in range(2, 5):
        write(duo, f"a: {number}\n")
    assert "<ins>4</ins>" in page(client, "revision", duo.pk, 1, query="?beside=newest")
    assert "<ins>2</ins>" in page(client, "revision", duo.pk, 2)
    assert "began with this text" in page(client, "revision", duo.pk, 1)


def test_a_large_comparison_is_shortened_and_shown_whole_when_asked(client: Client) -> None:
    duo = design("".join(f"a{n}: 1\n" for n in range(3000)))
    write(duo, "".join(f"b{n}: 2\n" for n in range(3000)))
    assert "b2999" not in page(client, "revision", duo.pk, 2)
    assert "b2999" in page(client, "revision", duo.pk, 2, query="?all=1")


def test_a_version_is_named_and_the_name_taken_away(client: Client) -> None:
    duo = design()
    write(duo, POD + "# more\n")
    named = reverse("name_version", args=[duo.pk, 1])
    client.post(named, {"name": " before <the> audit "})
    shown = page(client, "history", duo.pk, query="?named=1")
    assert "before &lt;the&gt; audit" in shown
    assert "Wrote it" not in shown
    client.post(named, {"name": "x" * 81})
    assert duo.revisions.get(number=1).name == "before <the> audit"
    client.post(named, {"name": ""})
    assert "No version has a name yet" in page(client, "history", duo.pk, query="?named=1")


def test_what_was_named_is_not_typed_over(client: Client) -> None:
    duo = design("a")
    duo.save_text("ab", None, say("Typed"), author_id=me().pk, broken=False, window="w")
    client.post(reverse("name_version", args=[duo.pk, 2]), {"name": "kept"})
    duo.save_text("abc", None, say("Typed"), author_id=me().pk, broken=False, window="w")
    assert [revision.text for revision in duo.revisions.order_by("number")] == ["a", "ab", "abc"]


@pytest.mark.parametrize(
    ("name", "said"), [("", "Restored the version of 20"), ("good", "Restored the version “good”")]
)
def test_restoring_adds_a_revision_and_removes_none(client: Client, name: str, said: str) -> None:
    text = "\ufeff" + POD.replace("\n", "\r\n")
    duo = design(text, encoding="utf-16-le")
    duo.revisions.update(name=name)
    write(duo, "a: 1\n")
    client.post(reverse("restore_version", args=[duo.pk, 1]))
    head = stored(duo).newest
    assert (head.number, head.text, head.encoding) == (3, text, "utf-16-le")
    assert str(head.event).startswith(said)
    assert duo.revisions.count() == 3


def test_restoring_can_be_undone(client: Client) -> None:
    duo = design()
    write(duo, "a: 1\n")
    client.post(reverse("restore_version", args=[duo.pk, 1]))
    client.post(reverse("undo", args=[duo.pk]), {"base": stored(duo).newest.digest})
    assert stored(duo).newest.text == "a: 1\n"


@pytest.mark.parametrize("name", ["history", "revision", "name_version", "restore_version"])
def test_the_past_of_another_users_design_does_not_exist(client: Client, name: str) -> None:
    theirs = design(owner=User.objects.create_user("other"))
    address = reverse(name, args=[theirs.pk] if name == "history" else [theirs.pk, 1])
    send = client.post if name.endswith("version") else client.get
    assert send(address).status_code == 404


@pytest.mark.parametrize("name", ["name_version", "restore_version"])
def test_the_past_is_not_changed_by_a_link(client: Client, name: str) -> None:
    assert client.get(reverse(name, args=[design().pk, 1])).status_code == 405


def test_a_revision_that_is_not_there_is_not_found(client: Client) -> None:
    assert client.get(reverse("revision", args=[design().pk, 7])).status_code == 404
