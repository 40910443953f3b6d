"""A drawing as a page, a file, a card and a text have it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from pods.domain.diagram import CSS_FILE, all_views, draw, icons
from pods.domain.diagram.style import Theme
from pods.domain.findings import Finding
from pods.domain.manifest import reader
from pods.domain.messages import Message, say
from pods.domain.severity import Severity
from tests.pods.domain.diagram.pictures import SHOP, any_facts, any_pod, facts_of, pod, running

SVG = "{http://www.w3.org/2000/svg}"
SHOP_FACTS = facts_of(SHOP)


def _root(markup: str) -> ET.Element:
    return ET.fromstring(markup)


def _of_kind(root: ET.Element, kind: str) -> list[ET.Element]:
    return [g for g in root.iter(f"{SVG}g") if g.get("data-kind") == kind]


@any_pod(15)
def test_every_picture_of_any_pod_is_well_formed_and_every_thing_has_one_id(text: str) -> None:
    facts = any_facts(text)
    for view in all_views():
        drawing = draw(facts, view, prefix="x")
        root = _root(drawing.svg)
        ids = Counter(e.get("id") for e in root.iter() if e.get("id"))
        assert [i for i, count in ids.items() if count > 1] == []
        assert all(i.startswith("x-") for i in ids if i)
        _root(drawing.thumbnail)
        _root(drawing.standalone(fonts=False))


@any_pod(15)
def test_nothing_in_a_picture_is_markup_of_the_manifest(text: str) -> None:
    root = _root(draw(any_facts(text)).svg)
    ours = {"svg", "title", "desc", "g", "rect", "text", "path", "circle", "polygon"}
    assert {e.tag.removeprefix(SVG) for e in root.iter()} <= ours
    assert not [name for e in root.iter() for name in e.attrib if name.startswith("on") or name == "href"]


def test_every_container_is_a_group_that_can_be_selected() -> None:
    groups = _of_kind(_root(draw(SHOP_FACTS).svg), "container")
    assert [g.get("data-path") for g in groups] == [c.path for c in SHOP_FACTS.pod.containers]
    app = next(g for g in groups if g.get("data-name") == "app")
    assert app.get("class") == "container role-main kind-container"
    assert (app.get("role"), app.get("tabindex")) == ("button", "0")
    assert app.get("aria-label") == "app, main, container"
    assert app.get("id") == "pod-container-spec-template-spec-containers-0"


@pytest.mark.parametrize("kind", ["volume", "mount", "port"])
def test_every_other_thing_of_the_manifest_can_be_selected_too(kind: str) -> None:
    groups = [g for g in _of_kind(_root(draw(SHOP_FACTS).svg), kind) if g.get("data-path")]
    assert groups
    assert all(g.get("tabindex") == "0" and g.get("role") == "button" and g.get("aria-label") for g in groups)


@any_pod(15)
def test_only_what_can_be_selected_is_a_button_and_everything_says_what_it_is(text: str) -> None:
    facts = any_facts(text)
    for view in all_views():
        groups = [g for g in _root(draw(facts, view).svg).iter(f"{SVG}g") if g.get("data-kind")]
        assert all(g.find(f"{SVG}title") is not None for g in groups)
        for g in groups:
            assert g.get("aria-label")
            assert g.get("role") == ("button" if g.get("data-path") else "img")
            assert g.get("tabindex") == ("0" if g.get("data-path") else None)


def test_regions_and_the_outside_world_can_only_be_pointed_at() -> None:
    root = _root(draw(SHOP_FACTS).svg)
    for kind in ("link", "service", "upstream", "reader", "region"):
        assert _of_kind(root, kind)
        assert not [g for g in _of_kind(root, kind) if g.get("tabindex")]


def test_a_mount_says_what_it_leads_from_and_to() -> None:
    mount = _of_kind(_root(draw(SHOP_FACTS).svg), "mount")[0]
    paths = {c.path for c in SHOP_FACTS.pod.containers}
    assert mount.get("data-from") in paths
    assert mount.get("data-to") in {v.volume.path for v in SHOP_FACTS.volumes}


def test_the_picture_for_a_page_brings_no_style_and_the_one_alone_brings_all() -> None:
    drawing = draw(SHOP_FACTS)
    assert "<style" not in drawing.svg
    assert "style=" not in drawing.svg
    alone = drawing.standalone()
    assert "@font-face" in alone
    assert "prefers-color-scheme: dark" in alone
    assert "@font-face" not in drawing.standalone(Theme.LIGHT, fonts=False)


def test_title_and_description_name_the_pod_and_what_is_in_it() -> None:
    root = _root(draw(SHOP_FACTS).svg)
    assert root.findtext(f"{SVG}title") == "What the containers of Deployment shop share"
    said = root.findtext(f"{SVG}desc") or ""
    assert all(name in said for name in ("migrate", "shipper", "db-proxy", "app", "metrics", "logs", "conf"))
    assert (root.get("aria-labelledby"), root.get("aria-describedby")) == ("pod-title", "pod-desc")


def test_words_of_the_picture_are_said_in_the_readers_language() -> None:
    def shouted(message: Message) -> str:
        return str(message).upper()

    svg = draw(SHOP_FACTS, words=shouted).svg
    for word in (
        "NETWORK: LOCALHOST",
        "NATIVE SIDECAR",
        "AMBASSADOR",
        "ENDS WITH POD",
        "INIT 1",
        "FIRST, ONE BY ONE",
    ):
        assert f">{word}<" in svg
    assert ">app<" in svg  # a name is no word


def test_a_name_of_ten_kilobytes_is_cut_and_whole_in_its_tooltip() -> None:
    name = "n" * 10_000
    svg = draw(facts_of(pod(containers=[{"name": name, "image": "web:1"}]))).svg
    assert svg.count(name) == 1
    assert len(svg) < 40_000


def test_a_container_without_a_name_or_an_image_says_so() -> None:
    svg = draw(facts_of(pod(containers=[{}]))).svg
    assert ">(no name)<" in svg
    assert ">no image<" in svg


def test_no_containers_is_said() -> None:
    assert ">no containers yet<" in draw(facts_of(pod(containers=[]))).svg


def _finding(path: str, severity: str) -> Finding:
    manifest = reader.read(SHOP)
    position = manifest.locate(0, path)
    return Finding("r", Severity(severity), 0, path, position, say("m"), say("h"))


def test_findings_mark_the_thing_they_are_about_with_the_worst_of_them() -> None:
    path = SHOP_FACTS.pod.containers[3].path
    findings = [_finding(path + ".image", "warning"), _finding(path + ".ports[0]", "error")]
    root = _root(draw(SHOP_FACTS, findings=findings).svg)
    marked = [g for g in _of_kind(root, "container") if "findings" in ET.tostring(g, encoding="unicode")]
    assert [g.get("data-path") for g in marked] == [path]
    assert 'class="findings sev-error"' in ET.tostring(marked[0], encoding="unicode").replace("ns0:", "")


def test_a_finding_of_another_container_with_a_longer_index_marks_nothing_here() -> None:
    names = [f"c{n}" for n in range(12)]
    facts = facts_of(pod(containers=running(*names)))
    finding = _finding("spec.template.spec.containers[0].image", "error")
    other = Finding(
        "r", finding.severity, 0, "spec.containers[11].image", finding.position, say("m"), say("h")
    )
    root = _root(draw(facts, findings=[other]).svg)
    marked = [
        g.get("data-name") for g in _of_kind(root, "container") if "findings" in ET.tostring(g, "unicode")
    ]
    assert marked == ["c11"]


def test_the_thumbnail_is_small_and_has_neither_words_nor_ids() -> None:
    small = draw(SHOP_FACTS).thumbnail
    assert len(small) < 4_000
    root = _root(small)
    assert [e.text for e in root.iter(f"{SVG}text")] == ["1"]
    assert not [e for e in root.iter() if e.get("id")]


def test_the_thumbnail_shows_the_role_of_each_container_by_its_drawing() -> None:
    root = _root(draw(SHOP_FACTS).thumbnail)
    drawn = [e.get("d") for e in root.iter(f"{SVG}path") if e.get("class") == "sign"]
    assert sorted(map(str, drawn)) == sorted(icons.role(a.role) for a in SHOP_FACTS.roles)


def test_the_thumbnail_numbers_init_steps_and_nothing_else() -> None:
    init = [*running("a"), *running("b", restartPolicy="Always"), *running("c")]
    root = _root(draw(facts_of(pod(initContainers=init, containers=running("app")))).thumbnail)
    assert [e.text for e in root.iter(f"{SVG}text")] == ["1", "2"]


def test_the_text_says_everything_the_picture_shows() -> None:
    said = "\n".join(map(str, draw(SHOP_FACTS).text))
    for sentence in (
        "The pod has one network namespace",
        "own processes, seen by no other container",
        "app (container) is here as main.",
        "app calls db-proxy on localhost:5432",
        "Service shop sends port 80 to http.",
        "shipper reads logs at /logs (read-only).",
        "app reads and writes logs at /var/log/shop.",
        "app reads a.conf of conf at /etc/shop/a.conf (read-only).",
    ):
        assert sentence in said


def test_every_file_in_views_is_a_view_in_order() -> None:
    folder = Path(CSS_FILE).parent.parent / "views"
    names = {p.stem for p in folder.glob("*.py")} - {"__init__", "view"}
    assert set(all_views()) == names
    assert list(all_views())[:3] == ["namespaces", "storage", "network"]


def test_the_storage_view_shows_mounts_and_no_traffic_and_the_network_view_the_other_way_round() -> None:
    storage, network = _root(draw(SHOP_FACTS, "storage").svg), _root(draw(SHOP_FACTS, "network").svg)
    assert _of_kind(storage, "mount")
    assert not _of_kind(storage, "link")
    assert not _of_kind(storage, "port")
    assert _of_kind(network, "link")
    assert not _of_kind(network, "volume")


def test_containers_stand_in_the_same_columns_in_every_view() -> None:
    lefts = {
        tuple(c.box.x for c in draw(SHOP_FACTS, view).scene.cards)
        for view in ("namespaces", "storage", "network")
    }
    assert len(lefts) == 1


def test_every_class_of_the_pictures_has_a_rule_or_is_a_mark_for_scripts() -> None:
    classes = {c for m in re.findall(r'class="([^"]*)"', draw(SHOP_FACTS).svg) for c in m.split()}
    known = set(re.findall(r"\.([a-z][a-z-]*)", CSS_FILE.read_text(encoding="utf-8")))
    marks = {c for c in classes if re.match(r"(kind|role|lifetime|view|region|link|port)-", c)}
    assert classes - marks - known <= {
        "container",
        "volume",
        "region",
        "port",
        "caption",
        "legend",
        "service",
        "sign",
        "ro",
    }


def test_ports_that_find_no_room_on_a_card_are_counted() -> None:
    ports = [{"containerPort": 8000 + n, "name": f"port-{n}"} for n in range(9)]
    svg = draw(facts_of(pod(containers=running("app", ports=ports)))).svg
    assert re.search(r'class="card".*>\+8<', svg)


@pytest.mark.parametrize(
    "resources", [{"limits": "all"}, {"requests": None}, "much", {"limits": {"cpu": []}}]
)
def test_resources_of_a_wrong_shape_read_as_none(resources: object) -> None:
    assert (
        ">no requests, no limits<" in draw(facts_of(pod(containers=running("app", resources=resources)))).svg
    )


@pytest.mark.parametrize(
    ("volume", "said"),
    [
        ({"emptyDir": {"medium": "Memory"}}, "emptyDir in memory"),
        ({"persistentVolumeClaim": {"claimName": "data"}}, "PVC data"),
        ({"hostPath": {"path": "/run/x"}}, "hostPath /run/x"),
        ({"image": {"reference": "models:1"}}, "image models:1"),
        ({"secret": {"secretName": "v"}}, "secret"),  # of the same name as the volume
        ({}, "emptyDir"),
    ],
)
def test_a_volume_says_where_its_content_comes_from(volume: dict[str, object], said: str) -> None:
    mounts = [{"name": "v", "mountPath": "/v"}]
    svg = draw(
        facts_of(pod(containers=running("a", volumeMounts=mounts), volumes=[{"name": "v"} | volume]))
    ).svg
    assert f">{said}<" in svg


def test_a_claim_template_is_a_volume_of_every_replica() -> None:
    text = """
kind: StatefulSet
apiVersion: apps/v1
metadata: {name: db}
spec:
  template: {spec: {containers: [{name: db, image: db, volumeMounts: [{name: data, mountPath: /data}]}]}}
  volumeClaimTemplates: [{metadata: {name: data}}]
"""
    assert ">PVC · claim per replica<" in draw(facts_of(text)).svg


def test_the_totals_stand_beside_the_name_only_where_both_have_room() -> None:
    assert 'class="totals"' in draw(SHOP_FACTS).svg
    long = pod(containers=running("a")).replace('"name": "p"', f'"name": "{"p" * 200}"')
    assert 'class="totals"' not in draw(facts_of(long)).svg


def test_what_is_left_out_is_drawn_as_a_count() -> None:
    containers = running(*(f"c{n}" for n in range(70)))
    volumes = [{"name": f"v{n}", "emptyDir": {}} for n in range(60)]
    svg = draw(facts_of(pod(containers=containers, volumes=volumes))).svg
    assert ">+10 more containers<" in svg
    assert ">+12 more volumes<" in svg


def test_a_mount_by_a_container_that_is_not_shown_is_left_out() -> None:
    mounts = [{"name": "v", "mountPath": "/v"}]
    containers = running(*(f"c{n}" for n in range(70)), volumeMounts=mounts)
    drawing = draw(facts_of(pod(containers=containers, volumes=[{"name": "v"}])))
    assert len(drawing.scene.tags) == 60


def test_volumes_without_any_container_are_drawn_all_the_same() -> None:
    drawing = draw(facts_of(pod(containers=[], volumes=[{"name": "lonely"}])))
    assert ">lonely<" in drawing.svg


@pytest.mark.parametrize(
    ("spec", "sentence"),
    [
        ({"hostPID": True}, "hostPID: true lets every container see all processes of the node."),
        ({"shareProcessNamespace": True}, "all containers see each other's processes, and pause is PID 1."),
        (
            {"ephemeralContainers": running("debug", targetContainerName="a")},
            "a, debug see each other's processes.",
        ),
    ],
)
def test_the_text_says_who_shares_processes(spec: dict[str, object], sentence: str) -> None:
    assert sentence in "\n".join(map(str, draw(facts_of(pod(containers=running("a", "b"), **spec))).text))


def test_the_text_names_clashes_and_volumes_nobody_mounts() -> None:
    ports = [{"containerPort": 80}]
    facts = facts_of(pod(containers=running("a", "b", ports=ports), volumes=[{"name": "v"}]))
    said = "\n".join(map(str, draw(facts).text))
    assert "Port clash: :80 is claimed by a, b, which share one network." in said
    assert "no container mounts it" in said


def test_a_list_of_names_in_the_text_ends_with_a_count_where_it_is_long() -> None:
    said = str(draw(facts_of(pod(containers=running(*(f"c{n}" for n in range(50)))))).text[0])
    assert "… +10" in said
