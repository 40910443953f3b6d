from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from webapp import environment

ROOT = Path(__file__).resolve().parents[2]


def manage(data: Path, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a management command in a process of its own."""
    ours = ("PODWRIGHT", "DJANGO", "DATABASE")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=clean | {"PODWRIGHT_DATA": str(data)} | variables,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(("text", "value"), [("1", True), ("Yes", True), ("off", False), ("", True)])
def test_a_switch_is_read(monkeypatch: pytest.MonkeyPatch, text: str, value: bool) -> None:
    monkeypatch.setenv("PODWRIGHT_X", text)
    assert environment.env_bool("PODWRIGHT_X", True) is value


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (lambda: environment.env_bool("PODWRIGHT_X", True), "maybe"),
        (lambda: environment.env_int("PODWRIGHT_X", 1), "many"),
        (lambda: environment.env_int("PODWRIGHT_X", 1), "0"),
        (lambda: environment.env_int("PODWRIGHT_X", 1), "-3"),
        (lambda: environment.env_choice("PODWRIGHT_X", "a", "b"), "c"),
    ],
)
def test_a_bad_value_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, read: object, text: str) -> None:
    monkeypatch.setenv("PODWRIGHT_X", text)
    with pytest.raises(ImproperlyConfigured, match=f"PODWRIGHT_X={text}"):
        read()  # type: ignore[operator]


def test_a_secret_can_stand_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("s3cret\n")
    monkeypatch.setenv("PODWRIGHT_X_FILE", str(tmp_path / "key"))
    assert environment.env_text("PODWRIGHT_X") == "s3cret"
    monkeypatch.setenv("PODWRIGHT_X_FILE", str(tmp_path / "none"))
    with pytest.raises(ImproperlyConfigured, match="PODWRIGHT_X_FILE"):
        environment.env_text("PODWRIGHT_X")


def test_a_kept_secret_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "secret-key"
    secret = environment.kept_secret(path)
    assert len(secret) >= 50
    assert environment.kept_secret(path) == secret
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_an_emptied_secret_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "key").touch()
    with pytest.raises(ImproperlyConfigured, match="empty"):
        environment.kept_secret(tmp_path / "key")


def test_a_database_is_named_by_its_address(tmp_path: Path) -> None:
    entry = environment.database("postgres://me:p%40ss@db.example:5433/pods?sslmode=require", tmp_path)
    assert entry["ENGINE"].endswith("postgresql")
    assert (entry["NAME"], entry["USER"], entry["PASSWORD"]) == ("pods", "me", "p@ss")
    assert (entry["HOST"], entry["PORT"], entry["OPTIONS"]) == ("db.example", "5433", {"sslmode": "require"})
    with pytest.raises(ImproperlyConfigured, match="postgres://"):
        environment.database("mysql://x", tmp_path)


SERVER = {"PODWRIGHT_MODE": "server", "PODWRIGHT_SECRET_KEY": "0aB-x" * 20, "PODWRIGHT_HOSTS": "pods.example"}


def test_a_server_passes_djangos_own_checks(tmp_path: Path) -> None:
    checked = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **SERVER)
    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"PODWRIGHT_HOSTS": ""}, "pods.E002"),
        ({"PODWRIGHT_SECRET_KEY": "short"}, "pods.E003"),
        ({"PODWRIGHT_SECRET_KEY": ""}, "PODWRIGHT_SECRET_KEY is not set"),
        ({"PODWRIGHT_DEBUG": "1"}, "pods.E004"),
        ({"PODWRIGHT_MODE": "cloud"}, "PODWRIGHT_MODE=cloud"),
        ({"PODWRIGHT_MAX_SIZE": "lots"}, "PODWRIGHT_MAX_SIZE=lots"),
    ],
)
def test_a_server_that_is_set_up_wrongly_says_what_is_wrong(
    tmp_path: Path, changes: dict[str, str], said: str
) -> None:
    checked = manage(tmp_path, "check", "--deploy", **(SERVER | changes))
    assert checked.returncode != 0
    assert said in checked.stderr


def test_local_mode_says_which_settings_mean_nothing(tmp_path: Path) -> None:
    checked = manage(tmp_path, "check", PODWRIGHT_HOSTS="pods.example")
    assert checked.returncode == 0
    assert "pods.W001" in checked.stderr
