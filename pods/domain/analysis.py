"""One call that answers everything a page, or the command line, shows of a text."""

from __future__ import annotations

from dataclasses import dataclass

from pods.domain.facts import PodFacts
from pods.domain.findings import Finding
from pods.domain.manifest.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Analysis:
    """A text, the facts of each pod in it, and what is wrong with it."""

    kubernetes: str
    manifest: Manifest
    pods: tuple[PodFacts, ...]
    findings: tuple[Finding, ...]


def analyse(text: str, kubernetes: str = "1.36") -> Analysis:
    """Read a text for a Kubernetes version (`"1.36"`). Never raises on any text; see `Manifest.error`."""
    raise NotImplementedError
