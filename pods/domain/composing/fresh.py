"""A pattern in a new workload: around its example of a main container, or of its own containers alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from patterns.catalogue import rendering, values
from patterns.catalogue.model import Pattern, Value, Variant
from patterns.catalogue.problems import Unsound
from patterns.catalogue.rendering import Ready
from pods.domain import names
from pods.domain.composing import asking
from pods.domain.composing.composed import Composed, compose
from pods.domain.edits import accepted, style
from pods.domain.edits.documents import append_object
from pods.domain.edits.indent import Indent
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest import reader
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import gettext_noop, say

_LABEL = "app.kubernetes.io/name"
_NO_VALUES: Mapping[str, object] = {}


def start(
    manifest: Manifest | None,
    pattern: Pattern,
    name: str,
    *,
    variant: str = "",
    given: Mapping[str, object] = _NO_VALUES,
    minor: int = 36,
) -> Composed:
    """A Deployment of that name with the pattern in it, behind what a stream holds already. Raises EditRefused."""
    if not name:
        raise EditRefused(say(_NO_NAME))
    accepted.sound(names.label(name))
    try:
        settled = values.settle(pattern, given)
    except Unsound as unsound:
        raise asking.ValuesRefused({p.path: asking.message(p) for p in unsound.problems}) from None
    chosen = asking.variant_for(pattern, variant, minor, None, settled)
    begun = _with(manifest, _workload(pattern, chosen, settled, name))
    pod = begun.pods[-1]
    return compose(begun, pod, pattern, variant=chosen.id, values=given, minor=minor)


def _workload(pattern: Pattern, variant: Variant, settled: Mapping[str, Value], name: str) -> dict[str, Any]:
    container = rendering.example(pattern, variant, settled, Ready(name, "", "helper"))
    labels = {_LABEL: name}
    return {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": name, "labels": labels},
        "spec": {
            "selector": {"matchLabels": labels},
            "template": {
                "metadata": {"labels": labels},
                "spec": {"containers": [container] if container else []},
            },
        },
    }


def _with(manifest: Manifest | None, workload: dict[str, Any]) -> Manifest:
    """The stream with the workload behind its last object; a stream that says nothing is begun anew."""
    if manifest is not None and manifest.objects:
        return append_object(manifest, manifest.objects[-1], workload)
    habit = Indent(lists="  ", literal=True)
    lines = [line for key, value in workload.items() for line in style.block_lines(key, value, "", habit)]
    return reader.read("\n".join(lines) + "\n")


_NO_NAME = gettext_noop("The workload needs a name, such as shop.")
