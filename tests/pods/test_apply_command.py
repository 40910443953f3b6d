"""`manage.py apply`, against a small API server."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from pods.models import ApplyRun, Connection
from pods.views.applying import runs
from tests.pods.cluster.shelf import Shelf, invalid, shelf
from tests.pods.cluster.test_plan_and_doing import CONFIG, DEPLOYMENT, SERVICE, SHOP, scale
from tests.pods.manifests import BROKEN, design, me

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    """A server that this machine's kubeconfig has a context for."""
    with shelf("here") as running:
        config = {
            "apiVersion": "v1",
            "kind": "Config",
            "clusters": [{"name": "small", "cluster": {"server": running.url}}],
            "users": [{"name": "me", "user": {"token": "t0ken-of-mine"}}],
            "contexts": [{"name": "small", "context": {"cluster": "small", "user": "me"}}],
            "current-context": "small",
        }
        path = tmp_path / "config"
        path.write_text(json.dumps(config), encoding="utf-8")
        monkeypatch.setattr("kubernetes.config.kube_config.KUBE_CONFIG_DEFAULT_LOCATION", str(path))
        yield running


def run(
    capsys: pytest.CaptureFixture[str], source: str, *more: str, context: str = "small"
) -> tuple[int, str, str]:
    """Exit status, output and errors."""
    try:
        call_command("apply", source, "--context", context, "--namespace", "here", *more)
        status = 0
    except SystemExit as ended:
        status = int(ended.code or 0)
    said = capsys.readouterr()
    assert "t0ken" not in said.out + said.err
    return status, said.out, said.err


def written(tmp_path: Path, text: str) -> str:
    path = tmp_path / "shop.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_file_is_applied_object_by_object(
    place: Shelf, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, written(tmp_path, SHOP))
    assert (status, err) == (0, "")
    assert out.splitlines() == [
        "created   ConfigMap shop in here",
        "created   Service shop in here",
        "created   Deployment shop in here",
    ]
    assert {CONFIG, SERVICE, DEPLOYMENT} <= set(place.objects)
    assert run(capsys, written(tmp_path, SHOP))[1].count("unchanged") == 3


def test_a_dry_run_says_what_would_happen_and_changes_nothing(
    place: Shelf, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _ = run(capsys, written(tmp_path, SHOP), "--dry-run")
    assert (status, out.count("create ")) == (0, 3)
    assert SERVICE not in place.objects


@pytest.mark.parametrize("by", ["name", "number"])
def test_a_design_is_applied_and_logged(place: Shelf, capsys: pytest.CaptureFixture[str], by: str) -> None:
    shop = design(SHOP, name="shop")
    assert run(capsys, "shop" if by == "name" else str(shop.pk))[0] == 0
    logged = ApplyRun.objects.get()
    assert (logged.design, logged.state, logged.cluster, logged.namespace) == (shop, "done", "small", "here")


def test_an_apply_of_the_command_line_goes_on_in_the_pages_where_the_context_is_a_connection(
    place: Shelf, client: Client, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "in_background", lambda steps: deque(steps, maxlen=0))
    shop = design(SHOP, name="shop")
    run(capsys, "shop")
    page, back = (reverse(name, args=[shop.pk, 1]) for name in ("apply_run", "apply_roll_back"))
    assert "You have no connection to context:small" in client.get(page).content.decode()
    assert client.post(back).status_code == 404
    kept = Connection.objects.create(owner=me(), name="my cluster", way="context", context="small")
    assert back in client.get(page).content.decode()
    assert client.post(back).status_code == 302
    assert DEPLOYMENT not in place.objects
    run(capsys, "shop")
    newest = ApplyRun.objects.get(number=2)
    assert (newest.connection, newest.cluster, newest.server) == (kept, "my cluster", "context:small")


def test_a_server_notes_no_connection_for_its_command_line(
    place: Shelf, capsys: pytest.CaptureFixture[str], settings: Settings
) -> None:
    design(SHOP, name="shop")
    Connection.objects.create(owner=me(), name="mine", way="context", context="small")
    settings.LOCAL = False
    run(capsys, "shop")
    logged = ApplyRun.objects.get()
    assert (logged.user, logged.connection, logged.cluster) == (None, None, "small")


def test_a_conflict_names_who_and_is_settled_by_taking_over(
    place: Shelf, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, written(tmp_path, SHOP))
    scale(place, 3)
    status, out, err = run(capsys, written(tmp_path, SHOP))
    assert status == 1
    assert "spec.replicas is managed by ops: 3 there, 2 here" in out
    assert "Nothing was applied. See --take-over." in err
    status, out, _err = run(capsys, written(tmp_path, SHOP), "--take-over")
    assert status == 0
    assert "  spec.replicas was taken over from ops" in out.splitlines()
    assert place.objects[DEPLOYMENT]["spec"]["replicas"] == 2


def test_a_dry_run_says_what_would_change(
    place: Shelf, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, written(tmp_path, SHOP))
    _status, out, _err = run(
        capsys, written(tmp_path, SHOP.replace("replicas: 2", "replicas: 5")), "--dry-run"
    )
    assert "  spec.replicas: 2 → 5" in out.splitlines()


def test_a_name_that_would_command_the_terminal_is_shown_as_its_escapes(
    place: Shelf, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    how = invalid("ConfigMap", "red", "metadata.name", "Invalid \x1b]0;title\x07")
    place.refuse("PATCH", "/api/v1/namespaces/here/configmaps/%1B%5B31mred", how, how, dry=True)
    text = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: "\\e[31mred"}\n'
    status, out, err = run(capsys, written(tmp_path, text))
    assert status == 1
    assert "\\x1b[31mred" in out
    assert "\x1b" not in out + err
    assert "\x07" not in out + err


def test_what_cannot_be_changed_needs_recreate(
    place: Shelf, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, written(tmp_path, SHOP))
    text = written(tmp_path, SHOP.replace("{app: shop}", "{app: other}"))
    assert run(capsys, text)[0] == 1
    status, out, _ = run(capsys, text, "--recreate")
    assert status == 0
    assert "recreated Deployment shop" in out


def test_a_missing_namespace_is_made_when_asked_for(
    place: Shelf, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del place.objects["/api/v1/namespaces/here"]
    status, _, err = run(capsys, written(tmp_path, SHOP))
    assert status == 1
    assert "The namespace here is not there. See --create-namespace." in err
    assert run(capsys, written(tmp_path, SHOP), "--create-namespace")[0] == 0


@pytest.mark.parametrize("source", ["file", "design"])
def test_a_failure_in_the_middle_is_told_and_stops(
    place: Shelf, tmp_path: Path, capsys: pytest.CaptureFixture[str], source: str
) -> None:
    place.refuse("PATCH", SERVICE, invalid("Service", "shop", "spec.ports[0].port", "must be a port"))
    shop = str(design(SHOP).pk) if source == "design" else written(tmp_path, SHOP)
    status, out, err = run(capsys, shop)
    assert status == 1
    assert "must be a port" in out
    assert "skipped   Deployment shop" in out
    assert "stopped at the first failure" in err


def test_a_refusal_is_told_at_the_line_that_is_meant(
    place: Shelf, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    how = invalid("Service", "shop", "spec.ports[0].port", "must be a port")
    place.refuse("PATCH", SERVICE, how, dry=True)
    text = SHOP.replace(
        "spec: {selector: {app: shop}, ports: [{port: 80}]}", "spec:\n  ports:\n    - port: 99999"
    )
    _, out, _ = run(capsys, written(tmp_path, text), "--dry-run")
    assert f"line {text.splitlines().index('    - port: 99999') + 1}: " in out


def test_a_refusal_of_the_dry_run_applies_nothing(
    place: Shelf, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = "---\napiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {a: hunter2}\n"
    how = invalid("Secret", "s", "stringData.a", 'got "hunter2"')
    place.refuse("PATCH", "/api/v1/namespaces/here/secrets/s", how, dry=True)
    status, out, _ = run(capsys, written(tmp_path, SHOP + secret))
    assert status == 1
    assert "line 24:" in out
    assert "hunter2" not in out
    assert CONFIG not in place.objects


@pytest.mark.parametrize("text", [BROKEN, "", "# nothing\n", "\x00"])
def test_input_that_cannot_be_used_is_told_with_its_place(
    place: Shelf, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    status, out, err = run(capsys, written(tmp_path, text))
    assert (status, out) == (2, "")
    assert f"{tmp_path}/shop.yaml:" in err
    assert place.asked == []


def test_what_is_neither_file_nor_design_or_several_designs_is_unusable(
    capsys: pytest.CaptureFixture[str], place: Shelf
) -> None:
    assert run(capsys, "nowhere")[0] == 2
    assert run(capsys, "99999")[0] == 2


def test_a_context_that_is_not_there_is_unusable_and_a_dead_cluster_a_failure(
    place: Shelf, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, written(tmp_path, SHOP), context="other")[0] == 2
    place.refuse("GET", "/api/v1/namespaces/here", lambda handler: handler.wfile.close())
    assert run(capsys, written(tmp_path, SHOP))[0] == 1


def test_a_namespace_that_cannot_be_is_refused(place: Shelf, tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        call_command("apply", written(tmp_path, SHOP), "--context", "small", "--namespace", "No/Such")
