"""Effective requests and limits of a pod, and its QoS class (FACTS D; `truth/resources.json`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pods.domain.manifest.views import Pod


class Qos(StrEnum):
    """The pod's quality of service class (FACTS D.3)."""

    GUARANTEED = "Guaranteed"
    BURSTABLE = "Burstable"
    BEST_EFFORT = "BestEffort"


@dataclass(frozen=True, slots=True)
class Resources:
    """What the scheduler counts, by resource name; quantities as Kubernetes writes them ("150m", "192Mi")."""

    requests: Mapping[str, str]
    limits: Mapping[str, str]
    qos: Qos


def effective(pod: Pod) -> Resources:
    """The pod's requests and limits as the API server and scheduler count them."""
    raise NotImplementedError
