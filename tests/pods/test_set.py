"""`python -m pods set`: one field changes, every other byte stays, and what cannot be is said in one line."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pods.cli import main
from pods.commands import files

ROOT = Path(__file__).parents[2]
POD = "# mine\r\nkind: Pod\r\napiVersion: v1\r\nspec:\r\n  containers:\r\n  - {name: app, image: 'a:1'} # é"
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-32"]


@pytest.fixture
def pod(tmp_path: Path) -> Path:
    file = tmp_path / "pod.yaml"
    file.write_bytes(POD.encode())
    return file


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_text_goes_to_standard_output_byte_for_byte(
    pod: Path, encoding: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    pod.write_bytes(POD.encode(encoding))
    assert main(["set", str(pod), "containers[app].image", "b:2"]) == 0
    out, err = capfdbinary.readouterr()
    assert (out, err) == (POD.replace("a:1", "b:2").encode(encoding), b"")
    assert pod.read_bytes() == POD.encode(encoding)


def test_a_value_that_is_there_already_changes_no_byte(
    pod: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["set", str(pod), "containers[app].image", "a:1"]) == 0
    assert capfdbinary.readouterr().out == POD.encode()


def test_the_file_itself_is_replaced_with_its_permissions_and_through_a_link(pod: Path) -> None:
    pod.chmod(0o640)
    link = pod.with_name("link.yaml")
    link.symlink_to(pod.name)
    assert main(["set", str(link), "containers[app].image", "b:2", "-o", str(link)]) == 0
    assert pod.read_bytes() == POD.replace("a:1", "b:2").encode()
    assert pod.stat().st_mode & 0o777 == 0o640
    assert link.is_symlink()
    assert sorted(p.name for p in pod.parent.iterdir()) == ["link.yaml", "pod.yaml"]


def test_a_new_file_gets_the_permissions_any_new_file_gets(pod: Path) -> None:
    out, plain = pod.with_name("out.yaml"), pod.with_name("plain")
    plain.touch()
    assert main(["set", str(pod), "containers[app].image", "b:2", "-o", str(out)]) == 0
    assert out.stat().st_mode == plain.stat().st_mode


def test_a_write_that_fails_leaves_the_file_as_it_was(pod: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    assert main(["set", str(pod), "containers[app].image", "b:2", "-o", str(pod)]) == 2
    assert pod.read_bytes() == POD.encode()
    assert [p.name for p in pod.parent.iterdir()] == ["pod.yaml"]


REFUSED = [
    ("containers[app].stdin", "maybe", "neither"),
    ("containers[web].image", "x", "it has: app"),
    ("nothing", "x", "nothing"),
    ("][", "x", "no address"),
    ("containers[app].image.tag", "x", "single value"),
]


@pytest.mark.parametrize(("path", "value", "words"), REFUSED)
def test_a_refused_edit_is_one_sentence_and_exit_status_one(
    pod: Path, path: str, value: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = pod.with_name("out.yaml")
    assert main(["set", str(pod), path, value, "-o", str(out)]) == 1
    printed, err = capsys.readouterr()
    assert printed == ""
    assert len(err.splitlines()) == 1
    assert words in err
    assert not out.exists()


@pytest.mark.parametrize("data", [b"a: [", b"\xff\x00", b"\x1f\x8b", b"- x\n", None])
def test_unusable_input_is_one_line_and_exit_status_two(
    pod: Path, data: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    pod.unlink()
    if data is not None:
        pod.write_bytes(data)
    assert main(["set", str(pod), "containers[app].image", "x"]) == 2
    printed, err = capsys.readouterr()
    assert (printed, len(err.splitlines())) == ("", 1)
    assert err.startswith(f"{pod}:1:")


@pytest.mark.parametrize("out", ["", "no/such/folder/x.yaml"])
def test_a_file_that_cannot_be_written_is_said(
    pod: Path, out: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["set", str(pod), "containers[app].image", "x", "-o", str(pod.parent / out)]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_an_empty_file_has_no_field_to_change(pod: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pod.write_bytes(b"")
    assert main(["set", str(pod), "containers[app].image", "x"]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_standard_input_can_be_changed_too(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(POD.encode())))
    assert main(["set", "-", "containers[app].args", "--", '["-v"]']) == 0
    assert b"image: 'a:1', args: [-v]}" in capfdbinary.readouterr().out


def test_the_type_of_the_value_follows_the_version(
    pod: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    way = ["set", str(pod), "containers[app].restartPolicyRules", '[{"action": "Restart"}]']
    assert main([*way, "--kubernetes", "1.36"]) == 0
    assert main(["set", str(pod), "spec.hostnameOverride", "1", "--kubernetes", "1.36"]) == 0
    assert b'hostnameOverride: "1"' in capfdbinary.readouterr().out
    assert main(["set", str(pod), "spec.hostnameOverride", "1", "--kubernetes", "1.25"]) == 0
    assert b"hostnameOverride: 1" in capfdbinary.readouterr().out


def test_neither_django_nor_the_layout_engine_is_imported(pod: Path) -> None:
    code = (
        "import sys; from pods.cli import main; main(['set', sys.argv[1], 'hostname', 'x']); "
        "bad = {'django', 'kubernetes', 'pygraphviz', 'asyncio', 'ssl'} & set(sys.modules); assert not bad, bad"
    )
    subprocess.run([sys.executable, "-c", code, str(pod)], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)


def test_a_device_is_written_to_and_not_replaced() -> None:
    files.write(os.devnull, b"x")
    assert not Path(os.devnull).is_file()
