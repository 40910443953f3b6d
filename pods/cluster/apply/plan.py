"""What applying would do: a dry run of every object by the server itself, which knows its defaults and its rules."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from pods.cluster import failures, managed
from pods.cluster.api import Answer, Api, path_of
from pods.cluster.apply.wanted import Wanted
from pods.cluster.cleaning import bare
from pods.cluster.problems import ClusterProblem, Kind
from pods.cluster.resources import Resource, Resources
from pods.domain.messages import gettext_noop, say

MANAGER = "podwright"
_KEYS = ("take_over", "leave", "recreate")
WITHIN = 60.0  # seconds that a whole dry run may take
CREATED = 201  # the status of an apply that made a new object


class Action(StrEnum):
    """What applying one object would come to."""

    CREATE = "create"
    CHANGE = "change"
    NOTHING = "nothing"
    RECREATE = "recreate"  # only by deleting it first: it changes what cannot be changed
    CONFLICT = "conflict"  # somebody else manages some of it
    REFUSED = "refused"
    LATER = (
        "later"  # cannot be tried before its namespace or its kind is there: in another the rules are others
    )


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that somebody else manages: who, where, and what they have there. `path` is of the object."""

    manager: str
    path: str
    theirs: Any = field(repr=False)
    mine: Any = field(repr=False)


@dataclass(frozen=True, slots=True)
class Step:
    """One object of the plan. `before` is what is live, `after` what would be; None where there is nothing."""

    wanted: Wanted
    action: Action
    resource: Resource | None = None
    namespace: str = ""
    before: Mapping[str, Any] | None = field(default=None, repr=False)
    after: Mapping[str, Any] | None = field(default=None, repr=False)
    conflicts: tuple[Conflict, ...] = ()
    warnings: tuple[str, ...] = ()
    problem: ClusterProblem | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user decided about single objects, each by its key: whose fields win, and what may be deleted."""

    take_over: frozenset[str] = frozenset()
    leave: frozenset[str] = frozenset()
    recreate: frozenset[str] = frozenset()
    create_namespace: bool = False

    def plain(self) -> dict[str, Any]:
        """As JSON, to be kept with an apply."""
        keys = {name: sorted(getattr(self, name)) for name in _KEYS}
        return keys | {"create_namespace": self.create_namespace}

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Choices:
        """The choices again."""
        keys = {name: frozenset(plain.get(name) or ()) for name in _KEYS}
        return cls(**keys, create_namespace=bool(plain.get("create_namespace")))


@dataclass(frozen=True, slots=True)
class Plan:
    """Every object in the order in which it would be applied."""

    namespace: str
    steps: tuple[Step, ...]
    namespace_missing: bool = False

    @property
    def possible(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.waits and not any(
            step.action in (Action.REFUSED, Action.CONFLICT) for step in self.steps
        )

    @property
    def waits(self) -> bool:
        """Whether an object of it needs the namespace, which is not there, and which nothing of it makes."""
        made = any(
            step.wanted.kind == "Namespace" and step.wanted.name == self.namespace for step in self.steps
        )
        return (
            self.namespace_missing
            and not made
            and any(step.namespace == self.namespace for step in self.steps)
        )

    @property
    def empty(self) -> bool:
        """Whether it would change nothing at all."""
        return all(step.action is Action.NOTHING for step in self.steps)


def in_order(wanted: Sequence[Wanted], namespace: str, choices: Choices) -> tuple[Wanted, ...]:
    """The objects as they are applied: before them their namespace, if it is to be made and is not one of them."""
    listed = any(one.kind == "Namespace" and one.name == namespace for one in wanted)
    if not choices.create_namespace or listed:
        return tuple(wanted)
    value = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": namespace}}
    return (Wanted(-1, "", 0, "v1", "Namespace", namespace, "", value), *wanted)


def dry_run(api: Api, wanted: Sequence[Wanted], namespace: str, choices: Choices | None = None) -> Plan:
    """Try every object on the server without changing anything.

    What is wrong with one object is said in its step. Raises `ClusterProblem` only where the cluster itself cannot be
    spoken to.
    """
    choices = choices or Choices()
    trial = Trial(api, namespace, choices)
    missing = trial.namespace_missing()
    until = time.monotonic() + WITHIN
    return Plan(namespace, tuple(trial.steps(in_order(wanted, namespace, choices), until, missing)), missing)


class Trial:
    """One dry run, or the look before each step of an apply."""

    def __init__(self, api: Api, namespace: str, choices: Choices) -> None:
        self._api = api
        self._resources = Resources(api)
        self._namespace = namespace
        self._choices = choices

    def namespace_missing(self) -> bool:
        """Whether the namespace is not there; one that may not be asked for counts as there."""
        try:
            self._api.get(path_of("api", "v1", "namespaces", self._namespace))
        except ClusterProblem as problem:
            if problem.kind is Kind.NOT_FOUND:
                return True
            if problem.kind is not Kind.FORBIDDEN:
                raise
        return False

    def steps(self, wanted: Sequence[Wanted], until: float, missing: bool) -> Iterator[Step]:
        """A step for each object. Raises `ClusterProblem` (SLOW) where that takes longer than `until`."""
        made = {one.name for one in wanted if one.kind == "Namespace"} | (
            {self._namespace} if missing else set()
        )
        defined = {_defined(one) for one in wanted if one.kind == "CustomResourceDefinition"}
        for one in wanted:
            if time.monotonic() > until:
                raise ClusterProblem(Kind.SLOW, say(failures.SLOW))
            step = self.step(one)
            later = step.problem is not None and step.problem.kind is Kind.NOT_FOUND
            if later and (step.namespace in made or (one.api_version.partition("/")[0], one.kind) in defined):
                step = Step(one, Action.LATER, step.resource, step.namespace)
            yield step

    def step(self, one: Wanted) -> Step:
        """What applying this object would come to now."""
        asked = Step(one, Action.REFUSED, namespace=one.namespace or self._namespace)
        try:
            resource = self._resources.of(one.api_version, one.kind)
            asked = replace(
                asked, resource=resource, namespace=asked.namespace if resource.namespaced else ""
            )
            if not one.name:
                return replace(asked, problem=ClusterProblem(Kind.INVALID, say(_NO_NAME)))
            asked = replace(asked, before=self.live(resource, asked.namespace, one.name))
        except ClusterProblem as problem:
            if problem.status == 0 or problem.kind is Kind.UNAUTHORIZED:
                raise  # it is about the cluster, not about this object
            return replace(asked, problem=problem)
        return self._tried(asked)

    def live(self, resource: Resource, namespace: str, name: str) -> Mapping[str, Any] | None:
        """The object as it is; None where there is none or it may not be read."""
        try:
            body = self._api.get(resource.path(namespace, name)).body
        except ClusterProblem as problem:
            if problem.kind in (Kind.NOT_FOUND, Kind.FORBIDDEN):
                return None
            raise
        return body if isinstance(body, dict) else None

    def _tried(self, step: Step) -> Step:
        try:
            answer = self.send(step, dry=True)
        except ClusterProblem as problem:
            return self._failed(step, problem)
        after = answer.body
        if step.before is None:  # there is none, or it may not be read, which the status tells
            action = Action.CREATE if answer.status == CREATED else Action.CHANGE
        else:
            action = Action.NOTHING if bare(step.before) == bare(after) else Action.CHANGE
        return replace(step, action=action, after=after, warnings=answer.warnings)

    def _failed(self, step: Step, problem: ClusterProblem) -> Step:
        if problem.status == 0 or problem.kind is Kind.UNAUTHORIZED:
            raise problem
        if problem.kind is Kind.CONFLICT and problem.causes:
            conflicts = _conflicts(step, problem)
            return replace(step, action=Action.CONFLICT, conflicts=conflicts, problem=problem)
        if step.before is not None and immutable(problem):
            return self._recreated(step, problem)
        return replace(step, problem=problem)

    def _recreated(self, step: Step, problem: ClusterProblem) -> Step:
        """Whether it would be accepted as a new object: tried under another name, since the old one is in the way."""
        try:
            answer = self.send(step, dry=True, name=f"{step.wanted.name[:40].rstrip('.-')}-podwright-trial")
        except ClusterProblem as refusal:
            if refusal.status == 0:
                raise
            return replace(step, problem=refusal)
        return replace(
            step, action=Action.RECREATE, after=answer.body, warnings=answer.warnings, problem=problem
        )

    def send(self, step: Step, *, dry: bool, name: str = "") -> Answer:
        """One server-side apply of the step's object, as the user has chosen for it."""
        one = step.wanted
        assert step.resource is not None
        body = self.body(step)
        if name:
            body = body | {"metadata": body["metadata"] | {"name": name}}
        query = {
            "fieldManager": MANAGER,
            "dryRun": "All" if dry else None,
            "force": one.key in self._choices.take_over or None,
        }
        answer = self._api.apply(step.resource.path(step.namespace, name or one.name), body, query)
        if not isinstance(answer.body, dict):
            raise ClusterProblem(Kind.GARBAGE, say(_NO_OBJECT))
        return answer

    def body(self, step: Step) -> dict[str, Any]:
        """What is sent: the object in its namespace, without the fields that are left to others."""
        body: dict[str, Any] = json.loads(json.dumps(step.wanted.value))
        metadata = body.get("metadata")
        body["metadata"] = metadata if isinstance(metadata, dict) else {}
        for key in ("managedFields", "resourceVersion", "uid", "creationTimestamp", "generation"):
            body["metadata"].pop(key, None)
        body.pop("status", None)
        if step.namespace:
            body["metadata"]["namespace"] = step.namespace
        if step.wanted.key in self._choices.leave and step.before is not None:
            _leave(body, step.before)
        return body


def _leave(body: dict[str, Any], live: Mapping[str, Any]) -> None:
    """Take out what others manage with another value."""
    for manager in managed.managers(live):
        if manager.name != MANAGER:
            managed.strip(body, live, manager.tree)


def _conflicts(step: Step, problem: ClusterProblem) -> tuple[Conflict, ...]:
    return tuple(
        _conflict(step, cause.message, cause.field)
        for cause in problem.causes
        if cause.reason == "FieldManagerConflict"
    )


def _conflict(step: Step, words: str, said: str) -> Conflict:
    live = step.before or {}
    path = managed.path_in(step.wanted.value, said)
    there = managed.path_in(live, said)
    return Conflict(_named(words), path, managed.at(live, there), managed.at(step.wanted.value, path))


def _named(words: str) -> str:
    """The manager in `conflict with "ops" using apps/v1`."""
    return words.partition('"')[2].partition('"')[0] or words


def immutable(problem: ClusterProblem) -> bool:
    """Whether the refusal is about changing what cannot be changed (FACTS G.3)."""
    said = [problem.words, *(cause.message for cause in problem.causes)]
    return problem.status == 422 and any(words in text for text in said for words in _IMMUTABLE)


def _defined(one: Wanted) -> tuple[str, str]:
    spec = one.value.get("spec")
    names = spec.get("names") if isinstance(spec, dict) else None
    kind = names.get("kind") if isinstance(names, dict) else None
    return (str(spec.get("group")) if isinstance(spec, dict) else "", str(kind))


_IMMUTABLE = (
    "field is immutable",
    "may not change fields other than",
    "may not add or remove containers",
    "for fields other than",
    "is immutable after creation",
)
_NO_OBJECT = gettext_noop("What answers there does not speak as an API server does; check the address.")
_NO_NAME = gettext_noop("It has no name; server-side apply needs metadata.name.")
