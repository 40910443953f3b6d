"""`inspect` and `draw`: what is known of the pods in some files, and how they look (CONTRACT.md)."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pods.commands import files
from pods.domain import analysis, inspection
from pods.domain.facts import PodFacts
from pods.domain.manifest import reader
from pods.domain.manifest.manifest import Manifest

FINE, UNUSABLE = 0, 2


@dataclass(frozen=True, slots=True)
class Input:
    """A file that was asked for, and what it says, or the sentence that says why that is unknown."""

    name: str
    manifest: Manifest | None
    error: str | None  # LINE:COLUMN: sentence


def inspect(options: argparse.Namespace) -> int:
    """Everything known of the pods in the files, as JSON; returns the exit status."""
    inputs = list(_inputs(options.files))
    answers = [_file(given, options.kubernetes) for given in inputs]
    # Written as a whole: `json.dump` writes a million pieces of a large pod, each a system call where Python does
    # not buffer its output.
    answer = {"kubernetes": options.kubernetes, "files": answers}
    sys.stdout.write(json.dumps(answer, ensure_ascii=True, indent=1) + "\n")
    return _complain(inputs)


def _file(given: Input, kubernetes: str) -> dict[str, object]:
    if given.manifest is not None:
        return inspection.of_file(given.name, analysis.of_manifest(given.manifest, kubernetes))
    return {"file": given.name, "error": given.error, "documents": [], "pods": [], "findings": []}


def draw(options: argparse.Namespace) -> int:
    """A picture of each pod in the files; returns the exit status."""
    from pods.domain.diagram import outputs  # the layout engine is loaded only to draw

    problem = outputs.unknown(options.view, options.format)
    if problem is not None:
        return _refuse(str(problem))
    inputs = list(_inputs(options.files))
    status = _complain(inputs)
    pods = [
        (given.name, pod) for given in inputs if given.manifest for pod in analysis.facts_of(given.manifest)
    ]
    if not pods:
        return status or _refuse(
            f"{inputs[0].name}:1:1: there is no pod in this file to draw; give one that holds a pod template"
        )
    written = _pictures(pods, options)
    return UNUSABLE if written == UNUSABLE else status


def _pictures(pods: Sequence[tuple[str, PodFacts]], options: argparse.Namespace) -> int:
    from pods.domain.diagram import outputs

    form = options.format or outputs.by_ending(options.output)
    for (_, facts), target in zip(pods, _targets(pods, options.output, form), strict=True):
        data = outputs.render(facts, options.view, form)
        if target is None:
            sys.stdout.buffer.write(data)
            continue
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        except OSError as error:
            return _refuse(f"{target}: cannot be written: {error.strerror}; choose another OUT")
    return FINE


def _targets(pods: Sequence[tuple[str, PodFacts]], output: str, form: str) -> Iterator[Path | None]:
    """Where each picture goes: into a folder under the pods' names, or OUT, OUT-2, OUT-3, …"""
    if output == "-":
        yield from (None for _ in pods)
        return
    path = Path(output)
    if output.endswith("/") or path.is_dir():
        yield from (path / f"{name}.{form}" for name in _names(pods))
        return
    yield path
    yield from (path.with_name(f"{path.stem}-{number}{path.suffix}") for number in range(2, len(pods) + 1))


def _names(pods: Iterable[tuple[str, PodFacts]]) -> Iterator[str]:
    seen: dict[str, int] = {}
    for file, facts in pods:
        wanted = f"{Path(file).stem}-{facts.pod.name}" if facts.pod.name else Path(file).stem
        # A pod's name is data: only characters that no shell, path or file system reads as more than a name.
        name = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "_" for c in wanted)[:120]
        seen[name] = seen.get(name, 0) + 1
        yield name if seen[name] == 1 else f"{name}-{seen[name]}"


def _inputs(given: Sequence[str]) -> Iterator[Input]:
    for name in given:
        try:
            decoded = reader.decode(files.read(name))
        except OSError as error:
            yield Input(name, None, files.unreadable(error))
        except reader.Unreadable as unreadable:
            yield Input(name, None, inspection.error_line(unreadable.problem))
        else:
            manifest = reader.read(decoded.text)
            problem = manifest.error
            yield Input(name, manifest, None if problem is None else inspection.error_line(problem))


def _complain(inputs: Iterable[Input]) -> int:
    status = FINE
    for given in inputs:
        if given.error is not None:
            status = _refuse(f"{given.name}:{given.error}")
    return status


def _refuse(sentence: str) -> int:
    files.complain(sentence)
    return UNUSABLE
