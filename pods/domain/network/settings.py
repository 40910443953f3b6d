"""What a container is told: its options, variables, words, checks and configuration files, as name and value.

Values are as the container sees them: `$(VAR)` is filled in where the manifest says the variable (and `$VAR`
in scripts), variables taken from a ConfigMap of the same stream are looked up there, and so are mounted files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pods.domain.images import words
from pods.domain.manifest.views import Container, EnvVar, Object, Pod
from pods.domain.network.envoy import endpoints

Maps = Mapping[str, Mapping[str, str]]


class Source(StrEnum):
    """Where a setting stands."""

    OPTION = "option"  # --name=value, --name value, -n value
    VARIABLE = "variable"
    WORD = "word"  # of the command line or a script
    CHECK = "check"  # a word of a probe or a lifecycle hook
    FILE = "file"  # a line of a configuration file


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing a container is told. `name` is empty for a bare word."""

    source: Source
    name: str
    value: str
    said: tuple[str, ...] = ()  # the words of the name, except for files


_LONGEST_FILL = 300  # of a value that is filled into another; nothing that matters here is longer
_LONGEST_SCRIPT = 20_000  # characters of one word of a command line that are looked at
_LONGEST_FILE = 200_000
_REFERENCE = re.compile(r"\$\((\w{1,100})\)|\$\{(\w{1,100})\}|\$(\w{1,100})")
_SPLIT = re.compile(r"[\s'\"`;|&<>]+")
_COMMENT = re.compile(r"^[ \t]*#.*$", re.MULTILINE)
_ASSIGNMENT = re.compile(r"([A-Za-z_]\w{0,100})=(.*)", re.DOTALL)
_PROBES = ("startupProbe", "livenessProbe", "readinessProbe")


def config_maps(pod: Pod, objects: Iterable[Object]) -> Maps:
    """The text of the stream's ConfigMaps that this pod could mean, by name."""
    return {
        o.name: {
            key: text for key, text in data.items() if isinstance(text, str) and len(text) <= _LONGEST_FILE
        }
        for o in objects
        if o.kind == "ConfigMap" and same_namespace(pod, o) and isinstance(data := o.raw.get("data"), Mapping)
    }


def same_namespace(pod: Pod, other: Object) -> bool:
    """Whether both end in one namespace when applied together; unsaid is `default`."""
    return (pod.namespace or "default") == (other.namespace or "default")


def settings_of(pod: Pod, container: Container, maps: Maps) -> tuple[Setting, ...]:
    """Everything the container is told, in the order environment, command line, checks, files."""
    environment = dict(_environment(container, maps))
    return (
        *(Setting(Source.VARIABLE, name, value, words(name)) for name, value in environment.items()),
        *_command_line((*container.command, *container.args), environment),
        *_checks(container, environment),
        *_files(pod, container, maps),
    )


def _environment(container: Container, maps: Maps) -> Iterator[tuple[str, str]]:
    known: dict[str, str] = {}
    for source in _entries(container.raw.get("envFrom")):
        reference = source.get("configMapRef")
        name = reference.get("name") if isinstance(reference, Mapping) else None
        prefix = source.get("prefix")
        for key, value in maps.get(name, {}).items() if isinstance(name, str) else ():
            known[f"{prefix}{key}" if isinstance(prefix, str) else key] = value
    for variable in container.env:
        known[variable.name] = _fill(_value(variable, maps), known)
    yield from known.items()


def _value(variable: EnvVar, maps: Maps) -> str:
    if variable.value is not None:
        return variable.value
    reference = (variable.value_from or {}).get("configMapKeyRef")
    if not isinstance(reference, Mapping):
        return ""
    name, key = reference.get("name"), reference.get("key")
    return maps.get(name, {}).get(key, "") if isinstance(name, str) and isinstance(key, str) else ""


def _fill(text: str, known: Mapping[str, str]) -> str:
    """Put in what is known of the variables a text refers to; the rest stays as written."""
    if "$" not in text or not known:
        return text

    def filled(match: re.Match[str]) -> str:
        value = known.get(match[1] or match[2] or match[3], "")
        return value if value and len(value) <= _LONGEST_FILL else match[0]

    return _REFERENCE.sub(filled, text)


def _command_line(words: Iterable[str], environment: Mapping[str, str]) -> Iterator[Setting]:
    tokens = list(_tokens(words, environment))
    for index, token in enumerate(tokens):
        after = tokens[index + 1] if index + 1 < len(tokens) else "-"
        yield _setting(token, after)


def _setting(token: str, after: str) -> Setting:
    if token.startswith("-"):
        name, equals, value = token.partition("=")
        follows = "" if after.startswith("-") else after
        return Setting(Source.OPTION, name, value if equals else follows, words(name))
    assigned = _ASSIGNMENT.fullmatch(token) if "=" in token else None
    if assigned is None:
        return Setting(Source.WORD, "", token)
    return Setting(Source.WORD, assigned[1], assigned[2], words(assigned[1]))


def _tokens(words: Iterable[str], environment: Mapping[str, str]) -> Iterator[str]:
    for word in words:
        text = _fill(word, environment)[:_LONGEST_SCRIPT]
        if " " in text or "\n" in text:
            yield from filter(None, _SPLIT.split(_COMMENT.sub("", text) if "#" in text else text))
        elif text:
            yield text


def _checks(container: Container, environment: Mapping[str, str]) -> Iterator[Setting]:
    hooks = container.raw.get("lifecycle")
    held = [container.raw.get(name) for name in _PROBES]
    held += list(hooks.values()) if isinstance(hooks, Mapping) else []
    for check in held:
        command = check.get("exec") if isinstance(check, Mapping) else None
        words = command.get("command") if isinstance(command, Mapping) else None
        texts = [word for word in words if isinstance(word, str)] if isinstance(words, list) else []
        for token in _tokens(texts, environment):
            yield Setting(Source.CHECK, "", token)


def _files(pod: Pod, container: Container, maps: Maps) -> Iterator[Setting]:
    """Lines of mounted files that could name an address; all others would only be skipped later."""
    if not maps:
        return
    names = {mount.volume for mount in container.mounts}
    for volume in pod.volumes:
        name = volume.spec.get("name") if volume.source == "configMap" and volume.name in names else None
        for file, text in maps.get(name, {}).items() if isinstance(name, str) else ():
            yield from (Setting(Source.FILE, file, line) for line in _lines(text))
            yield from (Setting(Source.FILE, file, address) for address in endpoints(text))


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        plain = line.strip()
        if (
            plain
            and plain[0] not in "#;"
            and not plain.startswith("//")
            and any(c in plain for c in ":0123456789")
        ):
            yield plain[:_LONGEST_FILL]


def _entries(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, list):
        yield from (entry for entry in value if isinstance(entry, Mapping))
