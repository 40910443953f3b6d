"""How texts of learning pages come onto a page, with their marks."""

from __future__ import annotations

import re

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from patterns.catalogue.model import Text
from patterns.learning.inline import Run, runs
from pods.templatetags.catalogue import said

register = template.Library()

# Indent and dashes, a key, its value, a comment. For colours only: a quoted " #" may be taken for a comment.
_LINE = re.compile(r"([ -]*)([\w./-]+:(?= |$))?(.*?)((?:^|(?<=\s))#.*)?")


@register.filter
def plain_text(text: str) -> str:
    """A text without its marks."""
    return "".join(run.text for run in runs(text))


@register.filter
def as_yaml(text: str) -> SafeString:
    """A YAML text with its keys and comments marked for the style sheet."""
    return format_html_join("\n", "{}", ((_coloured(line),) for line in text.rstrip("\n").split("\n")))


def _coloured(line: str) -> SafeString:
    found = _LINE.fullmatch(line)
    assert found is not None, "every part of the expression may be empty"
    indent, key, value, comment = found.groups(default="")
    return format_html(
        "{}{}{}{}",
        indent,
        format_html('<span class="code-key">{}</span>', key) if key else "",
        value,
        format_html('<span class="code-comment">{}</span>', comment) if comment else "",
    )


@register.filter
def marked(text: Text | str) -> SafeString:
    """A text with its marks (see `patterns.learning.inline`) as markup; all else of it is escaped."""
    plain = text if isinstance(text, str) else said(text)
    return format_html_join("", "{}", ((_markup(run),) for run in runs(plain)))


def _markup(run: Run) -> SafeString:
    if run.kind == "code":
        return format_html("<code>{}</code>", run.text)
    if run.kind == "strong":
        return format_html("<strong>{}</strong>", marked(run.text))
    if run.kind == "link":
        return format_html('<a href="{}">{}</a>', address(run.target), marked(run.text))
    return format_html("{}", run.text)


def address(target: str) -> str:
    """Where a link of a learning page leads. Raises ValueError for a target of no known kind."""
    scheme, _, rest = target.partition(":")
    if scheme == "page":
        id, hash, section = rest.partition("#")
        return f"{reverse('learn_page', args=[id])}{hash}{section}"
    if scheme == "pattern":
        return pattern_address(rest)
    if scheme == "guide":
        return reverse("guide")
    if scheme == "https":
        return target
    raise ValueError(target)


@register.filter
def pattern_address(id: str) -> str:
    """The page of an entry of the catalogue."""
    return reverse("pattern", args=[id])
