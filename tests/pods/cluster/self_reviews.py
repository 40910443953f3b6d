"""How an API server 1.36 answers somebody who asks about themselves: dev, who may do all but touch Secrets."""

from __future__ import annotations

from tests.pods.cluster import recorded
from tests.pods.cluster.recorded import Cluster, Handler

WHO = "/apis/authentication.k8s.io/v1/selfsubjectreviews"
ACCESS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"
RULES = "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews"

_VERSION = {"major": "1", "minor": "36", "gitVersion": "v1.36.2", "platform": "linux/amd64"}
_USER = {"username": "dev", "uid": "dev-uid", "groups": ["devs", "system:authenticated"]}
_LISTED = [
    {"verbs": ["get", "list"], "apiGroups": ["apps"], "resources": ["deployments"], "resourceNames": ["web"]},
    {
        "verbs": ["create"],
        "apiGroups": ["authorization.k8s.io"],
        "resources": ["selfsubjectaccessreviews", "selfsubjectrulesreviews"],
    },
]


def answer(cluster: Cluster) -> None:
    """Let the server answer all of it."""
    cluster.on("GET", "/version", recorded.answer(200, _VERSION))
    cluster.on(
        "POST", WHO, recorded.answer(201, {"kind": "SelfSubjectReview", "status": {"userInfo": _USER}})
    )
    rules = {"resourceRules": _LISTED, "nonResourceRules": [], "incomplete": False}
    cluster.on("POST", RULES, recorded.answer(201, {"kind": "SelfSubjectRulesReview", "status": rules}))
    cluster.on("POST", ACCESS, _access)


def _access(handler: Handler) -> None:
    asked = handler.body["spec"]["resourceAttributes"]
    said = {"kind": "SelfSubjectAccessReview", "status": {"allowed": asked["resource"] != "secrets"}}
    recorded.answer(201, said)(handler)
