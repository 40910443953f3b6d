"""What was done in a cluster, as it is remembered: who, when, where, which text, what was chosen, and what came of it.

Most of it are applies; what rolls one back, deletions, restarts and scalings stand in the same log.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pods.domain.messages import Message
from pods.models.connection import NAME_LENGTH
from pods.models.revision import message_of

SILENCE = timedelta(seconds=30)  # a run that says nothing for so long has lost its server
KEPT = timedelta(hours=24)  # how long a run can be taken back
_COLUMN = 253


class Runs(models.QuerySet["ApplyRun"]):
    """What was done, as it is looked for."""

    def applies(self) -> Runs:
        """The applies alone."""
        return self.filter(deed=ApplyRun.Deed.APPLY)

    def running(self) -> Runs:
        """Those that something is being done for."""
        return self.filter(state=ApplyRun.State.RUNNING)

    def settle(self) -> None:
        """Mark what a killed server left, and forget what it takes to take back what was done long ago."""
        now = timezone.now()
        lost = self.running().filter(seen__lt=now - SILENCE)
        lost.update(state=ApplyRun.State.INTERRUPTED, ended=models.F("seen"))
        old = ApplyStep.objects.filter(run__in=self.filter(began__lt=now - KEPT)).exclude(sealed="")
        old.update(sealed="")


class ApplyRun(models.Model):
    """One apply of one design to one namespace of one cluster, or what else was done with its objects there."""

    class Deed(models.TextChoices):
        """What it was."""

        APPLY = "apply"
        DELETE = "delete"
        RESTART = "restart"
        SCALE = "scale"
        ROLLBACK = "rollback"

    class State(models.TextChoices):
        """How far it has come."""

        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        INTERRUPTED = "interrupted", _("interrupted")
        UNDONE = "undone", _("rolled back")
        HALF_UNDONE = "half undone", _("rolled back in part")

    deed = models.CharField(max_length=8, choices=Deed.choices, default=Deed.APPLY)
    design = models.ForeignKey("pods.Design", models.CASCADE, related_name="runs")
    number = models.PositiveIntegerField()
    takes_back = models.ForeignKey("self", models.CASCADE, null=True, related_name="rollbacks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    connection = models.ForeignKey("pods.Connection", models.SET_NULL, null=True, related_name="runs")
    # As it was then: a connection can be renamed and deleted.
    cluster = models.CharField(max_length=NAME_LENGTH)
    server = models.CharField(max_length=500, blank=True)
    namespace = models.CharField(max_length=63)
    revision = models.ForeignKey("pods.Revision", models.SET_NULL, null=True, related_name="+")
    choices = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=State.choices, default=State.RUNNING)
    began = models.DateTimeField(default=timezone.now)
    seen = models.DateTimeField(default=timezone.now)  # when its server last said that it is at it
    ended = models.DateTimeField(null=True)
    problem = models.JSONField(null=True)  # of the whole run: the cluster could not even be spoken to

    objects = Runs.as_manager()

    class Meta:
        ordering = ("design", "-number")
        constraints = (
            models.UniqueConstraint(fields=("design", "number"), name="one_apply_per_number"),
            models.UniqueConstraint(
                fields=("design", "server", "namespace"),
                condition=models.Q(state="running"),
                name="one_apply_at_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.design_id}#{self.number} {self.deed} in {self.cluster}/{self.namespace}: {self.state}"

    @property
    def active(self) -> bool:
        """Whether something is still being done."""
        return self.state == self.State.RUNNING

    @property
    def said(self) -> Message | None:
        """What went wrong with the whole of it, in words."""
        return message_of(self.problem) if self.problem else None

    @property
    def can_be_undone(self) -> bool:
        """Whether there is something to take back, and it is still known how. It takes a connection, too."""
        if self.active or self.state == self.State.UNDONE or any(b.active for b in self.rollbacks.all()):
            return False
        fresh = timezone.now() - self.began < KEPT
        return fresh and any(step.sealed and not step.is_undone for step in self.steps.all())


class ApplyStep(models.Model):
    """One object of what was done. No value of a Secret is stored but in `sealed`, which goes after a day."""

    WAITING = "waiting"
    DOING = "doing"

    run = models.ForeignKey(ApplyRun, models.CASCADE, related_name="steps")
    place = models.PositiveIntegerField()
    kind = models.CharField(max_length=_COLUMN)
    name = models.CharField(max_length=_COLUMN)
    namespace = models.CharField(max_length=_COLUMN, blank=True)
    line = models.PositiveIntegerField(default=0)  # of the revision's text; 0 for what is not in it
    outcome = models.CharField(max_length=12, default=WAITING)
    unsure = models.BooleanField(default=False)
    deleted = models.BooleanField(default=False)
    problem = models.JSONField(null=True)
    complaints = models.JSONField(default=list)  # [line, words]
    warnings = models.JSONField(default=list)
    changes = models.JSONField(default=list)  # [path, old, new]
    taken = models.JSONField(default=list)  # [manager, path] of what somebody else managed before
    undone = models.CharField(max_length=12, blank=True)
    undone_problem = models.JSONField(null=True)
    sealed = models.TextField(blank=True)  # the object before and after

    class Meta:
        ordering = ("run", "place")
        constraints = (models.UniqueConstraint(fields=("run", "place"), name="one_step_per_place"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.name}: {self.outcome}"

    @property
    def said(self) -> Message | None:
        """Why it failed, in words."""
        return message_of(self.problem) if self.problem else None

    @property
    def explained(self) -> bool:
        """Whether its complaints say all that its problem says."""
        return any(words for _line, words in self.complaints)

    @property
    def is_undone(self) -> bool:
        """Whether it was taken back."""
        return self.undone not in ("", "failed")

    @property
    def undone_said(self) -> Message | None:
        """Why it could not be taken back, in words."""
        return message_of(self.undone_problem) if self.undone_problem else None
