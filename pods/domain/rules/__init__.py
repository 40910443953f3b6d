"""Every rule of the package, found by discovery, and what they find in a manifest."""

from __future__ import annotations

from collections.abc import Iterable

from pods.domain.facts import PodFacts
from pods.domain.findings import Finding
from pods.domain.manifest.manifest import Manifest, Problem


def findings(manifest: Manifest, pods: Iterable[PodFacts], kubernetes: str) -> tuple[Finding, ...]:
    """What the reader and all rules found, in the order of the text."""
    problems = manifest.problems if manifest.error is None else (manifest.error,)
    return tuple(sorted(map(_reading, problems), key=lambda f: (f.position.start, f.rule)))


def _reading(problem: Problem) -> Finding:
    return Finding(
        rule=problem.rule,
        severity=problem.severity,
        document=problem.document,
        path="",
        position=problem.position,
        message=problem.message,
        help=problem.help,
        rejected_by_api=problem.rejected_by_api,
    )
