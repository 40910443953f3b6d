"""Every place of a stream whose value is the name of an object beside the pods (FACTS E.2, G.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Object
from pods.domain.network.settings import same_namespace

__all__ = ["NAMED", "name_places"]

NAMED = ("ConfigMap", "Secret", "PersistentVolumeClaim", "Service", "ServiceAccount")
_CONTAINERS = ("containers", "initContainers", "ephemeralContainers")
_ROUTES = ("HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute", "UDPRoute")
_WEBHOOKS = ("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration")
# Where a pod names objects of a kind, and where each of its containers does; `[*]` stands for every item.
_IN_PODS: Mapping[str, tuple[str, ...]] = {
    "ConfigMap": ("volumes[*].configMap.name", "volumes[*].projected.sources[*].configMap.name"),
    "Secret": (
        "imagePullSecrets[*].name",
        "volumes[*].secret.secretName",
        "volumes[*].projected.sources[*].secret.name",
        "volumes[*].csi.nodePublishSecretRef.name",
        "volumes[*].azureFile.secretName",
        *(
            f"volumes[*].{source}.secretRef.name"
            for source in ("cephfs", "flexVolume", "iscsi", "rbd", "scaleIO", "storageos")
        ),
    ),
    "PersistentVolumeClaim": ("volumes[*].persistentVolumeClaim.claimName",),
    "ServiceAccount": ("serviceAccountName", "serviceAccount"),
    "Service": ("subdomain",),
}
_IN_CONTAINERS: Mapping[str, tuple[str, ...]] = {
    "ConfigMap": ("env[*].valueFrom.configMapKeyRef.name", "envFrom[*].configMapRef.name"),
    "Secret": ("env[*].valueFrom.secretKeyRef.name", "envFrom[*].secretRef.name"),
}
# Where objects of the first kind name some of the second.
_IN_OBJECTS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("StatefulSet", "Service"): ("spec.serviceName",),
    ("Ingress", "Service"): (
        "spec.defaultBackend.service.name",
        "spec.rules[*].http.paths[*].backend.service.name",
    ),
    ("Ingress", "Secret"): ("spec.tls[*].secretName",),
    ("Gateway", "Secret"): ("spec.listeners[*].tls.certificateRefs[*].name",),
    ("Certificate", "Secret"): ("spec.secretName",),
    ("TriggerAuthentication", "Secret"): ("spec.secretTargetRef[*].name",),
    ("ServiceAccount", "Secret"): ("secrets[*].name", "imagePullSecrets[*].name"),
    ("RoleBinding", "ServiceAccount"): ("subjects[*].name",),
    ("ClusterRoleBinding", "ServiceAccount"): ("subjects[*].name",),
    ("PersistentVolumeClaim", "PersistentVolumeClaim"): ("spec.dataSource.name", "spec.dataSourceRef.name"),
    ("APIService", "Service"): ("spec.service.name",),
    **{(kind, "Service"): ("webhooks[*].clientConfig.service.name",) for kind in _WEBHOOKS},
    **{(kind, "Service"): ("spec.rules[*].backendRefs[*].name",) for kind in _ROUTES},
}


def name_places(manifest: Manifest, of: Object) -> Iterator[tuple[int, str]]:
    """The document and path of each, for an object of the kinds in NAMED; none where another one has the same name."""
    if not of.name or len([each for each in manifest.objects if _is_same(each, of)]) > 1:
        return
    for pod in manifest.pods:
        if same_namespace(pod, of):
            patterns = (*_IN_PODS.get(of.kind, ()), *_of_containers(of.kind))
            yield from ((pod.document, f"{pod.path}.{at}") for at in _named(pod.spec, patterns, of))
    for holder in manifest.objects:
        patterns = _IN_OBJECTS.get((holder.kind, of.kind), ())
        for at in _named(holder.raw, patterns, of, holder.namespace or "default"):
            yield holder.document, f"{holder.path}.{at}".removeprefix(".")


def _is_same(one: Object, of: Object) -> bool:
    spaces = {each.namespace or "default" for each in (one, of)}
    return (one.api_version, one.kind, one.name) == (of.api_version, of.kind, of.name) and len(spaces) == 1


def _of_containers(kind: str) -> Iterator[str]:
    for pattern in _IN_CONTAINERS.get(kind, ()):
        yield from (f"{containers}[*].{pattern}" for containers in _CONTAINERS)


def _named(value: Any, patterns: tuple[str, ...], of: Object, namespace: str | None = None) -> Iterator[str]:
    """The paths below a value that name the object; `namespace` is meant where a place does not say another one."""
    for pattern in patterns:
        for path, owner in _found(value, pattern.replace("[*]", ".*").split(".")):
            space = owner.get("namespace") or namespace or of.namespace or "default"
            if (
                owner[paths.steps(path)[-1]] == of.name
                and owner.get("kind", of.kind) == of.kind
                and space == (of.namespace or "default")
            ):
                yield path


def _found(value: Any, pattern: list[str], path: str = "") -> Iterator[tuple[str, Mapping[Any, Any]]]:
    """The paths that a pattern leads to, each with the mapping around it."""
    step, *rest = pattern
    if step == "*":
        for index, item in enumerate(value if isinstance(value, list) else []):
            yield from _found(item, rest, paths.join(path, index))
    elif isinstance(value, Mapping) and step in value:
        here = paths.join(path, step)
        yield from _found(value[step], rest, here) if rest else [(here, value)]
