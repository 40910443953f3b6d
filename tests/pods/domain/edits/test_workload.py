"""Replicas, labels, annotations and selectors change alone, and selectors keep finding their pods."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pods.domain.edits.refusal import EditRefused
from pods.domain.edits.workload import set_annotations, set_labels, set_replicas, set_selector
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.reader import read
from pods.domain.manifest.views import Pod
from tests.pods.domain.edits.pods_as_written import CORPUS, doing, hold, pod_of, real_pods, ways_to_write

SHOP = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
  labels: {team: a} # whose
spec:
  replicas: 2 # two
  selector:
    matchLabels: {app: shop} # these
  template:
    metadata:
      labels:
        app: shop # its name
        tier: web
    spec:
      containers: [{name: app, image: i}]
"""
SERVICE = (
    "---\nkind: Service\napiVersion: v1\nmetadata: {name: front}\nspec:\n  selector: {app: shop, tier: web}\n"
)
POD = "kind: Pod\napiVersion: v1\nmetadata:\n  labels: {a: b}\nspec:\n  containers: [{name: app, image: i}]\n"

DONE: list[tuple[str, Callable[[Manifest, Pod], Manifest], str, str]] = [
    (SHOP, lambda m, p: set_replicas(m, p, 3), "replicas: 2 # two", "replicas: 3 # two"),
    (SHOP, lambda m, p: set_replicas(m, p, 0), "replicas: 2 # two", "replicas: 0 # two"),
    (SHOP, lambda m, p: set_replicas(m, p, None), "  replicas: 2 # two\n", ""),
    (SHOP, lambda m, p: set_labels(m, p, {"app": "shop"}), "        tier: web\n", ""),
    (SHOP, lambda m, p: set_labels(m, p, {"app": "shop", "tier": "web", "v": "1"}),
     "        tier: web\n", '        tier: web\n        v: "1"\n'),
    (SHOP, lambda m, p: set_labels(m, p, {"team": "b"}, of_workload=True), "{team: a}", "{team: b}"),
    (SHOP, lambda m, p: set_labels(m, p, {}, of_workload=True), "  labels: {team: a} # whose\n", ""),
    (SHOP, lambda m, p: set_annotations(m, p, {"a/b": "1\n2"}),
     "        tier: web\n", '        tier: web\n      annotations:\n        a/b: "1\\n2"\n'),
    (SHOP, lambda m, p: set_annotations(m, p, {}), "", ""),
    (SHOP, lambda m, p: set_selector(m, p, {"app": "shop"}), "", ""),
    (POD, lambda m, p: set_labels(m, p, {"a": "c"}), "a: b", "a: c"),
    (POD, lambda m, p: set_labels(m, p, {}), "{a: b}", "{}"),
    (POD, lambda m, p: set_labels(m, p, {"a": "c"}, of_workload=True), "a: b", "a: c"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "edit", "old", "new"), DONE, ids=range(len(DONE)))
def test_only_what_is_asked_changes(
    text: str, edit: Callable[[Manifest, Pod], Manifest], old: str, new: str
) -> None:
    for before in ways_to_write(text):
        ending = "\r\n" if "\r" in before else "\n"
        after = edit(*pod_of(before)).text
        wanted = before.replace(old.replace("\n", ending), new.replace("\n", ending)) if old else before
        assert "1\\n2" in after or after == wanted


def test_selectors_follow_the_labels_when_asked_to() -> None:
    manifest, pod = pod_of(SHOP + SERVICE)
    with pytest.raises(EditRefused, match="Deployment/shop, Service/front"):
        set_labels(manifest, pod, {"app": "web", "tier": "web"})
    after = set_labels(manifest, pod, {"app": "web"}, along=True).text
    assert after == (SHOP + SERVICE).replace("app: shop, tier: web", "app: web").replace(
        "        tier: web\n", ""
    ).replace("app: shop", "app: web")
    with pytest.raises(EditRefused, match="would be empty"):
        set_labels(manifest, pod, {"new": "x"}, along=True)


def test_a_service_of_another_namespace_or_another_pod_is_left_alone() -> None:
    for other in (
        SERVICE.replace("{name", "{namespace: x, name"),
        SERVICE.replace("app: shop", "app: other"),
    ):
        manifest, pod = pod_of(SHOP + other)
        after = set_labels(manifest, pod, {"app": "shop"})
        assert after.text.endswith(other)


def test_the_template_gets_the_labels_its_selector_asks_for() -> None:
    manifest, pod = pod_of(SHOP)
    after = set_selector(manifest, pod, {"app": "web", "x": "z"})
    assert after.text == SHOP.replace("{app: shop} # these", "{app: web, x: z} # these").replace(
        "app: shop # its name\n        tier: web\n", "app: web # its name\n        tier: web\n        x: z\n"
    )
    text = POD.replace("kind: Pod\napiVersion: v1", "kind: ReplicationController\napiVersion: v1").replace(
        "spec:\n  containers", "spec:\n  selector: {a: b}\n  template:\n   spec:\n    containers"
    )
    manifest, pod = pod_of(text)
    edited = set_selector(manifest, pod, {"c": "d"})
    assert edited.value(0, "spec.selector") == {"c": "d"}
    assert edited.pods[0].labels == {"c": "d"}


REFUSED: list[tuple[str, Callable[[Manifest, Pod], Manifest], str]] = [
    (POD, lambda m, p: set_replicas(m, p, 2), "no number of replicas"),
    (SHOP, lambda m, p: set_replicas(m, p, -1), "replicas must be"),
    (POD, lambda m, p: set_selector(m, p, {"a": "b"}), "does not select"),
    (SHOP, lambda m, p: set_selector(m, p, {}), "every pod"),
    (SHOP, lambda m, p: set_selector(m, p, {"a": "b c"}), "may hold only"),
    (SHOP, lambda m, p: set_labels(m, p, {"app": "shop", "-": ""}), "may hold only"),
    (SHOP, lambda m, p: set_annotations(m, p, {"a/b/c": ""}), "one / only"),
]


@pytest.mark.parametrize(("text", "edit", "words"), REFUSED, ids=range(len(REFUSED)))
def test_what_the_api_server_would_refuse_is_refused(
    text: str, edit: Callable[[Manifest, Pod], Manifest], words: str
) -> None:
    with pytest.raises(EditRefused, match=words):
        edit(*pod_of(text))


@pytest.mark.skipif(not CORPUS.exists(), reason="needs ../shared/corpus")
def test_every_edit_of_a_workload_holds_for_real_ones() -> None:
    counts = dict.fromkeys(("replicas", "labels", "annotations", "selector"), 0)
    for manifest, pod in real_pods(every=23):
        at = (manifest, pod)
        metadata = paths.join(paths.parent(pod.path), "metadata")
        spec = f"{pod.path.removesuffix(f'{pod.template}.spec')}spec" if pod.template else "spec"
        counts["replicas"] += hold(doing(set_replicas, 7), at, (f"{spec}.replicas",), 1)
        more = {**pod.labels, "podwright.dev/new": "x"}
        counts["labels"] += hold(doing(set_labels, more), at, (metadata,), 1)
        notes = {**pod.annotations, "podwright.dev/new": "x: y"}
        counts["annotations"] += hold(doing(set_annotations, notes), at, (metadata,), 1)
        counts["selector"] += hold(
            doing(set_selector, {"podwright.dev/new": "x"}), at, (f"{spec}.selector", metadata), 10**4
        )
    assert min(counts.values()) > 8, counts


def test_the_result_is_a_manifest_that_reads() -> None:
    assert read(set_labels(*pod_of(POD), {"a": "b", "c": "yes"}).text).pods[0].labels["c"] == "yes"
