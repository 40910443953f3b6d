"""System checks: settings that contradict each other or cannot work, each with what to do."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

SECRET_LENGTH = 50


@register(Tags.security)
def check_settings(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Everything that is wrong with the settings."""
    return [*_data_folder(), *(_local() if settings.LOCAL else _server()), *_limits()]


def _data_folder() -> Iterator[CheckMessage]:
    folder = Path(settings.DATA_DIR)
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        yield Error(
            f"The data folder {folder} cannot be written.",
            hint="Give it to the user that runs Podwright, or name another one with PODWRIGHT_DATA.",
            id="pods.E001",
        )


def _server() -> Iterator[CheckMessage]:
    if not settings.ALLOWED_HOSTS:
        yield Error(
            "No host name is allowed, so every request is refused.",
            hint="Set PODWRIGHT_HOSTS to the names Podwright is reached under, such as podwright.example.",
            id="pods.E002",
        )
    if len(settings.SECRET_KEY) < SECRET_LENGTH:
        yield Error(
            f"PODWRIGHT_SECRET_KEY is shorter than {SECRET_LENGTH} characters.",
            hint="python -c 'import secrets; print(secrets.token_urlsafe(50))' prints a good one.",
            id="pods.E003",
        )
    if settings.DEBUG:
        yield Error(
            "PODWRIGHT_DEBUG=1 shows settings and source to every visitor of a server.",
            hint="Unset PODWRIGHT_DEBUG, or use PODWRIGHT_MODE=local.",
            id="pods.E004",
        )


def _local() -> Iterator[CheckMessage]:
    ignored = [name for name in ("PODWRIGHT_HOSTS", "PODWRIGHT_HTTPS") if os.environ.get(name)]
    if ignored:
        yield Warning(
            f"{' and '.join(ignored)} mean nothing in local mode, which answers this machine alone.",
            hint="Set PODWRIGHT_MODE=server to let others in.",
            id="pods.W001",
        )


def _limits() -> Iterator[CheckMessage]:
    if settings.PODWRIGHT_LIMITS.size > 64 * 1024 * 1024:
        yield Warning(
            "PODWRIGHT_MAX_SIZE is above 64 MB: one manifest of that size can take minutes and gigabytes.",
            hint="Keep it at a few megabytes; split larger streams.",
            id="pods.W002",
        )
