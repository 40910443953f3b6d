"""Taking along what a removal would leave behind: list items, fields with what they leave empty, whole objects."""

from __future__ import annotations

import re

from pods.domain.edits.bonds import Bond, Reference
from pods.domain.edits.fields import remove_field, set_field
from pods.domain.edits.lists import remove_item
from pods.domain.edits.mentions import entry_name
from pods.domain.edits.outcome import agreed
from pods.domain.edits.places import line_start
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest

_MARKER = re.compile(r"^---(?=\s|\Z)", re.MULTILINE)


def take_out(manifest: Manifest, document: int, path: str) -> Manifest:
    """Remove what stands at a path, and every mapping that would be left empty. Raises EditRefused."""
    if not path:
        return remove_document(manifest, document)
    *way, last = paths.steps(path)
    holder = paths.parent(path)
    if isinstance(last, int):
        return remove_item(manifest, document, holder, last)
    if way and manifest.value(document, holder) == {last: manifest.value(document, path)}:
        return take_out(manifest, document, holder)
    return remove_field(manifest, document, path)


def take_along(manifest: Manifest, reference: Reference, name: str) -> Manifest:
    """Remove a reference to a container of that name that is itself being removed. Raises EditRefused."""
    assert reference.whole is not None  # what stands inside the container goes with it
    if reference.bond is Bond.ENTRY:
        entries = str(manifest.value(reference.document, reference.path)).split(",")
        kept = [entry for entry in entries if entry_name(entry) != name]
        if any(entry.strip() for entry in kept):
            return set_field(manifest, reference.document, reference.path, ",".join(kept).strip())
    return take_out(manifest, reference.document, reference.whole)


def remove_document(manifest: Manifest, index: int) -> Manifest:
    """Take a document out of its stream, with the `---` before it and its comments. Raises EditRefused."""
    text = manifest.text
    start, end = _start_of(manifest, index), _start_of(manifest, index + 1)
    if end == len(text) and not text.endswith(("\n", "\r")):  # a missing final newline stays missing
        start = len(text[:start].rstrip("\r\n"))
    return agreed(manifest, "---", text[:start] + text[end:], lambda documents: documents.pop(index))


def _start_of(manifest: Manifest, index: int) -> int:
    """Where a document begins: at the last `---` before its content, the first with the text itself."""
    text = manifest.text
    if index == 0:
        return 0
    if index == len(manifest.documents):
        return len(text)
    document = manifest.documents[index]
    at = document.root.start if document.root is not None else manifest.lines.start(document.line) + 3
    marker = max((m.start() for m in _MARKER.finditer(text, 0, at)), default=at)
    return line_start(text, marker)
