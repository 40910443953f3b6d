"""Where a design has been applied, and what was applied there once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings

from pods.domain.manifest import reader
from pods.domain.manifest.manifest import Manifest
from pods.forms.applying import TargetForm
from pods.models import Design, Revision
from pods.models.apply_run import ApplyRun
from pods.views.access import Request
from pods.views.applying.target import Where, target_form, where

if TYPE_CHECKING:
    from pods.cluster.removal import Known

_MOST_REVISIONS = 12


@dataclass(frozen=True, slots=True)
class Ground:
    """A design, its text, and where in which cluster it is looked at; `where` is None where that is not said well."""

    design: Design
    form: TargetForm
    where: Where | None
    manifest: Manifest

    def shown(self) -> dict[str, Any]:
        """What every page about it needs."""
        return {
            "design": self.design,
            "form": self.form,
            "where": self.where,
            "connections": self.form.fields["connection"].queryset.all(),  # type: ignore[attr-defined]
            "error": self.manifest.error,
            "objects": len(self.manifest.objects),
        }


def ground(request: Request, design: Design) -> Ground:
    """The place that a request names, else the one that was looked at last."""
    form = (
        TargetForm(request.user, request.POST) if request.method == "POST" else target_form(request, design)
    )
    place = where(form) if form.is_bound and form.is_valid() else None
    return Ground(design, form, place, read(design.newest))


def read(revision: Revision) -> Manifest:
    """What a text says, within the limits of this installation."""
    return reader.read(revision.text, settings.PODWRIGHT_LIMITS)


def last_place(design: Design) -> Where | None:
    """Where the design was applied last and something came of it; None where that connection is there no more."""
    mine = ApplyRun.objects.applies().filter(design=design, connection__owner=design.owner_id)
    runs = mine.exclude(state=ApplyRun.State.UNDONE)
    run = runs.select_related("connection").order_by("-number").first()
    return Where(run.connection, run.namespace) if run and run.connection else None


def once_applied(design: Design, place: Where) -> tuple[Known, ...]:
    """Every object that the design's applies to that place were about, whatever came of it."""
    return tuple(dict.fromkeys(_once_applied(design, place)))


def _once_applied(design: Design, place: Where) -> Iterator[Known]:
    from pods.cluster.apply.wanted import wanted
    from pods.cluster.removal import Known

    at = {"server": place.target.server, "namespace": place.namespace}
    runs = ApplyRun.objects.applies().filter(design=design, **at)
    numbers = runs.exclude(revision=None).order_by("-number").values_list("revision", flat=True)
    for revision in Revision.objects.filter(pk__in=list(dict.fromkeys(numbers))[:_MOST_REVISIONS]):
        for one in wanted(read(revision)):
            yield Known.of(one, place.namespace)
