"""The names and the namespace of the object that holds the pod and of those beside it, with what refers to them.

FACTS E.2; G.1, 51.
"""

from __future__ import annotations

from collections.abc import Sequence

from pods.domain import names
from pods.domain.edits import accepted
from pods.domain.edits.batch import made
from pods.domain.edits.fields import set_field
from pods.domain.edits.mentions import scalers
from pods.domain.edits.name_places import NAMED, name_places
from pods.domain.edits.optional import put_optional, putting_optional
from pods.domain.edits.put import put, putting
from pods.domain.edits.records import same_pod, with_new_name
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Object, Pod
from pods.domain.messages import gettext_noop, say
from pods.domain.network.settings import same_namespace

__all__ = ["rename_beside", "rename_object", "set_namespace", "tied_objects"]

_NEWEST = 37  # the minor version of Kubernetes whose names fit everywhere
_MOST = 60  # objects that move together
# Kinds that stand in a namespace even where they do not say which.
_NAMESPACED = frozenset(
    [
        "Pod",
        "Deployment",
        "ReplicaSet",
        "StatefulSet",
        "DaemonSet",
        "ReplicationController",
        "Job",
        "CronJob",
        "Service",
        "ConfigMap",
        "Secret",
        "PersistentVolumeClaim",
        "ServiceAccount",
        "Role",
        "RoleBinding",
        "Ingress",
        "NetworkPolicy",
        "PodDisruptionBudget",
        "HorizontalPodAutoscaler",
        "VerticalPodAutoscaler",
        "ScaledObject",
        "ServiceMonitor",
        "PodMonitor",
        "LimitRange",
        "ResourceQuota",
    ]
)


def rename_object(manifest: Manifest, pod: Pod, name: str) -> Manifest:
    """Give the object that holds the pod another name, also where scalers name it. Raises EditRefused.

    It may be empty where the API server makes a name up (generateName). Records of patterns (`records`) that brought
    the object go along, whichever pod of its namespace keeps them.
    """
    owner = manifest.holder(pod)
    if name == owner.name:
        return manifest
    metadata = paths.join(owner.path, "metadata")
    at = paths.join(metadata, "name")
    if not name:
        if not manifest.value(pod.document, paths.join(metadata, "generateName")):
            raise EditRefused(say(_NO_NAME))
        return put_optional(manifest, pod.document, at, None)
    accepted.sound(names.of_object(owner.kind, name, _NEWEST))
    _refuse_taken(manifest, owner, name)
    scaled = [(found.document, path) for found, path in scalers(manifest, pod)]
    manifest = put(manifest, pod.document, at, name)
    for document, path in scaled:
        manifest = set_field(manifest, document, path, name)
    return _recorded(manifest, owner, name)


def rename_beside(manifest: Manifest, of: Object, name: str) -> Manifest:
    """Give an object beside the pods another name, also where pods and other objects name it (`name_places`).

    Records of patterns go along as in `rename_object`. Raises EditRefused.
    """
    if of.kind not in NAMED:
        raise EditRefused(say(_NOT_FOLLOWED, kind=of.kind))
    if name == of.name:
        return manifest
    if not name:
        raise EditRefused(say(_NO_NAME))
    accepted.sound(names.of_object(of.kind, name, _NEWEST))
    _refuse_taken(manifest, of, name)
    own = (of.document, paths.join(paths.join(of.path, "metadata"), "name"))
    plans = [putting(document, path, name) for document, path in (own, *name_places(manifest, of))]
    return _recorded(made(manifest, plans), of, name)


def set_namespace(manifest: Manifest, pod: Pod, namespace: str | None, *, along: bool = False) -> Manifest:
    """The namespace of the object that holds the pod; None leaves it to whoever applies it.

    With `along` the other objects of its namespace move, too (`tied_objects`). Raises EditRefused.
    """
    if namespace is not None:
        accepted.sound(names.label(namespace))
    moving = [manifest.holder(pod), *(tied_objects(manifest, pod) if along else ())]
    if len(moving) > _MOST:
        raise EditRefused(say(_TOO_MANY, most=_MOST))
    at = [(found.document, paths.join(paths.join(found.path, "metadata"), "namespace")) for found in moving]
    return made(manifest, [putting_optional(document, path, namespace) for document, path in at])


def tied_objects(manifest: Manifest, pod: Pod) -> Sequence[Object]:
    """The other objects of the stream in the pod's namespace, which would not find it in another one."""
    own = manifest.holder(pod)
    return [
        found
        for found in manifest.objects
        if (found.document, found.path) != (own.document, own.path)
        and same_namespace(pod, found)
        and (found.namespace or found.kind in _NAMESPACED)
    ]


def _recorded(manifest: Manifest, owner: Object, name: str) -> Manifest:
    """The manifest with every record of the renamed object brought into step."""
    for found in manifest.pods:
        pod = same_pod(manifest, found)
        if same_namespace(pod, owner):
            manifest = with_new_name(manifest, pod, owner.kind, owner.name, name)
    return manifest


def _refuse_taken(manifest: Manifest, owner: Object, name: str) -> None:
    key = (owner.api_version, owner.kind, name, owner.namespace)
    for found in manifest.objects:
        if (found.api_version, found.kind, found.name, found.namespace) == key:
            raise EditRefused(say(_TAKEN, kind=found.kind, name=name, line=found.line))


_NO_NAME = gettext_noop("The object needs a name, such as web or shop-backend.")
_TAKEN = gettext_noop("A %(kind)s named %(name)s is there already, on line %(line)d; choose another name.")
_NOT_FOLLOWED = gettext_noop("What names a %(kind)s is not known here; rename it in the text.")
_TOO_MANY = gettext_noop("More than %(most)d objects cannot move at once; edit their namespaces in the text.")
