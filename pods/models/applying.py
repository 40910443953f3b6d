"""Carrying out an apply: what becomes of each object is written down as soon as it is known."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connections

from pods.cluster.access import AccessRefused
from pods.domain.manifest import reader
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.models.apply_run import ApplyRun, ApplyStep
from pods.models.connection import Connection, seal
from pods.models.design import Design
from pods.models.noting import COLUMN, FAULT, NotBegun, Target, alive, end, noted
from pods.models.revision import Revision, stored

if TYPE_CHECKING:
    from pods.cluster.api import Api
    from pods.cluster.apply.doing import Result
    from pods.cluster.apply.plan import Choices
    from pods.cluster.apply.undoing import Undone

_MOST_SAID = 40  # complaints and warnings kept of one object
_log = logging.getLogger("podwright")


def begin(
    design: Design, revision: Revision, user_id: int | None, target: Target, choices: Choices
) -> ApplyRun:
    """Note down an apply that is about to be carried out, with all its objects.

    Raises `NotBegun` where the same design is being applied to the same place already.
    """
    from pods.cluster.apply.plan import in_order
    from pods.cluster.apply.wanted import wanted

    objects = in_order(wanted(_read(revision)), target.namespace, choices)
    steps = [
        ApplyStep(kind=one.kind, name=one.name, namespace=one.namespace, line=one.line) for one in objects
    ]
    apply = ApplyRun(design=design, revision=revision, user_id=user_id, choices=choices.plain())
    return noted(apply, target, steps)


def carry_out(run: ApplyRun, api: Callable[[], Api]) -> Iterator[ApplyStep]:
    """Apply every object in turn, and give each as it is written down. Raises nothing that the cluster does."""
    from pods.cluster.apply.doing import Outcome, apply
    from pods.cluster.apply.plan import Choices
    from pods.cluster.apply.wanted import wanted

    with _at_it(run) as ending:
        assert run.revision is not None
        manifest = _read(run.revision)
        steps = list(run.steps.all())
        _doing(steps, 0)
        client = api()
        for place, result in enumerate(
            apply(client, wanted(manifest), run.namespace, Choices.of(run.choices))
        ):
            _record(steps[place], result, manifest)
            _doing(steps, place + 1)
            yield steps[place]
        failed = any(step.outcome in (Outcome.FAILED, Outcome.SKIPPED) for step in steps)
        ending.state = ApplyRun.State.FAILED if failed else ApplyRun.State.DONE


def begin_undoing(run: ApplyRun, connection: Connection, user_id: int | None) -> ApplyRun:
    """Note down that an apply is about to be taken back through this connection, which is a run of its own.

    Raises `NotBegun` where there is nothing to take back, or something is being done there already.
    """
    ApplyRun.objects.settle()
    if not run.can_be_undone:
        raise NotBegun(say(_CANNOT))
    steps = [
        ApplyStep(kind=one.kind, name=one.name, namespace=one.namespace, line=one.line)
        for one in reversed(_to_undo(run))
    ]
    deed = ApplyRun.Deed.ROLLBACK
    rollback = ApplyRun(deed=deed, design=run.design, revision=run.revision, user_id=user_id, takes_back=run)
    return noted(rollback, Target(connection.name, connection.place, run.namespace, connection), steps)


def take_back(rollback: ApplyRun, api: Callable[[], Api]) -> Iterator[ApplyStep]:
    """Roll back what an apply did, the last object first."""
    from pods.cluster.apply.undoing import roll_back

    with _at_it(rollback) as ending:
        assert rollback.takes_back is not None
        steps, own = _to_undo(rollback.takes_back), list(rollback.steps.all())
        client = api()
        for place, undone in enumerate(roll_back(client, _results(steps))):
            _record_undone(steps[-1 - place], own[place], undone)
            _mark_undone(rollback.takes_back)
            yield own[place]
        if all(step.is_undone for step in steps):
            ending.state = ApplyRun.State.DONE


def _to_undo(run: ApplyRun) -> list[ApplyStep]:
    """What of an apply can still be taken back."""
    return [step for step in run.steps.exclude(sealed="") if not step.is_undone]


def _mark_undone(run: ApplyRun) -> None:
    """Say of an apply how much of it was taken back by now."""
    if run.steps.exclude(undone__in=("", "failed")).exists():
        run.state = ApplyRun.State.HALF_UNDONE if _to_undo(run) else ApplyRun.State.UNDONE
        run.save(update_fields=("state",))


def in_background(steps: Iterator[ApplyStep]) -> None:
    """Do it in a thread of this process, which ends with the process: what is left is then `interrupted`."""
    threading.Thread(target=_to_the_end, args=(steps,), name="apply", daemon=True).start()


def _to_the_end(steps: Iterable[ApplyStep]) -> None:
    try:
        deque(steps, maxlen=0)
    finally:
        connections.close_all()


@dataclass
class _Ending:
    state: str = ApplyRun.State.FAILED
    problem: Message | None = None


@contextmanager
def _at_it(run: ApplyRun) -> Iterator[_Ending]:
    """Whatever happens, say at the end how it ended."""
    ending = _Ending()
    try:
        with alive(run):
            yield ending
    except AccessRefused as refused:
        ending.problem = refused.message
    except Exception as error:  # it must not stay `running`, and what it says may hold secrets
        _log.error("apply %d failed: %s", run.pk, type(error).__name__)
        ending.problem = say(FAULT)
    finally:
        end(run, ending.state, ending.problem)


def _read(revision: Revision) -> Manifest:
    return reader.read(revision.text, settings.PODWRIGHT_LIMITS)


def _doing(steps: list[ApplyStep], place: int) -> None:
    """Note down which object is next: should the server be killed now, nobody knows what became of it."""
    if place < len(steps):
        steps[place].outcome = ApplyStep.DOING
        steps[place].save(update_fields=("outcome",))


def _record(step: ApplyStep, result: Result, manifest: Manifest) -> None:
    from pods.cluster.apply.hiding import told_of, uncovered
    from pods.cluster.apply.showing import changes
    from pods.cluster.apply.wanted import complaints

    one, problem = result.wanted, result.problem
    step.outcome, step.namespace = result.outcome, result.namespace[:COLUMN]
    step.unsure, step.deleted = result.unsure, result.deleted
    step.warnings = [uncovered(words, one.value) for words in result.warnings[:_MOST_SAID]]
    if problem is not None:
        step.problem = stored(told_of(problem.message, one.value))
        said = complaints(manifest, one, problem)
        step.complaints = [[c.position.line, uncovered(c.words, one.value)] for c in said[:_MOST_SAID]]
    elif result.step is not None and result.outcome != "unchanged":
        done = replace(result.step, after=result.after)
        step.changes = [[change.path, change.old, change.new] for change in changes(done)]
        step.taken = [[name[:COLUMN], path] for name, path in result.taken[:_MOST_SAID]]
    step.sealed = _sealed(result)
    step.save()


def _record_undone(step: ApplyStep, own: ApplyStep, undone: Undone) -> None:
    """Write it down at the object of the apply, and at that of the run that takes it back."""
    from pods.cluster.apply.hiding import told_of

    after: Mapping[str, Any] = undone.result.after or undone.result.before or {}
    problem = stored(told_of(undone.problem.message, after)) if undone.problem else None
    step.undone, step.undone_problem = undone.outcome, problem
    step.save(update_fields=("undone", "undone_problem"))
    own.outcome, own.problem = undone.outcome, problem
    own.save(update_fields=("outcome", "problem"))


def _sealed(result: Result) -> str:
    """What it takes to take the result back; "" where there is nothing to take back, or no key to seal it with."""
    done = result.outcome in ("created", "changed", "recreated")
    if result.resource is None or not (done or result.deleted or result.unsure):
        return ""
    resource = asdict(result.resource) | {"verbs": sorted(result.resource.verbs)}
    kept = {"resource": resource, "before": result.before, "after": result.after, "name": result.wanted.name}
    with suppress(AccessRefused):
        return seal().close(kept)
    return ""


def _results(steps: list[ApplyStep]) -> list[Result]:
    return [_result(step) for step in steps]


def _result(step: ApplyStep) -> Result:
    """The result that was sealed. Raises `AccessRefused` where the key is another one by now."""
    from pods.cluster.apply.doing import Outcome, Result
    from pods.cluster.apply.wanted import Wanted
    from pods.cluster.resources import Resource

    kept = seal().open(step.sealed)
    resource = Resource(**kept["resource"] | {"verbs": frozenset(kept["resource"]["verbs"])})
    one = Wanted(-1, "", step.line, resource.api_version, resource.kind, kept["name"], step.namespace, {})
    return Result(
        one,
        Outcome(step.outcome),
        resource,
        step.namespace,
        kept["before"],
        kept["after"],
        deleted=step.deleted,
        unsure=step.unsure,
    )


_CANNOT = gettext_noop("There is nothing to roll back any more; what it would take is kept for a day.")
