"""Who a container runs as, and what it may do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.edits import Security as Wanted
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import notes, security, since
from pods.forms.choices import flag, flag_of
from pods.forms.editing import Section, Subject, optional_text, same_choices
from pods.forms.security import SecurityForm, flag_field

_FLAGS = {
    "read_only_root": "readOnlyRootFilesystem",
    "escalation": "allowPrivilegeEscalation",
    "privileged": "privileged",
}
_HELD = security.HELD | {*_FLAGS.values(), "capabilities", "procMount"}


class Security(SecurityForm):
    """What holds for this container, over what the pod says."""

    section = Section.SECURITY
    api: ClassVar[Mapping[str, str]] = {
        **security.behind("SecurityContext"),
        **{name: f"SecurityContext.{field}" for name, field in _FLAGS.items()},
        "add": "Capabilities.add",
        "drop": "Capabilities.drop",
        "proc_mount": "SecurityContext.procMount",
    }
    read_only_root = flag_field(_("Root read only"))
    escalation = flag_field(_("May gain rights"))
    privileged = flag_field(_("Privileged"))
    add = optional_text(_("Capabilities added"), placeholder="CHOWN")
    drop = optional_text(_("Capabilities dropped"), placeholder="ALL")
    proc_mount = forms.ChoiceField(
        label="/proc", required=False, choices=same_choices("Unmasked", empty=_("masked"))
    )
    field_order = ("user", "group", "non_root", *_FLAGS, "add", "drop", "seccomp", "profile", "proc_mount")

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return [paths.join(subject.container.path, "securityContext")]

    @property
    def raw(self) -> Any:
        return self.subject.container.raw.get("securityContext")

    def now(self) -> dict[str, Any]:
        said = self.said
        capabilities = {way: paths.value_at(said, f"capabilities.{way}") for way in ("add", "drop")}
        lists = {way: names or () for way, names in capabilities.items() if _is_list(names)}
        return {
            **super().now(),
            **{name: flag(said.get(field)) for name, field in _FLAGS.items()},
            **{way: " ".join(map(str, names)) for way, names in lists.items()},
            "proc_mount": "Unmasked" if said.get("procMount") == "Unmasked" else "",
        }

    def prepare(self) -> None:
        of = self.subject
        if not _fits(self.raw):
            self.leave_to_the_text(say(_WRONG))
            return
        lacking = edits.unhardened(of.pod, of.container, of.minor)
        unmasked = since.too_old(of, since.UNMASKED) if self.initial["proc_mount"] else None
        lacks = say(_LACKS, names=", ".join(lacking)) if lacking else None
        self.note = notes.joined([unmasked, notes.also_said(self.said.keys() - _HELD), lacks])

    def edit(self) -> tuple[Manifest, Message]:
        of, said = self.subject, self.cleaned_data
        wanted = Wanted(
            **self.chosen(),
            read_only_root=flag_of(said["read_only_root"]),
            privileged=flag_of(said["privileged"]),
            allow_escalation=flag_of(said["escalation"]),
            add=_names(said["add"]),
            drop=_names(said["drop"]),
            proc_mount=said["proc_mount"] or self._kept_proc_mount(),
        )
        after = edits.set_security_context(of.manifest, of.pod, of.container, wanted)
        return after, say(_SET, name=of.container.name)

    def _kept_proc_mount(self) -> str | None:
        """What is usual, where the text says it."""
        return "Default" if self.said.get("procMount") == "Default" else None


def _names(written: str) -> tuple[str, ...]:
    return tuple(written.replace(",", " ").split())


def _is_list(found: Any) -> bool:
    return found is None or isinstance(found, list)


def _fits(raw: Any) -> bool:
    """Every field that the form holds says what such a field can."""
    if raw is None:
        return True
    capabilities = security.mapping(raw, "capabilities") if isinstance(raw, Mapping) else None
    return (
        capabilities is not None
        and capabilities.keys() <= {"add", "drop"}
        and all(_is_words(names) for names in capabilities.values())
        and security.fits(raw, security.NUMBERS.values(), ("runAsNonRoot", *_FLAGS.values()))
        and raw.get("procMount") in (None, "Default", "Unmasked")
    )


def _is_words(names: Any) -> bool:
    """A list of words without blanks or commas, which a line can hold."""
    return _is_list(names) and all(isinstance(name, str) and _names(name) == (name,) for name in names or ())


_LACKS = gettext_noop("For the profile “restricted” these have to change: %(names)s.")
_WRONG = gettext_noop("This securityContext says something a form cannot hold: edit it in the text.")
_SET = gettext_noop("Set the security context of %(name)s")
