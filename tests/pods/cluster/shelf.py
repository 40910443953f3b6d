"""A small API server that keeps what it is given: server-side apply with dry runs, conflicts and immutable fields.

It says what a real 1.36 was recorded to say (shared/truth/exchanges.json) and is checked against a real one by the
tests that run against both. What it cannot do is default, admit or control anything.
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

from pods.cluster.access import Access
from pods.cluster.api import Api
from pods.cluster.transport import of_access
from tests.pods.cluster.recorded import Cluster, Respond, answer, cluster, status

CORE = {
    "pods": "Pod", "services": "Service", "configmaps": "ConfigMap", "secrets": "Secret",
    "serviceaccounts": "ServiceAccount",
}  # fmt: skip
SERVED: Mapping[str, Mapping[str, Any]] = {
    "/api/v1": {"namespaces": ("Namespace", False)} | {name: (kind, True) for name, kind in CORE.items()},
    "/apis/apps/v1": {"deployments": ("Deployment", True)},
}


class Shelf(Cluster):
    """The server's memory: objects by path, who manages `spec.replicas`, and what is to go wrong where."""

    def __init__(self) -> None:
        super().__init__()
        self.objects: dict[str, dict[str, Any]] = {}
        self.refusals: dict[tuple[str, str, bool], list[Respond]] = {}
        self.owners: dict[str, str] = {}
        self.numbers = itertools.count(1)

    @property
    def api(self) -> Api:
        """A client of it that does not wait long."""
        return Api(of_access(Access(self.url)), connect=0.5, answer=1.0)

    def refuse(self, method: str, path: str, *how: Respond, dry: bool = False) -> None:
        """Answer the next such requests in these ways; `dry` ones or those that count."""
        self.refusals.setdefault((method, path, dry), []).extend(how)

    def put(self, path: str, body: dict[str, Any], manager: str = "ops") -> None:
        """Somebody else sets the fields of this object."""
        self._store(path, body, manager, force=True, dry=False)

    def respond(self, method: str, path: str, body: Any) -> Respond:
        """How this request is answered."""
        parts = urlsplit(path)
        query = parse_qs(parts.query)
        waiting = self.refusals.get((method, parts.path, "dryRun" in query))
        if waiting:
            return waiting.pop(0)
        if self.faults or parts.path in SERVED:
            return self.faults.pop(0) if self.faults else answer(200, _served(parts.path))
        if method == "PATCH" and "fieldManager" in query:
            return self._apply(parts.path, body, query)
        return self._plain(method, parts.path, body)

    def _plain(self, method: str, path: str, body: Any) -> Respond:
        live = self.objects.get(path)
        if live is None:
            return answer(404, status(404, "NotFound", f'"{path.rpartition("/")[2]}" not found'))
        if method == "DELETE":
            for under in [each for each in self.objects if each == path or each.startswith(f"{path}/")]:
                del self.objects[under]
                self.owners.pop(under, None)
        elif method == "PUT":
            self.objects[path] = body | {"metadata": body["metadata"] | {"generation": self._next(live)}}
        elif method == "PATCH":
            live["metadata"].update(body["metadata"])
            self.owners[path] = _who_scales(live)
        return answer(200, live)

    def _next(self, live: Mapping[str, Any]) -> int:
        return int(live["metadata"]["generation"]) + 1

    def _apply(self, path: str, body: Any, query: Mapping[str, list[str]]) -> Respond:
        _, _, inside = path.partition("/namespaces/")
        namespace, more, _ = inside.partition("/")
        if more and f"/api/v1/namespaces/{namespace}" not in self.objects:
            return answer(404, status(404, "NotFound", f'namespaces "{namespace}" not found'))
        return self._store(
            path, body, query["fieldManager"][0], force="force" in query, dry="dryRun" in query
        )

    def _store(self, path: str, body: dict[str, Any], manager: str, *, force: bool, dry: bool) -> Respond:
        live = self.objects.get(path)
        refused = None if live is None else self._refused(live, body, self._owner(path, manager, force))
        if refused is not None:
            return answer(refused["code"], refused)
        after = self._after(live, body, manager)
        if not dry:
            self.objects[path] = after
            if "replicas" in (body.get("spec") or {}):
                self.owners[path] = manager
        return answer(200 if live else 201, after)

    def _owner(self, path: str, manager: str, force: bool) -> str | None:
        """Who else manages `spec.replicas` there, where that matters."""
        owner = self.owners.get(path)
        return None if force or owner == manager else owner

    def _refused(self, live: Mapping[str, Any], body: Any, owner: str | None) -> dict[str, Any] | None:
        name, wanted, there = body["metadata"]["name"], body.get("spec") or {}, live.get("spec") or {}
        if owner and wanted.get("replicas", there.get("replicas")) != there.get("replicas"):
            return _conflict(owner)
        if live["kind"] == "Deployment" and wanted.get("selector", there.get("selector")) != there.get(
            "selector"
        ):
            return _invalid(live["kind"], name, "spec.selector", "Invalid value: {…}: field is immutable")
        return None

    def _after(self, live: Mapping[str, Any] | None, body: dict[str, Any], manager: str) -> dict[str, Any]:
        number = next(self.numbers)
        after = _merged(live or {}, body)
        metadata: dict[str, Any] = {"uid": f"uid-{number}", "generation": 0} | dict(
            (live or {}).get("metadata") or {}
        )
        after["metadata"] = metadata | after["metadata"]
        if live is None or _without(after) != _without(live):
            after["metadata"] |= {"resourceVersion": str(number), "generation": metadata["generation"] + 1}
        managers = {entry["manager"]: entry for entry in metadata.get("managedFields") or ()}
        whole: dict[str, Any] = {
            f"f:{key}": {} for key in body if key not in ("apiVersion", "kind", "metadata")
        }
        tree = {"f:spec": {"f:replicas": {}}} if manager == "ops" else whole
        if "replicas" in (body.get("spec") or {}):
            managers.pop("ops", None)
        managers[manager] = {"manager": manager, "operation": "Apply", "fieldsV1": tree}
        after["metadata"]["managedFields"] = list(managers.values())
        return after


def _who_scales(live: Mapping[str, Any]) -> str:
    names = [entry["manager"] for entry in live["metadata"].get("managedFields") or ()]
    return "ops" if "ops" in names else "podwright"


def _served(path: str) -> dict[str, Any]:
    found = [
        {"name": name, "kind": kind, "namespaced": inside, "verbs": ["get", "patch"]}
        for name, (kind, inside) in SERVED[path].items()
    ]
    return {"kind": "APIResourceList", "resources": found}


def _merged(live: Mapping[str, Any], body: Mapping[str, Any]) -> dict[str, Any]:
    """Maps go into each other, everything else replaces what was there."""
    merged = copy.deepcopy(dict(live))
    for key, value in body.items():
        there = merged.get(key)
        merged[key] = _merged(there, value) if isinstance(there, dict) and isinstance(value, dict) else value
    return merged


def _without(thing: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in thing.items() if key != "metadata"}


def _conflict(owner: str) -> dict[str, Any]:
    cause = {
        "reason": "FieldManagerConflict",
        "message": f'conflict with "{owner}"',
        "field": ".spec.replicas",
    }
    words = f'Apply failed with 1 conflict: conflict with "{owner}": .spec.replicas'
    return status(409, "Conflict", words, details={"causes": [cause]})


def _invalid(kind: str, name: str, field: str, words: str) -> dict[str, Any]:
    cause = {"reason": "FieldValueInvalid", "message": words, "field": field}
    details = {"name": name, "kind": kind, "causes": [cause]}
    return status(422, "Invalid", f'{kind} "{name}" is invalid: {field}: {words}', details=details)


def invalid(kind: str, name: str, field: str, words: str) -> Respond:
    """The refusal of one field."""
    return answer(422, _invalid(kind, name, field, words))


@contextmanager
def shelf(*namespaces: str) -> Iterator[Shelf]:
    """A running server with these namespaces."""
    memory = Shelf()
    with cluster(memory=memory) as running:
        assert running is memory
        for name in namespaces:
            body = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}}
            memory.put(f"/api/v1/namespaces/{name}", body)
        yield memory
