"""Clients of this machine's kubeconfig."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml

from pods.cluster import transport
from pods.cluster.access import AccessRefused

EXEC = "client.authentication.k8s.io/v1"
GRANTED = f'{{"apiVersion": "{EXEC}", "kind": "ExecCredential", "status": {{"token": "fresh"}}}}'


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "config"
    monkeypatch.setattr("kubernetes.config.kube_config.KUBE_CONFIG_DEFAULT_LOCATION", str(file))
    return file


def runs(file: Path, script: str) -> None:
    """A kubeconfig that gets its token from a program, as those of clouds do."""
    program = {"apiVersion": EXEC, "command": "sh", "args": ["-c", script], "interactiveMode": "Never"}
    file.write_text(
        yaml.safe_dump(
            {
                "apiVersion": "v1",
                "kind": "Config",
                "clusters": [{"name": "c", "cluster": {"server": "https://dev.example"}}],
                "users": [{"name": "u", "user": {"exec": program}}],
                "contexts": [{"name": "x", "context": {"cluster": "c", "user": "u"}}],
                "current-context": "x",
            }
        )
    )


def test_a_program_of_this_machines_kubeconfig_is_run_for_its_token(config: Path) -> None:
    runs(config, f"echo '{GRANTED}'")
    assert transport.of_this_machine("x").headers()["Authorization"] == "Bearer fresh"


def test_a_context_that_is_not_there_is_said_to_be_missing(config: Path) -> None:
    runs(config, f"echo '{GRANTED}'")
    with pytest.raises(AccessRefused, match="has no context “y”"):
        transport.of_this_machine("y")


def test_one_that_hangs_is_not_waited_for(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "LOGIN", 0.3)
    runs(config, "exec sleep 1")
    started = time.monotonic()
    with pytest.raises(AccessRefused) as refused:
        transport.of_this_machine("x")
    assert "did not finish in time" in str(refused.value)
    assert time.monotonic() - started < 0.9


@pytest.mark.parametrize("text", ["", "a: [", "[]", "kind: Config\ncontexts: 1", "\0", "contexts: [{}]"])
def test_a_broken_kubeconfig_has_no_contexts_and_is_a_sentence(config: Path, text: str) -> None:
    config.write_text(text)
    assert transport.contexts_of_this_machine() == ()
    with pytest.raises(AccessRefused) as refused:
        transport.of_this_machine("x")
    assert "try it with kubectl" in str(refused.value)
