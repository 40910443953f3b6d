"""The words of an outline: quoted and unquoted, and how an entry comes to its parent."""

from __future__ import annotations

import json
import re

from pods.domain.completion.outline import Entry, Sort
from pods.domain.manifest.paths import Step

QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|' + r"'(?:[^']|'')*'", re.DOTALL)
_LONGEST = 4096  # characters of a scalar that is read; names and keys are shorter


def unquoted(written: str) -> str:
    """What a key or scalar says. An escape that cannot be read stays as it is."""
    if written[:1] == "'":
        return written[1:-1].replace("''", "'") if written.endswith("'") and len(written) > 1 else written[1:]
    if written[:1] != '"':
        return written
    inside = written[1:-1] if written.endswith('"') and len(written) > 1 else written[1:]
    if "\\" not in inside or len(inside) > _LONGEST:
        return inside
    try:
        return str(json.loads(f'"{inside}"'))
    except ValueError:
        return inside


def add(parent: Entry, sort: Sort, step: Step | None, column: int, start: int, stop: int) -> Entry:
    """A new entry below another."""
    made = Entry(sort, step, column, start, stop, parent)
    parent.children.append(made)
    parent.length += sort is Sort.ITEM
    return made
