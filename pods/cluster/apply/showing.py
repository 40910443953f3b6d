"""What a step would change, as two texts to lay side by side and as fields: without what the server adds by itself."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from pods.cluster.apply.hiding import covered
from pods.cluster.apply.plan import Action, Step
from pods.cluster.cleaning import bare, clean
from pods.domain.manifest import paths

# What tells the items of a list apart, in this order; else their place does.
_NAMES = ("name", "mountPath", "containerPort", "port", "ip", "key")
_LONGEST = 120  # characters of a value in the log
_MOST = 50  # changed fields that are listed


@dataclass(frozen=True, slots=True)
class Change:
    """A field with its value before and after, as JSON and cut where they are long; empty where there is none."""

    path: str
    old: str
    new: str


def sides(step: Step, changed: str) -> tuple[str, str]:
    """The object before and after as YAML; `changed` is the word for a value of a Secret that changes."""
    before, after = _pair(step)
    return (
        as_yaml(covered(before, after, changed)) if before else "",
        as_yaml(covered(after, before, changed)) if after else "",
    )


def changes(step: Step) -> tuple[Change, ...]:
    """The fields that differ before and after; none for a new object, which is new in all of them."""
    before, after = _pair(step)
    if not before:
        return ()
    found = _changes("", covered(before, after, "≠"), covered(after, before, "≠"))
    return tuple(change for change, _ in zip(found, range(_MOST), strict=False))


def as_yaml(value: Any) -> str:
    """A plain value as people write it: keys in their order, texts of several lines as they are."""
    said: str = yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=1_000_000)
    return said


class _Dumper(yaml.SafeDumper):
    """Writes without anchors: two equal parts of an object have nothing to do with each other."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def _pair(step: Step) -> tuple[dict[str, Any], dict[str, Any]]:
    wanted = step.wanted.value
    if step.before is None:
        return {}, wanted
    if step.action is Action.RECREATE:
        old = clean(step.before)
        old["metadata"].pop("namespace", None)
        return old, _ordered(wanted, old)
    before = bare(step.before)
    if step.after is None:
        return before, before
    return before, _meant(bare(step.after), wanted, before)


def _meant(after: Any, wanted: Any, before: Any) -> Any:
    """What comes after, without the defaults that the server adds to what is new: nobody wrote them."""
    if isinstance(after, Mapping) and (isinstance(wanted, Mapping) or isinstance(before, Mapping)):
        written, known = _map(wanted), _map(before)
        return {
            key: _meant(value, written.get(key), known.get(key))
            for key, value in after.items()
            if key in written or key in known
        }
    if isinstance(after, list):
        return [
            _meant(item, _like(item, wanted, place), _like(item, before, place))
            for place, item in enumerate(after)
        ]
    return after


def _like(item: Any, items: Any, place: int) -> Any:
    """The item of the other list that is the same one: of the same name, or else at the same place."""
    if not isinstance(items, list):
        return None
    name = _name(item)
    if name is not None:
        return next((other for other in items if _name(other) == name), None)
    return items[place] if place < len(items) else None


def _name(item: Any) -> tuple[str, Any] | None:
    if not isinstance(item, Mapping):
        return None
    return next(((key, item[key]) for key in _NAMES if key in item), None)


def _ordered(value: Any, model: Any) -> Any:
    """The value with its keys in the order of the model, so that only what differs looks different."""
    if isinstance(value, Mapping):
        known = [key for key in _map(model) if key in value]
        keys = [*known, *(key for key in value if key not in known)]
        return {key: _ordered(value[key], _map(model).get(key)) for key in keys}
    if isinstance(value, list):
        return [_ordered(item, _like(item, model, place)) for place, item in enumerate(value)]
    return value


def _changes(path: str, old: Any, new: Any) -> Iterator[Change]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in [*old, *(key for key in new if key not in old)]:
            yield from _changes(paths.join(path, str(key)), old.get(key), new.get(key))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for place, pair in enumerate(zip(old, new, strict=True)):
            yield from _changes(paths.join(path, place), *pair)
    elif old != new:
        yield Change(path, _short(old), _short(new))


def _short(value: Any) -> str:
    if value is None:
        return ""
    said = json.dumps(value, ensure_ascii=False, default=str)
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"


def _map(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
