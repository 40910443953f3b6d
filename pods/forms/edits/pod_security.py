"""Who the containers of the pod run as, and what they all may do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.edits import PodSecurity as Wanted
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import notes, security
from pods.forms.editing import Section, optional_text
from pods.forms.security import SecurityForm

_HELD = security.HELD | {"fsGroup", "fsGroupChangePolicy", "supplementalGroups", "sysctls"}


class PodSecurity(SecurityForm):
    """What holds for every container that does not say otherwise."""

    section = Section.POD_SECURITY
    api: ClassVar[Mapping[str, str]] = {
        **security.behind("PodSecurityContext"),
        "fs_group": "PodSecurityContext.fsGroup",
        "change": "PodSecurityContext.fsGroupChangePolicy",
        "groups": "PodSecurityContext.supplementalGroups",
    }
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
    field_order = ("user", "group", "non_root", "groups", "fs_group", "change", "seccomp", "profile")

    @property
    def raw(self) -> Any:
        return self.subject.pod.spec.get("securityContext")

    def now(self) -> dict[str, Any]:
        groups = self.said.get("supplementalGroups") or []
        return {
            **super().now(),
            "fs_group": self.said.get("fsGroup"),
            "groups": " ".join(map(str, groups)) if isinstance(groups, list) else "",
            "change": self.said.get("fsGroupChangePolicy") or "",
        }

    def prepare(self) -> None:
        self.note = notes.also_said(self.said.keys() - _HELD)
        if not _fits(self.said):
            self.leave_to_the_text(say(_WRONG))

    def clean_groups(self) -> tuple[int, ...]:
        """The numbers of the groups."""
        written = self.cleaned_data["groups"].replace(",", " ").split()
        if not all(word.isascii() and word.isdigit() and len(word) < 11 for word in written):
            raise forms.ValidationError(_("Groups are numbers, such as 2000 3000."))
        return tuple(map(int, written))

    def edit(self) -> tuple[Manifest, Message]:
        of, said = self.subject, self.cleaned_data
        wanted = Wanted(
            **self.chosen(),
            fs_group=said["fs_group"],
            fs_group_change_policy=said["change"] or None,
            supplemental_groups=said["groups"],
        )
        return edits.set_pod_security_context(of.manifest, of.pod, wanted), say(_SET)


def _fits(said: Mapping[str, Any]) -> bool:
    """Every field that the form holds says what such a field can."""
    groups = said.get("supplementalGroups") or []
    whole = isinstance(groups, list) and all(type(number) is int for number in groups)
    return whole and security.fits(said, (*security.NUMBERS.values(), "fsGroup"), ("runAsNonRoot",))


_SET = gettext_noop("Set the security context of the pod")
_WRONG = gettext_noop("This securityContext says something a form cannot hold: edit it in the text.")
