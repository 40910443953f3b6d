"""A pattern applied to a pod, and what there is to say about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from patterns.catalogue.model import Pattern, Value, Variant
from patterns.catalogue.rendering import Helper
from pods.domain.composing import asking, stream, targets
from pods.domain.composing.ledger import Ledger
from pods.domain.composing.plan import Plan, plan
from pods.domain.edits.fields import set_field
from pods.domain.edits.put import put
from pods.domain.edits.records import ANNOTATION, Record, Step, Way, annotation_path, as_annotation, records
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Container, ContainerKind, Pod
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.names import shown
from pods.domain.network import network
from pods.domain.roles import Role, assign

_PROBES = ("startupProbe", "readinessProbe", "livenessProbe", "lifecycle")
_NO_VALUES: Mapping[str, object] = {}


@dataclass(frozen=True, slots=True)
class Composed:
    """The manifest with the pattern in it; the sentences say what the user should see before it happens."""

    manifest: Manifest
    pod: Pod
    record: Record
    variant: Variant
    values: Mapping[str, Value]
    renamed: tuple[Message, ...] = ()  # named otherwise than the entry says, and why
    reused: tuple[Message, ...] = ()  # there already, and shared
    changed: tuple[Message, ...] = ()  # other values than before
    warnings: tuple[Message, ...] = ()

    @property
    def notes(self) -> tuple[Message, ...]:
        """All sentences."""
        return (*self.warnings, *self.renamed, *self.reused, *self.changed)


def compose(
    manifest: Manifest,
    pod: Pod,
    pattern: Pattern,
    *,
    main: Container | None = None,
    variant: str = "",
    values: Mapping[str, object] = _NO_VALUES,
    minor: int = 36,
    names: Sequence[str] = (),
) -> Composed:
    """Apply a pattern to a pod, for a minor version of Kubernetes. Raises EditRefused, and then nothing has changed.

    `main` is the container it helps, that of the role main when not said; `values` are those the user gave; `names` are
    asked for the helpers in their order, which get free ones where none is said, or "".
    """
    main = _main(manifest, pod, pattern, main)
    settled = asking.settle(manifest, pod, main, pattern, values)
    chosen = asking.variant_for(pattern, variant, minor, pod, settled)
    given = {parameter: settled[parameter] for parameter in values}
    warnings = [*_repeated(pod, pattern, main, given), *_late(pod, pattern, chosen, settled)]
    planned = plan(manifest, pod, main, pattern, chosen, settled, names)
    ledger = Ledger(manifest, pod, main.name if main else "")
    changed = [*_apply(ledger, planned, main)]
    helpers = tuple(helper.name for helper in planned.fragment.helpers)
    record = Record(pattern.id, chosen.id, ledger.main, settled, helpers, planned.named, tuple(ledger.steps))
    kept = _with_record(ledger, record)
    return Composed(
        kept.manifest,
        kept.pod,
        records(kept.pod)[-1],
        chosen,
        settled,
        planned.renamed,
        planned.reused,
        tuple(changed),
        tuple(warnings),
    )


def main_of(manifest: Manifest, pod: Pod) -> Container | None:
    """The container that a pattern helps unless another one is said."""
    running = pod.of_kind(ContainerKind.CONTAINER)
    if len(running) == 1:
        return running[0]
    assigned = assign(pod, network(pod, manifest.objects))
    mains = [each.container for each in assigned if each.role is Role.MAIN]
    return next((c for c in mains if c in running), running[0] if running else None)


def _main(manifest: Manifest, pod: Pod, pattern: Pattern, main: Container | None) -> Container | None:
    if pattern.example is None:
        return None
    main = main or main_of(manifest, pod)
    if main is None:
        raise EditRefused(say(_NO_MAIN, pod=shown(pod.name)))
    if not main.name:
        raise EditRefused(say(_NO_NAME, line=main.line))
    if main.kind in (ContainerKind.INIT, ContainerKind.EPHEMERAL):
        raise EditRefused(say(_NOT_MAIN, name=shown(main.name)))
    return main


def _repeated(
    pod: Pod, pattern: Pattern, main: Container | None, given: Mapping[str, Value]
) -> Iterator[Message]:
    """The pattern is there already: said when this is another one of it, refused when it would be the same twice."""
    before = [r for r in records(pod) if r.id == pattern.id and r.main == (main.name if main else "")]
    if not before:
        return
    listening = {p.name for p in pattern.parameters if p.listens}
    for record in before:
        same = all(record.parameters.get(name) == value for name, value in given.items())
        if same and not listening & given.keys():
            raise EditRefused(say(_TWICE, pattern=pattern.id, helpers=", ".join(record.helpers)))
    yield say(_AGAIN, pattern=pattern.id, helpers=", ".join(h for r in before for h in r.helpers))


def _late(pod: Pod, pattern: Pattern, variant: Variant, settled: Mapping[str, Value]) -> Iterator[Message]:
    plain = asking.sketch(pattern, variant, settled)
    if pattern.example is not None and asking.ends(pod) and asking.holds_up(plain):
        yield say(_HOLDS_UP, kind=pod.kind)


def _apply(ledger: Ledger, planned: Plan, main: Container | None) -> Iterator[Message]:
    """Do what was planned; yields what is not as it was before."""
    plain = planned.fragment
    add_helpers(ledger, plain.helpers)
    for volume in planned.volumes:
        ledger.add_volume(volume)
    for key, value in plain.main.items():
        if key in _PROBES and main is not None and main.raw.get(key) is not None:
            yield say(_KEPT, field=key, name=main.name)
        else:
            ledger.merge(("main", key), value)
    for key, value in plain.spec.items():
        ledger.merge(("spec", key), value)
    targets.check_labels(ledger.manifest, ledger.pod, plain.labels)
    for field, entries in (("labels", plain.labels), ("annotations", plain.annotations)):
        if entries:
            ledger.merge(("template", "metadata", field), entries)
    stream.append(ledger, planned.objects)
    targets.take_over(ledger, plain)
    yield from (
        _said(step)
        for step in ledger.steps
        if not step.added and step.now not in (None, step.was) and "stream" not in step.way[0]
    )


def add_helpers(ledger: Ledger, helpers: tuple[Helper, ...]) -> None:
    """Put helpers into the pod: `first` ones before the init containers that are there, in their order."""
    at_front = 0
    for helper in helpers:
        field = "containers" if helper.place == "container" else "initContainers"
        ledger.add_container(
            field, helper_fields(helper), at_front if helper.first and field == "initContainers" else None
        )
        at_front += helper.first


def helper_fields(helper: Helper) -> dict[str, Any]:
    """A helper as the API has it: a native sidecar says so right behind its image."""
    if helper.place != "sidecar":
        return helper.fields
    head = {"name": helper.fields["name"], "image": helper.fields["image"], "restartPolicy": "Always"}
    return {**head, **helper.fields}


def _with_record(ledger: Ledger, record: Record) -> Ledger:
    """The record written into the pod's annotation, and an annotation that was empty before noted in it."""
    before = len(ledger.steps)
    found = records(ledger.pod)
    way: Way = ("template", "metadata", "annotations", ANNOTATION)
    if found:
        at = annotation_path(ledger.pod)
        ledger.manifest = put(ledger.manifest, ledger.pod.document, at, as_annotation((*found, record)))
        return ledger
    ledger.merge(way, as_annotation((record,)))
    noted = [step for step in ledger.steps[before:] if not step.added]
    if noted:
        record = replace(record, steps=(*record.steps, *noted))
        at = annotation_path(ledger.pod)
        ledger.manifest = set_field(ledger.manifest, ledger.pod.document, at, as_annotation((record,)))
    return ledger


def _said(step: Step) -> Message:
    place = ".".join(_part(part) for part in step.way)
    was, now = _short(step.was), _short(step.now)
    return say(_CHANGED, place=place, was=was, now=now)


def _part(part: str | Mapping[str, Any]) -> str:
    return part if isinstance(part, str) else "/".join(str(value) for value in part.values())[:60]


def _short(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("value", value.get("valueFrom", value))
    return shown(str(value))


_NO_MAIN = gettext_noop("The pod %(pod)s has no container that this pattern could help.")
_NO_NAME = gettext_noop("The container on line %(line)d has no name; give it one first.")
_NOT_MAIN = gettext_noop("%(name)s does not run with the pod; choose a container that does.")
_TWICE = gettext_noop(
    "%(pattern)s is there already, as %(helpers)s. Give it other parameters to add another one, or take that out first."
)
_AGAIN = gettext_noop("%(pattern)s is there already, as %(helpers)s; this adds another one.")
_HOLDS_UP = gettext_noop(
    "The helper never ends, and a %(kind)s waits for all its containers: it will not complete. From Kubernetes 1.29 "
    "the native variant does not hold it up."
)
_KEPT = gettext_noop("%(name)s has a %(field)s already, which stays as it is.")
_CHANGED = gettext_noop("%(place)s changes from %(was)s to %(now)s.")
