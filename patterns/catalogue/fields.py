"""Fields of an entry read with their types; every misfit is noted and something usable is given back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from patterns.catalogue.model import OLDEST, Text
from patterns.catalogue.problems import Problem, gettext_noop, shown

Word = TypeVar("Word", bound=StrEnum)
_LONGEST = 4000
_NEWEST = 99


class Fields:
    """The fields of one mapping of an entry. All that is wrong is appended to `problems`."""

    def __init__(self, value: Any, path: str, problems: list[Problem], known: Iterable[str]) -> None:
        self.path, self.problems = path, problems
        self.raw: Mapping[str, Any] = value if isinstance(value, Mapping) else {}
        if not isinstance(value, Mapping):
            self.note("", _NO_MAPPING)
        known = tuple(known)
        for key in self.raw:
            if key not in known:
                self.note(shown(key), _UNKNOWN, known=", ".join(known))

    def note(self, key: str, template: str, **values: object) -> None:
        """Something is wrong with a field."""
        self.problems.append(Problem(self.at(key), template, values))

    def at(self, key: str) -> str:
        """The path of a field."""
        return f"{self.path}.{key}" if self.path and key else self.path or key

    def string(self, key: str, *, needed: bool = True) -> str:
        """A text in no particular language."""
        value = self.raw.get(key)
        if isinstance(value, str) and 0 < len(value) <= _LONGEST:
            return value
        if needed or value is not None:
            self.note(key, _NO_STRING, most=_LONGEST)
        return ""

    def text(self, key: str, *, needed: bool = True) -> Text:
        """A text in English, Korean, or both."""
        value = self.raw.get(key)
        if value is None and not needed:
            return Text()
        return self.said(key, value)

    def said(self, key: str, value: Any) -> Text:
        """The text that a value at a field holds."""
        if isinstance(value, Mapping) and value and set(value) <= {"en", "ko"}:
            said = {language: value.get(language, "") for language in ("en", "ko")}
            if all(isinstance(words, str) and len(words) <= _LONGEST for words in said.values()) and any(
                said.values()
            ):
                return Text(**{language: words.strip() for language, words in said.items()})
        self.note(key, _NO_TEXT, most=_LONGEST)
        return Text()

    def flag(self, key: str) -> bool:
        """True or false; false when it is not said."""
        value = self.raw.get(key, False)
        if not isinstance(value, bool):
            self.note(key, _NO_FLAG)
        return value is True

    def whole(self, key: str) -> int | None:
        """A whole number, or None when it is not said."""
        value = self.raw.get(key)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            self.note(key, _NO_WHOLE)
            return None
        return value

    def word(self, key: str, words: type[Word], value: Any = None) -> Word | None:
        """One of the words of a set."""
        value = self.raw.get(key) if value is None else value
        found = next((word for word in words if word.value == value), None)
        if found is None:
            self.note(key, _NO_WORD, value=shown(value), words=", ".join(words))
        return found

    def list(self, key: str) -> list[Any]:
        """A list; empty when it is not said."""
        value = self.raw.get(key, [])
        if not isinstance(value, list):
            self.note(key, _NO_LIST)
            return []
        return value

    def mapping(self, key: str) -> Mapping[str, Any]:
        """A mapping; empty when it is not said."""
        value = self.raw.get(key, {})
        if not isinstance(value, Mapping):
            self.note(key, _NO_MAPPING)
            return {}
        return value

    def version(self, key: str) -> int:
        """A minor version of Kubernetes, written as "1.29"; the oldest when it is not said."""
        value = self.raw.get(key)
        if value is None:
            return OLDEST
        major, _, minor = str(value).partition(".")
        if (
            isinstance(value, str)
            and major == "1"
            and minor.isascii()
            and minor.isdigit()
            and len(minor) <= 2
        ):
            return min(max(int(minor), OLDEST), _NEWEST)
        self.note(key, _NO_VERSION)
        return OLDEST


_NO_MAPPING = gettext_noop("A mapping has to stand here.")
_NO_LIST = gettext_noop("A list has to stand here.")
_NO_STRING = gettext_noop("A text of at most %(most)d characters has to stand here.")
_NO_TEXT = gettext_noop(
    "A text has to stand here as {en: …, ko: …}, each of at most %(most)d characters. A text with a comma needs "
    "quotes between braces."
)
_NO_FLAG = gettext_noop("Either true or false has to stand here.")
_NO_WHOLE = gettext_noop("A whole number has to stand here.")
_NO_WORD = gettext_noop("“%(value)s” is not one of %(words)s.")
_NO_VERSION = gettext_noop('A version of Kubernetes has to stand here in quotes, such as "1.29".')
_UNKNOWN = gettext_noop("There is no such field here; known are %(known)s.")
