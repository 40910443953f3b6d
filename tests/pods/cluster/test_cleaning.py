"""A live object as somebody would have written it. The expectations were checked against a Kubernetes 1.36.2."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from pods.cluster.cleaning import LAST_APPLIED, bare, clean
from tests.pods.cluster.live import SPEC, deployment, entry

WRITTEN: dict[str, Any] = {
    "apiVersion": "apps/v1",
    "kind": "Deployment",
    "metadata": {"name": "shop", "namespace": "designs", "labels": {"app.kubernetes.io/name": "shop"}},
    "spec": {
        "replicas": 3,
        "selector": {"matchLabels": {"app": "shop"}},
        "template": {
            "metadata": {"labels": {"app": "shop"}},
            "spec": {
                "containers": [
                    {"name": "web", "image": "web:1", "imagePullPolicy": "IfNotPresent"},
                    {
                        "name": "app",
                        "image": "app:latest",
                        "ports": [{"containerPort": 8080}, {"containerPort": 9090, "protocol": "TCP"}],
                    },
                ]
            },
        },
    },
}


def test_what_was_applied_comes_back_as_it_was_with_what_others_applied() -> None:
    assert clean(deployment()) == WRITTEN
    assert list(clean(deployment())) == ["apiVersion", "kind", "metadata", "spec"]


def test_an_object_created_in_the_old_way_loses_the_defaults_that_are_known() -> None:
    live = deployment(
        managedFields=[entry("kubectl-create", "Update", {"f:spec": {}, "f:metadata": {"f:labels": {}}})]
    )
    found = clean(live)
    expected = copy.deepcopy(WRITTEN)
    containers = expected["spec"]["template"]["spec"]["containers"]
    del containers[0]["imagePullPolicy"]  # what the image's tag leads to
    containers[1]["ports"][1] = {"containerPort": 9090}
    assert found == expected


def test_without_managed_fields_it_is_the_same() -> None:
    assert (
        clean(deployment(managedFields=[]))["spec"]
        == clean(deployment(managedFields=[entry("kubectl-create", "Update", {"f:spec": {}})]))["spec"]
    )


def test_what_kubectl_last_applied_is_kept_with_the_live_values() -> None:
    applied = {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": "shop"},
        "spec": {"replicas": 1},
    }
    live = deployment(
        annotations={LAST_APPLIED: json.dumps(applied), "team": "a"},
        managedFields=[entry("kubectl-client-side-apply", "Update", {"f:spec": {}})],
    )
    assert clean(live)["spec"] == {"replicas": 3}
    assert "annotations" not in clean(live)["metadata"]


@pytest.mark.parametrize("said", ["{", "[]", "3", '"x"'])
def test_a_damaged_last_applied_annotation_is_passed_over(said: str) -> None:
    live = deployment(annotations={LAST_APPLIED: said}, managedFields=[])
    assert clean(live)["spec"]["replicas"] == 3


def test_what_admission_put_into_a_pod_is_left_out_and_a_native_sidecar_stays_one() -> None:
    mount = {
        "name": "kube-api-access-x",
        "mountPath": "/var/run/secrets/kubernetes.io/serviceaccount",
        "readOnly": True,
    }
    pod = {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "a", "uid": "1"},
        "spec": {
            "initContainers": [
                {"name": "s", "image": "a:1", "restartPolicy": "Always", "volumeMounts": [mount]}
            ],
            "containers": [{"name": "c", "image": "a:1", "volumeMounts": [mount]}],
            "volumes": [{"name": "kube-api-access-x", "projected": {"sources": []}}],
            "tolerations": [
                {"key": "node.kubernetes.io/not-ready", "operator": "Exists", "tolerationSeconds": 300},
                {"key": "mine", "operator": "Exists"},
            ],
            "nodeName": "vm",
            "serviceAccount": "default",
            "serviceAccountName": "default",
            "restartPolicy": "Always",
        },
    }
    assert clean(pod)["spec"] == {
        "initContainers": [{"name": "s", "image": "a:1", "restartPolicy": "Always"}],
        "containers": [{"name": "c", "image": "a:1"}],
        "tolerations": [{"key": "mine", "operator": "Exists"}],
    }


@pytest.mark.parametrize(("address", "kept"), [("10.96.0.7", False), ("None", True)])
def test_an_assigned_address_of_a_service_goes_and_a_headless_one_stays(address: str, kept: bool) -> None:
    service = {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": "a"},
        "spec": {"clusterIP": address},
    }
    assert ("clusterIP" in clean(service)["spec"]) is kept


def test_for_comparing_defaults_stay_and_only_the_servers_own_fields_go() -> None:
    found = bare(deployment())
    assert found["spec"] == SPEC
    assert "status" not in found
    assert set(found["metadata"]) == {"name", "namespace", "labels", "annotations"}
