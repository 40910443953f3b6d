"""A container gets another name, here and everywhere else it is named, in one step."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from pods.domain.edits.mentions import mentions
from pods.domain.edits.refusal import EditRefused
from pods.domain.edits.renames import rename_container
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Container, Pod
from tests.pods.domain.edits.real_containers import CORPUS, containers_of, outcome, real_pods, touched

EVERYWHERE = """\
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
        kubectl.kubernetes.io/default-container: app # the main one
        kubectl.kubernetes.io/default-logs-container: 'app'
        podwright.dev/roles: "log=adapter, app = main"
        container.apparmor.security.beta.kubernetes.io/app: runtime/default
        'container.seccomp.security.alpha.kubernetes.io/app': localhost/app
        ad.datadoghq.com/app.logs: '[{"source": "app"}]'
        vault.hashicorp.com/agent-inject-containers: app,log
        instrumentation.opentelemetry.io/java-container-names: log,app
        example.com/container: app
        example.com/app: x
    spec:
      initContainers:
      - name: app-setup
        image: app
      containers:
      - image: app:1 # app
        name: app    # here
        env:
        - {name: SELF, valueFrom: {resourceFieldRef: {containerName: app, resource: limits.cpu}}}
        - {name: NAME, value: app}
      - name: log
        image: log
        env:
        - name: CPU
          valueFrom:
            resourceFieldRef:
              resource: limits.cpu
              containerName: "app"
      ephemeralContainers:
      - {name: debug, image: d, targetContainerName: app}
      volumes:
      - name: app
        downwardAPI:
          items:
          - path: app
            resourceFieldRef: {containerName: app, resource: limits.cpu}
      - name: all
        projected:
          sources:
          - downwardAPI:
              items:
              - path: app
                resourceFieldRef:
                  containerName: app
                  resource: limits.cpu
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: app}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: shop}
  metrics:
  - type: Resource
  - type: ContainerResource
    containerResource: {name: cpu, container: app}
---
{"apiVersion": "autoscaling.k8s.io/v1", "kind": "VerticalPodAutoscaler", "metadata": {"name": "v"},
 "spec": {"targetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "shop"},
  "resourcePolicy": {"containerPolicies": [{"containerName": "*"}, {"containerName": "app"}]}}}
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: {name: k}
spec:
  scaleTargetRef: {name: shop}
  triggers: [{type: cpu, metadata: {containerName: app}}]
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: another}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: StatefulSet, name: shop}
  metrics:
  - containerResource: {name: cpu, container: app}
"""
RENAMED = [
    ("default-container: app", "default-container: web"),
    ("logs-container: 'app'", "logs-container: 'web'"),
    ("app = main", "web = main"),
    ("beta.kubernetes.io/app:", "beta.kubernetes.io/web:"),
    ("alpha.kubernetes.io/app':", "alpha.kubernetes.io/web':"),
    ("datadoghq.com/app.", "datadoghq.com/web."),
    ("containers: app,log", "containers: web,log"),
    ("names: log,app", "names: log,web"),
    ("name: app    #", "name: web    #"),
    ("containerName: app", "containerName: web"),
    ('containerName: "app"', 'containerName: "web"'),
    ("targetContainerName: app", "targetContainerName: web"),
    ('"containerName": "app"', '"containerName": "web"'),
]


def test_a_new_name_is_written_wherever_the_old_one_meant_the_container() -> None:
    wanted = EVERYWHERE.replace("container: app}", "container: web}", 1)
    for old, new in RENAMED:
        assert old in wanted
        wanted = wanted.replace(old, new)
    for ending in ("\n", "\r\n"):
        manifest, pod, found = containers_of(EVERYWHERE.replace("\n", ending))
        after = rename_container(manifest, pod, found["app"], name="web")
        assert after.text == wanted.replace("\n", ending)
        back = next(c for c in after.pods[0].containers if c.name == "web")
        assert rename_container(after, after.pods[0], back, name="app").text == manifest.text


HEAD = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n"
SIMPLE = [
    ("spec: {containers: [{name: app}, {image: i}]}\n", "spec: {containers: [{name: web}, {image: i}]}\n"),
    (
        'spec: {"containers": [{"name":"app", "image":"i"}]}',
        'spec: {"containers": [{"name":"web", "image":"i"}]}',
    ),
    ("spec:\n  containers:\n  - &app\n    name: app\n", "spec:\n  containers:\n  - &app\n    name: web\n"),
    (
        "spec:\n  containers:\n  - name: &n app\n    env:\n    - name: A\n"
        "      valueFrom: {resourceFieldRef: {containerName: *n}}\n",
        "spec:\n  containers:\n  - name: &n web\n    env:\n    - name: A\n"
        "      valueFrom: {resourceFieldRef: {containerName: *n}}\n",
    ),
    (
        "spec:\n  containers:\n  - name: app\n    env: &e\n"
        "    - {name: A, valueFrom: {resourceFieldRef: {containerName: app}}}\n  - {name: log, image: i, env: *e}\n",
        "spec:\n  containers:\n  - name: web\n    env: &e\n"
        "    - {name: A, valueFrom: {resourceFieldRef: {containerName: web}}}\n  - {name: log, image: i, env: *e}\n",
    ),
    (
        "spec:\n  containers:\n  - name: app # &x\n    image: i",
        "spec:\n  containers:\n  - name: web # &x\n    image: i",
    ),
]


@pytest.mark.parametrize(("before", "after"), SIMPLE)
def test_a_name_keeps_its_quotes_its_place_and_its_anchor(before: str, after: str) -> None:
    manifest, pod, found = containers_of(HEAD + before)
    assert rename_container(manifest, pod, found["app"], name="web").text == HEAD + after


def test_a_container_without_a_name_gets_one() -> None:
    manifest, pod, found = containers_of(f"{HEAD}spec:\n  containers:\n  - image: i # x\n")
    after = rename_container(manifest, pod, found[""], name="web")
    assert after.text == f"{HEAD}spec:\n  containers:\n  - image: i # x\n    name: web\n"


def test_of_two_containers_with_one_name_the_other_keeps_what_names_it() -> None:
    text = (
        "apiVersion: v1\nkind: Pod\nmetadata: {annotations: {kubectl.kubernetes.io/default-container: app}}\n"
        "spec:\n  containers:\n  - {name: app, image: a}\n  - name: app\n    image: b\n"
    )
    manifest, pod, found = containers_of(text)
    assert found["app"].index == 1
    after = rename_container(manifest, pod, found["app"], name="web")
    assert after.text == text.replace("- name: app", "- name: web")


REFUSED = [
    ("", "app", "", "needs a name"),
    ("", "app", "a_b", "lower-case"),
    ("", "app", "log", "already, on line 6"),
    ("container.apparmor.security.beta.kubernetes.io/web: x", "app", "web", "annotation .*/web already"),
]


@pytest.mark.parametrize(("annotation", "name", "new", "words"), REFUSED)
def test_a_name_that_cannot_be_is_refused(annotation: str, name: str, new: str, words: str) -> None:
    annotations = f"{{container.apparmor.security.beta.kubernetes.io/app: x, {annotation}}}"
    text = (
        f"apiVersion: v1\nkind: Pod\nmetadata: {{annotations: {annotations}}}\nspec:\n  containers:\n"
        "  - {name: log, image: i}\n  - {name: app, image: i}\n"
    )
    manifest, pod, found = containers_of(text)
    with pytest.raises(EditRefused, match=words):
        rename_container(manifest, pod, found[name], name=new)
    assert rename_container(manifest, pod, found[name], name=name) is manifest


def test_a_name_that_something_else_repeats_is_refused() -> None:
    text = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: &n app\nspec:\n  containers:\n  - {name: *n, image: i}\n"
    manifest, pod, found = containers_of(text)
    with pytest.raises(EditRefused, match="without changing something else"):
        rename_container(manifest, pod, found["app"], name="web")


def named_in(value: Any) -> set[str]:
    """Every container that some resource, process or rule is taken from, anywhere in a value."""
    if isinstance(value, list):
        return {name for item in value for name in named_in(item)}
    if not isinstance(value, dict):
        return set()
    keys = {"containerName", "targetContainerName", "kubectl.kubernetes.io/default-container"}
    own = {str(value[key]) for key in keys & value.keys()}
    return own | {name for item in value.values() for name in named_in(item)}


def lines_naming(manifest: Manifest, pod: Pod, container: Container) -> set[int]:
    """The lines that a rename should change."""
    places = [(pod.document, paths.join(container.path, "name"))]
    places += [(r.document, r.path) for r in mentions(manifest, pod, container)]
    return {manifest.locate(document, path).line for document, path in places}


@pytest.mark.skipif(not CORPUS.exists(), reason="needs ../shared/corpus")
def test_real_containers_are_renamed_on_the_lines_that_name_them_and_back() -> None:
    done = refused = 0
    for manifest, pod in real_pods(9, 3):
        for container in pod.containers[:2]:
            after = outcome(partial(rename_container, manifest, pod, container, name="a-new-name"))
            if isinstance(after, str):
                assert after.endswith("."), after
                refused += 1
                continue
            again = next(p for p in after.pods if (p.document, p.path) == (pod.document, pod.path))
            renamed = next(c for c in again.containers if c.path == container.path)
            assert renamed.name == "a-new-name"
            assert container.name not in named_in(after.documents[pod.document].value)
            assert len(list(mentions(after, again, renamed))) == len(list(mentions(manifest, pod, container)))
            back = outcome(partial(rename_container, after, again, renamed, name=container.name))
            if isinstance(back, Manifest):  # some real names are taken, or none the API would take
                assert back.text == manifest.text
                done += 1
            assert touched(manifest.text, after.text) == 2 * len(lines_naming(manifest, pod, container))
    assert done > 60
    assert refused < 4
