"""Forms of a container's probes, hooks, rights and whole sources: what is posted, and the lines that change."""

from __future__ import annotations

import html

import pytest
from django.test import Client
from django.urls import reverse

from pods.domain.manifest.reader import decode, read
from pods.forms.editing import Subject
from pods.forms.edits import all_forms
from pods.models import Design
from tests.pods.domain.edits.pods_as_written import CORPUS
from tests.pods.manifests import design
from tests.pods.views.edits_of_containers import APP, BARE, BOX, PROXY, SETUP
from tests.pods.views.test_edit import changes, held, send, stored, subject
from tests.pods.views.test_edit_pods import sent_as_it_came

pytestmark = pytest.mark.django_db
SETTING = ("probe", "hook", "security", "env_from", "resources", "container_restart_policy", "stop_signal")


def page(client: Client, text: str, at: str, kubernetes: str = "1.36") -> str:
    of = design(text)
    Design.objects.filter(pk=of.pk).update(kubernetes=kubernetes)
    return html.unescape(client.get(reverse("designer", args=[of.pk]), {"at": at}).content.decode())


@pytest.mark.parametrize(
    ("written", "instead", "said"),
    [
        (
            "exec:\n        command: [cat, /tmp/ok]",
            "exec: {}",
            "This probe says something a form cannot hold",
        ),
        ("{path: /up, port: http}", "{path: /up, port: [1]}", "This probe says something a form cannot hold"),
        (
            "{path: /up, port: http}",
            "{path: /up, port: http, scheme: ftp}",
            "This probe says something a form cannot",
        ),
        ("failureThreshold: 30 ", "failureThreshold: many ", "This probe says something a form cannot hold"),
        (
            "port: http}",
            "port: http, protocol: HTTP2}",
            "It also says httpGet.protocol: edit that in the text.",
        ),
        ("command: [cat, /tmp/ok]", 'command: [sh, "a\\nb"]', "A word that spans lines"),
        ("exec: {command: [warm]}", "exec: {command: [1]}", "This hook says something a form cannot hold"),
        ("exec: {command: [warm]}", "tcpSocket: {port: 1}", "A hook cannot open connections"),
        ("name: base  # theirs", "name: [a]", "This entry says more than a form can hold"),
        ("runAsUser: 1000", "runAsUser: root", "something a form cannot hold"),
        ("add: [NET_ADMIN]", "add: NET_ADMIN", "something a form cannot hold"),
        ("example.com/gpu: 1", '"a\\nb": 1', "A line cannot hold that"),
    ],
)
def test_what_a_form_cannot_hold_is_left_to_the_text(
    client: Client, written: str, instead: str, said: str
) -> None:
    assert written in BOX
    assert said not in page(client, BOX, APP)
    assert said in page(client, BOX.replace(written, instead), APP)


def test_what_stays_beside_the_fields_of_a_form_is_named(client: Client) -> None:
    shown = page(client, BOX, APP)
    assert "It also says appArmorProfile: edit that in the text." in shown
    assert "It also says claims: edit that in the text." in shown


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (APP, "It has about 300 s to start, or it is restarted"),
        (APP, "It is ready as soon as it has started."),
        (APP, "Restarted after about 30 s of failures. It is given 5 s to end."),
        (PROXY, "It begins at once when the pod stops"),
        (PROXY, "its time counts into the grace period of 30 s."),
        (APP, "For the profile “restricted” these have to change: runAsNonRoot, allowPrivilegeEscalation"),
    ],
)
def test_forms_say_what_their_fields_mean(client: Client, at: str, said: str) -> None:
    assert said in page(client, BOX, at)


@pytest.mark.parametrize(
    ("text", "at", "version", "said"),
    [
        (BOX, PROXY, "1.30", "A hook that waits works from Kubernetes 1.30 on."),
        (BOX.replace("seconds: 5", "seconds: 0"), PROXY, "1.33", "A hook that waits 0 seconds works from"),
        (BOX + "    restartPolicy: Never\n", BARE, "1.35", "A container's own restart policy works from"),
        (
            BOX.replace("Always\n", "Always\n    restartPolicyRules: [{action: Restart}]\n"),
            PROXY,
            "1.36",
            "restartPolicyRules of a native sidecar work from Kubernetes 1.36 on.",
        ),
        (
            BOX.replace("runAsUser: 1000", "procMount: Unmasked"),
            APP,
            "1.33",
            "procMount: Unmasked works from Kubernetes 1.33 on.",
        ),
    ],
)
def test_fields_say_from_which_version_on_they_work(
    client: Client, text: str, at: str, version: str, said: str
) -> None:
    before = f"1.{int(version.partition('.')[2]) - 1}"
    assert said in page(client, text, at, before)
    assert said not in page(client, text, at, version)


def test_rules_on_exit_codes_are_shown_a_line_each_or_left_to_the_text(client: Client) -> None:
    rule = "{action: RestartAllContainers, exitCodes: {operator: In, values: [1, 2]}}"
    own = BOX + f"    restartPolicy: Never\n    restartPolicyRules: [{rule}]\n"
    shown = page(client, own, BARE)
    assert "RestartAllContainers In 1, 2</textarea>" in shown
    assert 'data-at="spec.containers[1].restartPolicyRules"' in shown
    said = "The action RestartAllContainers works from Kubernetes 1.36 on."
    assert said not in shown
    assert said in page(client, own, BARE, "1.35")
    beyond = page(client, own.replace("action", "odd: 1, action"), BARE)
    assert "Its restartPolicyRules say more than a form can hold" in beyond


def test_the_rules_go_before_the_policy_that_they_need(client: Client) -> None:
    rule = "{action: Restart, exitCodes: {operator: In, values: [1]}}"
    box = design(BOX + f"    restartPolicy: Never\n    restartPolicyRules: [{rule}]\n")
    emptied = {"policy": "", "rules": ""}
    assert send(client, box, "container_restart_policy", BARE, emptied).status_code == 302
    assert stored(box).newest.text == BOX


def test_a_choice_that_is_too_new_says_so(client: Client) -> None:
    assert "wait (from 1.30)" in page(client, BOX, APP, "1.28")
    assert "wait (from" not in page(client, BOX, APP)


def test_an_init_step_is_offered_neither_probes_nor_hooks(client: Client) -> None:
    shown = page(client, BOX, SETUP)
    assert "/edit/security/" in shown
    assert not [slug for slug in ("probe", "hook", "stop_signal") if f"/edit/{slug}/" in shown]


def test_probes_and_hooks_that_an_init_step_has_all_the_same_can_be_removed(client: Client) -> None:
    text = BOX.replace("image: busybox\n", "image: busybox\n    livenessProbe: {exec: {command: [a]}}\n", 1)
    assert "An init step takes no probes" in page(client, text, SETUP)
    box = design(text)
    assert send(client, box, "remove_probe", f"{SETUP}.livenessProbe", {}).status_code == 302
    assert stored(box).newest.text == BOX


def test_the_ports_of_the_container_are_offered_by_name_and_number(client: Client) -> None:
    shown = page(client, BOX, APP)
    for option in ("http · 8080", "8080 · http", "9090"):
        assert f">{option}</option>" in shown


def test_a_command_that_a_field_cannot_show_stays_when_numbers_change(client: Client) -> None:
    text = BOX.replace("command: [cat, /tmp/ok]", 'command: [sh, "a\\nb"]')
    box = design(text)
    fields = {"command": "lost", "period": "20"}
    assert send(client, box, "probe", f"{APP}.livenessProbe", fields).status_code == 302
    assert changes(text, stored(box).newest.text) == ["+ periodSeconds: 20"]


def test_a_container_that_keeps_to_the_profile_is_not_hardened_again(client: Client) -> None:
    box = design(BOX)
    assert "/edit/harden/" in page(client, BOX, APP)
    send(client, box, "harden", f"{APP}.securityContext", {})
    assert "/edit/harden/" not in page(client, stored(box).newest.text, APP)


def test_the_signals_of_the_pods_system_are_offered(client: Client) -> None:
    shown = page(client, BOX.replace("spec:\n", "spec:\n  os: {name: windows}\n", 1), APP)
    assert ">SIGKILL</option>" in shown
    assert ">SIGQUIT</option>" not in shown


def test_names_of_a_manifest_are_escaped(client: Client) -> None:
    hostile = BOX.replace("name: http,", "name: '<b>x</b>',").replace("path: /up", "path: '<b>x</b>'")
    hostile = hostile.replace("name: db,", "name: '<b>x</b>',").replace("[warm]", "['<b>x</b>']")
    of = design(hostile)
    answer = client.get(reverse("designer", args=[of.pk]), {"at": APP})
    assert "<b>x</b>" not in answer.content.decode()


@pytest.mark.parametrize("at", [APP, BARE, SETUP, PROXY])
@pytest.mark.parametrize("slug", SETTING)
def test_a_form_that_is_sent_as_it_came_changes_nothing(client: Client, slug: str, at: str) -> None:
    box = design(BOX)
    for target in all_forms()[slug].targets(subject(BOX, at)):
        send(client, box, slug, target, held(box, slug, target))
    assert stored(box).newest.text == BOX


def unchanged(text: str) -> int:
    """How many forms of the text's containers say the same when they are sent as they came."""
    manifest, tried = read(text), 0
    for pod in manifest.pods[:2] if manifest.error is None else ():
        for container in pod.containers[:4]:
            at = Subject(manifest, pod, "1.36", container.path)
            forms = [all_forms()[slug] for slug in SETTING]
            tried += sum(sent_as_it_came(kind(at.to(to))) for kind in forms for to in kind.targets(at)[:10])
    return tried


@pytest.mark.skipif(not CORPUS.exists(), reason="needs ../shared/corpus")
def test_forms_of_real_containers_that_are_sent_as_they_came_change_nothing() -> None:
    files = [file for file in sorted(CORPUS.rglob("*.*")) if file.suffix in (".yaml", ".yml", ".json")]
    texts = [decode(file.read_bytes()).text for file in files[::16]]
    assert sum(unchanged(text) for text in texts if len(text) < 20_000) > 500
