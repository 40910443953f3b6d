"""What is live and not as the design says, and by whom.

The server itself says what the design would come to, by a dry run that takes every field over. What differs from that
is what somebody else set to another value, or what an earlier apply set and the design no longer says. What somebody
else added, and the design does not mention, is found by who manages it.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pods.cluster import managed
from pods.cluster.api import Api
from pods.cluster.apply.hiding import COVER, is_secret
from pods.cluster.apply.plan import MANAGER, Action, Choices, Step, Trial
from pods.cluster.apply.wanted import Wanted
from pods.cluster.cleaning import bare, clean
from pods.cluster.differing import (
    ABSENT,
    Difference,
    Steps,
    differences,
    path_of,
    said,
    unmentioned,
    value_at,
    with_value,
)
from pods.cluster.managed import Manager
from pods.cluster.problems import ClusterProblem, Kind
from pods.cluster.readable import ordered
from pods.cluster.removal import Known
from pods.cluster.resources import Resources
from pods.domain.edits.put import put
from pods.domain.manifest.manifest import Manifest

MOST = 200  # fields of an object that are listed
_VALUES = ("data", "stringData")


class Standing(StrEnum):
    """How an object of the design stands in the cluster."""

    SAME = "same"
    DIFFERENT = "different"
    MISSING = "missing"
    UNREADABLE = "unreadable"  # it may be there, but may not be looked at
    REFUSED = "refused"  # the design's object would not be accepted; compared as far as it goes


@dataclass(frozen=True, slots=True)
class Field:
    """A field that is not as the design says; ABSENT where one side does not say anything. Secrets stay covered."""

    steps: Steps
    mine: Any = field(repr=False)
    live: Any = field(repr=False)
    managers: tuple[Manager, ...]
    secret: bool = False

    @property
    def path(self) -> str:
        """Where it is, as people write it."""
        return said(self.steps)

    @property
    def id(self) -> str:
        """What a form calls it: this field with this live value, no other."""
        words = json.dumps([self.path, None if self.live is ABSENT else [self.live]], default=str)
        return hashlib.sha256(words.encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class ObjectDrift:
    """An object of the design, and in what it differs."""

    wanted: Wanted
    standing: Standing
    fields: tuple[Field, ...] = ()
    problem: ClusterProblem | None = None


@dataclass(frozen=True, slots=True)
class Drift:
    """All of it. `orphans` were applied from here once, are there still, and are in the design no more."""

    namespace: str
    objects: tuple[ObjectDrift, ...]
    orphans: tuple[Known, ...] = ()

    @property
    def count(self) -> int:
        """How many things are not as the design says."""
        missing = sum(one.standing is Standing.MISSING for one in self.objects)
        return missing + sum(len(one.fields) for one in self.objects) + len(self.orphans)

    @property
    def unsure(self) -> bool:
        """Whether some of it could not be compared, or only in part, so that nobody may say that all is well."""
        return any(one.standing in (Standing.UNREADABLE, Standing.REFUSED) for one in self.objects)

    @property
    def absent(self) -> bool:
        """Whether nothing of the design is there at all."""
        return not self.orphans and all(one.standing is Standing.MISSING for one in self.objects)


def drift(api: Api, wanted: Sequence[Wanted], namespace: str, known: Iterable[Known] = ()) -> Drift:
    """Compare the design with what is live. Raises `ClusterProblem` only where the cluster cannot be spoken to."""
    trial = Trial(api, namespace, Choices(take_over=frozenset(one.key for one in wanted)))
    objects = tuple(compared(trial.step(one)) for one in wanted)
    mine = {(one.kind, one.name, one.namespace or namespace) for one in wanted}
    left = [
        one for one in dict.fromkeys(known) if (one.kind, one.name, one.namespace or namespace) not in mine
    ]
    return Drift(namespace, objects, tuple(_orphans(api, left)))


def _orphans(api: Api, left: Iterable[Known]) -> Iterator[Known]:
    resources = Resources(api)
    for one in left:
        try:
            resource = resources.of(one.api_version, one.kind)
            live = api.get(resource.path(one.namespace, one.name)).body
        except ClusterProblem as problem:
            if problem.status == 0 or problem.kind is Kind.UNAUTHORIZED:
                raise
            continue
        if ours(live):
            yield one


def ours(live: Any) -> bool:
    """Whether it was applied from a design, as its managed fields tell."""
    return any(manager.name == MANAGER and manager.applies for manager in managed.managers(live))


def compared(step: Step) -> ObjectDrift:
    """How an object stands, after its dry run."""
    if step.before is None:
        hidden = step.action is Action.CHANGE or (step.problem and step.problem.kind is Kind.FORBIDDEN)
        return ObjectDrift(step.wanted, Standing.UNREADABLE if hidden else Standing.MISSING, (), step.problem)
    fields = tuple(_fields(step, step.before))[:MOST]
    if step.action is Action.REFUSED:
        return ObjectDrift(step.wanted, Standing.REFUSED, fields, step.problem)
    return ObjectDrift(step.wanted, Standing.DIFFERENT if fields else Standing.SAME, fields)


def _fields(step: Step, live: Mapping[str, Any]) -> Iterator[Field]:
    mine, written = _plain(step.wanted.value), clean(live)
    known: list[Steps] = []
    for one in (*_set_otherwise(step, live, mine, written), *unmentioned(mine, written)):
        within = any(
            one.steps[: len(steps)] == steps or steps[: len(one.steps)] == one.steps for steps in known
        )
        if not within and _counts(one.steps) and not _completed(step.wanted.kind, mine, one):
            known.append(one.steps)
            yield _field(step.wanted, live, one)


def _set_otherwise(
    step: Step, live: Mapping[str, Any], mine: Mapping[str, Any], written: Mapping[str, Any]
) -> Iterator[Difference]:
    """Fields that the design would change; where no dry run tells, those that it says otherwise in so many words."""
    if step.after is not None and step.action in (Action.NOTHING, Action.CHANGE):
        for found in differences(bare(step.after), bare(live)):
            here, there = value_at(mine, found.steps), value_at(written, found.steps)
            yield Difference(found.steps, found.one if here is ABSENT else here, _either(there, found.other))
        return
    yield from (found for found in differences(mine, written) if found.one is not ABSENT)


def _either(value: Any, otherwise: Any) -> Any:
    return otherwise if value is ABSENT or otherwise is ABSENT else value


def _counts(steps: Steps) -> bool:
    """Whether it is for a design to say: neither what names the object, nor what the server keeps about it."""
    if steps[0] == "metadata":
        return len(steps) > 1 and steps[1] in ("labels", "annotations", "finalizers")
    return steps[0] not in ("apiVersion", "kind", "status")


def _completed(kind: str, mine: Mapping[str, Any], found: Difference) -> bool:
    """Whether these are requests that the server took from the limits, as it does in pods only (FACTS D.2)."""
    if kind != "Pod" or found.one is not ABSENT or "requests" not in found.steps:
        return False
    limits = tuple("limits" if step == "requests" else step for step in found.steps)
    return bool(value_at(mine, limits) == found.other)


def _field(one: Wanted, live: Mapping[str, Any], found: Difference) -> Field:
    path = path_of(live, found.steps)
    managers = managed.owners(live, path) if path else ()
    if found.one is ABSENT and len(managers) > 1:  # who added it, not who applies the object
        managers = tuple(m for m in managers if m.name != MANAGER) or managers
    secret = is_secret(one.value) and found.steps[0] in _VALUES
    inside = next((step for step in reversed(found.steps) if isinstance(step, str)), "")
    if secret:
        return Field(found.steps, _covered(found.one), _covered(found.other), managers, secret=True)
    return Field(found.steps, found.one, ordered(found.other, inside), managers)


def _covered(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict.fromkeys(value, COVER)
    return ABSENT if value is ABSENT else COVER


def _plain(value: Mapping[str, Any]) -> dict[str, Any]:
    """What the design says in the form in which the server keeps it: `stringData` of a Secret is its `data`."""
    found = dict(value)
    texts = found.pop("stringData", None) if is_secret(value) else None
    if isinstance(texts, Mapping):
        coded = {key: base64.b64encode(str(text).encode()).decode() for key, text in texts.items()}
        found["data"] = {**(found.get("data") or {}), **coded}
    return found


def pull(manifest: Manifest, one: Wanted, fields: Iterable[Field]) -> Manifest:
    """The manifest with the live values of these fields, as one edit. Values of Secrets stay in the cluster.

    Raises `EditRefused`.
    """
    value: Any = one.value
    for each in fields:
        if not each.secret:
            value = with_value(value, each.steps, each.live)
    return put(manifest, one.document, one.path, value)
