"""Files as commands read and write them, and the one line that says what is wrong with one."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from pods.domain.manifest import reader

STANDARD = "-"  # standard input or output


class NotWritten(Exception):
    """A file could not be written; nothing of it has changed."""


def read(name: str) -> bytes:
    """The bytes of a file, up to just beyond what the reader takes. Raises OSError."""
    if name == STANDARD:
        return sys.stdin.buffer.read(reader.DEFAULT.size + 1)
    with Path(name).open("rb") as file:
        return file.read(reader.DEFAULT.size + 1)


def unreadable(error: OSError) -> str:
    """What follows the file's name and a colon when it cannot be read."""
    reason = error.strerror or "unknown error"
    return f"1:1: cannot be read: {reason}; check the path and its permissions"


def write(name: str, data: bytes) -> None:
    """Write a file whole or not at all, also when it is the one that was read. Raises NotWritten."""
    if name == STANDARD:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        _replace(Path(name).resolve(), data)  # a link stays a link, what it points to changes
    except OSError as error:
        raise NotWritten(f"{name}: cannot be written: {error.strerror}; choose another OUT") from None


def complain(sentence: str) -> None:
    """One line on standard error."""
    print(shown(sentence), file=sys.stderr)


def unsound(command: str, problem: object) -> str:
    """What is said when an entry of the catalogue cannot be read."""
    first = str(problem).partition("\n")[0]
    return f"{command}: the catalogue cannot be used: {first}; `python -m patterns.catalogue.lint` names the file"


def shown(sentence: str) -> str:
    """One line that changes nothing in a terminal, whatever stands in the manifest."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in sentence)


def _replace(path: Path, data: bytes) -> None:
    if path.exists() and not path.is_file():  # /dev/stdout and the like cannot be replaced, but written to
        path.write_bytes(data)
        return
    import tempfile  # dear to load, and only writing needs it

    handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:100]}.", dir=path.parent)
    try:
        with open(handle, "wb") as file:  # noqa: PTH123 - a handle has no path
            file.write(data)
            file.flush()
            os.fsync(handle)
        Path(temporary).chmod(_mode(path))
        Path(temporary).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise


def _mode(path: Path) -> int:
    """The permissions of the file that is there, else those a new one gets."""
    with contextlib.suppress(FileNotFoundError):
        return path.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
