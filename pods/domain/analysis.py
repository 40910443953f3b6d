"""One call that answers everything a page, or the command line, shows of a text."""

from __future__ import annotations

from dataclasses import dataclass

from pods.domain import facts, rules
from pods.domain.facts import PodFacts
from pods.domain.findings import Finding
from pods.domain.manifest import reader
from pods.domain.manifest.limits import DEFAULT, Limits
from pods.domain.manifest.manifest import Manifest
from pods.domain.schema.versions import KUBERNETES, VERSIONS

__all__ = ["KUBERNETES", "NEIGHBOURS", "VERSIONS", "Analysis", "analyse", "facts_of", "of_manifest"]

NEIGHBOURS = frozenset({"Service", "ConfigMap"})


@dataclass(frozen=True, slots=True)
class Analysis:
    """A text, the facts of each pod in it, and what is wrong with it."""

    kubernetes: str
    manifest: Manifest
    pods: tuple[PodFacts, ...]
    findings: tuple[Finding, ...]


def analyse(text: str, kubernetes: str = KUBERNETES, limits: Limits = DEFAULT) -> Analysis:
    """Read a text for a Kubernetes version (`"1.36"`). Never raises on any text; see `Manifest.error`."""
    return of_manifest(reader.read(text, limits), kubernetes)


def of_manifest(manifest: Manifest, kubernetes: str = KUBERNETES) -> Analysis:
    """The analysis of a manifest that has been read, or that could not be."""
    pods = facts_of(manifest)
    return Analysis(kubernetes, manifest, pods, rules.findings(manifest, pods, kubernetes))


def facts_of(manifest: Manifest) -> tuple[PodFacts, ...]:
    """The facts of each pod alone, for those who look for nothing wrong: they wait for no rule."""
    # Of the other objects a pod's facts need few; looking at all of them for each pod would cost their product.
    neighbours = tuple(found for found in manifest.objects if found.kind in NEIGHBOURS)
    return tuple(facts.gather(pod, neighbours) for pod in manifest.pods)
