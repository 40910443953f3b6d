"""What libyaml says is wrong, said so that it helps: where the mistake began, and how to mend it."""

from __future__ import annotations

import re

import yaml

from pods.domain.manifest.problems import Lines, Problem
from pods.domain.messages import Message, gettext_noop, say

_TEMPLATE = re.compile(r"\{\{(?:-|\s|/\*)*[.$a-zA-Z\"(]")
_LONGEST_KEY = 1024  # YAML's own bound for a simple key
_JSON_COMMENT = re.compile(r"^[ \t]*(//|/\*)", re.MULTILINE)
_MARKUP = re.compile(r"\s*<(?:!doctype|html|\?xml|head|body)\b", re.IGNORECASE)
# What libyaml's reader and Kubernetes refuse in a text (YAML 1.1, production c-printable).
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_CONTROL_NAMES = {"\x00": "NUL", "\x1b": "ESC", "\x07": "BEL", "\x08": "BS", "\x7f": "DEL", "\x0c": "FF"}


def control_character(text: str, lines: Lines) -> Problem | None:
    """The first control character that no YAML text may hold."""
    match = _CONTROL.search(text)
    if match is None:
        return None
    character = match.group()
    name = _CONTROL_NAMES.get(character, f"U+{ord(character):04X}")
    message = say(_CONTROL_CHARACTER, name=name)
    return _problem("syntax", lines, match.start(), message, _CONTROL_CHARACTER_HELP)


def markup(text: str, lines: Lines) -> Problem | None:
    """A web page saved under the name of a manifest."""
    if not _MARKUP.match(text):
        return None
    return _problem("syntax", lines, 0, say(_HTML), _HTML_HELP)


def template(text: str, lines: Lines, base: int) -> Problem | None:
    """An unrendered Helm (Go) template; asked for only when the text cannot be read.

    `base` is the offset of the text within the whole.
    """
    match = _TEMPLATE.search(text)
    if match is None:
        return None
    return _problem("syntax", lines, base + match.start(), say(_HELM), _HELM_HELP)


def explain(error: yaml.YAMLError, text: str, lines: Lines, base: int) -> Problem:
    """The problem behind an error of libyaml."""
    found = template(text, lines, base) or _comment_in_json(text, lines, base)
    if found is not None:
        return found
    problem_at, context_at = _offset(error, "problem_mark", base), _offset(error, "context_mark", base)
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    context = str(getattr(error, "context", None) or "")
    special = _special(text, lines, base, problem_at)
    if special is not None:
        return special
    for words, in_context, template_, help_, at_context in _EXPLANATIONS:
        if words in said and in_context in context:
            offset = context_at if at_context and context_at is not None else problem_at
            return _problem("syntax", lines, offset or 0, say(template_), help_)
    return _problem("syntax", lines, problem_at or context_at or 0, say(_OTHER, problem=said), _OTHER_HELP)


def _special(text: str, lines: Lines, base: int, problem_at: int | None) -> Problem | None:
    """What the character at the problem, or the length of the line before it, explains better than libyaml."""
    if problem_at is None:
        return None
    character = text[problem_at - base : problem_at - base + 1]
    if character == "\t":
        return _problem("syntax", lines, problem_at, say(_TAB), _TAB_HELP)
    position = lines.position(problem_at)
    if character == ":" and position.column > _LONGEST_KEY:
        start = lines.start(position.line)
        return _problem("syntax", lines, start, say(_LONG_KEY, limit=_LONGEST_KEY), _LONG_KEY_HELP)
    return None


def _offset(error: yaml.YAMLError, mark: str, base: int) -> int | None:
    at = getattr(error, mark, None)
    if at is None:
        position = getattr(error, "position", None)
        return base + position if isinstance(position, int) and mark == "problem_mark" else None
    return base + int(at.index)


def _comment_in_json(text: str, lines: Lines, base: int) -> Problem | None:
    match = _JSON_COMMENT.search(text) if text.lstrip()[:1] in ("{", "[") else None
    if match is None:
        return None
    return _problem(
        "syntax", lines, base + match.start(1), say(_JSON_HAS_NO_COMMENTS), _JSON_HAS_NO_COMMENTS_HELP
    )


def _problem(rule: str, lines: Lines, offset: int, message: Message, help: str) -> Problem:
    return Problem(rule, message, say(help), lines.position(offset), rejected_by_api=True)


_CONTROL_CHARACTER = gettext_noop("The control character %(name)s is not allowed in YAML.")
_CONTROL_CHARACTER_HELP = gettext_noop("Delete it, or write it as an escape in a double-quoted string.")
_HTML = gettext_noop("This is an HTML or XML page, not a manifest.")
_HTML_HELP = gettext_noop("The download probably failed; fetch the raw file.")
_HELM = gettext_noop("This is an unrendered Helm (Go) template: its {{ … }} are not filled in yet.")
_HELM_HELP = gettext_noop("Render it first with `helm template`, then give its output.")
_JSON_HAS_NO_COMMENTS = gettext_noop("JSON has no comments.")
_JSON_HAS_NO_COMMENTS_HELP = gettext_noop(
    "Remove the comment, or write the manifest as YAML with # comments."
)
_LONG_KEY = gettext_noop("A key has more than %(limit)d characters before its colon.")
_LONG_KEY_HELP = gettext_noop(
    "Keys of Kubernetes objects are short; shorten it, or quote the line if it is a value."
)
_TAB = gettext_noop("A tab is used for indentation.")
_TAB_HELP = gettext_noop("Indent with spaces only.")
_UNCLOSED_QUOTE = gettext_noop("The quote that opens here is never closed.")
_UNCLOSED_QUOTE_HELP = gettext_noop("Close the quote on this line.")
_UNCLOSED_MAPPING = gettext_noop("The brace { that opens here is not closed properly.")
_UNCLOSED_MAPPING_HELP = gettext_noop("Add the missing comma or the closing brace }.")
_UNCLOSED_LIST = gettext_noop("The bracket [ that opens here is not closed properly.")
_UNCLOSED_LIST_HELP = gettext_noop("Add the missing comma or the closing bracket ].")
_MAPPING_VALUE = gettext_noop(
    "A mapping value is not allowed here: there is a second “: ” in this line, or the indentation is off."
)
_MAPPING_VALUE_HELP = gettext_noop("Quote the value if it holds “: ”, or align the line with its neighbours.")
_INDENT = gettext_noop("The indentation does not fit the lines before it.")
_INDENT_HELP = gettext_noop("Align the line with the keys or items it belongs to.")
_NO_COLON = gettext_noop("A key without its “:”.")
_NO_COLON_HELP = gettext_noop("Write `key: value`, with a space after the colon.")
_START_CHARACTER = gettext_noop("A plain value cannot start with this character.")
_START_CHARACTER_HELP = gettext_noop("Quote the value.")
_ESCAPE = gettext_noop("This escape is not known in a double-quoted string.")
_ESCAPE_HELP = gettext_noop("Double the backslash, or use single quotes.")
_DOCUMENT_START = gettext_noop("A new document starts here without the --- line that separates documents.")
_DOCUMENT_START_HELP = gettext_noop("Put a line with --- between the two.")
_NO_VALUE = gettext_noop("A value is missing here.")
_NO_VALUE_HELP = gettext_noop("Write the value, or remove what announces it.")
_OTHER = gettext_noop("The YAML cannot be read: %(problem)s.")
_OTHER_HELP = gettext_noop("Check the punctuation and the indentation of this line.")

# Words of libyaml's problem, words of its context, what we say, and whether the context's place is the better one.
_EXPLANATIONS: tuple[tuple[str, str, str, str, bool], ...] = (
    ("found unexpected end of stream", "quoted scalar", _UNCLOSED_QUOTE, _UNCLOSED_QUOTE_HELP, True),
    ("found unexpected document indicator", "quoted scalar", _UNCLOSED_QUOTE, _UNCLOSED_QUOTE_HELP, True),
    ("tab character", "", _TAB, _TAB_HELP, False),
    ("cannot start any token", "", _START_CHARACTER, _START_CHARACTER_HELP, False),
    ("escape c", "", _ESCAPE, _ESCAPE_HELP, False),
    ("did not find expected hexadecimal", "", _ESCAPE, _ESCAPE_HELP, False),
    ("mapping values are not allowed", "", _MAPPING_VALUE, _MAPPING_VALUE_HELP, False),
    ("did not find expected node content", "", _NO_VALUE, _NO_VALUE_HELP, False),
    ("", "flow mapping", _UNCLOSED_MAPPING, _UNCLOSED_MAPPING_HELP, True),
    ("", "flow sequence", _UNCLOSED_LIST, _UNCLOSED_LIST_HELP, True),
    ("could not find expected ':'", "", _NO_COLON, _NO_COLON_HELP, True),
    ("did not find expected key", "", _INDENT, _INDENT_HELP, False),
    ("did not find expected '-' indicator", "", _INDENT, _INDENT_HELP, False),
    ("block sequence entries are not allowed", "", _INDENT, _INDENT_HELP, False),
    ("did not find expected <document start>", "", _DOCUMENT_START, _DOCUMENT_START_HELP, False),
)
