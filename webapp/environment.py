"""Settings from environment variables; a bad value is refused with its name and what would be right."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def env_text(name: str, default: str = "") -> str:
    """A text; unset and empty mean the default. `NAME_FILE` names a file that holds it, as secrets are mounted."""
    file = os.environ.get(f"{name}_FILE")
    if file:
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE={file} cannot be read: {error.strerror}.") from None
    return os.environ.get(name) or default


def env_bool(name: str, default: bool) -> bool:
    """1, true, yes, on or 0, false, no, off."""
    text = env_text(name).lower()
    if text in ("1", "true", "yes", "on"):
        return True
    if text in ("0", "false", "no", "off"):
        return False
    if text:
        raise ImproperlyConfigured(f"{name}={text} is neither 1 nor 0.")
    return default


def env_int(name: str, default: int) -> int:
    """A whole number above zero."""
    text = env_text(name, str(default))
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise ImproperlyConfigured(f"{name}={text} is not a whole number above zero.")
    return int(text)


def env_list(name: str, default: str = "") -> list[str]:
    """Words separated by commas."""
    return [word.strip() for word in env_text(name, default).split(",") if word.strip()]


def env_keys(name: str, shortest: int) -> list[str]:
    """Secrets separated by commas, each long enough not to be guessed."""
    keys = env_list(name)
    if any(len(key) < shortest for key in keys):
        raise ImproperlyConfigured(f"{name} is too short: give {shortest} random characters or more.")
    return keys


def env_choice(name: str, *choices: str) -> str:
    """One of the choices; the first when nothing is said."""
    text = env_text(name, choices[0])
    if text not in choices:
        raise ImproperlyConfigured(f"{name}={text} is none of {', '.join(choices)}.")
    return text


def private_folder(path: Path) -> None:
    """Make a folder for its owner alone, since manifests may hold secrets; one that is there stays as it is."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)


def kept_secret(path: Path) -> str:
    """A secret made on first use and kept in a file that only its owner can read."""
    private_folder(path.parent)
    try:
        # Made with its mode in one step: at no moment can others read it. A second process loses the race and reads.
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    secret = path.read_text(encoding="ascii").strip()
    if not secret:
        raise ImproperlyConfigured(f"{path} is empty; delete it, and a new secret will be made.")
    return secret


def database(url: str, data: Path) -> dict[str, Any]:
    """Django's entry for a database: SQLite in the data folder, or `postgres://user:password@host:port/name`."""
    if not url:
        return _sqlite(data / "podwright.sqlite3")
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured("DATABASE_URL must start with postgres://; without it SQLite is used.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_HEALTH_CHECKS": True,
    }


def _sqlite(path: Path) -> dict[str, Any]:
    private_folder(path.parent)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "timeout": 10,  # seconds to wait for another writer
            # A transaction takes its write lock at its start: two savers queue instead of failing half-way.
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }
