"""What every form that edits a manifest is made of: what it is about, where it stands, and the one edit it makes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any, ClassVar, TypeVar

from django import forms
from django.utils.functional import Promise

from pods.domain.edits.sharing import Way, in_way
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Container, EnvVar, Mount, Object, Pod, Port, Volume
from pods.domain.messages import Message
from pods.forms.sent import as_sent, offer_what_is_said, sent

Found = TypeVar("Found")
Item = TypeVar("Item", EnvVar, Port, Mount)
_NO_WORD = re.compile(r"\W+")
_IN_DOCUMENT = re.compile(r"documents\[([0-9]+)\]\.?")


class Section(StrEnum):
    """Where a form stands: folded together with others of its kind."""

    NEW = "new"  # in the outline
    IDENTITY = "identity"
    RUNS = "runs"
    ENV = "env"
    PORTS = "ports"
    MOUNTS = "mounts"
    ENV_FROM = "env_from"
    RESOURCES = "resources"
    PROBES = "probes"
    HOOKS = "hooks"
    SECURITY = "security"
    POD = "pod"
    POD_RESOURCES = "pod_resources"
    WORKLOAD = "workload"
    METADATA = "metadata"
    ACCOUNT = "account"
    NAMES = "names"
    NODES = "nodes"
    POD_SECURITY = "pod_security"
    VOLUME = "volume"
    MOUNTED = "mounted"
    SOURCES = "sources"
    FILES = "files"
    OBJECT = "object"
    SERVICE = "service"
    SERVICE_PORTS = "service_ports"
    KEYS = "keys"
    CLAIM = "claim"


@dataclass(frozen=True, slots=True)
class Inner:
    """A fold of its own for one form in its section. `brief` says in few words of code what stands in the text."""

    name: str  # under which a browser remembers that it is open
    title: str | Promise
    brief: str = ""  # "" where there is nothing of the kind


class Gone(Exception):
    """What a form was about is not in the text any more."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A place that a form is about: `at` is the path of a container, an item in one, a volume or the pod.

    For another object of the stream it is `documents[1]` with the path in that document behind it. `revealed` lets
    forms show what Secrets hold.
    """

    manifest: Manifest
    pod: Pod
    kubernetes: str
    at: str
    revealed: bool = False

    def to(self, at: str) -> Subject:
        """Another place of the same pod."""
        return replace(self, at=at)

    def on(self, manifest: Manifest) -> Subject:
        """The same place after an edit. Raises Gone."""
        here = (self.pod.document, self.pod.path)
        pod = _found(pod for pod in manifest.pods if (pod.document, pod.path) == here)
        return replace(self, manifest=manifest, pod=pod)

    @property
    def place(self) -> tuple[int, str]:
        """The document of the place, and its path there."""
        if match := _IN_DOCUMENT.match(self.at):
            return int(match[1]), self.at[match.end() :]
        return self.pod.document, self.at

    @property
    def container(self) -> Container:
        """The container at the place, or around it. Raises Gone."""
        return _found(c for c in self.pod.containers if holds(c.path, self.at))

    @property
    def volume(self) -> Volume:
        """The volume at the place. Raises Gone."""
        return _found(v for v in self.pod.volumes if v.path == self.at)

    @property
    def object(self) -> Object:
        """The object besides the pod's that holds the place. Raises Gone."""
        holders = {(pod.document, pod.item) for pod in self.manifest.pods}
        others = (o for o in self.manifest.objects if (o.document, o.item) not in holders)
        return _found(each for each in others if holds(place_of(each), self.at))

    def a(self, *kinds: str) -> Object:
        """`object`, of one of these kinds. Raises Gone."""
        return _found(each for each in (self.object,) if each.kind in kinds)

    @property
    def key(self) -> str:
        """The last step of the place, where that is a name. Raises Gone."""
        return str(_found(paths.steps(self.at)[-1:]))

    def item(self, items: Iterable[Item]) -> Item:
        """That of some items that stands at the place. Raises Gone."""
        return _found(item for item in items if item.path == self.at)

    @property
    def minor(self) -> int:
        """The version of Kubernetes that the design is meant for, without its 1."""
        return int(self.kubernetes.partition(".")[2] or 0)

    def before(self, minor: int) -> bool:
        """The design is meant for a version of Kubernetes before 1.minor."""
        return self.minor < minor


class EditForm(forms.Form):
    """A form for one edit. Its module's name is its slug; `initial` is what the text says now."""

    section: ClassVar[Section]
    title: ClassVar[str | Promise]  # on its button
    noun: ClassVar[str | Promise] = ""  # what it adds, where a drawing says that it does
    icon: ClassVar[str] = ""  # where its button shows a drawing in place of its title
    order: ClassVar[int] = 0  # among the forms of its section
    on_change: ClassVar[bool] = False  # saves when a field was changed, without a button
    # The field of the API behind a field of the form, from the nearest definition of the API down, as in
    # {"number": "ContainerPort.containerPort", "cpu": "Container.resources.requests.cpu"}. Help and the cursor
    # in the text find the field by it. A field that edits none of the API is left out.
    api: ClassVar[Mapping[str, str]] = {}
    slug: ClassVar[str]

    def __init__(self, subject: Subject, data: Any = None) -> None:
        self.subject = subject
        self.note: Message | None = None  # what the form cannot hold, or what it would do
        self.in_text = False  # it can be edited in the text only
        self.inner: Inner | None = None  # the fold that it stands in alone
        self.ways: Sequence[Way] = ()  # to make the edit all the same, once it was refused
        key = _NO_WORD.sub("-", subject.at).strip("-")
        self.form_id = f"{self.slug}-{key}" if key else self.slug
        super().__init__(data, auto_id=f"{self.form_id}-%s")
        self.initial = self.now()
        self.prepare()
        for name, field in self.fields.items():
            offer_what_is_said(field, self.initial.get(name))

    @cached_property
    def changed_data(self) -> list[str]:
        """The fields that were sent with something else than what they showed."""
        return [name for name in super().changed_data if sent(self[name]) != as_sent(self.initial.get(name))]

    def __getitem__(self, name: str) -> forms.BoundField:
        """A field. A template asks for every attribute here first, and Django would list all fields to say no."""
        if name not in self.fields:
            raise KeyError(name)
        return super().__getitem__(name)

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        """The paths for which the form is shown while that subject is looked at."""
        return [subject.at]

    def now(self) -> dict[str, Any]:
        """What the text says in the form's fields. Raises Gone."""
        return {}

    def api_behind(self, name: str) -> str | None:
        """The field of the API behind a field of the form as it is filled in (`api`); None where there is none."""
        return self.api.get(name)

    def prepare(self) -> None:
        """Fit fields to the subject."""

    def edit(self) -> tuple[Manifest, Message]:
        """The manifest with the change, and in words what was done. Raises EditRefused, Gone."""
        raise NotImplementedError

    def made(self) -> tuple[Manifest, Message]:
        """`edit`, in the way that was chosen where the text shares what it changes. Raises EditRefused, Gone."""
        chosen = str(self.data.get("way", ""))
        way = Way(chosen) if chosen in {*Way} else None
        return in_way(self.subject.manifest, way, self._edit_of)

    def _edit_of(self, manifest: Manifest) -> tuple[Manifest, Message]:
        """The same edit of a manifest in which the same things stand at the same paths."""
        if manifest is self.subject.manifest:
            return self.edit()
        again = type(self)(self.subject.on(manifest), self.data)
        again.is_valid()
        return again.edit()

    def selects(self, manifest: Manifest) -> str | None:
        """The path of what is looked at after the edit; None for what was before."""
        return None

    def selects_container(self, manifest: Manifest, name: str) -> str | None:
        """The path of a container of that name."""
        return next((c.path for c in self.subject.on(manifest).pod.containers if c.name == name), None)

    def leave_to_the_text(self, note: Message) -> None:
        """Hold nothing, and say why."""
        self.note, self.in_text = note, True
        self.fields.clear()

    def text(self, name: str) -> str:
        """A field's text; "" where it was left empty."""
        return str(self.cleaned_data.get(name) or "")

    def text_or_none(self, name: str) -> str | None:
        """A field's text, or None where it was left empty."""
        return self.text(name) or None


def optional_text(label: Any, **attrs: Any) -> forms.CharField:
    """A field for one line that may be left empty."""
    plain = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}
    return forms.CharField(label=label, required=False, widget=forms.TextInput(attrs=plain | attrs))


def when(*choices: str) -> dict[str, str]:
    """Attributes of a field that only some choices of the form ask for."""
    return {"data-when": " ".join(choices)}


def same_choices(*values: str, empty: Any = None) -> list[tuple[str, Any]]:
    """Choices that are said as the API says them, behind an empty one."""
    return [*([("", empty)] if empty is not None else []), *((value, value) for value in values)]


def place_of(found: Object) -> str:
    """What stands for an object in addresses: objects of other documents have the same paths."""
    return f"documents[{found.document}].{found.path}".rstrip(".")


def holds(path: str, inner: str) -> bool:
    """A path is that of another thing, or of one inside it."""
    return inner == path or inner.startswith((f"{path}.", f"{path}["))


def _found(found: Iterable[Found]) -> Found:
    for each in found:
        return each
    raise Gone
