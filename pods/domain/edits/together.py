"""Several values changed in one step: for what has one name in many places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pods.domain.edits import splice
from pods.domain.edits.outcome import checked
from pods.domain.edits.refusal import EditRefused
from pods.domain.edits.splice import Splice
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.nodes import Alias, Node, Scalar, Sequence, content, lookup
from pods.domain.manifest.nodes import Mapping as MappingNode
from pods.domain.messages import gettext_noop, say


def set_texts(manifest: Manifest, document: int, values: Mapping[str, str]) -> Manifest:
    """Give each of these existing fields its new text.

    A value that several of them reach through an anchor is written once. Raises EditRefused when something else
    reaches it, too.
    """
    changes: dict[int, Splice] = {}
    for path, value in values.items():
        change = _change(manifest, document, path, value)
        changes[change.start] = change
    text = manifest.text
    for start in sorted(changes, reverse=True):
        text = changes[start].apply(text)

    def assign(whole: Any) -> None:
        for path, value in values.items():
            *way, last = paths.steps(path)
            target = whole
            for step in way:
                target = target[step]
            target[last] = value

    return checked(manifest, document, next(iter(values), ""), text, assign)


def _change(manifest: Manifest, document: int, path: str, value: str) -> Splice:
    root = manifest.documents[document].root
    node: Node | None = root
    in_brackets = False
    for step in paths.steps(path):
        # An anchor may stand inside brackets; what is safe there is safe everywhere.
        in_brackets = in_brackets or isinstance(node, Alias)
        here = content(node) if node is not None else None
        in_brackets = in_brackets or (here is not None and not isinstance(here, Scalar) and here.flow)
        node = _child(here, step)
    target = content(node) if node is not None else None
    if not isinstance(target, Scalar):
        raise EditRefused(say(_NOT_TEXT, path=path))
    return splice.replacement(manifest.text, target, value, flow=in_brackets)


def _child(here: Node | None, step: paths.Step) -> Node | None:
    if isinstance(here, MappingNode):
        pair = lookup(here, str(step))
        return pair[1] if pair is not None else None
    if isinstance(here, Sequence) and isinstance(step, int) and step < len(here.items):
        return here.items[step]
    return None


_NOT_TEXT = gettext_noop("%(path)s is no single value; edit it in the text.")
