"""Applying for real, object by object, until one fails; and taking back what was done."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pods.cluster.api import Api
from pods.cluster.apply.plan import MANAGER, Action, Choices, Step, Trial
from pods.cluster.apply.wanted import Wanted
from pods.cluster.cleaning import bare, clean
from pods.cluster.problems import ClusterProblem, Kind
from pods.cluster.resources import Resource
from pods.domain.messages import gettext_noop, say

GONE_WITHIN = 60.0  # seconds an object may take to go before it is made anew


class Outcome(StrEnum):
    """What became of one object."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    RECREATED = "recreated"
    FAILED = "failed"
    SKIPPED = "skipped"  # an object before it failed


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one object, and what is needed to take it back."""

    wanted: Wanted
    outcome: Outcome
    resource: Resource | None = None
    namespace: str = ""
    before: Mapping[str, Any] | None = field(default=None, repr=False)
    after: Mapping[str, Any] | None = field(default=None, repr=False)
    warnings: tuple[str, ...] = ()
    step: Step | None = field(default=None, repr=False)  # why it failed
    problem: ClusterProblem | None = None
    deleted: bool = False  # the old object is gone, though the new one failed


def apply(api: Api, wanted: Sequence[Wanted], namespace: str, choices: Choices) -> Iterator[Result]:
    """Apply every object in turn; each result is given as soon as it is known.

    After the first failure nothing more is done: the rest is given as skipped. Never raises `ClusterProblem`.
    """
    doing = _Doing(api, namespace, choices)
    failed = False
    for one in doing.with_namespace(wanted):
        result = Result(one, Outcome.SKIPPED) if failed else doing.apply(one)
        failed = failed or result.outcome is Outcome.FAILED
        yield result


class _Doing:
    """One apply."""

    def __init__(self, api: Api, namespace: str, choices: Choices) -> None:
        self._api = api
        self._namespace = namespace
        self._choices = choices
        self._trial = Trial(api, namespace, choices)

    def with_namespace(self, wanted: Sequence[Wanted]) -> list[Wanted]:
        """The objects, the namespace before them if it is to be made."""
        listed = any(one.kind == "Namespace" and one.name == self._namespace for one in wanted)
        if not self._choices.create_namespace or listed:
            return list(wanted)
        value = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": self._namespace}}
        return [Wanted(-1, "", 0, "v1", "Namespace", self._namespace, "", value), *wanted]

    def apply(self, one: Wanted) -> Result:
        """One object. It is looked at once more, since the cluster may have changed since the dry run."""
        try:
            step = self._trial.step(one)
        except ClusterProblem as problem:
            return Result(one, Outcome.FAILED, problem=problem)
        if step.action is Action.NOTHING:
            return self._result(step, Outcome.UNCHANGED, step.before)
        if step.action is Action.RECREATE and one.key in self._choices.recreate:
            return self._recreated(step)
        if step.action not in (Action.CREATE, Action.CHANGE):
            return self._failed(step, step.problem)
        return self._applied(step)

    def _applied(self, step: Step) -> Result:
        try:
            answer = self._trial.send(step, dry=False)
        except ClusterProblem as problem:
            return self._failed(step, problem)
        outcome = Outcome.CREATED if step.before is None else Outcome.CHANGED
        return self._result(step, outcome, answer.body, answer.warnings)

    def _recreated(self, step: Step) -> Result:
        assert step.resource is not None
        assert step.before is not None
        gone = False
        try:
            delete(self._api, step.resource, step.namespace, step.before)
            gone = True
            answer = self._trial.send(step, dry=False)
        except ClusterProblem as problem:
            return self._failed(step, problem, deleted=gone)
        return self._result(step, Outcome.RECREATED, answer.body, answer.warnings)

    @staticmethod
    def _result(step: Step, outcome: Outcome, after: Any, warnings: tuple[str, ...] = ()) -> Result:
        return Result(step.wanted, outcome, step.resource, step.namespace, step.before, after, warnings)

    @staticmethod
    def _failed(step: Step, problem: ClusterProblem | None, *, deleted: bool = False) -> Result:
        return Result(
            step.wanted,
            Outcome.FAILED,
            step.resource,
            step.namespace,
            step.before,
            step=step,
            problem=problem,
            deleted=deleted,
        )


def delete(
    api: Api,
    resource: Resource,
    namespace: str,
    live: Mapping[str, Any],
    *,
    within: float = GONE_WITHIN,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Delete this very object (not one of the same name made since) and wait until it is gone.

    Raises `ClusterProblem`, SLOW where it takes longer than `within` seconds.
    """
    metadata = live.get("metadata") or {}
    path = resource.path(namespace, str(metadata.get("name")))
    options = {
        "apiVersion": "v1",
        "kind": "DeleteOptions",
        "propagationPolicy": "Foreground",  # its pods go with it before it is gone
        "preconditions": {"uid": metadata.get("uid")},
    }
    until = time.monotonic() + within
    try:
        api.delete(path, options)
        while api.get(path).body["metadata"]["uid"] == metadata.get("uid"):
            if time.monotonic() > until:
                raise ClusterProblem(Kind.SLOW, say(_STILL_THERE, name=metadata.get("name")))
            sleep(0.5)
    except ClusterProblem as problem:
        if problem.kind is not Kind.NOT_FOUND:
            raise


class Undoing(StrEnum):
    """What became of taking one result back."""

    DELETED = "deleted"
    RESTORED = "restored"
    MADE_ANEW = "made anew"  # what had been deleted; its pods start from the beginning
    NOTHING = "nothing"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Undone:
    """One result taken back, or why not."""

    result: Result
    outcome: Undoing
    problem: ClusterProblem | None = None


def roll_back(api: Api, results: Sequence[Result]) -> Iterator[Undone]:
    """Take back what these results did, the last first. One that cannot be taken back does not stop the others."""
    for result in reversed(results):
        try:
            yield Undone(result, _undo(api, result))
        except ClusterProblem as problem:
            yield Undone(result, Undoing.FAILED, problem)


def _undo(api: Api, result: Result) -> Undoing:
    resource, before, after = result.resource, result.before, result.after
    if resource is None or not (result.deleted or result.outcome in _DONE):
        return Undoing.NOTHING
    path = resource.path(result.namespace, result.wanted.name)
    if result.outcome is Outcome.CHANGED and before is not None and after is not None:
        _restore(api, path, before, after)
        return Undoing.RESTORED
    if after is not None:
        delete(api, resource, result.namespace, after)
    if before is None:
        return Undoing.DELETED
    api.apply(path, clean(before), {"fieldManager": MANAGER, "force": True})
    return Undoing.MADE_ANEW


_DONE = (Outcome.CREATED, Outcome.CHANGED, Outcome.RECREATED)


def _restore(api: Api, path: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Put the object as it was in the place of what the apply left, and give its fields back to who managed them.

    Controllers write into it all the time; what matters is whether somebody changed what it asks for.
    """
    live = api.get(path).body
    if _generation(live) != _generation(after):
        raise ClusterProblem(Kind.CONFLICT, say(_CHANGED_SINCE, name=before["metadata"]["name"]))
    metadata = dict(before["metadata"]) | {"resourceVersion": live["metadata"]["resourceVersion"]}
    whole = {key: value for key, value in before.items() if key != "status"} | {"metadata": metadata}
    api.request("PUT", path, {"fieldManager": MANAGER}, whole, "application/json")
    # A PUT makes its sender the manager of what it changes, whatever it says; a patch of nothing else does not.
    api.merge(path, {"metadata": {"managedFields": before["metadata"].get("managedFields")}})


def _generation(live: Mapping[str, Any]) -> object:
    """What changes when somebody changes what an object asks for: its generation, or all of it where it has none."""
    return live["metadata"].get("generation") or bare(live)


_CHANGED_SINCE = gettext_noop("%(name)s was changed by somebody else since; it was left as it is.")
_STILL_THERE = gettext_noop("%(name)s is still being deleted; apply again when it is gone.")
