"""`add` and `patterns` on the command line (CONTRACT.md)."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from patterns.catalogue import shipped
from pods.cli import main
from pods.domain.manifest import reader

ROOT = Path(__file__).resolve().parents[2]
POD = """\
apiVersion: v1
kind: Pod
metadata:
  name: one
spec:
  containers:
    - name: app  # ours
      image: shop:1
    - name: web
      image: nginx:1.29
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "pod.yaml"
    path.write_text(POD, encoding="utf-8")
    return path


def containers(text: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {c.name: (c.kind.value, c.args) for pod in reader.read(text).pods for c in pod.containers}


def test_a_pattern_is_added_and_everything_else_stays(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--main", "web", "--param", "metricsPort=9200", "--name", "metrics", "--variant", "native"]
    assert main(["add", str(file), "redis-exporter", *arguments]) == 0
    text = capsys.readouterr().out
    found = containers(text)
    assert found["metrics"][0] == "sidecar"
    assert any(":9200" in argument for argument in found["metrics"][1])
    assert "    - name: app  # ours\n      image: shop:1\n" in text
    assert '"main":"web"' in text


def test_the_version_decides_on_the_variant(file: Path) -> None:
    assert main(["add", str(file), "redis-exporter", "--kubernetes", "1.28", "-o", str(file)]) == 0
    assert containers(file.read_text())["redis-exporter"][0] == "container"


def test_what_is_named_otherwise_is_said(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(POD.replace("name: web", "name: redis-exporter"))
    assert main(["add", str(file), "redis-exporter", "--main", "app"]) == 0
    assert "The helper is named redis-exporter-2" in capsys.readouterr().err


@pytest.mark.parametrize("given", [[], ["-"], ["missing.yaml"]])
def test_a_fresh_workload_needs_no_file(
    given: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert main(["add", *given, "redis-exporter", "--new", "cache"]) == 0
    manifest = reader.read(capsys.readouterr().out)
    assert [(pod.kind, pod.name) for pod in manifest.pods] == [("Deployment", "cache")]


def test_a_fresh_workload_stands_behind_what_is_there(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add", str(file), "redis-exporter", "--new", "cache"]) == 0
    text = capsys.readouterr().out
    assert text.startswith(POD)
    assert [pod.name for pod in reader.read(text).pods] == ["one", "cache"]


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (["redis-exporter", "--main", "nobody"], 1, "no pod has a container nobody"),
        (["redis-exporter", "--pod", "two"], 1, "there is no pod two"),
        (["redis-exporter", "--param", "metricsPort=x"], 1, "metricsPort: “x” is not a whole number."),
        (["redis-exporter", "--param", "metricsPort"], 2, "has no ="),
        (["redis-exporter", "--variant", "other"], 1, "There is no variant “other”"),
        (["redis-exporter", "--new", "A"], 1, "may hold only lower-case letters"),
        (["no-such"], 2, "there is no pattern no-such"),
        (["../../etc/passwd"], 2, "there is no pattern ../../etc/passwd"),
        (["a", "b", "redis-exporter"], 2, "give FILE and PATTERN"),
    ],
)
def test_what_cannot_be_is_one_line_and_a_status(
    arguments: list[str], status: int, sentence: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["add", str(file), *arguments]) == status
    said = capsys.readouterr()
    assert sentence in said.err
    assert said.err.count("\n") == 1
    assert said.out == ""
    assert file.read_text() == POD


def test_of_several_pods_one_has_to_be_chosen(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(f"{POD}---\n{POD.replace('name: one', 'name: two')}")
    assert main(["add", str(file), "redis-exporter"]) == 1
    assert "there are 2 pods to add to" in capsys.readouterr().err
    assert main(["add", str(file), "redis-exporter", "--pod", "two"]) == 0
    helpers = [
        "redis-exporter" in [c.name for c in pod.containers]
        for pod in reader.read(capsys.readouterr().out).pods
    ]
    assert helpers == [False, True]


@pytest.mark.parametrize("text", ["a: [", "", "\x00", "{{ template }}"])
def test_a_file_that_cannot_be_read_is_unusable(
    text: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(text)
    assert main(["add", str(file), "redis-exporter"]) == 2
    assert capsys.readouterr().err.startswith(f"{file}:1:")


def test_the_catalogue_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["patterns"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(shipped.ids())
    assert main(["patterns", "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)["patterns"]
    assert [each["id"] for each in listed] == list(shipped.ids())


def test_an_entry_is_described_with_its_parameters(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["patterns", "redis-exporter"]) == 0
    text = capsys.readouterr().out
    assert "metricsPort (port, 9121): Port of the metrics." in text
    assert main(["patterns", "redis-exporter", "--format", "json"]) == 0
    described = json.loads(capsys.readouterr().out)
    assert described["parameters"][1]["default"] == 9121
    assert main(["patterns", "no-such"]) == 2


def test_the_list_comes_at_once_and_without_django() -> None:
    code = (
        "import sys; from pods.cli import main; main(['patterns']); "
        "assert not {'django', 'pods.domain.rules', 'pods.domain.edits'} & set(sys.modules), 'too much is loaded'"
    )
    before = os.times()
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    assert os.times().children_user - before.children_user < 2  # far more than it takes


@pytest.fixture
def unsound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A catalogue whose one entry says nothing that an entry must."""
    (tmp_path / "empty.yaml").write_text("id: empty\nkind: none-at-all\n", encoding="utf-8")
    monkeypatch.setattr(shipped, "DATA", tmp_path)
    kept = (shipped.ids, shipped.pattern, shipped.summaries)
    for each in kept:
        each.cache_clear()
    yield
    for each in kept:
        each.cache_clear()


@pytest.mark.usefixtures("unsound")
@pytest.mark.parametrize(
    "arguments",
    [["patterns"], ["patterns", "empty"], ["add", "empty", "--new", "web"]],
    ids=["list", "entry", "add"],
)
def test_an_unsound_entry_is_one_line_and_a_status(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    out, said = capsys.readouterr()
    assert out == ""
    assert said.startswith(f"{arguments[0]}: the catalogue cannot be used: ")
    assert said.count("\n") == 1
