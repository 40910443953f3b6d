"""Connections to clusters as people give them: a kubeconfig, one of its contexts, a name, a namespace."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pods.domain import names
from pods.domain.manifest import reader
from pods.domain.manifest.limits import DEFAULT
from pods.models import Connection
from pods.models.connection import NAME_LENGTH
from pods.templatetags.podwright import say

LARGEST = 1 << 20  # characters or bytes of a kubeconfig
MOST = 100  # connections of one user
_LONGEST_SEALED = 8 * LARGEST


class KubeconfigForm(forms.Form):
    """A kubeconfig, pasted or as a file. What was given is never shown again, not even with an error beside it."""

    text = forms.CharField(
        label=_("Kubeconfig"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocomplete": "off", "wrap": "off"}),
    )
    file = forms.FileField(label=_("or a file"), required=False)

    def clean(self) -> dict[str, Any]:
        """The text, wherever it came from."""
        said = super().clean() or {}
        text = self._text(said)
        if len(text) > LARGEST:
            raise ValidationError(_too_large())
        if not text.strip():
            raise ValidationError(gettext("Paste a kubeconfig or choose a file that holds one."))
        return {"text": text}

    def _text(self, said: dict[str, Any]) -> str:
        file: UploadedFile[bytes] | None = said.get("file")
        if file is None:
            return str(said.get("text") or "")
        if (file.size or 0) > LARGEST:
            raise ValidationError(_too_large())
        try:
            return reader.decode(file.read(LARGEST + 1), DEFAULT).text
        except reader.Unreadable as unreadable:
            raise ValidationError(say(unreadable.problem.message)) from None


class ConnectionForm(forms.Form):
    """What a connection is called and where it works: of an owner, and of `connection` where there is one already."""

    name = forms.CharField(label=_("Name"), max_length=NAME_LENGTH)
    namespace = forms.CharField(
        label=_("Default namespace"),
        max_length=63,
        required=False,
        widget=forms.TextInput(
            attrs={
                "list": "namespaces",
                "placeholder": "default",
                "spellcheck": "false",
                "autocapitalize": "none",
            }
        ),
    )

    def __init__(self, *args: Any, owner: User, connection: Connection | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.owner = owner
        self.connection = connection
        if connection is None:  # left empty, it is called as what it is made of
            self.fields["name"].required = False
            self.fields["name"].widget.attrs["placeholder"] = _("as the context")
            self.fields["namespace"].widget.attrs["placeholder"] = _("as the context says")

    def clean_name(self) -> str:
        """One that no other connection of the owner has, or none."""
        name = str(self.cleaned_data["name"])
        others = Connection.objects.of(self.owner)
        if self.connection is None and others.count() >= MOST:
            raise ValidationError(
                gettext("You have %(most)d connections; delete one first.") % {"most": MOST}
            )
        if others.filter(name=name).exclude(pk=self.connection.pk if self.connection else 0).exists():
            raise ValidationError(_taken())
        return name

    def clean_namespace(self) -> str:
        """A name that a namespace can have, or none."""
        namespace = str(self.cleaned_data["namespace"])
        wrong = names.label(namespace) if namespace else None
        if wrong is not None:
            raise ValidationError(say(wrong))
        return namespace

    def keep(self, connection: Connection, name: str = "", namespace: str = "") -> bool:
        """Store it with this name and namespace; where they are left empty, as the context has them.

        False, with an error, where the name was taken a moment ago.
        """
        said = self.cleaned_data
        connection.name = said["name"] or free_name(self.owner, name)
        connection.namespace = said["namespace"] or (namespace if not names.label(namespace) else "default")
        try:
            with transaction.atomic():
                connection.save()
        except IntegrityError:
            self.add_error("name", _taken())
            return False
        return True


class SettingsForm(ConnectionForm):
    """The settings of a connection with credentials of its own, one of them whether to verify the server."""

    skip = forms.BooleanField(
        label=_("Do not verify the server's certificate"),
        required=False,
        help_text=_(
            "Whoever can get between here and the cluster can then read the credentials and act with them. "
            "Better: a kubeconfig with the cluster's certificate authority."
        ),
    )


class ChoiceForm(SettingsForm):
    """A context of a kubeconfig that was read a moment ago, to become a connection."""

    context = forms.CharField(label=_("Context"), max_length=1000, strip=False)
    sealed = forms.CharField(max_length=_LONGEST_SEALED)


class ReplacementForm(forms.Form):
    """A context of a kubeconfig that was read a moment ago, to give a connection new credentials."""

    context = forms.CharField(label=_("Context"), max_length=1000, strip=False)
    sealed = forms.CharField(max_length=_LONGEST_SEALED)
    skip = forms.BooleanField(required=False)


class MachineForm(ConnectionForm):
    """A context of this machine's kubeconfig, to become a connection."""

    context = forms.ChoiceField(label=_("Context"))
    field_order = ("context", "name", "namespace")

    def __init__(self, *args: Any, contexts: Iterable[str], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["context"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(name, name) for name in contexts]


def free_name(owner: User, wanted: str) -> str:
    """The wanted name, with a number after it where the owner has a connection of that name."""
    taken = set(Connection.objects.of(owner).values_list("name", flat=True))
    base = wanted.strip()[: NAME_LENGTH - 4] or "cluster"
    tried = [base, *(f"{base} {number}" for number in range(2, len(taken) + 3))]
    return next(name for name in tried if name not in taken)


def _taken() -> str:
    return gettext("You have a connection of that name already; choose another.")


def _too_large() -> str:
    return gettext("A kubeconfig may have %(limit)s; keep the contexts that are needed.") % {
        "limit": filesizeformat(LARGEST)
    }
