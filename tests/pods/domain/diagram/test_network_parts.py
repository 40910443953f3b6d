"""Ports, calls, Services, readers, upstreams."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pods.domain.diagram import sizes
from pods.domain.diagram.outside import Leaving, upstreams
from pods.domain.diagram.scene import Link, Scene, Socket
from pods.domain.network import Upstream
from tests.pods.domain.diagram.pictures import (
    SHOP,
    facts_of,
    pod,
    running,
    scene_of,
    texts_leave_their_frames,
)


def _ports(*numbers: int) -> list[dict[str, Any]]:
    return [{"containerPort": n} for n in numbers]


def _service(target: Any) -> str:
    spec = {"selector": {"app": "p"}, "ports": [{"port": 80, "targetPort": target}]}
    return json.dumps({"apiVersion": "v1", "kind": "Service", "metadata": {"name": "front"}, "spec": spec})


def _sockets(scene: Scene) -> list[tuple[str, str]]:
    return [(s.text, s.state) for s in scene.sockets]


def _links(scene: Scene, kind: str) -> list[Link]:
    return [link for link in scene.links if link.kind == kind]


def test_a_port_stands_above_its_container_with_its_name() -> None:
    scene = scene_of(
        pod(containers=[*running("app", ports=_ports(8080)), *running("db", ports=_ports(5432))])
    )
    assert _sockets(scene) == [(":8080 app", "declared"), (":5432 db", "declared")]
    assert [s.box.x for s in scene.sockets] == [c.box.x for c in scene.cards]


def test_a_clash_is_one_socket_that_names_both_owners() -> None:
    scene = scene_of(pod(containers=[*running("app", ports=_ports(80)), *running("web", ports=_ports(80))]))
    assert _sockets(scene) == [(":80 app + web", "clash")]
    assert "app, web" in scene.sockets[0].tip


def test_tcp_and_udp_on_one_number_do_not_clash() -> None:
    ports = [{"containerPort": 53}, {"containerPort": 53, "protocol": "UDP"}]
    scene = scene_of(pod(containers=running("dns", ports=ports)))
    assert _sockets(scene) == [(":53 dns", "declared"), (":53/udp dns", "declared")]


def test_a_host_port_is_written_beside_its_port() -> None:
    ports = [{"containerPort": 8080, "hostPort": 80}]
    assert _sockets(scene_of(pod(containers=running("app", ports=ports)))) == [
        (":8080 app · node :80", "declared")
    ]


def test_two_thousand_ports_are_counted() -> None:
    scene = scene_of(pod(containers=running("app", ports=_ports(*range(1000, 3000)))))
    shown, more = scene.sockets[:-1], scene.sockets[-1]
    assert more.text == f"+{2000 - len(shown)}"
    assert more.box.right <= scene.cards[0].box.right


def test_a_service_leads_to_the_socket_it_targets() -> None:
    scene = scene_of(SHOP)
    (link,) = _links(scene, "service")
    target = next(s for s in scene.sockets if s.text == ":8080 app")
    assert link.line[-1] == (target.box.cx, target.box.y)
    assert next(o for o in scene.outside if o.kind == "service").detail == "80 → http"


def test_a_service_that_targets_nothing_leads_to_a_red_socket() -> None:
    scene = scene_of(f"{pod(containers=running('app'))}\n---\n{_service('nowhere')}")
    assert _sockets(scene) == [(":nowhere ?", "missing")]
    assert len(_links(scene, "service")) == 1


def test_a_service_that_targets_an_undeclared_number_is_no_mistake() -> None:
    scene = scene_of(f"{pod(containers=running('app'))}\n---\n{_service(9999)}")
    assert _sockets(scene) == [(":9999", "known")]


def test_a_call_leads_from_caller_to_callee_with_its_port() -> None:
    scene = scene_of(SHOP)
    cards = {c.container.path: c.container.name for c in scene.cards}
    calls = {(cards[k.start], cards[k.end], k.text) for k in _links(scene, "call")}
    assert ("app", "db-proxy", "localhost:5432") in calls


def test_an_upstream_stands_right_of_the_pod_and_its_line_leaves_the_ambassador() -> None:
    scene = scene_of(SHOP)
    (link,) = _links(scene, "upstream")
    box = next(o.box for o in scene.outside if o.kind == "upstream")
    assert box.x > scene.frames[0].box.right
    assert link.line[-1] == (box.x, box.cy)
    assert next(c for c in scene.cards if c.container.path == link.start).container.name == "db-proxy"


def test_an_adapter_without_a_service_is_read_from_outside() -> None:
    scene = scene_of(SHOP)
    (link,) = _links(scene, "reader")
    assert next(c for c in scene.cards if c.container.path == link.end).container.name == "metrics"


def test_calls_above_each_other_share_no_track() -> None:
    env = [{"name": "A", "value": "localhost:9000"}]
    callers = running("a", "b", "c", env=env)
    scene = scene_of(pod(containers=[*callers, *running("hub", ports=_ports(9000))]))
    labels = [k.label for k in _links(scene, "call")]
    assert len(labels) == 3
    assert len({label.y for label in labels if label}) == 3


def test_a_long_name_is_cut_to_the_width_of_its_column() -> None:
    scene = scene_of(pod(containers=running("x" * 10_000, ports=_ports(80))))
    socket: Socket = scene.sockets[0]
    assert socket.text.endswith("…")
    assert socket.box.right <= scene.cards[0].box.right


@given(st.text("abcW가", min_size=1, max_size=80), st.text("abcW가나", min_size=1, max_size=40))
@settings(max_examples=30, deadline=None)
def test_both_texts_of_an_upstream_keep_off_its_frame_in_any_language(address: str, outside: str) -> None:
    proxy = facts_of(pod(containers=running("proxy"))).pod.containers[0]
    leaving = Leaving(Upstream(proxy, address), ((0.0, 100.0), (300.0, 100.0)))
    boxes, _ = upstreams([leaving], 340.0, lambda message: outside)
    assert texts_leave_their_frames(boxes) == []
    assert boxes[0].detail == outside or boxes[0].box.w == sizes.OUTSIDE_MAX


def test_the_line_of_an_ambassador_with_nothing_on_its_right_leaves_it_there() -> None:
    proxy = running("db-proxy", ports=_ports(5432))
    proxy[0] |= {"image": "cloud-sql-proxy:2", "args": ["--port=5432", "acme:europe-west1:shop"]}
    env = [{"name": "DB", "value": "localhost:5432"}]
    scene = scene_of(pod(containers=[*running("app", env=env), *proxy]))
    (link,) = _links(scene, "upstream")
    card = next(c.box for c in scene.cards if c.container.name == "db-proxy")
    assert link.line[0][0] == card.right
    assert card.y < link.line[0][1] < card.bottom


def test_a_call_between_rows_leaves_and_reaches_its_cards_between_the_columns() -> None:
    env = [{"name": "A", "value": "localhost:9000"}]
    names = running("a", "b", "c", "d", "e")
    scene = scene_of(
        pod(containers=[*names, *running("f", env=env), *running("g"), *running("hub", ports=_ports(9000))])
    )
    (link,) = _links(scene, "call")
    boxes = {c.container.path: c.box for c in scene.cards}
    assert link.line[0][1] == boxes[link.start].y
    assert link.line[-1][1] == boxes[link.end].y


def test_a_call_of_a_lower_init_step_leaves_on_its_right() -> None:
    env = [{"name": "A", "value": "localhost:9000"}]
    hub = running("hub", ports=_ports(9000), restartPolicy="Always")
    scene = scene_of(
        pod(initContainers=[*hub, *running("one"), *running("two", env=env)], containers=running("app"))
    )
    (link,) = _links(scene, "call")
    card = next(c.box for c in scene.cards if c.container.name == "two")
    assert link.line[0] == (card.right, card.cy)


def test_calls_beyond_what_a_band_holds_share_its_last_track() -> None:
    env = [{"name": f"A{n}", "value": f"localhost:{9000 + n}"} for n in range(24)]
    hub = running("hub", ports=_ports(*range(9000, 9024)))
    scene = scene_of(pod(containers=[*running("app", env=env), *hub]))
    assert len({k.line[1][1] for k in _links(scene, "call")}) <= 16


def test_services_beyond_a_dozen_are_counted() -> None:
    services = [_service(80).replace("front", f"front-{n}") for n in range(15)]
    scene = scene_of("\n---\n".join([pod(containers=running("app", ports=_ports(80))), *services]))
    assert len(scene.outside) == 12
    assert [m.text for m in scene.more] == ["+3 more Services"]
