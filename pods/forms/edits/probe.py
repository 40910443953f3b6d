"""One of the three probes of a container: made, changed, or taken out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.edits import ProbeKind
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import ContainerKind
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import handlers, notes, probes
from pods.forms.editing import EditForm, Gone, Inner, Section, Subject


class Probe(probes.ProbeFields, EditForm):
    """What it does and in which numbers; nothing for no probe."""

    section = Section.PROBES
    title = _("Set")
    on_change = True

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return probes.places(subject)

    @property
    def kind(self) -> ProbeKind:
        """Which of the three. Raises Gone."""
        if self.subject.key not in {*ProbeKind}:
            raise Gone
        return ProbeKind(self.subject.key)

    def now(self) -> dict[str, Any]:
        return probes.held(self._said()) or {}

    def prepare(self) -> None:
        container, said = self.subject.container, self._said()
        self.inner = Inner(self.kind.value, probes.TITLES[self.kind], handlers.brief(said))
        self._fit(said)
        if container.raw.get(self.kind.value) is not None and not self.initial:
            self.leave_to_the_text(say(_OTHER))
        elif container.kind is ContainerKind.INIT:
            self.leave_to_the_text(say(_INIT))
        else:
            lines = self.prepare_handler(container, said)
            timing = edits.timing(self.subject.pod, container, self.kind)
            self.note = notes.joined([*timing, lines, notes.also_said(probes.others(said))])

    def edit(self) -> tuple[Manifest, Message]:
        of = self.subject
        wanted = self.chosen_probe(self._said())
        after = edits.set_probe(of.manifest, of.pod, of.container, self.kind, wanted)
        return after, say(_REMOVED[self.kind] if wanted is None else _SET[self.kind], name=of.container.name)

    def _fit(self, said: Any) -> None:
        """Ask for the numbers that this kind of probe takes, and those that it says all the same."""
        field = self.fields["what"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("nothing")), *probes.DOES.items()]
        foreign, usual = probes.FOREIGN[self.kind]
        if said.get(probes.NUMBERS[foreign]) in (None, usual):
            del self.fields[foreign]

    def _said(self) -> Any:
        return probes.said(self.subject.container, self.kind)


_OTHER = gettext_noop("This probe says something a form cannot hold: edit it in the text.")
_INIT = gettext_noop("An init step takes no probes: take this one out, or make it a native sidecar.")
_SET = {
    ProbeKind.STARTUP: gettext_noop("Set the startup probe of %(name)s"),
    ProbeKind.READINESS: gettext_noop("Set the readiness probe of %(name)s"),
    ProbeKind.LIVENESS: gettext_noop("Set the liveness probe of %(name)s"),
}
_REMOVED = {
    ProbeKind.STARTUP: gettext_noop("Removed the startup probe of %(name)s"),
    ProbeKind.READINESS: gettext_noop("Removed the readiness probe of %(name)s"),
    ProbeKind.LIVENESS: gettext_noop("Removed the liveness probe of %(name)s"),
}
