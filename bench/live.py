"""Many people watching one pod: what it costs the server, and whether its memory stays flat.

    python -m bench.live [MINUTES] [VIEWERS]

A cluster is played on loopback: a pod that changes twice a second, and a container that logs twenty lines a second.
Each viewer reads the stream of states and that of the log, as a browser does. Needs no browser and no cluster.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bench.server import free_port, start

_CHANGE, _LINE = 0.5, 0.05  # seconds between two changes of the pod, and between two lines of its log
_EVERY = 30.0  # seconds between two rows
_TICKS = os.sysconf("SC_CLK_TCK")
ASKED = {"list": 0, "watch": 0, "log": 0}


def _pod(number: int) -> dict[str, Any]:
    metadata = {"name": "shop", "namespace": "shop", "uid": "u", "resourceVersion": str(number + 1)}
    running = {"running": {"startedAt": "2026-11-21T03:00:00Z"}}
    status = {"name": "app", "ready": True, "started": True, "restartCount": number, "state": running}
    spec = {"containers": [{"name": "app", "image": "app:1"}]}
    return {"metadata": metadata, "spec": spec, "status": {"phase": "Running", "containerStatuses": [status]}}


class _Played(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path, query = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)
        with suppress(OSError):  # whoever asked has gone
            if path.endswith("/log"):
                ASKED["log"] += 1
                self._stream(_lines())
            elif "watch" in query:
                ASKED["watch"] += 1
                self._stream(_changes() if path.endswith("/pods") else _nothing())
            else:
                ASKED["list"] += 1
                self._whole({"metadata": {"resourceVersion": "1"}, "items": []})

    def log_message(self, format: str, *args: object) -> None:
        """Silence."""

    def _whole(self, body: Mapping[str, Any]) -> None:
        data = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _stream(self, parts: Iterator[bytes]) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for part in parts:
            self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))


def _changes() -> Iterator[bytes]:
    number = 0
    while True:
        number += 1
        yield json.dumps({"type": "MODIFIED", "object": _pod(number)}).encode() + b"\n"
        time.sleep(_CHANGE)


def _lines() -> Iterator[bytes]:
    number = 0
    while True:
        number += 1
        now = time.time()
        stamp = f"{time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(now))}.{int(now % 1 * 1e9):09}Z"
        yield f"{stamp} line {number}: GET /shop/basket 200 12 ms\n".encode()
        time.sleep(_LINE)


def _nothing() -> Iterator[bytes]:
    while True:
        time.sleep(60)
        yield b'{"type": "BOOKMARK", "object": {"metadata": {"resourceVersion": "1"}}}\n'


@contextmanager
def _cluster() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Played)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


def _connect(data: Path, address: str) -> int:
    """A stored connection of the one user, made beside the server."""
    os.environ |= {"PODWRIGHT_DATA": str(data), "DJANGO_SETTINGS_MODULE": "webapp.settings"}
    import django

    django.setup()
    from pods.cluster.access import Access
    from pods.models import Connection
    from pods.models.people import local_user

    made = Connection(owner=local_user(), name="played", namespace="shop")
    made.keep(Access(address))
    made.save()
    return int(made.pk)


class Viewers:
    """What all viewers received: events, and bytes."""

    def __init__(self) -> None:
        self.events = 0
        self.bytes = 0
        self.again = 0

    async def watch(self, port: int, path: str) -> None:
        """Read a stream for ever, and ask again when it ends."""
        while True:
            with suppress(OSError, asyncio.IncompleteReadError, ValueError):
                await self._read(port, path)
            self.again += 1
            await asyncio.sleep(1)

    async def _read(self, port: int, path: str) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 22)
        try:
            writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            while data := await reader.readline():
                self.bytes += len(data)
                self.events += data.startswith(b"event: ")
        finally:
            writer.close()


def _memory(pid: int) -> float:
    """Resident memory in MB."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmRSS"))) / 1024


def _cpu(pid: int) -> float:
    """Seconds of CPU used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


async def _measure(port: int, pid: int, connection: int, minutes: float, viewers: int) -> None:
    seen = Viewers()
    root = f"/clusters/{connection}/live/shop/Pod/shop"
    paths = [f"{root}/changes/", f"{root}/log/?container=app"] * viewers
    tasks = [asyncio.create_task(seen.watch(port, path)) for path in paths]
    print(f"{viewers} viewers, two streams each; {minutes:g} minutes")
    print(
        f"{'minute':>7} {'MB':>7} {'CPU %':>6} {'events/s':>9} {'kB/s':>8} {'again':>6}  asked of the cluster"
    )
    begun, until = time.monotonic(), time.monotonic() + minutes * 60
    while time.monotonic() < until:
        cpu, events, size, then = _cpu(pid), seen.events, seen.bytes, time.monotonic()
        await asyncio.sleep(min(_EVERY, max(until - then, 1)))
        passed = time.monotonic() - then
        figures = [
            f"{(time.monotonic() - begun) / 60:7.1f}",
            f"{_memory(pid):7.1f}",
            f"{(_cpu(pid) - cpu) / passed * 100:6.1f}",
            f"{(seen.events - events) / passed:9.1f}",
            f"{(seen.bytes - size) / passed / 1024:8.1f}",
            f"{seen.again:6}",
        ]
        print(*figures, f" {ASKED}", flush=True)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def main(minutes: float = 10, viewers: int = 50) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder, _cluster() as address:
        port = free_port()
        process = start(Path(folder), port)
        try:
            connection = _connect(Path(folder), address)
            asyncio.run(_measure(port, process.pid, connection, minutes, viewers))
        finally:
            begun = time.monotonic()
            process.terminate()
            process.wait(20)
            print(f"stopped within {time.monotonic() - begun:.1f} s")


if __name__ == "__main__":
    main(*(float(sys.argv[1]) if len(sys.argv) > 1 else 10, int(sys.argv[2]) if len(sys.argv) > 2 else 50))
