"""Another kind for a container: its lines move to the other list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import ContainerKind
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.choices import tick
from pods.forms.editing import EditForm, Section
from pods.forms.kinds import KINDS
from pods.forms.since import SIDECARS, too_old


class ChangeKind(EditForm):
    """The kind, and whether to drop what the new one cannot have."""

    section = Section.IDENTITY
    title = _("Change kind")
    order = 1
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)
    drop = tick(_("Drop the fields that the new kind cannot have"))

    def now(self) -> dict[str, Any]:
        return {"kind": self.subject.container.kind.value}

    def prepare(self) -> None:
        if self.subject.container.kind is ContainerKind.EPHEMERAL:
            self.leave_to_the_text(say(_EPHEMERAL))
        else:
            self.note = too_old(self.subject, SIDECARS)

    def selects(self, manifest: Manifest) -> str | None:
        return self.selects_container(manifest, self.subject.container.name)

    def edit(self) -> tuple[Manifest, Message]:
        of, kind = self.subject, ContainerKind(self.cleaned_data["kind"])
        drop = self.cleaned_data["drop"]
        after = edits.change_kind(of.manifest, of.pod, of.container, kind=kind, drop=drop)
        return after, say(_SAID[kind], name=of.container.name)


_EPHEMERAL = gettext_noop("An ephemeral container stays what it is.")
_SAID = {
    ContainerKind.CONTAINER: gettext_noop("Made %(name)s a container"),
    ContainerKind.SIDECAR: gettext_noop("Made %(name)s a native sidecar"),
    ContainerKind.INIT: gettext_noop("Made %(name)s an init step"),
}
