"""Addresses as people write them: `containers[app].image`, `spec.replicas`, `Deployment/shop:metadata.labels[app]`.

Brackets name an item of a list by what Kubernetes merges it by, by its index, or a key of a mapping. A first step
that is a field of a pod spec leads into the pod; `spec.X` is the object's own field where its kind has one of that
name, else the pod spec's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pods.domain.edits.lists import append_item
from pods.domain.edits.put import put
from pods.domain.edits.refusal import EditRefused
from pods.domain.edits.steps import Place, follow
from pods.domain.edits.written import value_of
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Object, Pod
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.names import shown
from pods.domain.schema.kinds import Schema

__all__ = ["Address", "Place", "Step", "parse", "resolve", "set_at"]

_POD_SPEC = "core.v1.PodSpec"
_ENV = "#core.v1.EnvVar"
_OF_A_VARIABLE = frozenset({"name", "value", "valueFrom"})
_PREFIX = re.compile(
    r"(?P<kind>[A-Za-z][A-Za-z0-9]*)(?:/(?:(?P<namespace>[^/:\[\]]+)/)?(?P<name>[^/:\[\]]+))?:"
)
_STEP = re.compile(r'(?:\A|\.)([^.\[\]"\s]+)|\[([^\]"]+)\]|\[("(?:[^"\\]|\\.)*")\]')
_MOST_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Step:
    """One step: a field, or what stood in brackets; in quotes it is never an index."""

    text: str
    bracket: bool = False
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Address:
    """The object an address is about, as far as it says so, and the way from there."""

    kind: str | None
    namespace: str | None
    name: str | None
    steps: tuple[Step, ...]

    def means(self, found: Object) -> bool:
        """True for an object that the prefix allows."""
        return (
            self.kind in (None, found.kind)
            and self.name in (None, found.name)
            and self.namespace in (None, found.namespace)
        )


@dataclass(frozen=True, slots=True)
class _Base:
    """Where the steps of an address could start: a pod spec, or an object itself."""

    holder: Object
    pod: Pod | None  # the pod of the holder that is meant, or one of its pods
    path: str
    expected: str
    steps: tuple[Step, ...]


def parse(address: str) -> Address:
    """An address taken apart; raises EditRefused when it is not one."""
    text = address.removeprefix(".")
    prefix = _PREFIX.match(text)
    kind, namespace, name = prefix.group("kind", "namespace", "name") if prefix else (None, None, None)
    text = text[prefix.end() :].removeprefix(".") if prefix else text
    steps: list[Step] = []
    offset = 0
    while offset < len(text) or not steps:
        match = _STEP.match(text, offset)
        step = None if match is None else _step(match)
        if match is None or step is None or (not steps and step.bracket):
            raise EditRefused(say(_NO_ADDRESS, address=shown(address)))
        steps.append(step)
        offset = match.end()
    return Address(kind, namespace, name, tuple(steps))


def resolve(manifest: Manifest, address: str, schema: Schema) -> Place:
    """The one place of the manifest an address means; raises EditRefused when there is none, or more than one."""
    wanted = parse(address)
    bases = list(_bases(manifest, wanted, schema))
    if not bases:
        raise EditRefused(_nowhere(manifest, wanted, address))
    found: list[tuple[_Base, Place]] = []
    refusals: list[EditRefused] = []
    for base in bases:
        try:
            place = follow(manifest, base.holder.document, base.path, base.expected, base.steps, schema)
            found.append((base, place))
        except EditRefused as refusal:
            refusals.append(refusal)
    found = [(base, place) for base, place in found if base.pod is not None] or found
    if not found:
        raise refusals[0]
    if len(found) > 1:
        raise EditRefused(_ambiguous([base for base, _ in found], address))
    return found[0][1]


def set_at(manifest: Manifest, address: str, text: str, schema: Schema) -> Manifest:
    """Give the field at an address the value that a typed text means there; nothing else changes.

    An environment variable takes its value from the text itself, and is added where it is missing. Raises EditRefused.
    """
    place = resolve(manifest, address, schema)
    is_variable = place.expected == _ENV
    value = _variable(place, text) if is_variable else value_of(text, place.expected, place.value)
    if place.item is not None:
        return append_item(manifest, place.document, place.path, value)
    return put(manifest, place.document, place.path, value)


def _variable(place: Place, text: str) -> dict[str, Any]:
    """An environment variable with its new value: the text itself, or what its JSON says of value and valueFrom."""
    old = place.value if isinstance(place.value, dict) else {"name": place.item}
    given = value_of(text, "any")
    if isinstance(given, dict) and given.keys() <= _OF_A_VARIABLE:
        return {"name": old.get("name"), **given}
    if old.get("valueFrom") is not None:
        raise EditRefused(say(_VALUE_FROM, path=place.path))
    return {**old, "value": value_of(text, "string")}


def _step(match: re.Match[str]) -> Step | None:
    field, bare, quoted = match.groups()
    if field is not None:
        return Step(field)
    if bare is not None:
        return Step(bare, bracket=True)
    try:
        return Step(json.loads(quoted), bracket=True, quoted=True)
    except ValueError:
        return None


def _bases(manifest: Manifest, wanted: Address, schema: Schema) -> Iterator[_Base]:
    """Where the address could start: where the schema, or else the text, knows its first field."""
    objects = [found for found in manifest.objects if wanted.means(found)]
    unsure: list[_Base] = []
    found_any = False
    for holder in objects:
        pods = [pod for pod in manifest.pods if pod.owner is holder.raw and pod.document == holder.document]
        known, possible = _of_object(holder, pods, wanted.steps, schema)
        found_any = found_any or bool(known)
        unsure += possible
        yield from known
    if not found_any:
        yield from unsure


def _of_object(
    holder: Object, pods: list[Pod], steps: tuple[Step, ...], schema: Schema
) -> tuple[list[_Base], list[_Base]]:
    """Where the address starts for certain, and where it may start when nothing is certain anywhere."""
    first = steps[0].text
    kind = schema.kind(holder.api_version, holder.kind)
    definition = kind.definition if kind is not None else None
    expected = f"#{definition}" if definition else "any"
    whole = _Base(holder, pods[0] if pods else None, holder.path, expected, steps)
    if _has(schema, _POD_SPEC, first):
        return _in_pods(holder, pods, steps), []
    if first != "spec" or len(steps) == 1:
        known = first in holder.raw or first == "metadata" or _has(schema, definition, first)
        return ([whole] if known else []), []
    own, second = _spec_definition(schema, definition), steps[1].text
    if _has(schema, own, second) or (own is None and second in _mapping(holder.raw.get("spec"))):
        return [whole], []
    if _has(schema, _POD_SPEC, second) and pods:
        return _in_pods(holder, pods, steps[1:]), []
    return [], [whole]


def _in_pods(holder: Object, pods: list[Pod], steps: tuple[Step, ...]) -> list[_Base]:
    return [_Base(holder, pod, pod.path, f"#{_POD_SPEC}", steps) for pod in pods]


def _spec_definition(schema: Schema, definition: str | None) -> str | None:
    expected = schema.fields(definition).get("spec", "") if definition else ""
    return expected[1:] if expected.startswith("#") else None


def _has(schema: Schema, definition: str | None, field: str) -> bool:
    """Whether any version of Kubernetes knows the field."""
    return definition is not None and schema.versions(definition, field) is not None


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _nowhere(manifest: Manifest, wanted: Address, address: str) -> Message:
    if not any(wanted.means(found) for found in manifest.objects):
        there = _listed([f"{found.kind}/{found.name}" for found in manifest.objects])
        return say(_NO_OBJECT, address=shown(address), there=there)
    if manifest.pods:
        return say(_NO_FIELD, field=shown(wanted.steps[0].text))
    return say(_NO_POD, field=shown(wanted.steps[0].text))


def _ambiguous(bases: list[_Base], address: str) -> Message:
    holders = [f"{base.holder.kind}/{base.holder.name}" for base in bases]
    if len(set(holders)) < len(holders):  # templates of one object, or objects of one name
        spaced = [f"{b.holder.kind}/{b.holder.namespace}/{b.holder.name}" for b in bases]
        if all(b.holder.namespace for b in bases) and len(set(spaced)) == len(spaced):
            return say(_CHOOSE, there=_listed(spaced), example=f"{spaced[0]}:{shown(address)}")
        ways = [f"{base.path}.{base.steps[0].text}" for base in bases]
        return say(_CHOOSE_WAY, there=_listed(ways))
    return say(_CHOOSE, there=_listed(holders), example=f"{holders[0]}:{shown(address)}")


def _listed(words: list[str]) -> str:
    more = ", …" if len(words) > _MOST_SHOWN else ""
    return ", ".join(shown(word) for word in words[:_MOST_SHOWN]) + more


_VALUE_FROM = gettext_noop(
    "%(path)s takes its value from elsewhere (valueFrom); a variable with both is refused. Remove valueFrom first."
)
_NO_ADDRESS = gettext_noop(
    "“%(address)s” is no address of a field; write one like containers[app].image or spec.replicas."
)
_NO_OBJECT = gettext_noop("There is no object for “%(address)s” here; there are: %(there)s.")
_NO_FIELD = gettext_noop(
    "No object here and no pod spec has a field %(field)s; write the way from the object, like spec.replicas."
)
_NO_POD = gettext_noop("%(field)s leads nowhere: no object here holds a pod or has a field of that name.")
_CHOOSE = gettext_noop("Several objects have that field: %(there)s. Say which one, like %(example)s.")
_CHOOSE_WAY = gettext_noop(
    "Several places are called that: %(there)s. Write the whole way, or give the objects names of their own."
)
