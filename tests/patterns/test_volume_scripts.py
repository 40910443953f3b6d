"""The shell scripts that watch, fetch and save files are run, with stand-ins for the programs they call."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.patterns import configurations
from tests.patterns.patience import PATIENCE, eventually


@contextmanager
def running(
    id: str, file: str, programs: Path, environment: Mapping[str, object]
) -> Iterator[subprocess.Popen[str]]:
    """An entry's script under `sh`, with `programs` before all others."""
    path = programs / file
    path.write_text(configurations.files(id, "native")[file], encoding="utf-8")
    told = {name: str(value) for name, value in environment.items()}
    told["PATH"] = f"{programs}:{os.environ['PATH']}"
    command = ["sh", str(path)]
    with subprocess.Popen(
        command, env={**os.environ, **told}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def program(directory: Path, name: str, text: str) -> None:
    """A stand-in that writes down how it was called and then does `text`."""
    path = directory / name
    path.write_text(f'#!/bin/sh\necho "$*" >> "{directory}/calls"\n{text}\n', encoding="utf-8")
    path.chmod(0o755)


def calls(directory: Path) -> list[str]:
    path = directory / "calls"
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def test_the_app_is_signalled_when_its_certificate_changes_and_not_before(tmp_path: Path) -> None:
    certificate = tmp_path / "tls"
    certificate.mkdir()
    (certificate / "tls.crt").write_text("one", encoding="utf-8")
    program(tmp_path, "pkill", "exit 0")
    environment = {"WATCHED": certificate, "PROCESS": "nginx", "SIGNAL": "HUP", "INTERVAL": 0.05}
    with running("certificate-renewal", "watch.sh", tmp_path, environment) as process:
        assert process.stdout
        assert "watching" in process.stdout.readline()
        time.sleep(0.3)
        assert calls(tmp_path) == []
        (certificate / "tls.crt").write_text("two", encoding="utf-8")
        assert eventually(lambda: calls(tmp_path)) == ["-HUP -o -x nginx"]
        time.sleep(0.3)
        assert calls(tmp_path) == ["-HUP -o -x nginx"]
        process.terminate()
        assert process.wait(PATIENCE) == 0


def test_an_app_that_is_just_restarting_gets_its_signal_later(tmp_path: Path) -> None:
    certificate = tmp_path / "tls"
    certificate.mkdir()
    # Nobody to signal at the first two tries.
    program(tmp_path, "pkill", f'[ "$(wc -l < "{tmp_path}/calls")" -gt 2 ]')
    environment = {"WATCHED": certificate, "PROCESS": "app", "SIGNAL": "USR1", "INTERVAL": 0.05}
    with running("certificate-renewal", "watch.sh", tmp_path, environment) as process:
        assert process.stdout
        assert "watching" in process.stdout.readline()
        (certificate / "tls.key").write_text("new", encoding="utf-8")
        assert eventually(lambda: len(calls(tmp_path)) == 3)
        time.sleep(0.3)
        assert calls(tmp_path) == ["-USR1 -o -x app"] * 3


def test_the_web_server_waits_for_a_copy_that_succeeded(tmp_path: Path) -> None:
    site, synced = tmp_path / "site", tmp_path / "synced"
    # The bucket cannot be reached at the first try.
    program(tmp_path, "rclone", f'[ "$(wc -l < "{tmp_path}/calls")" -gt 1 ] || exit 1')
    environment = {"SOURCE": "source:site/", "TARGET": site, "INTERVAL": 0.3, "SYNCED": synced}
    with running("s3-sync", "sync.sh", tmp_path, environment) as process:
        assert eventually(lambda: len(calls(tmp_path)) == 1)
        assert not synced.exists()
        assert eventually(synced.exists)
        assert all(call.startswith(f"sync source:site/ {site} ") for call in calls(tmp_path))
        process.terminate()
        assert process.wait(PATIENCE) == 0


def test_a_copy_under_way_is_ended_when_the_pod_stops(tmp_path: Path) -> None:
    program(tmp_path, "rclone", f'trap "touch {tmp_path}/ended; exit 0" TERM\nsleep 30 & wait')
    environment = {"SOURCE": "source:site/", "TARGET": tmp_path, "INTERVAL": 1, "SYNCED": tmp_path / "synced"}
    with running("s3-sync", "sync.sh", tmp_path, environment) as process:
        assert eventually(lambda: calls(tmp_path))
        time.sleep(0.2)  # until the stand-in has set its trap
        process.terminate()
        assert process.wait(PATIENCE) == 0
        assert eventually((tmp_path / "ended").exists)


BACKUP = {"SOURCE": "/data", "HOURS": 1, "BACKUP_HOST": "web", "RETRY": 0.05}


def words(directory: Path) -> list[str]:
    return [call.split()[0] for call in calls(directory)]


def test_a_repository_is_made_only_where_there_is_none(tmp_path: Path) -> None:
    program(tmp_path, "restic", '[ "$1" != cat ] || exit 10')
    with running("backup", "backup.sh", tmp_path, BACKUP) as process:
        assert eventually(lambda: len(calls(tmp_path)) == 5)
        assert words(tmp_path) == ["cat", "init", "unlock", "backup", "forget"]
        assert calls(tmp_path)[3] == "backup --host web /data"
        assert "--prune" in calls(tmp_path)[4]
        process.terminate()
        assert process.wait(PATIENCE) == 0


def test_a_wrong_password_makes_no_new_repository_and_is_tried_again(tmp_path: Path) -> None:
    program(tmp_path, "restic", "exit 12")
    with running("backup", "backup.sh", tmp_path, BACKUP):
        assert eventually(lambda: len(calls(tmp_path)) >= 3)
        assert set(words(tmp_path)) == {"cat"}


def test_nothing_is_forgotten_after_a_backup_that_failed(tmp_path: Path) -> None:
    program(tmp_path, "restic", '[ "$1" != backup ] || exit 1')
    with running("backup", "backup.sh", tmp_path, BACKUP):
        assert eventually(lambda: words(tmp_path).count("backup") >= 2)
        assert "forget" not in words(tmp_path)


def test_a_backup_without_a_file_that_could_not_be_read_is_one(tmp_path: Path) -> None:
    program(tmp_path, "restic", '[ "$1" != backup ] || exit 3')
    with running("backup", "backup.sh", tmp_path, BACKUP):
        assert eventually(lambda: words(tmp_path)[-1:] == ["forget"])


def test_a_backup_under_way_may_end_cleanly_when_the_pod_stops(tmp_path: Path) -> None:
    slow = f'[ "$1" = backup ] || exit 0\ntrap "sleep 0.2; touch {tmp_path}/unlocked; exit 1" TERM\nsleep 30 & wait'
    program(tmp_path, "restic", slow)
    with running("backup", "backup.sh", tmp_path, BACKUP) as process:
        assert eventually(lambda: words(tmp_path)[-1:] == ["backup"])
        time.sleep(0.2)  # until the stand-in has set its trap
        process.terminate()
        assert process.wait(PATIENCE) == 0
        assert (tmp_path / "unlocked").exists()


def test_twemproxy_which_knows_no_sigterm_is_ended_by_its_shell(tmp_path: Path) -> None:
    program(tmp_path, "nutcracker", "exec sleep 30")
    helper = configurations.fragment("twemproxy", "native").helpers[0].fields
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "STATS_PORT": "22222"}
    with subprocess.Popen([*helper["command"], *helper["args"]], env=environment) as process:
        assert eventually(lambda: calls(tmp_path))
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) in (0, 128 + signal.SIGTERM)
    assert calls(tmp_path) == ["-c /etc/twemproxy/nutcracker.yml -s 22222 -m 2048"]
