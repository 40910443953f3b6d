"""The live page of a design, and that of any pod or workload of a connection."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pods.models import Connection
from pods.views.access import Request, get_connection_or_404, get_design_or_404
from pods.views.applying.target import last
from pods.views.live.target import Target, subject_or_404
from pods.views.place import Place
from pods.views.workbench import workbench


@require_safe
@never_cache
def live(request: Request, design_id: int) -> HttpResponse:
    """A design as it runs in a cluster: its picture, and what the page asks of the cluster once it is there."""
    design = get_design_or_404(request, design_id)
    bench = workbench(design, Place.of(request.GET))
    target = Target.of(request, bench.shown, last(request, design))
    context = {
        "design": design,
        "bench": bench,
        "target": target,
        "subject": target.subject,
        "connection": target.connection,
        "connections": Connection.objects.of(request.user),
        "uid": request.GET.get("uid", "")[:64],
    }
    return render(request, "live/design.html", context)


@require_safe
@never_cache
def cluster_live(request: Request, connection_id: int, namespace: str, kind: str, name: str) -> HttpResponse:
    """Any pod or workload of a cluster."""
    connection = get_connection_or_404(request, connection_id)
    subject = subject_or_404(namespace, kind, name)
    context = {"connection": connection, "subject": subject, "uid": request.GET.get("uid", "")[:64]}
    return render(request, "live/object.html", context)
