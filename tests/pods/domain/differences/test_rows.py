from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pods.domain.differences import Difference, Kind, Line, Row, compare, count

texts = st.lists(st.sampled_from(["a: 1", "a: 2", "  b: x", "  b: y", "- name: c", ""]), max_size=20).map(
    "\n".join
)
with_ends = st.text(st.sampled_from("ab \r\n"), max_size=40)


def rows(of: Difference) -> list[Row]:
    return [row for stretch in of.stretches for row in stretch.rows]


def side(lines: list[Line | None]) -> str:
    return "".join(line.text + line.end for line in lines if line)


def signs(old: str, new: str) -> str:
    sign = {Kind.SAME: "=", Kind.CHANGED: "~", Kind.REMOVED: "-", Kind.ADDED: "+"}
    return "".join(sign[row.kind] for row in rows(compare(old, new)))


@given(with_ends | texts, with_ends | texts)
def test_both_texts_stand_in_the_rows_with_every_byte(old: str, new: str) -> None:
    shown = rows(compare(old, new))
    assert side([row.old for row in shown]) == old
    assert side([row.new for row in shown]) == new


@given(with_ends | texts, with_ends | texts)
def test_the_numbers_are_those_of_the_rows(old: str, new: str) -> None:
    found = compare(old, new)
    changed = [row for row in rows(found) if row.kind is not Kind.SAME]
    assert (found.added, found.removed) == count(old, new)
    assert (found.added, found.removed) == (
        sum(bool(r.new) for r in changed),
        sum(bool(r.old) for r in changed),
    )
    assert (count(old, new) == (0, 0)) == (old == new)


@given(texts, texts)
def test_the_parts_of_a_line_are_the_line(old: str, new: str) -> None:
    for row in rows(compare(old, new)):
        for line, parts in zip((row.old, row.new), row.marked, strict=True):
            assert "".join(part.text for part in parts) == (line.text if line else "")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("a\n", "a\n", "="),
        ("", "a\nb\n", "++"),
        ("image: nginx:1.28\n", "image: nginx:1.29\n", "~"),
        ("a\nb\nc\n", "a\nc\n", "=-="),
        ("a\n", "a", "~"),
        ("a\r\nb\r\n", "a\nb\r\n", "~="),
        ("apple: 1\n", "zebra 2 3 4\n", "-+"),
        ("first: nginx:1.28-alpine\n", "other nginx:1.28-alpine\n", "~"),  # alike at their ends alone
        ("image: x:1\nname: app\n", "name: web\nimage: x:1\n", "+=-"),
        ("cpu: 100m\nmemory: 1Gi\n", "memory: 2Gi\n", "-~"),
    ],
)
def test_lines_stand_beside_what_they_became(old: str, new: str, expected: str) -> None:
    assert signs(old, new) == expected


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("  image: nginx:1.28", "  image: nginx:1.29", [["28"], ["29"]]),
        ("ports: [80, 81, 82]", "ports: [90, 81, 92]", [["80", "82"], ["90", "92"]]),
        # A very long line is compared from both ends only.
        (f"1{',' * 500}2,3,4", f"1{',' * 500}5,3,6", [["2,3,4"], ["5,3,6"]]),
    ],
)
def test_words_are_marked_that_changed(old: str, new: str, changed: list[list[str]]) -> None:
    (row,) = rows(compare(old, new))
    assert [[part.text for part in parts if part.changed] for parts in row.marked] == changed


def test_a_missing_final_newline_is_a_difference_of_ends_only() -> None:
    (row,) = rows(compare("a", "a\n"))
    assert row.ends_differ
    assert [part.changed for parts in row.marked for part in parts] == [False, False]


def test_unchanged_stretches_are_folded_around_three_lines_of_context() -> None:
    old = "".join(f"line {n}\n" for n in range(40))
    found = compare(old, old.replace("line 20\n", "line twenty\n"))
    assert [(stretch.size, stretch.folded) for stretch in found.stretches] == [
        (17, True),
        (7, False),
        (16, True),
    ]


def test_a_single_line_is_not_worth_a_fold() -> None:
    old = "".join(f"line {n}\n" for n in range(20))
    found = compare(old, old.replace("line 4\n", "four\n").replace("line 12\n", "twelve\n"))
    assert [(stretch.size, stretch.folded) for stretch in found.stretches] == [(18, False), (4, True)]


@pytest.mark.parametrize("most", [1, 10, 100])
def test_what_is_shown_is_bounded_and_the_rest_is_counted(most: int) -> None:
    old, new = ("".join(f"{word} {n}\n" for n in range(500)) for word in ("old", "completely different"))
    found = compare(old, new, most)
    assert len(rows(found)) == most
    assert found.left_out + sum(stretch.size for stretch in found.stretches) == 1000
    assert found.shortened
    assert not any(stretch.folded for stretch in found.stretches)
    assert not compare(old, new, 1000).shortened
    assert (found.added, found.removed) == (500, 500)


def test_ten_thousand_lines_are_compared_in_time() -> None:
    old = "".join(f"  - name: c{n}\n    image: nginx:{n % 7}\n    env: []\n\n" for n in range(2500))
    start = time.process_time()
    found = compare(old, old.replace("c77\n", "d77\n").replace("nginx:3", "httpd:3"))
    assert time.process_time() - start < 4
    assert found.added == found.removed == 357 + 1
