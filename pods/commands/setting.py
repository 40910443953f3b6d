"""`set FILE PATH VALUE`: one field changes, and every other byte stays (CONTRACT.md)."""

from __future__ import annotations

import argparse

from pods.commands import files
from pods.domain import inspection
from pods.domain.edits.address import set_at
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest import reader
from pods.domain.manifest.reader import Decoded, Unreadable
from pods.domain.schema.kinds import schema

FINE, REFUSED, UNUSABLE = 0, 1, 2


def run(options: argparse.Namespace) -> int:
    """Change the field and write the text out; returns the exit status."""
    try:
        decoded = reader.decode(files.read(options.file))
    except OSError as error:
        return _unusable(options.file, files.unreadable(error))
    except Unreadable as bad:
        return _unusable(options.file, inspection.error_line(bad.problem))
    return _edit(options, decoded)


def _edit(options: argparse.Namespace, decoded: Decoded) -> int:
    manifest = reader.read(decoded.text)
    if manifest.error is not None:
        return _unusable(options.file, inspection.error_line(manifest.error))
    minor = int(options.kubernetes.split(".")[1])
    try:
        edited = set_at(manifest, options.path, options.value, schema(minor))
        files.write(options.output, reader.encode(edited.text, decoded.encoding))
    except EditRefused as refused:
        files.complain(f"{options.file}: {refused.message}")
        return REFUSED
    except files.NotWritten as failed:
        files.complain(str(failed))
        return UNUSABLE
    return FINE


def _unusable(name: str, error: str) -> int:
    files.complain(f"{name}:{error}")
    return UNUSABLE
