"""What a page takes: an edit and an import over HTTP, and the bytes of a first visit."""

from __future__ import annotations

import http.client
import itertools
import re
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Browser, sync_playwright

from bench import manifests
from bench.measure import Row, times
from bench.server import serving
from tools import browser as chromium

LANGUAGES = {"en-US": "English", "ko-KR": "Korean"}
BUDGETS = {5: 40.0}  # ms, DESIGN §5


class Visitor:
    """A browser without pictures: one kept connection, its cookies, and the token its forms carry."""

    def __init__(self, url: str) -> None:
        self.connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=60)
        self.headers: dict[str, str] = {}
        self.get("/new/")

    def get(self, path: str) -> str:
        """A page; raises RuntimeError when the server refuses it."""
        return self._ask("GET", path, None)

    def post(self, path: str, fields: dict[str, str], *, htmx: bool = False) -> str:
        """What a form's answer says, or the address it leads to."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"} | (
            {"HX-Request": "true"} if htmx else {}
        )
        return self._ask("POST", path, urlencode(fields), headers)

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str] | None = None) -> str:
        self.connection.request(method, path, body, self.headers | (headers or {}))
        answer = self.connection.getresponse()
        page = answer.read().decode()
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path} was answered with {answer.status}.")
        self._remember(answer, page)
        return answer.headers.get("Location") or page

    def _remember(self, answer: http.client.HTTPResponse, page: str) -> None:
        cookies = [cookie.partition(";")[0] for cookie in answer.headers.get_all("Set-Cookie", [])]
        if cookies:
            self.headers["Cookie"] = "; ".join(cookies)
        if token := re.search(r'"X-CSRFToken": "(\w+)"', page):
            self.headers["X-CSRFToken"] = token[1]


def _base(page: str) -> str:
    """The digest of the newest text, which an edit has to name."""
    found = re.search(r'<input id="base"[^>]* value="(\w+)"', page)
    if found is None:
        raise RuntimeError("The page names no text to begin an edit from.")
    return found[1]


def edits() -> Iterator[Row]:
    """The whole round trip of an edit: sent, stored, analysed, drawn, received."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as url:
        visitor = Visitor(url)
        for count in (5, 50):
            text = manifests.deployment(count)
            design = visitor.post("/new/paste/", {"text": text})
            taken = times(
                partial(_edit, visitor, design, text, [_base(visitor.get(design))], itertools.count())
            )
            what = f"edit over HTTP, {count} containers"
            yield Row(f"{what}, median", taken.median, "ms")
            yield Row(f"{what}, p95", taken.p95, "ms", BUDGETS.get(count))


def _edit(visitor: Visitor, design: str, text: str, base: list[str], number: Iterator[int]) -> None:
    changed = f"{text}# edit {next(number)}\n"
    page = visitor.post(f"{design}text/", {"text": changed, "base": base[0]}, htmx=True)
    base[0] = _base(page)


def forms() -> Iterator[Row]:
    """The whole round trip of an edit by form, with the container selected whose form it is."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as url:
        visitor = Visitor(url)
        for count in (5, 50):
            design = visitor.post("/new/paste/", {"text": manifests.deployment(count)})
            base = [_base(visitor.get(design))]
            taken = times(partial(_send_form, visitor, design, base, itertools.count()))
            what = f"edit by form over HTTP, {count} containers"
            yield Row(what, taken.median, "ms", BUDGETS.get(count), taken.p95)


def _send_form(visitor: Visitor, design: str, base: list[str], number: Iterator[int]) -> None:
    at = "spec.template.spec.containers[0]"
    fields = {"target": at, "at": at, "base": base[0], "image": f"new:{next(number)}"}
    base[0] = _base(visitor.post(f"{design}edit/runs/", fields, htmx=True))


def imports() -> Iterator[Row]:
    """A large stream pasted, and the page it leads to."""
    text = manifests.stream(10_000)
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as url:
        visitor = Visitor(url)
        taken = times(lambda: visitor.get(visitor.post("/new/paste/", {"text": text})), rounds=5)
        yield Row("import 10,000 lines, and the designer", taken.median / 1000, "s", 1.0)


def first_load() -> Iterator[Row]:
    """The bytes a browser with an empty cache receives, as they came over the wire."""
    if problem := chromium.missing():
        yield Row("first page load", None, "kB", note=problem)
        return
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder)) as url,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=list(chromium.FLAGS))
        for code, language in LANGUAGES.items():
            home, designer = _bytes_received(browser, url, code)
            yield Row(f"first load, home page, {language}", home / 1000, "kB", 300)
            yield Row(f"first load, designer with editor, {language}", designer / 1000, "kB", 700)


def _bytes_received(browser: Browser, url: str, language: str) -> tuple[int, int]:
    """Of the home page, and of the first design on it as the first page a visitor opens."""
    home, link = _visit(browser, url, language)
    designer, _ = _visit(browser, url + link, language)
    return home, designer


def _visit(browser: Browser, url: str, language: str) -> tuple[int, str]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale=language)
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    received: list[int] = []
    network.on("Network.loadingFinished", lambda event: received.append(int(event["encodedDataLength"])))
    page.goto(url, wait_until="networkidle")
    link = page.locator('a[href*="/designs/"]').first
    target = link.get_attribute("href") if link.count() else None
    context.close()
    return sum(received), target or "/"
