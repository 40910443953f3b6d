"""What people send, checked."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain.roles import Role
from pods.models.design import NAME_LENGTH

VERSIONS = tuple(f"1.{minor}" for minor in range(37, 24, -1))  # of Kubernetes, newest first


class NameForm(forms.Form):
    """A design's name."""

    name = forms.CharField(max_length=NAME_LENGTH, label=_("Name"))


class VersionForm(forms.Form):
    """The version of Kubernetes a design is meant for."""

    kubernetes = forms.ChoiceField(choices=[(version, version) for version in VERSIONS])


class RoleForm(forms.Form):
    """The role of a container, or none for the one that is found."""

    container = forms.CharField(strip=False)
    role = forms.ChoiceField(choices=[("", ""), *((role.value, role.value) for role in Role)], required=False)
    base = forms.CharField(required=False)


class TextForm(forms.Form):
    """A design's text, and the digest of the one it was made from."""

    text = forms.CharField(required=False, strip=False)
    base = forms.CharField(required=False)


class PasteForm(forms.Form):
    """A pasted manifest. `anyway` keeps one that cannot be read yet."""

    text = forms.CharField(strip=False, label=_("Manifest"))
    anyway = forms.BooleanField(required=False)


ORDERS = {"changed": ("-changed_at", "-pk"), "name": ("name", "pk"), "created": ("-created_at", "-pk")}


class SearchForm(forms.Form):
    """What the home page lists and in which order."""

    SORTS = (("changed", _("Last changed")), ("name", _("Name")), ("created", _("Newest")))

    q = forms.CharField(required=False, max_length=NAME_LENGTH)
    sort = forms.ChoiceField(choices=SORTS, required=False)
    page = forms.IntegerField(required=False, min_value=1, max_value=100_000)
