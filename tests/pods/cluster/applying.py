"""What tests of applying say again and again, of a server of the tests and of a real one alike."""

from __future__ import annotations

from typing import Any

from pods.cluster.api import Api
from pods.cluster.apply.doing import Result, apply
from pods.cluster.apply.plan import Action, Choices, Plan, dry_run
from pods.cluster.apply.wanted import Wanted, wanted
from pods.domain.manifest.reader import read

NEW = Choices(create_namespace=True)


def objects(text: str) -> tuple[Wanted, ...]:
    """The objects of a text, in the order in which they are applied."""
    return wanted(read(text))


def key(text: str, kind: str) -> frozenset[str]:
    """What choices call the objects of that kind."""
    return frozenset(one.key for one in objects(text) if one.kind == kind)


def planned(api: Api, namespace: str, text: str, choices: Choices | None = None) -> Plan:
    """The dry run of a text."""
    return dry_run(api, objects(text), namespace, choices)


def actions_of(plan: Plan) -> dict[str, Action]:
    """What would happen to each kind."""
    return {step.wanted.kind: step.action for step in plan.steps}


def done(api: Api, namespace: str, text: str, choices: Choices | None = None) -> list[Result]:
    """The text applied."""
    return list(apply(api, objects(text), namespace, choices or Choices()))


def scaled(replicas: int) -> dict[str, Any]:
    """What somebody else applies who sets the number of replicas of the Deployment shop."""
    return {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": "shop"},
        "spec": {"replicas": replicas},
    }
