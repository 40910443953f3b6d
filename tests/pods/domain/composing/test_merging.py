"""What a pattern merges into what is there, which ports it takes over, and who has from then on what several shared."""

from __future__ import annotations

from typing import Any

import pytest

from pods.domain.composing.belongings import StillUsed, handed_over
from pods.domain.composing.composed import compose
from pods.domain.composing.ledger import Ledger
from pods.domain.edits.records import Named, Record, Step
from pods.domain.manifest.reader import read
from tests.pods.domain.composing.patterns import without_labels

POD = """\
apiVersion: v1
kind: Pod
metadata: {name: one, labels: {app: one}}
spec:
  containers:
  - name: app
    image: shop:1
    ports:
    - containerPort: 8080 # ours
    env:
    - name: A
      valueFrom: {secretKeyRef: {name: s, key: k}}
    volumeMounts:
    - {name: logs, mountPath: /logs}
  volumes:
  - {name: logs, emptyDir: {}}
"""


@pytest.mark.parametrize(
    ("field", "item", "before", "after"),
    [
        (
            "ports",
            {"containerPort": 8080, "name": "http"},
            "8080 # ours\n",
            "8080 # ours\n      name: http\n",
        ),
        (
            "volumeMounts",
            {"name": "logs", "mountPath": "/logs", "readOnly": True},
            "/logs}",
            "/logs, readOnly: true}",
        ),
        ("ports", {"containerPort": 8080}, "", ""),
    ],
)
def test_an_item_that_is_there_gets_what_it_does_not_say(
    field: str, item: dict[str, Any], before: str, after: str
) -> None:
    manifest = read(POD)
    ledger = Ledger(manifest, manifest.pods[0], "app")
    ledger.merge(("main", field), [item])
    assert ledger.manifest.text == POD.replace(before, after) if before else POD


def test_a_variable_that_is_there_is_another_one_afterwards_not_both() -> None:
    manifest = read(POD)
    ledger = Ledger(manifest, manifest.pods[0], "app")
    ledger.merge(("main", "env"), [{"name": "A", "value": "1"}])
    assert ledger.manifest.pods[0].containers[0].raw["env"] == [{"name": "A", "value": "1"}]


@pytest.mark.parametrize(
    ("port", "target"),
    [
        ("{port: 8080}", 8443),  # without a target it is the port itself
        ("{port: 80}", None),
        ("{port: 80, targetPort: 8080}", 8443),
        ("{port: 8080, targetPort: 80}", 80),
        ("{port: 8080, targetPort: web}", "web"),
    ],
)
def test_a_service_is_pointed_at_the_helper_only_where_it_ends_at_the_app(
    port: str, target: int | str | None
) -> None:
    service = f"kind: Service\nmetadata: {{name: one}}\nspec: {{selector: {{app: one}}, ports: [{port}]}}\n"
    manifest = read(f"{POD}---\napiVersion: v1\n{service}")
    after = compose(manifest, manifest.pods[0], without_labels()).manifest
    assert after.value(1, "spec.ports[0]").get("targetPort") == target


def record(id: str, *named: Named) -> Record:
    return Record(id, "classic", "app", {}, (id,), named)


@pytest.mark.parametrize("at", [0, 1, 2])
def test_what_several_share_goes_to_the_first_of_them_and_nobody_is_lost_or_doubled(at: int) -> None:
    mounted = Step(("main", "volumeMounts", {"name": "logs"}), added=True)
    logs = Named("logs", "logs", added=False)
    names = ["a", "b", "c"]
    others = tuple(record(name, *([logs] if index >= at else [])) for index, name in enumerate(names))
    after = handed_over(others, StillUsed((Named("logs", "logs", added=True),), (mounted,)))
    assert [each.id for each in after] == names
    assert [[n.added for n in each.named] for each in after] == [
        [] if index < at else [index == at] for index in range(3)
    ]
    assert [each.steps for each in after] == [(mounted,) if index == at else () for index in range(3)]
