"""When a container that ended with some exit code starts again, whatever its restart policy says (FACTS C.5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pods.domain.edits import accepted
from pods.domain.edits.optional import merged, put_optional
from pods.domain.edits.put import put
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Container, ContainerKind, Pod
from pods.domain.messages import gettext_noop, say

__all__ = ["RestartRule", "set_restart_rules"]

ACTIONS = ("Restart", "RestartAllContainers")
OPERATORS = ("In", "NotIn")
_MOST_RULES, _MOST_CODES = 20, 255
_LEAST_CODE = -(2**31)  # Windows has such


@dataclass(frozen=True, slots=True)
class RestartRule:
    """What is done where the exit code is one of these (`In`) or none of these (`NotIn`)."""

    action: str
    operator: str
    codes: tuple[int, ...]


def set_restart_rules(
    manifest: Manifest, pod: Pod, container: Container, rules: Sequence[RestartRule]
) -> Manifest:
    """These rules, the first that fits counts; none takes them out. A rule that stays keeps what else it says.

    Raises EditRefused where the API server would refuse the outcome (FACTS C.5, G.1 12 and 13).
    """
    _check(container, rules)
    path = paths.join(container.path, "restartPolicyRules")
    old = manifest.value(pod.document, path)
    wanted = [_written(rule) for rule in rules]
    if not isinstance(old, list) or len(old) != len(wanted):
        return put_optional(manifest, pod.document, path, wanted)
    for index, (before, after) in enumerate(zip(old, wanted, strict=True)):
        manifest = put(manifest, pod.document, paths.join(path, index), _merged(before, after))
    return manifest


def _written(rule: RestartRule) -> dict[str, Any]:
    return {
        "action": rule.action,
        "exitCodes": {"operator": rule.operator, "values": list(rule.codes)},
    }


def _merged(old: Any, wanted: Mapping[str, Any]) -> dict[str, Any]:
    codes = merged(paths.value_at(old, "exitCodes"), wanted["exitCodes"])
    return merged(old, {**wanted, "exitCodes": codes})


def _check(container: Container, rules: Sequence[RestartRule]) -> None:
    if rules and container.kind is ContainerKind.EPHEMERAL:
        raise EditRefused(say(_EPHEMERAL))
    if rules and not container.raw.get("restartPolicy"):
        raise EditRefused(say(_NO_POLICY))
    if len(rules) > _MOST_RULES:
        raise EditRefused(say(_TOO_MANY, most=_MOST_RULES))
    for rule in rules:
        accepted.one_of("action", rule.action, ACTIONS)
        accepted.one_of("operator", rule.operator, OPERATORS)
        if not 0 < len(rule.codes) <= _MOST_CODES:
            raise EditRefused(say(_CODES, most=_MOST_CODES))
        for code in rule.codes:
            accepted.whole("values", code, _LEAST_CODE)


_EPHEMERAL = gettext_noop("An ephemeral container takes no restartPolicyRules; nothing restarts it.")
_NO_POLICY = gettext_noop("Rules need a restart policy for the exit codes they do not name; choose one.")
_TOO_MANY = gettext_noop("A container takes %(most)d rules at most; join some, or leave some out.")
_CODES = gettext_noop("A rule names from 1 to %(most)d exit codes; write them behind In or NotIn.")
