"""Where a design is applied: what its user chose, now or the last time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import QueryDict

from pods.forms.applying import ChoicesForm, TargetForm
from pods.models import Connection, Design
from pods.models.noting import Target
from pods.views.access import Request

if TYPE_CHECKING:
    from pods.cluster.apply.plan import Choices

_REMEMBERED = "apply_to"  # in the session: for each design the connection and the namespace looked at last


@dataclass(frozen=True)
class Where:
    """A connection and a namespace in its cluster."""

    connection: Connection
    namespace: str

    @property
    def query(self) -> str:
        """The address' query that means it."""
        return "?" + urlencode({"connection": self.connection.pk, "namespace": self.namespace})

    @property
    def target(self) -> Target:
        """What is noted down of it."""
        return Target(self.connection.name, self.connection.place, self.namespace, self.connection)


def where(form: TargetForm) -> Where:
    """The place that a valid form means."""
    return Where(form.cleaned_data["connection"], form.cleaned_data["namespace"])


def choices(form: ChoicesForm) -> Choices:
    """What a valid form decides."""
    from pods.cluster.apply.plan import Choices

    return Choices(
        take_over=form.ways("take"),
        leave=form.ways("leave"),
        recreate=form.cleaned_data["recreate"],
        create_namespace=form.cleaned_data["create"],
    )


def target_form(request: Request, design: Design) -> TargetForm:
    """The form for the place: as the address says it, else as it was the last time, else the first connection."""
    said: QueryDict | Mapping[str, Any] = request.GET
    if "connection" not in said:
        said = last(request, design)
    elif "namespace" not in said:
        said = {"connection": said["connection"], "namespace": _default(request, str(said["connection"]))}
    return TargetForm(request.user, said)


def remember(request: Request, design: Design, place: Where) -> None:
    """Offer this place the next time."""
    kept = dict(request.session.get(_REMEMBERED) or {})
    now = [place.connection.pk, place.namespace]
    if kept.get(str(design.pk)) != now:
        request.session[_REMEMBERED] = kept | {str(design.pk): now}


def last(request: Request, design: Design) -> Mapping[str, Any]:
    """Where it was looked at or applied last, else the first connection; empty without any."""
    mine = Connection.objects.of(request.user)
    known = (request.session.get(_REMEMBERED) or {}).get(str(design.pk))
    if known is None:
        run = design.runs.order_by("-number").first()
        known = [run.connection_id, run.namespace] if run and run.connection_id else None
    if known is not None and mine.filter(pk=known[0]).exists():
        return {"connection": known[0], "namespace": known[1]}
    first = mine.first()
    return {"connection": first.pk, "namespace": first.namespace} if first else {}


def _default(request: Request, connection: str) -> str:
    if not (connection.isascii() and connection.isdigit() and len(connection) < 18):
        return ""
    found = Connection.objects.of(request.user).filter(pk=connection).first()
    return found.namespace if found else ""
