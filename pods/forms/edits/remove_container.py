"""A container taken out, with what it would leave behind where that is wanted."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.edits.references import references
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import EditForm, Section
from pods.templatetags.podwright import say as in_words


class RemoveContainer(EditForm):
    """What is to go along."""

    section = Section.IDENTITY
    title = _("Remove container")
    order = 5
    along = forms.MultipleChoiceField(
        label=_("Take along"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def prepare(self) -> None:
        of = self.subject
        found = references(of.manifest, of.pod, of.container)
        self.dangling = {f"{r.document}:{r.path}": r for r in found if r.dangles}
        field = self.fields["along"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(key, in_words(reference.message)) for key, reference in self.dangling.items()]
        if not self.dangling:
            del self.fields["along"]

    def selects(self, manifest: Manifest) -> str | None:
        return ""

    def edit(self) -> tuple[Manifest, Message]:
        of = self.subject
        along = [self.dangling[key] for key in self.cleaned_data.get("along", ())]
        after = edits.remove_container(of.manifest, of.pod, of.container, along=along)
        return after, say(_REMOVED, name=of.container.name)


_REMOVED = gettext_noop("Removed container %(name)s")
