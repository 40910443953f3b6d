"""Every container has a name of its own, and a valid one

The name is a DNS label: lower-case letters, digits and -, at most 63. It is unique over containers, init
containers and ephemeral containers together, because logs, exec and the status of the pod are found by
it.
"""

from __future__ import annotations

from collections.abc import Iterator

from pods.domain import names
from pods.domain.findings import Context, Flaw, rule
from pods.domain.manifest import paths
from pods.domain.manifest.views import Container, Pod
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.severity import Severity


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Flaw]:
    for pod in context.pods:
        first: dict[str, Container] = {}
        for container in pod.containers:
            yield from _flaws(pod, container, first.get(container.name))
            first.setdefault(container.name, container)


def _flaws(pod: Pod, container: Container, first: Container | None) -> Iterator[Flaw]:
    written = container.raw.get("name")
    if not isinstance(written, str | None):
        return  # the rule `schema` says so
    if not written:
        yield _flaw(pod, container, say(_MISSING), say(_MISSING_HELP))
        return
    wrong = names.label(written)
    if wrong is not None:
        yield _flaw(pod, container, wrong, say(_WRONG_HELP))
    if first is not None:
        message = say(_TWICE, name=names.shown(written), line=first.line)
        yield _flaw(pod, container, message, say(_TWICE_HELP))


def _flaw(pod: Pod, container: Container, message: Message, help_: Message) -> Flaw:
    return Flaw(pod.document, paths.join(container.path, "name"), message, help_, rejected_by_api=True)


_MISSING = gettext_noop("The container has no name.")
_MISSING_HELP = gettext_noop("Give it a name that no other container of the pod has.")
_WRONG_HELP = gettext_noop("Choose a name such as web or log-shipper.")
_TWICE = gettext_noop("A container named %(name)s is there already, on line %(line)d.")
_TWICE_HELP = gettext_noop("Rename one of the two; init containers count too.")
