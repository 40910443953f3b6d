"""The outcome of an edit, read again and compared with what was asked: an edit that would do more is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pods.domain.edits import repeats
from pods.domain.edits.refusal import EditRefused, Sharing, Way
from pods.domain.manifest import reader
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import gettext_noop, say

Change = Callable[[Any], None]  # does to the plain value of the document what the edit does to its text


def checked(manifest: Manifest, document: int, path: str, text: str, change: Change) -> Manifest:
    """The manifest of the edited text; raises EditRefused when it says anything else than was asked."""
    return agreed(manifest, path, text, lambda documents: change(documents[document]), document)


def agreed(
    manifest: Manifest,
    path: str,
    text: str,
    change: Callable[[list[Any]], None],
    document: int | None = None,
) -> Manifest:
    """`checked` for an edit of several documents: `change` gets the plain values of all of them."""
    edited = replace(reader.read(text), shared=manifest.shared)
    wanted = [_unshared(d.value) for d in manifest.documents]
    change(wanted)
    if edited.error is None and [d.value for d in edited.documents] == wanted:
        return edited
    if edited.error is not None or document is None:
        raise _unsafe(edited, manifest, path, document)
    wanted[document] = repeats.followed(manifest, document, path, wanted[document])
    if [d.value for d in edited.documents] != wanted:
        raise EditRefused(say(_UNSAFE, path=path))
    if not manifest.shared:
        raise EditRefused(say(_UNSAFE, path=path), Sharing(document, path))
    return edited


def _unsafe(edited: Manifest, manifest: Manifest, path: str, document: int | None) -> EditRefused:
    name = edited.error.message.values.get("name") if edited.error is not None else None
    if name is None or f"*{name}" not in manifest.text:  # what the reader says of aliases names them
        return EditRefused(say(_UNSAFE, path=path))
    sharing = None if document is None else Sharing(document, path, (Way.COPY,), str(name))
    return EditRefused(say(_ORPHANED, path=path, name=name), sharing)


def _unshared(value: Any) -> Any:
    """A copy in which nothing is shared: what an alias repeats must not change along with its anchor unseen."""
    if isinstance(value, dict):
        return {key: _unshared(item) for key, item in value.items()}
    return [_unshared(item) for item in value] if isinstance(value, list) else value


_ORPHANED = gettext_noop(
    "%(path)s cannot change like this: *%(name)s would have no anchor &%(name)s before it. Write the value out there."
)
_UNSAFE = gettext_noop(
    "%(path)s cannot be changed here without changing something else. Edit it in the text."
)
