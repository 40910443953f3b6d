"""Learning pages: what is written in `patterns/learn`, with its examples drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from patterns.catalogue import shipped as catalogue
from patterns.catalogue.model import Summary
from patterns.learning import shipped
from patterns.learning.model import Entries, Example, Page, Part, Recording
from patterns.learning.notes import NOTES, corrected
from pods.domain.analysis import KUBERNETES, analyse
from pods.domain.diagram import draw
from pods.domain.diagram.recorded import in_words, recorded
from pods.domain.messages import Message, gettext_noop, say
from pods.models import Design
from pods.templatetags.podwright import say as said
from pods.views.access import Request


@dataclass(frozen=True, slots=True)
class Card:
    """A page as the list of pages shows it."""

    page: Page
    thumbnail: SafeString


@dataclass(frozen=True, slots=True)
class Shown:
    """A part of a page with what is derived from it."""

    part: Part
    picture: str = ""  # markup
    sentences: Sequence[Message] = ()  # the picture in words
    entries: Sequence[Summary] = ()

    @property
    def kind(self) -> str:
        """Which part it is."""
        return self.part.kind


@require_safe
def learn(request: Request) -> HttpResponse:
    """All pages."""
    cards = [Card(page, _thumbnail(page)) for page in shipped.pages()]
    checked = [(number, title, list(corrected(number))) for number, title in NOTES.items()]
    return render(request, "learn/index.html", {"cards": cards, "notes": checked})


@require_safe
def learn_page(request: Request, page_id: str) -> HttpResponse:
    """One page."""
    page, pages = _page_or_404(page_id), shipped.pages()
    at = pages.index(page)
    sections = [(section, list(_shown(section.parts))) for section in page.sections]
    context = {
        "page": page,
        "pages": pages,
        "sections": sections,
        "before": pages[at - 1] if at else None,
        "after": pages[at + 1] if at + 1 < len(pages) else None,
    }
    return render(request, "learn/page.html", context)


@require_POST
def open_example(request: Request, page_id: str, example_id: str) -> HttpResponse:
    """A design of the reader's own from an example of a page."""
    page = _page_or_404(page_id)
    example = page.find(example_id)
    if example is None:
        raise Http404
    name = analyse(example.manifest).pods[0].pod.name
    what = say(_FROM_PAGE, page=page.title.en)
    return redirect("designer", Design.create(request.user, name, example.manifest, what).pk)


def _page_or_404(id: str) -> Page:
    found = shipped.page(id)
    if found is None:
        raise Http404
    return found


def _shown(parts: Sequence[Part]) -> Iterator[Shown]:
    for part in parts:
        if isinstance(part, Example):
            picture, sentences = _drawn(part, get_language() or "en")
            yield Shown(part, mark_safe(picture), sentences)  # noqa: S308 (pods.domain.diagram.svg escapes)
        elif isinstance(part, Recording):
            picture = recorded(part, said, f"recorded-{part.case}")
            yield Shown(part, mark_safe(picture), tuple(in_words(part)))  # noqa: S308 (the same)
        elif isinstance(part, Entries):
            listed = {summary.id: summary for summary in catalogue.summaries()}
            yield Shown(part, entries=[listed[id] for id in part.ids if id in listed])
        else:
            yield Shown(part)


@lru_cache(maxsize=256)
def _drawn(example: Example, language: str) -> tuple[str, tuple[Message, ...]]:
    """The picture in the language that is spoken now, which is `language`: what does not change is drawn once."""
    drawing = draw(analyse(example.manifest).pods[0], example.view, words=said, prefix=example.id)
    return drawing.still, drawing.text


@lru_cache(maxsize=64)
def _thumbnail(page: Page) -> SafeString:
    example = page.find(page.example)
    facts = analyse(example.manifest, KUBERNETES).pods if example else ()
    return mark_safe(draw(facts[0]).thumbnail if facts else "")  # noqa: S308 (pods.domain.diagram.svg escapes)


_FROM_PAGE = gettext_noop("Begun from an example of “%(page)s”")
