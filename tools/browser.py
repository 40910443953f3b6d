"""The Chromium that browser tests drive: the machine's own, or one that can be had.

    python -m tools.browser             find one or install it; says what it did, never fails
    python -m tools.browser --require   the same, and exit status 1 when there is none

PODWRIGHT_CHROMIUM names one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--no-sandbox",  # tests run as root in containers
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NO_BROWSER = (
    "Browser tests cannot run: there is no Chromium. Install it, or name one with PODWRIGHT_CHROMIUM."
)
NO_DRIVER = (
    "Browser tests cannot run: Playwright's driver does not start. Install libatomic1, which it needs."
)


def missing() -> str | None:
    """What keeps browser tests from running, in a sentence with the remedy; None when nothing does."""
    if find() is None:
        return NO_BROWSER
    return None if _driver_starts() else NO_DRIVER


def find() -> str | None:
    """The path of a Chromium that starts, or None."""
    candidates = (os.environ.get("PODWRIGHT_CHROMIUM"), *map(shutil.which, NAMES), _of_playwright())
    return next((path for path in candidates if path and _starts(path)), None)


def _starts(path: str) -> bool:
    # Some distributions put a script there that only says how to install the browser.
    return _succeeds(path, "--version", seconds=30)


def _of_playwright() -> str | None:
    folder = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache/ms-playwright")
    found = sorted(folder.glob("chromium-*/chrome-linux*/chrome"))
    found += sorted(folder.glob("chromium-*/chrome-mac*/*.app/Contents/MacOS/*"))
    return str(found[-1]) if found else None


def _driver_starts() -> bool:
    return _succeeds(sys.executable, "-m", "playwright", "--version", seconds=30)


def install() -> None:
    """Try the system's packages where we may, then Playwright's download."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing what browser tests need from the system's packages.", flush=True)
        packages = ([] if find() else ["chromium"]) + ([] if _driver_starts() else ["libatomic1"])
        _succeeds("apt-get", "update", "-qq")
        _succeeds("apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages)
    if find() is None:
        print("Installing Chromium through Playwright.", flush=True)
        _succeeds(sys.executable, "-m", "playwright", "install", "chromium")


def _succeeds(*command: str, seconds: float = 600) -> bool:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        ended = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return ended.returncode == 0


def main(arguments: list[str]) -> int:
    """Exit status 1 only when a browser was required and cannot be used."""
    if missing():
        install()
    problem = missing()
    print(problem or f"Browser tests use {find()}.", flush=True)
    return 1 if problem and "--require" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
