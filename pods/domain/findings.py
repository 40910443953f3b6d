"""The vocabulary of rules: what a rule is given, what it says, and what becomes of it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pods.domain.facts import PodFacts
from pods.domain.manifest.manifest import Manifest, Position, trace
from pods.domain.manifest.nodes import Scalar, content
from pods.domain.manifest.pods import is_built_in
from pods.domain.manifest.views import Object, Pod
from pods.domain.messages import Message
from pods.domain.schema import guesses
from pods.domain.schema.check import Departure, departures
from pods.domain.schema.kinds import Kind, Schema, schema
from pods.domain.severity import Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a rule found, where, and what to do about it."""

    rule: str
    severity: Severity
    document: int
    path: str
    position: Position
    message: Message
    help: Message
    fixable: bool = False
    rejected_by_api: bool = False


@dataclass(frozen=True, slots=True)
class Flaw:
    """What a rule says is wrong at a path of a document. Without a severity it has that of its rule.

    It is shown at the field, from its key on, or with `at_value` where the value starts.
    """

    document: int
    path: str
    message: Message
    help: Message
    rejected_by_api: bool = False
    severity: Severity | None = None
    fixable: bool = False
    at_value: bool = False


@dataclass(frozen=True)
class Context:
    """What a rule may look at: the manifest, the facts of each pod in it, and the version of Kubernetes."""

    manifest: Manifest
    facts: tuple[PodFacts, ...]
    kubernetes: str

    @cached_property
    def minor(self) -> int:
        """The version's minor number: 36 for 1.36."""
        return int(self.kubernetes.split(".")[1])

    @cached_property
    def schema(self) -> Schema:
        """The kinds and fields that the version knows."""
        return schema(self.minor)

    @cached_property
    def pods(self) -> tuple[Pod, ...]:
        """The pods of Kubernetes' own kinds. What is inside custom resources has rules we do not know."""
        judged = {(o.document, o.path) for o in self.manifest.objects if is_built_in(o)}
        prefixes = [
            (pod, pod.path[: len(pod.path) - len(_inside(pod))].rstrip(".")) for pod in self.manifest.pods
        ]
        return tuple(pod for pod, prefix in prefixes if (pod.document, prefix) in judged)

    @cached_property
    def known(self) -> tuple[tuple[Object, Kind], ...]:
        """The objects of the kinds that the version serves, with those whose kind is meant beyond doubt."""
        found = (
            (o, self.schema.kind(o.api_version, o.kind) or self._meant(o)) for o in self.manifest.objects
        )
        return tuple((o, kind) for o, kind in found if kind is not None)

    def _meant(self, found: Object) -> Kind | None:
        if found.api_version and isinstance(found.raw.get("apiVersion"), str) and found.kind[:1].isupper():
            return None
        meant = guesses.kind(self.schema, found.api_version, found.kind)
        return meant if meant is not None and meant.kind.lower() == found.kind.lower() else None

    @cached_property
    def departures(self) -> Sequence[tuple[Object, Departure]]:
        """Where the objects depart from the schema of their kind."""
        return [
            (o, departure)
            for o, kind in self.known
            for departure in departures(o.raw, kind.definition, self.schema, o.path)
        ]

    def value(self, document: int, path: str) -> Any:
        """The plain value at a path of a document; None where there is none."""
        return self.manifest.value(document, path)

    def written(self, document: int, path: str) -> str | None:
        """The content of a plain (unquoted) scalar as it stands in the text; None for anything else."""
        root = self.manifest.documents[document].root
        if root is None:
            return None
        node = content(trace(root, path)[1])
        return node.text if isinstance(node, Scalar) and node.plain else None

    def position(self, flaw: Flaw) -> Position:
        """Where a flaw stands in the text."""
        root = self.manifest.documents[flaw.document].root
        if root is None or not flaw.at_value:
            return self.manifest.locate(flaw.document, flaw.path)
        node = trace(root, flaw.path)[1]
        return self.manifest.lines.position(node.start, max(node.start, node.end))


def _inside(pod: Pod) -> str:
    """The path of the pod spec within the object that holds it."""
    return f"{pod.template}.spec" if pod.template else "spec"


Check = Callable[[Context], Iterable[Flaw]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its id is the name of its file, title and explanation are that file's docstring."""

    id: str
    title: str
    explanation: str
    severity: Severity
    check: Check

    def findings(self, context: Context) -> Iterator[Finding]:
        """What the rule finds, each with its place in the text."""
        for flaw in self.check(context):
            yield Finding(
                rule=self.id,
                severity=flaw.severity or self.severity,
                document=flaw.document,
                path=flaw.path,
                position=context.position(flaw),
                message=flaw.message,
                help=flaw.help,
                fixable=flaw.fixable,
                rejected_by_api=flaw.rejected_by_api,
            )


def rule(severity: Severity) -> Callable[[Check], Rule]:
    """Make a function the rule of its module: `pods/domain/rules/<id>.py`, underscores for dashes."""

    def decorate(check: Check) -> Rule:
        module = check.__module__
        title, _, explanation = (sys.modules[module].__doc__ or "").partition("\n")
        name = module.rpartition(".")[2].replace("_", "-")
        return Rule(name, title.strip(), explanation.strip(), severity, check)

    return decorate
