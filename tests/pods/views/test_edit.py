from __future__ import annotations

import difflib
import re
from typing import Any

import pytest
from django import forms
from django.test import Client
from django.urls import reverse

from pods.domain.analysis import analyse
from pods.domain.manifest.views import Pod
from pods.forms.editing import EditForm, Subject
from pods.forms.edits import all_forms
from pods.forms.sent import choices_of
from pods.models import Design
from tests.pods.manifests import BROKEN, design

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
TRIO = """\
apiVersion: v1
kind: Pod
metadata:
  name: trio  # a comment
spec:
  initContainers:
    # prepares
    - name: setup
      image: busybox:1.37
    - name: shipper   # sends
      image: fluent/fluent-bit:4.1.1
      restartPolicy: Always
      volumeMounts: [{name: logs, mountPath: /logs, readOnly: true}]
  containers:
    - name: app  # the app
      image: 'nginx:1.29'
      command: ["sh", "-c"]
      env:
        # how it runs
        - name: MODE
          value: fast
        - name: NODE
          valueFrom: {fieldRef: {fieldPath: spec.nodeName}}
      ports:
        - containerPort: 80
          name: web
      readinessProbe: {httpGet: {port: web}}
      volumeMounts:
        - name: logs
          mountPath: /var/log/nginx  # as the image has it
    - name: helper
      image: busybox
  volumes:
    - name: logs
      emptyDir: {}
"""
APP, HELPER, SETUP = "spec.containers[0]", "spec.containers[1]", "spec.initContainers[0]"
MODE, NODE = f"{APP}.env[0]", f"{APP}.env[1]"
MOUNT = f"{APP}.volumeMounts[0]"
LOGS = "spec.volumes[0]"


def stored(of: Design) -> Design:
    return Design.objects.with_head().get(pk=of.pk)


def send(client: Client, of: Design, slug: str, target: str, data: dict[str, Any], **more: Any) -> Any:
    """Send a form as the page would: what it holds, with some fields changed."""
    sent = {**held(of, slug, target), **data, "target": target, "base": of.newest.digest}
    return client.post(reverse("edit", args=[of.pk, slug]), sent, **more)


def held(of: Design, slug: str, target: str) -> dict[str, Any]:
    """What a browser sends of a form that nobody has touched."""
    return untouched(all_forms()[slug](subject(of.newest.text, target)))


def untouched(form: EditForm) -> dict[str, Any]:
    """What a browser sends of it: of a choice that offers not what it should show, the first one offered."""
    sent: dict[str, Any] = {}
    for name, field in form.fields.items():
        value = form[name].value()
        if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.MultipleChoiceField):
            value = value if field.valid_value(value) else choices_of(field)[0][0]
        if value is not None and value is not False and not field.disabled:
            sent[name] = "on" if value is True else value
    return sent


def subject(text: str, at: str) -> Subject:
    analysis = analyse(text)
    pod: Pod = analysis.pods[0].pod
    return Subject(analysis.manifest, pod, "1.36", at)


def changes(before: str, after: str) -> list[str]:
    """The lines taken out and put in."""
    found = difflib.ndiff(before.splitlines(), after.splitlines())
    return [f"{line[0]} {line[2:].strip()}" for line in found if line[0] in "+-"]


# slug, target, fields, the lines that change, what history says
EDITS: list[tuple[str, str, dict[str, Any], list[str] | None, str]] = [
    (
        "add_container",
        "spec",
        {"name": "proxy", "image": "envoy:1", "kind": "sidecar"},
        ["+ - name: proxy", "+ image: envoy:1", "+ restartPolicy: Always"],
        "Added container proxy",
    ),
    (
        "add_container",
        "spec",
        {"name": "web", "image": "nginx", "kind": "container"},
        ["+ - name: web", "+ image: nginx"],
        "Added container web",
    ),
    (
        "add_volume",
        "spec",
        {"name": "tmp", "source": "emptyDir", "medium": "Memory", "size": "64Mi"},
        ["+ - name: tmp", "+ emptyDir:", "+ medium: Memory", "+ sizeLimit: 64Mi"],
        "Added volume tmp",
    ),
    (
        "rename_container",
        APP,
        {"name": "site"},
        ["- - name: app  # the app", "+ - name: site  # the app"],
        "Renamed container app to site",
    ),
    (
        "change_kind",
        SETUP,
        {"kind": "sidecar"},
        ["+ restartPolicy: Always"],
        "Made setup a native sidecar",
    ),
    (
        "duplicate_container",
        HELPER,
        {"copy": "second"},
        ["+ - name: second", "+ image: busybox"],
        "Duplicated container helper as second",
    ),
    (
        "move_container_up",
        HELPER,
        {},
        ["+ - name: helper", "+ image: busybox", "- - name: helper", "- image: busybox"],
        "Moved container helper up",
    ),
    (
        "move_container_down",
        SETUP,
        {},
        None,
        "Moved container setup down",
    ),
    (
        "remove_container",
        HELPER,
        {},
        ["- - name: helper", "- image: busybox"],
        "Removed container helper",
    ),
    (
        "runs",
        APP,
        {"image": "nginx:1.30"},
        ["- image: 'nginx:1.29'", "+ image: 'nginx:1.30'"],
        "Set the image of app to nginx:1.30",
    ),
    (
        "runs",
        APP,
        {"command": "", "args": "-g\r\ndaemon off;", "directory": "/srv"},
        None,
        "Changed what app runs",
    ),
    ("runs", APP, {"command": ""}, ['- command: ["sh", "-c"]'], "Set the command of app"),
    ("env", MODE, {"value": "slow"}, ["- value: fast", "+ value: slow"], "Set variable MODE of app"),
    (
        "env",
        MODE,
        {"name": "PACE"},
        ["- - name: MODE", "+ - name: PACE"],
        "Renamed variable MODE of app to PACE",
    ),
    (
        "env",
        NODE,
        {"path": "status.podIP"},
        [
            "- valueFrom: {fieldRef: {fieldPath: spec.nodeName}}",
            "+ valueFrom: {fieldRef: {fieldPath: status.podIP}}",
        ],
        "Set variable NODE of app",
    ),
    (
        "add_env",
        APP,
        {"name": "TOKEN", "source": "secretKeyRef", "of": "keys", "key": "token"},
        [
            "+ - name: TOKEN",
            "+ valueFrom:",
            "+ secretKeyRef:",
            "+ name: keys",
            "+ key: token",
        ],
        "Added variable TOKEN to app",
    ),
    (
        "remove_env",
        NODE,
        {},
        ["- - name: NODE", "- valueFrom: {fieldRef: {fieldPath: spec.nodeName}}"],
        "Removed variable NODE from app",
    ),
    ("move_env_up", NODE, {}, None, "Moved variable NODE of app up"),
    ("move_env_down", MODE, {}, None, "Moved variable MODE of app down"),
    (
        "add_port",
        HELPER,
        {"number": "9090", "name": "metrics"},
        ["+ ports:", "+ - name: metrics", "+ containerPort: 9090"],
        "Added port 9090 to helper",
    ),
    (
        "port",
        f"{APP}.ports[0]",
        {"name": "http"},
        [
            "- name: web",
            "- readinessProbe: {httpGet: {port: web}}",
            "+ name: http",
            "+ readinessProbe: {httpGet: {port: http}}",
        ],
        "Changed port 80 of app",
    ),
    (
        "remove_port",
        f"{APP}.ports[0]",
        {},
        None,
        "Removed port 80 from app",
    ),
    (
        "add_mount",
        HELPER,
        {"volume": "logs", "path": "/in", "read_only": "on"},
        ["+ volumeMounts:", "+ - name: logs", "+ mountPath: /in", "+ readOnly: true"],
        "Mounted volume logs in helper",
    ),
    (
        "mount_volume",
        LOGS,
        {"container": HELPER, "path": "/in", "read_only": "on"},
        ["+ volumeMounts:", "+ - name: logs", "+ mountPath: /in", "+ readOnly: true"],
        "Mounted volume logs in helper",
    ),
    ("mount", MOUNT, {"sub_path": "web"}, ["+ subPath: web"], "Changed how app mounts volume logs"),
    (
        "remove_mount",
        MOUNT,
        {},
        None,
        "Took the mount of volume logs from app",
    ),
    (
        "resources",
        APP,
        {"requests_cpu": "250m", "limits_memory": "1Gi"},
        ["+ resources:", "+ requests:", "+ cpu: 250m", "+ limits:", "+ memory: 1Gi"],
        "Set the resources of app",
    ),
    ("rename_volume", LOGS, {"name": "journal"}, None, "Renamed volume logs to journal"),
    (
        "change_volume",
        LOGS,
        {"source": "persistentVolumeClaim", "of": "store"},
        ["- emptyDir: {}", "+ persistentVolumeClaim:", "+ claimName: store"],
        "Changed volume logs",
    ),
    (
        "share_processes",
        "spec.shareProcessNamespace",
        {"on": "on"},
        ["+ shareProcessNamespace: true"],
        "Let all containers see one set of processes",
    ),
    (
        "host_network",
        "spec.hostNetwork",
        {"on": "on"},
        ["+ hostNetwork: true"],
        "Let the pod use the node's network",
    ),
    ("host_pid", "spec.hostPID", {"on": "on"}, ["+ hostPID: true"], "Let the pod see the node's processes"),
    ("host_ipc", "spec.hostIPC", {"on": "on"}, ["+ hostIPC: true"], "Let the pod use the node's IPC"),
    (
        "grace_period",
        "spec",
        {"seconds": "5"},
        ["+ terminationGracePeriodSeconds: 5"],
        "Set the grace period to 5 seconds",
    ),
    (
        "restart_policy",
        "spec",
        {"policy": "Never"},
        ["+ restartPolicy: Never"],
        "Set the restart policy to Never",
    ),
    ("remove_volume", LOGS, {"along": "on"}, None, "Removed volume logs"),
]

REFUSED: list[tuple[str, str, dict[str, Any]]] = [
    ("add_container", "spec", {"name": "app", "image": "busybox", "kind": "init"}),
    ("add_container", "spec", {"name": "", "image": "busybox", "kind": "init"}),
    ("add_container", "spec", {"name": "king", "image": "busybox", "kind": "king"}),
    ("add_volume", "spec", {"name": "logs", "source": "emptyDir"}),
    ("rename_container", APP, {"name": "Not A Name"}),
    ("runs", APP, {"image": ""}),
    ("add_env", APP, {"name": "MODE", "source": "value", "value": "x"}),
    ("env", NODE, {"path": "spec.nothing"}),
    ("add_port", APP, {"number": "80"}),
    ("port", f"{APP}.ports[0]", {"number": "many"}),
    ("add_mount", HELPER, {"volume": "none", "path": "/x"}),
    ("mount_volume", LOGS, {"container": APP, "path": "/var/log/nginx"}),
    ("mount_volume", LOGS, {"container": "spec.containers[9]", "path": "/x"}),
    ("resources", APP, {"requests_cpu": "2", "limits_cpu": "1"}),
    ("remove_volume", LOGS, {}),
    ("grace_period", "spec.terminationGracePeriodSeconds", {"seconds": "-1"}),
]


@pytest.mark.parametrize(
    ("slug", "target", "status"),
    [
        ("king", APP, 404),
        ("runs", "spec.containers[9]", 422),
        ("env", f"{APP}.env[7]", 422),
        ("runs", "", 422),
    ],
)
def test_a_form_about_nothing_changes_nothing(client: Client, slug: str, target: str, status: int) -> None:
    trio = design(TRIO)
    data = {"target": target, "base": trio.newest.digest}
    assert client.post(reverse("edit", args=[trio.pk, slug]), data).status_code == status
    assert stored(trio).newest.text == TRIO


def test_no_form_edits_a_text_that_cannot_be_read(client: Client) -> None:
    duo = design(BROKEN)
    data = {"target": APP, "image": "x", "base": duo.newest.digest}
    assert client.post(reverse("edit", args=[duo.pk, "runs"]), data).status_code == 422
    assert stored(duo).newest.text == BROKEN
    assert "edit/runs/" not in client.get(reverse("designer", args=[duo.pk])).content.decode()


def test_a_form_does_not_overwrite_lines_that_changed_meanwhile(client: Client) -> None:
    trio, theirs = design(TRIO), TRIO.replace("nginx:1.29", "theirs")
    client.post(reverse("text", args=[trio.pk]), {"text": theirs, "base": trio.newest.digest})
    assert send(client, trio, "runs", APP, {"image": "mine"}).status_code == 409
    assert stored(trio).newest.text == theirs


def test_what_a_removal_leaves_behind_is_offered_and_goes_along_when_ticked(client: Client) -> None:
    text = TRIO.replace("[{name: logs, mountPath: /logs, readOnly: true}]", "[]")
    trio = design(text)
    page = client.get(reverse("designer", args=[trio.pk]), {"at": APP}).content.decode()
    assert "Only app mounts the volume logs." in page
    assert send(client, trio, "remove_container", APP, {"along": [f"0:{LOGS}"]}).status_code == 302
    left = stored(trio).newest.text
    assert "name: app" not in left
    assert "emptyDir" not in left


def test_forms_work_without_scripts_and_come_back_to_their_place(client: Client) -> None:
    trio = design(TRIO)
    page = client.get(reverse("designer", args=[trio.pk]), {"at": APP}).content.decode()
    assert f'action="{reverse("edit", args=[trio.pk, "runs"])}"' in page
    answer = send(client, trio, "runs", APP, {"image": "nginx:2", "at": APP, "view": "storage"})
    assert answer.headers["Location"].endswith("?view=storage&at=spec.containers%5B0%5D")


def test_a_new_container_is_selected(client: Client) -> None:
    trio = design(TRIO)
    new = {"name": "proxy", "image": "envoy", "kind": "container"}
    answer = send(client, trio, "add_container", "spec", new, headers=HTMX)
    assert answer.headers["HX-Replace-Url"].endswith("?at=spec.containers%5B2%5D")
    assert '<h2 class="subject">proxy</h2>' in answer.content.decode()
    assert 'id="text"' in answer.content.decode()


@pytest.mark.parametrize("at", ["", APP, SETUP, LOGS])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_field_has_a_label_and_an_id_of_its_own(client: Client, at: str, language: str) -> None:
    client.post(reverse("set_language"), {"language": language})
    page = client.get(reverse("designer", args=[design(TRIO).pk]), {"at": at}).content.decode()
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert sorted({each for each in ids if ids.count(each) > 1}) == []
    assert set(re.findall(r'<label for="([^"]+)"', page)) <= set(ids)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            "valueFrom: {fileKeyRef: {path: a, volumeName: logs, key: b}}",
            "in another way than a form can hold",
        ),
        ("valueFrom: {secretKeyRef: {name: a, key: b}, fieldRef: {fieldPath: c}}", "in another way"),
    ],
)
def test_a_variable_that_the_form_cannot_hold_is_left_to_the_text(
    client: Client, written: str, said: str
) -> None:
    text = TRIO.replace("valueFrom: {fieldRef: {fieldPath: spec.nodeName}}", written)
    page = client.get(reverse("designer", args=[design(text).pk]), {"at": APP}).content.decode()
    assert said in page


def test_words_of_a_command_that_span_lines_are_left_to_the_text(client: Client) -> None:
    text = TRIO.replace('command: ["sh", "-c"]', 'command: ["sh", "-c", "a\\nb"]')
    trio = design(text)
    assert (
        "A word that spans lines"
        in client.get(reverse("designer", args=[trio.pk]), {"at": APP}).content.decode()
    )
    send(client, trio, "runs", APP, {"image": "nginx:2", "command": "lost"})
    assert stored(trio).newest.text == text.replace("nginx:1.29", "nginx:2")


def test_names_of_a_manifest_are_escaped_in_forms(client: Client) -> None:
    text = TRIO.replace("name: MODE", "name: '<script>alert(1)</script>'")
    page = client.get(reverse("designer", args=[design(text).pk]), {"at": APP}).content.decode()
    assert "<script>alert" not in page


def test_native_sidecars_are_said_to_need_a_version(client: Client) -> None:
    trio = design(TRIO)
    said = "Native sidecars work from Kubernetes 1.29 on."
    assert said not in client.get(reverse("designer", args=[trio.pk])).content.decode()
    Design.objects.filter(pk=trio.pk).update(kubernetes="1.28")
    assert said in client.get(reverse("designer", args=[trio.pk])).content.decode()


def test_a_switch_tells_what_it_does_to_the_picture(client: Client) -> None:
    page = client.get(reverse("designer", args=[design(TRIO).pk])).content.decode()
    assert "Now: a ring around each container → Switched on: one region around all containers" in page


def test_what_can_be_added_is_one_group_of_which_one_is_open_and_fits_the_workload(client: Client) -> None:
    page = client.get(reverse("designer", args=[design(TRIO).pk])).content.decode()
    opened = re.findall(r'<details class="section" name="new" data-fold="(\w+)"', page)
    assert opened[:2] == ["add_container", "add_volume"]
    assert "add_claim_template" not in opened
    assert 'aria-label="Add container" title="Add container"' in page
