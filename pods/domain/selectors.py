"""Label selectors: which labels they match (FACTS E.2, G.1 52)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def matches(selector: Mapping[str, Any], labels: Mapping[str, Any]) -> bool | None:
    """Whether a selector (matchLabels, matchExpressions) matches; None when it is not well-formed.

    A selector without any condition matches everything.
    """
    wanted, expressions = selector.get("matchLabels") or {}, selector.get("matchExpressions") or []
    if not isinstance(wanted, Mapping) or not isinstance(expressions, list):
        return None
    answers = [labels.get(key) == value for key, value in wanted.items()]
    for expression in expressions:
        answer = _holds(expression, labels) if isinstance(expression, Mapping) else None
        if answer is None:
            return None
        answers.append(answer)
    return all(answers)


def is_empty(selector: Mapping[str, Any]) -> bool:
    """True for a selector without any condition."""
    return not selector.get("matchLabels") and not selector.get("matchExpressions")


def _holds(expression: Mapping[str, Any], labels: Mapping[str, Any]) -> bool | None:
    key, values = expression.get("key"), expression.get("values") or []
    if not isinstance(key, str) or not isinstance(values, list):
        return None
    match expression.get("operator"):
        case "In":
            return labels.get(key) in values
        case "NotIn":
            return labels.get(key) not in values
        case "Exists":
            return key in labels
        case "DoesNotExist":
            return key not in labels
    return None
