"""Taking back what an apply did: objects deleted, put as they were, or made anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pods.cluster import managed
from pods.cluster.api import Api
from pods.cluster.apply.doing import Outcome, Result, delete
from pods.cluster.apply.plan import MANAGER
from pods.cluster.cleaning import bare, clean
from pods.cluster.problems import ClusterProblem, Kind
from pods.domain.messages import gettext_noop, say

_MODIFIED = 409  # the status of a PUT over a version that is not the newest any more
_TRIES = 5


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
    resource, before = result.resource, result.before
    if resource is None or not (result.deleted or result.unsure or result.outcome in _DONE):
        return Undoing.NOTHING
    path = resource.path(result.namespace, result.wanted.name)
    if result.outcome is Outcome.FAILED:
        return _undo_half(api, path, result)
    if result.outcome is Outcome.CHANGED:
        return _restore(api, path, result)
    if result.after is not None:
        delete(api, resource, result.namespace, result.after)
    return Undoing.DELETED if before is None else _made_anew(api, path, before)


def _undo_half(api: Api, path: str, result: Result) -> Undoing:
    """Take back what failed in the middle, whatever of it was done: that is looked at now."""
    live, before = _there(api, path), result.before
    if before is None:
        if live is None or not _ours(live) or result.resource is None:
            return Undoing.NOTHING
        delete(api, result.resource, result.namespace, live)
        return Undoing.DELETED
    if live is None:
        return _made_anew(api, path, before)
    if _uid(live) != _uid(before):
        raise ClusterProblem(Kind.CONFLICT, say(_CHANGED_SINCE, name=result.wanted.name))
    return Undoing.NOTHING if _generation(live) == _generation(before) else _restore(api, path, result)


def _there(api: Api, path: str) -> dict[str, Any] | None:
    try:
        live: dict[str, Any] = api.get(path).body
    except ClusterProblem as problem:
        if problem.kind is Kind.NOT_FOUND:
            return None
        raise
    return live


def _ours(live: Mapping[str, Any]) -> bool:
    return any(manager.name == MANAGER and manager.applies for manager in managed.managers(live))


def _made_anew(api: Api, path: str, before: Mapping[str, Any]) -> Undoing:
    api.apply(path, clean(before), {"fieldManager": MANAGER, "force": True})
    return Undoing.MADE_ANEW


_DONE = (Outcome.CREATED, Outcome.CHANGED, Outcome.RECREATED)


def _restore(api: Api, path: str, result: Result, tries: int = _TRIES) -> Undoing:
    """Put the object as it was in the place of what the apply left, and give its fields back to who managed them.

    Controllers write into it all the time, also between our look and our answer, which is then given once more; what
    matters is whether somebody changed what it asks for.
    """
    try:
        return _put_back(api, path, result)
    except ClusterProblem as problem:
        if problem.status != _MODIFIED or tries == 1:
            raise
    return _restore(api, path, result, tries - 1)


def _put_back(api: Api, path: str, result: Result) -> Undoing:
    before, after, name = result.before, result.after, result.wanted.name
    if before is None or after is None:
        raise ClusterProblem(Kind.FORBIDDEN, say(_UNKNOWN, name=name))
    live = api.get(path).body
    if _uid(live) != _uid(before) or _generation(live) != _generation(after):
        raise ClusterProblem(Kind.CONFLICT, say(_CHANGED_SINCE, name=name))
    metadata = dict(before["metadata"]) | {"resourceVersion": live["metadata"]["resourceVersion"]}
    whole = {key: value for key, value in before.items() if key != "status"} | {"metadata": metadata}
    api.request("PUT", path, {"fieldManager": MANAGER}, whole, "application/json")
    # A PUT makes its sender the manager of what it changes, whatever it says; a patch of nothing else does not.
    api.merge(path, {"metadata": {"managedFields": before["metadata"].get("managedFields")}})
    return Undoing.RESTORED


def _generation(live: Mapping[str, Any]) -> object:
    """What changes when somebody changes what an object asks for: its generation, or all of it where it has none."""
    return live["metadata"].get("generation") or bare(live)


def _uid(live: Mapping[str, Any]) -> object:
    return (live.get("metadata") or {}).get("uid")


_UNKNOWN = gettext_noop("What %(name)s was like before may not be read here; it was left as it is.")
_CHANGED_SINCE = gettext_noop("%(name)s was changed by somebody else since; it was left as it is.")
