"""The entries that come with Podwright, found by looking into `data/`: one file, one pattern."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from patterns.catalogue import reading
from patterns.catalogue.model import Pattern, Summary
from patterns.catalogue.problems import Problem, Unsound

DATA = Path(__file__).resolve().parents[1] / "data"
_BLOCK = re.compile(r"^([A-Za-z]+):(?:.*\n|.*\Z)(?:(?:[ \t#].*)?\n)*", re.MULTILINE)


@cache
def ids() -> tuple[str, ...]:
    """The ids of all entries, in the order of the alphabet."""
    return tuple(sorted(path.stem for path in DATA.glob("*.yaml")))


@cache
def pattern(id: str) -> Pattern | None:
    """The entry of an id; None when there is none."""
    return read_file(DATA / f"{id}.yaml") if id in ids() else None


@cache
def patterns() -> tuple[Pattern, ...]:
    """All entries in full."""
    return tuple(found for id in ids() if (found := pattern(id)) is not None)


@cache
def summaries() -> tuple[Summary, ...]:
    """What a list shows of all entries, from the heads of their files: a tenth of the time of reading them whole."""
    return tuple(summary_of((DATA / f"{id}.yaml").read_text(encoding="utf-8")) for id in ids())


def summary_of(text: str) -> Summary:
    """What a list shows of the entry with this text. Raises Unsound."""
    blocks = [match.group() for match in _BLOCK.finditer(text) if match.group(1) in reading.HEAD]
    return reading.summary(_plain("".join(blocks)))


def read_file(path: Path) -> Pattern:
    """The pattern that a file of ours describes. Raises Unsound."""
    found = reading.read(_plain(path.read_text(encoding="utf-8")))
    if found.id != path.stem:
        raise Unsound([Problem("id", "The file is named %(name)s.", {"name": path.name})])
    return found


class _Loader(yaml.CSafeLoader):
    """Our own files, read with JSON's types: a date stays the text it is."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def _plain(text: str) -> Any:
    try:
        loaded = yaml.load(text, _Loader)  # noqa: S506 - a safe loader without dates
    except yaml.YAMLError as error:
        raise Unsound([Problem("", "%(error)s", {"error": error})]) from None
    return loaded if isinstance(loaded, Mapping) else {}
