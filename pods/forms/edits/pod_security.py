"""Who the containers of the pod run as, and what they all may do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.edits import PodSecurity as Wanted
from pods.domain.edits import SeccompProfile
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import notes
from pods.forms.choices import flag, flag_choices, flag_of
from pods.forms.editing import EditForm, Section, optional_text, same_choices, when

_NUMBERS = {"user": "runAsUser", "group": "runAsGroup", "fs_group": "fsGroup"}
_HELD = frozenset(
    {
        *_NUMBERS.values(),
        "runAsNonRoot",
        "fsGroupChangePolicy",
        "supplementalGroups",
        "seccompProfile",
        "sysctls",
    }
)


class PodSecurity(EditForm):
    """What holds for every container that does not say otherwise."""

    section = Section.POD_SECURITY
    title = _("Set")
    on_change = True
    api: ClassVar[Mapping[str, str]] = {
        **{name: f"PodSecurityContext.{field}" for name, field in _NUMBERS.items()},
        "non_root": "PodSecurityContext.runAsNonRoot",
        "change": "PodSecurityContext.fsGroupChangePolicy",
        "groups": "PodSecurityContext.supplementalGroups",
        "seccomp": "SeccompProfile.type",
        "profile": "SeccompProfile.localhostProfile",
    }
    user = forms.IntegerField(label=_("User"), required=False, min_value=0)
    group = forms.IntegerField(label=_("Group"), required=False, min_value=0)
    non_root = forms.ChoiceField(
        label=_("Never as root"), required=False, choices=flag_choices(_("not said"))
    )
    groups = optional_text(_("More groups"), placeholder="2000 3000")
    fs_group = forms.IntegerField(label=_("Group of volumes"), required=False, min_value=0)
    change = forms.ChoiceField(
        label=_("Files get that group"),
        required=False,
        choices=[
            ("", _("as usual (always)")),
            ("Always", _("always")),
            ("OnRootMismatch", _("if the root differs")),
        ],
    )
    seccomp = forms.ChoiceField(
        label=_("System calls (seccomp)"),
        required=False,
        choices=same_choices("RuntimeDefault", "Unconfined", "Localhost", empty=_("not said")),
        widget=forms.Select(attrs={"data-choice": ""}),
    )
    profile = optional_text(_("Profile on the node"), placeholder="profiles/audit.json", **when("Localhost"))

    def now(self) -> dict[str, Any]:
        said = self._said()
        numbers = {name: said.get(field) for name, field in _NUMBERS.items()}
        groups = said.get("supplementalGroups") or []
        return {
            **numbers,
            "non_root": flag(said.get("runAsNonRoot")),
            "groups": " ".join(map(str, groups)) if isinstance(groups, list) else "",
            "change": said.get("fsGroupChangePolicy") or "",
            "seccomp": paths.value_at(said, "seccompProfile.type") or "",
            "profile": paths.value_at(said, "seccompProfile.localhostProfile") or "",
        }

    def prepare(self) -> None:
        said = self._said()
        self.note = notes.also_said(said.keys() - _HELD)
        if not _fits(said):
            self.leave_to_the_text(say(_WRONG))

    def clean_groups(self) -> tuple[int, ...]:
        """The numbers of the groups."""
        written = self.cleaned_data["groups"].replace(",", " ").split()
        if not all(word.isascii() and word.isdigit() and len(word) < 11 for word in written):
            raise forms.ValidationError(_("Groups are numbers, such as 2000 3000."))
        return tuple(map(int, written))

    def edit(self) -> tuple[Manifest, Message]:
        of, said = self.subject, self.cleaned_data
        kind, file = self.text("seccomp"), self.text("profile")
        wanted = Wanted(
            run_as_user=said["user"],
            run_as_group=said["group"],
            run_as_non_root=flag_of(said["non_root"]),
            fs_group=said["fs_group"],
            fs_group_change_policy=said["change"] or None,
            supplemental_groups=said["groups"],
            seccomp=SeccompProfile(kind, file if kind == "Localhost" else "") if kind else None,
        )
        return edits.set_pod_security_context(of.manifest, of.pod, wanted), say(_SET)

    def _said(self) -> Mapping[str, Any]:
        found = self.subject.pod.spec.get("securityContext")
        return found if isinstance(found, Mapping) else {}


def _fits(said: Mapping[str, Any]) -> bool:
    """Every field that the form holds says what such a field can."""
    numbers = [said.get(field) for field in _NUMBERS.values()]
    groups, profile = said.get("supplementalGroups") or [], said.get("seccompProfile") or {}
    numbers += groups if isinstance(groups, list) else [""]
    known = isinstance(profile, Mapping) and profile.keys() <= {"type", "localhostProfile"}
    return known and all(number is None or type(number) is int for number in numbers)


_SET = gettext_noop("Set the security context of the pod")
_WRONG = gettext_noop("This securityContext says something a form cannot hold: edit it in the text.")
