"""A workload can make progress when it is updated

A rolling update needs room: maxSurge and maxUnavailable cannot both be zero, and a DaemonSet has one of the two.
Recreate and OnDelete take no settings of a rolling update. The deadline of a Deployment for progress is later
than the time a pod must be ready.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pods.domain.findings import Context, Flaw, rule
from pods.domain.rollouts import faults
from pods.domain.severity import Severity


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Flaw]:
    for found, _ in context.known:
        spec = found.raw.get("spec")
        for fault in faults(found.kind, spec) if isinstance(spec, Mapping) else ():
            path = f"{found.path}.spec.{fault.path}".lstrip(".")
            yield Flaw(found.document, path, fault.message, fault.help, rejected_by_api=True)
