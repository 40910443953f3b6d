"""What the form of an update strategy makes of workloads of each kind."""

from __future__ import annotations

from typing import Any

from tests.pods.domain.edits.test_rollout import BARE, WITH

STATEFUL = BARE.replace("Deployment", "StatefulSet")
DAEMONS = BARE.replace("Deployment", "DaemonSet")
REPLICAS = BARE.replace("Deployment", "ReplicaSet")

# text, slug, target, fields, the lines that change, what history says
EDITS: list[tuple[str, str, str, dict[str, Any], list[str] | None, str]] = [
    (
        WITH,
        "update_strategy",
        "spec",
        {"maxSurge": "30%", "progressDeadlineSeconds": "90"},
        ["- maxSurge: 1  # one", "+ maxSurge: 30%  # one", "+ progressDeadlineSeconds: 90"],
        "Set how the Deployment shop updates its pods",
    ),
    (
        WITH,
        "update_strategy",
        "spec",
        {"type": "Recreate"},
        [
            *("- type: 'RollingUpdate'  # said", "+ type: 'Recreate'  # said", "- rollingUpdate:"),
            *("- maxSurge: 1  # one", '- maxUnavailable: "25%"'),
        ],
        "Set how the Deployment shop updates its pods",
    ),
    (
        STATEFUL,
        "update_strategy",
        "spec",
        {"partition": "2", "maxUnavailable": "3", "minReadySeconds": ""},
        [
            *("- minReadySeconds: 5  # warm", "+ updateStrategy:", "+ rollingUpdate:"),
            *("+ partition: 2", "+ maxUnavailable: 3"),
        ],
        "Set how the StatefulSet shop updates its pods",
    ),
    (
        DAEMONS,
        "update_strategy",
        "spec",
        {"maxSurge": "1", "maxUnavailable": "0"},
        ["+ updateStrategy:", "+ rollingUpdate:", "+ maxSurge: 1", "+ maxUnavailable: 0"],
        "Set how the DaemonSet shop updates its pods",
    ),
    (
        REPLICAS,
        "update_strategy",
        "spec",
        {"minReadySeconds": "7"},
        ["- minReadySeconds: 5  # warm", "+ minReadySeconds: 7  # warm"],
        "Set how the ReplicaSet shop updates its pods",
    ),
    (
        BARE,
        "workload_kind",
        "spec.template.spec",
        {"kind": "ReplicaSet"},
        ["- kind: Deployment  # for now", "+ kind: ReplicaSet  # for now"],
        "Made the Deployment shop a ReplicaSet",
    ),
]
REFUSED: list[tuple[str, str, str, dict[str, Any]]] = [
    (WITH, "update_strategy", "spec", {"maxSurge": "0", "maxUnavailable": "0%"}),
    (WITH, "update_strategy", "spec", {"maxSurge": "x"}),
    (WITH, "update_strategy", "spec", {"type": "OnDelete"}),
    (DAEMONS, "update_strategy", "spec", {"maxSurge": "1"}),
    (STATEFUL, "update_strategy", "spec", {"partition": "-1"}),
]
