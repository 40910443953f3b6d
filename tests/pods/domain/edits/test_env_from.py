"""Whole ConfigMaps and Secrets become variables, one by one, and everything else keeps its bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pods.domain.edits.env_from import (
    EnvFrom,
    add_env_from,
    change_env_from,
    move_env_from,
    remove_env_from,
)
from pods.domain.edits.refusal import EditRefused
from tests.pods.domain.edits.pods_as_written import FLOW, JSON, POD, Edit, container_of, doing

FIRST = "    # all of it\n    - configMapRef:\n        name: base  # theirs\n"
SECOND = "    - prefix: DB_  # of the base\n      secretRef: {name: db, optional: true}\n"
BOTH = f"{POD}    envFrom:\n{FIRST}{SECOND}    tty: true\n"

CASES: list[tuple[str, Edit, str]] = [
    (POD, doing(add_env_from, EnvFrom("c")), f"{POD}    envFrom:\n    - configMapRef:\n        name: c\n"),
    (
        BOTH,
        doing(add_env_from, EnvFrom("s", secret=True, prefix="S_", optional=True)),
        f"{POD}    envFrom:\n{FIRST}{SECOND}"
        "    - secretRef:\n        name: s\n        optional: true\n      prefix: S_\n    tty: true\n",
    ),
    (BOTH, doing(change_env_from, 0, EnvFrom("base")), BOTH),
    (BOTH, doing(change_env_from, 1, EnvFrom("db", secret=True, prefix="DB_", optional=True)), BOTH),
    (BOTH, doing(change_env_from, 0, EnvFrom("other")), BOTH.replace("name: base", "name: other")),
    (
        BOTH,
        doing(change_env_from, 1, EnvFrom("db", secret=True, prefix="P_")),
        BOTH.replace("prefix: DB_", "prefix: P_").replace(", optional: true", ""),
    ),
    (BOTH, doing(move_env_from, 1, 0), f"{POD}    envFrom:\n{SECOND}{FIRST}    tty: true\n"),
    (BOTH, doing(remove_env_from, 0), f"{POD}    envFrom:\n{SECOND}    tty: true\n"),
    (f"{POD}    envFrom:\n{FIRST}    tty: true\n", doing(remove_env_from, 0), f"{POD}    tty: true\n"),
]


@pytest.mark.parametrize(("before", "edit", "after"), CASES)
def test_an_edit_changes_the_lines_it_must(before: str, edit: Edit, after: str) -> None:
    assert edit(*container_of(before)).text == after


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (doing(add_env_from, EnvFrom("")), "may hold only"),
        (doing(change_env_from, 0, EnvFrom("a", prefix="=")), "other than ="),
        (doing(remove_env_from, 2), "no list with that item"),
        (doing(move_env_from, 1, 2), "envFrom is no list"),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason(edit: Edit, words: str) -> None:
    with pytest.raises(EditRefused, match=words):
        edit(*container_of(BOTH))


SOURCES = st.builds(
    EnvFrom, st.sampled_from("abc"), st.booleans(), st.sampled_from(["", "P_"]), st.booleans()
)


@given(st.lists(SOURCES, min_size=1, max_size=4), SOURCES)
def test_sources_that_are_added_changed_and_removed_say_what_was_wanted(
    sources: list[EnvFrom], last: EnvFrom
) -> None:
    for text in (POD, FLOW, JSON):
        edited = text
        for source in sources:
            edited = add_env_from(*container_of(edited), source).text
        edited = change_env_from(*container_of(edited), len(sources) - 1, last).text
        listed = container_of(edited)[2].raw["envFrom"]
        assert [kinds(entry) for entry in listed] == [wanted(each) for each in (*sources[:-1], last)]
        for _ in sources:
            edited = remove_env_from(*container_of(edited), 0).text
        assert "envFrom" not in container_of(edited)[2].raw


def kinds(entry: dict[str, dict[str, object]]) -> tuple[bool, object, object, object]:
    of = entry.get("secretRef") or entry["configMapRef"]
    assert len(entry.keys() - {"prefix"}) == 1
    return "secretRef" in entry, of["name"], entry.get("prefix", ""), of.get("optional", False)


def wanted(source: EnvFrom) -> tuple[bool, object, object, object]:
    return source.secret, source.name, source.prefix, source.optional
