"""The forms that edit a manifest, one module each: adding a module adds its form, its address and its place."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from django.utils.functional import Promise

from pods.forms.editing import TITLES, EditForm, Section, Subject

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
    Section.ACCOUNT,
    Section.NAMES,
    Section.NODES,
    Section.POD_SECURITY,
)
OBJECT = (Section.SERVICE_PORTS, Section.SERVICE, Section.KEYS, Section.CLAIM, Section.OBJECT)
VOLUME = (Section.VOLUME, Section.SOURCES, Section.FILES)
_SET_UP = (Section.PROBES, Section.HOOKS, Section.SECURITY)
_LISTS_NOTHING = frozenset((*POD, *_SET_UP, Section.SERVICE, Section.CLAIM, Section.OBJECT)) - {Section.NODES}


MOST = 60  # things of one kind that get a form; there are more in the text, as the count tells


@dataclass(frozen=True, slots=True)
class Row:
    """A form with the buttons of other edits of the same thing."""

    form: EditForm | None
    buttons: Sequence[EditForm]


@dataclass(frozen=True, slots=True)
class Fold:
    """A section of the inspector that can be folded. `count` tells how many things it lists."""

    section: Section
    title: str | Promise
    rows: Sequence[Row]
    count: int


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
    return [fold for fold in (_fold(subject, section) for section in sections) if fold.rows]


def forms_of(subject: Subject, section: Section) -> Sequence[EditForm]:
    """The forms of a section."""
    kinds = [form for form in all_forms().values() if form.section is section]
    return [kind(subject.to(at)) for kind in kinds for at in kind.targets(subject)[:MOST]]


def _fold(subject: Subject, section: Section) -> Fold:
    by_target: dict[str, list[EditForm]] = {}
    for form in forms_of(subject, section):
        by_target.setdefault(form.subject.at, []).append(form)
    rows = [row for forms in by_target.values() for row in _rows(forms)]
    return Fold(section, TITLES[section], rows, _count(subject, section, rows))


def _count(subject: Subject, section: Section, rows: Sequence[Row]) -> int:
    """How many things the section lists; of those that each have their place, how many there are."""
    if section in _LISTS_NOTHING:
        return sum(1 for row in rows if row.form and row.form.inner and row.form.inner.brief)
    kinds = [form for form in all_forms().values() if form.section is section]
    return max((len(set(kind.targets(subject)) - {subject.at}) for kind in kinds), default=0)


def _rows(forms: Sequence[EditForm]) -> Sequence[Row]:
    """One row for each form with fields; the buttons go with the first."""
    buttons = [form for form in forms if not form.base_fields]
    rows = [Row(form, buttons if not at else ()) for at, form in enumerate(f for f in forms if f.base_fields)]
    return rows or [Row(None, buttons)]


def _is_own(found: object, module: str) -> bool:
    return isinstance(found, type) and issubclass(found, EditForm) and found.__module__ == module
