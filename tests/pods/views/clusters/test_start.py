"""What a server loads before the first page of a cluster is asked for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
START = """
import sys
import django
django.setup()
from django.urls import reverse
reverse("clusters")
print(*(name for name in ("kubernetes", "urllib3") if name in sys.modules))
"""


def test_the_client_of_clusters_is_not_loaded_at_the_start() -> None:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    started = subprocess.run(
        [sys.executable, "-c", START], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert started.stdout.strip() == ""
