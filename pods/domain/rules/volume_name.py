"""Every volume has a name of its own, and a valid one

The name is a DNS label: lower-case letters, digits and -, at most 63. Mounts refer to it, so no two
volumes of a pod may share one. A volume with an invalid name does not exist for the mounts that name it.
"""

from __future__ import annotations

from collections.abc import Iterator

from pods.domain import names
from pods.domain.findings import Context, Flaw, rule
from pods.domain.manifest import paths
from pods.domain.manifest.views import Pod, Volume
from pods.domain.messages import gettext_noop, say
from pods.domain.severity import Severity


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Flaw]:
    for pod in context.pods:
        first: dict[str, Volume] = {}
        for volume in pod.volumes:
            # A claim template is an object of its own and replaces the volume of its name (FACTS H).
            if not volume.claim_template:
                yield from _flaws(pod, volume, first)


def _flaws(pod: Pod, volume: Volume, first: dict[str, Volume]) -> Iterator[Flaw]:
    at = paths.join(volume.path, "name")
    wrong = names.label(volume.name) if volume.name else say(_MISSING)
    if wrong is not None:
        yield Flaw(pod.document, at, wrong, say(_WRONG_HELP), rejected_by_api=True)
    elif volume.name in first:
        message = say(_TWICE, name=volume.name, line=first[volume.name].line)
        yield Flaw(pod.document, at, message, say(_TWICE_HELP), rejected_by_api=True)
    first.setdefault(volume.name, volume)


_MISSING = gettext_noop("The volume has no name.")
_WRONG_HELP = gettext_noop("Choose a name such as data or shared-logs.")
_TWICE = gettext_noop("A volume named %(name)s is there already, on line %(line)d.")
_TWICE_HELP = gettext_noop("Rename one of the two, or remove it.")
