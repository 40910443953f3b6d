"""A probe less."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.edits import ProbeKind
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import probes
from pods.forms.editing import EditForm, Gone, Section, Subject


class RemoveProbe(EditForm):
    """A button."""

    section = Section.PROBES
    title = _("Remove probe")
    icon = "×"
    order = 1

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        raw = subject.container.raw
        return [at for at in probes.places(subject) if raw.get(subject.to(at).key) is not None]

    def edit(self) -> tuple[Manifest, Message]:
        of = self.subject
        if of.key not in {*ProbeKind}:
            raise Gone
        after = edits.set_probe(of.manifest, of.pod, of.container, ProbeKind(of.key), None)
        return after, say(_REMOVED, name=of.container.name, probe=of.key)


_REMOVED = gettext_noop("Removed the %(probe)s of %(name)s")
