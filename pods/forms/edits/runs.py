"""What a container runs: image, command, arguments, directory. What was changed is set, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Container, Pod
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import words
from pods.forms.editing import EditForm, Section, optional_text, same_choices
from pods.forms.needed import NEEDED

Set = Callable[[Manifest, Pod, Container, Any], Manifest]


class Runs(EditForm):
    """The fields of the API of the same names."""

    section = Section.RUNS
    title = _("Set")
    on_change = True
    api: ClassVar[Mapping[str, str]] = {
        "image": "Container.image",
        "pull": "Container.imagePullPolicy",
        "command": "Container.command",
        "args": "Container.args",
        "directory": "Container.workingDir",
    }
    image = optional_text(_("Image"), **NEEDED, **{"class": "whole"})
    pull = forms.ChoiceField(
        label=_("Pull"),
        required=False,
        choices=same_choices("Always", "IfNotPresent", "Never", empty=_("as usual")),
    )
    command = words.area(_("Command, one word a line"), placeholder=_("as the image says"))
    args = words.area(_("Arguments, one a line"))
    directory = optional_text(_("Directory"), placeholder="/app")
    field_order = ("image", "command", "args", "pull", "directory")

    def now(self) -> dict[str, Any]:
        raw = self.subject.container.raw
        return {
            "image": self.subject.container.image,
            "pull": raw.get("imagePullPolicy") or "",
            "command": words.joined(self.subject.container.command),
            "args": words.joined(self.subject.container.args),
            "directory": raw.get("workingDir") or "",
        }

    def prepare(self) -> None:
        for name in ("command", "args"):
            said = self.subject.container.raw.get(name) or []
            shown = getattr(self.subject.container, name)
            self.fields[name].widget.attrs["rows"] = max(1, min(8, len(shown)))
            if list(shown) != said or not words.holds(shown):
                self.fields[name].disabled = True
                self.note = say(_LINES)

    def clean_command(self) -> str:
        """The words, one a line, also of what was typed as one line for a shell."""
        typed = str(self.cleaned_data["command"])
        return words.of_command_line(typed) if "command" in self.changed_data else typed

    def edit(self) -> tuple[Manifest, Message]:
        of = self.subject
        for name in self.changed_data:
            of = of.on(_EDITS[name](of.manifest, of.pod, of.container, self._wanted(name)))
        what = _SET[self.changed_data[0]] if len(self.changed_data) == 1 else _MANY
        return of.manifest, say(what, name=of.container.name, value=self.text("image")[:200])

    def _wanted(self, name: str) -> Any:
        if name in ("command", "args"):
            return words.split(self.text(name)) or None
        return self.text(name) if name == "image" else self.text_or_none(name)


_SET = {
    "image": gettext_noop("Set the image of %(name)s to %(value)s"),
    "pull": gettext_noop("Set when the image of %(name)s is pulled"),
    "command": gettext_noop("Set the command of %(name)s"),
    "args": gettext_noop("Set the arguments of %(name)s"),
    "directory": gettext_noop("Set the directory of %(name)s"),
}
_EDITS: Mapping[str, Set] = {
    "image": edits.set_image,
    "pull": edits.set_image_pull_policy,
    "command": edits.set_command,
    "args": edits.set_args,
    "directory": edits.set_working_dir,
}
_MANY = gettext_noop("Changed what %(name)s runs")
_LINES = gettext_noop("A word that spans lines, or is no text, does not fit in a form: edit it in the text.")
