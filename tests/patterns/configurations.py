"""The files that an entry's ConfigMaps hold, with usual and with unusual values, and how each format is read."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
import tomllib
from collections.abc import Callable, Mapping
from configparser import ConfigParser
from fnmatch import fnmatch
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import yaml

from patterns.catalogue import rendering, shipped, values
from patterns.catalogue.model import Parameter, Type, Value

# Legal values that look as unlike a plain word as their type allows.
_ODD: Mapping[Type, Value] = {
    Type.TEXT: 'it\'s "odd": {a} #b',
    Type.WORD: "0.b_c-9",
    Type.NAME: "0-x",
    Type.SUBDOMAIN: "0.b-c",
    Type.PATH: "/srv/log@2/a+b",
    Type.GLOB: "*?.l*g",
    Type.HOST: "10.0.0.1",
    Type.ADDRESS: "0.example:1",
    Type.URL: "https://0.example:8443/a%20b/@c?d=e",
    Type.QUANTITY: "1",
    Type.DURATION: "1h30m",
    Type.IMAGE: f"registry.example:5000/a/b@sha256:{'0' * 64}",
}


def odd(id: str) -> dict[str, Value]:
    """A value for every parameter of an entry, each legal and unlike its default."""
    found = shipped.pattern(id)
    assert found
    return {parameter.name: _odd(parameter, n) for n, parameter in enumerate(found.parameters)}


def _odd(parameter: Parameter, place: int) -> Value:
    if parameter.type is Type.BOOLEAN:
        return not parameter.default
    if parameter.type is Type.PORT:
        return 65535 - place
    if parameter.type is Type.INTEGER:
        return parameter.minimum if parameter.minimum is not None else 0
    if parameter.type is Type.CHOICE:
        return parameter.choices[-1].value
    return _ODD[parameter.type]


def variants(id: str) -> tuple[str, ...]:
    """The ids of an entry's variants."""
    found = shipped.pattern(id)
    assert found
    return tuple(variant.id for variant in found.variants)


def fragment(id: str, variant: str, given: Mapping[str, object] | None = None) -> rendering.Fragment:
    """What a variant of an entry adds, around a main container `app` of a workload `web`."""
    found = shipped.pattern(id)
    assert found
    of = found.variant(variant)
    assert of
    ready = rendering.Ready("web", "app", "helper")
    return rendering.fragment(found, of, values.settle(found, given or {}), ready)


def files(id: str, variant: str, given: Mapping[str, object] | None = None) -> dict[str, str]:
    """File name to text, for every file of every ConfigMap that a variant adds."""
    maps = (each for each in fragment(id, variant, given).objects if each["kind"] == "ConfigMap")
    return {name: text for each in maps for name, text in (each.get("data") or {}).items()}


def reader(name: str) -> Callable[[str], object] | None:
    """What reads a file of that name and raises, or fails, if it cannot; None where no parser is at hand."""
    return next((read for pattern, read in _READERS if fnmatch(name, pattern)), None)


def _mapping(text: str) -> object:
    read = yaml.load(text, Loader=yaml.CSafeLoader)
    assert isinstance(read, dict)
    return read


@cache
def _envoy() -> tuple[Any, Any]:
    """Envoy's own messages: they know every field there is, and its type."""
    for extension in (
        "access_loggers.stream.v3.stream_pb2",
        "filters.http.fault.v3.fault_pb2",
        "filters.http.grpc_json_transcoder.v3.transcoder_pb2",
        "filters.http.local_ratelimit.v3.local_rate_limit_pb2",
        "filters.http.lua.v3.lua_pb2",
        "filters.http.router.v3.router_pb2",
        "filters.network.http_connection_manager.v3.http_connection_manager_pb2",
        "filters.network.redis_proxy.v3.redis_proxy_pb2",
        "filters.network.tcp_proxy.v3.tcp_proxy_pb2",
        "transport_sockets.tls.v3.tls_pb2",
        "upstreams.http.v3.http_protocol_options_pb2",
    ):
        import_module(f"envoy.extensions.{extension}")
    import_module("envoy.extensions.clusters.redis.v3.redis_cluster_pb2")
    return import_module("google.protobuf.json_format"), import_module(
        "envoy.config.bootstrap.v3.bootstrap_pb2"
    )


def _bootstrap(text: str) -> object:
    json_format, bootstrap = _envoy()
    return json_format.ParseDict(_mapping(text), bootstrap.Bootstrap())


def _nginx(text: str) -> object:
    crossplane: Any = import_module("crossplane")
    with tempfile.TemporaryDirectory() as directory:
        file = Path(directory) / "nginx.conf"
        file.write_text(text, encoding="utf-8")
        whole = "events {" in text
        read = crossplane.parse(str(file), single=True, check_ctx=whole)
    assert read["status"] == "ok", read["errors"]
    return read


def _fluentd(text: str) -> object:
    """Sections that open and close in order; everything else is `name value`."""
    opened: list[str] = []
    for line in (line.strip() for line in text.splitlines()):
        section = re.fullmatch(r"<(/?)([a-z_]+)(?: [^<>]+)?>", line)
        if section is None:
            assert not line or line[0] == "#" or re.fullmatch(r"@?[a-z0-9_]+(?: .+)?", line), line
        elif section[1]:
            assert opened.pop() == section[2]
        else:
            opened.append(section[2])
    assert not opened
    return text


def _haproxy(text: str) -> object:
    """Only the program itself reads this format, so it is asked where the machine has it."""
    if shutil.which("haproxy"):
        with tempfile.NamedTemporaryFile("w", suffix=".cfg") as file:
            file.write(text)
            file.flush()
            subprocess.run(["haproxy", "-c", "-q", "-f", file.name], check=True)
    return text


def _ini(text: str) -> object:
    parser = ConfigParser(interpolation=None)
    parser.read_string(text)
    return parser


def _hcl(text: str) -> object:
    read = import_module("hcl2").loads(text)
    assert isinstance(read, dict)
    return read


def _shell(text: str) -> object:
    return subprocess.run(["sh", "-n"], input=text, text=True, check=True)


_READERS: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("envoy*.y*ml", _bootstrap),
    ("*.y*ml", _mapping),
    ("*.json", json.loads),
    ("*.py", lambda text: compile(text, "script", "exec")),
    ("*.sh", _shell),
    ("*.toml", tomllib.loads),
    ("telegraf.conf", tomllib.loads),
    ("nginx*.conf", _nginx),
    ("stub-status.conf", _nginx),
    ("fluent.conf", _fluentd),
    ("haproxy.cfg", _haproxy),
    ("*.ini", _ini),
    ("*-api.conf", _ini),  # stunnel's
    ("*.hcl", _hcl),
)
