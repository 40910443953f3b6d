"""Addresses inside texts: this pod's own localhost, and hosts elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Ports that a scheme, or a word in the name of a setting, stands for.
SCHEMES = {
    "http": 80, "https": 443, "ws": 80, "redis": 6379, "mysql": 3306, "mariadb": 3306, "postgres": 5432,
    "postgresql": 5432, "mongodb": 27017, "amqp": 5672, "nats": 4222, "memcached": 11211, "grpc": 443,
}  # fmt: skip
USUAL = {
    "mysql": 3306, "mariadb": 3306, "postgres": 5432, "postgresql": 5432, "pg": 5432, "redis": 6379,
    "mongo": 27017, "mongodb": 27017, "memcached": 11211, "memcache": 11211, "rabbitmq": 5672,
    "amqp": 5672, "statsd": 8125, "dogstatsd": 8125, "elasticsearch": 9200, "zookeeper": 2181,
    "kafka": 9092, "etcd": 2379, "consul": 8500, "vault": 8200, "nats": 4222, "clickhouse": 9000,
    "cassandra": 9042, "dd": 8126, "jaeger": 6831, "otel": 4317,
}  # fmt: skip
DATABASES = frozenset({3306, 5432, 1433, 27017, 1521})

LOOPBACK = re.compile(
    r"localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[?::1\]?|\[?0:0:0:0:0:0:0:1\]?", re.IGNORECASE
)
_LOCAL = re.compile(
    r"(?<![\w.-])(?P<host>localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])(?:[:#](?P<port>\d{1,5}))?(?![\w.-]|:\d)",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"([a-z]+)(?:\+[a-z0-9]+)?\Z", re.IGNORECASE)
_LONGEST_USER = 240
_REMOTE = re.compile(
    r"(?<![\w.$%/-])(?P<host>(?:\d{1,3}\.){3}\d{1,3}|[a-z][a-z0-9-]{0,62}(?:\.[a-z0-9-]{1,63}){0,8})"
    r":(?P<port>\d{2,5})(?![\w.])",
    re.IGNORECASE,
)
_URL = re.compile(
    r"(?P<scheme>[a-z][a-z0-9+]{1,20})://(?:[^\s/@]{1,100}@)?(?P<host>[\w.-]{1,253})(?::(?P<port>\d{1,5}))?"
)
# Google's names for a database: project:region:instance, and the long form of AlloyDB.
_INSTANCE = re.compile(
    r"(?<![\w:/.])(?:[a-z0-9.-]{2,60}:)?[a-z][a-z0-9-]{1,60}:[a-z]+-[a-z]+\d{1,2}:[\w-]{1,100}"
)
_ALLOYDB = re.compile(
    r"projects/[\w-]{1,60}/locations/[\w-]{1,60}/clusters/[\w-]{1,60}/instances/[\w-]{1,60}"
)
_NOBODY = frozenset({"0.0.0.0", "localhost", "tcp", "udp", "http", "https", "unix", "file", "tcp4", "tcp6"})  # noqa: S104 - compared with, never bound


@dataclass(frozen=True, slots=True)
class Local:
    """localhost in a text. `port` is None when neither said nor told by a scheme."""

    host: str
    port: int | None
    text: str


def mentions_localhost(text: str) -> bool:
    """A cheap first look."""
    return "localhost" in text or "127." in text or "::1" in text or "LOCALHOST" in text


def locals_in(text: str) -> Iterator[Local]:
    """Every place of a text that names localhost, with its port."""
    if not mentions_localhost(text):
        return
    for match in _LOCAL.finditer(text):
        yield Local(match["host"], _port(match["port"]) or _by_scheme(text, match.start()), match[0])


def remotes_in(text: str) -> Iterator[str]:
    """Addresses of other hosts: `db.example.com:5432`, a URL's host, a Cloud SQL or AlloyDB instance."""
    instance = _INSTANCE.search(text) or _ALLOYDB.search(text)
    if instance:
        yield instance[0]
        return
    if "://" in text:
        yield from (_host_port(m) for m in _URL.finditer(text) if _is_elsewhere(m["host"]))
    elif ":" in text:
        yield from (m[0] for m in _REMOTE.finditer(text) if _is_elsewhere(m["host"]) and _port(m["port"]))


def is_loopback(host: str) -> bool:
    """True for `localhost`, any 127.x.x.x and ::1."""
    return LOOPBACK.fullmatch(host) is not None


def _is_elsewhere(host: str) -> bool:
    return host.lower() not in _NOBODY and not is_loopback(host)


def _host_port(match: re.Match[str]) -> str:
    return f"{match['host']}:{match['port']}" if match["port"] else match["host"]


def _by_scheme(text: str, start: int) -> int | None:
    """The usual port of the scheme in front: `redis://user:secret@` before the host."""
    front, found, user = text[max(0, start - _LONGEST_USER) : start].rpartition("://")
    scheme = _SCHEME.search(front[-20:]) if found and "/" not in user and " " not in user else None
    return SCHEMES.get(scheme[1].lower()) if scheme else None


def _port(text: str | None) -> int | None:
    number = int(text) if text else 0
    return number if 0 < number < 65536 else None
