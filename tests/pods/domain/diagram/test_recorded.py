"""Time lines of what was recorded, and pictures that are only looked at."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from patterns.catalogue.model import Text
from patterns.learning import shipped
from patterns.learning.model import Lane, Recording
from pods.domain.analysis import analyse
from pods.domain.diagram import draw
from pods.domain.diagram.recorded import in_words, recorded

RECORDINGS = [part for page in shipped.pages() for part in page.parts if isinstance(part, Recording)]
APP = Lane("app", "container", 0.0, 4.0, 6.0, killed=True)
LOG = Lane("<log>", "sidecar", 1.0, None, None, killed=False)
SHORT = Recording("case", Text("t", "t"), Text(), zero=4.0, begin=0.0, end=10.0, lanes=(APP, LOG))


def numbers(svg: str, name: str) -> list[float]:
    return [float(found) for found in re.findall(rf'\b{name}="(-?[\d.]+)"', svg)]


@pytest.mark.parametrize("recording", RECORDINGS, ids=lambda recording: recording.case)
def test_a_time_line_is_well_formed_and_inside_its_frame(recording: Recording) -> None:
    svg = recorded(recording)
    root = ET.fromstring(svg)
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    across = [*numbers(svg, "x"), *numbers(svg, "x1"), *numbers(svg, "x2")]
    assert all(0 <= x <= width for x in across)
    assert all(0 <= y <= height for y in [*numbers(svg, "y"), *numbers(svg, "y1"), *numbers(svg, "y2")])
    assert all(x >= 0 for x in numbers(svg, "width"))


def test_seconds_count_from_the_moment_that_is_zero() -> None:
    assert [str(sentence) for sentence in in_words(SHORT)] == [
        "app starts at -4.0 s, gets SIGTERM at 0.0 s and is killed at 2.0 s.",
        "<log> starts at -3.0 s and runs on.",
    ]
    assert "killed at 2.0 s" in recorded(SHORT)


def test_longer_runs_have_longer_bars() -> None:
    svg = recorded(SHORT)
    bars = [float(w) for w in re.findall(r'class="runs (?:container|sidecar)"[^>]* width="([\d.]+)"', svg)]
    app, log = bars[:2]
    assert log / app == pytest.approx(9 / 4)


def test_what_happens_after_the_end_of_the_line_is_not_drawn() -> None:
    cut = recorded(replace(SHORT, end=3.0))
    assert "killed at 2.0 s" not in re.sub("<desc.*?</desc>", "", cut)
    assert cut.count('class="stops') == 1  # the legend's
    assert "→" in cut


def test_a_name_is_escaped() -> None:
    assert "<log>" not in recorded(SHORT)


def test_in_a_picture_that_is_only_looked_at_nothing_can_be_selected() -> None:
    text = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers: [{name: a, image: 'b:1'}]\n"
    drawing = draw(analyse(text).pods[0])
    assert 'role="button"' in drawing.svg
    assert not re.search('role="button"|tabindex', drawing.still)
    assert 'role="img"' in drawing.still
    plain = re.sub(r'( tabindex="0" role="button"| role="img") aria-label="[^"]*"', "", drawing.svg)
    assert plain.replace('role="graphics-document"', 'role="img"') == drawing.still
