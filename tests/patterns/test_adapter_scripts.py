"""The scripts of adapters and init steps are run: they follow, convert, answer and end when told."""

from __future__ import annotations

import json
import os
import signal
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.patterns import configurations
from tests.patterns.patience import PATIENCE, eventually


def script(id: str, name: str, directory: Path) -> Path:
    file = directory / name
    file.write_text(configurations.files(id, "native")[name], encoding="utf-8")
    return file


@contextmanager
def running(file: Path, env: Mapping[str, str]) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, str(file)],
        env={**os.environ, **env},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def told_to_stop(process: subprocess.Popen[str]) -> list[str]:
    """What it has printed, line by line, when it has ended well."""
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, err
    return out.splitlines()


def offset(state: Path) -> int:
    return int(state.read_text().split()[1])


def test_log_lines_get_severity_time_and_host_and_whatever_else_they_say_stays(tmp_path: Path) -> None:
    log, state = tmp_path / "app.log", tmp_path / "position"
    log.write_text('{"msg":"hello","ts":1700000000,"level":"warn","user":7}\nplain text\n[1]\n')
    with running(
        script("log-reformat", "reformat.py", tmp_path), {"LOG_FILE": str(log), "STATE_FILE": str(state)}
    ) as process:
        eventually(lambda: offset(state) == log.stat().st_size)
        first, second, third = map(json.loads, told_to_stop(process))
    assert first == {
        "timestamp": "2023-11-14T22:13:20+00:00",
        "severity": "WARNING",
        "message": "hello",
        "host": socket.gethostname(),
        "user": 7,
    }
    assert (second["message"], second["severity"], third["message"]) == ("plain text", "INFO", "[1]")


def test_the_log_adapter_finishes_a_rotated_file_waits_for_half_a_line_and_goes_on_after_a_restart(
    tmp_path: Path,
) -> None:
    log, state = tmp_path / "app.log", tmp_path / "position"
    file, env = (
        script("log-reformat", "reformat.py", tmp_path),
        {"LOG_FILE": str(log), "STATE_FILE": str(state)},
    )
    log.write_text("one\nhal")
    with running(file, env) as process:
        eventually(lambda: offset(state) == len("one\n"))
        with log.open("a") as more:
            more.write("f\n")
        eventually(lambda: offset(state) == len("one\nhalf\n"))
        with log.open("a") as more:
            more.write("last of the old\n")
        log.rename(tmp_path / "app.log.1")
        log.write_text("new\n")
        eventually(lambda: offset(state) == len("new\n"))
        said = [json.loads(line)["message"] for line in told_to_stop(process)]
    assert said == ["one", "half", "last of the old", "new"]
    with log.open("a") as more:
        more.write("after\n")
    with running(file, env) as process:
        eventually(lambda: offset(state) == len("new\nafter\n"))
        assert [json.loads(line)["message"] for line in told_to_stop(process)] == ["after"]


def readings(tmp_path: Path, **more: str) -> dict[str, str]:
    return {
        "RECORD_FILE": str(tmp_path / "r.bin"),
        "STATE_FILE": str(tmp_path / "position"),
        "RECORD_FORMAT": ">IHhB",
        "COLUMNS": "time,device,temperature,battery",
    } | more


def test_whole_records_become_rows_and_half_a_record_waits(tmp_path: Path) -> None:
    record = struct.pack(">IHhB", 1, 2, -3, 4)
    (tmp_path / "r.bin").write_bytes(record * 2 + record[:5])
    with running(script("binary-csv", "convert.py", tmp_path), readings(tmp_path)) as process:
        eventually(lambda: offset(tmp_path / "position") == 2 * len(record))
        assert told_to_stop(process) == ["time,device,temperature,battery", "1,2,-3,4", "1,2,-3,4"]


def test_a_layout_that_does_not_fit_its_columns_is_said(tmp_path: Path) -> None:
    with running(
        script("binary-csv", "convert.py", tmp_path), readings(tmp_path, COLUMNS="one,two")
    ) as process:
        _, error = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert "gives 4 values, COLUMNS names 2" in error


class App(BaseHTTPRequestHandler):
    """An app that takes XML: it keeps what it is sent and answers with an order; the first batch fails."""

    seen: ClassVar[list[bytes]] = []

    def do_POST(self) -> None:
        self.seen.append(self.rfile.read(int(self.headers["Content-Length"])))
        failing = self.path == "/batch" and len(self.seen) == 1
        self.answer(503 if failing else 200, b'<order id="7"><item>tea</item><item/></order>')

    def do_GET(self) -> None:
        self.answer(200, b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')

    def answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def app() -> Iterator[str]:
    App.seen = []
    with ThreadingHTTPServer(("127.0.0.1", 0), App) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_rows_that_the_pipeline_refuses_are_sent_again(tmp_path: Path, app: str) -> None:
    record = struct.pack(">IHhB", 1, 2, -3, 4)
    (tmp_path / "r.bin").write_bytes(record)
    with running(
        script("binary-csv", "convert.py", tmp_path), readings(tmp_path, UPSTREAM=f"{app}/batch")
    ) as process:
        eventually(lambda: offset(tmp_path / "position") == len(record))
        told_to_stop(process)
    assert App.seen == [b"time,device,temperature,battery\n1,2,-3,4\n"] * 2


def test_json_callers_and_an_xml_app_understand_each_other(tmp_path: Path, app: str) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    here = f"http://127.0.0.1:{port}"
    with running(
        script("xml-json", "bridge.py", tmp_path), {"APP_URL": app, "LISTEN": f"0.0.0.0:{port}"}
    ) as process:
        eventually(lambda: urlopen(f"{here}/-/ready").status == 200)
        body = json.dumps({"order": {"@id": 7, "item": ["tea", "<cups>"]}}).encode()
        sent = Request(f"{here}/orders", body, {"Content-Type": "application/json"})
        assert json.load(urlopen(sent)) == {"order": {"@id": "7", "item": ["tea", None]}}
        assert App.seen[0].endswith(b'<order id="7"><item>tea</item><item>&lt;cups&gt;</item></order>')
        for bad in (b"[]", b'{"a": [1, 2]}', b'{"a b": 1}', b"nonsense"):
            with pytest.raises(HTTPError, match="400"):
                urlopen(Request(f"{here}/orders", bad, {"Content-Type": "application/json"}))
        with pytest.raises(HTTPError, match="502"):  # a document type may hold entities
            urlopen(f"{here}/any")
        told_to_stop(process)
