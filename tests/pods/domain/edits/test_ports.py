"""Ports come, change and go; what calls one by its name follows, and nothing else changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pods.domain.edits.ports import PortSpec, add_port, change_port, remove_port
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Container, Pod, Port
from tests.pods.domain.edits.pods_as_written import (
    CORPUS,
    FLOW,
    JSON,
    POD,
    Edit,
    container_of,
    doing,
    hold,
    real_pods,
    tried,
    ways_to_write,
)

STREAM = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  template:
    metadata:
      labels: {app: shop}
    spec:
      containers:
      - name: app
        ports:
        # for people
        - name: web  # the name
          containerPort: 8080
          hostIP: 10.0.0.1  # kept
        - containerPort: 9090
        livenessProbe:
          httpGet: {path: /, port: web}  # called by name
        readinessProbe:
          tcpSocket:
            port: 8080
        lifecycle:
          preStop:
            httpGet:
              port: "web"
      - name: other
        livenessProbe:
          httpGet: {port: web}  # its own, if it had one
---
apiVersion: v1
kind: Service
metadata: {name: shop}
spec:
  selector: {app: shop}
  ports:
  - {port: 80, targetPort: web}  # here
  - {port: 80, targetPort: web, protocol: UDP}
  - {port: 81, targetPort: metrics}
---
apiVersion: v1
kind: Service
metadata: {name: another}
spec:
  selector: {app: another}
  ports:
  - {port: 80, targetPort: web}
"""
RENAMED = (
    STREAM.replace("name: web  #", "name: http  #")
    .replace("path: /, port: web}", "path: /, port: http}")
    .replace('port: "web"', 'port: "http"')
    .replace("targetPort: web}  # here", "targetPort: http}  # here")
)


def rename_port(manifest: Manifest, pod: Pod, container: Container, port: Port, name: str | None) -> Manifest:
    """Another name and nothing else."""
    return change_port(manifest, pod, container, port, replace(of_port(port), name=name))


def of_port(port: Port) -> PortSpec:
    """What the text says of a port."""
    return PortSpec(port.number, port.name, port.protocol, port.host_port)


def first(edit: Edit, spec: PortSpec | str | None = None) -> Edit:
    """An edit of the first port."""

    def done(manifest: Manifest, pod: Pod, container: Container) -> Manifest:
        values = () if edit is remove_port else (spec,)
        return edit(manifest, pod, container, container.ports[0], *values)

    return done


CASES: list[tuple[str, Edit, str]] = [
    (POD, doing(add_port, PortSpec(80)), POD + "    ports:\n    - containerPort: 80\n"),
    (
        POD,
        doing(add_port, PortSpec(53, "dns", "UDP", 5353)),
        POD
        + "    ports:\n    - name: dns\n      containerPort: 53\n      protocol: UDP\n      hostPort: 5353\n",
    ),
    (
        STREAM,
        doing(add_port, PortSpec(8080, protocol="UDP")),
        STREAM.replace(
            "containerPort: 9090\n",
            "containerPort: 9090\n        - containerPort: 8080\n          protocol: UDP\n",
        ),
    ),
    (STREAM, first(rename_port, "web"), STREAM),
    (STREAM, first(rename_port, "http"), RENAMED),
    (
        STREAM,
        first(change_port, PortSpec(8081, "http")),
        RENAMED.replace("containerPort: 8080", "containerPort: 8081"),
    ),
    (
        STREAM,
        first(rename_port, None),
        STREAM.replace("name: web  # the name\n          containerPort", "containerPort")
        .replace("path: /, port: web}", "path: /, port: 8080}")
        .replace('port: "web"', "port: 8080")
        .replace("targetPort: web}  # here", "targetPort: 8080}  # here"),
    ),
    (
        STREAM,
        first(remove_port),
        STREAM.replace(
            "        # for people\n        - name: web  # the name\n"
            "          containerPort: 8080\n          hostIP: 10.0.0.1  # kept\n",
            "",
        )
        .replace("path: /, port: web}", "path: /, port: 8080}")
        .replace('port: "web"', "port: 8080")
        .replace("targetPort: web}  # here", "targetPort: 8080}  # here"),
    ),
    (
        POD + "    ports: [{containerPort: 80, protocol: TCP}]  # said\n",
        first(change_port, PortSpec(80)),
        POD + "    ports: [{containerPort: 80, protocol: TCP}]  # said\n",
    ),
    (
        POD + "    ports: [{containerPort: 80, protocol: UDP}]  # said\n",
        first(change_port, PortSpec(80)),
        POD + "    ports: [{containerPort: 80}]  # said\n",
    ),
    (
        POD + "    ports:\n    - containerPort: 80\n    tty: true\n",
        first(remove_port),
        POD + "    tty: true\n",
    ),
]


@pytest.mark.parametrize(("before", "edit", "after"), CASES)
def test_a_port_changes_with_all_that_calls_it_by_name(before: str, edit: Edit, after: str) -> None:
    for text, wanted in zip(ways_to_write(before), ways_to_write(after), strict=True):
        assert edit(*container_of(text)).text == wanted


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (FLOW, FLOW.replace("image: nginx", "image: nginx, ports: [{containerPort: 80}]")),
        (JSON, JSON.replace('"image": "nginx"', '"image": "nginx", "ports": [{"containerPort": 80}]')),
    ],
)
def test_a_first_port_is_written_like_what_stands_around_it(before: str, after: str) -> None:
    edited = add_port(*container_of(before), PortSpec(80))
    assert edited.text == after
    assert first(rename_port, "web")(*container_of(after)).text.count("web") == 1


def test_a_service_stays_where_the_name_is_also_that_of_another_container() -> None:
    text = STREAM.replace(
        "- name: other\n", "- name: other\n        ports: [{name: web, containerPort: 1}]\n"
    )
    after = first(rename_port, "http")(*container_of(text)).text
    assert "targetPort: web}  # here" in after
    twin = STREAM + "---\n" + STREAM.split("---\n")[0].replace("name: shop}", "name: twin}", 1)
    assert "targetPort: web}  # here" in first(rename_port, "http")(*container_of(twin)).text


def test_services_in_a_list_and_before_the_pod_follow_too() -> None:
    pod, service = STREAM.split("---\n")[:2]
    turned = service + "---\n" + pod
    assert "targetPort: http}  # here" in first(rename_port, "http")(*container_of(turned)).text
    items = "".join(f"- {t.replace(chr(10), chr(10) + '  ').rstrip()}\n" for t in (pod, service))
    listed = "apiVersion: v1\nkind: List\nitems:\n" + items
    assert "targetPort: http}  # here" in first(rename_port, "http")(*container_of(listed)).text


def test_no_service_leads_to_an_init_container() -> None:
    text = STREAM.replace("      containers:\n", "      initContainers:\n", 1)
    after = first(rename_port, "http")(*container_of(text)).text
    assert "targetPort: web}  # here" in after
    assert "name: http  # the name" in after


NODE = POD.replace("spec:\n", "spec:\n  hostNetwork: true\n")
TWO = (
    POD + "    ports: [{containerPort: 80, hostPort: 8080}]\n  - name: b\n    ports: [{containerPort: 81}]\n"
)

REFUSED: list[tuple[str, str, Edit, str]] = [
    (POD, "app", doing(add_port, PortSpec(0)), "from 1 to 65535"),
    (POD, "app", doing(add_port, PortSpec(80, "Web")), "lower-case"),
    (POD, "app", doing(add_port, PortSpec(80, "")), "cannot be empty"),
    (POD, "app", doing(add_port, PortSpec(80, protocol="tcp")), "TCP, UDP, SCTP"),
    (POD, "app", doing(add_port, PortSpec(80, host_port=70000)), "from 1 to 65535"),
    (NODE, "app", doing(add_port, PortSpec(80, host_port=81)), "With hostNetwork"),
    (STREAM, "app", doing(add_port, PortSpec(8080)), "lists port 8080"),
    (STREAM, "app", doing(add_port, PortSpec(1, "web")), "named web already"),
    (STREAM, "app", first(change_port, PortSpec(9090)), "lists port 9090"),
    (TWO, "b", first(change_port, PortSpec(81, host_port=8080)), "taken by the container app"),
    (
        TWO.replace(", hostPort: 8080", "").replace("spec:\n", "spec:\n  hostNetwork: true\n"),
        "b",
        first(change_port, PortSpec(80)),
        "taken by the container app",
    ),
    (POD.replace("containers:", "ephemeralContainers:"), "app", doing(add_port, PortSpec(1)), "ephemeral"),
    (
        POD + "    ports: [{name: web, containerPort: 80}]\n    startupProbe: {httpGet: &h {port: web}}\n"
        "    livenessProbe: {httpGet: *h}\n",
        "app",
        first(rename_port, "http"),
        "Edit it in the text|without changing something else",
    ),
]


@pytest.mark.parametrize(("text", "name", "edit", "words"), REFUSED)
def test_what_cannot_be_is_refused_with_a_reason(text: str, name: str, edit: Edit, words: str) -> None:
    with pytest.raises(EditRefused, match=words):
        edit(*container_of(text, name))


def test_addresses_of_the_node_keep_host_ports_apart() -> None:
    text = TWO.replace("hostPort: 8080}", "hostPort: 8080, hostIP: 10.0.0.1}")
    assert "hostPort: 8080" in first(change_port, PortSpec(81, host_port=8080))(*container_of(text, "b")).text


@pytest.mark.skipif(not CORPUS.exists(), reason="needs ../shared/corpus")
def test_ports_of_real_pods_are_renamed_and_back_again() -> None:
    done = 0
    for manifest, pod in real_pods(10):
        for container in pod.containers:
            at = (manifest, pod, container)
            own = (f"{container.path}.ports",)
            done += hold(doing(add_port, PortSpec(65000, "podwright")), at, own, 1)
            after = tried(first(rename_port, "podwright"), at) if container.ports else ""
            if not isinstance(after, str) and container.ports[0].name:
                index = next(i for i, other in enumerate(manifest.pods) if other is pod)
                again = after.pods[index]
                same = next(c for c in again.containers if c.path == container.path)
                back = first(rename_port, container.ports[0].name)(after, again, same)
                assert [d.value for d in back.documents] == [d.value for d in manifest.documents]
                assert back.text.count("\n") == manifest.text.count("\n")
                done += 1
    assert done > 40
