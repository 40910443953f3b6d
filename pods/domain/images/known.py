"""Looking up an image, a container name or a program in the table of known products."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pods.domain.images.jobs import Job
from pods.domain.images.products import NAMES, PORTS

_LONGEST = 128  # of a name worth looking up; longer ones are nobody's
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Product:
    """A known product: the name it is known by, its job, and its usual ports as (number, protocol)."""

    name: str
    job: Job
    ports: tuple[tuple[int, str], ...]


def repository(image: str) -> str:
    """The path of an image in its registry: no registry, tag or digest. `quay.io/a/b:v1` → `a/b`."""
    path = image.partition("@")[0]
    first, slash, rest = path.partition("/")
    if slash and ("." in first or ":" in first or first == "localhost"):
        path = rest
    last = path.rfind("/") + 1
    colon = path.find(":", last)
    return path if colon < 0 else path[:colon]


def product_of(image: str) -> Product | None:
    """The product an image carries, told by the last one or two parts of its repository path."""
    parts = repository(image).rsplit("/", 2)
    for tag in _BY_TAG.get(parts[-1], ()):
        if tag in image[-40:]:
            return product_named(_BY_TAG[parts[-1]][tag])
    if len(parts) > 1:
        return product_named(f"{parts[-2]}/{parts[-1]}", parts[-1])
    return product_named(parts[-1])


def product_named(*names: str) -> Product | None:
    """The product of the first of these names that is known."""
    plain = [_plain(name) for name in names if len(name) <= _LONGEST]
    for name in plain:
        if name in _EXACT:
            return Product(name, _EXACT[name], _LISTENS.get(name, ()))
    for name in plain:
        job = _by_pattern(name) if "/" not in name else None
        if job is not None:
            return Product(name, job, _LISTENS.get(name, ()))
    return None


def vocabulary(text: str) -> frozenset[str]:
    """A set of words from a text, so that long lists stay readable."""
    return frozenset(text.split())


def words(name: str) -> tuple[str, ...]:
    """The words of a name: `log-Shipper_v2` → `log`, `shipper`, `v2`. Nothing for a name of absurd length."""
    return tuple(filter(None, _NOT_A_WORD.split(name.lower()))) if len(name) <= _LONGEST else ()


def _plain(name: str) -> str:
    plain = name.lower().replace("_", "-")
    name, _, build = plain.rpartition("-")
    return name if name and build in _BUILDS else plain


def _by_pattern(name: str) -> Job | None:
    """By what it ends with, then by what it begins with, the longest first; then by the few odd patterns."""
    cuts = [place for place, letter in enumerate(name) if letter == "-"]
    ends = (f"*{name[cut:]}" for cut in cuts)
    beginnings = (f"{name[: cut + 1]}*" for cut in reversed(cuts))
    for pattern in (*ends, *beginnings):
        if pattern in _PATTERNS:
            return _PATTERNS[pattern]
    odd = _ODD.fullmatch(name)
    return Job(odd.lastgroup) if odd and odd.lastgroup else None


def _table() -> Iterator[tuple[str, Job]]:
    for job, names in NAMES.items():
        for name in names.split():
            yield name, job


def _is_odd(pattern: str) -> bool:
    """Not of the form `*-end` or `beginning-*`."""
    return "*" in pattern[1:-1] or not (pattern.startswith("*-") or pattern.endswith("-*"))


def _alternatives(job: Job) -> str:
    odd = [name for name in NAMES.get(job, "").split() if "*" in name and _is_odd(name)]
    alternatives = "|".join(re.escape(name).replace(r"\*", "[^/]*") for name in odd)
    return f"(?P<{job}>{alternatives})" if odd else ""


def _ports(text: str) -> Iterator[tuple[int, str]]:
    for entry in text.split():
        number, _, protocol = entry.partition("/")
        yield int(number), protocol or "TCP"


# What images append to a product's name for the machine or the base they are built on.
_BUILDS = vocabulary(
    "amd64 arm64 arm ppc64le s390x linux alpine debian ubuntu photon ubi ubi8 ubi9 rhel rhel8 rhel9 distroless slim"
)
# Images whose tag makes them another product.
_BY_TAG = {
    "docker": {"dind": "dind"},
    "php": {"fpm": "php-fpm", "apache": "httpd"},
    "wordpress": {"fpm": "php-fpm"},
}
_EXACT = {name: job for name, job in _table() if "*" not in name}
_PATTERNS = {name: job for name, job in _table() if "*" in name and not _is_odd(name)}
_ODD = re.compile("|".join(filter(None, map(_alternatives, Job))))
_LISTENS = {name: tuple(_ports(ports)) for names, ports in PORTS.items() for name in names.split()}
