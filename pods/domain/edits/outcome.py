"""The outcome of an edit, read again and compared with what was asked: an edit that would do more is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest import reader
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.nodes import Alias, Mapping, Node, Sequence
from pods.domain.messages import gettext_noop, say

_ANCHOR = re.compile(r"&([^\s,\[\]{}]+)")

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
        lost = _lost_anchor(manifest, text)
        raise EditRefused(say(_UNSAFE, path=path) if lost is None else say(_REPEATED, path=path, name=lost))
    return edited


def _lost_anchor(manifest: Manifest, text: str) -> str | None:
    """An anchor that aliases of the manifest repeat and that the edited text has no more."""
    repeated: dict[str, None] = {}
    pending: list[Node] = [document.root for document in manifest.documents if document.root is not None]
    while pending:
        node = pending.pop()
        if isinstance(node, Alias):
            repeated[node.name] = None
        elif isinstance(node, Sequence):
            pending.extend(node.items)
        elif isinstance(node, Mapping):
            pending.extend(child for pair in node.pairs for child in pair)
    defined = set(_ANCHOR.findall(text)) if repeated else set()
    return next((name for name in repeated if name not in defined), None)


def _unshared(value: Any) -> Any:
    """A copy in which nothing is shared: what an alias repeats must not change along with its anchor unseen."""
    if isinstance(value, dict):
        return {key: _unshared(item) for key, item in value.items()}
    return [_unshared(item) for item in value] if isinstance(value, list) else value


_REPEATED = gettext_noop(
    "%(path)s holds the anchor &%(name)s, which is repeated elsewhere as *%(name)s. Move the anchor there first."
)
_UNSAFE = gettext_noop(
    "%(path)s cannot be changed here without changing something else. Edit it in the text."
)
