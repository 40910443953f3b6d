"""What a pattern brought and somebody else uses meanwhile: volumes with main's mounts of them, and objects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pods.domain.composing.naming import referred
from pods.domain.composing.ways import follow
from pods.domain.edits.records import Named, Record, Step
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Pod
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.names import shown


@dataclass(frozen=True, slots=True)
class StillUsed:
    """Volumes and objects that stay, the steps that go with them, and the sentences that say so."""

    named: tuple[Named, ...] = ()
    steps: tuple[Step, ...] = ()
    said: tuple[Message, ...] = ()


def still_used(manifest: Manifest, pod: Pod, record: Record) -> StillUsed:
    """What stays of a record's volumes and objects when it is taken out."""
    named = tuple(_used(manifest, pod, record))
    volumes = {each.name for each in named if each.kind == "Volume"}
    steps = tuple(
        step for step in record.steps if step.added and _mounts(manifest, pod, record, step, volumes)
    )
    said = tuple(say(_STAYS, kind=each.kind, name=shown(each.name)) for each in named)
    return StillUsed(named, steps, said)


def handed_over(others: tuple[Record, ...], still: StillUsed) -> tuple[Record, ...]:
    """The other records; the first that shares a thing that stays has it from now on, with main's mounts of it."""
    for each in still.named:
        for index, record in enumerate(others):
            if any((n.kind, n.name) == (each.kind, each.name) for n in record.named):
                heir = _inheriting(record, each, still.steps)
                others = (*others[:index], heir, *others[index + 1 :])
                break
    return others


def passed_on(record: Record, others: tuple[Record, ...]) -> tuple[tuple[Record, ...], tuple[Step, ...]]:
    """The other records, and the steps that are not undone because one of them has built on them.

    Who has built on a step remembers from now on what was there before it.
    """
    kept: list[Step] = []
    for step in record.steps:
        for index, other in enumerate(others):
            steps = tuple(_instead(each, step) for each in other.steps)
            if steps != other.steps:
                others = (*others[:index], replace(other, steps=steps), *others[index + 1 :])
                kept.append(step)
                break
    return others, tuple(kept)


def _instead(later: Step, gone: Step) -> Step:
    built_on = later.way == gone.way and not later.added and later.now is not None
    if not built_on or (later.was != gone.now and not gone.added):
        return later
    return replace(later, added=gone.added, was=gone.was)


def _inheriting(record: Record, thing: Named, steps: tuple[Step, ...]) -> Record:
    named = tuple(
        replace(n, added=True) if (n.kind, n.name) == (thing.kind, thing.name) else n for n in record.named
    )
    more = tuple(step for step in steps if step not in record.steps) if thing.kind == "Volume" else ()
    return replace(record, named=named, steps=(*more, *record.steps))


def _used(manifest: Manifest, pod: Pod, record: Record) -> Iterator[Named]:
    rest = _without_helpers(pod, record)
    mounted = {
        mount.volume
        for container in pod.containers
        if container.name not in (*record.helpers, record.main)
        for mount in container.mounts
    }
    ours = {each.name for each in record.named if each.added and each.kind == "Volume"}
    for each in record.named:
        is_volume = each.kind == "Volume"
        used = each.name in mounted if is_volume else _names(manifest, pod, each, rest, ours - mounted)
        if each.added and used:
            yield each


def _names(manifest: Manifest, pod: Pod, thing: Named, rest: Mapping[str, Any], going: set[str]) -> bool:
    """Somebody besides the pattern's own helpers and volumes names an object."""
    volumes = [v for v in rest.get("volumes") or [] if isinstance(v, Mapping) and v.get("name") not in going]
    mine = {**rest, "volumes": volumes}
    others = [
        other.spec for other in manifest.pods if (other.document, other.path) != (pod.document, pod.path)
    ]
    return any((thing.kind, thing.name) in set(referred(spec)) for spec in (mine, *others))


def _without_helpers(pod: Pod, record: Record) -> Mapping[str, Any]:
    def kept(items: Any) -> Any:
        is_list = isinstance(items, list)
        return (
            [i for i in items if not (isinstance(i, Mapping) and i.get("name") in record.helpers)]
            if is_list
            else []
        )

    added = {
        str(step.way[1])
        for step in record.steps
        if step.added and step.way[0] == "spec" and len(step.way) > 1
    }
    spec = {key: value for key, value in pod.spec.items() if key not in added}
    return {**spec, **{key: kept(pod.spec.get(key)) for key in ("containers", "initContainers")}}


def _mounts(manifest: Manifest, pod: Pod, record: Record, step: Step, volumes: set[str]) -> bool:
    if step.way[:2] != ("main", "volumeMounts"):
        return False
    place = follow(manifest, pod, record.main, step.way)
    return place is not None and isinstance(place.value, Mapping) and place.value.get("name") in volumes


_STAYS = gettext_noop("The %(kind)s %(name)s stays: something else uses it meanwhile.")
