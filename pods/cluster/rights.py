"""What one may not do with an object, so that nothing is offered that must fail."""

from __future__ import annotations

from pods.cluster.api import Api
from pods.cluster.identity import Deed, May, may
from pods.cluster.resources import Resource


def forbidden(api: Api, resource: Resource, namespace: str, verb: str, below: str = "") -> bool:
    """Whether the API server says that one may not; `below` names a subresource. Where it does not say, one may try.

    Raises `ClusterProblem` where the cluster cannot be spoken to.
    """
    plural = f"{resource.plural}/{below}" if below else resource.plural
    return may(api, namespace, Deed(resource.group, plural, verb)) is May.NO
