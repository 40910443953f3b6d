"""The name and the namespace of the object that holds the pod."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import metadata
from pods.forms.choices import tick
from pods.forms.editing import EditForm, Section, optional_text
from pods.forms.needed import NEEDED


class ObjectName(EditForm):
    """What refers to the name follows; what stands in the same namespace does where that is wanted."""

    section = Section.METADATA
    title = _("Set name")
    api: ClassVar[Mapping[str, str]] = {"name": "ObjectMeta.name", "namespace": "ObjectMeta.namespace"}
    name = optional_text(_("Name"), placeholder="web")
    namespace = optional_text(_("Namespace"), placeholder="default")
    along = tick(_("The other objects of its namespace move along"))

    def now(self) -> dict[str, Any]:
        names = {name: metadata.said(self.subject, name, of_workload=True) for name in ("name", "namespace")}
        return {**{name: "" if said is None else said for name, said in names.items()}, "along": True}

    def prepare(self) -> None:
        if not metadata.said(self.subject, "generateName", of_workload=True):
            self.fields["name"].widget.attrs.update(NEEDED)
        if not edits.tied_objects(self.subject.manifest, self.subject.pod):
            del self.fields["along"]

    def edit(self) -> tuple[Manifest, Message]:
        of, name, space = self.subject, self.text("name"), self.text_or_none("namespace")
        old = of.pod.name
        if "namespace" in self.changed_data:
            along = bool(self.cleaned_data.get("along"))
            of = of.on(edits.set_namespace(of.manifest, of.pod, space, along=along))
        if "name" in self.changed_data:
            of = of.on(edits.rename_object(of.manifest, of.pod, name))
            both = "namespace" in self.changed_data and space
            what = _RENAMED_AND_MOVED if both else _RENAMED
            return of.manifest, say(what, kind=of.pod.kind, old=old, name=name, namespace=space or "")
        return of.manifest, say(_MOVED, name=name, namespace=space) if space else say(_NOWHERE, name=name)


_RENAMED = gettext_noop("Renamed the %(kind)s %(old)s to %(name)s")
_RENAMED_AND_MOVED = gettext_noop(
    "Renamed the %(kind)s %(old)s to %(name)s and put it into the namespace %(namespace)s"
)
_MOVED = gettext_noop("Put %(name)s into the namespace %(namespace)s")
_NOWHERE = gettext_noop("Took the namespace of %(name)s out")
