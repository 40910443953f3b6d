"""Applying for real, object by object, until one fails."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pods.cluster import managed
from pods.cluster.api import Api
from pods.cluster.apply.plan import CREATED, MANAGER, Action, Choices, Step, Trial, in_order
from pods.cluster.apply.wanted import Wanted
from pods.cluster.problems import ClusterProblem, Kind
from pods.cluster.resources import Resource
from pods.domain.messages import gettext_noop, say

ACCOUNT_WITHIN = 10.0  # seconds a new namespace may take to get its default service account
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
    step: Step | None = field(default=None, repr=False)  # what it came to just before
    problem: ClusterProblem | None = None
    deleted: bool = False  # the old object is gone, though the new one failed
    unsure: bool = False  # the answer was lost: it may have been done all the same

    @property
    def taken(self) -> tuple[tuple[str, str], ...]:
        """Whose fields it took over, and which, where the object was changed in its place."""
        changed = self.outcome is Outcome.CHANGED
        return managed.taken(self.before, self.after, MANAGER) if changed else ()


def apply(api: Api, wanted: Sequence[Wanted], namespace: str, choices: Choices) -> Iterator[Result]:
    """Apply every object in turn; each result is given as soon as it is known.

    After the first failure nothing more is done: the rest is given as skipped. Never raises `ClusterProblem`.
    """
    doing = _Doing(api, namespace, choices)
    failed = False
    for one in in_order(wanted, namespace, choices):
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
        self._made: set[str] = set()  # namespaces that this apply made

    def apply(self, one: Wanted) -> Result:
        """One object. It is looked at once more, since the cluster may have changed since the dry run."""
        try:
            step = self._step(one)
        except ClusterProblem as problem:
            return Result(one, Outcome.FAILED, problem=problem)
        if step.action is Action.NOTHING:
            return self._result(step, Outcome.UNCHANGED, step.before)
        if step.action is Action.RECREATE and one.key in self._choices.recreate:
            return self._recreated(step)
        if step.action not in (Action.CREATE, Action.CHANGE):
            return self._failed(step, step.problem)
        return self._applied(step)

    def _step(self, one: Wanted) -> Step:
        """What applying it comes to. A namespace just made gets its service account a moment later: that is awaited."""
        until = time.monotonic() + ACCOUNT_WITHIN
        while True:
            step = self._trial.step(one)
            waiting = step.namespace in self._made and step.problem is not None and _no_account(step.problem)
            if not waiting or time.monotonic() > until:
                return step
            time.sleep(0.2)

    def _applied(self, step: Step) -> Result:
        try:
            answer = self._trial.send(step, dry=False)
        except ClusterProblem as problem:
            return self._failed(step, problem, unsure=_lost(problem))
        outcome = Outcome.CREATED if answer.status == CREATED else Outcome.CHANGED
        if step.wanted.kind == "Namespace" and outcome is Outcome.CREATED:
            self._made.add(step.wanted.name)
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
            return self._failed(step, problem, deleted=gone, unsure=_lost(problem))
        return self._result(step, Outcome.RECREATED, answer.body, answer.warnings)

    @staticmethod
    def _result(step: Step, outcome: Outcome, after: Any, warnings: tuple[str, ...] = ()) -> Result:
        return Result(step.wanted, outcome, step.resource, step.namespace, step.before, after, warnings, step)

    @staticmethod
    def _failed(
        step: Step, problem: ClusterProblem | None, *, deleted: bool = False, unsure: bool = False
    ) -> Result:
        return Result(
            step.wanted,
            Outcome.FAILED,
            step.resource,
            step.namespace,
            step.before,
            step.after,
            step=step,
            problem=problem,
            deleted=deleted,
            unsure=unsure,
        )


def _lost(problem: ClusterProblem) -> bool:
    """Whether the request may have been carried out although its answer says nothing of it."""
    return problem.kind in (Kind.SLOW, Kind.CUT, Kind.GARBAGE) or problem.status == 504


def _no_account(problem: ClusterProblem) -> bool:
    return problem.kind is Kind.FORBIDDEN and "error looking up service account" in problem.words


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


_STILL_THERE = gettext_noop("%(name)s is still being deleted; apply again when it is gone.")
