"""Korean particles: which of two forms follows depends on how the word before it ends.

Translations write both, as in `%(name)s은(는)`, since a name is known only when the sentence is said. Where its ending
tells, the right one stays; where it does not (foreign letters that are read in several ways), both do.
"""

from __future__ import annotations

import re

# (after a final consonant, after a vowel)
_PARTICLES = {
    "은(는)": ("은", "는"),
    "이(가)": ("이", "가"),
    "을(를)": ("을", "를"),
    "와(과)": ("과", "와"),
    "(으)로": ("으로", "로"),
    "(이)라": ("이라", "라"),
}
_FOUND = re.compile(r"(\w?\w)([^\w\s(]*)(" + "|".join(map(re.escape, _PARTICLES)) + ")")
_RIEUL = 8  # the final consonant after which (으)로 is 로
_DIGITS = dict(zip("0123456789", (21, _RIEUL, 0, 16, 0, 0, 1, _RIEUL, _RIEUL, 0), strict=True))
# Letters at the end of English words that are nearly always read one way: 서버, 노드, 프록시; 셸, 토큰, 볼륨.
_LETTERS = dict.fromkeys("aeiouywrsxzfvhjd", 0) | {"l": _RIEUL, "n": 4, "m": 16}
# And two letters that say more than the last: 네임, 엔진, 테이블, 웹, 디비, 앱, 블록, 로깅; 로그, 컨피그.
_PAIRS = {"me": 16, "ne": 4, "le": _RIEUL, "eb": 17, "db": 0, "pp": 17, "ck": 1, "ng": 21, "og": 0, "ig": 0}


def with_particles(sentence: str) -> str:
    """The sentence with the fitting form of each particle."""
    return _FOUND.sub(_chosen, sentence) if "(" in sentence else sentence


def _chosen(match: re.Match[str]) -> str:
    last, between, both = match.groups()
    final = _final(last)
    if final is None:
        return match.group()
    closed, open_ = _PARTICLES[both]
    vowel = final == 0 or (both == "(으)로" and final == _RIEUL)
    return f"{last}{between}{open_ if vowel else closed}"


def _final(end: str) -> int | None:
    """The number of the final consonant of a syllable, 0 for none, None where it cannot be told."""
    if end.lower() in _PAIRS:
        return _PAIRS[end.lower()]
    char = end[-1]
    if "가" <= char <= "힣":
        return (ord(char) - ord("가")) % 28
    return _DIGITS.get(char, _LETTERS.get(char.lower()) if char.isascii() else None)
