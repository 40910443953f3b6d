from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.roles import OWN, SHARED, Answer, answers, labels
from pods.domain.manifest.views import Pod
from pods.domain.network import network
from pods.domain.roles import ANNOTATION, Assignment, Role, assign, role_overrides
from tests.pods.domain.builders import bare, deployment, objects_from, pod_from, pods_from, service

EMPTY = [{"name": "shared", "emptyDir": {}}]


def box(name: str, image: str, **fields: Any) -> dict[str, Any]:
    """A container; `ports=[80]`, `env={"A": "b"}`, `at="/x"` and `reads="/x"` (a mount of `shared`) in short."""
    raw: dict[str, Any] = {"name": name, "image": image, **fields}
    if "ports" in fields:
        raw["ports"] = [{"containerPort": p} if isinstance(p, int) else p for p in fields["ports"]]
    if "env" in fields:
        raw["env"] = [{"name": key, "value": value} for key, value in fields["env"].items()]
    for word, read_only in (("at", False), ("reads", True)):
        if word in raw:
            raw["volumeMounts"] = [{"name": "shared", "mountPath": raw.pop(word), "readOnly": read_only}]
    return raw


def sh(script: str) -> list[str]:
    return ["sh", "-c", script]


def told(pod: Pod, *services: dict[str, Any]) -> list[Assignment]:
    return list(assign(pod, network(pod, objects_from(*services))))


def roles(*containers: dict[str, Any], init: tuple[dict[str, Any], ...] = (), **spec: Any) -> dict[str, str]:
    pod = pod_from({"initContainers": list(init), "containers": list(containers), "volumes": EMPTY, **spec})
    return {each.container.name: each.role.value for each in told(pod)}


def because(name: str, *containers: dict[str, Any], **spec: Any) -> str:
    pod = pod_from({"containers": list(containers), "volumes": EMPTY, **spec})
    return next(str(each.because) for each in told(pod) if each.container.name == name)


# Pods as people write them. Each line: what it is, its containers, and what they are.
APP = box("app", "registry.example.com/shop/web:1.4", ports=[8080])
CASES: list[tuple[str, list[dict[str, Any]], dict[str, str]]] = [
    (
        "a log shipper that reads what the app writes",
        [box("app", "shop:1", at="/logs"), box("shipper", "fluent/fluent-bit:3", reads="/var/log/app")],
        {"app": "main", "shipper": "sidecar"},
    ),
    (
        "a busybox that follows the log",
        [
            box("counter", "busybox", command=sh("while true; do date >> /log/a; sleep 1; done"), at="/log"),
            box("count-log", "busybox", command=sh("tail -n+1 -F /log/a"), at="/log"),
        ],
        {"counter": "main", "count-log": "sidecar"},
    ),
    (
        "content kept up to date from git",
        [box("nginx", "nginx:1.27", reads="/usr/share/nginx/html"), box("sync", "git-sync:v4", at="/git")],
        {"nginx": "main", "sync": "sidecar"},
    ),
    (
        "a content maker without a known image",
        [
            box("web", "nginx", reads="/html"),
            box("maker", "debian", command=sh("while true; do date > /c/index.html; sleep 1; done"), at="/c"),
        ],
        {"web": "main", "maker": "sidecar"},
    ),
    (
        "a database proxy that the app reaches on localhost",
        [
            box("app", "shop:1", env={"DB_HOST": "127.0.0.1", "DB_PORT": "5432"}),
            box(
                "proxy",
                "gcr.io/cloud-sql-connectors/cloud-sql-proxy:2",
                args=["--port=5432", "p:europe-west1:db"],
            ),
        ],
        {"app": "main", "proxy": "ambassador"},
    ),
    (
        "twemproxy in front of many memcacheds",
        [box("app", "shop:1", env={"CACHE": "localhost:22121"}), box("cache-proxy", "example/nutcracker:1")],
        {"app": "main", "cache-proxy": "ambassador"},
    ),
    (
        "socat to a database outside",
        [
            box("app", "shop:1", env={"DATABASE_URL": "postgres://localhost:5432/x"}),
            box("db", "alpine/socat", args=["tcp-listen:5432,fork", "tcp-connect:db.example.com:5432"]),
        ],
        {"app": "main", "db": "ambassador"},
    ),
    (
        "a proxy by hand, known only by what it does",
        [
            box("app", "shop:1", ports=[8080], env={"PAYMENTS_URL": "http://localhost:9001"}),
            box(
                "out",
                "example/payments-gate:3",
                ports=[9001],
                args=["--upstream=https://api.payments.example.com"],
            ),
        ],
        {"app": "main", "out": "ambassador"},
    ),
    (
        "nginx that takes in TLS and passes on to the app",
        [
            box("tls", "nginx:1.27", ports=[443], args=["--backend=127.0.0.1:8080"]),
            APP,
        ],
        {"tls": "sidecar", "app": "main"},
    ),
    (
        "nginx before PHP's own protocol is the web server",
        [
            box("nginx", "nginx:1.27", ports=[80], args=["fastcgi=127.0.0.1:9000"], at="/var/www"),
            box("php", "php:8-fpm", at="/var/www"),
        ],
        {"nginx": "main", "php": "co-located"},
    ),
    (
        "an OAuth proxy at the door",
        [
            box("oauth", "quay.io/oauth2-proxy/oauth2-proxy:v7", args=["--upstream=http://127.0.0.1:8080"]),
            APP,
        ],
        {"oauth": "sidecar", "app": "main"},
    ),
    (
        "an exporter beside its database",
        [
            box("redis", "redis:7", ports=[6379]),
            box("metrics", "oliver006/redis_exporter:v1", args=["--redis.addr=localhost:6379"], ports=[9121]),
        ],
        {"redis": "main", "metrics": "adapter"},
    ),
    (
        "an exporter nobody knows",
        [
            box("app", "shop:1", ports=[8080]),
            box(
                "stats",
                "example/scrape:1",
                args=["--from=http://localhost:8080"],
                ports=[{"containerPort": 9102, "name": "metrics"}],
            ),
        ],
        {"app": "main", "stats": "adapter"},
    ),
    (
        "log lines rewritten into another format",
        [
            box("app", "shop:1", at="/log"),
            box("format", "busybox", command=sh("tail -F /log/a | sed 's/^/x/'"), reads="/log"),
        ],
        {"app": "main", "format": "adapter"},
    ),
    (
        "a mesh proxy",
        [
            box("app", "shop:1", ports=[80]),
            box("istio-proxy", "docker.io/istio/proxyv2:1.22", args=["proxy", "sidecar"]),
        ],
        {"app": "main", "istio-proxy": "ambassador"},
    ),
    (
        "a CSI controller with its helpers",
        [
            box("csi-provisioner", "registry.k8s.io/sig-storage/csi-provisioner:v5", at="/csi"),
            box("csi-attacher", "registry.k8s.io/sig-storage/csi-attacher:v4", at="/csi"),
            box("liveness-probe", "registry.k8s.io/sig-storage/livenessprobe:v2", at="/csi"),
            box("driver", "example.com/block/plugin:v1", at="/csi"),
        ],
        {
            "csi-provisioner": "sidecar",
            "csi-attacher": "sidecar",
            "liveness-probe": "adapter",
            "driver": "main",
        },
    ),
    (
        "a reloader and the server it tells",
        [
            box("prometheus", "prom/prometheus:v3", ports=[9090]),
            box(
                "config-reloader",
                "x/prometheus-config-reloader:v0",
                args=["--reload-url=http://localhost:9090/-/reload"],
            ),
        ],
        {"prometheus": "main", "config-reloader": "sidecar"},
    ),
    (
        "two of a kind",
        [box("web-1", "example/web"), box("web-2", "example/web")],
        {"web-1": "co-located", "web-2": "co-located"},
    ),
    (
        "strangers that share a pod",
        [box("foo", "example/foo"), box("bar", "example/bar")],
        {"foo": "co-located", "bar": "co-located"},
    ),
    (
        "one that reads and one that writes, as a pair",
        [
            box("writer", "busybox", command=sh("date > /d/x"), at="/d"),
            box("reader", "busybox", command=sh("cat /d/x"), reads="/d"),
        ],
        {"writer": "co-located", "reader": "co-located"},
    ),
    (
        "a web site and its database",
        [
            box("wordpress", "wordpress:6", ports=[80], env={"WORDPRESS_DB_HOST": "127.0.0.1:3306"}),
            box("db", "mysql:8"),
        ],
        {"wordpress": "main", "db": "co-located"},
    ),
    (
        "a helper that stands first",
        [
            box("vault-agent", "hashicorp/vault:1.17", args=["agent"], at="/secrets"),
            box("api", "shop:1", reads="/secrets"),
        ],
        {"vault-agent": "sidecar", "api": "main"},
    ),
    (
        "a debugging shell",
        [box("nginx", "nginx"), box("shell", "busybox", command=["sleep", "3600"], stdin=True, tty=True)],
        {"nginx": "main", "shell": "sidecar"},
    ),
    (
        "a VPN that the app is behind",
        [box("app", "shop:1"), box("vpn", "tailscale/tailscale:v1")],
        {"app": "main", "vpn": "ambassador"},
    ),
    (
        "statsd beside the app",
        [box("app", "shop:1", env={"STATSD_HOST": "localhost"}), box("statsd", "datadog/agent:7")],
        {"app": "main", "statsd": "sidecar"},
    ),
    (
        "docker in docker for a build",
        [
            box("build", "example/ci-runner:1", env={"DOCKER_HOST": "tcp://localhost:2375"}),
            box("dind", "docker:27-dind"),
        ],
        {"build": "main", "dind": "sidecar"},
    ),
    (
        "a backup of the database's files",
        [
            box("postgres", "postgres:16", at="/var/lib/postgresql/data"),
            box("wal", "example/wal-g-backup:1", at="/data"),
        ],
        {"postgres": "main", "wal": "sidecar"},
    ),
    (
        "a proxy that only its name and a call tell",
        [
            box("web", "shop:1", ports=[3000], env={"API": "http://localhost:3001"}),
            box("api-proxy", "x:1", ports=[3001]),
        ],
        {"web": "main", "api-proxy": "ambassador"},
    ),
    (
        "a web proxy that nobody in the pod calls stands at the door",
        [APP, box("nginx", "nginx:1.27", ports=[443])],
        {"app": "main", "nginx": "sidecar"},
    ),
    (
        "names that count do not make a follower an equal",
        [
            box("c1", "nginx", at="/vol"),
            box("c2", "busybox", command=sh("tail -f /vol/date.log"), at="/vol"),
        ],
        {"c1": "main", "c2": "sidecar"},
    ),
    (
        "a container that only sleeps beside a server",
        [
            box("nginx", "nginx", ports=[80]),
            box("centos", "centos:7", command=sh("while true; do sleep 30; done;")),
        ],
        {"nginx": "main", "centos": "sidecar"},
    ),
    (
        "a name that lies: the main is called init",
        [box("init", "shop:1", ports=[80]), box("log", "fluent/fluentd:v1")],
        {"init": "main", "log": "sidecar"},
    ),
]


@pytest.mark.parametrize(
    ("containers", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_the_roles_of(containers: list[dict[str, Any]], expected: dict[str, str]) -> None:
    assert roles(*containers) == expected


@pytest.mark.parametrize(
    "image", ["nginx", "prom/blackbox-exporter:v0", "envoyproxy/envoy:v1", "fluent/fluent-bit", ""]
)
def test_the_only_container_that_runs_is_main_whatever_it_is(image: str) -> None:
    assert roles(box("only", image), init=(box("setup", "istio/proxyv2"),)) == {
        "setup": "init",
        "only": "main",
    }


@pytest.mark.parametrize("image", ["istio/proxyv2", "fluent/fluent-bit", "nginx", "cloud-sql-proxy"])
def test_a_plain_init_container_is_init_whatever_its_image(image: str) -> None:
    assert roles(box("app", "shop"), box("log", "fluentd"), init=(box("step", image),))["step"] == "init"


@pytest.mark.parametrize(
    ("image", "expected"),
    [("fluent/fluent-bit", "sidecar"), ("cloud-sql-proxy", "ambassador"), ("x/mysqld-exporter", "adapter")],
)
def test_a_native_sidecar_can_have_any_helper_role(image: str, expected: str) -> None:
    native = box("extra", image, restartPolicy="Always")
    assert roles(box("app", "shop"), init=(native,)) == {"extra": expected, "app": "main"}


def test_a_native_sidecar_of_an_unknown_image_is_a_sidecar_and_never_main() -> None:
    native = box("app", "shop", restartPolicy="Always", ports=[80])
    assert roles(box("other", "busybox"), init=(native,)) == {"app": "sidecar", "other": "main"}


def test_the_annotation_of_kubectl_names_the_main_container() -> None:
    raw = bare({"containers": [box("one", "a/b"), box("two", "c/d")]})
    raw["metadata"]["annotations"] = {"kubectl.kubernetes.io/default-container": "two"}
    assert {a.container.name: a.role for a in told(pod_from(raw))}["two"] is Role.MAIN


def test_a_container_named_like_its_workload_is_main_even_when_it_is_known_as_a_helper() -> None:
    spec = {
        "containers": [
            box(
                "kube-rbac-proxy",
                "quay.io/brancz/kube-rbac-proxy:v0",
                args=["--upstream=http://127.0.0.1:9115/"],
                ports=[9443],
            ),
            box("blackbox-exporter", "prom/blackbox-exporter:v0", ports=[9115]),
        ]
    }
    found = {a.container.name: a.role for a in told(pod_from(deployment("blackbox-exporter", spec)))}
    assert found == {"kube-rbac-proxy": Role.SIDECAR, "blackbox-exporter": Role.MAIN}


def test_a_service_that_ends_at_the_helper_alone_shows_that_it_stands_in_front() -> None:
    spec = {
        "containers": [
            box("shop", "example/shop:1", ports=[9000]),
            box("http", "example/front:1", ports=[8000]),
        ]
    }
    [pod] = pods_from(deployment("shop", spec))
    found = told(pod, service("shop", [{"port": 8000}], {"app": "shop"}))
    assert [(a.container.name, a.role) for a in found] == [("shop", Role.MAIN), ("http", Role.SIDECAR)]


def test_different_sub_paths_of_one_volume_are_not_shared_files() -> None:
    def mounting(name: str, sub_path: str) -> dict[str, Any]:
        return {
            **box(name, f"example/{name}"),
            "volumeMounts": [{"name": "shared", "mountPath": "/d", "subPath": sub_path}],
        }

    assert roles(mounting("foo", "a"), mounting("bar", "b"))["bar"] == "co-located"
    assert roles(mounting("foo", "a"), mounting("bar", "a/b"))["bar"] == "sidecar"


def test_an_image_of_a_server_that_runs_another_program_is_not_that_server() -> None:
    redis = box("redis", "redis:7", ports=[6379], at="/data")
    assert (
        roles(redis, box("mend", "redis:7", command=["sh"], args=["/fix.sh"], at="/data"))["mend"]
        == "sidecar"
    )
    assert (
        roles(redis, box("second", "redis:7", command=["redis-server"], ports=[6380]))["second"]
        == "co-located"
    )


# Reasons


def test_reasons_tell_what_the_text_says() -> None:
    app, log = box("app", "shop:1", at="/logs"), box("ship", "example/thing", reads="/in")
    assert because("ship", app, log) == "It reads /in, which app writes as /logs."
    fill = box("pull", "example/thing", at="/out")
    assert because("pull", box("app", "shop", reads="/c"), fill) == "It fills /out, which app reads as /c."
    db = box("db", "alpine/socat", args=["tcp-listen:5432,fork", "tcp-connect:db.example.com:5432"])
    assert because("db", box("app", "shop:1", env={"URL": "localhost:5432"}), db) == (
        "app reaches it on localhost:5432, and it carries the connection to db.example.com:5432."
    )


def test_a_known_shipper_or_synchroniser_says_which_way_the_files_go() -> None:
    app, log = box("app", "shop:1", at="/logs"), box("ship", "fluent/fluent-bit:3", at="/in")
    assert because("ship", app, log) == "fluent-bit reads /in, which app writes as /logs, and ships it."
    web, git = box("web", "nginx", at="/html"), box("pull", "git-sync:v4", at="/git")
    assert because("pull", web, git) == "git-sync keeps /git up to date, which web reads as /html."


def test_a_container_without_a_name_is_called_by_its_image_or_its_place() -> None:
    app, log = box("", "x/shop:1", at="/logs"), box("ship", "example/thing", reads="/in")
    assert because("ship", app, log) == "It reads /in, which shop writes as /logs."
    assert because("ship", {**app, "image": ""}, log) == "It reads /in, which #1 writes as /logs."


def test_a_guess_is_marked_as_one_and_evidence_is_not() -> None:
    guess, sure = (
        pod_from({"containers": [box("foo", "x/y"), box("bar", "z/w")]}),
        pod_from({"containers": CASES[4][1]}),
    )
    assert not any(a.certain for a in told(guess))
    assert {a.container.name: a.certain for a in told(sure)}["proxy"]


# What the user says


def overriding(annotation: str) -> Pod:
    raw = bare(
        {
            "initContainers": [box("setup", "busybox")],
            "containers": [box("app", "shop:1", at="/l"), box("log", "fluent/fluent-bit", reads="/l")],
            "volumes": EMPTY,
        }
    )
    raw["metadata"]["annotations"] = {ANNOTATION: annotation}
    return pod_from(raw)


def test_an_override_wins_and_says_that_it_is_one() -> None:
    found = {a.container.name: a for a in told(overriding("log=adapter"))}
    assert (found["log"].role, found["app"].role, found["setup"].role) == (Role.ADAPTER, Role.MAIN, Role.INIT)
    assert str(found["log"].because) == "The annotation podwright.dev/roles says so."


def test_another_main_makes_the_former_one_its_helper() -> None:
    found = {a.container.name: a.role for a in told(overriding(" log = main , "))}
    assert found["log"] is Role.MAIN
    assert found["app"] is not Role.MAIN


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ("log", "not of the form"),
        ("nobody=main", "no container"),
        ("log=boss", "not a role"),
        ("log=init", "only they"),
        ("setup=main", "only they"),
        ("=main", "no container"),
    ],
)
def test_bad_entries_are_reported_and_the_good_ones_still_hold(entry: str, problem: str) -> None:
    pod = overriding(f"{entry},app=co-located")
    found = role_overrides(pod)
    assert dict(found.roles) == {"app": Role.CO_LOCATED}
    [message] = found.problems
    assert problem in str(message)
    assert {a.container.name: a.role for a in told(pod)}["app"] is Role.CO_LOCATED


# Every pod


NAMES = st.sampled_from(["app", "log", "proxy", "a", "b", "web-1", "", "exporter", "%s", "%(name)s"])
IMAGES = st.sampled_from(
    ["nginx", "redis", "busybox", "fluent-bit", "istio/proxyv2", "x/y-exporter", "", "%d"]
)
MOUNTS = st.lists(
    st.fixed_dictionaries(
        {"name": st.just("shared"), "mountPath": st.just("/%s"), "readOnly": st.booleans()}
    ),
    max_size=1,
)
CONTAINERS = st.fixed_dictionaries(
    {"name": NAMES, "image": IMAGES},
    optional={
        "ports": st.lists(st.fixed_dictionaries({"containerPort": st.integers(1, 9)}), max_size=2),
        "args": st.lists(
            st.sampled_from(["--upstream=http://localhost:5", "--listen=:6", "tail -F x | sed y"]), max_size=2
        ),
        "restartPolicy": st.just("Always"),
        "volumeMounts": MOUNTS,
        "resources": st.fixed_dictionaries(
            {"requests": st.fixed_dictionaries({"memory": st.sampled_from(["1Gi", "x", "1"])})}
        ),
    },
)


@given(st.lists(CONTAINERS, max_size=4), st.lists(CONTAINERS, max_size=3))
def test_every_container_has_one_role_a_reason_and_at_most_one_is_main(
    containers: list[dict[str, Any]], init: list[dict[str, Any]]
) -> None:
    pod = pod_from({"containers": containers, "initContainers": init, "volumes": EMPTY})
    found = told(pod)
    assert [a.container.path for a in found] == [c.path for c in pod.containers]
    assert all(str(a.because) for a in found)
    assert sum(a.role is Role.MAIN for a in found) <= 1
    running = [a for a in found if a.container.runs_with_the_pod]
    assert all((a.role is Role.INIT) == (not a.container.runs_with_the_pod) for a in found)
    assert len(running) != 1 or running[0].role is Role.MAIN
    # The same text gives the same answer.
    assert told(pod) == found


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=6)
    | st.sampled_from(["localhost:80", "Always", "1Gi"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "value", "runAsUser", "capabilities", "add", "requests"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)
WRONG = st.dictionaries(
    st.sampled_from(
        [
            "name",
            "image",
            "command",
            "args",
            "env",
            "ports",
            "volumeMounts",
            "securityContext",
            "resources",
            "stdin",
        ]
    ),
    ANYTHING,
    max_size=6,
)


@given(st.lists(WRONG, max_size=3), st.lists(WRONG, max_size=2), st.lists(WRONG, max_size=2), ANYTHING)
def test_no_manifest_however_wrong_breaks_the_roles(
    containers: list[Any], init: list[Any], ephemeral: list[Any], annotations: Any
) -> None:
    raw = bare(
        {"containers": containers, "initContainers": init, "ephemeralContainers": ephemeral, "volumes": EMPTY}
    )
    raw["metadata"] = {"name": "pod", "annotations": annotations, "labels": annotations}
    assert all(str(each.because) for each in told(pod_from(raw)))


def test_a_debugging_container_that_calls_the_app_is_a_sidecar_and_changes_nothing() -> None:
    spec = {
        "containers": [box("app", "shop:1", ports=[8080])],
        "ephemeralContainers": [box("debug", "busybox", args=["--probe=localhost:8080"])],
    }
    assert [(a.container.name, a.role.value) for a in told(pod_from(spec))] == [
        ("app", "main"),
        ("debug", "sidecar"),
    ]
    spec["containers"].append(box("log", "fluentd"))
    assert {a.container.name: a.role.value for a in told(pod_from(spec))}["app"] == "main"


def test_hundreds_of_containers_and_hostile_names_cost_no_more_than_their_length() -> None:
    many = [
        box(f"c{i}", f"r/a{i}", args=[f"--peer=localhost:{i + 1}"], ports=[i + 1], at="/x")
        for i in range(200)
    ]
    long = [
        box("a", "a-" * 20_000),
        box("-" * 40_000, "x/" + "-exporter" * 5_000, command=sh("tail -f " * 5_000)),
    ]
    for containers in (many, long):
        pod = pod_from({"containers": containers, "volumes": EMPTY})
        start = time.process_time()
        told(pod)
        assert time.process_time() - start < 2  # it takes some 0.05 s; quadratic behaviour takes minutes


@pytest.mark.parametrize(
    "services", [[], [service("web", [{"port": 80, "targetPort": 8081}], {"app": "web"})]]
)
def test_a_translator_that_reaches_main_is_an_adapter_also_where_the_service_ends_at_it(
    services: list[dict[str, Any]],
) -> None:
    translator = box(
        "grpc-transcoder",
        "envoyproxy/envoy:v1",
        args=["--to=127.0.0.1:5000"],
        ports=[8081],
        restartPolicy="Always",
    )
    spec = {"initContainers": [translator], "containers": [box("app", "shop:1", ports=[5000])]}
    pod = pod_from(deployment("web", spec))
    assert {each.container.name: each.role.value for each in told(pod, *services)} == {
        "grpc-transcoder": "adapter",
        "app": "main",
    }


# The labelled sets


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared corpus is not here")
@pytest.mark.parametrize("labelled", [SHARED / "labels.tsv", OWN], ids=["shared", "own"])
def test_at_least_nineteen_of_twenty_labelled_containers_are_told_right(labelled: Path) -> None:
    given = list(answers(labels(labelled), SHARED))
    assert len(given) > 150
    assert sum(map(_right, given)) >= 0.95 * len(given)


def _right(answer: Answer) -> bool:
    return answer.right
