"""The five study notes that the pages are made from, and what is said against each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from patterns.catalogue.model import Text
from patterns.learning import shipped
from patterns.learning.model import Correction, Page, Section

NOTES: Mapping[int, Text] = {
    1: Text(
        "Sidecar Pattern, a chapter with five labs and three problems",
        "Sidecar Pattern, 실습 다섯 가지와 연습 문제 세 개가 있는 챕터",
    ),
    2: Text("Sidecar pattern, an overview with best practices", "사이드카 패턴, 모범 사례를 담은 개요"),
    3: Text("Sidecar container, what it is and how to use it", "사이드카 컨테이너, 개념과 사용법"),
    4: Text("Sidecar, ambassador and adapter", "사이드카, 앰배서더, 어댑터"),
    5: Text("Native sidecars and co-located containers", "네이티브 사이드카와 공동 배치 컨테이너"),
}


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction, and where it stands."""

    page: Page
    section: Section
    correction: Correction


def corrected(note: int) -> Iterator[Corrected]:
    """What the pages say against a note, in their order."""
    for page in shipped.pages():
        for section in page.sections:
            for part in section.parts:
                if isinstance(part, Correction) and part.note == note:
                    yield Corrected(page, section, part)
