"""Starting the server: an address that cannot be had is said in one sentence."""

from __future__ import annotations

import http.client
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.serve import Address, CannotServe, address, listen

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def taken() -> Iterator[int]:
    """A port somebody else listens on."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


@pytest.mark.parametrize("port", ["", "0", "65536", "80a", "-1", "²", "8000.0"])
def test_a_port_that_is_no_port_is_refused(port: str) -> None:
    with pytest.raises(CannotServe, match="PORT must be a number from 1 to 65535"):
        address("127.0.0.1", port)


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("localhost", "http://localhost:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::1", "http://[::1]:8000"),
        ("::", "http://[::1]:8000"),
    ],
)
def test_the_address_that_is_shown_can_be_opened(host: str, url: str) -> None:
    assert address(host, "8000").url == url


def test_a_taken_port_names_the_next_one(taken: int) -> None:
    with pytest.raises(CannotServe, match=f"Port {taken} is taken.*PORT="):
        listen(Address("127.0.0.1", taken))


def test_a_host_that_is_not_here_is_refused() -> None:
    with pytest.raises(CannotServe, match="no address of this machine"):
        listen(Address("203.0.113.1", 8000))


def test_packets_are_sent_at_once() -> None:
    with listen(Address("127.0.0.1", 0)) as listening:
        # What asyncio looks at before it sets TCP_NODELAY on a connection.
        assert listening.proto == socket.IPPROTO_TCP


def serve(**environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program where it cannot start."""
    return subprocess.run(
        [sys.executable, "-m", "tools.serve"],
        cwd=ROOT,
        env=os.environ | {"HOST": "127.0.0.1", "DJANGO_SETTINGS_MODULE": "webapp.settings"} | environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_taken_port_is_said_in_one_line_and_before_anything_is_written(taken: int, tmp_path: Path) -> None:
    ended = serve(PORT=str(taken), PODWRIGHT_DATA=str(tmp_path / "data"))
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert len(ended.stderr.splitlines()) == 1
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"PODWRIGHT_MODE": "servre"}, "PODWRIGHT_MODE=servre is none of local, server."),
        ({"PODWRIGHT_MODE": "server"}, "PODWRIGHT_SECRET_KEY is not set"),
        ({"PODWRIGHT_MODE": "server", "PODWRIGHT_SECRET_KEY": "short"}, "shorter than 50"),
        ({"DATABASE_URL": "postgres://a:b@127.0.0.1:1/c"}, "The database or the data folder cannot be used"),
        ({"PODWRIGHT_DATA": "/dev/null/data"}, "The database or the data folder cannot be used"),
    ],
)
def test_settings_that_cannot_work_are_said_without_a_traceback(
    environment: dict[str, str], sentence: str, tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as freed:
        port = freed.getsockname()[1]
    ended = serve(**{"PORT": str(port), "PODWRIGHT_DATA": str(tmp_path)} | environment)
    assert ended.returncode == 1
    assert sentence in ended.stderr
    assert "Traceback" not in ended.stderr


def ask(server: str, path: str) -> tuple[http.client.HTTPResponse, str]:
    """An answer, and what it says."""
    connection = http.client.HTTPConnection(server.removeprefix("http://"))
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer, answer.read().decode()
    finally:
        connection.close()


def test_a_server_answers_and_its_examples_are_there(server: str) -> None:
    answer, page = ask(server, "/")
    assert answer.status == 200
    assert "/designs/" in page


def test_static_files_are_kept_for_good_by_browsers_and_taken_for_what_they_are(server: str) -> None:
    _, page = ask(server, "/")
    path = re.findall(r'href="(/static/css/[^"]+)"', page)[0]

    answer, sheet = ask(server, path)

    assert answer.status == 200
    assert "{" in sheet
    assert "immutable" in (answer.getheader("Cache-Control") or "")
    assert answer.getheader("X-Content-Type-Options") == "nosniff"
    assert answer.getheader("Access-Control-Allow-Origin") is None


def test_a_static_file_that_is_not_there_gets_the_page_that_says_so(server: str) -> None:
    answer, page = ask(server, "/static/css/none.css")
    assert answer.status == 404
    assert answer.getheader("Content-Security-Policy")
    assert "<h1" in page
