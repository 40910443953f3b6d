"""The scripts that entries bring are run: they serve, convert, fetch and signal, and they stop when told."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.patterns import configurations
from tests.patterns.patience import PATIENCE, eventually


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def get(address: str) -> str:
    with urlopen(address, timeout=PATIENCE) as answer:
        return str(answer.read().decode())


def status(address: str) -> int:
    try:
        with urlopen(address, timeout=PATIENCE) as answer:
            return int(answer.status)
    except HTTPError as refused:
        return refused.code


@contextmanager
def running(command: list[str], environment: Mapping[str, object]) -> Iterator[subprocess.Popen[str]]:
    told = {name: str(value) for name, value in environment.items()}
    with subprocess.Popen(
        command, env={**os.environ, **told}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        watchdog = threading.Timer(
            3 * PATIENCE, process.kill
        )  # a test that waits for a line must not wait for ever
        watchdog.start()
        try:
            yield process
        finally:
            watchdog.cancel()
            process.kill()


def stops_at_once(process: subprocess.Popen[str]) -> bool:
    process.terminate()
    return process.wait(PATIENCE) == 0


def script(id: str, file: str, directory: Path) -> list[str]:
    """The command that runs a script of an entry."""
    path = directory / file
    path.write_text(configurations.files(id, "native")[file], encoding="utf-8")
    return [sys.executable, str(path)]


class Answering:
    """A server on localhost that gives whatever `body` is at the time."""

    def __init__(self, body: bytes) -> None:
        self.body, self.asked = body, [""]
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append(self.headers.get("Authorization", ""))
                self.send_response(200)
                self.end_headers()
                self.wfile.write(outer.body)

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self) -> Answering:
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()


def test_logs_over_http_shows_the_last_lines_and_no_file_outside(tmp_path: Path) -> None:
    logs = tmp_path / "logs"
    logs.mkdir()
    (logs / "app.log").write_text("".join(f"line {n}\n" for n in range(1000)), encoding="utf-8")
    (tmp_path / "secret").write_text("s", encoding="utf-8")
    (logs / "link.log").symlink_to(tmp_path / "secret")
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    command = script("logs-over-http", "serve.py", tmp_path)
    with running(command, {"LOG_DIRECTORY": logs, "PORT": port}) as process:
        assert eventually(lambda: get(f"{base}/healthz")) == "ok\n"
        assert get(f"{base}/") == "app.log\n"
        assert get(f"{base}/app.log?lines=2") == "line 998\nline 999\n"
        for lines, shown in (("", 200), ("?lines=-1", 200), ("?lines=x", 200), ("?lines=999999999", 1000)):
            assert len(get(f"{base}/app.log{lines}").splitlines()) == shown
        for path in ("/../secret", "/..%2fsecret", "/link.log", "/nothing.log", "/%00"):
            assert status(base + path) == 404
        assert stops_at_once(process)


@pytest.mark.parametrize(
    ("document", "shown"),
    [
        (
            b'{"request_count": 3, "avg_duration": 0.5}',
            "app_request_total 3.0\n# TYPE app_avg_duration gauge",
        ),
        (
            b'{"pool": {"in use": 2, "name": "x", "full": false}}',
            "app_pool_in_use 2.0\n# TYPE app_pool_full gauge",
        ),
        (b'{"a-b": 1, "a b": 2}', "# TYPE app_a_b gauge\napp_a_b 1.0\n"),
        (b"[1, 2]", "app_up 1"),
        (b"{broken", "app_up 0"),
        (b"[" * 100_000, "app_up 0"),
        (b'{"n": 1' + b"0" * 400 + b"}", "app_up 0"),
        (b"\xff", "app_up 0"),
    ],
)
def test_the_metrics_exporter_shows_numbers_and_survives_everything_else(
    document: bytes, shown: str, tmp_path: Path
) -> None:
    port = free_port()
    command = script("metrics-exporter", "exporter.py", tmp_path)
    with (
        Answering(document) as app,
        running(command, {"SOURCE": app.address, "PREFIX": "app", "PORT": port}) as process,
    ):
        eventually(lambda: get(f"http://127.0.0.1:{port}/healthz"))
        assert shown in get(f"http://127.0.0.1:{port}/metrics")
        assert stops_at_once(process)


def test_the_metrics_exporter_answers_although_the_app_is_away(tmp_path: Path) -> None:
    port = free_port()
    command = script("metrics-exporter", "exporter.py", tmp_path)
    source = f"http://127.0.0.1:{free_port()}/metrics"
    with running(command, {"SOURCE": source, "PREFIX": "9 x", "PORT": port}):
        eventually(lambda: get(f"http://127.0.0.1:{port}/healthz"))
        assert get(f"http://127.0.0.1:{port}/metrics") == "# TYPE _9_x_up gauge\n_9_x_up 0\n"


def test_config_sync_writes_and_signals_and_keeps_what_it_has(tmp_path: Path) -> None:
    program = (
        tmp_path / f"app-{os.getpid()}.py"
    )  # no other run of this test on the machine has one of that name
    program.write_text(_APP, encoding="utf-8")
    file = tmp_path / "config" / "config.json"
    file.parent.mkdir()
    with Answering(b'{"max_items": 1}') as server:
        told = {
            "CONFIG_URL": server.address,
            "CONFIG_FILE": file,
            "PROCESS": program.name,
            "INTERVAL": 1,
            "TOKEN": "t",
        }
        with running(script("config-sync", "sync.py", tmp_path), {**told, "PYTHONUNBUFFERED": 1}) as process:
            assert eventually(file.exists)
            with running([sys.executable, str(program), str(file)], {}) as app:
                assert app.stdout
                assert json.loads(app.stdout.readline()) == {"max_items": 1}
                server.body = b'{"max_items": 2}'
                assert json.loads(app.stdout.readline()) == {"max_items": 2}
            server.body = b"{broken"
            asked = len(server.asked)
            assert eventually(lambda: len(server.asked) > asked + 1)
            assert json.loads(file.read_bytes()) == {"max_items": 2}
            assert [each.name for each in file.parent.iterdir()] == ["config.json"]
            assert set(server.asked[1:]) == {"Bearer t"}
            assert stops_at_once(process)


def test_log_tail_follows_a_file_that_comes_later_and_is_rotated(tmp_path: Path) -> None:
    (helper,) = configurations.fragment("tail-logs", "native", {"directory": str(tmp_path)}).helpers
    log = tmp_path / "app.log"
    with running([*helper.fields["command"], *helper.fields["args"]], {}) as process:
        assert process.stdout
        lines = iter(process.stdout.readline, "")
        log.write_text("one\n", encoding="utf-8")
        assert "one\n" in lines
        log.rename(tmp_path / "app.log.1")
        log.write_text("two\n", encoding="utf-8")
        assert "two\n" in lines
        assert stops_at_once(process)


# Prints its configuration at the start and at each SIGHUP.
_APP = """
import signal, sys
def load(*_):
    print(open(sys.argv[1]).read(), flush=True)
signal.signal(signal.SIGHUP, load)
load()
while True:
    signal.pause()
"""
