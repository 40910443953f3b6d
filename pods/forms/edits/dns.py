"""Where containers look names up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.edits import DnsConfig
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import words
from pods.forms.choices import wide
from pods.forms.editing import EditForm, Section, same_choices
from pods.forms.pairs import fit_rows

_POLICIES = ("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None")
_LISTS = ("nameservers", "searches", "options")


class Dns(EditForm):
    """The policy, and what is said beside it; options as resolv.conf writes them."""

    section = Section.NAMES
    title = _("Set")
    on_change = True
    api: ClassVar[Mapping[str, str]] = {
        "policy": "PodSpec.dnsPolicy",
        "nameservers": "PodDNSConfig.nameservers",
        "searches": "PodDNSConfig.searches",
        "options": "PodDNSConfig.options",
    }
    policy = forms.ChoiceField(
        label=_("DNS policy"),
        required=False,
        choices=same_choices(*_POLICIES, empty=_("as usual (ClusterFirst)")),
        widget=wide(),
    )
    nameservers = words.area(_("Name servers"), placeholder="10.0.0.10")
    searches = words.area(_("Search domains"), placeholder="team.svc.cluster.local")
    options = words.area(_("Options"), placeholder="ndots:2")

    def now(self) -> dict[str, Any]:
        spec = self.subject.pod.spec
        config = spec.get("dnsConfig") or {}
        held = _held(config) if isinstance(config, dict) else None
        self.beyond = held is None
        lists = {name: words.joined(lines) for name, lines in (held or {}).items()}
        return {"policy": spec.get("dnsPolicy") or "", **lists}

    def prepare(self) -> None:
        if self.beyond:
            self.leave_to_the_text(say(_BEYOND))
            return
        for name in _LISTS:
            fit_rows(self.fields[name], self.initial[name])

    def edit(self) -> tuple[Manifest, Message]:
        of = self.subject
        lists = {name: tuple(self.text(name).split()) for name in _LISTS}
        options = tuple(_option(word) for word in lists["options"])
        config = DnsConfig(lists["nameservers"], lists["searches"], options)
        return edits.set_dns(of.manifest, of.pod, self.text_or_none("policy"), config), say(_SET)


def _held(config: dict[str, Any]) -> dict[str, list[str]] | None:
    """The lists as lines; None where they say more than lines can."""
    lists = {name: config.get(name) or [] for name in _LISTS}
    if not all(isinstance(each, list) for each in lists.values()):
        return None
    lines: dict[str, list[Any]] = {**lists, "options": [_written(option) for option in lists["options"]]}
    words_alone = all(isinstance(w, str) and w.split() == [w] for each in lines.values() for w in each)
    return lines if words_alone else None


def _option(word: str) -> tuple[str, str | None]:
    name, sign, value = word.partition(":")
    return name, value if sign else None


def _written(option: Any) -> str | None:
    """An option as resolv.conf has it; None for one that says anything else."""
    if not isinstance(option, dict) or option.keys() - {"name", "value"}:
        return None
    name, value = option.get("name"), option.get("value")
    if not isinstance(name, str) or ":" in name:
        return None
    return name if value is None else f"{name}:{value}" if isinstance(value, str) else None


_SET = gettext_noop("Set where the pod looks up names")
_BEYOND = gettext_noop("This dnsConfig says more than a form can hold: edit it in the text.")
