"""How one reaches an API server, and as whom. Holds credentials: it is never shown, logged or put into an error."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from pods.domain.messages import Message, gettext_noop, say

LONGEST_SERVER = 500  # characters of an address


class AccessRefused(Exception):
    """A way to a cluster that Podwright does not go, with the reason."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who one is to the API server. PEM texts and the token are secrets, so that no representation shows them."""

    token: str = field(default="", repr=False)
    username: str = ""
    password: str = field(default="", repr=False)
    certificate: str = field(default="", repr=False)
    key: str = field(default="", repr=False)
    # Impersonate-User, -Group, … : leaving these out would give more rights than the kubeconfig means to.
    impersonate: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Access:
    """One API server and who one is there."""

    server: str
    credentials: Credentials = field(default_factory=Credentials)
    authority: str = field(
        default="", repr=False
    )  # PEM of the certificates to trust; empty: those of this machine
    server_name: str = ""  # the name its certificate stands for, where that is not the host
    verify: bool = True
    proxy: str = ""

    def plain(self) -> dict[str, Any]:
        """As plain values, to be sealed and stored."""
        who = self.credentials
        return {
            "server": self.server,
            "authority": self.authority,
            "server_name": self.server_name,
            "verify": self.verify,
            "proxy": self.proxy,
            "token": who.token,
            "username": who.username,
            "password": who.password,
            "certificate": who.certificate,
            "key": who.key,
            "impersonate": {name: list(values) for name, values in who.impersonate.items()},
        }

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Access:
        """The reverse of `plain`."""
        mine = {key: plain[key] for key in ("server", "authority", "server_name", "verify", "proxy")}
        whose = {key: plain[key] for key in plain if key not in mine}
        return cls(credentials=Credentials(**whose), **mine)


@dataclass(frozen=True, slots=True)
class Reachable:
    """Which API servers may be reached at all.

    `hosts` are host names, `.suffixes` of names, or addresses; none means any. `plain_http` allows http, which
    `kubectl proxy` speaks, to this machine only.
    """

    hosts: tuple[str, ...] = ()
    plain_http: bool = False
    proxies: bool = False

    def check(self, access: Access) -> None:
        """Raise `AccessRefused` where the server may not be reached."""
        host = self._address(access.server)
        if self.hosts and not any(_matches(host, allowed) for allowed in self.hosts):
            raise AccessRefused(say(_HOST, host=host, allowed=", ".join(self.hosts)))
        if access.proxy and not self.proxies:
            raise AccessRefused(say(_PROXY))

    def _address(self, server: str) -> str:
        try:
            parts = urlsplit(server)
            host, _ = (parts.hostname or "").lower(), parts.port
        except ValueError:
            raise AccessRefused(say(_ADDRESS, server=_shown(server))) from None
        odd = parts.username is not None or parts.query or len(server) > LONGEST_SERVER
        if parts.scheme not in ("https", "http") or not host or odd:
            raise AccessRefused(say(_ADDRESS, server=_shown(server)))
        if parts.scheme == "http" and not (self.plain_http and _here(host)):
            raise AccessRefused(say(_PLAIN, server=_shown(server)))
        return host


def _shown(server: str) -> str:
    """An address for an error: without what may be a password before the host."""
    return server.rsplit("@", 1)[-1][:200]


def _here(host: str) -> bool:
    address = _ip(host)
    return host == "localhost" or (address is not None and address.is_loopback)


def _matches(host: str, allowed: str) -> bool:
    """Whether a host is the allowed one, or below the allowed suffix. An address is below nothing."""
    address = _ip(host)
    if address is not None:
        return address == _ip(allowed.strip("[]"))
    allowed = allowed.lower()
    return host.endswith(allowed) if allowed.startswith(".") else host == allowed


def _ip(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


_ADDRESS = gettext_noop("“%(server)s” is no address of an API server; it looks like https://host:6443.")
_PLAIN = gettext_noop(
    "“%(server)s” would be reached without encryption; credentials are sent over https only."
)
_HOST = gettext_noop("Clusters at %(host)s may not be reached from here; allowed are: %(allowed)s.")
_PROXY = gettext_noop(
    "This kubeconfig asks for a proxy (proxy-url), which is not used here; reach the server directly."
)
