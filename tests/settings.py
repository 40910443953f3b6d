"""Settings of the tests: the real ones, with data of their own and nothing that only a running server needs."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# What the shell says of a Podwright that somebody runs here must not reach the tests, nor the tests its data.
for name in ("PODWRIGHT_MODE", "PODWRIGHT_DEBUG", "DATABASE_URL"):
    os.environ.pop(name, None)
os.environ["PODWRIGHT_DATA"] = tempfile.mkdtemp(prefix="podwright-tests-")
atexit.register(shutil.rmtree, os.environ["PODWRIGHT_DATA"], ignore_errors=True)

from webapp.settings import *  # noqa: E402, F403 (only now do they read the environment)
from webapp.settings import STORAGES  # noqa: E402

# Names by content exist only after collectstatic.
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Hashing a password slowly is what makes it safe, and tests slow.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STATIC_ROOT = Path(os.environ["PODWRIGHT_DATA"]) / "static"
STATIC_ROOT.mkdir()
