"""How the workload replaces its pods when they change (FACTS G.1, 55)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pods.domain.edits import accepted
from pods.domain.edits.jobs import workload_path
from pods.domain.edits.optional import merged, put_optional
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Pod
from pods.domain.messages import gettext_noop, say
from pods.domain.rollouts import ROLLING, ROLLOUTS, Rollout, faults

__all__ = ["set_rollout"]

Wanted = Mapping[str, str | int | None]


def set_rollout(manifest: Manifest, pod: Pod, wanted: Wanted) -> Manifest:
    """Fields of the workload's rollout by name: its `type`, those of a rolling update, numbers; None takes one out.

    Which there are depends on the kind (`rollouts.ROLLOUTS`). A type that is no rolling update takes out what was
    said of one. What the text says already is left alone, even where it is wrong. Raises EditRefused.
    """
    rollout = ROLLOUTS.get(pod.kind)
    if rollout is None:
        raise EditRefused(say(_NO_ROLLOUT, kind=pod.kind))
    for field in wanted:
        accepted.one_of("field", field, (*_strategy_fields(rollout), *rollout.numbers))
    at = workload_path(manifest, pod)
    before = manifest.value(pod.document, at)
    for field in rollout.numbers:
        manifest = _with_number(manifest, pod.document, paths.join(at, field), wanted)
    if not wanted.keys().isdisjoint(_strategy_fields(rollout)):
        strategy = _strategy(rollout, before.get(rollout.strategy), wanted)
        manifest = put_optional(manifest, pod.document, paths.join(at, rollout.strategy), strategy)
    _refuse_new_faults(pod.kind, before, manifest.value(pod.document, at))
    return manifest


def _strategy_fields(rollout: Rollout) -> tuple[str, ...]:
    return ("type", *rollout.rolling) if rollout.types else ()


def _with_number(manifest: Manifest, document: int, path: str, wanted: Wanted) -> Manifest:
    field = str(paths.steps(path)[-1])
    if field not in wanted:
        return manifest
    number = wanted[field]
    if number is not None:
        accepted.whole(field, int(number), 0)
    return put_optional(manifest, document, path, number)


def _strategy(rollout: Rollout, old: Any, wanted: Wanted) -> dict[str, Any]:
    """The strategy as it is wanted, with what else it says."""
    strategy = dict(old) if isinstance(old, Mapping) else {}
    if "type" in wanted:
        strategy = merged(strategy, {"type": wanted["type"]}, {"type": ROLLING})
    own = {field: wanted[field] for field in rollout.rolling if field in wanted}
    if own:
        rolling = merged(strategy.get("rollingUpdate"), own)
        strategy = merged(strategy, {"rollingUpdate": rolling})
    if (strategy.get("type") or ROLLING) != ROLLING:
        strategy.pop("rollingUpdate", None)
    return strategy


def _refuse_new_faults(kind: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    known = list(faults(kind, before))
    for fault in faults(kind, after):
        if fault not in known:
            raise EditRefused(say(_REFUSED, what=fault.message, help=fault.help))


_NO_ROLLOUT = gettext_noop(
    "A %(kind)s does not replace its pods by itself; make it a Deployment, a StatefulSet or a DaemonSet first."
)
_REFUSED = gettext_noop("%(what)s %(help)s")
