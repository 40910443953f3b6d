"""Which field of the API an entry of an outline is: by the kind of its object, else by the shape around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from pods.domain.completion.outline import Entry, Sort
from pods.domain.manifest import paths
from pods.domain.manifest.paths import Step
from pods.domain.manifest.pods import CONTAINER_FIELDS
from pods.domain.schema.kinds import Schema

POD_SPEC = "core.v1.PodSpec"
METADATA = "meta.v1.ObjectMeta"
# What every object has; all that can be said of one whose kind is not known, or not yet written.
OBJECT = "object"
_OF_ANY = {"apiVersion": "string", "kind": "string", "metadata": f"#{METADATA}"}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a definition, or a value below one that is a list or map of plain values."""

    owner: str  # the definition, such as core.v1.Container; OBJECT for that of an unknown kind
    name: str
    type: str  # of the value that is meant, as in `Schema`: for an item of `command` it is string


def fields_of(schema: Schema, type_: str) -> Mapping[str, str]:
    """The fields below a value of a type; none where it is no object with fixed ones."""
    if type_ == f"#{OBJECT}":
        return _OF_ANY
    return schema.fields(type_[1:]) if type_[:1] == "#" else {}


def type_of(entry: Entry, schema: Schema) -> Field | None:
    """The field that an entry is, or stands in; None where nothing is known. A document is a field without a name."""
    chain = [each for each in entry.chain if each.sort is not Sort.WORD]
    start, definition = _root(chain, schema)
    return walk(schema, definition, [each.step for each in chain[start + 1 :] if each.step is not None])


def walk(schema: Schema, definition: str, steps: Sequence[Step]) -> Field | None:
    """Where steps lead to from a definition."""
    found = Field(definition, "", f"#{definition}")
    for step in steps:
        below = _below(found, step, schema)
        if below is None:
            return None
        found = below
    return found


def field_at(schema: Schema, name: str) -> Field | None:
    """The field that a name such as `Container.resources.limits` or `apps.v1.Deployment.spec` says.

    Definitions may go by their last word. Lists are passed through: `PodSpec.containers.image`.
    """
    definition, rest = _definition(schema, name)
    found = Field(definition, "", f"#{definition}") if definition else None
    for step in rest:
        while found is not None and found.type[:1] == "[":
            found = Field(found.owner, found.name, found.type[1:])
        found = _below(found, step, schema) if found is not None else None
    return found


def _below(field: Field, step: Step, schema: Schema) -> Field | None:
    if isinstance(step, int):
        return Field(field.owner, field.name, field.type[1:]) if field.type[:1] == "[" else None
    if field.type[:1] == "{":
        return Field(field.owner, field.name, field.type[1:])
    known = fields_of(schema, field.type).get(step)
    return None if known is None else Field(field.type[1:], step, known)


def _definition(schema: Schema, name: str) -> tuple[str | None, list[str]]:
    words = name.split(".")
    for length in range(1, len(words) + 1):
        found = schema.named(".".join(words[:length]))
        if found is not None:
            return found, words[length:]
    return None, []


def _root(chain: Sequence[Entry], schema: Schema) -> tuple[int, str]:
    """From which entry on a definition is known, and which: the object's kind, or the shape of a pod."""
    start = _object(chain)
    holder = chain[start]
    kind = schema.kind(holder.said("apiVersion"), holder.said("kind"))
    if kind is not None:
        return start, kind.definition
    for index in range(start + 1, len(chain)):
        if looks_like_pod_spec(chain[index]):
            return index, POD_SPEC
        beside = chain[index - 1].get("spec")
        if chain[index].step == "metadata" and beside is not None and looks_like_pod_spec(beside):
            return index, METADATA
    return start, OBJECT


def _object(chain: Sequence[Entry]) -> int:
    """Where in a chain its object starts: at the document, or at an item of a List."""
    start = 0
    while (
        chain[start].said("kind").endswith("List")
        and len(chain) > start + 2
        and chain[start + 1].step == "items"
    ):
        start += 2
    return start


def looks_like_pod_spec(entry: Entry) -> bool:
    """True when an entry holds containers, as `manifest.pods` finds them in kinds nobody knows."""
    lists = (entry.get(name) for name in ("containers", "initContainers"))
    return any(_is_container(item) for found in lists if found is not None for item in found.items)


def _is_container(entry: Entry) -> bool:
    keys = {key.step for key in entry.keys}
    return "image" in keys or ("name" in keys and not CONTAINER_FIELDS.isdisjoint(keys))


def path_of(schema: Schema, definition: str, at: str, name: str) -> str | None:
    """Where the field of a name (see `field_at`) stands for a thing of a definition at a path.

    It is a field of that thing, or of the one object below it that has it; None where that is not certain.
    """
    of, rest = _definition(schema, name)
    here = fields_of(schema, f"#{definition}")
    if of is None or field_at(schema, name) is None:
        return None
    if of == definition:
        return reduce(paths.join, rest, at)
    below = [field for field, kind in here.items() if kind == f"#{of}"]
    return reduce(paths.join, [*below, *rest], at) if len(below) == 1 else None
