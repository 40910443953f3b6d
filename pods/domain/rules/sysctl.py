"""Parameters of the kernel are named as the kernel names them

A sysctl is named by words joined by dots, such as net.core.somaxconn, and set once. With hostNetwork or
hostIPC those of the network or of IPC are the node's, and no pod may set them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pods.domain import names, sysctls
from pods.domain.findings import Context, Flaw, rule
from pods.domain.manifest.views import Pod
from pods.domain.messages import gettext_noop, say
from pods.domain.rules import requirements
from pods.domain.severity import Severity

# Before, only the kubelet refused them: the pod was made and failed (kubernetes#118705).
_API_REFUSES_SINCE = 29


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Flaw]:
    for pod in context.pods:
        security = pod.spec.get("securityContext")
        seen: set[str] = set()
        for at, entry in requirements.entries(security if isinstance(security, Mapping) else {}, "sysctls"):
            name = entry.get("name")
            if isinstance(name, str | None):
                yield from _flaws(pod, f"{at}.name", name or "", seen, context.minor)
                seen.add(name or "")


def _flaws(pod: Pod, at: str, name: str, seen: set[str], minor: int) -> Iterator[Flaw]:
    refused = True
    if not name:
        message, help_ = say(_MISSING), say(_NAME_HELP)
    elif not sysctls.is_name(name):
        message, help_ = say(_WRONG, name=names.shown(name)), say(_NAME_HELP)
    elif name in seen:
        message, help_ = say(_TWICE, name=names.shown(name)), say(_TWICE_HELP)
    elif field := sysctls.taken(name, pod.spec):
        message, help_ = say(_OF_NODE, name=names.shown(name), field=field), say(_OF_NODE_HELP, field=field)
        refused = minor >= _API_REFUSES_SINCE
    else:
        return
    yield Flaw(pod.document, f"{pod.path}.securityContext.{at}", message, help_, rejected_by_api=refused)


_MISSING = gettext_noop("The sysctl has no name.")
_WRONG = gettext_noop("“%(name)s” is no name of a sysctl.")
_NAME_HELP = gettext_noop("Write a name such as net.core.somaxconn.")
_TWICE = gettext_noop("The sysctl %(name)s is set twice.")
_TWICE_HELP = gettext_noop("Keep one of the two.")
_OF_NODE = gettext_noop("With %(field)s the sysctl %(name)s is the node's and cannot be set.")
_OF_NODE_HELP = gettext_noop("Remove the sysctl, or %(field)s.")
