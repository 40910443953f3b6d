"""Small patterns of our own, so that the tests of composing do not depend on what the catalogue says today."""

from __future__ import annotations

import copy
from typing import Any

from patterns.catalogue import reading
from patterns.catalogue.model import Pattern

SHIPPER: dict[str, Any] = {
    "id": "shipper",
    "kind": "sidecar",
    "title": {"en": "Shipper"},
    "summary": {"en": "Ships logs."},
    "parameters": [
        {"name": "directory", "type": "path", "title": {"en": "Directory"}, "default": "/var/log/app"},
        {"name": "port", "type": "port", "title": {"en": "Port"}, "default": 2020, "listens": True},
        {"name": "image", "type": "image", "title": {"en": "Image"}, "default": "shipper:1"},
    ],
    "variants": [
        {"id": "native", "title": {"en": "Native"}, "since": "1.29"},
        {"id": "classic", "title": {"en": "Classic"}},
    ],
    "example": {"container": {"name": "app", "image": "busybox:1.37"}},
    "fragment": {
        "containers": [
            {
                "name": "shipper",
                "image": "@{image}",
                "args": ["--me=@{name}", "--port=@{port}"],
                "env": [{"name": "PORT", "value": "@{port}"}],
                "ports": [{"name": "health", "containerPort": "@{port}"}],
                "volumeMounts": [{"name": "logs", "mountPath": "/logs", "readOnly": True}],
                "readinessProbe": {"httpGet": {"path": "/", "port": "health"}},
            }
        ],
        "main": {
            "env": [{"name": "LOGS", "value": "@{directory}"}],
            "volumeMounts": [{"name": "logs", "mountPath": "@{directory}"}],
        },
        "pod": {"spec": {"terminationGracePeriodSeconds": {"$atLeast": 45}}},
        "volumes": [
            {"name": "logs", "emptyDir": {}},
            {"name": "shipper-config", "configMap": {"name": "@{pod}-shipper"}},
        ],
        "objects": [
            {
                "apiVersion": "v1",
                "kind": "ConfigMap",
                "metadata": {"name": "@{pod}-shipper"},
                "data": {"shipper.conf": "read @{directory}\nlisten @{port}\n"},
            }
        ],
    },
}

PROXY: dict[str, Any] = {
    "id": "proxy",
    "kind": "sidecar",
    "title": {"en": "Proxy"},
    "summary": {"en": "Stands in front."},
    "parameters": [
        {"name": "appPort", "type": "port", "title": {"en": "App"}, "default": 8080, "from": "ports"},
        {"name": "port", "type": "port", "title": {"en": "Port"}, "default": 8443, "listens": True},
    ],
    "variants": [{"id": "classic", "title": {"en": "Classic"}}],
    "example": {"container": {"name": "app", "image": "busybox:1.37"}},
    "fragment": {
        "containers": [
            {"name": "proxy", "image": "proxy:1", "ports": [{"name": "http", "containerPort": "@{port}"}]}
        ],
        "pod": {"metadata": {"labels": {"app": "proxied"}}},
        "takesOver": {"from": "@{appPort}", "to": "@{port}"},
    },
}


def pattern(entry: dict[str, Any], **changes: Any) -> Pattern:
    """A pattern of one of these, with other fields."""
    return reading.read({**copy.deepcopy(entry), **changes})


def without_labels() -> Pattern:
    """The proxy that changes no label."""
    fragment = {key: value for key, value in PROXY["fragment"].items() if key != "pod"}
    return pattern(PROXY, fragment=fragment)
