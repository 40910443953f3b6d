"""Namespaces of the node go together only in some ways

shareProcessNamespace and hostPID exclude each other. hostUsers: false gives the pod users of its own and
excludes the network, process and IPC namespaces of the node. Many combinations that look odd are allowed:
hostNetwork with shareProcessNamespace, hostPID with hostNetwork.
"""

from __future__ import annotations

from collections.abc import Iterator

from pods.domain.findings import Context, Flaw, rule
from pods.domain.manifest import paths
from pods.domain.manifest.views import Pod
from pods.domain.messages import gettext_noop, say
from pods.domain.severity import Severity

_NODE = ("hostNetwork", "hostPID", "hostIPC")
# UserNamespacesSupport is on from 1.33; before that the field is dropped (FACTS 0.4, A.4).
_OWN_USERS = 33


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Flaw]:
    for pod in context.pods:
        if pod.spec.get("shareProcessNamespace") is True and pod.spec.get("hostPID") is True:
            yield _flaw(pod, "shareProcessNamespace", _BOTH, _BOTH_HELP)
        if pod.spec.get("hostUsers") is False and context.minor >= _OWN_USERS:
            for field in _NODE:
                if pod.spec.get(field) is True:
                    yield _flaw(pod, field, _USERS, _USERS_HELP)


def _flaw(pod: Pod, field: str, template: str, help_: str) -> Flaw:
    path = paths.join(pod.path, field)
    return Flaw(pod.document, path, say(template, field=field), say(help_), rejected_by_api=True)


_BOTH = gettext_noop("%(field)s and hostPID cannot both be true.")
_BOTH_HELP = gettext_noop("Keep hostPID only if the pod must see all processes of the node.")
_USERS = gettext_noop("%(field)s cannot be true while hostUsers is false.")
_USERS_HELP = gettext_noop("Remove one of the two.")
