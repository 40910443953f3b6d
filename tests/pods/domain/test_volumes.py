"""Volumes: how long they live and who may write."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pods.domain.manifest.reader import read
from pods.domain.volumes import Lifetime, VolumeUse, uses

LIFETIMES = [
    ({}, "emptyDir", Lifetime.POD),
    ({"emptyDir": {"medium": "Memory"}}, "emptyDir", Lifetime.POD),
    ({"configMap": {"name": "c"}}, "configMap", Lifetime.OBJECT),
    ({"secret": {"secretName": "s"}}, "secret", Lifetime.OBJECT),
    ({"projected": {"sources": []}}, "projected", Lifetime.OBJECT),
    ({"downwardAPI": {}}, "downwardAPI", Lifetime.OBJECT),
    ({"image": {"reference": "a"}}, "image", Lifetime.OBJECT),
    ({"hostPath": {"path": "/x"}}, "hostPath", Lifetime.NODE),
    ({"persistentVolumeClaim": {"claimName": "p"}}, "persistentVolumeClaim", Lifetime.CLUSTER),
    ({"ephemeral": {}}, "ephemeral", Lifetime.POD),
    ({"csi": {"driver": "d"}}, "csi", Lifetime.POD),
    ({"nfs": {"server": "s", "path": "/"}}, "nfs", Lifetime.CLUSTER),
    ({"newKindOfVolume": {}}, "newKindOfVolume", Lifetime.CLUSTER),
]


def volume(source: dict[str, Any], *mounts: dict[str, Any]) -> VolumeUse:
    spec = {
        "volumes": [{"name": "v", **source}],
        "containers": [{"name": "a", "image": "a", "volumeMounts": list(mounts)}],
    }
    (pod,) = read(json.dumps({"kind": "Pod", "spec": spec})).pods
    (found,) = uses(pod)
    return found


@pytest.mark.parametrize(("source", "name", "lifetime"), LIFETIMES)
def test_each_source_has_its_lifetime(source: dict[str, Any], name: str, lifetime: Lifetime) -> None:
    found = volume(source)
    assert (found.volume.source, found.lifetime) == (name, lifetime)
    assert found.memory is (source.get("emptyDir", {}).get("medium") == "Memory")


@pytest.mark.parametrize(
    ("source", "mount", "read_only"),
    [
        ({"emptyDir": {}}, {}, False),
        ({"emptyDir": {}}, {"readOnly": True}, True),
        ({"configMap": {"name": "c"}}, {"readOnly": False}, True),
        ({"image": {"reference": "a"}}, {}, True),
        ({"hostPath": {"path": "/x"}}, {}, False),
        ({"persistentVolumeClaim": {"claimName": "p", "readOnly": True}}, {}, True),
        ({"persistentVolumeClaim": {"claimName": "p"}}, {}, False),
    ],
)
def test_who_may_write_is_decided_by_the_mount_and_by_the_source(
    source: dict[str, Any], mount: dict[str, Any], read_only: bool
) -> None:
    found = volume(source, {"name": "v", "mountPath": "/x", "subPath": "s", **mount})
    assert [(u.mount.mount_path, u.mount.sub_path, u.read_only) for u in found.uses] == [
        ("/x", "s", read_only)
    ]


def test_of_two_volumes_with_one_name_the_last_gets_the_mounts() -> None:
    text = """\
kind: Pod
spec:
  volumes: [{name: v}, {name: v, configMap: {name: c}}]
  containers: [{name: a, image: a, volumeMounts: [{name: v, mountPath: /x}]}]
"""
    (pod,) = read(text).pods
    assert [len(found.uses) for found in uses(pod)] == [0, 1]
