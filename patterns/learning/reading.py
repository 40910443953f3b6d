"""The plain value of a learning page made a Page, or everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from patterns.catalogue.fields import Fields
from patterns.catalogue.model import Text
from patterns.catalogue.problems import Problem, Unsound, gettext_noop
from patterns.learning.model import (
    Code,
    Correction,
    Entries,
    Example,
    Lane,
    Page,
    Paragraph,
    Part,
    Points,
    Recording,
    Section,
    Table,
)

_PAGE = ("order", "title", "lead", "example", "sections")
_SECTION = ("id", "title", "parts")


def read(id: str, value: Any) -> Page:
    """The page that a plain value describes. Raises Unsound with every problem."""
    problems: list[Problem] = []
    fields = Fields(value, "", problems, _PAGE)
    sections = (
        Fields(each, f"sections[{index}]", problems, _SECTION)
        for index, each in enumerate(fields.list("sections"))
    )
    page = Page(
        id,
        fields.whole("order") or 0,
        fields.text("title"),
        fields.text("lead"),
        fields.string("example", needed=False),
        tuple(map(_section, sections)),
    )
    if problems:
        raise Unsound(problems)
    return page


def _section(fields: Fields) -> Section:
    parts = (_part(fields, index, each) for index, each in enumerate(fields.list("parts")))
    return Section(fields.string("id"), fields.text("title"), tuple(filter(None, parts)))


def _part(section: Fields, index: int, value: Any) -> Part | None:
    """A part is a mapping of one key, which says what it is: `text: {en, ko}`, `table: {…}`."""
    path = f"{section.path}.parts[{index}]"
    fields = Fields(value, path, section.problems, _PARTS)
    kind = next((key for key in fields.raw if key in _PARTS), "")
    if not kind:
        section.problems.append(Problem(path, _NO_PART, {"known": ", ".join(_PARTS)}))
        return None
    return _PARTS[kind](fields, kind)


def _inner(fields: Fields, key: str, *known: str) -> Fields:
    return Fields(fields.raw.get(key), fields.at(key), fields.problems, known)


def _texts(fields: Fields, key: str) -> tuple[Text, ...]:
    return tuple(_cell(fields, f"{key}[{index}]", each) for index, each in enumerate(fields.list(key)))


def _cell(fields: Fields, key: str, value: Any) -> Text:
    """A text that is the same in both languages may stand alone: a name, a number, code."""
    return Text(value, value) if isinstance(value, str) else fields.said(key, value)


def _paragraph(fields: Fields, key: str) -> Paragraph:
    return Paragraph(fields.text(key))


def _list(fields: Fields, key: str) -> Points:
    return Points(_texts(fields, key), key == "steps")


def _table(fields: Fields, key: str) -> Table:
    inner = _inner(fields, key, "caption", "head", "rows")
    rows = [
        tuple(_cell(inner, f"rows[{index}][{column}]", cell) for column, cell in enumerate(row))
        for index, row in enumerate(inner.list("rows"))
    ]
    head = _texts(inner, "head")
    for index, row in enumerate(rows):
        if len(row) != len(head):
            inner.note(f"rows[{index}]", _NO_ROW, count=len(head))
    return Table(inner.text("caption"), head, tuple(rows))


def _example(fields: Fields, key: str) -> Example:
    inner = _inner(fields, key, "id", "title", "about", "view", "manifest")
    return Example(
        inner.string("id"),
        inner.text("title"),
        inner.text("about", needed=False),
        inner.string("view", needed=False) or "namespaces",
        inner.string("manifest"),
    )


def _recording(fields: Fields, key: str) -> Recording:
    inner = _inner(fields, key, "case", "title", "about", "zero", "begin", "end", "lanes")
    zero, begin, end = (_seconds(inner, name) or 0.0 for name in ("zero", "begin", "end"))
    lanes = tuple(_lane(inner, index, each) for index, each in enumerate(inner.list("lanes")))
    return Recording(inner.string("case"), inner.text("title"), inner.text("about"), zero, begin, end, lanes)


def _lane(recording: Fields, index: int, value: Any) -> Lane:
    known = ("name", "place", "start", "term", "exit", "killed")
    inner = Fields(value, recording.at(f"lanes[{index}]"), recording.problems, known)
    killed = _seconds(inner, "killed")
    end = killed if killed is not None else _seconds(inner, "exit")
    start = _seconds(inner, "start") or 0.0
    return Lane(
        inner.string("name"), inner.string("place"), start, _seconds(inner, "term"), end, killed is not None
    )


def _seconds(fields: Fields, key: str) -> float | None:
    value = fields.raw.get(key)
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    fields.note(key, _NO_SECONDS)
    return None


def _correction(fields: Fields, key: str) -> Correction:
    inner = _inner(fields, key, "note", "claim", "truth")
    return Correction(inner.whole("note") or 0, inner.text("claim"), inner.text("truth"))


def _code(fields: Fields, key: str) -> Code:
    inner = _inner(fields, key, "caption", "text")
    return Code(inner.text("caption", needed=False), inner.string("text"))


def _entries(fields: Fields, key: str) -> Entries:
    return Entries(tuple(str(id) for id in fields.list(key)))


_PARTS: Mapping[str, Callable[[Fields, str], Part]] = {
    "text": _paragraph,
    "list": _list,
    "steps": _list,
    "table": _table,
    "example": _example,
    "recording": _recording,
    "wrong": _correction,
    "code": _code,
    "patterns": _entries,
}
_NO_PART = gettext_noop("One of %(known)s has to stand here.")
_NO_ROW = gettext_noop("The row has to have %(count)d cells.")
_NO_SECONDS = gettext_noop("A number of seconds has to stand here.")
