"""Noting down what is done in a cluster: before it begins, while it goes on, and how it ended."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import IntegrityError, connections, transaction
from django.db.models import Max
from django.utils import timezone

from pods.domain.messages import Message, gettext_noop, say
from pods.models.apply_run import ApplyRun, ApplyStep
from pods.models.connection import Connection
from pods.models.revision import stored

BEAT = 5.0  # seconds between two signs of life
MOST_AT_ONCE = 8  # runs of one user
COLUMN = 253


class NotBegun(Exception):
    """What was not even begun; `message` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


@dataclass(frozen=True, slots=True)
class Target:
    """Where something is done. Without a connection it was reached from the command line."""

    cluster: str
    server: str  # as `Connection.place` says it
    namespace: str
    connection: Connection | None = None


def noted(run: ApplyRun, target: Target, steps: Sequence[ApplyStep]) -> ApplyRun:
    """Store a run that is about to begin there, with all its objects.

    Raises `NotBegun` where something is being done with the same design at the same place already.
    """
    ApplyRun.objects.settle()
    if ApplyRun.objects.running().filter(user=run.user_id).count() >= MOST_AT_ONCE:
        raise NotBegun(say(_MANY))
    run.cluster, run.server, run.namespace = target.cluster, target.server, target.namespace
    run.connection = target.connection
    for place, step in enumerate(steps):
        step.run, step.place = run, place
        step.kind, step.name, step.namespace = (
            text[:COLUMN] for text in (step.kind, step.name, step.namespace)
        )
    try:
        with transaction.atomic():
            last = ApplyRun.objects.filter(design=run.design_id).aggregate(last=Max("number"))["last"]
            run.number = (last or 0) + 1
            run.save()
            ApplyStep.objects.bulk_create(steps)
    except IntegrityError:
        raise NotBegun(say(RUNNING)) from None
    return run


@contextmanager
def alive(run: ApplyRun) -> Iterator[None]:
    """Say regularly that somebody is at it, so that it does not count as interrupted."""
    over = threading.Event()
    threading.Thread(target=_beat, args=(run.pk, over), name="apply beat", daemon=True).start()
    try:
        yield
    finally:
        over.set()


def _beat(run_id: int, over: threading.Event) -> None:
    try:
        while not over.wait(BEAT):
            ApplyRun.objects.filter(pk=run_id).update(seen=timezone.now())
    finally:
        connections.close_all()


def end(run: ApplyRun, state: str, problem: Message | None) -> None:
    """Store how it ended. What was not come to was not begun."""
    run.steps.filter(outcome=ApplyStep.DOING).update(outcome=ApplyStep.WAITING)
    run.state, run.ended, run.problem = state, timezone.now(), stored(problem)
    run.save(update_fields=("state", "ended", "problem"))


RUNNING = gettext_noop(
    "Something is being done with this design in this namespace just now; wait until that has ended."
)
_MANY = gettext_noop("Too much of yours is being done in clusters just now; wait until some of it has ended.")
FAULT = gettext_noop("Podwright itself failed here; look at the cluster again before you go on.")
