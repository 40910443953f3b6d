"""Groups that can be selected: what each thing in a picture carries for the page around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pods.domain.diagram.svg import escaped, tooltip

_NOT_IN_IDS = re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Parts:
    """Makes groups whose ids start with `prefix`, so that several pictures can stand on one page.

    In a picture that is only looked at, nothing is `selectable`.
    """

    prefix: str
    selectable: bool = True

    def id(self, kind: str, key: str) -> str:
        """A steady id: the same thing has it in every picture with this prefix."""
        return f"{self.prefix}-{kind}-{_NOT_IN_IDS.sub('-', key[:200]).strip('-')}"

    def group(self, kind: str, key: str, classes: str, label: str, *content: str, **data: str | None) -> str:
        """A thing that tells what it is by its `label`; `key` tells it from others of its kind.

        A click, or Enter, selects one with a `path` in the manifest; others can only be pointed at.
        """
        marks = [f' data-{name}="{escaped(value)}"' for name, value in data.items() if value is not None]
        head = f'class="{kind} {classes}" id="{self.id(kind, key)}" data-kind="{kind}"{"".join(marks)}'
        return f"<g {head}{self._role(label, data.get('path'))}>{tooltip(label)}{''.join(content)}</g>"

    def _role(self, label: str, path: str | None) -> str:
        if not self.selectable:
            return ""
        role = 'tabindex="0" role="button"' if path else 'role="img"'
        said = escaped(label.split("\n", 1)[0][:200])
        return f' {role} aria-label="{said}"'
