"""A CronJob's schedule has five fields or a name

Minute, hour, day of the month, month and day of the week, each a star, a number, a range, a list or a
step such as */5. Months and days of the week may be named (jan, mon); Sunday is 0, never 7. Instead of
the fields one of @hourly, @daily, @weekly, @monthly, @yearly or @every 1h30m will do. A time zone goes
into timeZone, not into the schedule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pods.domain import names
from pods.domain.findings import Context, Flaw, rule
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.severity import Severity

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
# name, least, most, words for numbers
_FIELDS: tuple[tuple[str, int, int, dict[str, int]], ...] = (
    ("minute", 0, 59, {}),
    ("hour", 0, 23, {}),
    ("day of the month", 1, 31, {}),
    ("month", 1, 12, {word: number for number, word in enumerate(_MONTHS, 1)}),
    ("day of the week", 0, 6, {word: number for number, word in enumerate(_DAYS)}),
)
_NAMED = frozenset({"@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"})
_EVERY = re.compile(r"@every [-+]?(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:ns|us|µs|μs|ms|s|m|h))+")
_ZONED = ("TZ=", "CRON_TZ=")
_NUMBER = re.compile(r"\+?[0-9]{1,9}")


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Flaw]:
    for found, _ in context.known:
        spec = found.raw.get("spec")
        if found.kind != "CronJob" or not isinstance(spec, Mapping | None):
            continue
        schedule = (spec or {}).get("schedule")
        wrong = fault(schedule or "") if isinstance(schedule, str | None) else None
        if wrong is not None:
            path = f"{found.path}.spec.schedule".lstrip(".")
            yield Flaw(found.document, path, wrong, say(_HELP), rejected_by_api=True)


def fault(schedule: str) -> Message | None:
    """What makes a text no schedule, or None."""
    if not schedule:
        return say(_MISSING)
    if "TZ" in schedule and schedule.startswith(_ZONED):
        return say(_ZONE)
    if schedule.startswith("@"):
        known = schedule in _NAMED or _EVERY.fullmatch(schedule)
        return None if known else say(_UNKNOWN, name=names.shown(schedule))
    fields = schedule.split()
    if len(fields) != len(_FIELDS):
        return say(_COUNT, count=len(fields), schedule=names.shown(schedule))
    for text, (name, least, most, words) in zip(fields, _FIELDS, strict=True):
        parts = [part for part in text.split(",") if part]  # empty ones are skipped, as the API server does
        if not all(_fits(part, least, most, words) for part in parts):
            return say(_FIELD, text=names.shown(text), field=name, least=least, most=most)
    return None


def _fits(part: str, least: int, most: int, words: dict[str, int]) -> bool:
    span, *steps = part.split("/")
    ends = span.split("-")
    if (
        len(steps) > 1
        or len(ends) > 2
        or not all(_NUMBER.fullmatch(step) and int(step) > 0 for step in steps)
    ):
        return False
    if ends[0] in ("*", "?"):
        return True
    numbers = [_number(end, words) for end in ends]
    start, end = numbers[0], most if steps and len(ends) == 1 else numbers[-1]
    return start is not None and end is not None and least <= start <= end <= most


def _number(text: str, words: dict[str, int]) -> int | None:
    return int(text) if _NUMBER.fullmatch(text) else words.get(text.lower())


_MISSING = gettext_noop("The CronJob has no schedule.")
_ZONE = gettext_noop("The schedule cannot hold a time zone.")
_UNKNOWN = gettext_noop("“%(name)s” is no schedule that has a name.")
_COUNT = gettext_noop("A schedule has five fields, “%(schedule)s” has %(count)d.")
_FIELD = gettext_noop("“%(text)s” cannot stand for the %(field)s, which goes from %(least)d to %(most)d.")
_HELP = gettext_noop("Write a schedule such as */15 * * * * or @daily, and a time zone into timeZone.")
