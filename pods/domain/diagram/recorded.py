"""What a real node did with the containers of a pod, as a time line: a lane for each, a ruler in seconds."""

from __future__ import annotations

import math
from collections.abc import Iterator

from patterns.learning.model import Lane, Recording
from pods.domain.diagram.geometry import Box
from pods.domain.diagram.svg import element, escaped, rect, text
from pods.domain.diagram.words import Words
from pods.domain.messages import Message, gettext_noop, say

_WIDTH, _LEFT, _RIGHT = 760.0, 150.0, 110.0
_TOP, _LANE, _BAR = 34.0, 38.0, 16.0
_TICKS = 9  # at most
_LEGEND = 34.0  # height
_LEGENDS = (150.0, 270.0, 370.0)  # where its parts begin


def recorded(recording: Recording, words: Words = str, prefix: str = "recording") -> str:
    """The time line as SVG with classes, for a page that styles them."""
    bottom = _TOP + _LANE * len(recording.lanes)
    height = bottom + _LEGEND
    sentences = " ".join(words(sentence) for sentence in in_words(recording))
    return element(
        "svg",
        element("title", escaped(words(say(_TITLE))), id=f"{prefix}-title"),
        element("desc", escaped(sentences), id=f"{prefix}-desc"),
        *_ruler(recording, words, bottom),
        *(mark for row, lane in enumerate(recording.lanes) for mark in _lane(recording, lane, row, words)),
        *_legend(bottom + _LEGEND / 2, words),
        xmlns="http://www.w3.org/2000/svg",
        class_="recording",
        viewBox=f"0 0 {_WIDTH:g} {height:g}",
        role="img",
        aria_labelledby=f"{prefix}-title",
        aria_describedby=f"{prefix}-desc",
        width=f"{_WIDTH:g}",
        height=f"{height:g}",
    )


def in_words(recording: Recording) -> Iterator[Message]:
    """The same as sentences, one for each lane."""
    for lane in recording.lanes:
        values: dict[str, object] = {"name": lane.name, "start": _seconds(lane.start - recording.zero)}
        if lane.term is not None:
            values["term"] = _seconds(lane.term - recording.zero)
        if lane.end is not None:
            values["end"] = _seconds(lane.end - recording.zero)
        yield say(_SENTENCES[lane.term is not None, _ending(lane)], **values)


def _ending(lane: Lane) -> str:
    return "" if lane.end is None else "killed" if lane.killed else "exits"


def _legend(middle: float, words: Words) -> Iterator[str]:
    for x, class_, said in zip(_LEGENDS, ("runs", "term", "stops"), _LEGEND_WORDS, strict=True):
        if class_ == "term":
            yield _line(x + 20, middle - 7, middle + 7, class_)
        else:
            yield rect(Box(x, middle - 5, 24, 10), f"{class_} container", 2)
        yield text(x + 30, middle + 4, words(said), "ruler")


def _ruler(recording: Recording, words: Words, bottom: float) -> Iterator[str]:
    first, last = recording.begin - recording.zero, recording.end - recording.zero
    step = next(step for step in (0.5, 1, 2, 5, 10, 20, 60) if (last - first) / step <= _TICKS)
    for number in range(math.ceil(first / step), math.floor(last / step) + 1):
        x = _x(recording, number * step + recording.zero)
        class_ = "tick zero" if number == 0 else "tick"
        yield _line(x, _TOP - 8, bottom, class_)
        yield text(x, 16, words(say(_SECONDS, seconds=f"{number * step:g}")), "ruler", "middle")


def _lane(recording: Recording, lane: Lane, row: int, words: Words) -> Iterator[str]:
    middle = _TOP + _LANE * row + _LANE / 2
    end = recording.end if lane.end is None else lane.end
    stop = end if lane.term is None else lane.term
    yield text(0, middle - 1, lane.name, "lane-name")
    yield text(0, middle + 13, words(_PLACES[lane.place]), "lane-place")
    yield _bar(recording, max(lane.start, recording.begin), stop, middle, f"runs {lane.place}")
    if lane.term is not None and lane.term < recording.end:
        yield _bar(recording, lane.term, end, middle, f"stops {lane.place}")
        yield _line(_x(recording, lane.term), middle - 12, middle + 12, "term")
    if end > recording.end:
        yield text(_x(recording, recording.end) + 6, middle + 4, "→", "ends")
    elif lane.end is not None:
        said = words(say(_MARKS[_ending(lane)], seconds=_seconds(end - recording.zero)))
        yield text(_x(recording, end) + 8, middle + 4, said, "killed" if lane.killed else "ends")


def _bar(recording: Recording, start: float, end: float, middle: float, class_: str) -> str:
    left, right = _x(recording, start), _x(recording, min(end, recording.end))
    return rect(Box(left, middle - _BAR / 2, max(right - left, 1.5), _BAR), class_, 2)


def _line(x: float, top: float, bottom: float, class_: str) -> str:
    return element("line", class_=class_, x1=x, x2=x, y1=top, y2=bottom)


def _x(recording: Recording, seconds: float) -> float:
    share = (seconds - recording.begin) / (recording.end - recording.begin)
    return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)


def _seconds(seconds: float) -> str:
    return f"{seconds:.1f}".replace("-0.0", "0.0")


_LEGEND_WORDS = (
    say(gettext_noop("runs")),
    say(gettext_noop("SIGTERM")),
    say(gettext_noop("stops, until it exits or is killed")),
)
_TITLE = gettext_noop("What a node did, second by second")
_SECONDS = gettext_noop("%(seconds)s s")
_PLACES = {
    "init": say(gettext_noop("init container")),
    "sidecar": say(gettext_noop("native sidecar")),
    "container": say(gettext_noop("container")),
}
_MARKS = {"exits": gettext_noop("exits at %(seconds)s s"), "killed": gettext_noop("killed at %(seconds)s s")}
_SENTENCES = {
    (False, ""): gettext_noop("%(name)s starts at %(start)s s and runs on."),
    (False, "exits"): gettext_noop("%(name)s starts at %(start)s s and exits at %(end)s s by itself."),
    (False, "killed"): gettext_noop("%(name)s starts at %(start)s s and is killed at %(end)s s."),
    (True, ""): gettext_noop("%(name)s starts at %(start)s s, gets SIGTERM at %(term)s s and runs on."),
    (True, "exits"): gettext_noop(
        "%(name)s starts at %(start)s s, gets SIGTERM at %(term)s s and exits at %(end)s s."
    ),
    (True, "killed"): gettext_noop(
        "%(name)s starts at %(start)s s, gets SIGTERM at %(term)s s and is killed at %(end)s s."
    ),
}
