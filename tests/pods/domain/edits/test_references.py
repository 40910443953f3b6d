"""What refers to a container is found, said in words, and can be taken along."""

from __future__ import annotations

from functools import partial

import pytest

from pods.domain.edits.bonds import Bond
from pods.domain.edits.containers import remove_container
from pods.domain.edits.references import references
from pods.domain.edits.removals import remove_document, take_out
from pods.domain.manifest.reader import read
from tests.pods.domain.edits.real_containers import CORPUS, containers_of, outcome, real_pods
from tests.pods.domain.edits.test_renames import EVERYWHERE

JOB = """\
apiVersion: batch/v1
kind: Job
metadata: {name: j, labels: {a: b}}
spec:
  podFailurePolicy:
    rules:
    - {action: FailJob, onExitCodes: {containerName: work, operator: In, values: [1]}}
  template:
    metadata: {labels: {a: b}}
    spec:
      restartPolicy: Never
      containers:
      - name: work
        image: w
        ports: [{containerPort: 80, name: http}, {containerPort: 81}]
        volumeMounts: [{name: own, mountPath: /own}, {name: both, mountPath: /b}, {name: file, mountPath: /f}]
      - name: log
        image: l
        ports: [{containerPort: 82}]
        volumeMounts: [{name: both, mountPath: /b}]
        env:
        - {name: A, valueFrom: {fileKeyRef: {volumeName: file, path: p, key: k}}}
      volumes: [{name: own}, {name: both}, {name: file}, {name: unused}]
---
kind: Service
apiVersion: v1
metadata: {name: work}
spec: {selector: {a: b}, ports: [{port: 80, targetPort: http}, {port: 81, name: more}]}
---
kind: Service
apiVersion: v1
metadata: {name: both}
spec: {selector: {a: b}, ports: [{port: 1, targetPort: 81, name: a}, {port: 2, targetPort: 82, name: b}]}
---
kind: Service
apiVersion: v1
metadata: {name: elsewhere}
spec: {selector: {a: c}, ports: [{port: 80}]}
"""


def said(text: str, name: str) -> list[str]:
    manifest, pod, found = containers_of(text)
    return [str(reference.message) for reference in references(manifest, pod, found[name])]


def test_references_say_what_they_are() -> None:
    assert said(JOB, "work") == [
        "A rule of the Job's podFailurePolicy looks at the exit codes of work.",
        "Only work mounts the volume own.",
        "The Service work leads to work alone.",
        "Port 1 of the Service both leads to work alone.",
    ]
    assert said(JOB, "log") == ["Port 2 of the Service both leads to log alone."]
    assert said(EVERYWHERE, "app")[:2] == [
        "The variable SELF of app reads a resource of app.",
        "The variable CPU of log reads a resource of app.",
    ]
    assert said(EVERYWHERE, "app")[-3:] == [
        "The HorizontalPodAutoscaler app scales by app.",
        "The VerticalPodAutoscaler v scales by app.",
        "The ScaledObject k scales by app.",
    ]


def test_a_reference_knows_whether_it_is_renamed_and_whether_it_dangles() -> None:
    manifest, pod, found = containers_of(EVERYWHERE)
    by_words = {str(r.message): r for r in references(manifest, pod, found["app"])}
    own = by_words["The variable SELF of app reads a resource of app."]
    assert (own.renamed, own.dangles, own.bond) == (True, False, Bond.VALUE)
    roles = by_words["The annotation podwright.dev/roles names app."]
    assert (roles.renamed, roles.dangles, roles.bond) == (True, True, Bond.ENTRY)
    manifest, pod, found = containers_of(JOB)
    volume = references(manifest, pod, found["work"])[1]
    assert (volume.renamed, volume.dangles, volume.bond) == (False, True, Bond.USE)


def test_all_that_names_a_container_goes_along_and_nothing_names_it_any_more() -> None:
    for ending in ("\n", "\r\n"):
        manifest, pod, found = containers_of(EVERYWHERE.replace("\n", ending))
        along = [r for r in references(manifest, pod, found["app"]) if r.dangles]
        after = remove_container(manifest, pod, found["app"], along=along)
        assert after.text == ANYWHERE.replace("\n", ending)


def test_an_annotation_that_named_the_container_alone_goes_and_takes_the_last_one_along() -> None:
    text = EVERYWHERE.partition("  template:")[0].replace("Deployment", "Pod").replace("apps/v1", "v1")
    spec = "spec:\n  containers:\n  - name: log\n    image: log\n"
    text = text.removesuffix("spec:\n") + spec + "  - name: app\n    image: app\n"
    named = text.replace("metadata:\n", 'metadata:\n  annotations:\n    podwright.dev/roles: "app=main"\n')
    manifest, pod, found = containers_of(named)
    along = references(manifest, pod, found["app"])
    after = remove_container(manifest, pod, found["app"], along=along)
    assert after.text == text.removesuffix("  - name: app\n    image: app\n")


def test_a_port_of_a_service_is_told_by_its_protocol_too() -> None:
    text = """\
kind: Pod
apiVersion: v1
metadata: {name: p, labels: {a: b}}
spec:
  containers:
  - {name: names, image: d, ports: [{containerPort: 53, protocol: UDP}]}
  - {name: log, image: l, ports: [{containerPort: 53}]}
---
kind: Service
apiVersion: v1
metadata: {name: dns}
spec: {selector: {a: b}, ports: [{port: 53, protocol: UDP}, {port: 53}, {port: 9}, no port]}
"""
    assert said(text, "names") == ["Port 53 of the Service dns leads to names alone."]
    assert said(text, "log") == ["Port 53 of the Service dns leads to log alone."]


ANYWHERE = """\
# a shop; app sells
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
  labels: {app: app}
spec:
  template:
    metadata:
      annotations:
        podwright.dev/roles: "log=adapter"
        vault.hashicorp.com/agent-inject-containers: log
        instrumentation.opentelemetry.io/java-container-names: log
        example.com/container: app
        example.com/app: x
    spec:
      initContainers:
      - name: app-setup
        image: app
      containers:
      - name: log
        image: log
      ephemeralContainers:
      - {name: debug, image: d}
      volumes:
      - name: app
        downwardAPI:
          items: []
      - name: all
        projected:
          sources:
          - downwardAPI:
              items: []
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: app}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: shop}
  metrics:
  - type: Resource
---
{"apiVersion": "autoscaling.k8s.io/v1", "kind": "VerticalPodAutoscaler", "metadata": {"name": "v"},
 "spec": {"targetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "shop"},
  "resourcePolicy": {"containerPolicies": [{"containerName": "*"}]}}}
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: {name: k}
spec:
  scaleTargetRef: {name: shop}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: another}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: StatefulSet, name: shop}
  metrics:
  - containerResource: {name: cpu, container: app}
"""


def test_a_job_loses_its_failure_policy_with_its_only_rule() -> None:
    manifest, pod, found = containers_of(JOB)
    along = references(manifest, pod, found["work"])
    after = remove_container(manifest, pod, found["work"], along=along)
    assert "podFailurePolicy" not in after.documents[0].value["spec"]
    assert [d.name for d in after.documents] == ["j", "both", "elsewhere"]
    assert after.documents[1].value["spec"]["ports"] == [{"port": 2, "targetPort": 82, "name": "b"}]
    assert [v.name for v in after.pods[0].volumes] == ["both", "file", "unused"]


def test_the_only_metric_warns_of_what_comes_instead() -> None:
    text = EVERYWHERE.replace("  - type: Resource\n", "")
    assert "keeps the pods at 80 % CPU" in next(s for s in said(text, "app") if "HorizontalPod" in s)


STREAMS = [
    ("kind: a\n---\nkind: b\n---\nkind: c\n", 0, "---\nkind: b\n---\nkind: c\n"),
    ("kind: a\n---\n# b\nkind: b\n# end\n---\nkind: c\n", 1, "kind: a\n---\nkind: c\n"),
    ("kind: a\n--- # c\nkind: c", 1, "kind: a"),
    ("---\nkind: a\n--- {kind: b}\n---\n---\nkind: c\n", 1, "---\nkind: a\n---\n---\nkind: c\n"),
    ("kind: a\n---\nkind: |\n  ---\n  x\n---\nkind: c\n", 1, "kind: a\n---\nkind: c\n"),
    ("kind: a\n---\n---\nkind: c\n", 1, "kind: a\n---\nkind: c\n"),
    ("\ufeffkind: a\n---\nkind: b\n", 1, "\ufeffkind: a\n"),
    ('{"kind": "a"}\n---\n{"kind": "b"}\n', 0, '---\n{"kind": "b"}\n'),
]


@pytest.mark.parametrize(("before", "index", "after"), STREAMS)
def test_a_document_leaves_its_stream_with_its_marker_and_comments(
    before: str, index: int, after: str
) -> None:
    for ending in ("\n", "\r\n"):
        start = read(before.replace("\n", ending))
        assert start.error is None, str(start.error)
        assert remove_document(start, index).text == after.replace("\n", ending)


def test_a_field_takes_the_mappings_along_that_it_leaves_empty() -> None:
    text = "kind: A\nx:\n  a: {b: 1}\n  c:\n    d:\n      e: 1\nl: [1, 2]\n"
    assert take_out(read(text), 0, "x.c.d.e").text == "kind: A\nx:\n  a: {b: 1}\nl: [1, 2]\n"
    assert take_out(read(text), 0, "l[0]").text == text.replace("[1, 2]", "[2]")


@pytest.mark.skipif(not CORPUS.exists(), reason="needs ../shared/corpus")
def test_nothing_refers_to_a_real_container_that_took_it_all_along() -> None:
    done = 0
    for manifest, pod in real_pods(3):
        container = pod.containers[-1]
        along = [r for r in references(manifest, pod, container) if r.dangles]
        after = outcome(partial(remove_container, manifest, pod, container, along=along))
        if not along or isinstance(after, str):
            continue
        left = {p.path: p for p in after.pods if p.name == pod.name and p.kind == pod.kind}
        assert len(left[pod.path].containers) == len(pod.containers) - 1
        assert len(left[pod.path].volumes) == len(pod.volumes) - sum(
            "mounts the volume" in str(r.message) for r in along
        )
        assert len(after.text) < len(manifest.text)
        done += 1
    assert done > 15
