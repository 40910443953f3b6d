"""What runs in a namespace, and taking it out: against a scripted server, and a real one where there is one."""

from __future__ import annotations

from typing import Any

import pytest

from pods.cluster.access import Access
from pods.cluster.api import Api
from pods.cluster.gathering import PLACEHOLDER, Gathered, Picked, Wish, gather, mentioned
from pods.cluster.problems import ClusterProblem, Kind
from pods.cluster.readable import ordered, text_of
from pods.cluster.running import arranged, listed, readiness
from pods.cluster.transport import of_access
from pods.domain.manifest.reader import read
from tests.pods.cluster import scripted
from tests.pods.cluster.real import Place, needs_cluster
from tests.pods.cluster.recorded import Cluster, answer, cluster, status


def api_of(server: Cluster) -> Api:
    return Api(of_access(Access(server.url)), answer=2)


def taken(*picked: Picked, wish: Wish | None = None) -> Gathered:
    with cluster() as server:
        scripted.serve(server)
        return gather(api_of(server), "designs", picked, wish or Wish())


DEPLOYMENT = Picked("apps/v1", "Deployment", "shop")


def names(gathered: Gathered) -> list[str]:
    return [f"{one['kind']} {one['metadata']['name']}" for one in gathered.objects]


def test_what_a_pod_refers_to_and_what_selects_it_comes_along() -> None:
    found = taken(DEPLOYMENT)
    assert names(found) == [
        "Deployment shop",
        "Service shop",
        "ConfigMap conf",
        "PersistentVolumeClaim data",
    ]
    assert [note.values["name"] for note in found.notes] == ["keys"]
    assert all("namespace" not in one["metadata"] for one in found.objects)


def test_a_secret_comes_only_when_asked_for_and_then_without_its_values() -> None:
    found = taken(DEPLOYMENT, wish=Wish(secrets=True))
    secret = found.objects[-1]
    assert secret["stringData"] == {"password": PLACEHOLDER, "user": PLACEHOLDER}
    assert "data" not in secret
    assert scripted.SECRET not in text_of(found.objects)


def test_nothing_comes_along_when_that_is_not_wished() -> None:
    assert names(taken(DEPLOYMENT, DEPLOYMENT, wish=Wish(others=False))) == ["Deployment shop"]


def test_what_may_not_be_read_or_is_not_there_is_said_and_the_rest_is_taken() -> None:
    with cluster() as server:
        scripted.serve(server)
        refusal = answer(403, status(403, "Forbidden", "no rights"))
        server.on("GET", "/api/v1/namespaces/designs/configmaps/conf", refusal)
        server.on("GET", "/api/v1/namespaces/designs/services", refusal)
        server.on(
            "GET", "/api/v1/namespaces/designs/persistentvolumeclaims/data", answer(404, status(404, "", ""))
        )
        found = gather(api_of(server), "designs", [DEPLOYMENT], Wish())
    assert names(found) == ["Deployment shop"]
    assert len(found.notes) == 4  # with the Secret


def test_what_is_picked_and_is_gone_is_a_problem() -> None:
    with pytest.raises(ClusterProblem) as problem:
        taken(Picked("apps/v1", "Deployment", "gone"))
    assert problem.value.kind is Kind.NOT_FOUND


@pytest.mark.parametrize("key", ["", "a:b", "a::c", "a:b:c:d"])
def test_a_key_that_names_nothing_picks_nothing(key: str) -> None:
    assert Picked.of(key) is None


def test_the_text_reads_back_as_the_objects_and_names_come_first() -> None:
    found = taken(DEPLOYMENT)
    text = text_of(found.objects)
    assert [document.value for document in read(text).documents] == list(found.objects)
    assert text.startswith("apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\n")
    assert "        - name: app\n          image: app:1\n" in text
    assert "  app.conf: |\n    listen 80\n    log on\n" in text


def test_every_place_in_which_a_pod_names_something_is_known() -> None:
    pod = {
        "kind": "Pod",
        "spec": {
            "serviceAccountName": "runner",
            "initContainers": [{"env": [{"valueFrom": {"configMapKeyRef": {"name": "a"}}}]}],
            "containers": [
                {
                    "envFrom": [{"configMapRef": {"name": "b"}}, {"secretRef": {"name": "c"}}],
                    "env": [{"valueFrom": {"secretKeyRef": {"name": "d"}}}, "odd", {"value": "x"}],
                }
            ],
            "volumes": [
                {"configMap": {"name": "e"}},
                {"secret": {"secretName": "f"}},
                {"persistentVolumeClaim": {"claimName": "g"}},
                {"projected": {"sources": [{"configMap": {"name": "h"}}, {"secret": {"name": "i"}}]}},
                {"configMap": {"name": "kube-root-ca.crt"}},
            ],
        },
    }
    assert "".join(sorted(name for _, name in mentioned(pod) if len(name) == 1)) == "abcdefghi"
    assert ("ServiceAccount", "runner") in set(mentioned(pod))


def test_lists_keep_their_order_and_the_keys_of_data_theirs() -> None:
    value = {"data": {"z": "1", "name": "2"}, "kind": "ConfigMap"}
    assert list(ordered(value)["data"]) == ["z", "name"]
    assert list(ordered(value)) == ["kind", "data"]


def test_pods_stand_under_the_workload_that_owns_them_and_replica_sets_are_skipped() -> None:
    def one(kind: str, uid: str, owner: str = "") -> dict[str, Any]:
        owners = [{"uid": owner, "controller": True}] if owner else []
        return {
            "kind": kind,
            "apiVersion": "x",
            "metadata": {"name": uid, "uid": uid, "ownerReferences": owners},
        }

    found = arranged(
        [
            one("Deployment", "d"),
            one("ReplicaSet", "r", "d"),
            one("Pod", "p", "r"),
            one("Pod", "q", "unknown"),
            one("CronJob", "c"),
            one("Job", "j", "c"),
            one("Pod", "s", "j"),
        ]
    )
    assert [(top.name, [child.name for child in top.children]) for top in found] == [
        ("d", ["p"]), ("q", []), ("c", ["j"]),
    ]  # fmt: skip
    assert "pod s" in found[2].words


@pytest.mark.parametrize(
    ("one", "said"),
    [
        ({"kind": "Deployment", "spec": {"replicas": 3}, "status": {"readyReplicas": 1}}, ("1/3", False)),
        ({"kind": "Deployment", "spec": {"replicas": 0}}, ("0/0", True)),
        ({"kind": "DaemonSet", "status": {"numberReady": 2, "desiredNumberScheduled": 2}}, ("2/2", True)),
        ({"kind": "Job", "spec": {"completions": 2}, "status": {"succeeded": 2}}, ("2/2", True)),
        ({"kind": "CronJob", "spec": {"schedule": "* * * * *", "suspend": True}}, ("* * * * *", False)),
        ({"kind": "Pod", "status": {"phase": "Pending"}}, ("Pending", False)),
        ({"kind": "Pod", "status": {"phase": "Succeeded", "containerStatuses": [{}]}}, ("Succeeded", True)),
        (
            {
                "kind": "Pod",
                "spec": {"initContainers": [{"name": "setup"}, {"name": "proxy", "restartPolicy": "Always"}]},
                "status": {
                    "phase": "Running",
                    "initContainerStatuses": [{"ready": True}, {"ready": True}],
                    "containerStatuses": [{"ready": False}],
                },
            },
            ("1/2 Running", False),
        ),
    ],
)  # fmt: skip
def test_readiness_is_said_as_kubectl_says_it(one: dict[str, Any], said: tuple[str, bool]) -> None:
    assert readiness(one) == said


def test_kinds_that_may_not_be_listed_are_said_and_the_others_shown() -> None:
    with cluster() as server:
        scripted.serve(server)
        server.on(
            "GET", "/apis/batch/v1/namespaces/designs/jobs", answer(403, status(403, "Forbidden", "no"))
        )
        listing = listed(api_of(server), "designs")
    assert [kind for kind, _ in listing.refused] == ["Job"]
    assert [(one.kind, one.name) for one in listing.found] == [("Deployment", "shop"), ("Pod", "lone")]


@needs_cluster
@pytest.mark.parametrize("way", ["create", "apply"])
def test_what_went_into_a_real_cluster_comes_out_as_it_was_written(place: Place, way: str) -> None:
    place.api.post("/api/v1/namespaces", {"metadata": {"name": place.namespace}})
    manifest = read(scripted.EVERYTHING)
    resources = scripted.put_into(place, manifest, way)
    for thing in manifest.objects:
        live = place.api.get(
            resources.of(thing.api_version, thing.kind).path(place.namespace, thing.name)
        ).body
        found = gather(
            place.api,
            place.namespace,
            [Picked(thing.api_version, thing.kind, thing.name)],
            Wish(others=False),
        )
        assert found.objects[0] == manifest.value(thing.document, thing.path), (thing.kind, live)
