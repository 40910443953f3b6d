"""Writing values so that they read back as meant and look like the text around them."""

from __future__ import annotations

import json
import re
from typing import Any

from pods.domain.edits.indent import Indent
from pods.domain.manifest import scalars
from pods.domain.manifest.nodes import Mapping, Node, Scalar

# Plain scalars that no YAML reader takes for anything but text, in block and in flow style.
_PLAIN_IN_BLOCK = re.compile(r"(?:[A-Za-z0-9_./$(]|--?[A-Za-z])[A-Za-z0-9_./$()=,+@:%~ -]*\Z")
_NOT_PLAIN = re.compile(r":\s|:\Z|\s#|\s\Z")
_JSON_START = re.compile(r'\ufeff?\s*\{\s*"')
_NOT_IN_FLOW = re.compile(r"[,:]")
_PERMISSIONS = frozenset({"mode", "defaultMode"})  # people write and read them in octal


def newline(text: str) -> str:
    """The line ending most of the text uses."""
    crlf = text.count("\r\n")
    lf = text.count("\n") - crlf
    if crlf > lf:
        return "\r\n"
    return "\n" if lf or "\r" not in text else "\r"


def scalar(value: Any, *, flow: bool, quote: str = "") -> str:
    """A scalar as YAML. `quote` is the style to keep for text: "" (plain where that is safe), ' or \"."""
    if not isinstance(value, str):
        return json.dumps(value)
    if quote == "'" and _fits_single_quotes(value):
        return "'" + value.replace("'", "''") + "'"
    if quote == "" and _is_plain(value, flow):
        return value
    if quote == "" and '"' in value and "'" not in value and _fits_single_quotes(value):
        return f"'{value}'"  # nothing in it has to be escaped
    return _double_quoted(value)


def flow_value(value: Any, *, quoted: bool) -> str:
    """Any plain value in flow style; `quoted` writes it as JSON."""
    if isinstance(value, dict):
        pairs = (
            f"{key(k, flow=True, quoted=quoted)}: "
            + (octal(v) if not quoted and in_octal(k, v) else flow_value(v, quoted=quoted))
            for k, v in value.items()
        )
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow_value(item, quoted=quoted) for item in value) + "]"
    return scalar(value, flow=True, quote='"' if quoted else "")


def block_lines(name: str, value: Any, at: str, indent: Indent) -> list[str]:
    """The lines of `name: value` in block style, `at` being the white space before the key."""
    head = f"{at}{key(name, flow=False)}:"
    if isinstance(value, dict) and value:
        return [
            head,
            *(line for k, v in value.items() for line in block_lines(k, v, at + indent.step, indent)),
        ]
    if isinstance(value, list) and any(_needs_lines(item, indent) for item in value):
        return [head, *(line for item in value for line in item_lines(item, at + indent.lists, indent))]
    if isinstance(value, dict | list):
        return [f"{head} {flow_value(value, quoted=False)}"]
    if indent.literal and isinstance(value, str) and _fits_literal(value):
        return [f"{head} {_literal_head(value)}", *_literal_lines(value, at + indent.step)]
    return [f"{head} {octal(value) if in_octal(name, value) else scalar(value, flow=False)}"]


def _needs_lines(item: Any, indent: Indent) -> bool:
    """An item that a list between brackets has no room for."""
    return isinstance(item, dict) or (indent.literal and isinstance(item, str) and _fits_literal(item))


def octal(value: int) -> str:
    """A number as YAML of Kubernetes reads it in octal (FACTS G.1, 27)."""
    return f"0{value:o}" if value else "0"


def in_octal(name: str, value: Any) -> bool:
    """A field whose numbers are permissions, and one that can be written so."""
    return name in _PERMISSIONS and type(value) is int and value >= 0


def _fits_literal(value: str) -> bool:
    """Several lines, or one with its line break, that need no sign for their indentation or their end."""
    lines = value.removesuffix("\n").split("\n")
    shown = all(line.replace("\t", "").isprintable() for line in lines)
    return "\n" in value and shown and lines[0][:1] not in ("", " ", "\t") and lines[-1].strip(" \t") != ""


def _literal_head(value: str) -> str:
    return "|" if value.endswith("\n") else "|-"


def _literal_lines(value: str, at: str) -> list[str]:
    return [at + line if line else "" for line in value.removesuffix("\n").split("\n")]


def item_lines(value: Any, at: str, indent: Indent) -> list[str]:
    """The lines of a list item in block style, `at` being the white space before its dash."""
    if indent.literal and isinstance(value, str) and _fits_literal(value):
        head = f"{at}-{indent.gap}{_literal_head(value)}"
        return [head, *_literal_lines(value, f"{at} {indent.gap}")]
    if not isinstance(value, dict) or not value:
        return [f"{at}-{indent.gap}{flow_value(value, quoted=False)}"]
    inner = f"{at} {indent.gap}"
    lines = [line for k, v in value.items() for line in block_lines(k, v, inner, indent)]
    return [f"{at}-{indent.gap}{lines[0].removeprefix(inner)}", *lines[1:]]


def key(name: str, *, flow: bool, quoted: bool = False) -> str:
    """A key of a mapping."""
    return scalar(name, flow=flow, quote='"' if quoted else "")


def is_json(mapping: Mapping) -> bool:
    """True for a flow mapping whose keys are double-quoted: what is added must be quoted too."""
    first: Node | None = mapping.pairs[0][0] if mapping.pairs else None
    return isinstance(first, Scalar) and first.style == '"'


def is_json_text(text: str) -> bool:
    """True for a text that is JSON as a whole: nothing plain may be written into it."""
    return _JSON_START.match(text) is not None


def _is_plain(value: str, flow: bool) -> bool:
    if not _PLAIN_IN_BLOCK.match(value) or _NOT_PLAIN.search(value) or scalars.plain(value) != value:
        return False
    return not (flow and _NOT_IN_FLOW.search(value))


def _fits_single_quotes(value: str) -> bool:
    return value.isprintable()


def _double_quoted(value: str) -> str:
    # JSON's escapes are YAML's; characters no YAML text may hold raw are escaped, all others stay readable.
    return "".join(c if c.isprintable() else _escape(c) for c in json.dumps(value, ensure_ascii=False))


def _escape(character: str) -> str:
    point = ord(character)
    return f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}"
