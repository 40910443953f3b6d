"""Where traffic finds the pod: labels that its selectors go by, and Services that a helper takes over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from patterns.catalogue.rendering import Fragment
from pods.domain.composing.ledger import Ledger
from pods.domain.edits.refusal import EditRefused
from pods.domain.edits.workload import selecting
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Object, Pod
from pods.domain.messages import gettext_noop, say
from pods.domain.network.services import selects


def check_labels(manifest: Manifest, pod: Pod, labels: Mapping[str, str]) -> None:
    """Raise EditRefused for labels with which a selector that finds the pod would lose it."""
    clashing = {key for key, value in labels.items() if pod.labels.get(key, value) != value}
    for found in selecting(manifest, pod) if clashing else ():
        for key in sorted(clashing & set(_selected(found))):
            raise EditRefused(
                say(_SELECTED, label=key, value=pod.labels[key], kind=found.kind, name=found.name)
            )


def take_over(ledger: Ledger, plain: Fragment) -> None:
    """Point the Services that send to the app's port at the helper's. Raises EditRefused."""
    if plain.takes_over is None:
        return
    here, there = plain.takes_over
    for service in [o for o in ledger.manifest.objects if o.kind == "Service" and selects(o, ledger.pod)]:
        for number, protocol in _sending(service, ledger.pod, ledger.main, here):
            way = (
                {"kind": "Service", "name": service.name},
                "spec",
                "ports",
                {"port": number, "protocol": protocol},
                "targetPort",
            )
            ledger.merge(way, there)


def _sending(service: Object, pod: Pod, main: str, target: int | str) -> Iterator[tuple[int, str]]:
    """The ports of a Service that end at the app's port, by number or by name."""
    named = {p.name for c in pod.containers if c.name == main for p in c.ports if p.number == target}
    entries = paths.value_at(service.raw, "spec.ports")
    for entry in entries if isinstance(entries, list) else []:
        port = entry.get("port") if isinstance(entry, Mapping) else None
        if isinstance(port, int) and (entry.get("targetPort") or port) in {target, *(named - {None})}:
            yield port, str(entry.get("protocol") or "TCP")


def _selected(found: Object) -> Mapping[str, object]:
    selector = paths.value_at(found.raw, "spec.selector")
    labels = selector.get("matchLabels", selector) if isinstance(selector, Mapping) else {}
    return labels if isinstance(labels, Mapping) else {}


_SELECTED = gettext_noop(
    "The pod needs its label %(label)s=%(value)s: the %(kind)s %(name)s finds it by that. The pattern would change it."
)
