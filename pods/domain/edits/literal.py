"""Texts written line by line (`|`): another text keeps this way of writing, its header's comment and indentation."""

from __future__ import annotations

import re

from pods.domain.edits import style
from pods.domain.edits.places import line_end, past_properties
from pods.domain.edits.splice import Splice
from pods.domain.manifest.nodes import Scalar

_HEADER = re.compile(r"[|>](?:([1-9])[-+]?|[-+]([1-9])?)?")


def rewritten(text: str, old: Scalar, value: object) -> Splice | None:
    """Another text in the place of one that is written line by line; None where it has to be quoted."""
    if old.style not in ("|", ">") or not isinstance(value, str) or not _fits(value):
        return None
    start = past_properties(text, old)
    header = _HEADER.match(text, start)
    indent = _indent(text, old)
    if header is None or not indent:
        return None
    given = header[1] or header[2] or ""
    if value[0] == " " and not given:
        return None  # what the first line begins with would count as indentation
    newline = style.newline(text)
    sign = "" if value.endswith("\n") else "-"
    rest = text[header.end() : line_end(text, start)]
    lines = [indent + line if line else "" for line in value.removesuffix("\n").split("\n")]
    end = len(text[: old.end].rstrip("\r\n"))
    return Splice(start, end, newline.join([f"|{given}{sign}{rest}", *lines]))


def _fits(value: str) -> bool:
    """Lines of which the first and the last say something, without characters a text cannot hold as they are."""
    lines = value.removesuffix("\n").split("\n")
    shown = all(line.replace("\t", "").isprintable() for line in lines)
    return shown and bool(lines[0].strip() and lines[-1].strip()) and lines[0][0] != "\t"


def _indent(text: str, old: Scalar) -> str:
    """The white space its lines begin with; what a text says more than that is its own."""
    first = next((line for line in old.text.split("\n") if line.strip()), "")
    own = len(first) - len(first.lstrip(" "))
    body = text[line_end(text, past_properties(text, old)) : old.end].splitlines()
    written = next((line for line in body if line.strip()), "")
    return " " * (len(written) - len(written.lstrip(" ")) - own)
