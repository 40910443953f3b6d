"""A bare Pod becomes a workload and comes back, its own lines as they were written."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from pods.domain.analysis import analyse
from pods.domain.edits.refusal import EditRefused
from pods.domain.edits.wrapping import WORKLOADS, unwrap_pod, wrap_pod
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.reader import read
from pods.domain.manifest.views import Pod
from tests.pods.domain.edits.pods_as_written import CORPUS, pod_of, real_pods, tried

POD = """\
# top
apiVersion: v1
kind: Pod
metadata:
  name: shop # n
  labels: {app: shop, v: "2"}
  annotations:
    # scraped
    a/b: "1" # one
# the spec
spec: # here
  containers:
  # first
  - name: app
    image: i
    args:
    - |
      a

       b
    - "x
      y"
# far out
  hostNetwork: true
# end
"""
DEPLOYMENT = """\
# top
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop # n
  labels: {app: shop, v: "2"}
# the spec
spec:
  replicas: 2
  selector:
    matchLabels:
      app: shop
  template:
    metadata:
      labels:
        app: shop
        v: "2"
      annotations:
        # scraped
        a/b: "1" # one
    spec: # here
      containers:
      # first
      - name: app
        image: i
        args:
        - |
          a

           b
        - "x
          y"
    # far out
      hostNetwork: true
# end
"""
BARE = "kind: Pod\napiVersion: v1\nmetadata:\n  name: p\nspec:\n  containers:\n  - name: a\n    image: i\n"


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("cut", [False, True])
def test_a_pod_becomes_a_deployment_and_comes_back(ending: str, cut: bool) -> None:
    before, after = (
        (text.removesuffix("\n") if cut else text).replace("\n", ending) for text in (POD, DEPLOYMENT)
    )
    manifest, pod = pod_of(before)
    wrapped = wrap_pod(manifest, pod, "Deployment", replicas=2)
    assert wrapped.text == after
    assert unwrap_pod(wrapped, wrapped.pods[0]).text == before


@pytest.mark.parametrize("kind", WORKLOADS)
@pytest.mark.parametrize("text", [POD, BARE, json.dumps(read(POD).documents[0].value)])
def test_every_kind_is_one_the_api_server_takes(kind: str, text: str) -> None:
    manifest, pod = pod_of(text)
    wrapped = wrap_pod(manifest, pod, kind, schedule="*/5 * * * *")
    found = analyse(wrapped.text, "1.36")
    assert [f for f in found.findings if f.rejected_by_api] == []
    assert wrapped.pods[0].kind == kind
    assert {**wrapped.pods[0].spec, "restartPolicy": None} == {**pod.spec, "restartPolicy": None}
    assert wrapped.pods[0].labels.items() >= pod.labels.items()
    assert wrapped.pods[0].annotations == pod.annotations
    back = unwrap_pod(wrapped, wrapped.pods[0])
    assert back.pods[0].kind == "Pod"
    assert back.pods[0].containers[0].raw == pod.containers[0].raw


def test_a_pod_without_labels_gets_one_that_its_selector_needs() -> None:
    manifest, pod = pod_of(BARE)
    assert wrap_pod(manifest, pod, "DaemonSet").text == (
        "kind: DaemonSet\napiVersion: apps/v1\nmetadata:\n  name: p\nspec:\n  selector:\n    matchLabels:\n"
        "      app: p\n  template:\n    metadata:\n      labels:\n        app: p\n    spec:\n      containers:\n"
        "      - name: a\n        image: i\n"
    )
    chosen = wrap_pod(manifest, pod, "StatefulSet", selector={"x": "y"})
    assert chosen.value(0, "spec.selector.matchLabels") == {"x": "y"}
    assert chosen.pods[0].labels == {"x": "y"}
    assert chosen.value(0, "spec.serviceName") == "p"


def test_the_restart_policy_is_the_kinds() -> None:
    never = BARE + "  restartPolicy: Never # once\n"
    manifest, pod = pod_of(never)
    assert "restartPolicy" not in wrap_pod(manifest, pod, "Deployment").text
    assert "restartPolicy: Never # once" in wrap_pod(manifest, pod, "Job").text
    manifest, pod = pod_of(BARE + "  restartPolicy: Always\n")
    assert "restartPolicy: OnFailure" in wrap_pod(manifest, pod, "Job", restart_policy="OnFailure").text


def test_what_the_cluster_wrote_stays_behind() -> None:
    text = BARE.replace(
        "  name: p\n",
        "  name: p\n  uid: 1-2\n  resourceVersion: '7'\n  annotations:\n"
        "    kubectl.kubernetes.io/last-applied-configuration: x\n",
    )
    manifest, pod = pod_of(text + "status:\n  phase: Running\n")
    assert wrap_pod(manifest, pod, "Job").text == wrap_pod(*pod_of(BARE), "Job").text


def test_a_pod_in_a_list_is_wrapped_where_it_stands() -> None:
    text = "apiVersion: v1\nkind: List\nitems:\n- kind: ConfigMap\n" + "".join(
        ("- " if i == 0 else "  ") + line for i, line in enumerate(BARE.splitlines(keepends=True))
    )
    manifest, pod = pod_of(text)
    wrapped = wrap_pod(manifest, pod, "Job")
    assert wrapped.pods[0].path == "items[1].spec.template.spec"
    assert "      spec:\n        containers:\n        - name: a\n" in wrapped.text
    assert unwrap_pod(wrapped, wrapped.pods[0]).text == text + "    restartPolicy: Never\n"


def test_an_object_that_begins_with_its_spec_is_wrapped_too() -> None:
    text = (
        "items:\n- spec:\n    containers:\n    - {name: a, image: i}\n  kind: Pod\n  apiVersion: v1\n"
        "  metadata: {name: p}\nkind: List\n"
    )
    manifest, pod = pod_of(text)
    wrapped = wrap_pod(manifest, pod, "Job")
    assert wrapped.text.startswith("items:\n- spec:\n    template:\n      spec:\n        containers:\n")
    back = unwrap_pod(wrapped, wrapped.pods[0]).text
    assert back == text.replace("image: i}\n", "image: i}\n    restartPolicy: Never\n")


def test_a_pod_template_is_unwrapped_too() -> None:
    text = (
        "apiVersion: v1\nkind: PodTemplate\nmetadata: {name: t}\ntemplate:\n  metadata: {labels: {a: b}}\n"
        "  spec:\n    containers: [{name: a, image: i}] # c\n"
    )
    manifest, pod = pod_of(text)
    assert unwrap_pod(manifest, pod).text == (
        "apiVersion: v1\nkind: Pod\nmetadata: {name: t, labels: {a: b}}\nspec:\n"
        "  containers: [{name: a, image: i}] # c\n"
    )


Edit = Callable[[Manifest, Pod], Manifest]
REFUSED: list[tuple[str, Edit, str]] = [
    (BARE, lambda m, p: wrap_pod(m, p, "ReplicationController"), "choose one of"),
    (BARE, lambda m, p: unwrap_pod(m, p), "Only a workload"),
    (DEPLOYMENT, lambda m, p: wrap_pod(m, p, "Job"), "Only a bare Pod"),
    (BARE, lambda m, p: wrap_pod(m, p, "CronJob"), "no schedule"),
    (BARE, lambda m, p: wrap_pod(m, p, "CronJob", schedule="1 2 3"), "no schedule"),
    (BARE, lambda m, p: wrap_pod(m, p, "Deployment", replicas=-1), "replicas"),
    (BARE, lambda m, p: wrap_pod(m, p, "Deployment", selector={}), "every pod"),
    (BARE, lambda m, p: wrap_pod(m, p, "Deployment", selector={"a b": "c"}), "may hold only"),
    (BARE, lambda m, p: wrap_pod(m, p, "Job", restart_policy="Always"), "choose one of"),
    (BARE.replace("name: p", "x: p"), lambda m, p: wrap_pod(m, p, "Job"), "needs a name"),
    (BARE.replace("name: p", f"name: {'p' * 53}"), lambda m, p: wrap_pod(m, p, "CronJob", schedule="@daily"), "53"),
    (BARE + "  activeDeadlineSeconds: 3\n", lambda m, p: wrap_pod(m, p, "Deployment"), "activeDeadline"),
    (BARE + "  ephemeralContainers: [{name: e, image: i}]\n", lambda m, p: wrap_pod(m, p, "Job"), "ephemeral"),
    ("kind: X\nspec:\n  containers: [{name: a, image: i}]\n", lambda m, p: unwrap_pod(m, p), "Only a workload"),
    ("kind: Pod\napiVersion: v1\nmetadata: {name: p}\n", lambda m, p: wrap_pod(m, p, "Job"), "no pod spec"),
    (DEPLOYMENT.replace("  replicas: 2\n", "  volumeClaimTemplates: [{metadata: {name: a}}]\n").replace(
        "kind: Deployment", "kind: StatefulSet"), lambda m, p: unwrap_pod(m, p), "claim templates"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "edit", "words"), REFUSED, ids=range(len(REFUSED)))
def test_what_cannot_be_wrapped_is_refused_with_the_reason(text: str, edit: Edit, words: str) -> None:
    manifest, pod = pod_of(text)
    with pytest.raises(EditRefused, match=words):
        edit(manifest, pod)


@pytest.mark.skipif(not CORPUS.exists(), reason="needs ../shared/corpus")
def test_real_workloads_become_pods_and_workloads_again_with_their_spec() -> None:
    done = refused = 0
    for manifest, pod in real_pods(every=19):
        bare: Manifest | str = manifest if pod.kind == "Pod" else tried(unwrap_pod, (manifest, pod))
        if isinstance(bare, str):
            assert bare.endswith(".")
            refused += 1
            continue
        at = next(p for p in bare.pods if (p.document, p.item) == (pod.document, pod.item))
        assert (at.kind, at.spec, at.labels, at.annotations) == ("Pod", pod.spec, pod.labels, pod.annotations)
        wrapped = tried(lambda m, p: wrap_pod(m, p, "Deployment"), (bare, at))
        if isinstance(wrapped, str):
            assert wrapped.endswith(".")
            refused += 1
            continue
        again = next(p for p in wrapped.pods if (p.document, p.item) == (pod.document, pod.item))
        assert again.containers[0].raw == pod.containers[0].raw
        assert {**again.spec, "restartPolicy": 0} == {**pod.spec, "restartPolicy": 0}
        others = [d.value for d in manifest.documents if d.index != pod.document]
        assert [d.value for d in wrapped.documents if d.index != pod.document] == others
        words = {line.strip() for line in wrapped.text.splitlines()}
        lines = manifest.text.splitlines()[max(pod.line, 1) :]
        kept = [line for line in lines if line.strip() in words]
        assert len(kept) > 0.9 * len(lines), set(lines) - set(kept)
        done += 1
    assert done > 15, (done, refused)
