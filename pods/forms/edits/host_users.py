"""Whether the pod has users of its own, apart from those of the node."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import EditForm, Section, Subject
from pods.forms.since import OWN_USERS, too_old
from pods.forms.switches import switch


class HostUsers(EditForm):
    """A switch that is on where the API says hostUsers: false."""

    section = Section.POD_SECURITY
    title = _("Set")
    order = 2
    on_change = True
    api: ClassVar[Mapping[str, str]] = {"own": "PodSpec.hostUsers"}
    own = switch(_("Users of its own"))

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return [paths.join(subject.pod.path, "hostUsers")]

    def now(self) -> dict[str, Any]:
        return {"own": self.subject.pod.spec.get("hostUsers") is False}

    def prepare(self) -> None:
        fault = edits.clash(self.subject.pod, "hostUsers", bool(self.initial["own"]))
        self.note = too_old(self.subject, OWN_USERS)
        if self.note is None and not self.is_bound:
            self.note = fault

    def edit(self) -> tuple[Manifest, Message]:
        of, own = self.subject, bool(self.cleaned_data["own"])
        return edits.set_host_users(of.manifest, of.pod, not own), say(_OWN if own else _OF_NODE)


_OWN = gettext_noop("Gave the pod users of its own")
_OF_NODE = gettext_noop("Let the pod use the node's users")
