"""What a container asks for and may use at most."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import EditForm, Section, optional_text

_SHOWN = ("cpu", "memory")


class Resources(EditForm):
    """Requests and limits of CPU and memory; other resources stay as they are."""

    section = Section.RESOURCES
    title = _("Set")
    on_change = True
    api: ClassVar[Mapping[str, str]] = {
        "requests_cpu": "Container.resources.requests.cpu",
        "requests_memory": "Container.resources.requests.memory",
        "limits_cpu": "Container.resources.limits.cpu",
        "limits_memory": "Container.resources.limits.memory",
    }
    requests_cpu = optional_text(_("CPU request"), placeholder="250m")
    limits_cpu = optional_text(_("CPU limit"), placeholder="1")
    requests_memory = optional_text(_("Memory request"), placeholder="128Mi")
    limits_memory = optional_text(_("Memory limit"), placeholder="256Mi")

    def now(self) -> dict[str, Any]:
        said = {way: self._said(way) for way in ("requests", "limits")}
        return {f"{way}_{name}": str(said[way].get(name, "")) for way in said for name in _SHOWN}

    def prepare(self) -> None:
        others = {name for way in ("requests", "limits") for name in self._said(way)} - {*_SHOWN}
        if others:
            self.note = say(_OTHERS, names=", ".join(sorted(others)))

    def edit(self) -> tuple[Manifest, Message]:
        of = self.subject
        requests, limits = self._wanted("requests"), self._wanted("limits")
        after = edits.set_resources(of.manifest, of.pod, of.container, requests=requests, limits=limits)
        return after, say(_SET, name=of.container.name)

    def _said(self, way: str) -> Mapping[str, Any]:
        found = paths.value_at(self.subject.container.raw, f"resources.{way}")
        return found if isinstance(found, Mapping) else {}

    def _wanted(self, way: str) -> dict[str, str]:
        kept = {name: str(amount) for name, amount in self._said(way).items()}
        kept |= {name: self.text(f"{way}_{name}") for name in _SHOWN}
        return {name: amount for name, amount in kept.items() if amount}


_OTHERS = gettext_noop("It also says %(names)s: edit that in the text.")
_SET = gettext_noop("Set the resources of %(name)s")
