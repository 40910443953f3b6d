"""Who a container runs as, and what it may do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.edits import SeccompProfile
from pods.domain.edits import Security as Wanted
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import notes, since
from pods.forms.choices import flag, flag_choices, flag_of
from pods.forms.editing import EditForm, Section, Subject, optional_text, same_choices, when

_NUMBERS = {"user": "runAsUser", "group": "runAsGroup"}
_FLAGS = {
    "non_root": "runAsNonRoot",
    "read_only_root": "readOnlyRootFilesystem",
    "escalation": "allowPrivilegeEscalation",
    "privileged": "privileged",
}
_HELD = frozenset({*_NUMBERS.values(), *_FLAGS.values(), "capabilities", "seccompProfile", "procMount"})


class Security(EditForm):
    """What holds for this container, over what the pod says."""

    section = Section.SECURITY
    title = _("Set")
    on_change = True
    api: ClassVar[Mapping[str, str]] = {
        **{name: f"SecurityContext.{field}" for name, field in {**_NUMBERS, **_FLAGS}.items()},
        "add": "Capabilities.add",
        "drop": "Capabilities.drop",
        "seccomp": "SeccompProfile.type",
        "profile": "SeccompProfile.localhostProfile",
        "proc_mount": "SecurityContext.procMount",
    }
    user = forms.IntegerField(label=_("User"), required=False, min_value=0)
    group = forms.IntegerField(label=_("Group"), required=False, min_value=0)
    non_root = forms.ChoiceField(
        label=_("Never as root"), required=False, choices=flag_choices(_("not said"))
    )
    read_only_root = forms.ChoiceField(
        label=_("Root read only"), required=False, choices=flag_choices(_("not said"))
    )
    escalation = forms.ChoiceField(
        label=_("May gain rights"), required=False, choices=flag_choices(_("not said"))
    )
    privileged = forms.ChoiceField(label=_("Privileged"), required=False, choices=flag_choices(_("not said")))
    add = optional_text(_("Capabilities added"), placeholder="CHOWN")
    drop = optional_text(_("Capabilities dropped"), placeholder="ALL")
    seccomp = forms.ChoiceField(
        label=_("System calls (seccomp)"),
        required=False,
        choices=same_choices("RuntimeDefault", "Unconfined", "Localhost", empty=_("not said")),
        widget=forms.Select(attrs={"data-choice": ""}),
    )
    profile = optional_text(_("Profile on the node"), placeholder="profiles/audit.json", **when("Localhost"))
    proc_mount = forms.ChoiceField(
        label="/proc", required=False, choices=same_choices("Unmasked", empty=_("masked"))
    )

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return [paths.join(subject.container.path, "securityContext")]

    def now(self) -> dict[str, Any]:
        said = self._said()
        capabilities = {way: paths.value_at(said, f"capabilities.{way}") for way in ("add", "drop")}
        return {
            **{name: said.get(field) for name, field in _NUMBERS.items()},
            **{name: flag(said.get(field)) for name, field in _FLAGS.items()},
            **{
                way: " ".join(map(str, names or ())) for way, names in capabilities.items() if _is_list(names)
            },
            "seccomp": paths.value_at(said, "seccompProfile.type") or "",
            "profile": paths.value_at(said, "seccompProfile.localhostProfile") or "",
            "proc_mount": "Unmasked" if said.get("procMount") == "Unmasked" else "",
        }

    def prepare(self) -> None:
        said, of = self._said(), self.subject
        if not _fits(of.container.raw.get("securityContext")):
            self.leave_to_the_text(say(_WRONG))
            return
        lacking = edits.unhardened(of.pod, of.container, of.minor)
        unmasked = since.too_old(of, since.UNMASKED) if self.initial["proc_mount"] else None
        lacks = say(_LACKS, names=", ".join(lacking)) if lacking else None
        self.note = notes.joined([unmasked, notes.also_said(said.keys() - _HELD), lacks])

    def edit(self) -> tuple[Manifest, Message]:
        of, said = self.subject, self.cleaned_data
        kind, file = self.text("seccomp"), self.text("profile")
        wanted = Wanted(
            run_as_user=said["user"],
            run_as_group=said["group"],
            run_as_non_root=flag_of(said["non_root"]),
            read_only_root=flag_of(said["read_only_root"]),
            privileged=flag_of(said["privileged"]),
            allow_escalation=flag_of(said["escalation"]),
            add=_names(said["add"]),
            drop=_names(said["drop"]),
            seccomp=SeccompProfile(kind, file if kind == "Localhost" else "") if kind else None,
            proc_mount=said["proc_mount"] or self._kept_proc_mount(),
        )
        after = edits.set_security_context(of.manifest, of.pod, of.container, wanted)
        return after, say(_SET, name=of.container.name)

    def _kept_proc_mount(self) -> str | None:
        """What is usual, where the text says it."""
        return "Default" if self._said().get("procMount") == "Default" else None

    def _said(self) -> Mapping[str, Any]:
        found = self.subject.container.raw.get("securityContext")
        return found if isinstance(found, Mapping) else {}


def _names(written: str) -> tuple[str, ...]:
    return tuple(written.replace(",", " ").split())


def _is_list(found: Any) -> bool:
    return found is None or isinstance(found, list)


def _fits(said: Any) -> bool:
    """Every field that the form holds says what such a field can."""
    if said is None:
        return True
    profile, capabilities = (_mapping(said, name) for name in ("seccompProfile", "capabilities"))
    if profile is None or capabilities is None:
        return False
    numbers = (said.get(field) for field in _NUMBERS.values())
    flags = (said.get(field) for field in _FLAGS.values())
    return (
        profile.keys() <= {"type", "localhostProfile"}
        and capabilities.keys() <= {"add", "drop"}
        and all(_is_words(names) for names in capabilities.values())
        and all(number is None or type(number) is int for number in numbers)
        and all(one is None or type(one) is bool for one in flags)
        and said.get("procMount") in (None, "Default", "Unmasked")
    )


def _mapping(said: Any, name: str) -> Mapping[str, Any] | None:
    """A mapping that may be left out; None for anything else."""
    found = said.get(name) or {} if isinstance(said, Mapping) else None
    return found if isinstance(found, Mapping) else None


def _is_words(names: Any) -> bool:
    """A list of words without blanks or commas, which a line can hold."""
    return _is_list(names) and all(isinstance(name, str) and _names(name) == (name,) for name in names or ())


_LACKS = gettext_noop("For the profile “restricted” these have to change: %(names)s.")
_WRONG = gettext_noop("This securityContext says something a form cannot hold: edit it in the text.")
_SET = gettext_noop("Set the security context of %(name)s")
