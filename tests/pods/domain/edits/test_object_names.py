"""The name and namespace of the object that holds the pod, its sysctls and its token."""

from __future__ import annotations

import pytest

from pods.domain.edits.object_names import rename_object, set_namespace, tied_objects
from pods.domain.edits.pod_fields import set_automount
from pods.domain.edits.pod_namespaces import HostNamespace, clash, set_host_namespace, set_host_users
from pods.domain.edits.records import ANNOTATION, Named, Record, as_annotation, records
from pods.domain.edits.refusal import EditRefused
from pods.domain.edits.sysctls import set_sysctls
from pods.domain.manifest import reader
from tests.pods.domain.edits.pods_as_written import POD, Edit, of_pod, pod_of, ways_to_write

SHOP = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop  # ours
  namespace: old
spec:
  template:
    metadata: {labels: {app: shop}}
    spec:
      containers: [{name: app, image: nginx}]
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: shop, namespace: old}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: shop # follows
---
kind: Service
apiVersion: v1
metadata: {name: shop, namespace: other}
---
kind: ClusterRole
apiVersion: rbac.authorization.k8s.io/v1
metadata: {name: shop}
"""
SYSCTLS = (
    POD
    + "  securityContext:\n    sysctls:\n    # busy\n    - name: net.core.somaxconn\n      value: '1024'  # many\n"
)

CASES: list[tuple[str, Edit, str]] = [
    (POD, of_pod(rename_object, "web"), POD.replace("name: p ", "name: web ")),
    (
        SHOP,
        of_pod(rename_object, "store"),
        SHOP.replace("shop  # ours", "store  # ours").replace("shop # follows", "store # follows"),
    ),
    (
        POD.replace("name: p ", "generateName: p-\n  name: p "),
        of_pod(rename_object, ""),
        POD.replace("name: p  # the pod", "generateName: p-"),
    ),
    (POD, of_pod(set_namespace, "team"), POD.replace("pod\n", "pod\n  namespace: team\n", 1)),
    (SHOP, of_pod(set_namespace, "new"), SHOP.replace("namespace: old", "namespace: new", 1)),
    (
        SHOP,
        lambda m, p: set_namespace(m, p, "new", along=True),
        SHOP.replace("namespace: old", "namespace: new"),
    ),
    (SHOP, of_pod(set_namespace, None), SHOP.replace("  namespace: old\n", "", 1)),
    (POD, of_pod(set_automount, False), POD + "  automountServiceAccountToken: false\n"),
    (POD + "  automountServiceAccountToken: false\n", of_pod(set_automount, None), POD),
    (
        POD,
        of_pod(set_sysctls, {"net.core.somaxconn": "1024"}),
        POD + '  securityContext:\n    sysctls:\n    - name: net.core.somaxconn\n      value: "1024"\n',
    ),
    (
        SYSCTLS,
        of_pod(set_sysctls, {"net.core.somaxconn": "2048"}),
        SYSCTLS.replace("1024", "2048"),
    ),
    (SYSCTLS, of_pod(set_sysctls, {}), POD),
]


@pytest.mark.parametrize(("before", "edit", "after"), CASES)
def test_what_names_the_object_changes_with_what_refers_to_it(before: str, edit: Edit, after: str) -> None:
    for text, wanted in zip(ways_to_write(before), ways_to_write(after), strict=True):
        assert edit(*pod_of(text)).text == wanted


REFUSED: list[tuple[str, Edit, str]] = [
    (POD, of_pod(rename_object, "Not A Name"), "lower-case"),
    (POD, of_pod(rename_object, ""), "needs a name"),
    (POD + "---\n" + POD.replace("name: p", "name: q"), of_pod(rename_object, "q"), "already, on line"),
    (SHOP.replace("Deployment", "StatefulSet"), of_pod(rename_object, "a.b"), "may hold only"),
    (POD, of_pod(set_namespace, "a.b"), "may hold only"),
    (POD, of_pod(set_sysctls, {"Net": "1"}), "no name of a sysctl"),
    (POD, of_pod(set_sysctls, {"kernel.sem": ""}), "needs a value"),
    (POD + "  hostIPC: true\n", of_pod(set_sysctls, {"kernel.sem": "1"}), "is the node's"),
    (POD + "  hostNetwork: true\n", of_pod(set_sysctls, {"net/core/a": "1"}), "is the node's"),
    (POD + "  os: {name: windows}\n", of_pod(set_sysctls, {"kernel.sem": "1"}), "Windows"),
]


@pytest.mark.parametrize(("text", "edit", "words"), REFUSED)
def test_what_cannot_be_is_refused_with_a_reason(text: str, edit: Edit, words: str) -> None:
    with pytest.raises(EditRefused, match=words):
        edit(*pod_of(text))


def test_objects_of_the_pods_namespace_are_tied_to_it_and_those_of_no_namespace_are_not() -> None:
    assert [found.kind for found in tied_objects(*pod_of(SHOP))] == ["HorizontalPodAutoscaler"]
    silent = (
        SHOP.replace("  namespace: old\n", "").replace(", namespace: old", "").replace("other", "default")
    )
    assert [found.kind for found in tied_objects(*pod_of(silent))] == ["HorizontalPodAutoscaler", "Service"]


def test_more_objects_than_can_move_at_once_are_refused() -> None:
    maps = "".join(f"---\nkind: ConfigMap\napiVersion: v1\nmetadata: {{name: c{i}}}\n" for i in range(60))
    with pytest.raises(EditRefused, match="cannot move at once"):
        set_namespace(*pod_of(POD + maps), "a", along=True)


@pytest.mark.parametrize(
    "said",
    [
        *("", "hostPID: true", "hostNetwork: true", "hostUsers: false", "os: {name: windows}"),
        *("shareProcessNamespace: true", "securityContext: {sysctls: [{name: net.a.b, value: '1'}]}"),
    ],
)
def test_a_clash_is_known_before_the_switch_is_turned(said: str) -> None:
    _, pod = pod_of(POD + (f"  {said}\n" if said else ""))
    for namespace in HostNamespace:
        assert _refusal(of_pod(set_host_namespace, namespace, True), POD, said) == _in_words(
            clash(pod, namespace.value, True)
        )
    assert _refusal(of_pod(set_host_users, False), POD, said) == _in_words(clash(pod, "hostUsers", False))


def _refusal(edit: Edit, text: str, said: str) -> str:
    try:
        edit(*pod_of(text + (f"  {said}\n" if said else "")))
    except EditRefused as refused:
        return str(refused.message)
    return ""


def _in_words(message: object) -> str:
    return "" if message is None else str(message)


@pytest.mark.parametrize(("namespace", "kept"), [("default", "sow"), ("other", "seed")])
def test_records_of_the_pods_in_its_namespace_follow_an_object_that_a_pattern_brought(
    namespace: str, kept: str
) -> None:
    brought = Record("sown", "job", "", {}, (), (Named("seed", "seed", True, "Job"),))
    annotation = as_annotation((brought,))
    text = f"""\
kind: Pod
apiVersion: v1
metadata:
  name: p
  namespace: {namespace}
  annotations:
    {ANNOTATION}: '{annotation}'
spec: {{containers: [{{name: app, image: nginx}}]}}
---
kind: Job
apiVersion: batch/v1
metadata: {{name: seed}}
spec: {{template: {{spec: {{containers: [{{name: app, image: nginx}}]}}}}}}
"""
    manifest = reader.read(text)
    after = rename_object(manifest, manifest.pods[1], "sow")
    assert records(after.pods[0])[0].named == (Named("seed", kept, True, "Job"),)
    assert records(rename_object(after, after.pods[1], "seed").pods[0]) == (brought,)
