"""How names are looked up in a pod: DNS, and lines of its own in /etc/hosts (FACTS G.1, 48)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pods.domain import names
from pods.domain.edits import accepted
from pods.domain.edits.optional import merged, put_optional
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Pod
from pods.domain.messages import gettext_noop, say

__all__ = ["DnsConfig", "HostAlias", "set_dns", "set_host_aliases"]

_POLICIES = ("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None")
_MOST_SERVERS, _MOST_SEARCHES, _LONGEST_SEARCHES = 3, 32, 2048


@dataclass(frozen=True, slots=True)
class DnsConfig:
    """Name servers, search domains and options (with a value or None), beside those of the policy."""

    nameservers: tuple[str, ...] = ()
    searches: tuple[str, ...] = ()
    options: tuple[tuple[str, str | None], ...] = ()


@dataclass(frozen=True, slots=True)
class HostAlias:
    """A line of /etc/hosts."""

    ip: str
    hostnames: tuple[str, ...]


def set_dns(manifest: Manifest, pod: Pod, policy: str | None, config: DnsConfig) -> Manifest:
    """Where names are looked up; no policy takes the field out, which means ClusterFirst. Raises EditRefused."""
    _check(policy, config)
    at = paths.join(pod.path, "dnsConfig")
    old = manifest.value(pod.document, at)
    fields = {
        "nameservers": list(config.nameservers),
        "searches": list(config.searches),
        "options": [
            {"name": name} if value is None else {"name": name, "value": value}
            for name, value in config.options
        ],
    }
    manifest = put_optional(manifest, pod.document, at, merged(old, fields))
    at = paths.join(pod.path, "dnsPolicy")
    return put_optional(manifest, pod.document, at, policy)


def set_host_aliases(manifest: Manifest, pod: Pod, aliases: Sequence[HostAlias]) -> Manifest:
    """These lines in /etc/hosts, and no others; nothing at all takes the field out. Raises EditRefused."""
    accepted.different("hostAliases", (alias.ip for alias in aliases))
    for alias in aliases:
        accepted.address("hostAliases", alias.ip)
        for name in alias.hostnames:
            accepted.sound(names.subdomain(name))
    at = paths.join(pod.path, "hostAliases")
    have = manifest.value(pod.document, at)
    old = _by_ip(have if isinstance(have, list) else [])
    lines = [
        merged(old.get(alias.ip), {"ip": alias.ip, "hostnames": list(alias.hostnames)}) for alias in aliases
    ]
    return put_optional(manifest, pod.document, at, lines)


def _by_ip(aliases: Iterable[Any]) -> dict[str, Any]:
    return {alias["ip"]: alias for alias in aliases if isinstance(paths.value_at(alias, "ip"), str)}


def _check(policy: str | None, config: DnsConfig) -> None:
    if policy is not None:
        accepted.one_of("dnsPolicy", policy, _POLICIES)
    if policy == "None" and not config.nameservers:
        raise EditRefused(say(_NO_SERVER))
    if len(config.nameservers) > _MOST_SERVERS:
        raise EditRefused(say(_TOO_MANY, field="nameservers", most=_MOST_SERVERS))
    for server in config.nameservers:
        accepted.address("nameservers", server)
    _check_searches(config.searches)
    for name, _ in config.options:
        accepted.filled("options.name", name)


def _check_searches(searches: tuple[str, ...]) -> None:
    if len(searches) > _MOST_SEARCHES:
        raise EditRefused(say(_TOO_MANY, field="searches", most=_MOST_SEARCHES))
    if len(" ".join(searches)) > _LONGEST_SEARCHES:
        raise EditRefused(say(_TOO_LONG, longest=_LONGEST_SEARCHES))
    for search in searches:
        # A dot alone, a dot at the end and underscores are fine here.
        if search != "." and names.subdomain(search.removesuffix(".").replace("_", "x")) is not None:
            raise EditRefused(say(_SEARCH, name=names.shown(search)))


_SEARCH = gettext_noop(
    "The search domain “%(name)s” may hold only lower-case letters, digits, -, _ and ., "
    "with a letter, digit or _ on both sides of every dot."
)
_NO_SERVER = gettext_noop("With dnsPolicy: None the pod needs a name server of its own; add at least one.")
_TOO_MANY = gettext_noop("There may be %(most)d %(field)s at most; remove some.")
_TOO_LONG = gettext_noop("The search domains may have %(longest)d characters together; remove some.")
