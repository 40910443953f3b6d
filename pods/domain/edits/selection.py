"""Labels as the API server takes them, and which of them tell a workload's or a Service's pods from others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pods.domain import names
from pods.domain.edits import accepted
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Pod
from pods.domain.messages import gettext_noop, say
from pods.domain.network.services import selects

# The labels people select by, the first set of which the first is there. Versions and tiers change; these stay.
_TELLING = (("app.kubernetes.io/name", "app.kubernetes.io/instance"), ("app",), ("k8s-app",), ("name",))
_NAME = "app"


def chosen(pod: Pod, selector: Mapping[str, str] | None) -> dict[str, str]:
    """The labels to select the pod by: those asked for, else those of its own that stay, else `app` with its name.

    Raises EditRefused.
    """
    if selector is not None:
        if not selector:
            raise EditRefused(say(_EMPTY))
        sound_labels(selector)
        return dict(selector)
    for keys in _TELLING:
        if pod.labels.get(keys[0]):
            return {key: pod.labels[key] for key in keys if key in pod.labels}
    return dict(pod.labels) or {_NAME: _value(pod.name)}


def governing_service(manifest: Manifest, pod: Pod) -> str:
    """The Service that gives the pods of a StatefulSet their names: the first headless one of the stream that selects
    them; that of the pod's own name where there is none yet.
    """
    headless = (o for o in manifest.objects if o.kind == "Service" and _is_headless(o.raw))
    return next((o.name for o in headless if o.name and selects(o, pod)), pod.name)


def _is_headless(service: Mapping[str, Any]) -> bool:
    return bool(paths.value_at(service, "spec.clusterIP") == "None")


def sound_labels(wanted: Mapping[str, str]) -> None:
    """Refuse keys and values that no label may have (FACTS G.1, 50)."""
    for key, value in wanted.items():
        accepted.sound(names.qualified(key))
        accepted.sound(names.label_value(value))


def sound_annotations(wanted: Iterable[str]) -> None:
    """Refuse keys that no annotation may have; letter case does not count there."""
    for key in wanted:
        accepted.sound(names.qualified(key.lower()))


def _value(name: str) -> str:
    """A name as a label's value, which has room for less."""
    return name[:63].rstrip("-.")


_EMPTY = gettext_noop("A selector without any label would select every pod; give it one, such as app.")
