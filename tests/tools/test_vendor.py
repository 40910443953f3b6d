"""The files of other projects that we carry are exactly those on record."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LIST = "static/vendor/vendor.json"
ENTRIES = json.loads((ROOT / LIST).read_text("utf-8"))["entries"]


def verify(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(root / "tools/vendor.py"), "verify"], capture_output=True, text=True
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A tree with nothing but the list, its files and the script."""
    (tmp_path / "tools").mkdir()
    shutil.copy(ROOT / "tools/vendor.py", tmp_path / "tools")
    for path in [LIST, *(path for entry in ENTRIES for path in entry["files"] | entry.get("sources", {}))]:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, tmp_path / path)
    return tmp_path


def test_every_vendored_file_matches_its_checksum():
    done = verify(ROOT)
    assert done.returncode == 0, done.stdout


def test_a_changed_file_is_found(copy: Path) -> None:
    target = copy / next(iter(ENTRIES[0]["files"]))
    target.write_bytes(target.read_bytes() + b" ")
    done = verify(copy)
    assert done.returncode == 1
    assert f"{target.relative_to(copy)} is not as recorded" in done.stdout


def test_a_missing_file_is_found(copy: Path) -> None:
    target = copy / next(iter(ENTRIES[0]["files"]))
    target.unlink()
    assert f"{target.relative_to(copy)} is not as recorded" in verify(copy).stdout


def test_a_bundle_whose_source_has_changed_since_is_found(copy: Path) -> None:
    (copy / "tools/codemirror-entry.js").write_text("export {};")
    assert "tools/codemirror-entry.js is not as recorded" in verify(copy).stdout


def test_a_file_nobody_recorded_is_found(copy: Path) -> None:
    (copy / "static/vendor/surprise.js").write_text("alert(1)")
    assert "static/vendor/surprise.js is in no entry" in verify(copy).stdout


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["name"])
def test_each_entry_says_what_is_inside_and_ships_its_licence(entry):
    assert entry["packages"]
    assert all(about["version"] and about["licence"] for about in entry["packages"].values())
    assert any("LICENSE" in Path(path).name for path in entry["files"])


def test_the_packages_recorded_are_those_that_are_locked():
    lock = json.loads((ROOT / "tools/package-lock.json").read_text("utf-8"))["packages"]
    pinned = (ROOT / "requirements-dev.txt").read_text("utf-8")
    for entry in ENTRIES:
        for name, about in entry["packages"].items():
            if entry["build"] == "texts":  # comes from a package of the tests
                assert f"{name}=={about['version']}" in pinned
            else:
                assert lock[f"node_modules/{name}"]["version"] == about["version"], name


def test_the_lock_names_no_host_and_an_integrity_for_each_package():
    lock = json.loads((ROOT / "tools/package-lock.json").read_text("utf-8"))["packages"]
    for name, about in lock.items():
        assert "resolved" not in about
        assert name == "" or about["integrity"].startswith("sha512-")
