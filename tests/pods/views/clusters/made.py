"""Kubeconfigs and connections for the tests of their pages."""

from __future__ import annotations

from typing import Any

import yaml
from django.contrib.auth.models import User

from pods.cluster.access import Access, Credentials
from pods.models import Connection
from tests.pods.manifests import me

SECRET = "s3cret-t0ken"


def kubeconfig(server: str = "https://dev.example:6443", /, **users: Any) -> str:
    """A kubeconfig with a context for each user, each named as its user."""
    people = users or {"ann": {"token": SECRET}}
    return yaml.safe_dump(
        {
            "apiVersion": "v1",
            "kind": "Config",
            "clusters": [{"name": "c", "cluster": {"server": server}}],
            "users": [{"name": name, "user": user} for name, user in people.items()],
            "contexts": [
                {"name": name, "context": {"cluster": "c", "user": name, "namespace": "shop"}}
                for name in people
            ],
            "current-context": next(iter(people)),
        }
    )


def connection(
    server: str = "https://dev.example:6443",
    *,
    owner: User | None = None,
    name: str = "dev",
    verify: bool = True,
) -> Connection:
    """A stored connection."""
    made = Connection(owner=owner or me(), name=name, namespace="shop")
    made.keep(Access(server, Credentials(token=SECRET), verify=verify))
    made.save()
    return made
