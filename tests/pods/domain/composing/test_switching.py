"""Another variant of a pattern with several helpers: each stays the one it is, by whatever name."""

from __future__ import annotations

from typing import Any

import pytest

from patterns.catalogue.model import Pattern
from pods.domain.composing.composed import compose
from pods.domain.composing.removing import take_out
from pods.domain.composing.switching import switch_variant
from pods.domain.edits import records as kept
from pods.domain.edits.env import set_env
from pods.domain.edits.renames import rename_container
from pods.domain.manifest import reader
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Container, Pod
from tests.pods.domain.composing.patterns import SHIPPER, pattern

TEXT = """\
apiVersion: v1
kind: Pod
metadata:
  name: one
spec:
  containers:
    - name: app  # ours
      image: shop:1
"""


def helper(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "image": f"{name}:1", "env": [{"name": "OF", "value": name}], **more}


def of_helpers(*helpers: dict[str, Any]) -> Pattern:
    """A pattern whose native variant differs in more than its helpers, so that switching builds it anew."""
    spec = {"spec": {"$if": "native", "shareProcessNamespace": True}}
    return pattern(SHIPPER, parameters=[], fragment={"containers": list(helpers), "pod": spec})


def container(pod: Pod, name: str) -> Container:
    return next(c for c in pod.containers if c.name == name)


def changed(manifest: Manifest, names: dict[str, str]) -> Manifest:
    """Every helper renamed, and with a variable of its user."""
    for old, new in names.items():
        manifest = rename_container(manifest, manifest.pods[0], container(manifest.pods[0], old), name=new)
        manifest = set_env(manifest, manifest.pods[0], container(manifest.pods[0], new), "MINE", new)
    return manifest


ONLY_NATIVE, ONLY_CLASSIC = {"$if": "native"}, {"$if": "classic"}
ALIKE = of_helpers(helper("a"), helper("b"), helper("c"))
FIRST_COMES = of_helpers(helper("x", **ONLY_NATIVE), helper("a"), helper("b"))
FIRST_GOES = of_helpers(helper("a"), helper("x", **ONLY_CLASSIC), helper("b"))


@pytest.mark.parametrize(
    ("entry", "renamed", "others"),
    [
        (ALIKE, {"a": "one-a"}, {"b", "c"}),
        (ALIKE, {"b": "one-b"}, {"a", "c"}),
        (ALIKE, {"a": "one-a", "b": "one-b", "c": "one-c"}, set()),
        (ALIKE, {"a": "tmp", "b": "a", "tmp": "b"}, {"c"}),  # each has the other's name
        (FIRST_COMES, {"a": "one-a", "b": "one-b"}, {"x"}),
        (FIRST_GOES, {"b": "one-b"}, {"a"}),
    ],
)
def test_every_helper_keeps_its_name_and_what_was_changed_in_it(
    entry: Pattern, renamed: dict[str, str], others: set[str]
) -> None:
    manifest = reader.read(TEXT)
    composed = compose(manifest, manifest.pods[0], entry, variant="classic")
    manifest = changed(composed.manifest, renamed)
    record = kept.records(manifest.pods[0])[0]
    of = {name: container(manifest.pods[0], name) for name in record.helpers}
    switched = switch_variant(manifest, manifest.pods[0], record, entry, "native")
    names = {c.name for c in switched.pod.containers} - {"app"}
    assert others <= names
    assert set(switched.record.helpers) == names
    for name in names & set(of):
        now, was = container(switched.pod, name), of[name]
        assert now.image == was.image
        assert [(v.name, v.value) for v in now.env] == [(v.name, v.value) for v in was.env]
    assert len(names & set(of)) == len([name for name in of if of[name].image != "x:1"])
    assert take_out(switched.manifest, switched.pod, switched.record).manifest.text == TEXT


def test_what_was_asked_for_a_parameter_that_the_pattern_has_no_more_does_not_stand_in_the_way() -> None:
    manifest = reader.read(TEXT)
    values = {"port": 3030, "image": "shipper:2"}
    composed = compose(manifest, manifest.pods[0], pattern(SHIPPER), variant="classic", values=values)
    fewer = [each for each in SHIPPER["parameters"] if each["name"] != "image"]
    fragment = {**SHIPPER["fragment"]["containers"][0], "image": "shipper:3"}
    newer = pattern(SHIPPER, parameters=fewer, fragment={**SHIPPER["fragment"], "containers": [fragment]})
    switched = switch_variant(composed.manifest, composed.pod, composed.record, newer, "native")
    shipper = container(switched.pod, "shipper")
    assert "--port=3030" in shipper.args
    assert shipper.raw["restartPolicy"] == "Always"
