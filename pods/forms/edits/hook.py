"""What a container does right after its start, or right before its end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.edits import Exec, HttpGet, Sleep
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import ContainerKind
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import handlers, hooks, notes, since
from pods.forms.editing import EditForm, Gone, Inner, Section, Subject, when
from pods.forms.handlers import LABELS, HandlerFields
from pods.forms.needed import NEEDED
from pods.forms.numbers import number

_TITLES = {"postStart": _("After the start (postStart)"), "preStop": _("Before the end (preStop)")}
_DOES = {name: LABELS[name] for name in ("exec", "httpGet", "sleep")}
_USUAL_GRACE = 30


class Hook(HandlerFields, EditForm):
    """What it does; nothing for no hook."""

    section = Section.HOOKS
    title = _("Set")
    on_change = True
    api: ClassVar[Mapping[str, str]] = {**HandlerFields.api, "seconds": "SleepAction.seconds"}
    seconds = number(_("Seconds"), 5, 0, {**NEEDED, **when("sleep")})

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return hooks.places(subject, *hooks.NAMES)

    def now(self) -> dict[str, Any]:
        return handlers.held(self._said(), _DOES) or {}

    def prepare(self) -> None:
        name, said, container = self.subject.key, self._said(), self.subject.container
        if name not in hooks.NAMES:
            raise Gone
        self.inner = Inner(name, _TITLES[name], handlers.brief(said))
        self._fit()
        if hooks.lifecycle(container).get(name) is not None and not self.initial:
            self.leave_to_the_text(say(_NEVER if said.get("tcpSocket") else _OTHER))
        elif container.kind is ContainerKind.INIT:
            self.leave_to_the_text(say(_INIT))
        else:
            self.note = notes.joined([*self._notes(name), self.prepare_handler(container, said)])

    def clean_seconds(self) -> int | None:
        """Raises ValidationError where nothing is said of how long to wait."""
        seconds: int | None = self.cleaned_data["seconds"]
        if seconds is None and self.cleaned_data.get("what") == "sleep":
            raise forms.ValidationError(_("Say how many seconds."))
        return seconds

    def edit(self) -> tuple[Manifest, Message]:
        of, name = self.subject, self.subject.key
        hook = self.chosen_handler(self._said())
        assert hook is None or isinstance(hook, Exec | HttpGet | Sleep)  # by the choices there are
        change = edits.set_post_start if name == "postStart" else edits.set_pre_stop
        after = change(of.manifest, of.pod, of.container, hook)
        return after, say(_REMOVED if hook is None else _SET, hook=name, name=of.container.name)

    def _fit(self) -> None:
        field = self.fields["what"]
        assert isinstance(field, forms.ChoiceField)
        waits = since.marked(self.subject, since.SLEEP, _DOES["sleep"])
        field.choices = [("", _("nothing")), *{**_DOES, "sleep": waits}.items()]

    def _notes(self, name: str) -> Iterator[Message | None]:
        said = self._said()
        grace = self.subject.pod.spec.get("terminationGracePeriodSeconds")
        if name == "postStart":
            yield say(_AFTER_START)
        else:
            yield say(_BEFORE_END, grace=grace if type(grace) is int else _USUAL_GRACE)
        if name == "preStop" and said and self.subject.container.kind is ContainerKind.SIDECAR:
            yield say(_AT_ONCE)
        if self.initial.get("what") == "sleep":
            feature = since.SLEEP if self.initial.get("seconds") else since.NO_SLEEP
            yield since.too_old(self.subject, feature)
        yield notes.also_said(handlers.others(said))

    def _said(self) -> Mapping[str, Any]:
        found = hooks.lifecycle(self.subject.container).get(self.subject.key)
        return found if isinstance(found, Mapping) else {}


_AFTER_START = gettext_noop("It runs beside the process from its start; what starts next waits for it.")
_BEFORE_END = gettext_noop(
    "It runs before the stop signal, and its time counts into the grace period of %(grace)d s."
)
_AT_ONCE = gettext_noop("It begins at once when the pod stops, while the other containers still run.")
_NEVER = gettext_noop(
    "A hook cannot open connections: Kubernetes takes it and fails. Take it out, or edit the text."
)
_OTHER = gettext_noop("This hook says something a form cannot hold: edit it in the text.")
_INIT = gettext_noop("An init step takes no hooks: take this one out, or make it a native sidecar.")
_SET = gettext_noop("Set the %(hook)s hook of %(name)s")
_REMOVED = gettext_noop("Removed the %(hook)s hook of %(name)s")
