"""`add FILE PATTERN`: a pattern of the catalogue applied to a pod, and every other byte as it was (CONTRACT.md)."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

from patterns.catalogue import shipped
from patterns.catalogue.model import Pattern
from patterns.catalogue.problems import Unsound
from pods.commands import files
from pods.domain import inspection
from pods.domain.composing.composed import Composed, compose
from pods.domain.composing.fresh import start
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest import reader
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.reader import Unreadable
from pods.domain.manifest.views import Container, Pod

FINE, REFUSED, UNUSABLE = 0, 1, 2


class _Unusable(Exception):
    """The command line or the file cannot be used; the text says why."""


class _Refused(Exception):
    """The pattern cannot be applied as asked; the text says why."""


def run(options: argparse.Namespace) -> int:
    """Apply the pattern and write the text out; returns the exit status."""
    try:
        file, pattern = _named(options)
        manifest, encoding = _read(file, may_be_missing=options.new is not None)
        composed = _composed(options, manifest, pattern)
        for note in composed.notes:
            files.complain(str(note))
        files.write(options.output, reader.encode(composed.manifest.text, encoding))
    except (_Unusable, files.NotWritten) as failed:
        files.complain(str(failed))
        return UNUSABLE
    except (_Refused, EditRefused) as refused:
        files.complain(f"{options.what[0]}: {refused}")
        return REFUSED
    return FINE


def _named(options: argparse.Namespace) -> tuple[str | None, Pattern]:
    """FILE and PATTERN; with `--new` PATTERN may stand alone."""
    *given, id = options.what
    if len(given) > 1 or (not given and options.new is None):
        raise _Unusable("add: give FILE and PATTERN, or PATTERN and --new NAME")
    try:
        pattern = shipped.pattern(id)
    except Unsound as problem:
        raise _Unusable(files.unsound("add", problem)) from None
    if pattern is None:
        raise _Unusable(f"add: there is no pattern {id}; `python -m pods patterns` lists them")
    return (given[0] if given else None), pattern


def _read(file: str | None, *, may_be_missing: bool) -> tuple[Manifest | None, str]:
    if file is None or (may_be_missing and file != files.STANDARD and not Path(file).exists()):
        return None, "utf-8"
    try:
        decoded = reader.decode(files.read(file))
    except OSError as error:
        raise _Unusable(f"{file}:{files.unreadable(error)}") from None
    except Unreadable as bad:
        raise _Unusable(f"{file}:{inspection.error_line(bad.problem)}") from None
    manifest = reader.read(decoded.text)
    if manifest.error is not None and not (may_be_missing and not decoded.text.strip()):
        raise _Unusable(f"{file}:{inspection.error_line(manifest.error)}")
    if not manifest.pods and not may_be_missing:
        raise _Unusable(f"{file}:1:1: there is no pod in this file to add to; --new NAME starts one")
    return manifest, decoded.encoding


def _composed(options: argparse.Namespace, manifest: Manifest | None, pattern: Pattern) -> Composed:
    values = dict(_values(options.param))
    minor = int(options.kubernetes.split(".")[1])
    if options.new is not None:
        return start(manifest, pattern, options.new, variant=options.variant, given=values, minor=minor)
    assert manifest is not None  # FILE was given and read
    pod, main = _target(manifest, options.pod, options.main)
    return compose(
        manifest,
        pod,
        pattern,
        main=main,
        variant=options.variant,
        values=values,
        minor=minor,
        names=(options.name,),
    )


def _values(given: Iterable[str]) -> Iterable[tuple[str, str]]:
    for text in given:
        name, equals, value = text.partition("=")
        if not equals:
            raise _Unusable(f"add: --param {text} has no =; write --param name=value")
        yield name, value


def _target(manifest: Manifest, pod: str, main: str) -> tuple[Pod, Container | None]:
    """The pod to add to and the container to help."""
    pods: Sequence[Pod] = [p for p in manifest.pods if pod in ("", p.name)]
    found = [(p, c) for p in pods for c in p.containers if c.name == main] if main else []
    if main and not found:
        raise _Refused(f"no pod has a container {main}; name one that is there")
    pods = [p for p, _ in found] if main else pods
    if not pods:
        raise _Refused(f"there is no pod {pod} to add to; --new NAME starts one")
    if len(pods) > 1:
        raise _Refused(f"there are {len(pods)} pods to add to; choose with --pod NAME or --main CONTAINER")
    return pods[0], found[0][1] if found else None
