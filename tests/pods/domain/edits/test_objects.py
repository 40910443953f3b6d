"""Objects are added behind the stream in its own style, and the pod is tied to them in the same step."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pods.domain import selectors
from pods.domain.analysis import analyse
from pods.domain.edits.objects import (
    AsFiles,
    AsVariables,
    MountAt,
    ServicePort,
    add_claim,
    add_config_map,
    add_secret,
    add_service,
    offered_ports,
)
from pods.domain.edits.refusal import EditRefused
from pods.domain.edits.volume_sources import ClaimSpec
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.reader import read
from pods.domain.manifest.views import Pod
from tests.pods.domain.edits.pods_as_written import CORPUS, changed, pod_of, real_pods, tried

POD = """\
# mine
apiVersion: v1
kind: Pod
metadata:
    name: shop
    namespace: prod
    labels: {app: shop, v: "1"}
spec:
    containers:
      - name: app # main
        image: i
        ports:
          - {name: http, containerPort: 8080}
          - {containerPort: 53, protocol: UDP}
      - {name: log, image: l, ports: [{name: http, containerPort: 9000}, {containerPort: 8080}]}
# end
"""
BARE = "kind: Pod\napiVersion: v1\nmetadata: {name: p}\nspec:\n  containers: [{name: a, image: i}]\n"
SERVICE = """\
---
apiVersion: v1
kind: Service
metadata:
    name: front
    namespace: prod
spec:
    selector:
        app: shop
    ports:
      - name: web
        port: 80
        targetPort: http
"""
FILES = AsFiles("conf", (MountAt("app", "/etc/app", True), MountAt("log", "/conf")))


def ports(*named: str) -> tuple[ServicePort, ...]:
    return tuple(ServicePort(80, "http", name) for name in named)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("cut", [False, True])
def test_a_service_is_written_as_the_stream_is(ending: str, cut: bool) -> None:
    manifest, pod = pod_of((POD.removesuffix("\n") if cut else POD).replace("\n", ending))
    after = add_service(manifest, pod, "front", ports=ports("web")).text
    wanted = POD + SERVICE
    assert after == (wanted.removesuffix("\n") if cut else wanted).replace("\n", ending)


@pytest.mark.parametrize(
    ("before", "between"),
    [(BARE + "---\n", ""), (BARE + "...\n", "---\n"), (BARE + "# c\n\n", "---\n"), ("---\n" + BARE, "---\n")],
)
def test_one_marker_stands_between_documents(before: str, between: str) -> None:
    manifest, pod = pod_of(before)
    after = add_service(manifest, pod, "p", ports=ports(""))
    added = after.text.removeprefix(
        before[: before.index("metadata")] + "metadata: {name: p, labels: {app: p}}\n"
    )
    assert after.documents[-1].kind == "Service"
    assert f"{between}apiVersion: v1\nkind: Service\n" in added
    assert after.text.count("---") == before.count("---") + between.count("---")


def test_the_containers_ports_are_offered_once_each_under_names_of_their_own() -> None:
    _, pod = pod_of(POD)
    assert offered_ports(pod) == (
        ServicePort(8080, 8080, "http"),
        ServicePort(53, 53, "port-53", "UDP"),
        ServicePort(9000, 9000, "http-tcp"),
    )
    _, single = pod_of(BARE.replace("image: i", "image: i, ports: [{name: web, containerPort: 80}]"))
    assert offered_ports(single) == (ServicePort(80, "web", "web"),)


def test_a_pod_without_labels_gets_those_its_service_selects_by() -> None:
    manifest, pod = pod_of(BARE)
    after = add_service(manifest, pod, "p", type="Headless")
    assert after.pods[0].labels == {"app": "p"}
    assert after.documents[1].value["spec"] == {"clusterIP": "None", "selector": {"app": "p"}}
    other = add_service(manifest, pod, "p", ports=ports(""), selector={"x": "z"}, type="NodePort")
    assert other.pods[0].labels == {"x": "z"}
    assert other.documents[1].value["spec"]["type"] == "NodePort"


def test_keys_of_a_config_map_are_files_written_line_by_line() -> None:
    manifest, pod = pod_of(POD)
    data = {"app.conf": "a = 1\n\n  b: 2 # c\n", "empty": "", "one": "yes", "tail": "x\ny"}
    after = add_config_map(manifest, pod, "app", data, FILES)
    assert after.text.endswith(
        'data:\n    app.conf: |\n        a = 1\n\n          b: 2 # c\n    empty: ""\n    one: "yes"\n'
        "    tail: |-\n        x\n        y\n"
    )
    assert after.documents[1].value["data"] == data
    assert after.value(0, "spec.volumes") == [{"name": "conf", "configMap": {"name": "app"}}]
    assert after.value(0, "spec.containers[0].volumeMounts") == [
        {"name": "conf", "mountPath": "/etc/app", "readOnly": True}
    ]
    assert after.value(0, "spec.containers[1].volumeMounts") == [{"name": "conf", "mountPath": "/conf"}]
    assert "- name: app # main" in after.text


@pytest.mark.parametrize("text", [BARE, BARE.removesuffix("\n"), BARE.replace("\n", "\r\n"), BARE + "---"])
@pytest.mark.parametrize(
    "content", ["a\n", "a\nb", " a\nb\n", "a\n\n", "\na", "\n", "a\n b\n\n c\n", "\ta\n", "a\r\nb\n"]
)
def test_lines_of_a_file_stay_what_they_are(text: str, content: str) -> None:
    manifest, pod = pod_of(text)
    after = add_config_map(manifest, pod, "c", {"f": content}, AsVariables(("a",)))
    assert after.documents[1].value["data"] == {"f": content}


@pytest.mark.parametrize(
    ("head", "closed"),
    [
        ("|", "|-"),
        (">", ">-"),
        ("|-", "|-"),
        ("|+", "|-"),
        ("|2", "|-2"),
        ("|1+ # c", "|1- # c"),
        ("&a |", "&a |-"),
        ("", ""),
    ],
)
def test_a_text_that_ends_the_stream_without_a_line_break_stays_without_one(head: str, closed: str) -> None:
    tail = f"---\nkind: ConfigMap\napiVersion: v1\ndata:\n  a: {head}\n"
    manifest, pod = pod_of(f"{BARE}{tail}    one\n    two")
    after = add_service(manifest, pod, "s", type="Headless")
    assert after.documents[1].value == manifest.documents[1].value
    assert (
        f"{tail.replace(head + chr(10), closed + chr(10)) if head else tail}    one\n    two\n---\n"
        in after.text
    )


def test_an_object_follows_an_empty_one_between_brackets() -> None:
    manifest, pod = pod_of(BARE + "---\n{kind: A, m: {}}")
    assert add_service(manifest, pod, "s", type="Headless").text.startswith(
        BARE.replace("{name: p}", "{name: p, labels: {app: p}}")
    )


def test_a_secret_is_written_in_plain_text_and_becomes_variables() -> None:
    manifest, pod = pod_of(POD)
    after = add_secret(manifest, pod, "key", {"A": "b"}, AsVariables(("app", "log"), "X_"))
    assert after.documents[1].value["stringData"] == {"A": "b"}
    for container in after.pods[0].containers:
        assert container.raw["envFrom"] == [{"prefix": "X_", "secretRef": {"name": "key"}}]


def test_a_claim_is_a_new_volume() -> None:
    manifest, pod = pod_of(POD)
    after = add_claim(manifest, pod, "data", ClaimSpec("1Gi"), AsFiles("data", (MountAt("app", "/data"),)))
    assert after.documents[1].value["spec"]["resources"] == {"requests": {"storage": "1Gi"}}
    assert after.value(0, "spec.volumes") == [
        {"name": "data", "persistentVolumeClaim": {"claimName": "data"}}
    ]


EVERYTHING: list[Callable[[Manifest, Pod], Manifest]] = [
    lambda m, p: add_service(m, p, "front"),
    lambda m, p: add_config_map(m, p, "c", {"a.b": "1\n2\n"}, FILES),
    lambda m, p: add_secret(m, p, "s", {"A": "ß"}, AsVariables(("app",)), type="Opaque"),
    lambda m, p: add_claim(m, p, "d", ClaimSpec("1Gi"), FILES),
]


@pytest.mark.parametrize("edit", EVERYTHING, ids=range(4))
@pytest.mark.parametrize("form", ["yaml", "json", "pretty", "list"])
def test_the_api_server_takes_what_is_added(edit: Callable[[Manifest, Pod], Manifest], form: str) -> None:
    value = read(POD).documents[0].value
    text = POD
    if form == "list":
        text = json.dumps({"apiVersion": "v1", "kind": "List", "items": [value]})
    elif form != "yaml":
        text = json.dumps(value, indent=3 if form == "pretty" else None) + "\n"
    after = edit(*pod_of(text))
    assert [f for f in analyse(after.text, "1.36").findings if f.rejected_by_api] == []
    assert len(after.objects) == 2
    assert after.objects[1].namespace == "prod"
    if form != "yaml":  # still JSON: one object after the other, nothing between
        rest = after.text.lstrip()
        while rest:
            _, end = json.JSONDecoder().raw_decode(rest)
            rest = rest[end:].lstrip()
    service = after.objects[1].raw
    if service["kind"] == "Service":
        assert selectors.matches({"matchLabels": service["spec"]["selector"]}, after.pods[0].labels)


REFUSED: list[tuple[str, Callable[[Manifest, Pod], Manifest], str]] = [
    (BARE, lambda m, p: add_service(m, p, "p"), "No container declares"),
    (POD, lambda m, p: add_service(m, p, ""), "needs a name"),
    (POD, lambda m, p: add_service(m, p, "a.b"), "lower-case"),
    (POD, lambda m, p: add_service(m, p, "a", type="External"), "choose one of"),
    (POD, lambda m, p: add_service(m, p, "a", ports=(ServicePort(0, 1),)), "port must be"),
    (POD, lambda m, p: add_service(m, p, "a", ports=(ServicePort(1, 70000),)), "targetPort must be"),
    (POD, lambda m, p: add_service(m, p, "a", ports=(ServicePort(1, "--"),)), "port name"),
    (POD, lambda m, p: add_service(m, p, "a", ports=(ServicePort(1, 1), ServicePort(2, 2))), "cannot be empty"),
    (POD, lambda m, p: add_service(m, p, "a", ports=ports("a", "a")), "twice"),
    (POD, lambda m, p: add_service(m, p, "a", ports=(ServicePort(1, 1, "a", "ICMP"),)), "choose one of"),
    (POD + SERVICE, lambda m, p: add_service(m, p, "front"), "already, on line 18"),
    (POD, lambda m, p: add_config_map(m, p, "c", {}, FILES), "at least one key"),
    (POD, lambda m, p: add_config_map(m, p, "c", {"a/b": ""}, FILES), "may hold only"),
    (POD, lambda m, p: add_config_map(m, p, "c", {"": ""}, FILES), "cannot be empty"),
    (POD, lambda m, p: add_config_map(m, p, "c", {"a": "x" * 2**20}, FILES), "is the most"),
    (POD, lambda m, p: add_config_map(m, p, "c", {"a": ""}, AsFiles("v", ())), "at least one container"),
    (POD, lambda m, p: add_secret(m, p, "c", {"a": ""}, AsVariables(())), "at least one container"),
    (POD, lambda m, p: add_secret(m, p, "c", {"a": ""}, AsVariables(("x",))), "no container named"),
    (POD, lambda m, p: add_secret(m, p, "c", {"a": ""}, AsVariables(("app",), "=")), "printable"),
    (POD, lambda m, p: add_claim(m, p, "c", ClaimSpec("none"), FILES), "no quantity"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "edit", "words"), REFUSED, ids=range(len(REFUSED)))
def test_what_the_api_server_would_refuse_is_refused(
    text: str, edit: Callable[[Manifest, Pod], Manifest], words: str
) -> None:
    with pytest.raises(EditRefused, match=words):
        edit(*pod_of(text))


@given(st.dictionaries(st.sampled_from(["a", "b.c", "no"]), st.text(max_size=20), min_size=1))
def test_any_text_can_be_the_content_of_a_file(data: dict[str, str]) -> None:
    for text in (
        BARE,
        BARE.removesuffix("\n"),
        BARE.replace("\n", "\r\n"),
        json.dumps(read(BARE).documents[0].value),
    ):
        manifest, pod = pod_of(text)
        edited: Any = tried(
            lambda m, p: add_config_map(m, p, "c", data, AsVariables(("a",))), (manifest, pod)
        )
        assert isinstance(edited, str) or edited.documents[1].value["data"] == data
        assert not isinstance(edited, str) or any(
            not c.isprintable() for v in data.values() for c in v.replace("\n", "")
        )


@pytest.mark.skipif(not CORPUS.exists(), reason="needs ../shared/corpus")
def test_objects_are_added_to_every_real_stream() -> None:
    done = refused = 0
    for manifest, pod in real_pods(every=23):
        named = next((c.name for c in pod.containers if c.name), "")
        for edit in (
            lambda m, p: add_service(m, p, "podwright-new", ports=(ServicePort(80, 80),)),
            lambda m, p, n=named: add_config_map(m, p, "podwright-new", {"a": "b\n"}, AsVariables((n,))),
        ):
            after = tried(edit, (manifest, pod))
            if isinstance(after, str):
                assert after.endswith(".")
                refused += 1
                continue
            assert len(after.objects) == len(manifest.objects) + 1
            for document, other in zip(manifest.documents, after.documents, strict=False):
                for path in changed(document.value, other.value) if document.value is not None else ():
                    assert document.index == pod.document
                    assert (
                        "label" in path
                        or "metadata" in path
                        or "envFrom" in path
                        or path.startswith(".items")
                    )
            assert _lost(manifest.text, after.text) <= 1
            done += 1
    assert done > 20, (done, refused)
    assert refused < done, (done, refused)


def _lost(before: str, after: str) -> int:
    """How many lines of one text do not stand in another, in the same order."""
    lost, lines = 0, after.splitlines()
    at = 0
    for line in before.splitlines():
        found = next((i for i in range(at, len(lines)) if lines[i] == line), None)
        lost += found is None
        at = at if found is None else found + 1
    return lost
