"""The JSON of `python -m pods inspect`: an analysis as plain data, in the words outside tools rely on (CONTRACT.md)."""

from __future__ import annotations

from typing import Any

from pods.domain import reach
from pods.domain.analysis import Analysis
from pods.domain.facts import PodFacts
from pods.domain.findings import Finding
from pods.domain.manifest.manifest import Document, Problem
from pods.domain.namespaces import Group
from pods.domain.roles import Assignment
from pods.domain.volumes import VolumeUse


def of_file(name: str, analysis: Analysis) -> dict[str, Any]:
    """One entry of `files`. With `error` set the other lists are empty."""
    error = analysis.manifest.error
    usable = error is None
    return {
        "file": name,
        "error": None if error is None else error_line(error),
        "documents": [_document(d) for d in analysis.manifest.documents],
        "pods": [_pod(facts) for facts in analysis.pods],
        "findings": [finding(f) for f in analysis.findings] if usable else [],
    }


def error_line(error: Problem) -> str:
    """`LINE:COLUMN: what is wrong, and how to mend it`."""
    return f"{error.position.line}:{error.position.column}: {error.message} {error.help}"


def finding(found: Finding) -> dict[str, Any]:
    """A finding as plain data."""
    return {
        "rule": found.rule,
        "severity": found.severity.value,
        "document": found.document,
        "path": found.path,
        "line": found.position.line,
        "column": found.position.column,
        "message": str(found.message),
        "help": str(found.help),
        "fixable": found.fixable,
        "rejected_by_api": found.rejected_by_api,
    }


def _document(document: Document) -> dict[str, Any]:
    return {
        "index": document.index,
        "line": document.line,
        "apiVersion": document.api_version,
        "kind": document.kind,
        "name": document.name,
        "namespace": document.namespace,
    }


def _pod(facts: PodFacts) -> dict[str, Any]:
    pod = facts.pod
    item = {} if pod.item is None else {"item": pod.item}
    return {
        "document": pod.document,
        **item,
        "template": pod.template,
        "name": pod.name or None,
        "containers": [_container(assignment) for assignment in facts.roles],
        "namespaces": {space.value: [_group(g) for g in groups] for space, groups in facts.sharing.items()},
        "volumes": [_volume(use) for use in facts.volumes],
        "resources": {
            "requests": dict(facts.resources.requests),
            "limits": dict(facts.resources.limits),
            "qos": facts.resources.qos.value,
        },
        "reach": [_reach(r) for r in reach.reach(facts.pod, facts.sharing, facts.volumes, facts.network)],
    }


def _container(assignment: Assignment) -> dict[str, Any]:
    container = assignment.container
    return {
        "name": container.name,
        "kind": container.kind.value,
        "role": assignment.role.value,
        "because": str(assignment.because),
        "image": container.image or None,
        "line": container.line,
        "ports": [{"name": p.name, "port": p.number, "protocol": p.protocol} for p in container.ports],
    }


def _group(group: Group) -> dict[str, Any]:
    return {"scope": group.scope.value, "containers": [c.name for c in group.containers]}


def _volume(use: VolumeUse) -> dict[str, Any]:
    return {
        "name": use.volume.name,
        "source": use.volume.source,
        "lifetime": use.lifetime.value,
        "mounts": [
            {
                "container": u.container.name,
                "path": u.mount.mount_path,
                "subPath": u.mount.sub_path,
                "readOnly": u.read_only,
            }
            for u in use.uses
        ],
    }


def _reach(r: reach.Reach) -> dict[str, Any]:
    return {
        "from": r.origin.name,
        "to": r.target.name,
        "localhost": list(r.localhost),
        "processes": r.processes,
        "ipc": r.ipc,
        "volumes": [{"volume": v.volume, "here": v.here, "there": v.there} for v in r.volumes],
    }
