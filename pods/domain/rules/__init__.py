"""Every rule of the package, found by discovery, and what they find in a manifest."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from itertools import islice

from pods.domain.facts import PodFacts
from pods.domain.findings import Context, Finding, Rule
from pods.domain.manifest.manifest import Manifest, Problem
from pods.domain.messages import gettext_noop, say

# A stream of a thousand equal slips is one slip for its author; keeping them all would only cost memory.
MOST_OF_ONE_RULE = 1000


@cache
def every() -> tuple[Rule, ...]:
    """The rules, by id. A module of this package that has a `Rule` is one."""
    names = sorted(found.name for found in pkgutil.iter_modules(__path__))
    modules = (import_module(f"{__name__}.{name}") for name in names)
    return tuple(value for module in modules for value in vars(module).values() if isinstance(value, Rule))


def findings(manifest: Manifest, pods: Iterable[PodFacts], kubernetes: str) -> tuple[Finding, ...]:
    """What the reader and all rules found, in the order of the text."""
    if manifest.error is not None:
        return (_reading(manifest.error),)
    context = Context(manifest, tuple(pods), kubernetes)
    found = [*map(_reading, manifest.problems), *(f for rule in every() for f in _some(rule, context))]
    return tuple(sorted(found, key=lambda f: (f.position.start, f.rule)))


def _some(rule: Rule, context: Context) -> Iterator[Finding]:
    found = iter(rule.findings(context))
    yield from islice(found, MOST_OF_ONE_RULE)
    beyond = next(found, None)
    if beyond is not None:
        yield Finding(
            rule=beyond.rule,
            severity=beyond.severity,
            document=beyond.document,
            path=beyond.path,
            position=beyond.position,
            message=say(_MORE, most=MOST_OF_ONE_RULE),
            help=say(_MORE_HELP),
            rejected_by_api=beyond.rejected_by_api,
        )


def _reading(problem: Problem) -> Finding:
    return Finding(
        rule=problem.rule,
        severity=problem.severity,
        document=problem.document,
        path="",
        position=problem.position,
        message=problem.message,
        help=problem.help,
        rejected_by_api=problem.rejected_by_api,
    )


_MORE = gettext_noop("There is more of this from here on; only the first %(most)d are listed.")
_MORE_HELP = gettext_noop("Mend those listed first.")
