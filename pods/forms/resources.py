"""The fields of requests and limits, of a container and of a pod as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain.manifest import paths
from pods.forms import notes, pairs
from pods.forms.editing import EditForm, optional_text

Amounts = Mapping[str, str]

_SHOWN = ("cpu", "memory")
_WAYS = ("requests", "limits")


def behind(owner: str) -> dict[str, str]:
    """The fields of the API behind the form's, for `resources` of this definition."""
    own = {f"{way}_{name}": f"{owner}.resources.{way}.{name}" for way in _WAYS for name in _SHOWN}
    return own | {way: f"ResourceRequirements.{way}" for way in _WAYS}


class ResourcesForm(EditForm):
    """Requests and limits: of CPU and memory in fields of their own, of all else one a line."""

    title = _("Set")
    on_change = True
    requests_cpu = optional_text(_("CPU request"), placeholder="250m")
    limits_cpu = optional_text(_("CPU limit"), placeholder="1")
    requests_memory = optional_text(_("Memory request"), placeholder="128Mi")
    limits_memory = optional_text(_("Memory limit"), placeholder="256Mi")
    requests = pairs.area(_("Other requests"), placeholder="ephemeral-storage=1Gi")
    limits = pairs.area(_("Other limits"), placeholder="example.com/gpu=1")

    @property
    def said(self) -> Any:
        """What the text says under `resources`."""
        raise NotImplementedError

    def now(self) -> dict[str, Any]:
        said = {way: self._said(way) for way in _WAYS}
        shown = {f"{way}_{name}": said[way].get(name, "") for way in _WAYS for name in _SHOWN}
        return shown | {way: pairs.joined(self._others(way)) for way in _WAYS}

    def prepare(self) -> None:
        for way in _WAYS:
            pairs.fit_rows(self.fields[way], self.initial[way])
        left_out = {key: value for way in _WAYS for key, value in pairs.left_out(self._others(way)).items()}
        claims = paths.value_at(self.said, "claims")
        self.note = notes.joined(
            [pairs.too_much(left_out) if left_out else None, notes.also_said(["claims"] if claims else [])]
        )

    def clean_requests(self) -> dict[str, str]:
        """The other requests that are asked for."""
        return _without_own(pairs.split(self.cleaned_data["requests"]))

    def clean_limits(self) -> dict[str, str]:
        """The other limits that are asked for."""
        return _without_own(pairs.split(self.cleaned_data["limits"]))

    def wanted(self, way: str) -> Amounts:
        """All the `requests` or `limits` that are asked for."""
        own = {name: self.text(f"{way}_{name}") for name in _SHOWN}
        others = {**pairs.left_out(self._others(way)), **self.cleaned_data[way]}
        return {name: amount for name, amount in {**own, **others}.items() if amount}

    def _said(self, way: str) -> Amounts:
        found = paths.value_at(self.said, way)
        return {name: str(amount) for name, amount in found.items()} if isinstance(found, Mapping) else {}

    def _others(self, way: str) -> Amounts:
        return {name: amount for name, amount in self._said(way).items() if name not in _SHOWN}


def _without_own(entries: dict[str, str]) -> dict[str, str]:
    twice = next((name for name in entries if name in _SHOWN), None)
    if twice:
        raise forms.ValidationError(_("%(name)s has a field of its own."), params={"name": twice})
    return entries
