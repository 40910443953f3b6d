"""What people type into forms, and what stands in texts that no form knows."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.pods.manifests import design
from tests.pods.views.test_edit import HTMX, changes, send, stored

pytestmark = pytest.mark.django_db

ODD = """\
apiVersion: v1
kind: Pod
metadata:
  name: odd
  labels:
    release: ${RELEASE:-main}
  annotations: {"Not A Key!": x}
spec:
  dnsPolicy: ${DNS}
  restartPolicy: Sometimes
  securityContext:
    fsGroupChangePolicy: Rarely
    seccompProfile: {type: "<b>"}
  containers:
    - name: app
      image: ${IMAGE}
      imagePullPolicy: ${PULL:-Always}
      workingDir: 5
      command: [sleep]
"""
APP = "spec.containers[0]"
LABELS = "metadata.labels"


def test_a_form_keeps_what_it_does_not_know_in_the_fields_that_were_not_touched(client: Client) -> None:
    odd = design(ODD)
    assert send(client, odd, "runs", APP, {"image": "nginx:2"}).status_code == 302
    assert changes(ODD, stored(odd).newest.text) == ["- image: ${IMAGE}", "+ image: nginx:2"]


@pytest.mark.parametrize(
    ("slug", "fields"),
    [("dns", {"nameservers": "10.0.0.1"}), ("pod_security", {"user": "7"}), ("restart_policy", {})],
)
def test_a_form_that_says_several_things_at_once_refuses_rather_than_drop_one_it_does_not_know(
    client: Client, slug: str, fields: dict[str, Any]
) -> None:
    odd = design(ODD)
    send(client, odd, slug, "spec", fields, headers=HTMX)
    assert [line for line in changes(ODD, stored(odd).newest.text) if line[0] == "-"] == []


@pytest.mark.parametrize(
    ("typed", "added"),
    [
        ("run=web", ["+ run: web"]),
        ("run: web", ["+ run: web"]),
        ("  run:  'web'  # why", ["+ run: web"]),
        ('"run": "yes"', ['+ run: "yes"']),
        ("run: yes\ntier=db", ['+ run: "yes"', "+ tier: db"]),
        ("run:", ['+ run: ""']),
    ],
)
def test_labels_may_be_written_as_in_a_manifest(client: Client, typed: str, added: list[str]) -> None:
    odd = design(ODD)
    entries = {"entries": f"release=${{RELEASE:-main}}\n{typed}"}
    assert send(client, odd, "labels", LABELS, entries).status_code == 302
    assert changes(ODD, stored(odd).newest.text) == added


@pytest.mark.parametrize("typed", ["run", "run: {a: b}", "run: [", "- run: a", "run: *a", "=web", ": web"])
def test_a_line_that_is_no_label_is_named(client: Client, typed: str) -> None:
    odd = design(ODD)
    answer = send(client, odd, "labels", LABELS, {"entries": typed}, headers=HTMX)
    assert answer.status_code == 422
    assert f"“{typed}” is no entry" in answer.content.decode()


def test_of_labels_and_annotations_only_what_is_new_is_judged(client: Client) -> None:
    odd = design(ODD)
    kept = "release=${RELEASE:-main}\n"
    assert (
        send(client, odd, "labels", LABELS, {"entries": kept + "run=web!"}, headers=HTMX).status_code == 422
    )
    assert send(client, odd, "labels", LABELS, {"entries": kept + "run=web"}).status_code == 302
    odd = stored(odd)
    annotations = {"entries": "Not A Key!=w\nnote=z"}
    assert send(client, odd, "annotations", "metadata.annotations", annotations).status_code == 302
    assert 'annotations: {"Not A Key!": w, "note": "z"}' in stored(odd).newest.text


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("sh\n-c\nsleep 1d", "+ command: [sh, -c, sleep 1d]"),
        ('sh -c "sleep 1d"', "+ command: [sh, -c, sleep 1d]"),
        ("sleep 1d", "+ command: [sleep, 1d]"),
        ("/bin/true", "+ command: [/bin/true]"),
        ("/a b\n-c", "+ command: [/a b, -c]"),
    ],
)
def test_a_command_may_be_written_as_in_a_shell(client: Client, typed: str, line: str) -> None:
    odd = design(ODD)
    assert send(client, odd, "runs", APP, {"command": typed}).status_code == 302
    assert changes(ODD, stored(odd).newest.text) == ["- command: [sleep]", line]


def test_a_command_that_was_not_touched_stays_though_it_is_one_odd_word(client: Client) -> None:
    text = ODD.replace("[sleep]", '["sleep \'1d"]')
    odd = design(text)
    assert send(client, odd, "runs", APP, {"directory": "/x"}).status_code == 302
    assert changes(text, stored(odd).newest.text) == ["- workingDir: 5", "+ workingDir: /x"]


def test_a_probe_takes_a_command_as_in_a_shell(client: Client) -> None:
    odd = design(ODD)
    probe = {"what": "exec", "command": "cat '/tmp/a b'"}
    assert send(client, odd, "probe", f"{APP}.livenessProbe", probe).status_code == 302
    assert "command: [cat, /tmp/a b]" in stored(odd).newest.text.replace("\n", " ")


def test_a_quote_that_is_not_closed_is_said(client: Client) -> None:
    answer = send(client, design(ODD), "runs", APP, {"command": "sh -c 'sleep"}, headers=HTMX)
    assert answer.status_code == 422
    assert "A quote is not closed" in answer.content.decode()


def test_where_there_is_nothing_to_mount_a_container_says_what_comes_first(client: Client) -> None:
    odd = design(ODD)
    section = client.get(reverse("section", args=[odd.pk, "mounts"]), {"at": APP}).content.decode()
    assert "The pod has no volume yet." in section
    assert "Add mount" not in section


def test_a_name_and_a_namespace_that_change_together_are_both_said(client: Client) -> None:
    odd = design(ODD)
    send(client, odd, "object_name", "spec", {"name": "even", "namespace": "there"})
    said = "Renamed the Pod odd to even and put it into the namespace there"
    assert str(stored(odd).newest.event) == said
