"""From a kubeconfig with a token of a service account to its table of rights, on a real cluster."""

from __future__ import annotations

import base64
import html
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.test import Client
from django.urls import reverse

from pods.cluster.api import path_of
from pods.cluster.kubeconfig import kubeconfig
from pods.models import Connection
from tests.pods.cluster.real import KUBECONFIG, Place, needs_cluster

pytestmark = [pytest.mark.django_db, needs_cluster]
RULES = [
    {"apiGroups": [""], "resources": ["pods", "services"], "verbs": ["get", "create", "patch", "delete"]},
    {"apiGroups": [""], "resources": ["pods/log"], "verbs": ["get"]},
]


def deployer(place: Place) -> str:
    """A service account with few rights, and its token."""
    place.api.post("/api/v1/namespaces", {"metadata": {"name": place.namespace}})
    core = path_of("api", "v1", "namespaces", place.namespace)
    rbac = path_of("apis", "rbac.authorization.k8s.io", "v1", "namespaces", place.namespace)
    place.api.post(f"{core}/serviceaccounts", {"metadata": {"name": "deployer"}})
    place.api.post(f"{rbac}/roles", {"metadata": {"name": "deployer"}, "rules": RULES})
    place.api.post(f"{rbac}/rolebindings", binding(place.namespace))
    asked = {"apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest", "spec": {}}
    said = place.api.post(f"{core}/serviceaccounts/deployer/token", asked).body
    return str(said["status"]["token"])


def binding(namespace: str) -> dict[str, Any]:
    return {
        "metadata": {"name": "deployer"},
        "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "deployer"},
        "subjects": [{"kind": "ServiceAccount", "name": "deployer", "namespace": namespace}],
    }


def config(token: str, namespace: str) -> str:
    """A kubeconfig as one would write it for the account."""
    access = kubeconfig(Path(KUBECONFIG).read_text(encoding="utf-8")).context().access
    assert access is not None
    authority = base64.b64encode(access.authority.encode()).decode()
    cluster = {"server": access.server, "certificate-authority-data": authority}
    return yaml.safe_dump(
        {
            "kind": "Config",
            "clusters": [{"name": "c", "cluster": cluster}],
            "users": [{"name": "u", "user": {"token": token}}],
            "contexts": [{"name": "real", "context": {"cluster": "c", "user": "u", "namespace": namespace}}],
        }
    )


def may(page: str, resource: str) -> list[str]:
    """The classes of a row's cells."""
    row = re.search(rf"<code>{resource}</code></th>(.*?)</tr>", page, re.DOTALL)
    assert row is not None
    return re.findall(r'<td class="(\w+)"', row[1])


def test_a_service_accounts_token_is_connected_and_its_rights_are_told(client: Client, place: Place) -> None:
    token = deployer(place)
    page = client.post(reverse("kubeconfig"), {"text": config(token, place.namespace)}).content.decode()
    sealed = re.search(r'name="sealed" value="([^"]*)"', page)
    assert sealed is not None
    client.post(reverse("add_cluster"), {"sealed": html.unescape(sealed[1]), "context": "real"})
    made = Connection.objects.get()
    assert (made.name, made.namespace, made.verify) == ("real", place.namespace, True)
    test = client.get(reverse("cluster_test", args=[made.pk])).content.decode()
    assert f"system:serviceaccount:{place.namespace}:deployer" in test
    assert may(test, "pods") == ["yes", "yes", "yes", "yes", "no"]
    assert may(test, "secrets") == ["no", "no", "no", "no", "unasked"]
    assert may(test, "pods/log")[0] == "yes"
    assert token not in test + page


def test_a_token_nobody_knows_is_said_as_that(client: Client, place: Place) -> None:
    text = config("no-such-token", place.namespace)
    page = client.post(reverse("kubeconfig"), {"text": text}).content.decode()
    sealed = re.search(r'name="sealed" value="([^"]*)"', page)
    assert sealed is not None
    client.post(reverse("add_cluster"), {"sealed": html.unescape(sealed[1]), "context": "real"})
    test = client.get(reverse("cluster_test", args=[Connection.objects.get().pk])).content.decode()
    assert "does not know this user" in test
