"""What the security contexts of a pod and of a container have in common: who runs, and with which system calls."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain.edits import SeccompProfile
from pods.domain.manifest import paths
from pods.forms.choices import flag, flag_choices, flag_of
from pods.forms.editing import EditForm, optional_text, same_choices, when

NUMBERS = {"user": "runAsUser", "group": "runAsGroup"}
HELD = frozenset({*NUMBERS.values(), "runAsNonRoot", "seccompProfile"})


def behind(owner: str) -> dict[str, str]:
    """The fields of the API behind these, in a security context of this definition."""
    return {
        **{name: f"{owner}.{field}" for name, field in NUMBERS.items()},
        "non_root": f"{owner}.runAsNonRoot",
        "seccomp": "SeccompProfile.type",
        "profile": "SeccompProfile.localhostProfile",
    }


def flag_field(label: Any) -> forms.ChoiceField:
    """Yes, no, or nothing said."""
    return forms.ChoiceField(label=label, required=False, choices=flag_choices(_("not said")))


class SecurityForm(EditForm):
    """The fields that both have."""

    title = _("Set")
    on_change = True
    user = forms.IntegerField(label=_("User"), required=False, min_value=0)
    group = forms.IntegerField(label=_("Group"), required=False, min_value=0)
    non_root = flag_field(_("Never as root"))
    seccomp = forms.ChoiceField(
        label=_("System calls (seccomp)"),
        required=False,
        choices=same_choices("RuntimeDefault", "Unconfined", "Localhost", empty=_("not said")),
        widget=forms.Select(attrs={"data-choice": ""}),
    )
    profile = optional_text(_("Profile on the node"), placeholder="profiles/audit.json", **when("Localhost"))

    @property
    def raw(self) -> Any:
        """What the text says under `securityContext`."""
        raise NotImplementedError

    @property
    def said(self) -> Mapping[str, Any]:
        """That, or nothing where it is no mapping."""
        return self.raw if isinstance(self.raw, Mapping) else {}

    def now(self) -> dict[str, Any]:
        said = self.said
        return {
            **{name: said.get(field) for name, field in NUMBERS.items()},
            "non_root": flag(said.get("runAsNonRoot")),
            "seccomp": paths.value_at(said, "seccompProfile.type") or "",
            "profile": paths.value_at(said, "seccompProfile.localhostProfile") or "",
        }

    def chosen(self) -> dict[str, Any]:
        """What the fields say, by the names that `edits.Security` and `edits.PodSecurity` have for it."""
        kind, file = self.text("seccomp"), self.text("profile")
        return {
            "run_as_user": self.cleaned_data["user"],
            "run_as_group": self.cleaned_data["group"],
            "run_as_non_root": flag_of(self.text("non_root")),
            "seccomp": SeccompProfile(kind, file if kind == "Localhost" else "") if kind else None,
        }


def fits(said: Mapping[str, Any], numbers: Iterable[str], flags: Iterable[str]) -> bool:
    """Numbers, flags and the seccomp profile say what such a field can hold."""
    profile = mapping(said, "seccompProfile")
    return (
        profile is not None
        and profile.keys() <= {"type", "localhostProfile"}
        and all(said.get(field) is None or type(said[field]) is int for field in numbers)
        and all(said.get(field) is None or type(said[field]) is bool for field in flags)
    )


def mapping(said: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    """A mapping that may be left out; None for anything else."""
    found = said.get(name) or {}
    return found if isinstance(found, Mapping) else None
