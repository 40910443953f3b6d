"""DOT and Mermaid: the same graph, read by Graphviz itself where it can be."""

from __future__ import annotations

import re

import pygraphviz
import pytest

from pods.domain.diagram import draw
from tests.pods.domain.diagram.pictures import SHOP, any_facts, any_pod, facts_of, pod, running

DRAWING = draw(facts_of(SHOP))


def _graph(text: str) -> pygraphviz.AGraph:
    return pygraphviz.AGraph(string=text)


@any_pod(15)
def test_graphviz_reads_every_graph_and_finds_every_thing_in_it(text: str) -> None:
    drawing = draw(any_facts(text))
    graph = _graph(drawing.dot)
    scene = drawing.scene
    assert len(graph.nodes()) == len(scene.cards) + len(scene.drums) + len(scene.outside)


def test_mounts_point_the_way_data_goes() -> None:
    graph = _graph(DRAWING.dot)
    ways = {(e.attr["label"], e.attr["dir"]) for e in graph.edges() if e.attr["dir"]}
    assert ("/logs", "forward") in ways
    assert ("/var/log/shop", "both") in ways


def test_graphviz_keeps_the_places_of_our_own_picture() -> None:
    graph = _graph(DRAWING.dot)
    graph.layout(prog="neato")
    first, last = (graph.get_node(name).attr["pos"].split(",") for name in ("container0", "container4"))
    ours = [DRAWING.scene.cards[n].box.cx for n in (0, 4)]
    assert float(last[0]) - float(first[0]) == pytest.approx(ours[1] - ours[0], abs=3)


@pytest.mark.parametrize("name", ["<b>bold</b>", 'a"b', "a\\nb", "\\N", "a]b", "a\\", "<<TABLE>"])
def test_a_name_is_data_in_dot(name: str) -> None:
    graph = _graph(draw(facts_of(pod(containers=running(name)))).dot)
    label = graph.get_node("container0").attr["label"]
    assert label.startswith(name.replace("\\", "\\\\"))
    assert not label.endswith(">")  # or Graphviz would read it as HTML


@pytest.mark.parametrize(
    "name", ['a"] --> b', "<b>", "end", "`x`", "a;b", "%%{init}%%", "a|b", "click a href"]
)
def test_a_name_is_data_in_mermaid(name: str) -> None:
    chart = draw(facts_of(pod(containers=running(name)))).mermaid
    (line,) = [each for each in chart.splitlines() if each.strip().startswith("container0[")]
    label = re.fullmatch(r'\s*container0\["(.*)"\]', line)
    assert label is not None
    assert not set(label[1].replace("<br/>", "")) & set('"<>`|%[]{}')


def test_mermaid_says_the_same_as_the_picture() -> None:
    lines = [line.strip() for line in DRAWING.mermaid.splitlines()]
    assert lines[0] == "flowchart TB"
    assert sum("-->" in line or "-.->" in line for line in lines) == len(DRAWING.scene.tags) + len(
        DRAWING.scene.links
    )
    assert sum(line == "end" for line in lines) == sum(line.startswith("subgraph") for line in lines)
