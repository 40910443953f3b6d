"""What the editor asks while somebody types: checked, with bounds on every part."""

from __future__ import annotations

from django import forms

LONGEST = 512 * 1024  # characters of a text that is looked at while it is typed; longer ones only when saved


class CursorForm(forms.Form):
    """A text and a place in it, in UTF-16 units as browsers count them."""

    text = forms.CharField(required=False, strip=False, max_length=LONGEST)
    at = forms.IntegerField(min_value=0, max_value=2 * LONGEST)


class PathForm(forms.Form):
    """A text and the path of something in one of its documents."""

    text = forms.CharField(required=False, strip=False, max_length=LONGEST)
    document = forms.IntegerField(min_value=0, max_value=10_000)
    path = forms.CharField(max_length=1000, strip=False)


class FieldForm(forms.Form):
    """The name of a field of the API, such as `Container.image`."""

    field = forms.RegexField(r"\A[\w$.-]+\Z", max_length=300)
