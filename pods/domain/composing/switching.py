"""A pattern that is there built another way: native or classic. What the user changed in a helper stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from patterns.catalogue import values
from patterns.catalogue.model import Pattern, Value, Variant
from patterns.catalogue.problems import Unsound
from patterns.catalogue.rendering import Fragment
from pods.domain.composing import asking, threeway
from pods.domain.composing.composed import Composed, compose, helper_fields
from pods.domain.composing.plan import named_again, wished_names
from pods.domain.composing.removing import take_out
from pods.domain.edits.kinds import change_kind
from pods.domain.edits.put import put
from pods.domain.edits.records import Record, Step, annotation_path, as_annotation, records, same_pod
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Container, ContainerKind, Pod
from pods.domain.messages import gettext_noop, say

_KINDS = {
    "sidecar": ContainerKind.SIDECAR,
    "container": ContainerKind.CONTAINER,
    "init": ContainerKind.INIT,
}


def switch_variant(
    manifest: Manifest, pod: Pod, record: Record, pattern: Pattern, variant: str, *, minor: int = 36
) -> Composed:
    """Build a pattern that is there as another variant. Raises EditRefused, and then nothing has changed."""
    chosen = asking.chosen_variant(pattern, variant, minor)
    old = pattern.variant(record.variant)
    if record not in records(pod) or old is None or record.id != pattern.id:
        raise EditRefused(say(_NO_RECORD, pattern=pattern.id))
    settled = _settled(pattern, record)
    main = pod.container(record.main)
    before = named_again(pod, main, pattern, old, settled, record)
    after = named_again(pod, main, pattern, chosen, settled, record)
    names = _names(pod, main, pattern, old, chosen, settled, record)
    if names == record.helpers and _besides_helpers(before) == _besides_helpers(after):
        empty = tuple(_empty_lists(pod))
        manifest = _in_place(manifest, pod, before, after)
        manifest, steps = _lists_as_before(manifest, pod, record, empty)
        return _recorded(
            manifest, pod, record, replace(record, variant=chosen.id, steps=steps), chosen, settled
        )
    return _anew(manifest, pod, record, pattern, chosen, minor, before, names)


def _names(
    pod: Pod,
    main: Container | None,
    pattern: Pattern,
    old: Variant,
    chosen: Variant,
    settled: Mapping[str, Value],
    record: Record,
) -> tuple[str, ...]:
    """What the helpers of the chosen variant are called by now; "" for one that the old variant had not."""
    before = wished_names(pod, main, pattern, old, settled, record)
    by_now = dict(zip(before, record.helpers, strict=False))
    return tuple(by_now.get(w, "") for w in wished_names(pod, main, pattern, chosen, settled, record))


def _settled(pattern: Pattern, record: Record) -> dict[str, Value]:
    known = {name: v for name, v in record.parameters.items() if pattern.parameter(name) is not None}
    try:
        return values.settle(pattern, known)
    except Unsound as unsound:
        raise asking.ValuesRefused({p.path: asking.message(p) for p in unsound.problems}) from None


def _besides_helpers(plain: Fragment) -> tuple[Fragment, list[str]]:
    return replace(plain, helpers=()), [helper.name for helper in plain.helpers]


def _in_place(manifest: Manifest, pod: Pod, before: Fragment, after: Fragment) -> Manifest:
    """Helpers moved and changed where they are written."""
    for old, new in zip(before.helpers, after.helpers, strict=True):
        helper = same_pod(manifest, pod).container(old.name)
        if helper is None:
            continue
        wanted = threeway.merged(helper_fields(old), helper_fields(new), helper.raw)
        manifest = change_kind(manifest, same_pod(manifest, pod), helper, kind=_KINDS[new.place])
        moved = same_pod(manifest, pod).container(old.name)
        assert moved is not None  # it has only moved
        manifest = put(manifest, pod.document, moved.path, wanted)
    return manifest


def _anew(
    manifest: Manifest,
    pod: Pod,
    record: Record,
    pattern: Pattern,
    chosen: Variant,
    minor: int,
    before: Fragment,
    names: tuple[str, ...],
) -> Composed:
    """The pattern taken out and applied again, with what the user had changed in its helpers."""
    mine = {name: found.raw for name in record.helpers if (found := pod.container(name)) is not None}
    out = take_out(manifest, pod, record)
    given = {name: v for name, v in record.parameters.items() if pattern.parameter(name) is not None}
    composed = compose(
        out.manifest,
        out.pod,
        pattern,
        main=out.pod.container(record.main),
        variant=chosen.id,
        values=given,
        minor=minor,
        names=names,
    )
    return _with_changes(composed, before, mine)


def _with_changes(composed: Composed, before: Fragment, mine: Mapping[str, Mapping[str, Any]]) -> Composed:
    manifest = composed.manifest
    for old in before.helpers:
        helper = same_pod(manifest, composed.pod).container(old.name)
        if helper is not None and old.name in mine:
            wanted = threeway.merged(helper_fields(old), helper.raw, mine[old.name])
            manifest = put(manifest, composed.pod.document, helper.path, wanted)
    return replace(composed, manifest=manifest, pod=same_pod(manifest, composed.pod))


def _empty_lists(pod: Pod) -> Iterator[Step]:
    """Lists of containers that stand there empty, noted as `Ledger` notes them."""
    for field in ("initContainers", "containers"):
        if field in pod.spec and pod.spec[field] in (None, []):
            yield Step(("spec", field), added=False, was=pod.spec[field], now=None)


def _lists_as_before(
    manifest: Manifest, pod: Pod, record: Record, empty: tuple[Step, ...]
) -> tuple[Manifest, tuple[Step, ...]]:
    """Lists that were empty before the pattern came are so again when its helper has left them."""
    kept: list[Step] = [step for step in empty if step not in record.steps]
    for step in record.steps:
        field = str(step.way[-1])
        left = step.way == ("spec", field) and not step.added and step.now is None
        if left and field not in same_pod(manifest, pod).spec and field != "volumes":
            manifest = put(manifest, pod.document, paths.join(pod.path, field), step.was)
        else:
            kept.append(step)
    return manifest, tuple(kept)


def _recorded(
    manifest: Manifest,
    pod: Pod,
    record: Record,
    switched: Record,
    chosen: Variant,
    settled: Mapping[str, Value],
) -> Composed:
    found = tuple(switched if each == record else each for each in records(pod))
    manifest = put(manifest, pod.document, annotation_path(pod), as_annotation(found))
    return Composed(manifest, same_pod(manifest, pod), switched, chosen, settled)


_NO_RECORD = gettext_noop("The pod keeps no such record of %(pattern)s; look at it again.")
