"""Real manifests and hostile ones, where the machine has them."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from pods.domain import facts
from pods.domain.diagram import draw
from pods.domain.manifest import reader
from tests.pods.domain.diagram.pictures import overlaps

CORPUS = Path("/work/shared/corpus")
FILES = [p for folder in ("open", "hostile") for p in sorted((CORPUS / folder).glob("*.yaml"))]


@pytest.mark.skipif(not FILES, reason="the corpus is not on this machine")
def test_every_pod_of_the_corpus_has_a_picture_in_which_nothing_overlaps() -> None:
    drawn = 0
    for path in FILES:
        manifest = reader.read(path.read_bytes().decode(errors="replace"))
        for pod in manifest.pods[:20]:
            drawing = draw(facts.gather(pod, manifest.objects))
            ET.fromstring(drawing.svg)
            assert overlaps(drawing.scene) == [], path.name
            drawn += 1
    assert drawn > 300
