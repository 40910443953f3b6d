"""Where a thing of one text stands in another one that was made from it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest

# What tells an item of a list from the others, the first key that it has (the API's own merge keys, and near ones).
_TELLING = ("name", "mountPath", "devicePath", "containerPort", "port", "path", "ip", "topologyKey", "key")
_DOCUMENTS = "documents"


def follow(before: Manifest, after: Manifest, document: int, path: str) -> str | None:
    """The path in `after` of what stands at a path of a document of `before`; None where it is not there, or unclear.

    What has a name is followed by it, other items of lists by what they hold, and objects of the stream
    (`documents[1].spec.ports[0]`) by kind and name. What was only renamed where it stands is found as well.
    """
    steps = paths.steps(path)
    if steps[:1] != [_DOCUMENTS]:
        return _joined("", _followed(before.value(document, ""), after.value(document, ""), steps))
    number = steps[1] if len(steps) > 1 and isinstance(steps[1], int) else -1
    there = _index(_objects(before), _objects(after), number)
    if there is None:
        return None
    rest = _followed(before.documents[number].value, after.documents[there].value, steps[2:])
    return _joined(paths.join(_DOCUMENTS, there), rest)


def _followed(before: Any, after: Any, steps: Sequence[paths.Step]) -> list[paths.Step] | None:
    found: list[paths.Step] = []
    for step in steps:
        there: paths.Step | None = step
        if isinstance(step, int):
            there = _index(_identities(before), _identities(after), step)
        if there is None:
            return None
        found.append(there)
        before, after = _child(before, step), _child(after, there)
    return found


def _index(before: Sequence[Hashable], after: Sequence[Hashable], at: int) -> int | None:
    """Where an item stands by now; its alikes keep their order where they are as many as they were."""
    if not 0 <= at < len(before):
        return None
    here, there = ([i for i, each in enumerate(items) if each == before[at]] for items in (before, after))
    if len(here) == len(there):
        return there[here.index(at)]
    renamed = not there and len(before) == len(after) and after[at] not in before
    return at if renamed else None


def _identities(items: Any) -> list[Hashable]:
    return [_identity(item) for item in items] if isinstance(items, list) else []


def _identity(item: Any) -> Hashable:
    if isinstance(item, Mapping):
        telling = next(((key, item[key]) for key in _TELLING if key in item), None)
        return repr(telling or item)
    return repr(item)


def _objects(manifest: Manifest) -> list[Hashable]:
    return [_object(document.value) for document in manifest.documents]


def _object(value: Any) -> Hashable:
    if not isinstance(value, Mapping):
        return repr(value)
    names = paths.value_at(value, "metadata.name"), paths.value_at(value, "metadata.namespace")
    return repr((value.get("apiVersion"), value.get("kind"), *names))


def _child(value: Any, step: paths.Step) -> Any:
    if isinstance(step, int):
        return value[step] if isinstance(value, list) and step < len(value) else None
    return value.get(step) if isinstance(value, Mapping) else None


def _joined(start: str, steps: Sequence[paths.Step] | None) -> str | None:
    if steps is None:
        return None
    for step in steps:
        start = paths.join(start, step)
    return start
