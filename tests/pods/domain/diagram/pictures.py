"""Pods to draw: a few by hand, and any by hypothesis; and what must hold of every scene."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, cycle
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pods.domain import facts, namespaces, network, resources, volumes
from pods.domain.diagram import sizes
from pods.domain.diagram.arrange import arrange
from pods.domain.diagram.geometry import Box
from pods.domain.diagram.lettering import width
from pods.domain.diagram.scene import Outside, Scene
from pods.domain.facts import PodFacts
from pods.domain.manifest import reader
from pods.domain.messages import say
from pods.domain.roles import Assignment, Role

SHOP = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  template:
    metadata: {labels: {app: shop}}
    spec:
      initContainers:
      - {name: migrate, image: shop/migrate:3, volumeMounts: [{name: conf, mountPath: /etc/shop}]}
      - name: shipper
        image: fluent/fluent-bit:3.1
        restartPolicy: Always
        volumeMounts: [{name: logs, mountPath: /logs, readOnly: true}]
      - name: db-proxy
        image: cloud-sql-proxy:2.14
        restartPolicy: Always
        args: [--port=5432, "acme:europe-west1:shop"]
        ports: [{containerPort: 5432}]
      containers:
      - name: app
        image: shop/web:3
        env: [{name: DB, value: "localhost:5432"}]
        ports: [{containerPort: 8080, name: http}]
        readinessProbe: {httpGet: {port: http}}
        lifecycle: {preStop: {sleep: {seconds: 5}}}
        resources: {requests: {cpu: 200m, memory: 256Mi}, limits: {memory: 256Mi}}
        volumeMounts:
        - {name: logs, mountPath: /var/log/shop}
        - {name: conf, mountPath: /etc/shop/a.conf, subPath: a.conf}
        - {name: conf, mountPath: /etc/shop/b.conf, subPath: b.conf}
        - {name: cache, mountPath: /var/cache}
      - name: metrics
        image: nginx/nginx-prometheus-exporter:1.3
        args: ["--nginx.scrape-uri=http://localhost:8080/status"]
        ports: [{containerPort: 9113}]
      volumes:
      - {name: logs, emptyDir: {}}
      - {name: conf, configMap: {name: shop-conf}}
      - {name: cache, emptyDir: {medium: Memory}}
---
apiVersion: v1
kind: Service
metadata: {name: shop}
spec: {selector: {app: shop}, ports: [{port: 80, targetPort: http}]}
"""


def facts_of(text: str) -> PodFacts:
    """The facts of the first pod of a manifest."""
    manifest = reader.read(text)
    assert manifest.error is None, manifest.error
    return facts.gather(manifest.pods[0], manifest.objects)


def any_facts(text: str) -> PodFacts:
    """The facts of the first pod, its roles dealt out in turn, so that pictures of every role are drawn."""
    manifest = reader.read(text)
    first = manifest.pods[0]
    turns = zip(first.containers, cycle(Role), strict=False)
    return PodFacts(
        pod=first,
        sharing=namespaces.sharing(first),
        volumes=volumes.uses(first),
        network=network.network(first, manifest.objects),
        roles=tuple(Assignment(c, role, say("dealt"), True) for c, role in turns),
        resources=resources.effective(first),
    )


def pod(**spec: Any) -> str:
    """A manifest of one Pod. JSON, so that every name stands for itself."""
    return json.dumps(
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p", "labels": {"app": "p"}}, "spec": spec}
    )


def running(*names: str, **fields: Any) -> list[dict[str, Any]]:
    """Containers of these names, all with the same other fields."""
    return [{"name": name, "image": f"{name}:1", **fields} for name in names]


def scene_of(text: str) -> Scene:
    """The scene of the first pod of a manifest, in English."""
    return arrange(facts_of(text), str)


def any_scene(text: str) -> Scene:
    """The scene of the first pod of a manifest that `pods` made."""
    return arrange(any_facts(text), str)


# -- any pod -------------------------------------------------------------------------------------------------

_HOSTILE = st.sampled_from(
    [
        "<img src=x>",
        '"]]><script>',
        "a\nb\tc",
        "\u202egnp.exe",
        "x" * 3000,
        "이름",
        "\\N\\G<b>",
        "&amp;",
        "",
        "{{x}}",
    ]
)
_NAMES = st.one_of(st.from_regex(r"[a-z][a-z0-9-]{0,30}", fullmatch=True), _HOSTILE)
_PATHS = st.one_of(st.from_regex(r"(/[a-z.]{1,12}){1,6}", fullmatch=True), _HOSTILE)
_PORTS = st.integers(1, 12).map(lambda n: 8000 + n)


@st.composite
def _mounts(draw: st.DrawFn) -> dict[str, Any]:
    mount: dict[str, Any] = {"name": f"v{draw(st.integers(0, 7))}", "mountPath": draw(_PATHS)}
    if draw(st.booleans()):
        mount["subPath"] = draw(_PATHS)
    return mount | {"readOnly": draw(st.booleans())}


@st.composite
def _containers(draw: st.DrawFn) -> dict[str, Any]:
    calls = draw(st.lists(_PORTS, max_size=3))
    return {
        "name": draw(_NAMES),
        "image": draw(_NAMES),
        "env": [{"name": f"E{n}", "value": f"localhost:{port}"} for n, port in enumerate(calls)],
        "ports": [{"containerPort": p} for p in draw(st.lists(_PORTS, max_size=4))],
        "volumeMounts": draw(st.lists(_mounts(), max_size=6)),
    }


@st.composite
def pods(draw: st.DrawFn) -> str:
    """A manifest with a pod of any make, and Services that select it."""
    sources: st.SearchStrategy[dict[str, Any]] = st.sampled_from(
        [{"emptyDir": {}}, {"configMap": {"name": "c"}}, {"hostPath": {"path": "/run"}}]
    )
    init = [c | draw(st.sampled_from([{}, {"restartPolicy": "Always"}])) for c in draw(_some(4))]
    spec: dict[str, Any] = {
        "initContainers": init,
        "containers": draw(_some(9)),
        "ephemeralContainers": [c | {"targetContainerName": "target"} for c in draw(_some(2))],
        "volumes": [{"name": f"v{n}"} | draw(sources) for n in range(draw(st.integers(0, 7)))],
    }
    spec["containers"] += draw(st.sampled_from([[], running("target")]))
    spec |= {
        key: draw(st.booleans()) for key in ("hostNetwork", "hostPID", "hostIPC", "shareProcessNamespace")
    }
    services = [
        _service(draw(_NAMES), draw(st.lists(_PORTS, max_size=3))) for _ in range(draw(st.integers(0, 3)))
    ]
    return "\n---\n".join([pod(**spec), *services])


def any_pod(examples: int) -> Callable[[Callable[[str], None]], Callable[[], None]]:
    """Tries a test on manifests that `pods` makes."""
    # Shrinking a whole pod takes minutes and seldom says more than the pod itself.
    phases = [Phase.explicit, Phase.reuse, Phase.generate]
    tried = settings(max_examples=examples, suppress_health_check=list(HealthCheck), phases=phases)
    return lambda test: tried(given(pods())(test))


def _some(most: int) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(_containers(), max_size=most)


def _service(name: str, ports: list[int]) -> str:
    spec = {"selector": {"app": "p"}, "ports": [{"port": p, "targetPort": p} for p in ports]}
    return json.dumps({"apiVersion": "v1", "kind": "Service", "metadata": {"name": name}, "spec": spec})


# -- what must hold ------------------------------------------------------------------------------------------


def overlaps(scene: Scene) -> list[tuple[str, str]]:
    """Pairs of things that stand on each other: there must be none."""
    named = list(standing(scene))
    return [(a, b) for (a, one), (b, two) in combinations(named, 2) if meet(_shrunk(one), _shrunk(two))]


def meet(one: Box, other: Box) -> bool:
    """True where two boxes share any area."""
    beside = one.right <= other.x or other.right <= one.x
    return not (beside or one.bottom <= other.y or other.bottom <= one.y)


def standing(scene: Scene) -> Iterator[tuple[str, Box]]:
    """Everything that must stand free, labels on lines included."""
    yield from ((f"card {c.container.path}", c.box) for c in scene.cards)
    yield from ((f"volume {d.use.volume.path}", d.box) for d in scene.drums)
    yield from ((f"port {s.path} {s.text}", s.box) for s in scene.sockets)
    yield from ((f"outside {o.title}", o.box) for o in scene.outside)
    yield from ((f"call {k.text}", k.label) for k in scene.links if k.label is not None)
    yield from ((f"more {m.text}", m.box) for m in scene.more)
    for tag in scene.tags:
        yield f"mount {tag.use.mount.path}", Box(tag.label.x, tag.pill[1] - 7, tag.label.w, 14)
        if tag.sub is not None:
            wide = width(tag.sub, sizes.SMALL)
            yield f"subPath {tag.use.mount.path}", Box(tag.label.x, tag.pill[1] + 9, wide, 10)


def texts_leave_their_frames(things: Iterable[Outside]) -> list[Outside]:
    """Things outside the pod whose texts come nearer than 4 px to the frame on their right: there must be none."""
    return [o for o in things if 33 + max(width(o.title, 12.5, True), width(o.detail, 11)) > o.box.w - 4]


def _shrunk(box: Box) -> Box:
    return box.grown(-0.5)
