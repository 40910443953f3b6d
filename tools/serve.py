"""Start Podwright on this machine: make database, examples and static files ready, then serve in one process.

    make run          or          python -m tools.serve

HOST and PORT name the address (http://127.0.0.1:8000 when nothing is said).
"""

from __future__ import annotations

import errno
import fcntl
import gc
import hashlib
import http.client
import io
import os
import socket
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import django
import uvicorn
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import DatabaseError

SECONDS_TO_FINISH = 3  # what a request that is being answered gets when the server is stopped


class CannotServe(Exception):
    """Something the person who starts the server has to mend, said in one sentence."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where the server listens."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """What to open in a browser."""
        return f"http://{self._bracketed(self.reachable)}:{self.port}"

    @property
    def reachable(self) -> str:
        """A host that this machine can connect to: 0.0.0.0 means every address, and is none itself."""
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104 (compared, not bound)

    @staticmethod
    def _bracketed(host: str) -> str:
        return f"[{host}]" if ":" in host else host


def address(host: str, port: str) -> Address:
    """The address asked for; raises CannotServe for a port that is no port."""
    if not (port.isascii() and port.isdigit() and 1 <= int(port) <= 65535):
        raise CannotServe(f"PORT must be a number from 1 to 65535, and {port!r} is not.")
    return Address(host, int(port))


def listen(at: Address) -> socket.socket:
    """A socket that listens there; raises CannotServe with the remedy."""
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(at.host, at.port, type=socket.SOCK_STREAM)[0]
        # The protocol has to be named: asyncio sends small packets at once (TCP_NODELAY) only where it is, and
        # without that an answer of two packets waits 40 ms for the browser's acknowledgement.
        listening = socket.socket(family, kind, protocol)
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(where)
            listening.listen(2048)
        except OSError:
            listening.close()
            raise
    except OSError as error:
        raise CannotServe(_remedy(at, error)) from None
    return listening


def _remedy(at: Address, error: OSError) -> str:
    match error:
        case PermissionError():
            return f"Port {at.port} needs more rights; try: make run PORT=8000"
        case OSError(errno=errno.EADDRINUSE):
            other = at.port + 1 if at.port < 65535 else 8000
            return f"Port {at.port} is taken, perhaps by another Podwright; try: make run PORT={other}"
        case _:  # unknown names and addresses of other machines
            return f"HOST={at.host} is no address of this machine; try: make run HOST=127.0.0.1"


def prepare() -> None:
    """Bring database, examples and static files to the state this version needs; cheap when they are."""
    unheard = io.StringIO()  # only what is wrong is worth a line
    call_command("check", stdout=unheard)
    call_command("migrate", interactive=False, verbosity=0)
    call_command("seed", if_empty=True, stdout=unheard)
    collect_static_files()


def collect_static_files() -> None:
    """Run collectstatic, unless the very same files have been collected before."""
    wanted = hashlib.sha256("\n".join(sorted(_static_files())).encode()).hexdigest()
    folder = Path(settings.STATIC_ROOT)
    folder.mkdir(exist_ok=True)
    with (folder / ".collected").open("a+", encoding="utf-8") as record:
        fcntl.flock(record, fcntl.LOCK_EX)  # of several that start at once, one collects
        record.seek(0)
        if record.read() == wanted:
            return
        record.truncate(0)
        # What was there before stays: a server that still runs goes on serving its own files.
        # htmx's extensions are not used, and import files that are not there.
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["ext"])
        record.write(wanted)


def _static_files() -> Iterator[str]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            stat = Path(storage.path(name)).stat()
            yield f"{name} {stat.st_size} {stat.st_mtime_ns}"


class Server(uvicorn.Server):
    """Says where it is once it has answered a first request, which also warms it up."""

    def __init__(self, at: Address) -> None:
        super().__init__(
            uvicorn.Config(
                "webapp.asgi:application",
                log_level="warning",
                access_log=False,
                lifespan="off",
                server_header=False,
                timeout_graceful_shutdown=SECONDS_TO_FINISH,
            )
        )
        self.at = at

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and ask for the first page from a thread, since this one is to answer."""
        await super().startup(sockets)
        threading.Thread(target=self.announce, daemon=True).start()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop: live streams would go on for ever, so they are ended first; their browsers ask again."""
        watched = sys.modules.get("pods.cluster.live.watched")  # loaded when somebody looked
        if watched is not None:
            watched.HUB.close()
        await super().shutdown(sockets)

    def announce(self) -> None:
        """Wait for the first answer and print the address."""
        connection = http.client.HTTPConnection(self.at.reachable, self.at.port, timeout=30)
        try:
            connection.request("GET", "/", headers={"Host": settings.ALLOWED_HOSTS[0].removeprefix(".")})
            connection.getresponse().read()
        except OSError:
            return  # stopped before it could answer
        finally:
            connection.close()
        # What the first answer has loaded stays as long as the server: looking through it for garbage again and again
        # would hold up every hundredth request by as much as two edits take.
        gc.collect()
        gc.freeze()
        print(f"Podwright is running on {self.at.url} (Ctrl-C stops it)", flush=True)


def start() -> int:
    """Make everything ready and serve until stopped; exit status 1, and a sentence, when that cannot be."""
    try:
        at = address(os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000")
        listening = listen(at)  # first of all: a taken port is said before anything is written
        django.setup()
        prepare()
    except (CannotServe, ImproperlyConfigured, SystemCheckError) as problem:
        print(problem, file=sys.stderr)
        return 1
    except (DatabaseError, OSError) as problem:
        print(f"The database or the data folder cannot be used: {problem}", file=sys.stderr)
        return 1
    Server(at).run(sockets=[listening])
    return 0


def main() -> int:
    """As `start`; Ctrl-C is how one stops it, and no failure."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "webapp.settings")
    try:
        return start()
    except KeyboardInterrupt:
        print("\nStopped.")
        return 0


if __name__ == "__main__":
    sys.exit(main())
