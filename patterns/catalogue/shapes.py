"""The shape of a rendered fragment: what composing relies on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from patterns.catalogue.problems import Problem, gettext_noop, shown
from patterns.catalogue.rendering import AT_LEAST, PLACES

_LABEL = re.compile(r"[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?", re.ASCII)
_PARTS = ("containers", "main", "pod", "volumes", "objects", "takesOver")
_LISTS_OF_MAIN = ("env", "envFrom", "ports", "volumeMounts", "volumeDevices")
_Item = tuple[str, Mapping[str, Any]]  # with its path


def misshapen(fragment: Any, example: Any) -> Iterator[Problem]:
    """What composing could not use of a rendered fragment and example."""
    if not isinstance(fragment, Mapping) or not fragment:
        yield Problem("fragment", _NOTHING)
        return
    for key in fragment.keys() - set(_PARTS):
        yield Problem("fragment", _UNKNOWN, {"key": shown(key), "known": ", ".join(_PARTS)})
    for key in ("containers", "volumes", "objects"):
        yield from _list(fragment, key, "fragment")
    yield from _containers(_each(fragment, "containers", "fragment"))
    yield from _main(fragment.get("main", {}), example is not None)
    yield from _pod(fragment.get("pod", {}))
    yield from _volumes(_each(fragment, "volumes", "fragment"))
    yield from _objects(_each(fragment, "objects", "fragment"))
    yield from _takes_over(fragment.get("takesOver"))
    if example is not None:
        yield from _example(example)


def _containers(containers: Iterable[_Item]) -> Iterator[Problem]:
    for path, container in containers:
        yield from _container(container, path)
        if container.get("place", "init") not in PLACES:
            yield Problem(f"{path}.place", _NO_PLACE, {"places": ", ".join(PLACES)})
        if not isinstance(container.get("first", False), bool):
            yield Problem(f"{path}.first", _NO_FLAG)
        if "restartPolicy" in container:
            yield Problem(f"{path}.restartPolicy", _PLACE_SAYS)


def _container(container: Mapping[str, Any], path: str) -> Iterator[Problem]:
    if not _is_label(container.get("name")):
        yield Problem(f"{path}.name", _NO_NAME)
    if not isinstance(container.get("image"), str):
        yield Problem(f"{path}.image", _NO_IMAGE)
    yield from _lists(container, path)


def _main(main: Any, has_example: bool) -> Iterator[Problem]:
    if not isinstance(main, Mapping):
        yield Problem("fragment.main", _NO_MAPPING)
        return
    if main and not has_example:
        yield Problem("fragment.main", _NO_MAIN)
    for key in ("name", "image"):
        if key in main:
            yield Problem(f"fragment.main.{key}", _NOT_OURS)
    yield from _lists(main, "fragment.main")


def _lists(container: Mapping[str, Any], path: str) -> Iterator[Problem]:
    """The lists of a container that are merged with those of others, by what tells their items apart."""
    for key in _LISTS_OF_MAIN:
        yield from _list(container, key, path)
        for place, item in _each(container, key, path):
            for name, kind, sentence in _TOLD_APART_BY:
                if name in item and not isinstance(item[name], kind):
                    yield Problem(f"{place}.{name}", sentence)


def _list(owner: Mapping[str, Any], key: str, path: str) -> Iterator[Problem]:
    value = owner.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
        yield Problem(f"{path}.{key}", _NO_LIST)


def _pod(pod: Any) -> Iterator[Problem]:
    known = {"": ("spec", "metadata"), ".metadata": ("labels", "annotations")}
    metadata = pod.get("metadata", {}) if isinstance(pod, Mapping) else {}
    for path, value in (("", pod), (".metadata", metadata)):
        if not isinstance(value, Mapping) or not all(isinstance(part, Mapping) for part in value.values()):
            yield Problem(f"fragment.pod{path}", _NO_MAPPING)
        elif value.keys() - set(known[path]):
            yield Problem(f"fragment.pod{path}", _POD_HAS, {"known": ", ".join(known[path])})
    spec = pod.get("spec", {}) if isinstance(pod, Mapping) else {}
    for key, value in spec.items() if isinstance(spec, Mapping) else ():
        if key in ("containers", "initContainers", "volumes"):
            yield Problem(f"fragment.pod.spec.{key}", _OWN_PLACE, {"key": key})
        if isinstance(value, Mapping) and AT_LEAST in value:
            yield from _at_least(value, f"fragment.pod.spec.{key}")


def _at_least(value: Mapping[str, Any], path: str) -> Iterator[Problem]:
    if len(value) > 1 or not _is_whole(value[AT_LEAST]):
        yield Problem(path, _NO_LEAST)


def _volumes(volumes: Iterable[_Item]) -> Iterator[Problem]:
    for path, volume in volumes:
        if not _is_label(volume.get("name")):
            yield Problem(f"{path}.name", _NO_NAME)
        if len(volume) != 2:
            yield Problem(path, _ONE_SOURCE)


def _objects(objects: Iterable[_Item]) -> Iterator[Problem]:
    for path, found in objects:
        metadata = found.get("metadata")
        named = isinstance(metadata, Mapping) and isinstance(metadata.get("name"), str)
        if not named or not all(isinstance(found.get(key), str) for key in ("apiVersion", "kind")):
            yield Problem(path, _NO_OBJECT)
        elif isinstance(metadata, Mapping) and "namespace" in metadata:
            yield Problem(f"{path}.metadata.namespace", _NO_NAMESPACE)


def _takes_over(value: Any) -> Iterator[Problem]:
    if value is not None and not (
        isinstance(value, Mapping)
        and value.keys() == {"from", "to"}
        and all(_is_whole(port) for port in value.values())
    ):
        yield Problem("fragment.takesOver", _NO_PORTS)


def _example(example: Any) -> Iterator[Problem]:
    if example.keys() != {"container"} or not isinstance(example["container"], Mapping):
        yield Problem("example", _NO_EXAMPLE)
    else:
        yield from _container(example["container"], "example.container")


def _each(owner: Mapping[str, Any], key: str, path: str) -> Iterator[_Item]:
    """The mappings in a list; whatever else is there, `_list` reports."""
    items = owner.get(key)
    for index, item in enumerate(items if isinstance(items, list) else []):
        if isinstance(item, Mapping):
            yield f"{path}.{key}[{index}]", item


def _is_label(value: Any) -> bool:
    return isinstance(value, str) and _LABEL.fullmatch(value) is not None


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


_NO_STRING = gettext_noop("A text has to stand here.")
_NO_WHOLE = gettext_noop("A whole number has to stand here.")
_TOLD_APART_BY = (
    *((name, str, _NO_STRING) for name in ("name", "mountPath", "devicePath", "protocol")),
    ("containerPort", int, _NO_WHOLE),
)
_NOTHING = gettext_noop("A pattern has to add something.")
_UNKNOWN = gettext_noop("There is no part “%(key)s” of a fragment; known are %(known)s.")
_NO_PLACE = gettext_noop("A helper's place is one of %(places)s.")
_NO_FLAG = gettext_noop("Either true or false has to stand here.")
_PLACE_SAYS = gettext_noop("Leave restartPolicy out: the place says it.")
_NO_NAME = gettext_noop("A name of lower-case letters, digits and - has to stand here.")
_NO_IMAGE = gettext_noop("A container needs an image.")
_NO_MAPPING = gettext_noop("A mapping has to stand here.")
_NO_LIST = gettext_noop("A list of mappings has to stand here.")
_NO_MAIN = gettext_noop("A pattern that adds to a main container needs an example of one.")
_NOT_OURS = gettext_noop("A pattern does not change the name or the image of the main container.")
_POD_HAS = gettext_noop("Only %(known)s may stand here.")
_OWN_PLACE = gettext_noop("Write %(key)s at its own place in the fragment.")
_NO_LEAST = gettext_noop("$atLeast holds a whole number and nothing stands beside it.")
_ONE_SOURCE = gettext_noop("A volume has a name and one source.")
_NO_OBJECT = gettext_noop("An object needs apiVersion, kind and metadata.name.")
_NO_NAMESPACE = gettext_noop("Leave the namespace out: the object gets the workload's.")
_NO_PORTS = gettext_noop("takesOver has two ports, from and to.")
_NO_EXAMPLE = gettext_noop("An example holds a container and nothing else.")
