"""A variable set twice keeps only its last value

The API server takes a second env entry of the same name with a warning and the last one wins; a later
apply may drop the other. Two volumes or ports of one name would be refused.
"""

from __future__ import annotations

from collections.abc import Iterator

from pods.domain import names
from pods.domain.findings import Context, Flaw, rule
from pods.domain.manifest import paths
from pods.domain.manifest.views import Container, EnvVar
from pods.domain.messages import gettext_noop, say
from pods.domain.severity import Severity


@rule(Severity.WARNING)
def check(context: Context) -> Iterator[Flaw]:
    for pod in context.manifest.pods:
        for container in pod.containers:
            for variable in _hiding(container):
                message = say(_TWICE, name=names.shown(variable.name), container=names.shown(container.name))
                at = paths.join(variable.path, "name")
                yield Flaw(pod.document, at, message, say(_TWICE_HELP))


def _hiding(container: Container) -> Iterator[EnvVar]:
    seen: set[str] = set()
    for variable in container.env:
        if variable.name in seen and variable.name:
            yield variable
        seen.add(variable.name)


_TWICE = gettext_noop("%(name)s is set before in %(container)s; only this last value counts.")
_TWICE_HELP = gettext_noop("Remove one of the two.")
