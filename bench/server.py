"""A really running Podwright, as `make run` starts it, with a data folder of its own."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS_TO_START = 120


@contextmanager
def serving(data: Path) -> Iterator[str]:
    """Start a server whose database stands in the folder; gives its address, and stops it afterwards.

    Raises RuntimeError, with what the server said, when it does not come up.
    """
    port = free_port()
    process = start(data, port)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def start(data: Path, port: int) -> subprocess.Popen[bytes]:
    """A server that answers, for who stops it in another way. Raises RuntimeError as `serving` does."""
    environment = os.environ | {
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "PODWRIGHT_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "webapp.settings",  # tests have others for themselves
    }
    log, command = data / "server.log", [sys.executable, "-m", "tools.serve"]
    with log.open("ab") as said:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(process, port, log)
    except BaseException:
        process.terminate()
        raise
    return process


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while process.poll() is None and time.monotonic() < deadline:
        if _answers(port):
            return
        time.sleep(0.05)
    raise RuntimeError(f"The server did not start:\n{log.read_text('utf-8', 'replace')}")


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS_TO_START)
    try:
        connection.request("GET", "/")
        connection.getresponse().read()
    except OSError:
        return False
    finally:
        connection.close()
    return True
