"""What the forms of workloads and of objects beside the pod make of small streams."""

from __future__ import annotations

from typing import Any

from tests.pods.domain.edits.test_workload_kinds import CRON, DEPLOYMENT, JOB

TRIO = "kind: Pod\napiVersion: v1\nmetadata: {name: trio}\nspec:\n  containers: [{name: app, image: i}]\n"

SPEC = "spec.template.spec"
CRON_SPEC = "spec.jobTemplate.spec.template.spec"
# text, slug, target, fields, the lines that change, what history says
EDITS: list[tuple[str, str, str, dict[str, Any], list[str] | None, str]] = [
    (
        DEPLOYMENT,
        "workload_kind",
        SPEC,
        {"kind": "DaemonSet", "drop": "on"},
        [
            "- kind: Deployment  # for now",
            "+ kind: DaemonSet  # for now",
            "- replicas: 3  # enough",
            "- strategy:",
            "- type: Recreate",
        ],
        "Made the Deployment shop a DaemonSet",
    ),
    (
        TRIO,
        "workload_kind",
        "spec",
        {"kind": "CronJob", "schedule": "@daily", "restart": "OnFailure"},
        None,
        "Made the Pod trio a CronJob",
    ),
    (
        DEPLOYMENT,
        "replicas",
        SPEC,
        {"replicas": "0"},
        ["- replicas: 3  # enough", "+ replicas: 0  # enough"],
        "Set the replicas to 0",
    ),
    (
        DEPLOYMENT,
        "replicas",
        SPEC,
        {"replicas": ""},
        ["- replicas: 3  # enough"],
        "Took back the number of replicas",
    ),
    (
        DEPLOYMENT,
        "selector",
        SPEC,
        {"entries": "app=shop\ntier=web"},
        [
            "- selector: {matchLabels: {app: shop}}",
            "+ selector: {matchLabels: {app: shop, tier: web}}",
            "- labels: {app: shop}",
            "+ labels: {app: shop, tier: web}",
        ],
        "Set the selector of the workload",
    ),
    (
        JOB,
        "job",
        SPEC,
        {"backoffLimit": "4", "completions": "3"},
        ["- backoffLimit: 2  # tries", "+ backoffLimit: 4  # tries", "+ completions: 3"],
        "Set how the Job of report runs",
    ),
    (
        CRON,
        "schedule",
        CRON_SPEC,
        {"schedule": "@daily", "suspend": "on", "failedJobsHistoryLimit": "0"},
        ['- schedule: "0 3 * * *"', '+ schedule: "@daily"', "+ suspend: true", "+ failedJobsHistoryLimit: 0"],
        "Set when the CronJob report runs: @daily",
    ),
]
REFUSED: list[tuple[str, str, str, dict[str, Any]]] = [
    (DEPLOYMENT, "workload_kind", SPEC, {"kind": "Pod"}),
    (DEPLOYMENT, "workload_kind", SPEC, {"kind": "CronJob", "drop": "on"}),
    (DEPLOYMENT, "workload_kind", SPEC, {"kind": "Sandwich"}),
    (DEPLOYMENT, "replicas", SPEC, {"replicas": "-1"}),
    (DEPLOYMENT, "replicas", SPEC, {"replicas": "many"}),
    (DEPLOYMENT, "selector", SPEC, {"entries": ""}),
    (DEPLOYMENT, "selector", SPEC, {"entries": "a b=c"}),
    (JOB, "job", SPEC, {"activeDeadlineSeconds": "0"}),
    (CRON, "schedule", CRON_SPEC, {"schedule": "daily"}),
    (CRON, "schedule", CRON_SPEC, {"timeZone": "here and there"}),
]
