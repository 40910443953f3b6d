"""What Kubernetes takes for a name: of objects, containers, ports, labels (FACTS G.1).

Each function gives what is wrong with a name, or None. All take time linear in the length of the name.
"""

from __future__ import annotations

import re

from pods.domain.messages import Message, gettext_noop, say

_LABEL = re.compile(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?")
_LABEL_1035 = re.compile(r"[a-z]([-a-z0-9]*[a-z0-9])?")
_PORT = re.compile(r"[-a-z0-9]+")
_WORD = re.compile(r"[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?")
_CONFIG_KEY = re.compile(r"[-._a-zA-Z0-9]+")
_OLD_ENV = re.compile(r"[-._a-zA-Z][-._a-zA-Z0-9]*")
_NEW_ENV = re.compile(r"[ -<>-~]+")
_SHOWN = 60
_SUBDOMAINS = frozenset(
    [
        "Pod",
        "PodTemplate",
        "Deployment",
        "ReplicaSet",
        "DaemonSet",
        "ReplicationController",
        "StatefulSet",
        "ConfigMap",
        "Secret",
        "PersistentVolumeClaim",
        "PersistentVolume",
        "ServiceAccount",
        "Ingress",
        "NetworkPolicy",
        "HorizontalPodAutoscaler",
    ]
)
_LONGEST = {"CronJob": 52, "Job": 63}  # the name of a Job becomes a label of its pods


def label(name: str) -> Message | None:
    """A DNS label (RFC 1123): containers, volumes, namespaces."""
    return _fits(name, 63, _LABEL, _LABEL_RULE)


def label_1035(name: str) -> Message | None:
    """A DNS label that starts with a letter (RFC 1035): Services until 1.35."""
    return _fits(name, 63, _LABEL_1035, _LABEL_1035_RULE)


def subdomain(name: str, longest: int = 253) -> Message | None:
    """DNS labels joined by dots (RFC 1123): pods and most other objects."""
    if len(name) <= longest and all(_LABEL.fullmatch(part) for part in name.split(".")):
        return None
    return _fits(name, longest, None, _SUBDOMAIN_RULE)


def port(name: str) -> Message | None:
    """A port's name (RFC 6335)."""
    if len(name) <= 15 and not _PORT.fullmatch(name):
        return say(_PORT_RULE, name=shown(name))
    if not any(c.isalpha() for c in name):
        return say(_PORT_LETTER, name=shown(name))
    if "--" in name or name[0] == "-" or name[-1] == "-":
        return say(_PORT_HYPHENS, name=shown(name))
    return _too_long(name, 15)


def qualified(name: str) -> Message | None:
    """A key of labels or annotations: `name` or `prefix.example/name`."""
    prefix, slash, rest = name.rpartition("/")
    if slash and ("/" in prefix or not prefix or subdomain(prefix) is not None):
        return say(_PREFIX_RULE, name=shown(name))
    return _fits(rest, 63, _WORD, _KEY_RULE)


def label_value(value: str) -> Message | None:
    """A label's value; it may be empty."""
    return _fits(value, 63, _WORD, _VALUE_RULE) if value else None


def config_key(key: str) -> Message | None:
    """A key of a ConfigMap or Secret, which becomes a file name."""
    if key in (".", "..") or key.startswith(".."):
        return say(_DOTS, name=shown(key))
    return _fits(key, 253, _CONFIG_KEY, _CONFIG_KEY_RULE)


def variable(name: str, minor: int) -> Message | None:
    """The name of an environment variable; nearly anything printable since 1.32 (FACTS G.1, 33)."""
    if minor >= 32:
        return None if _NEW_ENV.fullmatch(name) else say(_NEW_ENV_RULE, name=shown(name))
    fits = _OLD_ENV.fullmatch(name) is not None and not name.startswith("..")
    return None if fits else say(_OLD_ENV_RULE, name=shown(name))


def of_object(kind: str, name: str, minor: int) -> Message | None:
    """The name of an object of a kind in Kubernetes 1.minor; kinds that are not known here take any (FACTS G.1, 51)."""
    if kind == "Namespace" or (kind == "StatefulSet" and minor >= 27):
        return label(name)
    if kind == "Service":
        # RelaxedServiceNameValidation, on from 1.36 (FACTS 0.4)
        return label(name) if minor >= 36 else label_1035(name)
    if kind in _LONGEST:
        return subdomain(name, _LONGEST[kind])
    return subdomain(name) if kind in _SUBDOMAINS else None


def shown(name: str) -> str:
    """A name cut to what a sentence can hold."""
    return name if len(name) <= _SHOWN else f"{name[: _SHOWN - 1]}…"


def _fits(name: str, longest: int, pattern: re.Pattern[str] | None, template: str) -> Message | None:
    too_long = _too_long(name, longest)
    if too_long is not None:
        return too_long
    return None if pattern is not None and pattern.fullmatch(name) else say(template, name=shown(name))


def _too_long(name: str, longest: int) -> Message | None:
    size = len(name.encode("utf-8", "surrogatepass"))
    return say(_TOO_LONG, name=shown(name), size=size, longest=longest) if size > longest else None


_TOO_LONG = gettext_noop("The name “%(name)s” has %(size)d characters; %(longest)d is the most.")
_LABEL_RULE = gettext_noop(
    "The name “%(name)s” may hold only lower-case letters, digits and -, not begin and not end with -."
)
_LABEL_1035_RULE = gettext_noop(
    "The name “%(name)s” may hold only lower-case letters, digits and -, begin with a letter, not end with -."
)
_SUBDOMAIN_RULE = gettext_noop(
    "The name “%(name)s” may hold only lower-case letters, digits, - and ., with a letter or digit on both "
    "sides of every dot and at both ends."
)
_PORT_RULE = gettext_noop("The port name “%(name)s” may hold only lower-case letters, digits and -.")
_PORT_LETTER = gettext_noop("The port name “%(name)s” needs at least one letter.")
_PORT_HYPHENS = gettext_noop("The port name “%(name)s” may not begin or end with -, nor hold -- anywhere.")
_PREFIX_RULE = gettext_noop(
    "What stands before the / in “%(name)s” must be a DNS name, and there may be one / only."
)
_KEY_RULE = gettext_noop(
    "The key “%(name)s” may hold only letters, digits, -, _ and ., and these last not at its ends."
)
_VALUE_RULE = gettext_noop(
    "The value “%(name)s” may hold only letters, digits, -, _ and ., and these last not at its ends."
)
_CONFIG_KEY_RULE = gettext_noop("The key “%(name)s” may hold only letters, digits, -, _ and .")
_DOTS = gettext_noop("The key “%(name)s” would leave the folder it is mounted in.")
_NEW_ENV_RULE = gettext_noop(
    "The variable name “%(name)s” may hold only printable ASCII characters other than =."
)
_OLD_ENV_RULE = gettext_noop(
    "The variable name “%(name)s” may hold only letters, digits, _, - and ., and must not begin with a digit."
)
