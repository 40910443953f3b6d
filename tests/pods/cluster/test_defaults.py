"""What the server adds is left out; what stands beside it decides. Checked against a Kubernetes 1.36.2."""

from __future__ import annotations

from typing import Any

import pytest

from pods.cluster.cleaning import LAST_APPLIED, clean
from pods.cluster.defaults import without
from tests.pods.cluster.live import entry


@pytest.mark.parametrize(
    ("kind", "live", "written"),
    [
        ("Service", {"ports": [{"port": 80, "targetPort": 80}]}, {"ports": [{"port": 80}]}),
        (
            "Service",
            {"ports": [{"port": 80, "targetPort": 8080}]},
            {"ports": [{"port": 80, "targetPort": 8080}]},
        ),
        (
            "Deployment",
            {"strategy": {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": "25%", "maxSurge": 1}}},
            {"strategy": {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 1}}},
        ),
        ("Deployment", {"strategy": {"type": "Recreate"}}, {"strategy": {"type": "Recreate"}}),
        (
            "DaemonSet",
            {
                "updateStrategy": {
                    "type": "RollingUpdate",
                    "rollingUpdate": {"maxUnavailable": 1, "maxSurge": 0},
                }
            },
            {},
        ),
        (
            "DaemonSet",
            {"updateStrategy": {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": "25%"}}},
            {"updateStrategy": {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": "25%"}}},
        ),
        ("Job", {"completions": 1, "parallelism": 1}, {}),
        ("Job", {"parallelism": 1}, {"parallelism": 1}),
        ("Job", {"selector": {"matchLabels": {"controller-uid": "1"}}, "manualSelector": False}, {}),
        ("Job", {"selector": {"a": "b"}, "manualSelector": True}, {"selector": {"a": "b"}, "manualSelector": True}),
        ("HorizontalPodAutoscaler", {"minReplicas": 1}, {}),
        ("Deployment", {"replicas": 1}, {"replicas": 1}),  # people say it, and scale it
        ("Pod", {"volumes": [{"hostPath": {"path": "/a", "type": ""}}]}, {"volumes": [{"hostPath": {"path": "/a"}}]}),
        ("Pod", {"suspend": True}, {"suspend": True}),
    ],
)  # fmt: skip
def test_known_defaults_go_and_what_somebody_chose_stays(
    kind: str, live: dict[str, Any], written: dict[str, Any]
) -> None:
    assert without(live, kind, "spec") == written


def stateful_set(*managers: dict[str, Any], annotations: dict[str, str] | None = None) -> dict[str, Any]:
    template = {
        "apiVersion": "v1",
        "kind": "PersistentVolumeClaim",
        "metadata": {"name": "data"},
        "spec": {"resources": {"requests": {"storage": "512Mi"}}, "volumeMode": "Filesystem"},
        "status": {"phase": "Pending"},
    }
    return {
        "apiVersion": "apps/v1",
        "kind": "StatefulSet",
        "metadata": {"name": "db", "managedFields": list(managers), "annotations": annotations or {}},
        "spec": {"replicas": 2, "volumeClaimTemplates": [template]},
    }


CLAIM = {"metadata": {"name": "data"}, "spec": {"resources": {"requests": {"storage": "512Mi"}}}}


def test_what_is_managed_as_one_loses_what_the_server_completed_in_it() -> None:
    tree: dict[str, Any] = {"f:spec": {"f:replicas": {}, "f:volumeClaimTemplates": {}}}
    found = clean(stateful_set(entry("podwright", "Apply", tree)))
    assert found["spec"] == {"replicas": 2, "volumeClaimTemplates": [CLAIM]}


def test_an_amount_comes_back_as_it_was_applied_though_the_server_keeps_it_in_another_form() -> None:
    said = (
        '{"apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": {"name": "db"}, "spec": {"replicas": 3,'
        '"volumeClaimTemplates": [{"metadata": {"name": "data"},'
        '"spec": {"resources": {"requests": {"storage": "0.5Gi"}}}}]}}'
    )
    found = clean(stateful_set(entry("kubectl", "Update", {"f:spec": {}}), annotations={LAST_APPLIED: said}))
    assert found["spec"]["replicas"] == 2  # that is another number, and live
    requests = found["spec"]["volumeClaimTemplates"][0]["spec"]["resources"]["requests"]
    assert requests == {"storage": "0.5Gi"}


def test_marks_of_controllers_in_a_template_go() -> None:
    live = {
        "apiVersion": "batch/v1",
        "kind": "Job",
        "metadata": {"name": "a"},
        "spec": {
            "template": {
                "metadata": {
                    "labels": {"job-name": "a", "mine": "b"},
                    "annotations": {"kubectl.kubernetes.io/restartedAt": "2026"},
                },
                "spec": {"containers": []},
            }
        },
    }
    assert clean(live)["spec"]["template"]["metadata"] == {"labels": {"mine": "b"}}
