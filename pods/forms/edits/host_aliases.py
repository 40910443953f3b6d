"""Lines of the pod's own in /etc/hosts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.edits import HostAlias
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import words
from pods.forms.editing import EditForm, Section
from pods.forms.pairs import fit_rows


class HostAliases(EditForm):
    """An address and its names a line, as in that file."""

    section = Section.NAMES
    title = _("Set")
    order = 1
    on_change = True
    api: ClassVar[Mapping[str, str]] = {"lines": "PodSpec.hostAliases"}
    lines = words.area(_("Lines in /etc/hosts"), placeholder="10.0.0.5 db db.local")

    def now(self) -> dict[str, Any]:
        said = self.subject.pod.spec.get("hostAliases") or []
        lines = [_line(each) for each in said] if isinstance(said, list) else [None]
        return {"lines": None if None in lines else "\n".join(map(str, lines))}

    def prepare(self) -> None:
        if self.initial["lines"] is None:
            self.leave_to_the_text(say(_BEYOND))
        else:
            fit_rows(self.fields["lines"], self.initial["lines"])

    def edit(self) -> tuple[Manifest, Message]:
        of = self.subject
        lines = [line.split() for line in self.text("lines").splitlines() if line.strip()]
        aliases = [HostAlias(ip, tuple(names)) for ip, *names in lines]
        return edits.set_host_aliases(of.manifest, of.pod, aliases), say(_SET)


def _line(alias: Any) -> str | None:
    """An entry as a line; None for one that says anything else."""
    if not isinstance(alias, dict) or alias.keys() - {"ip", "hostnames"}:
        return None
    said = [alias.get("ip"), *(names if isinstance(names := alias.get("hostnames") or [], list) else [None])]
    fits = all(isinstance(word, str) and word.split() == [word] for word in said)
    return " ".join(said) if fits else None


_SET = gettext_noop("Set the lines in /etc/hosts")
_BEYOND = gettext_noop("These hostAliases say more than a form can hold: edit them in the text.")
