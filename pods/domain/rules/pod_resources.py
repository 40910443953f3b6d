"""Resources of the pod as a whole cover those of its containers

Resources at pod level name cpu, memory and huge pages only. What the pod requests is at least what its
containers request together, and at most its own limit; no container has a limit above that of the pod.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pods.domain import names, resources
from pods.domain.findings import Context, Flaw, rule
from pods.domain.manifest import paths
from pods.domain.manifest.views import ContainerKind, Pod
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.severity import Severity

_KNOWN = 34  # PodLevelResources is on; before that the field is dropped (FACTS 0.4)

Wrong = tuple[str, Message, Message]  # path below the pod spec, message, help


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Flaw]:
    if context.minor < _KNOWN:
        return
    for pod in context.pods:
        own = pod.spec.get("resources")
        if isinstance(own, Mapping):
            limits = resources.amounts(own.get("limits"))
            requests = resources.amounts(own.get("requests"))
            for step, message, help_ in (
                *_names("limits", limits),
                *_names("requests", requests),
                *_requests(pod, requests, limits),
                *_containers(pod, limits),
            ):
                yield Flaw(pod.document, f"{pod.path}.{step}", message, help_, rejected_by_api=True)


def _names(field: str, amounts: resources.Amounts) -> Iterator[Wrong]:
    for name in amounts:
        if not resources.is_of_pods(name):
            path = paths.join(f"resources.{field}", name)
            yield path, say(_UNSUPPORTED, name=names.shown(name)), say(_UNSUPPORTED_HELP)


def _requests(pod: Pod, requests: resources.Amounts, limits: resources.Amounts) -> Iterator[Wrong]:
    # A template keeps its containers' requests as written; only in a Pod a limit stands in for a missing one.
    together = resources.requested(pod, completed=pod.kind == "Pod")
    for name, request in requests.items():
        path = paths.join("resources.requests", name)
        if name in together and request.nano < together[name].nano:
            message = say(_BELOW, name=name, request=str(request), together=str(together[name]))
            yield path, message, say(_BELOW_HELP)
        if name in limits and request.nano > limits[name].nano:
            yield (
                path,
                say(_ABOVE, name=name, request=str(request), limit=str(limits[name])),
                say(_ABOVE_HELP),
            )


def _containers(pod: Pod, limits: resources.Amounts) -> Iterator[Wrong]:
    for container in pod.of_kind(ContainerKind.CONTAINER):
        for name, limit in resources.declared(container.raw).limits.items():
            if name in limits and limit.nano > limits[name].nano:
                path = paths.join(f"containers[{container.index}].resources.limits", name)
                yield (
                    path,
                    say(_CONTAINER, name=name, limit=str(limit), of_pod=str(limits[name])),
                    say(_ABOVE_HELP),
                )


_UNSUPPORTED = gettext_noop("“%(name)s” cannot be set for the pod as a whole.")
_UNSUPPORTED_HELP = gettext_noop("Set it on a container; a pod takes cpu, memory and huge pages.")
_BELOW = gettext_noop("The pod requests %(request)s of %(name)s, its containers %(together)s together.")
_BELOW_HELP = gettext_noop("Raise the pod's request to that of its containers, or remove it.")
_ABOVE = gettext_noop("The pod requests %(request)s of %(name)s, more than its limit of %(limit)s.")
_CONTAINER = gettext_noop("The limit for %(name)s, %(limit)s, is above the pod's limit of %(of_pod)s.")
_ABOVE_HELP = gettext_noop("Lower it, or raise the limit of the pod.")
