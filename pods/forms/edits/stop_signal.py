"""The signal that ends a container."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.edits.signals import WINDOWS_SIGNALS
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import hooks
from pods.forms.choices import tick
from pods.forms.editing import EditForm, Gone, Inner, Section, Subject
from pods.forms.offering import offer, offering

_USUAL_SIGNALS = ("SIGTERM", "SIGINT", "SIGQUIT", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGKILL")


class StopSignal(EditForm):
    """One that the pod's operating system has, with some offered; none for that of the image."""

    section = Section.HOOKS
    title = _("Set the signal")
    order = 10
    api: ClassVar[Mapping[str, str]] = {"signal": "Lifecycle.stopSignal"}
    signal = offering(_("Signal"), placeholder=_("as the image says"))
    along = tick(_("Say that the pod is for Linux, which it has to say for this"))

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return hooks.places(subject, "stopSignal")

    def now(self) -> dict[str, Any]:
        return {"signal": hooks.lifecycle(self.subject.container).get("stopSignal") or ""}

    def prepare(self) -> None:
        if self.subject.key != "stopSignal":
            raise Gone
        self.inner = Inner("stopSignal", _("Stop signal"), str(self.initial["signal"])[:20])
        offered = WINDOWS_SIGNALS if self._system() == "windows" else _USUAL_SIGNALS
        offer(self.fields["signal"], [(signal, signal) for signal in offered])
        if self._system():
            del self.fields["along"]
        self.note = say(_ALPHA)

    def edit(self) -> tuple[Manifest, Message]:
        of, signal = self.subject, self.text_or_none("signal")
        if signal and self.cleaned_data.get("along"):
            of = of.on(edits.set_os(of.manifest, of.pod, "linux"))
        after = edits.set_stop_signal(of.manifest, of.pod, of.container, signal)
        name = of.container.name
        return after, say(_SET, signal=signal, name=name) if signal else say(_USUAL, name=name)

    def _system(self) -> str:
        return str(paths.value_at(self.subject.pod.spec, "os.name") or "")


_ALPHA = gettext_noop(
    "No Kubernetes up to 1.37 does this by itself: it needs the feature gate ContainerStopSignals."
)
_SET = gettext_noop("Set the stop signal of %(name)s to %(signal)s")
_USUAL = gettext_noop("Took back the stop signal of %(name)s")
