"""Ephemeral containers come later

They are added to a running pod to look into it (kubectl debug). Neither a new Pod nor a template may have
any; what is read back from a cluster must lose them before it is applied.
"""

from __future__ import annotations

from collections.abc import Iterator

from pods.domain.findings import Context, Flaw, rule
from pods.domain.manifest import paths
from pods.domain.messages import gettext_noop, say
from pods.domain.severity import Severity


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Flaw]:
    for pod in context.pods:
        containers = pod.spec.get("ephemeralContainers")
        if isinstance(containers, list) and containers:
            path = paths.join(pod.path, "ephemeralContainers")
            yield Flaw(pod.document, path, say(_EARLY), say(_HELP), rejected_by_api=True)


_EARLY = gettext_noop("A pod cannot be created with ephemeral containers.")
_HELP = gettext_noop("Remove them; kubectl debug adds them to the running pod.")
