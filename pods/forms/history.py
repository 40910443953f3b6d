"""What people send about time: what they typed onto which text, and which part of the past they ask for."""

from __future__ import annotations

from django import forms

from pods.forms import TextForm
from pods.models.revision import NAME_OF_VERSION, WINDOW


class TypedForm(TextForm):
    """What stands in an editor, and the window it was typed in.

    `over` is set by those who have seen the newest text and keep their own instead.
    """

    window = forms.CharField(required=False, max_length=WINDOW)
    over = forms.BooleanField(required=False)


class BaseForm(forms.Form):
    """The digest of the text that somebody sees."""

    base = forms.CharField(required=False)


class HistoryForm(forms.Form):
    """Which part of the past is asked for, and how a revision is compared."""

    page = forms.IntegerField(required=False, min_value=1, max_value=100_000)
    named = forms.BooleanField(required=False)
    beside = forms.ChoiceField(required=False, choices=[("newest", ""), ("previous", "")])
    all = forms.BooleanField(required=False)


class VersionNameForm(forms.Form):
    """A name for a revision; an empty one takes it away."""

    name = forms.CharField(required=False, max_length=NAME_OF_VERSION)
