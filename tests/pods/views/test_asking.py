"""What the editor asks while somebody types."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.pods.manifests import design

pytestmark = pytest.mark.django_db
POD = "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: app\n    image: nginx\n    stdin: \n"


def ask(client: Client, of: Any, what: str, **fields: object) -> dict[str, Any]:
    answer = client.post(reverse(what, args=[of.pk]), fields)
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def test_completions_come_for_the_version_of_the_design(client: Client) -> None:
    made = design(text=POD)
    at = len(POD)
    found = ask(client, made, "completion", text=POD, at=at - 1)
    assert {offer["label"] for offer in found["offers"]} == {"true", "false"}
    assert (found["before"], found["after"]) == (0, 0)
    keys = f"{POD}    re"
    found = ask(client, made, "completion", text=keys, at=len(keys))
    newer = next(offer for offer in found["offers"] if offer["label"] == "restartPolicyRules")
    assert newer["detail"].endswith("from Kubernetes 1.34")
    made.kubernetes = "1.30"
    made.save()
    found = ask(client, made, "completion", text=keys, at=len(keys))
    assert "restartPolicyRules" not in {offer["label"] for offer in found["offers"]}
    assert found["before"] == 2
