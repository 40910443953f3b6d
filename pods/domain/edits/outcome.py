"""The outcome of an edit, read again and compared with what was asked: an edit that would do more is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest import reader
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import gettext_noop, say

Change = Callable[[Any], None]  # does to the plain value of the document what the edit does to its text


def checked(manifest: Manifest, document: int, path: str, text: str, change: Change) -> Manifest:
    """The manifest of the edited text; raises EditRefused when it says anything else than was asked."""
    return agreed(manifest, path, text, lambda documents: change(documents[document]))


def agreed(manifest: Manifest, path: str, text: str, change: Callable[[list[Any]], None]) -> Manifest:
    """`checked` for an edit of several documents: `change` gets the plain values of all of them."""
    edited = reader.read(text)
    wanted = [_unshared(d.value) for d in manifest.documents]
    change(wanted)
    if edited.error is not None or [d.value for d in edited.documents] != wanted:
        name = edited.error.message.values.get("name") if edited.error is not None else None
        orphaned = (
            name is not None and f"*{name}" in manifest.text
        )  # what the reader says of aliases names them
        raise EditRefused(say(_ORPHANED, path=path, name=name) if orphaned else say(_UNSAFE, path=path))
    return edited


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
