"""The forms that edit a manifest, one module each: adding a module adds its form, its address and its place."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pods.forms.editing import EditForm, Section, Subject

_TITLES: Mapping[Section, str | Promise] = {
    Section.IDENTITY: _("Name, kind and place"),
    Section.RUNS: _("Image and command"),
    Section.ENV: _("Environment"),
    Section.PORTS: _("Ports"),
    Section.MOUNTS: _("Mounts"),
    Section.ENV_FROM: _("Environment from objects"),
    Section.RESOURCES: _("Requests and limits"),
    Section.PROBES: _("Probes"),
    Section.HOOKS: _("Start and stop"),
    Section.SECURITY: _("User and rights"),
    Section.POD: _("Pod settings"),
    Section.POD_RESOURCES: _("Requests and limits"),
    Section.WORKLOAD: _("Workload"),
    Section.METADATA: _("Name, labels and annotations"),
    Section.ACCOUNT: _("Account and pull secrets"),
    Section.NAMES: _("DNS and host names"),
    Section.NODES: _("Nodes"),
    Section.POD_SECURITY: _("Users and security"),
    Section.VOLUME: _("Volume"),
    Section.MOUNTED: _("Mount in a container"),
    Section.SOURCES: _("Sources"),
    Section.FILES: _("Files"),
    Section.OBJECT: _("Name and removal"),
    Section.SERVICE: _("Service"),
    Section.SERVICE_PORTS: _("Ports"),
    Section.KEYS: _("Keys"),
    Section.CLAIM: _("Storage"),
}
CONTAINER = (
    Section.IDENTITY,
    Section.RUNS,
    Section.ENV,
    Section.ENV_FROM,
    Section.PORTS,
    Section.MOUNTS,
    Section.RESOURCES,
    Section.PROBES,
    Section.HOOKS,
    Section.SECURITY,
)
POD = (
    Section.POD,
    Section.WORKLOAD,
    Section.METADATA,
    Section.POD_RESOURCES,
    Section.ACCOUNT,
    Section.NAMES,
    Section.NODES,
    Section.POD_SECURITY,
)
OBJECT = (Section.SERVICE_PORTS, Section.SERVICE, Section.KEYS, Section.CLAIM, Section.OBJECT)
VOLUME = (Section.VOLUME, Section.MOUNTED, Section.SOURCES, Section.FILES)
_EACH_ITS_PLACE = (Section.PROBES, Section.HOOKS)
_LISTS_NOTHING = frozenset((*POD, Section.SECURITY, Section.SERVICE, Section.CLAIM, Section.OBJECT)) - {
    Section.NODES
}


MOST = 60  # things of one kind that get a form; there are more in the text, as the count tells


@dataclass(frozen=True, slots=True)
class Row:
    """A form with the buttons of other edits of the same thing."""

    form: EditForm | None
    buttons: Sequence[EditForm]


@dataclass(frozen=True)
class Fold:
    """A section of forms that can be folded. Its forms are made when they are asked for."""

    name: str  # under which a browser remembers that it is open
    title: str | Promise
    subject: Subject
    section: Section
    slug: str = ""  # of the one form it holds
    noun: str | Promise = ""  # in place of the title, where a drawing says the rest

    @cached_property
    def rows(self) -> Sequence[Row]:
        """Its forms, by what they are about."""
        by_target: dict[str, list[EditForm]] = {}
        for form in forms_of(self.subject, self.section, self.slug):
            by_target.setdefault(form.subject.at, []).append(form)
        return [row for forms in by_target.values() for row in _rows(forms)]

    @cached_property
    def count(self) -> int:
        """How many things the section lists; of those that each have their place, how many there are."""
        if self.section in _EACH_ITS_PLACE:
            places = {at for found in self._listed for at in found}
            return sum(self.subject.manifest.value(self.subject.place[0], at) is not None for at in places)
        if self.section in _LISTS_NOTHING:
            return 0
        return max((len(found) for found in self._listed), default=0)

    @property
    def more(self) -> int:
        """How many of the things it lists have no form."""
        return max((len(found) - MOST for found in self._listed), default=0)

    @property
    def filled(self) -> bool:
        """It holds a form."""
        return any(kind.targets(self.subject) for kind in _kinds(self.section, self.slug))

    @property
    def _listed(self) -> Sequence[set[str]]:
        # What adds to a list is about the list, which may not be there yet.
        kinds = [kind for kind in _kinds(self.section, self.slug) if not kind.slug.startswith("add_")]
        return [set(kind.targets(self.subject)) - {self.subject.at} for kind in kinds]


@cache
def all_forms() -> Mapping[str, type[EditForm]]:
    """Every form by its slug, in the order of their places."""
    found: list[type[EditForm]] = []
    for module in pkgutil.iter_modules(__path__):
        loaded = vars(importlib.import_module(f"{__name__}.{module.name}"))
        form = next(each for each in loaded.values() if _is_own(each, f"{__name__}.{module.name}"))
        form.slug = module.name
        found.append(form)
    return {form.slug: form for form in sorted(found, key=lambda form: (form.order, form.slug))}


def folds(subject: Subject, sections: Sequence[Section]) -> Sequence[Fold]:
    """The sections for what is looked at; those without a form are left out."""
    found = (Fold(section.value, _TITLES[section], subject, section) for section in sections)
    return [fold for fold in found if fold.filled]


def new_folds(subject: Subject) -> Sequence[Fold]:
    """What adds something to the pod: each form in a section of its own."""
    kinds = _kinds(Section.NEW)
    found = [Fold(kind.slug, kind.title, subject, Section.NEW, kind.slug, kind.noun) for kind in kinds]
    return [fold for fold in found if fold.filled]


def forms_of(subject: Subject, section: Section, slug: str = "") -> Sequence[EditForm]:
    """The forms of a section, or those of one kind in it; buttons of things without a form are left out."""
    kinds = _kinds(section, slug)
    held = {kind: kind.targets(subject)[:MOST] for kind in kinds if kind.base_fields}
    shown = {at for targets in held.values() for at in targets}
    buttons = {
        kind: [at for at in kind.targets(subject) if at in shown] for kind in kinds if kind not in held
    }
    return [kind(subject.to(at)) for kind in kinds for at in (held | buttons)[kind]]


def _kinds(section: Section, slug: str = "") -> Sequence[type[EditForm]]:
    found = (form for form in all_forms().values() if form.section is section)
    return [form for form in found if slug in ("", form.slug)]


def _rows(forms: Sequence[EditForm]) -> Sequence[Row]:
    """One row for each form with fields; the buttons go with the first."""
    buttons = [form for form in forms if not form.base_fields]
    rows = [Row(form, buttons if not at else ()) for at, form in enumerate(f for f in forms if f.base_fields)]
    return rows or [Row(None, buttons)]


def _is_own(found: object, module: str) -> bool:
    return isinstance(found, type) and issubclass(found, EditForm) and found.__module__ == module
