"""Findings on a picture: one mark in the same corner of each thing that has any."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pods.domain.diagram.svg import element, text
from pods.domain.findings import Finding
from pods.domain.manifest.views import Pod

_ORDER = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Mark:
    """The worst severity among a thing's findings, and how many there are."""

    severity: str
    count: int


def marks(pod: Pod, findings: Iterable[Finding]) -> dict[str, Mark]:
    """The marks of a pod's containers and volumes, by their paths."""
    paths = [c.path for c in pod.containers] + [v.path for v in pod.volumes]
    found: dict[str, list[str]] = {}
    for finding in findings:
        if finding.document == pod.document:
            for path in _around(finding.path, paths):
                found.setdefault(path, []).append(finding.severity.value)
    return {path: Mark(min(said, key=_ORDER.index), len(said)) for path, said in found.items()}


def _around(path: str, things: Iterable[str]) -> list[str]:
    return [t for t in things if path == t or path.startswith((f"{t}.", f"{t}["))]


def mark(of: Mark | None, x: float, y: float) -> str:
    """The drawing of a mark around a point; nothing where there is nothing to say."""
    if of is None:
        return ""
    shown = "!" if of.count == 1 else str(min(of.count, 99))
    circle = element("circle", class_="mark", cx=x, cy=y, r=9)
    return element(
        "g", circle, text(x, y + 4, shown, "mark-text", "middle"), class_=f"findings sev-{of.severity}"
    )
