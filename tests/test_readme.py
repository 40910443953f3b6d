"""README says what is there: every variable, every command."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from pods import cli

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
# Where variables are read that a user may set; the names of others stand for something else.
READERS = ("webapp/settings.py", "tools/serve.py")
VARIABLE = re.compile(r'"((?:PODWRIGHT|DATABASE)_[A-Z_]+|HOST|PORT)"')


def test_the_table_names_exactly_the_variables_that_are_read() -> None:
    documented = re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE)
    read = {name for file in READERS for name in VARIABLE.findall((ROOT / file).read_text("utf-8"))}
    assert sorted(documented) == sorted(read)


def test_every_make_target_that_is_named_exists() -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    texts = [path.read_text("utf-8") for path in ROOT.glob("*.md")]
    named = {name for text in texts for name in re.findall(r"(?:`|^)make ([a-z]+)", text, re.MULTILINE)}
    assert named
    assert named <= set(targets)


def commands() -> list[str]:
    """The command lines shown, without what runs before and after them."""
    shown = re.findall(r"^(?:.*\| )?python -m pods ([^#\n]*)", README, re.MULTILINE)
    return [line.strip() for line in shown]


@pytest.mark.parametrize("command", commands())
def test_every_command_line_that_is_shown_is_understood(command: str, tmp_path: Path) -> None:
    arguments = shlex.split(command.replace("*.yaml", "shop.yaml").replace("-o ", f"-o {tmp_path}/"))
    missing = [a if a != "-" else "shop.yaml" for a in arguments]
    # A missing file is the only thing wrong; argparse itself would leave with SystemExit.
    assert cli.main(missing) == cli.UNUSABLE


def test_every_picture_that_is_shown_is_in_the_repository() -> None:
    pictures = re.findall(r"!\[[^]]*\]\(([^)]+)\)", README)
    assert pictures
    assert all((ROOT / picture).is_file() for picture in pictures)
