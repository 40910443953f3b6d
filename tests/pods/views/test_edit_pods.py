"""Forms of pods and volumes: what is posted, and the lines that change."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from pods.domain.edits import EditRefused
from pods.domain.manifest.reader import decode, read
from pods.forms.editing import EditForm, Subject
from pods.forms.edits import all_forms
from pods.models import Design
from tests.pods.domain.edits.pods_as_written import CORPUS
from tests.pods.manifests import design
from tests.pods.views.edits_of_pods import CONF, EDITS, INFO, SPEC, WHOLE
from tests.pods.views.test_edit import untouched

pytestmark = pytest.mark.django_db
SETTING = sorted({slug for slug, *_ in EDITS if not slug.startswith(("add_", "remove_"))})


def page(client: Client, text: str, at: str = "", kubernetes: str = "1.36") -> str:
    of = design(text)
    Design.objects.filter(pk=of.pk).update(kubernetes=kubernetes)
    return str(client.get(reverse("designer", args=[of.pk]), {"at": at}).content.decode())


@pytest.mark.parametrize(
    ("written", "instead", "at", "said"),
    [
        ("labels: {team: a}", "labels: [team]", "", "no list of names and values"),
        ("imagePullSecrets: [{name: pull}]", "imagePullSecrets: [pull]", "", "no list of names"),
        ("{name: ndots, value", "{name: ndots, note: x, value", "", "This dnsConfig says more"),
        ("hostnames: [db]", "hostnames: [1]", "", "These hostAliases say more"),
        ("{key: spot, value", "{key: spot, note: x, value", "", "This toleration says more"),
        ("runAsUser: 1000", "runAsUser: root", "", "something a form cannot hold"),
        ("path: a.conf", "user: 7", CONF, "This file says more"),
        ("{apiVersion: v1, fieldPath", "{apiVersion: v2, fieldPath", INFO, "This file says more"),
        (
            "secret: {name: keys}",
            "clusterTrustBundle: {path: a}",
            f"{SPEC}.volumes[2]",
            "This source says more",
        ),
        ("accessModes: [ReadWriteOnce]", "accessModes: [Fast]", "spec.volumeClaimTemplates[0]", "This claim"),
        ("downwardAPI:", "iscsi:", INFO, "There is no form for iscsi: edit it in the text."),
    ],
)
def test_what_a_form_cannot_hold_is_left_to_the_text(
    client: Client, written: str, instead: str, at: str, said: str
) -> None:
    assert said not in page(client, WHOLE, at)
    assert said in page(client, WHOLE.replace(written, instead), at)


def test_what_stays_beside_the_fields_of_a_form_is_named(client: Client) -> None:
    shown = page(client, WHOLE)
    assert "Also there and kept: note." in shown
    assert "It also says appArmorProfile" in shown


def test_what_a_removed_volume_would_leave_dangling_is_said(client: Client) -> None:
    assert "app mounts it at /etc/app." in page(client, WHOLE, CONF)
    assert "Take along what uses it" not in page(client, WHOLE, INFO)


def test_fields_say_from_which_version_on_they_work(client: Client) -> None:
    said = ("Users of its own work from Kubernetes 1.33 on.", "Image volumes work from Kubernetes 1.35 on.")
    old, new = page(client, WHOLE, kubernetes="1.30"), page(client, WHOLE)
    assert [sentence in old for sentence in said] == [True, True]
    assert [sentence in new for sentence in said] == [False, False]


def test_a_pod_has_no_forms_of_a_workload(client: Client) -> None:
    lone = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: a, image: b}]}\n"
    shown = page(client, lone)
    assert "edit/labels/" in shown
    assert "edit/workload_labels/" not in shown
    assert "edit/add_claim_template/" not in shown


@pytest.mark.parametrize("kind", ["toleration", "file"])
def test_names_of_a_manifest_are_escaped(client: Client, kind: str) -> None:
    old, at = {"toleration": ("key: gpu", ""), "file": ("key: a  #", CONF)}[kind]
    hostile = WHOLE.replace(old, old.replace("gpu", "'<b>x</b>'").replace("a  #", "'<b>x</b>'  #"))
    assert "<b>x</b>" not in page(client, hostile, at)


def unchanged(text: str) -> int:
    """How many forms of the text's pods say the same when they are sent as they came."""
    manifest, tried = read(text), 0
    for pod in manifest.pods[:2] if manifest.error is None else ():
        for at in (pod.path, *(volume.path for volume in pod.volumes[:6])):
            looked_at = Subject(manifest, pod, "1.36", at)
            kinds = [all_forms()[slug] for slug in SETTING]
            for form in [
                kind(looked_at.to(to)) for kind in kinds for to in list(kind.targets(looked_at))[:3]
            ]:
                tried += sent_as_it_came(form)
    return tried


def sent_as_it_came(form: EditForm) -> bool:
    again = type(form)(form.subject, untouched(form))
    if form.in_text or not again.is_valid():
        return False
    try:
        manifest, _ = again.edit()
    except EditRefused:
        return False
    assert manifest.text == form.subject.manifest.text, form.slug
    return True


def test_a_form_that_is_sent_as_it_came_changes_nothing() -> None:
    assert unchanged(WHOLE) > len(SETTING)


@pytest.mark.skipif(not CORPUS.exists(), reason="needs ../shared/corpus")
def test_a_form_of_a_real_pod_that_is_sent_as_it_came_changes_nothing() -> None:
    files = [file for file in sorted(CORPUS.rglob("*.*")) if file.suffix in (".yaml", ".yml", ".json")]
    texts = [decode(file.read_bytes()).text for file in files[::8]]
    assert sum(unchanged(text) for text in texts if len(text) < 20_000) > 500
