"""Rules on exit codes in a text area, one a line as in `Restart In 42, 137`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from pods.domain.diagram.type import visible
from pods.domain.edits import RestartRule
from pods.forms import words

Rules = tuple[RestartRule, ...]

_LINE = re.compile(r"(?P<action>\w+)\s+(?P<operator>\w+)\s+(?P<codes>-?[0-9]{1,10}([\s,]+-?[0-9]{1,10})*)")


def area(label: Any, **attrs: Any) -> forms.CharField:
    """A field for rules."""
    return words.area(label, **attrs)


def split(text: str) -> Rules:
    """The rules in a field. Raises ValidationError for a line that is none."""
    return tuple(_rule(line.strip()) for line in text.splitlines() if line.strip())


def joined(said: Any) -> str | None:
    """What a list of the API's restartPolicyRules shows in the field; None where a field cannot say the same."""
    lines = [_line(rule) for rule in said] if isinstance(said, list) else [None]
    return None if None in lines else "\n".join(map(str, lines))


def _rule(line: str) -> RestartRule:
    match = _LINE.fullmatch(line)
    if match is None:
        sentence = _("“%(name)s” is no rule; write one a line as in Restart In 42, 137.")
        raise forms.ValidationError(sentence, params={"name": visible(line[:60])})
    codes = match["codes"].replace(",", " ").split()
    return RestartRule(match["action"], match["operator"], tuple(map(int, codes)))


def _line(rule: Any) -> str | None:
    """A rule as the field shows it; None for one that says anything else."""
    codes = rule.get("exitCodes") if isinstance(rule, Mapping) else None
    if not isinstance(codes, Mapping) or rule.keys() != {"action", "exitCodes"}:
        return None
    numbers = codes.get("values")
    if codes.keys() != {"operator", "values"} or not isinstance(numbers, list):
        return None
    line = f"{rule['action']} {codes['operator']} {', '.join(map(str, numbers))}"
    whole = all(type(number) is int for number in numbers)
    return line if whole and _LINE.fullmatch(line) else None
