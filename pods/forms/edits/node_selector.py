"""Which nodes the pod may run on, by their labels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import pairs
from pods.forms.editing import Section
from pods.forms.pairs import PairsForm


class NodeSelector(PairsForm):
    """Labels a node must have, one a line."""

    section = Section.NODES
    title = _("Set")
    order = 0
    on_change = True
    api: ClassVar[Mapping[str, str]] = {"entries": "PodSpec.nodeSelector"}
    entries = pairs.area(_("Labels the node must have"), placeholder="disktype=ssd")

    def said(self) -> Any:
        return self.subject.pod.spec.get("nodeSelector")

    def edit(self) -> tuple[Manifest, Message]:
        of = self.subject
        return edits.set_node_selector(of.manifest, of.pod, self.wanted()), say(_SET)


_SET = gettext_noop("Set the node selector")
