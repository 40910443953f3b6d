"""What an API server says of itself and of us: its version, who we are to it, and what we may do there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

from pods.cluster.problems import ClusterProblem, Kind
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.severity import Severity

if TYPE_CHECKING:
    from pods.cluster.api import Api  # imported for real, it would bring the client along: half a second

Instead = TypeVar("Instead")
_REVIEWS = "/apis/authentication.k8s.io/v1/selfsubjectreviews"
_ACCESS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"
_RULES = "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews"
_AT_ONCE = 6  # questions on the way at the same time
_MOST_NAMESPACES = 500
_VERSION = re.compile(r"v?(\d+)\.(\d+)")
_SAID = (Kind.FORBIDDEN, Kind.NOT_FOUND, Kind.INVALID)  # an answer, if not the one that was hoped for


class May(StrEnum):
    """Whether something may be done."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"  # the API server would not say
    UNASKED = "unasked"


@dataclass(frozen=True, slots=True)
class Deed:
    """Something to be done to a resource, which may be one below another: `pods/log`."""

    group: str
    resource: str
    verb: str


VERBS = ("get", "create", "patch", "delete", "watch")
_APPLY = VERBS[:4]  # what server-side apply, its dry run, rolling back and deleting ask for
_ASKED: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("", "pods"): VERBS,
    ("apps", "deployments"): _APPLY,
    ("", "services"): _APPLY,
    ("", "configmaps"): _APPLY,
    ("", "secrets"): _APPLY,
    ("", "pods/log"): ("get",),
    ("", "events"): ("watch",),
}
DEEDS = tuple(Deed(*where, verb) for where, verbs in _ASKED.items() for verb in verbs)


@dataclass(frozen=True, slots=True)
class Who:
    """Who one is to the API server; `unknown` says why it does not tell."""

    name: str
    groups: tuple[str, ...] = ()
    unknown: Message | None = None

    @property
    def anonymous(self) -> bool:
        """Whether the API server takes one for nobody in particular: it was sent no credentials that it knows."""
        return self.name == "system:anonymous"


@dataclass(frozen=True, slots=True)
class Greeting:
    """The first words with an API server: its version, empty where it does not tell, and who one is."""

    version: str
    who: Who


@dataclass(frozen=True, slots=True)
class Row:
    """What may be done to one resource, verb by verb as in `VERBS`."""

    resource: str
    cells: tuple[May, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule that lets one do something in the namespace, as an RBAC role would have it."""

    verbs: tuple[str, ...]
    resources: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything one may do in a namespace; `incomplete` where not every authorizer can list its rules."""

    rules: tuple[Rule, ...]
    incomplete: bool


@dataclass(frozen=True, slots=True)
class Rights:
    """What one may do in a namespace. `exists` is None where one may not ask whether there is such a namespace."""

    namespace: str
    exists: bool | None
    may: Mapping[Deed, May]
    rules: Rules | None

    @property
    def rows(self) -> tuple[Row, ...]:
        """The answers as a table."""
        return tuple(_row(group, resource, self.may) for group, resource in _ASKED)

    @property
    def missing(self) -> tuple[str, ...]:
        """What one may not do and would need to, by resource: `secrets (create, patch)`."""
        denied = {row.resource: ", ".join(_denied(row)) for row in self.rows}
        return tuple(f"{resource} ({verbs})" for resource, verbs in denied.items() if verbs)

    @property
    def none(self) -> bool:
        """Whether one may do nothing at all of what was asked."""
        return set(self.may.values()) == {May.NO}


def _denied(row: Row) -> list[str]:
    return [verb for verb, may in zip(VERBS, row.cells, strict=True) if may is May.NO]


def greet(api: Api) -> Greeting:
    """Version and identity. Raises `ClusterProblem` where the cluster cannot be spoken to at all."""
    return Greeting(_version(api), _who(api))


def rights(api: Api, namespace: str) -> Rights:
    """What one may do in the namespace. Raises `ClusterProblem` where the cluster cannot be spoken to.

    The questions are put several at a time. The first that the network fails ends it; those on their way then end by
    themselves at their deadlines.
    """
    pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="rights")
    try:
        exists = pool.submit(_exists, api, namespace)
        rules = pool.submit(_rules, api, namespace)
        answers = dict(zip(DEEDS, pool.map(partial(may, api, namespace), DEEDS), strict=True))
        return Rights(namespace, exists.result(), answers, rules.result())
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def namespaces(api: Api) -> tuple[str, ...]:
    """The names of the namespaces, the first 500; none where they may not be listed. Raises `ClusterProblem`."""
    try:
        said = _mapping(api.get("/api/v1/namespaces", {"limit": _MOST_NAMESPACES}).body)
    except ClusterProblem as problem:
        return _only_said(problem, ())
    return tuple(str(_mapping(_mapping(item).get("metadata")).get("name")) for item in _list(said, "items"))


@dataclass(frozen=True, slots=True)
class Skew:
    """What the distance between a cluster's version and the one a design is meant for leads to."""

    severity: Severity
    message: Message


def skew(cluster: str, design: str) -> Skew | None:
    """What to know where a design is meant for another version than the cluster's (FACTS 0.6), if it is."""
    has, wants = minor(cluster), minor(design)
    if has is None or wants is None or has == wants:
        return None
    words = {"cluster": ".".join(map(str, has)), "design": ".".join(map(str, wants))}
    if has < wants:
        return Skew(Severity.WARNING, say(_OLDER, **words))
    return Skew(Severity.INFO, say(_NEWER, **words))


def minor(version: str) -> tuple[int, int] | None:
    """Major and minor of a version such as `v1.36.2-gke.1`."""
    found = _VERSION.match(version)
    return (int(found[1]), int(found[2])) if found else None


def _version(api: Api) -> str:
    try:
        said = api.get("/version").body
    except ClusterProblem as problem:
        return _only_said(problem, "")
    version = _mapping(said).get("gitVersion")
    if not isinstance(version, str) or minor(version) is None:
        raise ClusterProblem(Kind.GARBAGE, say(_NO_VERSION))
    return version[:80]


def _who(api: Api) -> Who:
    try:
        said = _review(api, _REVIEWS, "SelfSubjectReview")
    except ClusterProblem as problem:
        return _only_said(problem, Who("", unknown=say(_OLD if problem.status == 404 else _SILENT)))
    user = _mapping(said.get("userInfo"))
    return Who(str(user.get("username") or ""), tuple(map(str, _list(user, "groups"))))


def _exists(api: Api, namespace: str) -> bool | None:
    try:
        api.get(f"/api/v1/namespaces/{quote(namespace, safe='')}")
    except ClusterProblem as problem:
        return _only_said(problem, False if problem.kind is Kind.NOT_FOUND else None)
    return True


def may(api: Api, namespace: str, deed: Deed) -> May:
    """Whether one may do this there. Raises `ClusterProblem` where the cluster cannot be spoken to."""
    resource, _, below = deed.resource.partition("/")
    asked = {"group": deed.group, "resource": resource, "subresource": below, "verb": deed.verb}
    where = {
        "resourceAttributes": {"namespace": namespace} | {key: asked[key] for key in asked if asked[key]}
    }
    try:
        said = _review(api, _ACCESS, "SelfSubjectAccessReview", where)
    except ClusterProblem as problem:
        return _only_said(problem, May.UNKNOWN)
    return May.YES if said.get("allowed") is True else May.NO


def _rules(api: Api, namespace: str) -> Rules | None:
    try:
        said = _review(api, _RULES, "SelfSubjectRulesReview", {"namespace": namespace})
    except ClusterProblem as problem:
        return _only_said(problem, None)
    rules = tuple(_rule(_mapping(rule)) for rule in _list(said, "resourceRules"))
    return Rules(rules, said.get("incomplete") is True)


def _rule(said: Mapping[str, Any]) -> Rule:
    groups = [str(group) for group in _list(said, "apiGroups")]
    resources = [
        _qualified(str(name), group) for name in _list(said, "resources") for group in groups or [""]
    ]
    return Rule(
        tuple(map(str, _list(said, "verbs"))), tuple(resources), tuple(map(str, _list(said, "resourceNames")))
    )


def _qualified(resource: str, group: str) -> str:
    return resource if group in ("", resource) else f"{resource}.{group}"


def _row(group: str, resource: str, may: Mapping[Deed, May]) -> Row:
    cells = tuple(may.get(Deed(group, resource, verb), May.UNASKED) for verb in VERBS)
    return Row(_qualified(resource, group), cells)


def _review(api: Api, path: str, kind: str, spec: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
    """Ask something about oneself: an object that is answered at once and stored nowhere."""
    version = path.removeprefix("/apis/").rpartition("/")[0]
    body = {"apiVersion": version, "kind": kind} | ({"spec": spec} if spec else {})
    return _mapping(_mapping(api.post(path, body).body).get("status"))


def _only_said(problem: ClusterProblem, instead: Instead) -> Instead:
    """What to go on with where the API server answered no; what the network did goes up to the caller."""
    if problem.kind in _SAID:
        return instead
    raise problem


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(said: Mapping[str, Any], key: str) -> Sequence[Any]:
    value = said.get(key)
    return value if isinstance(value, list) else ()


_NO_VERSION = gettext_noop(
    "What answers there gives no version, as every API server does; check the address of the connection."
)
_OLD = gettext_noop("This cluster does not say who you are; clusters do so from 1.28 on.")
_SILENT = gettext_noop("This cluster does not say who you are to it.")
_OLDER = gettext_noop(
    "The cluster runs %(cluster)s and the design is meant for %(design)s: fields that came in between are refused "
    "or silently dropped. Set the design's version to %(cluster)s to see which."
)
_NEWER = gettext_noop(
    "The cluster runs %(cluster)s and the design is checked against %(design)s; set its version to %(cluster)s to "
    "have it checked by the rules of the cluster."
)
