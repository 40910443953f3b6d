"""The set of learning pages: in both languages, with examples that a cluster takes, and no link that leads nowhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from patterns.catalogue import shipped as catalogue
from patterns.catalogue.model import Text
from patterns.catalogue.problems import Unsound
from patterns.learning import reading, shipped
from patterns.learning.inline import runs, targets, texts_of
from patterns.learning.model import Correction, Entries, Example, Page, Recording, Table
from patterns.learning.notes import NOTES, corrected
from pods.domain.analysis import analyse
from pods.domain.diagram import all_views
from pods.domain.severity import Severity

TRUTH = Path("/work/shared/truth/lifecycle.json")
PAGES = shipped.pages()
EXAMPLES = [(page, example) for page in PAGES for example in page.examples]
RECORDINGS = [part for page in PAGES for part in page.parts if isinstance(part, Recording)]


def texts(page: Page) -> Iterator[Text]:
    yield from (page.title, page.lead)
    for section in page.sections:
        yield section.title
        for part in section.parts:
            yield from (text for text in texts_of(part) if text != Text())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.id)
def test_a_page_is_there_in_both_languages(page: Page) -> None:
    assert [text for text in texts(page) if not text.en or not text.ko] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.id)
def test_korean_prose_is_korean(page: Page) -> None:
    prose = [text for text in texts(page) if len("".join(run.text for run in runs(text.en))) > 60]
    assert [text.ko for text in prose if not re.search("[가-힣]", text.ko)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.id)
def test_every_link_of_a_page_leads_somewhere(page: Page) -> None:
    for target in targets(page):
        scheme, _, rest = target.partition(":")
        id, _, section = rest.partition("#")
        if scheme == "page":
            found = shipped.page(id)
            assert found is not None, target
            assert not section or section in {each.id for each in found.sections}, target
        elif scheme == "pattern":
            assert id in catalogue.ids(), target
        else:
            assert target == "guide:" or target.startswith("https://"), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.id)
def test_marks_of_a_text_are_closed(page: Page) -> None:
    for text in texts(page):
        for said in (text.en, text.ko):
            plain = "".join(run.text for run in runs(said) if run.kind == "plain")
            assert "`" not in plain, said
            assert "**" not in plain, said
            assert "](" not in plain, said


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.id)
def test_entries_that_a_page_names_are_in_the_catalogue(page: Page) -> None:
    named = [id for part in page.parts if isinstance(part, Entries) for id in part.ids]
    assert set(named) <= set(catalogue.ids())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.id)
def test_ids_and_anchors_of_a_page_are_unlike(page: Page) -> None:
    ids = [*(section.id for section in page.sections), *(example.id for example in page.examples)]
    assert len(ids) == len(set(ids))
    assert page.find(page.example) is not None


@pytest.mark.parametrize(("page", "example"), EXAMPLES, ids=lambda each: each.id)
def test_an_example_is_one_pod_that_the_api_server_takes(page: Page, example: Example) -> None:
    analysis = analyse(example.manifest)
    assert analysis.manifest.error is None
    assert len(analysis.pods) == 1
    assert [str(f.message) for f in analysis.findings if f.severity is Severity.ERROR] == []
    assert example.view in all_views()


@pytest.mark.parametrize(("page", "example"), EXAMPLES, ids=lambda each: each.id)
def test_an_example_names_exact_images(page: Page, example: Example) -> None:
    pod = analyse(example.manifest).pods[0].pod
    for container in pod.containers:
        tag = (container.image or "").rpartition(":")[2]
        assert re.search(r"\d", tag), container.image
        assert "latest" not in tag


def test_pages_have_an_order_of_their_own() -> None:
    assert len({page.order for page in PAGES}) == len(PAGES)


def test_each_of_the_notes_is_corrected_somewhere() -> None:
    notes = {part.note for page in PAGES for part in page.parts if isinstance(part, Correction)}
    assert notes == {1, 2, 3, 4, 5}


@pytest.mark.skipif(not TRUTH.exists(), reason="needs the recordings of a real node")
@pytest.mark.parametrize("recording", RECORDINGS, ids=lambda recording: recording.case)
def test_a_time_line_shows_what_was_recorded(recording: Recording) -> None:
    case = next(c for c in json.loads(TRUTH.read_text())["cases"] if c["id"] == recording.case)
    spec = case["manifest"]["spec"]
    places = {
        **{c["name"]: "container" for c in spec["containers"]},
        **{c["name"]: "sidecar" if "restartPolicy" in c else "init" for c in spec.get("initContainers", [])},
    }
    told = {(lane.name, event, at) for lane in recording.lanes for event, at in _events(lane)}
    assert told == {(e["container"], e["event"], e["t"]) for e in case["events"]}
    assert {lane.name: lane.place for lane in recording.lanes} == places


def _events(lane: object) -> Iterator[tuple[str, float]]:
    start, term, end, killed = (getattr(lane, name) for name in ("start", "term", "end", "killed"))
    yield "start", start
    if term is not None:
        yield "term", term
    if end is not None:
        yield "killed" if killed else "exit", end


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ({}, "title"),
        ({"sections": [{"id": "a", "parts": [{"pictures": 1}]}]}, "sections[0].parts[0]"),
        ({"sections": [{"id": "a", "parts": [{"text": "one language"}]}]}, "sections[0].parts[0].text"),
        (
            {"sections": [{"parts": [{"table": {"head": ["a", "b"], "rows": [["c"]]}}]}]},
            "sections[0].parts[0].table.rows[0]",
        ),
        (
            {"sections": [{"parts": [{"recording": {"lanes": [{"start": "now"}]}}]}]},
            "sections[0].parts[0].recording.lanes[0].start",
        ),
        ([], ""),
    ],
)
def test_a_page_that_is_wrong_says_where(value: object, path: str) -> None:
    with pytest.raises(Unsound) as unsound:
        reading.read("page", value)
    assert path in [problem.path for problem in unsound.value.problems]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("plain", ["plain"]),
        ("a `b` c", ["plain", "code", "plain"]),
        ("**a** and [b](page:c#d)", ["strong", "plain", "link"]),
        ("", []),
        ("`a` `b`", ["code", "plain", "code"]),
        ("2 ** 3 and a [b] (c)", ["plain"]),
    ],
)
def test_marks_split_a_text_into_runs(text: str, kinds: list[str]) -> None:
    assert [run.kind for run in runs(text)] == kinds


@pytest.mark.parametrize(
    ("id", "cpu"), [("sidecar-last", "2"), ("sidecar-first", "2500m"), ("one-budget", "500m")]
)
def test_the_sums_a_page_tells_are_those_of_its_examples(id: str, cpu: str) -> None:
    page = shipped.page("resources")
    assert page is not None
    example = page.find(id)
    assert example is not None
    assert str(analyse(example.manifest).pods[0].resources.requests["cpu"]) == cpu


def test_what_is_said_against_the_notes_is_found_again() -> None:
    told = sum(page.corrections for page in PAGES)
    assert sum(len(list(corrected(note))) for note in NOTES) == told
    assert all(title.en and title.ko for title in NOTES.values())


NAMESPACES = Path("/work/shared/truth/namespaces.json")
SWITCHES = ("hostNetwork", "hostPID", "hostIPC", "shareProcessNamespace")


def owner(case: dict[str, Any], namespace: str) -> str:
    if namespace in case["host"]:
        return "node"
    return "pod" if len(case["groups"][namespace]) == 1 else "each its own"


@pytest.mark.skipif(not NAMESPACES.exists(), reason="needs the readings of a real node")
def test_the_table_of_namespaces_is_what_was_read() -> None:
    page = shipped.page("sharing")
    assert page is not None
    table = next(part for part in page.parts if isinstance(part, Table))
    cases = json.loads(NAMESPACES.read_text())["cases"]
    tried = 0
    for first, *cells in table.rows:
        told = dict(
            zip(("network", "ipc", "uts", "pid", "mount"), (c.en.strip("*") for c in cells), strict=True)
        )
        switch = first.en.strip("`").partition(":")[0]
        for case in cases:
            on = {name for name in SWITCHES if case["manifest"]["spec"].get(name)}
            if on == ({switch} & set(SWITCHES)):
                tried += 1
                assert {name: owner(case, name) for name in told} == told, (first.en, case["id"])
            # A switch does the same beside others: each changes namespaces of its own.
            if switch in on and switch == "shareProcessNamespace":
                tried += 1
                assert owner(case, "pid") == told["pid"]
    assert tried >= len(table.rows)
