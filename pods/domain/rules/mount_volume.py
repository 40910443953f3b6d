"""Every mount names a volume of the pod

volumeMounts and volumeDevices refer to volumes by name; in a StatefulSet its volumeClaimTemplates count
too. A container that mounts a volume the pod does not have is refused.
"""

from __future__ import annotations

from collections.abc import Iterator

from pods.domain import names
from pods.domain.findings import Context, Flaw, rule
from pods.domain.manifest import paths
from pods.domain.manifest.views import Mount, Pod
from pods.domain.messages import gettext_noop, say
from pods.domain.schema import guesses
from pods.domain.severity import Severity


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Flaw]:
    for pod in context.pods:
        known = {volume.name for volume in pod.volumes}
        for container in pod.containers:
            for mount in container.mounts:
                if not mount.volume or mount.volume not in known:
                    yield _flaw(pod, mount, known)


def _flaw(pod: Pod, mount: Mount, known: set[str]) -> Flaw:
    at = paths.join(mount.path, "name")
    if not mount.volume:
        return Flaw(pod.document, at, say(_MISSING), say(_MISSING_HELP), rejected_by_api=True)
    meant = guesses.closest(mount.volume, known)
    help_ = say(_ADD_HELP) if meant is None else say(_MEANT_HELP, meant=meant)
    return Flaw(pod.document, at, say(_UNKNOWN, name=names.shown(mount.volume)), help_, rejected_by_api=True)


_MISSING = gettext_noop("The mount does not name a volume.")
_MISSING_HELP = gettext_noop("Write the name of one of the pod's volumes.")
_UNKNOWN = gettext_noop("The pod has no volume named %(name)s.")
_ADD_HELP = gettext_noop("Add such a volume to the pod, or name one that is there.")
_MEANT_HELP = gettext_noop("Did you mean %(meant)s?")
