"""Setting and removing one field by its path: what every other edit is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pods.domain.edits import literal, splice
from pods.domain.edits.batch import Plan, Step, made
from pods.domain.edits.indent import Indent, of_document
from pods.domain.edits.outcome import Change
from pods.domain.edits.refusal import EditRefused
from pods.domain.edits.splice import Splice
from pods.domain.edits.way import Reached, walk
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.nodes import Mapping, Scalar
from pods.domain.messages import gettext_noop, say


def set_field(manifest: Manifest, document: int, path: str, value: Any, *, literal: bool = False) -> Manifest:
    """Give a field a value (for a new field also a mapping or a list), making the mappings on the way to it.

    With `literal` a new field's texts of several lines are written line by line.

    Raises EditRefused when the way leads through something that others share (`way.walk`), or when an existing
    list or mapping would have to be replaced.
    """
    return made(manifest, [setting(document, path, value, literal=literal)])


def remove_field(manifest: Manifest, document: int, path: str) -> Manifest:
    """Take a field out of its mapping; a field that is not there is no error. Raises EditRefused like `set_field`."""
    return made(manifest, [removing(document, path)])


def setting(document: int, path: str, value: Any, *, literal: bool = False) -> Plan:
    """`set_field`, together with others."""

    def plan(manifest: Manifest) -> Step:
        reached = walk(manifest, document, path)
        if reached.missing:
            change = _insert(manifest, document, reached, value, literal=literal)
        else:
            change = _replace(manifest, document, reached, value)
        return Step(document, path, change, assigning(path, value))

    return plan


def setting_each(document: int, path: str, fields: dict[str, Any]) -> Iterator[Plan]:
    """`setting` of several fields of the mapping at a path."""
    return (setting(document, paths.join(path, name), value) for name, value in fields.items())


def removing(document: int, path: str) -> Plan:
    """`remove_field`, together with others."""

    def plan(manifest: Manifest) -> Step | None:
        reached = walk(manifest, document, path, itself=True)
        if reached.missing:
            return None
        owner = reached.owner
        if not isinstance(owner, Mapping) or (len(owner.pairs) == 1 and not owner.flow):
            raise EditRefused(say(_LAST_ONE, path=path))
        index = next(i for i, pair in enumerate(owner.pairs) if pair[1] is reached.node)
        return Step(document, path, splice.removal(manifest.text, owner, index), _deleting(path))

    return plan


def _replace(manifest: Manifest, document: int, reached: Reached, value: Any) -> Splice:
    text, node, key = manifest.text, reached.node, reached.key
    if not isinstance(node, Scalar):
        raise EditRefused(say(_NOT_A_SCALAR))
    if not isinstance(value, dict | list):
        return literal.rewritten(text, node, value) or splice.replacement(
            text, node, value, flow=reached.flow
        )
    if reached.flow or node.text or not isinstance(key, Scalar):
        raise EditRefused(say(_NOT_A_SCALAR))
    return splice.filling(text, key, node, value, _habit(manifest, document))


def _insert(manifest: Manifest, document: int, reached: Reached, value: Any, *, literal: bool) -> Splice:
    text, node = manifest.text, reached.node
    first, *rest = reached.missing
    for name in reversed(rest):
        value = {name: value}
    habit = replace(_habit(manifest, document), literal=literal)
    if isinstance(node, Mapping) and (node.pairs or node.flow):
        return splice.insertion(text, node, first, value, habit)
    assert isinstance(node, Scalar)
    if reached.flow or node.text or reached.key is None:
        return splice.in_place(text, node, first, value)
    return splice.below_key(text, reached.key, node, first, value, habit)


def _habit(manifest: Manifest, document: int) -> Indent:
    root = manifest.documents[document].root
    assert root is not None  # `walk` refuses empty documents
    return of_document(manifest.text, root)


def assigning(path: str, value: Any) -> Change:
    """What `set_field` does to the plain value of a document."""
    *way, last = paths.steps(path)

    def change(target: Any) -> None:
        for step in way:
            if isinstance(target, dict) and target.get(step) is None:
                target[step] = {}
            target = target[step]
        target[last] = value

    return change


def _deleting(path: str) -> Change:
    *way, last = paths.steps(path)

    def change(target: Any) -> None:
        for step in way:
            target = target[step]
        del target[last]

    return change


_NOT_A_SCALAR = gettext_noop("Only single values can be replaced here. Edit lists and mappings in the text.")
_LAST_ONE = gettext_noop("%(path)s is the only field there; remove what holds it.")
