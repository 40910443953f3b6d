"""Who the pod is for the API server, and whether its containers find a token of that account."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.choices import flag, flag_choices, flag_of, wide
from pods.forms.editing import EditForm, Section, optional_text


class ServiceAccount(EditForm):
    """The account's name, and a choice that may be left to it."""

    section = Section.ACCOUNT
    title = _("Set")
    on_change = True
    api: ClassVar[Mapping[str, str]] = {
        "account": "PodSpec.serviceAccountName",
        "token": "PodSpec.automountServiceAccountToken",
    }
    account = optional_text(_("Service account"), placeholder="default")
    token = forms.ChoiceField(
        label=_("Token in the containers"),
        required=False,
        choices=flag_choices(_("as the account says")),
        widget=wide(),
    )

    def now(self) -> dict[str, Any]:
        spec = self.subject.pod.spec
        account = spec.get("serviceAccountName") or spec.get("serviceAccount") or ""
        return {"account": account, "token": flag(spec.get("automountServiceAccountToken"))}

    def edit(self) -> tuple[Manifest, Message]:
        of, account = self.subject, self.text_or_none("account")
        if "account" in self.changed_data:
            of = of.on(edits.set_service_account(of.manifest, of.pod, account))
        if "token" in self.changed_data:
            of = of.on(edits.set_automount(of.manifest, of.pod, flag_of(self.text("token"))))
            return of.manifest, say(_TOKEN)
        return of.manifest, say(_SET, name=account) if account else say(_USUAL)


_TOKEN = gettext_noop("Set whether containers get a token of the service account")
_SET = gettext_noop("Set the service account to %(name)s")
_USUAL = gettext_noop("Took back the service account")
