"""What an entry of the catalogue says, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Value = str | int | bool | None  # of a parameter; None for an optional one that is left empty
OLDEST = 25  # the minor version of Kubernetes that the oldest variants may need


class Kind(StrEnum):
    """What a pattern's helpers are to the main container: the role `inspect` gives them."""

    SIDECAR = "sidecar"
    AMBASSADOR = "ambassador"
    ADAPTER = "adapter"
    CO_LOCATED = "co-located"
    INIT = "init"


class Topic(StrEnum):
    """What the gallery filters by."""

    LOGGING = "logging"
    METRICS = "metrics"
    TRACING = "tracing"
    PROXY = "proxy"
    MESH = "mesh"
    CONFIGURATION = "configuration"
    SECRETS = "secrets"
    SECURITY = "security"
    GATEWAY = "gateway"
    FILES = "files"
    TESTING = "testing"
    BACKUP = "backup"
    DATABASE = "database"
    CACHE = "cache"
    MESSAGING = "messaging"
    START = "start"


class Type(StrEnum):
    """What a parameter holds; `narrow` ones may stand inside a longer string."""

    TEXT = "text"
    WORD = "word"
    NAME = "name"
    SUBDOMAIN = "subdomain"
    PATH = "path"
    GLOB = "glob"
    HOST = "host"
    ADDRESS = "address"
    URL = "url"
    PORT = "port"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    QUANTITY = "quantity"
    DURATION = "duration"
    IMAGE = "image"
    CHOICE = "choice"

    @property
    def narrow(self) -> bool:
        """True when no value can change the structure of a configuration file or a shell line around it."""
        return self not in (Type.TEXT, Type.BOOLEAN)


class Source(StrEnum):
    """Where suggestions for a parameter come from in the manifest."""

    CONTAINERS = "containers"
    PORTS = "ports"
    MOUNTS = "mounts"
    VOLUMES = "volumes"
    SECRETS = "secrets"
    CONFIG_MAPS = "configMaps"
    SERVICES = "services"


@dataclass(frozen=True, slots=True)
class Text:
    """The same text in the languages it is there in; shipped entries have both."""

    en: str = ""
    ko: str = ""

    def said(self, language: str) -> str:
        """The text in a language (`ko`, `en-us`), else in the other one."""
        return (self.ko or self.en) if language.startswith("ko") else (self.en or self.ko)

    def __str__(self) -> str:
        return self.said("en")


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a parameter of type `choice` may have."""

    value: str
    title: Text


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something the user says about the pattern."""

    name: str
    type: Type
    title: Text
    help: Text
    default: Value
    optional: bool
    minimum: int | None
    maximum: int | None
    choices: tuple[Choice, ...]
    listens: bool  # a port that has to be free in the pod
    suggested: Source | None

    @property
    def required(self) -> bool:
        """True when a value has to be given."""
        return self.default is None and not self.optional


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to build the pattern, from a minor version of Kubernetes on."""

    id: str
    title: Text
    since: int
    because: Text


@dataclass(frozen=True, slots=True)
class Alternative:
    """What else would do; `pattern` is the id of another entry, or empty."""

    instead: Text
    pattern: str
    because: Text


@dataclass(frozen=True, slots=True)
class Link:
    """A page of the program's own documentation."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What a list of patterns shows of one."""

    id: str
    kind: Kind
    topics: tuple[Topic, ...]
    title: Text
    summary: Text
    since: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """An entry. `example` and `fragment` are plain, with placeholders and conditions in them, and known to be sound."""

    id: str
    kind: Kind
    topics: tuple[Topic, ...]
    title: Text
    summary: Text
    intent: Text
    when: tuple[Text, ...]
    when_not: tuple[Text, ...]
    alternatives: tuple[Alternative, ...]
    links: tuple[Link, ...]
    sources: tuple[str, ...]
    since: int
    parameters: tuple[Parameter, ...]
    variants: tuple[Variant, ...]
    example: Mapping[str, Any] | None
    fragment: Mapping[str, Any]

    def parameter(self, name: str) -> Parameter | None:
        """The parameter of that name."""
        return next((p for p in self.parameters if p.name == name), None)

    def variant(self, id: str) -> Variant | None:
        """The variant of that id."""
        return next((v for v in self.variants if v.id == id), None)

    @property
    def outline(self) -> Summary:
        """What a list shows of it."""
        return Summary(self.id, self.kind, self.topics, self.title, self.summary, self.since)
