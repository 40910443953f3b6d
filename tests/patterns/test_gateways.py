"""The gateways of the catalogue at work, where the machine has HAProxy and nginx: what they pass on and refuse."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.patterns import configurations

PATIENCE = 10.0  # seconds, on a busy machine
has_haproxy = pytest.mark.skipif(not shutil.which("haproxy"), reason="HAProxy is not installed")
has_nginx = pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not installed")
Answer = tuple[int, dict[str, str], str]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def app(name: str) -> Iterator[int]:
    """A server that says its name, the path and who it is told is calling; its port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = f"{name} {self.path} user={self.headers.get('X-Forwarded-User')}".encode()
            self.send_response({"/broken": 500, "/missing": 404, "/go": 302}.get(self.path, 200))
            self.send_header("X-Powered-By", "an old framework")
            self.send_header("Content-Length", str(len(body)))
            if self.path == "/go":
                self.send_header("Location", "/there")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server.server_port
        server.shutdown()


def ask(port: int, path: str, headers: Mapping[str, str] | None = None, method: str = "GET") -> Answer:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request(method, path, headers=dict(headers or {}))
        answer = connection.getresponse()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read().decode()
    finally:
        connection.close()


@contextmanager
def gateway(command: list[str], status: int) -> Iterator[None]:
    """The program, from when its status port answers."""
    environment = {**os.environ, "PARTNER_TOKEN": "t"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            until = time.monotonic() + PATIENCE
            while True:
                assert process.poll() is None
                try:
                    assert ask(status, "/healthz")[0] == 200
                    break
                except ConnectionError:
                    assert time.monotonic() < until
                    time.sleep(0.02)
            yield
        finally:
            process.terminate()


@contextmanager
def haproxy(id: str, directory: Path, given: Mapping[str, object]) -> Iterator[None]:
    status = free_port()
    path = directory / "haproxy.cfg"
    path.write_text(configurations.files(id, "native", {**given, "statusPort": status})["haproxy.cfg"])
    with gateway(["haproxy", "-q", "-f", str(path)], status):
        yield


@has_haproxy
def test_the_rate_limit_counts_each_key_and_each_address_without_one(tmp_path: Path) -> None:
    port = free_port()
    with (
        app("app") as at,
        haproxy("rate-limit", tmp_path, {"appPort": at, "listenPort": port, "requests": 2}),
    ):
        told = [ask(port, "/", {"X-API-Key": "one"})[0] for _ in range(3)]
        status, headers, body = ask(port, "/", {"X-API-Key": "one"})
        assert [*told, status] == [200, 200, 429, 429]
        assert (headers["retry-after"], '"status":429' in body) == ("60", True)
        assert ask(port, "/", {"X-API-Key": "two"})[0] == 200
        assert [ask(port, "/")[0] for _ in range(3)] == [200, 200, 429]


@has_haproxy
def test_old_versions_go_to_the_former_release_and_all_else_to_the_app(tmp_path: Path) -> None:
    port = free_port()
    with app("new") as new, app("old") as old:
        given = {"appPort": new, "listenPort": port, "oldService": f"127.0.0.1:{old}"}
        with haproxy("version-routing", tmp_path, given):
            status, headers, body = ask(port, "/v1/items")
            assert (status, body.split()[0], headers["deprecation"][0]) == (200, "old", "@")
            assert ask(port, "/items", {"API-Version": "V1"})[2].startswith("old")
            for path in ("/v2/items", "/v12/items", "/items"):
                assert ask(port, path)[2].startswith("new")
                assert "deprecation" not in ask(port, path)[1]


@has_haproxy
def test_the_ambassador_serves_both_directions(tmp_path: Path) -> None:
    inward, outward = free_port(), free_port()
    with app("app") as at, app("orders") as orders:
        given = {
            "appPort": at,
            "listenPort": inward,
            "gatewayPort": outward,
            "orders": f"127.0.0.1:{orders}",
            "partner": "127.0.0.1",
        }
        with haproxy("api-gateway-ambassador", tmp_path, given):
            assert ask(inward, "/in")[2].startswith("app /in ")
            assert ask(inward, "/in", method="TRACE")[0] == 405
            assert ask(outward, "/orders/7?x=1")[2].startswith("orders /7?x=1 ")
            assert ask(outward, "/elsewhere")[0] == 404


@has_nginx
def test_requests_and_responses_are_transformed(tmp_path: Path) -> None:
    port, status = free_port(), free_port()
    with app("app") as at:
        given = {"appPort": at, "listenPort": port, "statusPort": status}
        text = configurations.files("request-transform", "native", given)["nginx.conf"]
        path = tmp_path / "nginx.conf"
        path.write_text(text.replace("/tmp/", f"{tmp_path}/"), encoding="utf-8")
        tmp_path.chmod(0o755)  # nginx's workers are somebody else where the test is root
        with gateway(["nginx", "-e", os.devnull, "-c", str(path), "-g", "daemon off;"], status):
            code, headers, body = ask(port, "/shop/items", {"X-Forwarded-User": "root"})
            assert (code, body) == (200, "app /items user=None")
            assert "x-powered-by" not in headers
            assert len(headers["x-request-id"]) == 32
            assert ask(port, "/shop/items", {"X-Request-ID": "call-0001"})[1]["x-request-id"] == "call-0001"
            assert ask(port, "/shop/go")[1]["location"] == "/shop/there"
            code, headers, body = ask(port, "/shop/broken")
            assert (code, headers["content-type"]) == (500, "application/problem+json")
            assert headers["x-request-id"] in body
            assert ask(port, "/shop/missing")[2].startswith("app /missing")
            assert ask(port, "/elsewhere")[0] == 404
