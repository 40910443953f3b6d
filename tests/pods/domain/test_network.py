from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pods.domain.manifest.reader import decode, read
from pods.domain.network import Network, network
from pods.domain.network.addresses import locals_in
from tests.pods.domain.builders import deployment, objects_from, pod_from, pods_from, service

CORPUS = Path("/work/shared/corpus/open")


def net(*containers: dict[str, Any], init: tuple[dict[str, Any], ...] = (), **spec: Any) -> Network:
    return network(pod_from({"initContainers": list(init), "containers": list(containers), **spec}), ())


def box(name: str, **fields: Any) -> dict[str, Any]:
    """A container; `ports=[80]` and `env={"A": "b"}` in short."""
    raw = {"name": name, "image": f"example/{name}-image", **fields}
    if "ports" in fields:
        raw["ports"] = [{"containerPort": p} if isinstance(p, int) else p for p in fields["ports"]]
    if "env" in fields:
        raw["env"] = [{"name": key, "value": value} for key, value in fields["env"].items()]
    return raw


def heard(found: Network, name: str) -> list[tuple[int, str, bool]]:
    return [(x.port, x.protocol, x.declared) for x in found.listeners if x.container.name == name]


def calls(found: Network) -> list[str]:
    return [f"{c.caller.name}>{c.callee.name}:{c.port}/{c.protocol}" for c in found.calls]


# Listeners


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"ports": [8080]}, [(8080, "TCP", True)]),
        ({"ports": [{"containerPort": 53, "protocol": "UDP"}]}, [(53, "UDP", True)]),
        ({"args": ["--port=8080"]}, [(8080, "TCP", False)]),
        ({"args": ["--port", "8080"]}, [(8080, "TCP", False)]),
        ({"args": ["--web.listen-address=:9115"]}, [(9115, "TCP", False)]),
        ({"args": ["--secure-listen-address=[$(IP)]:9100"]}, [(9100, "TCP", False)]),
        ({"args": ["--metrics-bind-address=127.0.0.1:8081"]}, [(8081, "TCP", False)]),
        ({"args": ["--http-address=http://0.0.0.0:4180"]}, [(4180, "TCP", False)]),
        ({"command": ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]}, [(8000, "TCP", False)]),
        ({"args": ["tcp-listen:5432,fork", "tcp-connect:db:5432"]}, [(5432, "TCP", False)]),
        ({"args": ["UDP4-LISTEN:514,fork", "-"]}, [(514, "UDP", False)]),
        ({"command": ["sh", "-c", "while true; do nc -lk -p 7000; done"]}, [(7000, "TCP", False)]),
        ({"command": ["python", "-m", "http.server", "8001"]}, [(8001, "TCP", False)]),
        ({"command": ["sh", "-c", "python -m http.server 8001"]}, [(8001, "TCP", False)]),
        ({"args": ["-instances=p:r-west1:db=tcp:0.0.0.0:3306"]}, [(3306, "TCP", False)]),
        ({"args": ["-N", "-L", "5432:db.example.com:5432", "jump"]}, [(5432, "TCP", False)]),
        ({"env": {"PORT": "3000"}}, [(3000, "TCP", False)]),
        (
            {"env": {"HTTP_PORT": "3000", "METRICS_PORT": "9000"}},
            [(3000, "TCP", False), (9000, "TCP", False)],
        ),
        (
            {"env": {"ADMIN_LISTEN": "0.0.0.0:8000 reuseport, 127.0.0.1:8443 ssl"}},
            [(8000, "TCP", False), (8443, "TCP", False)],
        ),
        ({"env": {"UDP_PORT": "514"}}, [(514, "UDP", False)]),
        ({"env": {"UDP_LISTEN": ":514"}}, [(514, "UDP", False)]),
        # Another's port, not its own.
        ({"args": ["--app-port=3000"]}, []),
        ({"env": {"DB_PORT": "5432"}}, []),
        ({"args": ["--redis.addr=localhost:6379"]}, []),
        ({"args": ["--upstream=http://127.0.0.1:8080/"]}, []),
        ({"args": ["--remote-port=8080"]}, []),
        # Not a port at all.
        ({"args": ["--port=0"]}, []),
        ({"args": ["--port=65535"]}, [(65535, "TCP", False)]),
        ({"args": ["--port=65536"]}, []),
        ({"args": ["--max-port=8080", "--http=8080"]}, []),
        ({"args": ["--max-connections=8080", "--report=10"]}, []),
        ({"env": {"PORT": "eighty"}}, []),
    ],
)
def test_what_a_container_listens_on(fields: dict[str, Any], expected: list[tuple[int, str, bool]]) -> None:
    assert heard(net(box("a", **fields)), "a") == expected


def test_a_declared_port_is_listed_once_even_where_an_option_says_it_too() -> None:
    found = net(box("a", ports=[8080], args=["--listen=127.0.0.1:8080"]))
    [listener] = found.listeners
    assert (listener.declared, listener.address) == (True, "127.0.0.1")


def test_a_product_listens_on_its_usual_port_only_where_nothing_else_is_said() -> None:
    assert heard(net({"name": "cache", "image": "redis:7"}), "cache") == [(6379, "TCP", False)]
    assert heard(net({"name": "cache", "image": "redis:7", "ports": [{"containerPort": 7000}]}), "cache") == [
        (7000, "TCP", True)
    ]
    assert net({"name": "cache", "image": "redis:7"}).listeners[0].likely


def test_an_init_step_is_heard_only_where_it_declares_a_port() -> None:
    found = net(box("a", ports=[80]), init=(box("setup", args=["--port=80"]), box("wait", ports=[81])))
    assert heard(found, "setup") == []
    assert heard(found, "wait") == [(81, "TCP", True)]


# Clashes


def claimed(found: Network) -> list[tuple[int, str, list[str]]]:
    return [(c.port, c.protocol, [x.name for x in c.containers]) for c in found.clashes]


def test_two_containers_on_one_port_clash() -> None:
    assert claimed(net(box("a", ports=[80]), box("b", ports=[80]), box("c", ports=[81]))) == [
        (80, "TCP", ["a", "b"])
    ]


def test_the_same_port_over_tcp_and_udp_is_no_clash() -> None:
    assert (
        claimed(net(box("a", ports=[53]), box("b", ports=[{"containerPort": 53, "protocol": "UDP"}]))) == []
    )


def test_a_port_declared_twice_by_one_container_is_no_clash() -> None:
    assert claimed(net(box("a", ports=[80, 80]))) == []


def test_a_native_sidecar_clashes_with_an_app_and_an_init_step_does_not() -> None:
    sidecar = box("proxy", ports=[80], restartPolicy="Always")
    assert claimed(net(box("a", ports=[80]), init=(box("setup", ports=[80]), sidecar))) == [
        (80, "TCP", ["proxy", "a"])
    ]


def test_different_host_ports_and_addresses_do_not_help_inside_the_pod() -> None:
    one = box("a", ports=[{"containerPort": 80, "hostPort": 8080, "hostIP": "10.0.0.1"}])
    other = box("b", ports=[{"containerPort": 80, "hostPort": 8081, "hostIP": "10.0.0.2"}])
    assert claimed(net(one, other)) == [(80, "TCP", ["a", "b"])]


def test_two_single_addresses_of_the_pod_get_along_as_in_node_exporter_behind_its_proxy() -> None:
    proxy = box("kube-rbac-proxy", ports=[9100], args=["--secure-listen-address=[$(IP)]:9100"])
    exporter = box("exporter", args=["--web.listen-address=127.0.0.1:9100"])
    assert claimed(net(exporter, proxy)) == []
    assert claimed(net(box("exporter", args=["--web.listen-address=:9100"]), proxy)) == [
        (9100, "TCP", ["exporter", "kube-rbac-proxy"])
    ]


def test_two_untouched_web_servers_clash_on_the_port_of_their_image() -> None:
    one, other = {"name": "a", "image": "nginx"}, {"name": "b", "image": "nginx:1.27"}
    assert claimed(net(one, other)) == [(80, "TCP", ["a", "b"])]
    assert claimed(net(one, {**other, "command": ["sleep", "infinity"]})) == []


def test_a_health_checker_binds_the_port_that_its_driver_declares_for_its_probe() -> None:
    driver = box("driver", ports=[9808])
    checker = {
        "name": "live",
        "image": "registry.k8s.io/sig-storage/livenessprobe:v2",
        "args": ["--health-port=9808"],
    }
    assert claimed(net(driver, checker)) == []
    assert claimed(net(driver, {**checker, "image": "example/other"})) == [(9808, "TCP", ["driver", "live"])]


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (["redis-server", "/etc/redis.conf"], [6379]),
        (["sh", "-c", "exec redis-server"], [6379]),
        (["sh", "-c", "redis-cli -h other ping"], []),
        (["sleep", "infinity"], []),
    ],
)
def test_an_image_whose_command_runs_another_program_does_not_listen_as_its_product(
    command: list[str], expected: list[int]
) -> None:
    found = net({"name": "cache", "image": "redis:7", "command": command})
    assert [listener.port for listener in found.listeners] == expected


# Calls


@pytest.mark.parametrize(
    "says",
    [
        {"env": {"DATABASE_URL": "postgres://user:secret@localhost:5432/shop"}},
        {"env": {"DATABASE_URL": "postgres://user:secret@localhost/shop"}},
        {"env": {"DB_HOST": "127.0.0.1", "DB_PORT": "5432"}},
        {"env": {"DB_HOST": "127.0.0.1"}},
        {"env": {"POSTGRES_HOST": "localhost"}},
        {"env": {"P": "5432", "URL": "localhost:$(P)"}},
        {"args": ["--db=127.0.0.1:5432"]},
        {"args": ["--db-host=127.0.0.1", "--db-port=5432"]},
        {"command": ["psql", "-h", "127.0.0.1", "-p", "5432"]},
        {"command": ["sh", "-c", "until nc -z localhost 5432; do sleep 1; done; run --db [::1]:5432"]},
        {"livenessProbe": {"exec": {"command": ["sh", "-c", "pg_isready -d localhost:5432"]}}},
    ],
)
def test_a_container_that_names_localhost_and_a_port_calls_who_listens_there(says: dict[str, Any]) -> None:
    found = net(box("app", **says), box("proxy", ports=[5432]))
    assert calls(found) == ["app>proxy:5432/TCP"]
    assert "secret" not in found.calls[0].said
    assert "5432" in found.calls[0].said


@pytest.mark.parametrize(
    "says",
    [
        {"env": {"DATABASE_URL": "postgres://db.example.com:5432/shop"}},
        {"env": {"DATABASE_URL": "postgres://notlocalhost:5432/shop"}},
        {"env": {"DB_HOST": "db", "DB_PORT": "5432"}},
        {"env": {"NO_PROXY": "localhost,127.0.0.1"}},
        {"env": {"URL": "localhost:54321"}},
        {"args": ["--listen=127.0.0.1:5432"]},
        {"ports": [5432], "args": ["--check=localhost:5432"]},
        {"command": ["sh", "-c", "# localhost:5432\nrun"]},
    ],
)
def test_other_hosts_other_ports_and_its_own_are_not_calls(says: dict[str, Any]) -> None:
    assert calls(net(box("app", **says), box("proxy", ports=[5432]))) == []


def test_a_lone_remote_port_is_a_call_only_where_a_sibling_listens_and_no_other_host_is_named() -> None:
    app = box("app", ports=[8888])
    assert calls(net(app, box("guard", env={"REMOTE_PORT": "8888"}))) == ["guard>app:8888/TCP"]
    assert calls(net(app, box("guard", args=["--app-port", "8888"]))) == ["guard>app:8888/TCP"]
    assert calls(net(app, box("guard", env={"REMOTE_PORT": "8888", "REMOTE_HOST": "web"}))) == []
    assert calls(net(app, box("guard", env={"REMOTE_PORT": "9999"}))) == []


def test_the_only_silent_container_is_the_one_that_must_be_meant() -> None:
    found = net(box("app", ports=[8080], env={"LOG_URL": "http://localhost:9009"}), box("ambassador"))
    assert calls(found) == ["app>ambassador:9009/TCP"]
    assert heard(found, "ambassador") == [(9009, "TCP", False)]


def test_of_two_silent_containers_nobody_is_guessed() -> None:
    assert calls(net(box("app", ports=[80], env={"U": "http://localhost:9009"}), box("x"), box("y"))) == []


def test_a_host_belongs_to_the_port_whose_setting_has_the_same_words_in_front() -> None:
    said = {"MAIN_DB_HOST": "localhost", "MAIN_DB_PORT": "6000", "DB_PORT": "1", "MAIN_PORT": "2"}
    assert calls(net(box("app", env=said), box("proxy", ports=[6000]))) == ["app>proxy:6000/TCP"]


def test_a_container_whose_own_ports_are_unknown_may_mean_itself() -> None:
    assert calls(net(box("app", env={"U": "http://localhost:9009"}), box("x"))) == []


def test_a_silent_container_that_an_init_step_cannot_reach_yet_is_not_the_one_that_is_meant() -> None:
    step = box("migrate", ports=[1], env={"U": "http://localhost:9009"})
    assert calls(net(box("app"), init=(step,))) == []
    sidecar = box("proxy", restartPolicy="Always")
    assert calls(net(box("app"), init=(sidecar, step))) == ["migrate>proxy:9009/TCP"]


def test_an_init_step_reaches_native_sidecars_and_nobody_else() -> None:
    step = box("migrate", env={"DB": "localhost:5432", "CACHE": "localhost:6379"})
    sidecar = box("proxy", ports=[5432], restartPolicy="Always")
    assert calls(net(box("redis", ports=[6379]), init=(step, sidecar))) == ["migrate>proxy:5432/TCP"]


def test_dns_written_with_a_hash_is_a_call_over_udp() -> None:
    dns = box("dns", ports=[{"containerPort": 10053, "protocol": "UDP"}, {"containerPort": 10053}])
    assert calls(net(dns, box("cache", args=["--server=127.0.0.1#10053"]))) == ["cache>dns:10053/UDP"]
    assert calls(net(dns, box("cache", args=["--server=127.0.0.1:10053"]))) == ["cache>dns:10053/TCP"]


def test_a_mounted_configuration_file_of_the_same_stream_says_who_is_called() -> None:
    conf = {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": {"name": "conf"},
        "data": {
            "nginx.conf": "location / {\n  # at http://localhost:9000\n  // http://localhost:9000\n"
            "  proxy_pass http://127.0.0.1:9000;\n}"
        },
    }
    web = box("web", volumeMounts=[{"name": "conf", "mountPath": "/etc/nginx"}])
    spec = {
        "containers": [web, box("app", ports=[9000])],
        "volumes": [{"name": "conf", "configMap": {"name": "conf"}}],
    }
    [pod] = pods_from(deployment("shop", spec))
    found = network(pod, objects_from(conf))
    assert calls(found) == ["web>app:9000/TCP"]
    assert found.calls[0].said == "nginx.conf: 127.0.0.1:9000"
    assert calls(network(pod, ())) == []


def test_variables_of_a_config_map_are_read() -> None:
    conf = {"kind": "ConfigMap", "metadata": {"name": "conf"}, "data": {"CACHE": "redis://localhost"}}
    whole = box("app", envFrom=[{"configMapRef": {"name": "conf"}}])
    single = {
        "name": "app",
        "env": [{"name": "C", "valueFrom": {"configMapKeyRef": {"name": "conf", "key": "CACHE"}}}],
    }
    for app in (whole, single):
        pod = pod_from({"containers": [app, box("cache", ports=[6379])]})
        assert calls(network(pod, objects_from(conf))) == ["app>cache:6379/TCP"]


@pytest.mark.parametrize(
    ("text", "ports"),
    [
        ("redis://user:secret@localhost", [6379]),
        ("postgres://localhost/x http://[::1]:81/", [5432, 81]),
        ("http://example.com/localhost", [None]),  # the scheme is that of another host
        ("LOCALHOST:80 127.9.9.9#53", [80, 53]),
        ("localhost:0 localhost:65535 localhost:65536", [None, 65535, None]),
        ("notlocalhost:80 localhost.example.com:80 localhost:80:90", []),
    ],
)
def test_localhost_in_a_text_has_the_port_that_is_said_or_that_its_scheme_stands_for(
    text: str, ports: list[int | None]
) -> None:
    assert [local.port for local in locals_in(text)] == ports


# Upstreams


@pytest.mark.parametrize(
    ("image", "args", "expected"),
    [
        (
            "gcr.io/cloud-sql-connectors/cloud-sql-proxy:2",
            ["--port=5432", "proj:europe-west1:db"],
            ["proj:europe-west1:db"],
        ),
        ("gce-proxy:1", ["/cloud_sql_proxy", "-instances=proj:us-east1:db=tcp:3306"], ["proj:us-east1:db"]),
        ("gce-proxy:1", ["-instances=${NAME}=tcp:3306"], ["${NAME}"]),
        (
            "alpine/socat",
            ["tcp-listen:5432,fork", "tcp-connect:db.example.com:5432"],
            ["db.example.com:5432"],
        ),
        ("pgbouncer", ["--upstream=postgres://db.internal:5432/x"], ["db.internal:5432"]),
        ("example/app", ["--target=http://api.example.com/"], ["api.example.com"]),
        ("example/app", ["--upstream=https://me:pw@api.example.com:8443/x"], ["api.example.com:8443"]),
        ("example/app", ["--upstream=db.example.com:5432"], ["db.example.com:5432"]),
        ("example/app", ["--upstream=db.example.com:99999"], []),
        ("example/app", ["--upstream=http://127.0.0.1:8080"], []),
        ("example/app", ["--docs=http://example.com"], []),
        ("alpine/socat", ["tcp-listen:80,fork", "tcp:127.0.0.1:8080"], []),
    ],
)
def test_where_a_helper_carries_traffic_to(image: str, args: list[str], expected: list[str]) -> None:
    found = net({"name": "helper", "image": image, "args": args}, box("app", ports=[9000]))
    assert [u.address for u in found.upstreams if u.container.name == "helper"] == expected


# Services

WEB = {"containers": [box("app", ports=[{"containerPort": 8080, "name": "http"}])]}


def hits(spec: dict[str, Any], *services: dict[str, Any], **of: Any) -> list[tuple[str, str, list[str]]]:
    [pod] = pods_from(deployment("shop", spec))
    found = network(pod, objects_from(*services))
    return [(h.service, h.target, [c.name for c in h.containers]) for h in found.services]


@pytest.mark.parametrize(
    ("port", "target", "expected"),
    [
        ({"port": 80, "targetPort": 8080}, "8080", ["app"]),
        ({"port": 80, "targetPort": "http"}, "http", ["app"]),
        ({"port": 8080}, "8080", ["app"]),
        ({"port": 8080, "targetPort": 0}, "8080", ["app"]),
        ({"port": 80}, "80", []),
        ({"port": 80, "targetPort": "metrics"}, "metrics", []),
        ({"port": 80, "targetPort": "http", "protocol": "UDP"}, "http", []),
        ({"port": 80, "targetPort": 8080, "protocol": "UDP"}, "8080", []),
        ({"port": 80, "targetPort": True}, "true", []),
    ],
)
def test_where_a_service_port_ends(port: dict[str, Any], target: str, expected: list[str]) -> None:
    assert hits(WEB, service("web", [port], {"app": "shop"})) == [("web", target, expected)]


@pytest.mark.parametrize("selector", [{}, {"app": "other"}, {"app": "shop", "tier": "web"}])
def test_a_service_selects_only_where_every_pair_is_a_label(selector: dict[str, str]) -> None:
    assert hits(WEB, service("web", [{"port": 8080}], selector)) == []


def test_a_service_of_another_namespace_does_not_select() -> None:
    other = service("web", [{"port": 8080}], {"app": "shop"})
    other["metadata"]["namespace"] = "elsewhere"
    assert hits(WEB, other) == []
    other["metadata"]["namespace"] = "default"
    assert hits(WEB, other) == [("web", "8080", ["app"])]


def test_an_external_name_and_a_knative_service_select_nothing() -> None:
    external = service("web", [{"port": 8080}], {"app": "shop"})
    external["spec"]["type"] = "ExternalName"
    knative = {**service("web", [{"port": 8080}], {"app": "shop"}), "apiVersion": "serving.knative.dev/v1"}
    assert hits(WEB, external, knative) == []


def test_a_named_target_is_sought_in_containers_then_native_sidecars_and_never_in_init_steps() -> None:
    named = {"containerPort": 1, "name": "web"}
    step, sidecar = box("step", ports=[named]), box("side", ports=[named], restartPolicy="Always")
    wanted = service("s", [{"port": 80, "targetPort": "web"}], {"app": "shop"})
    first, second = box("first", ports=[named]), box("second", ports=[named])
    assert hits({"containers": [box("a")], "initContainers": [step]}, wanted) == [("s", "web", [])]
    assert hits({"containers": [box("a")], "initContainers": [step, sidecar]}, wanted) == [
        ("s", "web", ["side"])
    ]
    assert hits({"containers": [first, second], "initContainers": [sidecar]}, wanted) == [
        ("s", "web", ["first"])
    ]


# Anything at all


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["localhost:80", "$(A)", "80"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
FIELDS = [
    "name",
    "image",
    "command",
    "args",
    "env",
    "envFrom",
    "ports",
    "volumeMounts",
    "lifecycle",
    "livenessProbe",
]
CONTAINER = st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=6)


@given(st.lists(CONTAINER, max_size=3), JSON, JSON)
def test_no_manifest_however_wrong_breaks_the_network(containers: list[Any], ports: Any, data: Any) -> None:
    pod = pod_from({"containers": containers, "volumes": [{"name": "v", "configMap": {"name": "c"}}]})
    odd = {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": "s"},
        "spec": {"selector": {"a": "b"}, "ports": ports},
    }
    network(pod, objects_from(odd, {"kind": "ConfigMap", "metadata": {"name": "c"}, "data": data}))


@given(st.lists(st.lists(st.integers(1, 20), max_size=4), min_size=1, max_size=5))
def test_a_port_clashes_exactly_where_two_containers_declare_it(ports: list[list[int]]) -> None:
    found = net(*(box(f"c{index}", ports=list(numbers)) for index, numbers in enumerate(ports)))
    twice = {n for n in range(1, 21) if sum(n in numbers for numbers in ports) > 1}
    assert {clash.port for clash in found.clashes} == twice


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not here")
def test_every_call_and_hit_of_the_corpus_is_between_containers_of_one_pod() -> None:
    for file in sorted(CORPUS.glob("*.y*ml"))[::4]:
        manifest = read(decode(file.read_bytes()).text)
        for pod in manifest.pods:
            found = network(pod, manifest.objects)
            paths = {container.path for container in pod.containers}
            for call in found.calls:
                assert {call.caller.path, call.callee.path} <= paths
                assert call.caller is not call.callee
            assert all(listener.container.path in paths for listener in found.listeners)
