"""Paths through a document: `spec.containers[0].ports[1]`, odd keys as `metadata.labels["a.b/c"]`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import reduce
from typing import Any

_PLAIN_KEY = re.compile(r"[A-Za-z0-9_$-]+\Z")
_STEP = re.compile(r"""\.?([A-Za-z0-9_$-]+)|\[([0-9]+)\]|\[("(?:[^"\\]|\\.)*")\]""")

Step = str | int


def join(path: str, step: Step) -> str:
    """The path of a child: a key of a mapping or an index of a list."""
    if isinstance(step, int):
        return f"{path}[{step}]"
    if not _PLAIN_KEY.match(step):
        return f"{path}[{json.dumps(step, ensure_ascii=False)}]"
    return f"{path}.{step}" if path else step


def steps(path: str) -> list[Step]:
    """The keys and indexes of a path; raises ValueError when it is not one."""
    result: list[Step] = []
    offset = 0
    while offset < len(path):
        match = _STEP.match(path, offset)
        if match is None:
            raise ValueError(path)
        key, index, quoted = match.groups()
        result.append(key if key is not None else int(index) if index is not None else json.loads(quoted))
        offset = match.end()
    return result


def parent(path: str) -> str:
    """The path without its last step; "" for a path of one step."""
    return reduce(join, steps(path)[:-1], "")


def value_at(value: Any, path: str) -> Any:
    """The plain value a path leads to; None where it leads nowhere."""
    for step in steps(path):
        if isinstance(step, int):
            value = value[step] if isinstance(value, list) and step < len(value) else None
        else:
            value = value.get(step) if isinstance(value, Mapping) else None
    return value
