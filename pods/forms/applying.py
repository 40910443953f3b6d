"""Where a design is to be applied, and what its user decided about single objects."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pods.domain import names
from pods.models import Connection
from pods.templatetags.podwright import say

WAY = "way:"  # before the key of an object: whose fields win there
_MOST_KEYS = 2000
_LONGEST_KEY = 500


class TargetForm(forms.Form):
    """A connection of one's own, and a namespace."""

    connection = forms.ModelChoiceField(
        queryset=Connection.objects.none(), label=_("Connection"), empty_label=None
    )
    namespace = forms.CharField(
        max_length=63,
        label=_("Namespace"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, user: User, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["connection"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Connection.objects.of(user)

    def clean_namespace(self) -> str:
        """A name that a namespace can have."""
        namespace: str = self.cleaned_data["namespace"]
        fault = names.label(namespace)
        if fault is not None:
            raise ValidationError(say(fault))
        return namespace


class Keys(forms.Field):
    """Keys of objects, as many as were ticked."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: object) -> frozenset[str]:
        """Those that could be keys."""
        said = value if isinstance(value, list | tuple) else ()
        return frozenset(str(key) for key in said[:_MOST_KEYS] if len(str(key)) <= _LONGEST_KEY)


class ChoicesForm(TargetForm):
    """The target, the text that was looked at, and what was decided about its objects.

    `sure` confirms what is taken over from others; `asked` are the objects that cannot be applied without an answer.
    """

    base = forms.CharField(required=False, max_length=64)
    create = forms.BooleanField(required=False)
    recreate = Keys(required=False)
    sure = Keys(required=False)
    asked = Keys(required=False)

    def ways(self, way: str) -> frozenset[str]:
        """The objects for which this way was chosen: `leave` or `take`."""
        said = [
            name.removeprefix(WAY) for name in self.data if name.startswith(WAY) and self.data[name] == way
        ]
        return frozenset(key for key in said[:_MOST_KEYS] if len(key) <= _LONGEST_KEY)

    @property
    def unanswered(self) -> frozenset[str]:
        """Objects that nothing was decided about, or that would be taken over without having been confirmed."""
        asked, sure, recreate = (frozenset(self.cleaned_data[name]) for name in ("asked", "sure", "recreate"))
        taken = self.ways("take")
        return (asked - recreate - self.ways("leave") - taken) | (taken - sure)


class TakeForm(TargetForm):
    """Which fields of which object are to be taken from the cluster into the design."""

    base = forms.CharField(max_length=64)
    key = forms.CharField(max_length=_LONGEST_KEY, strip=False)
    path = forms.CharField(
        max_length=2000, required=False, strip=False
    )  # all that are in conflict, where none is said
