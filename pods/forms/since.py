"""From which Kubernetes on a field or a choice of a form works without a feature gate (FACTS 0.4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import Subject


@dataclass(frozen=True, slots=True)
class Feature:
    """Something that works from Kubernetes 1.`minor` on; the sentence says so of `%(version)s`."""

    minor: int
    sentence: str


OWN_USERS = Feature(33, gettext_noop("Users of its own work from Kubernetes %(version)s on."))
SIDECARS = Feature(29, gettext_noop("Native sidecars work from Kubernetes %(version)s on."))
IMAGE_VOLUMES = Feature(35, gettext_noop("Image volumes work from Kubernetes %(version)s on."))
SLEEP = Feature(30, gettext_noop("A hook that waits works from Kubernetes %(version)s on."))
NO_SLEEP = Feature(33, gettext_noop("A hook that waits 0 seconds works from Kubernetes %(version)s on."))
OWN_RESTARTS = Feature(
    35, gettext_noop("A container's own restart policy works from Kubernetes %(version)s on.")
)
RULES_OF_SIDECARS = Feature(
    36, gettext_noop("restartPolicyRules of a native sidecar work from Kubernetes %(version)s on.")
)
POD_RESOURCES = Feature(34, gettext_noop("Resources of the whole pod work from Kubernetes %(version)s on."))
RESTART_ALL = Feature(
    36, gettext_noop("The action RestartAllContainers works from Kubernetes %(version)s on.")
)
UNMASKED = Feature(33, gettext_noop("procMount: Unmasked works from Kubernetes %(version)s on."))


def too_old(subject: Subject, feature: Feature) -> Message | None:
    """The sentence, where the chosen Kubernetes does not have the feature."""
    return say(feature.sentence, version=f"1.{feature.minor}") if subject.before(feature.minor) else None


def marked(subject: Subject, feature: Feature, label: Any) -> Any:
    """The label of a choice, with the version where the chosen Kubernetes is too old for it."""
    if not subject.before(feature.minor):
        return label
    return _("%(choice)s (from %(version)s)") % {"choice": label, "version": f"1.{feature.minor}"}
