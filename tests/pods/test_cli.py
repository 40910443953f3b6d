"""The command line: its JSON, its exit codes, its one line for every unusable input."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pods.cli import main

ROOT = Path(__file__).parents[2]

SHOP = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  template:
    metadata: {labels: {app: shop}}
    spec:
      initContainers:
      - name: shipper
        image: fluent/fluent-bit:4.0
        restartPolicy: Always
        volumeMounts: [{name: logs, mountPath: /logs, readOnly: true}]
      containers:
      - name: app
        image: nginx:1.29
        ports: [{name: http, containerPort: 8080}]
        resources: {requests: {cpu: 100m, memory: 64Mi}}
        volumeMounts: [{name: logs, mountPath: /var/log/nginx}]
      volumes:
      - {name: logs, emptyDir: {}}
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    file = tmp_path / "shop.yaml"
    file.write_text(SHOP)
    return file


def inspect(capsys: pytest.CaptureFixture[str], *files: Path | str) -> tuple[int, dict[str, Any], str]:
    status = main(["inspect", *map(str, files)])
    out, err = capsys.readouterr()
    return status, json.loads(out), err


def test_inspect_answers_in_the_words_of_the_contract(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, answer, err = inspect(capsys, shop)
    assert (status, err, answer["kubernetes"]) == (0, "", "1.36")
    (file,) = answer["files"]
    assert (file["file"], file["error"]) == (str(shop), None)
    assert file["documents"] == [
        {
            "index": 0,
            "line": 1,
            "apiVersion": "apps/v1",
            "kind": "Deployment",
            "name": "shop",
            "namespace": None,
        }
    ]
    (pod,) = file["pods"]
    assert {k: pod[k] for k in ("document", "template", "name")} == {
        "document": 0,
        "template": "spec.template",
        "name": "shop",
    }
    shipper, app = pod["containers"]
    assert {k: shipper[k] for k in ("name", "kind", "role", "line")} == {
        "name": "shipper",
        "kind": "sidecar",
        "role": "sidecar",
        "line": 9,
    }
    assert app["role"] == "main"
    assert app["ports"] == [{"name": "http", "port": 8080, "protocol": "TCP"}]
    assert app["because"].endswith(".")
    assert set(pod["namespaces"]) == {"network", "ipc", "uts", "pid", "mount"}
    assert pod["namespaces"]["network"] == [{"scope": "pod", "containers": ["shipper", "app"]}]
    assert pod["namespaces"]["pid"] == [
        {"scope": "container", "containers": ["shipper"]},
        {"scope": "container", "containers": ["app"]},
    ]
    assert pod["volumes"] == [
        {
            "name": "logs",
            "source": "emptyDir",
            "lifetime": "pod",
            "mounts": [
                {"container": "shipper", "path": "/logs", "subPath": None, "readOnly": True},
                {"container": "app", "path": "/var/log/nginx", "subPath": None, "readOnly": False},
            ],
        }
    ]
    assert pod["resources"] == {
        "requests": {"cpu": "100m", "memory": "64Mi"},
        "limits": {"cpu": "0", "memory": "0"},
        "qos": "Burstable",
    }
    reach = next(r for r in pod["reach"] if (r["from"], r["to"]) == ("shipper", "app"))
    assert reach == {
        "from": "shipper",
        "to": "app",
        "localhost": ["8080/TCP"],
        "processes": False,
        "ipc": True,
        "volumes": [{"volume": "logs", "here": "/logs", "there": "/var/log/nginx"}],
    }


def test_an_item_of_a_list_says_which(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "list.yaml"
    file.write_text(
        "kind: List\nitems:\n- {kind: ConfigMap}\n- {kind: Pod, spec: {containers: [{name: a, image: b}]}}\n"
    )
    _, answer, _ = inspect(capsys, file)
    (pod,) = answer["files"][0]["pods"]
    assert (pod["document"], pod["item"], pod["template"], pod["name"]) == (0, 1, "", None)


def test_a_bad_file_is_one_line_and_does_not_stop_the_others(
    shop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("a: \x1b[31m\n")
    status, answer, err = inspect(capsys, bad, tmp_path / "none.yaml", tmp_path, shop)
    assert status == 2
    assert [f["error"] is None for f in answer["files"]] == [False, False, False, True]
    assert answer["files"][0]["error"].startswith("1:4: ")
    lines = err.splitlines()
    assert len(lines) == 3
    assert lines[0].startswith(f"{bad}:1:4: ")
    assert "\x1b" not in err


def test_standard_input_is_a_file_called_dash(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(SHOP.encode())))
    status, answer, _ = inspect(capsys, "-")
    assert (status, answer["files"][0]["file"], len(answer["files"][0]["pods"])) == (0, "-", 1)


def test_a_name_in_the_file_name_cannot_break_the_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a\nb\x1b.yaml"
    file.write_text("- x\n")
    status, _, err = inspect(capsys, file)
    assert status == 2
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments", [[], ["inspect"], ["draw", "x.yaml"], ["inspect", "x", "--kubernetes", "1.2"], ["no"]]
)
def test_words_that_are_no_command_exit_with_two(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2


def test_nothing_of_the_web_or_the_cluster_is_imported(shop: Path) -> None:
    code = (
        "import sys; from pods.cli import main; main(['inspect', sys.argv[1]]); "
        "bad = {'django', 'kubernetes', 'pygraphviz', 'asyncio', 'ssl'} & set(sys.modules); assert not bad, bad"
    )
    subprocess.run([sys.executable, "-c", code, str(shop)], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)


def test_a_reader_that_stops_early_is_no_error(shop: Path) -> None:
    command = f"{sys.executable} -m pods inspect {shop} | head -c 1"
    done = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, capture_output=True, check=False, env={**os.environ}
    )
    assert done.stderr == b""


@pytest.mark.parametrize("form", ["svg", "dot", "mermaid", "png", "pdf"])
def test_a_picture_is_written_in_every_format(shop: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"out.{form}"
    assert main(["draw", str(shop), "-o", str(out), "--format", form]) == 0
    start = {"svg": b"<svg", "png": b"\x89PNG", "pdf": b"%PDF-", "dot": b"digraph", "mermaid": b"flowchart"}[
        form
    ]
    assert start in out.read_bytes()[:400]


def test_several_pods_make_several_pictures(tmp_path: Path) -> None:
    file = tmp_path / "two.yaml"
    file.write_text(SHOP + "---\n" + SHOP.replace("name: shop}", "name: ../../evil}", 1))
    assert main(["draw", str(file), "-o", str(tmp_path / "one.svg")]) == 0
    assert main(["draw", str(file), "-o", f"{tmp_path}/folder/"]) == 0
    written = sorted(str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*.svg"))
    assert written == ["folder/two-______evil.svg", "folder/two-shop.svg", "one-2.svg", "one.svg"]


@pytest.mark.parametrize("words", [["--view", "nothing"], ["--format", "gif"]])
def test_a_view_or_format_that_does_not_exist_is_one_line(
    shop: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["draw", str(shop), "-o", "-", *words]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_file_without_a_pod_cannot_be_drawn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "config.yaml"
    file.write_text("kind: ConfigMap\n")
    assert main(["draw", str(file), "-o", str(tmp_path / "x.svg")]) == 2
    assert "no pod" in capsys.readouterr().err
    assert not (tmp_path / "x.svg").exists()
