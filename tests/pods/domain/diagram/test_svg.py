"""Writing SVG: whatever a name holds, it comes out as text."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pods.domain.diagram.geometry import Box, straightened
from pods.domain.diagram.svg import arrowhead, element, escaped, rect, rounded_path, text, tooltip


@given(st.text())
def test_any_text_survives_as_content_and_as_attribute(said: str) -> None:
    root = ET.fromstring(
        f"<r>{element('a', escaped(said), title=said)}{text(1, 2, said, 'x')}{tooltip(said)}</r>"
    )
    assert [child.tag for child in root] == ["a", "text", "title"]
    assert all(len(child) == 0 for child in root)


@pytest.mark.parametrize("said", ["<b>", '"><script>', "a & b", "]]>", "it's", "<!--", "&lt;"])
def test_markup_in_a_name_reads_as_it_was_written(said: str) -> None:
    root = ET.fromstring(element("a", escaped(said), title=said))
    assert (root.text, root.get("title")) == (said, said)


@pytest.mark.parametrize(
    ("said", "shown"), [("a\u202eb", r"a\u202eb"), ("\x1b[1m", r"\x1b[1m"), ("a\nb", r"a\nb")]
)
def test_what_hides_or_reorders_is_shown(said: str, shown: str) -> None:
    assert ET.fromstring(element("a", escaped(said))).text == shown


def test_lengths_have_no_needless_digits() -> None:
    assert rect(Box(1.0, 2.5, 3, 4), "a") == '<rect class="a" x="1" y="2.5" width="3" height="4"/>'


def test_attributes_that_are_none_are_left_out() -> None:
    assert element("g", class_="a", data_path=None, tabindex="0") == '<g class="a" tabindex="0"/>'


def test_a_rectangle_has_round_corners_only_where_asked() -> None:
    assert "rx" not in rect(Box(0, 0, 1, 1), "a")
    assert 'rx="3"' in rect(Box(0, 0, 1, 1), "a", 3)


def test_a_line_turns_round_its_corners_and_ends_where_it_should() -> None:
    assert rounded_path(((0, 0), (50, 0), (50, 40))) == "M0 0L43 0Q50 0 50 7L50 40"


def test_a_corner_is_never_rounder_than_its_sides_are_long() -> None:
    assert rounded_path(((0, 0), (4, 0), (4, 40))) == "M0 0L2 0Q4 0 4 2L4 40"


def test_an_arrow_points_along_the_last_part_of_its_line() -> None:
    assert 'points="0,9 4.5,1 -4.5,1"' in arrowhead(((0, 0), (0, 9)), "head")


def test_a_line_is_straightened_where_it_does_not_turn() -> None:
    assert straightened([(0, 0), (0, 0), (5, 0), (9, 0), (9, 4)]) == ((0, 0), (9, 0), (9, 4))
