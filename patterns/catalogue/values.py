"""Values of parameters: the narrow alphabet of each type (ENTRY.md, Placeholders), and reading what a user typed.

The alphabets hold no quotes, blanks, brackets, commas, `$`, `;`, `&`, `#` or backslashes, so that a value inside a
configuration file or a shell line stays the one word it is. All patterns take time linear in the value's length.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from patterns.catalogue.model import Parameter, Pattern, Type, Value
from patterns.catalogue.problems import Problem, Unsound, gettext_noop, shown

_LABEL = r"[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?"
_HOST = (
    r"[A-Za-z0-9](?:[-A-Za-z0-9]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[-A-Za-z0-9]{0,61}[A-Za-z0-9])?){0,40}"
)
_FILE = r"[A-Za-z0-9._/@+-]"
_IN_URL = r"(?:[A-Za-z0-9._~/@=+-]|%[0-9A-Fa-f]{2})*"
_REGISTRY = r"[A-Za-z0-9][A-Za-z0-9.-]*(?::[0-9]{1,5})?/"
_REPOSITORY = r"[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*"
_TAG, _DIGEST = r":[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}", r"@sha256:[0-9a-f]{64}"

_ALPHABETS: Mapping[Type, re.Pattern[str]] = {
    kind: re.compile(pattern, re.ASCII)
    for kind, pattern in {
        Type.WORD: r"[A-Za-z0-9_.][A-Za-z0-9_.-]*",
        Type.NAME: _LABEL,
        Type.SUBDOMAIN: rf"{_LABEL}(?:\.{_LABEL})*",
        Type.PATH: rf"/{_FILE}*",
        Type.GLOB: r"[A-Za-z0-9._/@+*?][A-Za-z0-9._/@+*?-]*",
        Type.HOST: _HOST,
        Type.ADDRESS: rf"{_HOST}:([0-9]{{1,5}})",
        Type.URL: rf"https?://{_HOST}(?::([0-9]{{1,5}}))?(?:/{_IN_URL})?(?:\?{_IN_URL})?",
        Type.QUANTITY: r"[0-9]{1,15}(?:\.[0-9]{1,9})?(?:m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?",
        Type.DURATION: r"[0-9]{1,9}(?:h(?:[0-9]{1,9}m)?(?:[0-9]{1,9}s)?|m(?:[0-9]{1,9}s)?|s|ms)",
        Type.IMAGE: rf"(?:{_REGISTRY})?{_REPOSITORY}(?:{_TAG}(?:{_DIGEST})?|{_DIGEST})",
    }.items()
}
_LONGEST: Mapping[Type, int] = {Type.NAME: 63, Type.SUBDOMAIN: 253, Type.WORD: 253, Type.HOST: 253}
_LONGEST_OTHER = 500
_WHOLE = re.compile(r"-?[0-9]{1,18}", re.ASCII)
_BOUNDS = {Type.PORT: (1, 65535), Type.INTEGER: (-(2**53), 2**53)}


def parse(parameter: Parameter, given: object) -> Value:
    """A value as someone typed it, or as a record or an entry holds it, as its type has it. Raises Unsound.

    None and an empty text leave an optional parameter empty.
    """
    if given is None or given == "":
        if parameter.optional:
            return None
        raise _misfit(parameter, _MISSING)
    if parameter.type is Type.BOOLEAN:
        return _boolean(parameter, given)
    if parameter.type in _BOUNDS:
        return _whole(parameter, given)
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        raise _misfit(parameter, _NO_TEXT)
    return _text(parameter, str(given))


def settle(
    pattern: Pattern, given: Mapping[str, object], suggested: Mapping[str, Value] | None = None
) -> dict[str, Value]:
    """A value for every parameter: the one given, else the one suggested, else the default. Raises Unsound with all
    that is wrong."""
    problems = [_unknown(pattern, name) for name in given if pattern.parameter(name) is None]
    settled: dict[str, Value] = {}
    for parameter in pattern.parameters:
        fallback = (suggested or {}).get(parameter.name, parameter.default)
        try:
            settled[parameter.name] = parse(parameter, given.get(parameter.name, fallback))
        except Unsound as unsound:
            problems += unsound.problems
    if problems:
        raise Unsound(problems)
    return settled


def _boolean(parameter: Parameter, given: object) -> bool:
    if isinstance(given, bool):
        return given
    if given in ("true", "false"):
        return given == "true"
    raise _misfit(parameter, _NO_BOOLEAN, value=shown(given))


def _whole(parameter: Parameter, given: object) -> int:
    if isinstance(given, bool) or not _WHOLE.fullmatch(str(given)):
        raise _misfit(parameter, _NO_NUMBER, value=shown(given))
    least, most = _BOUNDS[parameter.type]
    least = least if parameter.minimum is None else max(least, parameter.minimum)
    most = most if parameter.maximum is None else min(most, parameter.maximum)
    if not least <= int(str(given)) <= most:
        raise _misfit(parameter, _OUT_OF_BOUNDS, value=shown(given), least=least, most=most)
    return int(str(given))


def _text(parameter: Parameter, value: str) -> str:
    longest = _LONGEST.get(parameter.type, _LONGEST_OTHER)
    if len(value) > longest:
        raise _misfit(parameter, _TOO_LONG, size=len(value), longest=longest)
    if parameter.type is Type.CHOICE:
        if value in [choice.value for choice in parameter.choices]:
            return value
        listed = ", ".join(choice.value for choice in parameter.choices)
        raise _misfit(parameter, _NO_CHOICE, value=shown(value), choices=listed)
    if not _fits(parameter.type, value):
        raise _misfit(parameter, _EXPECTED[parameter.type], value=shown(value))
    return value


def _fits(kind: Type, value: str) -> bool:
    if kind is Type.TEXT:
        return value.isprintable()
    match = _ALPHABETS[kind].fullmatch(value)
    if match is None:
        return False
    if kind in (Type.PATH, Type.GLOB):
        return ".." not in value.split("/") and "//" not in value
    port = match.group(1) if match.re.groups else None
    return port is None or 1 <= int(port) <= 65535


def _misfit(parameter: Parameter, template: str, **values: object) -> Unsound:
    return Unsound([Problem(parameter.name, template, values)])


def _unknown(pattern: Pattern, name: str) -> Problem:
    known = ", ".join(p.name for p in pattern.parameters)
    return Problem(shown(name), _UNKNOWN if known else _NONE, {"known": known} if known else {})


_MISSING = gettext_noop("It needs a value.")
_NO_TEXT = gettext_noop("It has to be one line of text.")
_NO_BOOLEAN = gettext_noop("“%(value)s” is neither true nor false.")
_NO_NUMBER = gettext_noop("“%(value)s” is not a whole number.")
_OUT_OF_BOUNDS = gettext_noop("%(value)s does not lie between %(least)d and %(most)d.")
_TOO_LONG = gettext_noop("It has %(size)d characters; %(longest)d is the most.")
_NO_CHOICE = gettext_noop("“%(value)s” is not one of %(choices)s.")
_UNKNOWN = gettext_noop("The pattern has no such parameter; it has %(known)s.")
_NONE = gettext_noop("The pattern has no such parameter; it has none.")
_EXPECTED: Mapping[Type, str] = {
    Type.TEXT: gettext_noop(
        "“%(value)s” is not one line of text: it holds a character that cannot be shown."
    ),
    Type.WORD: gettext_noop("“%(value)s” may hold only letters, digits, _, . and -, and not begin with -."),
    Type.NAME: gettext_noop(
        "“%(value)s” may hold only lower-case letters, digits and -, and neither begin nor end with -."
    ),
    Type.SUBDOMAIN: gettext_noop(
        "“%(value)s” may hold only lower-case letters, digits, - and ., and begin and end with a letter or digit."
    ),
    Type.PATH: gettext_noop(
        "“%(value)s” is not an absolute path of letters, digits, ., _, @, + and - without .. in it."
    ),
    Type.GLOB: gettext_noop(
        "“%(value)s” is not a file pattern of letters, digits, ., _, @, +, -, / and the wildcards * and ?."
    ),
    Type.HOST: gettext_noop("“%(value)s” is not a host name or an IPv4 address."),
    Type.ADDRESS: gettext_noop("“%(value)s” is not an address such as db.example:5432."),
    Type.URL: gettext_noop("“%(value)s” is not a plain address such as https://example.com/path."),
    Type.QUANTITY: gettext_noop("“%(value)s” is not a quantity such as 100m or 64Mi."),
    Type.DURATION: gettext_noop("“%(value)s” is not a duration such as 30s, 5m or 1h30m."),
    Type.IMAGE: gettext_noop("“%(value)s” is not an image with a tag or digest, such as nginx:1.29."),
}
