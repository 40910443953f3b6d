"""Switches of a pod's namespaces, with a sentence that tells what each would do to the picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain.edits import clash
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.namespaces import Group, Namespace, Scope, sharing
from pods.forms.editing import EditForm, Section, Subject


def switch(label: Any) -> forms.BooleanField:
    """The field of a switch."""
    return forms.BooleanField(label=label, required=False)


class SwitchForm(EditForm):
    """A switch of one field of the pod spec, off unless it says true."""

    section = Section.POD
    title = _("Set")
    on_change = True
    field: ClassVar[str]
    namespace: ClassVar[Namespace]

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return [f"{subject.pod.path}.{cls.field}"]

    def turned(self, on: bool) -> Manifest:
        """The manifest with the switch turned. Raises EditRefused."""
        raise NotImplementedError

    def said(self, on: bool) -> Message:
        """What turning it did."""
        raise NotImplementedError

    def now(self) -> dict[str, Any]:
        return {"on": self.subject.pod.spec.get(self.field) is True}

    def prepare(self) -> None:
        pod = self.subject.pod
        if self.is_bound or not pod.containers:
            return
        is_on = bool(self.initial["on"])
        self.note = clash(pod, self.field, not is_on)
        if self.note is None:
            after = replace(pod, spec={**pod.spec, self.field: not is_on})
            now, then = (_extent(sharing(each)[self.namespace]) for each in (pod, after))
            self.note = say(_OFF if is_on else _ON, now=now, then=then)

    def edit(self) -> tuple[Manifest, Message]:
        on = bool(self.cleaned_data["on"])
        return self.turned(on), self.said(on)


def _extent(groups: Sequence[Group]) -> Message:
    """How the picture draws it."""
    return say(_EXTENTS.get(groups[0].scope, _EACH))


_ON = gettext_noop("Now: %(now)s → Switched on: %(then)s")
_OFF = gettext_noop("Now: %(now)s → Switched off: %(then)s")
_EXTENTS = {
    Scope.POD: gettext_noop("one region around all containers"),
    Scope.NODE: gettext_noop("that of the node, drawn outside the pod"),
}
_EACH = gettext_noop("a ring around each container")
