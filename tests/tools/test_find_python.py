"""Finding a Python: the machine's commands may be old, broken or incomplete."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

PROGRAM = Path(__file__).resolve().parents[2] / "tools/find-python"
GOOD = "exit 0"
BROKEN = "exit 127"  # a version manager's shim for a version that is not active
OLD = 'case "$2" in *version_info*) exit 1;; esac'
WITHOUT_VENV = 'case "$2" in *venv*) exit 1;; esac'


def find(folder: Path, commands: dict[str, str], **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program on a machine that has just these Pythons."""
    for name, body in commands.items():
        (folder / name).write_text(f"#!/bin/sh\n{body}\n")
        (folder / name).chmod(0o755)
    return subprocess.run(
        ["/bin/sh", PROGRAM], env={"PATH": str(folder)} | environment, capture_output=True, text=True
    )


@pytest.mark.parametrize(
    ("commands", "found"),
    [
        ({"python3": GOOD}, "python3"),
        ({"python3.12": GOOD, "python3": GOOD}, "python3.12"),
        ({"python3.11": BROKEN, "python3.12": GOOD}, "python3.12"),
        ({"python3.11": WITHOUT_VENV, "python3.13": GOOD}, "python3.13"),
        ({"python3": OLD, "python": GOOD}, "python"),
    ],
)
def test_the_first_python_that_is_new_and_complete_is_found(
    tmp_path: Path, commands: dict[str, str], found: str
) -> None:
    assert find(tmp_path, commands).stdout.strip() == found


@pytest.mark.parametrize(
    ("commands", "sentence"),
    [
        ({}, "needs Python 3.11 or newer"),
        ({"python3": OLD}, "needs Python 3.11 or newer"),
        ({"python3.11": WITHOUT_VENV}, "python3-venv"),
    ],
)
def test_a_machine_without_one_is_told_what_to_install(
    tmp_path: Path, commands: dict[str, str], sentence: str
) -> None:
    ended = find(tmp_path, commands)
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert sentence in ended.stderr


def test_a_named_python_is_the_only_one_tried(tmp_path: Path) -> None:
    ended = find(tmp_path, {"python3": GOOD, "mine": OLD}, PYTHON="mine")
    assert ended.returncode == 1
    assert "named mine" in ended.stderr


def test_the_python_of_the_machine_itself_is_judged_for_real() -> None:
    ended = subprocess.run([PROGRAM], env=dict(os.environ), capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
