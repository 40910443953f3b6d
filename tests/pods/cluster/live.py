"""A small live Deployment, as an API server would hold it: one who applies, one who scaled it, and the controller."""

from __future__ import annotations

import copy
from typing import Any

APPLIED: dict[str, Any] = {
    "f:metadata": {"f:labels": {"f:app.kubernetes.io/name": {}}},
    "f:spec": {
        "f:selector": {},
        "f:template": {
            "f:metadata": {"f:labels": {"f:app": {}}},
            "f:spec": {
                # Sorted by name, as the API server does; the object itself has them the other way round.
                "f:containers": {
                    'k:{"name":"app"}': {
                        ".": {},
                        "f:image": {},
                        "f:name": {},
                        "f:ports": {
                            'k:{"containerPort":8080,"protocol":"TCP"}': {".": {}, "f:containerPort": {}},
                            'k:{"containerPort":9090,"protocol":"TCP"}': {".": {}},
                        },
                    },
                    'k:{"name":"web"}': {".": {}, "f:image": {}, "f:name": {}, "f:imagePullPolicy": {}},
                }
            },
        },
    },
}
SPEC: dict[str, Any] = {
    "replicas": 3,
    "selector": {"matchLabels": {"app": "shop"}},
    "template": {
        "metadata": {"labels": {"app": "shop"}},
        "spec": {
            "containers": [
                {"name": "web", "image": "web:1", "resources": {}, "imagePullPolicy": "IfNotPresent"},
                {
                    "name": "app",
                    "image": "app:latest",
                    "ports": [
                        {"containerPort": 8080, "protocol": "TCP"},
                        {"containerPort": 9090, "protocol": "TCP"},
                    ],
                    "imagePullPolicy": "Always",
                    "terminationMessagePath": "/dev/termination-log",
                },
            ],
            "restartPolicy": "Always",
            "terminationGracePeriodSeconds": 30,
        },
    },
    "revisionHistoryLimit": 10,
}


def deployment(**changed: Any) -> dict[str, Any]:
    """The Deployment, fresh for each test; `changed` replaces parts of its metadata."""
    metadata = {
        "name": "shop",
        "namespace": "designs",
        "uid": "1",
        "resourceVersion": "7",
        "labels": {"app.kubernetes.io/name": "shop"},
        "annotations": {"deployment.kubernetes.io/revision": "1"},
        "managedFields": [
            entry("podwright", "Apply", APPLIED),
            entry("ops", "Apply", {"f:spec": {"f:replicas": {}}}),
            entry(
                "kube-controller-manager", "Update", {"f:status": {"f:replicas": {}}}, subresource="status"
            ),
        ],
    }
    live = {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": metadata | changed,
        "spec": SPEC,
        "status": {"a": 1},
    }
    return copy.deepcopy(live)


def entry(manager: str, operation: str, tree: dict[str, Any], **more: str) -> dict[str, Any]:
    """One entry of managedFields."""
    return {"manager": manager, "operation": operation, "fieldsType": "FieldsV1", "fieldsV1": tree} | more
