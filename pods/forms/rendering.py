"""Inputs, choices and text areas written straight away: an inspector holds more than a hundred, and Django would
render a template for each, and one more for every choice of each. What is written is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Widget = Mapping[str, Any]
_NOTHING = SafeString()


class StraightRenderer(DjangoTemplates):
    """Django's own renderer, but for the widgets there are many of."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> SafeString:
        """The widget's markup."""
        write = _WRITERS.get(template_name)
        if write is not None:
            return write(context["widget"])
        return SafeString(super().render(template_name, context, request))


def _input(widget: Widget) -> SafeString:
    value = widget["value"]
    said = "" if value is None else format_html(' value="{}"', str(value))
    return format_html(
        '<input type="{}" name="{}"{}{}>', widget["type"], widget["name"], said, _attributes(widget)
    )


def _textarea(widget: Widget) -> SafeString:
    value = widget["value"] or ""
    return format_html('<textarea name="{}"{}>\n{}</textarea>', widget["name"], _attributes(widget), value)


def _select(widget: Widget) -> SafeString:
    groups = format_html_join(
        "", "{}", ((_group(name, options),) for name, options, _ in widget["optgroups"])
    )
    return format_html('<select name="{}"{}>{}</select>', widget["name"], _attributes(widget), groups)


def _group(name: Any, options: list[Widget]) -> SafeString:
    written = format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((str(o["value"]), _attributes(o), o["label"]) for o in options),
    )
    return format_html('<optgroup label="{}">{}</optgroup>', name, written) if name else written


def _attributes(widget: Widget) -> SafeString:
    if not widget["attrs"]:
        return _NOTHING
    there = ((name, value) for name, value in widget["attrs"].items() if value is not False)
    return format_html_join("", "{}", ((_attribute(name, value),) for name, value in there))


def _attribute(name: str, value: Any) -> SafeString:
    if value is True:
        return format_html(" {}", name)
    return format_html(' {}="{}"', name, str(value))


_WRITERS: Mapping[str, Callable[[Widget], SafeString]] = {
    **{f"django/forms/widgets/{kind}.html": _input for kind in ("text", "number", "hidden", "checkbox")},
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": _select,
}
