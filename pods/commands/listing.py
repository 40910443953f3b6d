"""`patterns [ID]`: the catalogue, or one entry with its parameters (CONTRACT.md)."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import Any

from patterns.catalogue import shipped
from patterns.catalogue.model import Parameter, Pattern, Summary
from patterns.catalogue.problems import Unsound
from pods.commands import files

FINE, UNUSABLE = 0, 2


def run(options: argparse.Namespace) -> int:
    """Print the list or the entry; returns the exit status."""
    try:
        return _listed(options)
    except Unsound as problem:
        files.complain(files.unsound("patterns", problem))
        return UNUSABLE


def _listed(options: argparse.Namespace) -> int:
    if options.id is None:
        found = shipped.summaries()
        _print(options.format, {"patterns": [_summary(each) for each in found]}, _table(found))
        return FINE
    pattern = shipped.pattern(options.id)
    if pattern is None:
        files.complain(f"patterns: there is no pattern {options.id}; `python -m pods patterns` lists them")
        return UNUSABLE
    _print(options.format, _entry(pattern), _described(pattern))
    return FINE


def _print(form: str, value: dict[str, Any], lines: Iterator[str]) -> None:
    if form == "json":
        print(json.dumps(value, ensure_ascii=True, indent=1))
        return
    for line in lines:
        print(line)


def _table(found: tuple[Summary, ...]) -> Iterator[str]:
    widths = [max((len(str(row[at])) for row in map(_row, found)), default=0) for at in range(2)]
    for each in found:
        id, kind, title = _row(each)
        yield f"{id:<{widths[0]}}  {kind:<{widths[1]}}  {title}"


def _row(each: Summary) -> tuple[str, str, str]:
    return each.id, each.kind.value, each.title.en


def _summary(each: Summary) -> dict[str, Any]:
    return {
        "id": each.id,
        "kind": each.kind.value,
        "topics": [topic.value for topic in each.topics],
        "title": each.title.en,
        "summary": each.summary.en,
        "since": f"1.{each.since}",
    }


def _entry(pattern: Pattern) -> dict[str, Any]:
    return {
        **_summary(pattern.outline),
        "intent": pattern.intent.en,
        "when": [text.en for text in pattern.when],
        "whenNot": [text.en for text in pattern.when_not],
        "variants": [
            {"id": v.id, "title": v.title.en, "since": f"1.{v.since}", "because": v.because.en}
            for v in pattern.variants
        ],
        "parameters": [_parameter(parameter) for parameter in pattern.parameters],
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "type": parameter.type.value,
        "title": parameter.title.en,
        "help": parameter.help.en,
        "default": parameter.default,
        "required": parameter.required,
        **({"choices": [c.value for c in parameter.choices]} if parameter.choices else {}),
    }


def _described(pattern: Pattern) -> Iterator[str]:
    yield f"{pattern.id}: {pattern.title.en} ({pattern.kind.value}, Kubernetes 1.{pattern.since} and newer)"
    yield ""
    yield pattern.intent.en or pattern.summary.en
    for head, texts in (("When:", pattern.when), ("When not:", pattern.when_not)):
        if texts:
            yield from ("", head, *(f"  - {text.en}" for text in texts))
    yield from ("", "Variants:")
    yield from (f"  {v.id} (1.{v.since}): {v.title.en}. {v.because.en}" for v in pattern.variants)
    yield from ("", "Parameters:")
    for parameter in pattern.parameters:
        head = f"{parameter.name} ({parameter.type.value}{_default(parameter)})"
        yield f"  {head}: {parameter.title.en}. {parameter.help.en}"


def _default(parameter: Parameter) -> str:
    if parameter.default is None:
        return ", may be left out" if parameter.optional else ", required"
    default = str(parameter.default)
    return f", {default.lower() if isinstance(parameter.default, bool) else default}"
