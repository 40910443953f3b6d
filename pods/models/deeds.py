"""What is done with a design's objects besides applying them, in the same log: deletions, restarts, scalings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pods.cluster.access import AccessRefused
from pods.domain.messages import Message, say
from pods.models.apply_run import ApplyRun, ApplyStep
from pods.models.design import Design
from pods.models.noting import FAULT, Target, alive, end, noted
from pods.models.revision import stored

if TYPE_CHECKING:
    from pods.cluster.removal import Known


FAILED = "failed"


class Done:
    """What is being done; how it went with each object is said as soon as it is known."""

    def __init__(self, run: ApplyRun) -> None:
        self.run = run
        self._steps = list(run.steps.all())

    def went(
        self,
        place: int,
        outcome: str,
        *,
        problem: Message | None = None,
        changes: Sequence[Sequence[str]] = (),
    ) -> None:
        """Note down what became of one object; `changes` are path, old and new."""
        step = self._steps[place]
        step.outcome, step.problem, step.changes = outcome, stored(problem), [list(each) for each in changes]
        step.save(update_fields=("outcome", "problem", "changes"))

    def failed(self, problem: Message) -> None:
        """Note down that it failed at the first object of which nothing is known yet."""
        left = [place for place, step in enumerate(self._steps) if step.outcome == ApplyStep.DOING]
        for place in left[:1]:
            self.went(place, FAILED, problem=problem)

    @property
    def state(self) -> str:
        """How it ended, all in all."""
        failed = any(step.outcome in (ApplyStep.DOING, FAILED) for step in self._steps)
        return ApplyRun.State.FAILED if failed else ApplyRun.State.DONE


def gone(design: Design, target: Target, objects: Sequence[Known]) -> None:
    """Note down of what was told to go there that it is gone by now."""
    there = {"deed": ApplyRun.Deed.DELETE, "server": target.server, "namespace": target.namespace}
    going = ApplyStep.objects.filter(run__in=design.runs.filter(**there), outcome="going")
    for one in objects:
        going.filter(kind=one.kind, name=one.name, namespace=one.namespace).update(outcome="gone")


@contextmanager
def doing(
    deed: ApplyRun.Deed, design: Design, user_id: int | None, target: Target, objects: Sequence[Known]
) -> Iterator[Done]:
    """Note down something that is done to these objects, while it is done.

    Raises `NotBegun`; what the cluster refuses is noted down, and raised on.
    """
    from pods.cluster.problems import ClusterProblem

    run = ApplyRun(deed=deed, design=design, revision=design.newest, user_id=user_id)
    steps = [
        ApplyStep(kind=one.kind, name=one.name, namespace=one.namespace, outcome=ApplyStep.DOING)
        for one in objects
    ]
    done = Done(noted(run, target, steps))
    try:
        with alive(done.run):
            yield done
    except (AccessRefused, ClusterProblem) as refused:
        done.failed(refused.message)
        raise
    except BaseException:
        done.failed(say(FAULT))
        raise
    finally:
        end(done.run, done.state, None)
