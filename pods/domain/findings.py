"""The vocabulary of rules: what a finding is."""

from __future__ import annotations

from dataclasses import dataclass

from pods.domain.manifest.manifest import Position
from pods.domain.messages import Message
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
