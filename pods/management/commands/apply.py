"""Apply a design or a file to a context of this machine's kubeconfig, as the pages do it."""

from __future__ import annotations

import sys
from argparse import ArgumentTypeError
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from pods.cluster.access import AccessRefused
from pods.domain import names
from pods.domain.diagram.type import visible
from pods.domain.manifest import reader
from pods.domain.manifest.manifest import Manifest
from pods.models import Connection, Design
from pods.models.applying import begin, carry_out
from pods.models.connection import NAME_LENGTH
from pods.models.noting import NotBegun, Target
from pods.models.people import local_user

if TYPE_CHECKING:
    from pods.cluster.api import Api
    from pods.cluster.apply.plan import Choices, Plan, Step
    from pods.cluster.apply.wanted import Wanted
    from pods.domain.messages import Message

FAILED, UNUSABLE = 1, 2


class Stop(Exception):
    """The end, with an exit status and what to say."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(said)
        self.status = status


@dataclass(frozen=True)
class Source:
    """What is to be applied: a manifest, and the design that it is the newest text of, if it is one."""

    name: str
    manifest: Manifest
    design: Design | None = None


class Command(BaseCommand):
    """Exit status: 0 fine; 1 something was refused, is in conflict or failed; 2 the input cannot be used."""

    help = "Apply a design, or a file, to a cluster: one line for each object."
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("source", metavar="DESIGN|FILE", help="a design's number or name, a file, or - ")
        parser.add_argument("--context", required=True, help="a context of this machine's kubeconfig")
        parser.add_argument(
            "--namespace", required=True, type=_namespace, help="where objects without one go"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would happen, and change nothing"
        )
        parser.add_argument(
            "--create-namespace", action="store_true", help="make the namespace if it is missing"
        )
        parser.add_argument("--take-over", action="store_true", help="overwrite fields that others manage")
        parser.add_argument(
            "--recreate", action="store_true", help="delete and make anew what cannot be changed in place"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Look first, then do it, if nothing stands in the way."""
        from pods.cluster.problems import ClusterProblem

        try:
            self._run(_source(options["source"]), options)
        except AccessRefused as refused:
            self._end(UNUSABLE, str(refused.message))
        except (ClusterProblem, NotBegun) as problem:
            self._end(FAILED, str(problem.message))
        except Stop as stop:
            self._end(stop.status, str(stop))

    def _end(self, status: int, said: str) -> NoReturn:
        self.stderr.write(visible(said))
        sys.exit(status)

    def _run(self, source: Source, options: dict[str, Any]) -> None:
        from pods.cluster import transport
        from pods.cluster.api import Api
        from pods.cluster.apply.plan import dry_run
        from pods.cluster.apply.wanted import wanted

        found = transport.of_this_machine(options["context"])
        objects = wanted(source.manifest)
        choices = _choices(objects, options)
        plan = dry_run(Api(found), objects, options["namespace"], choices)
        if options["dry_run"] or not _possible(plan, choices):
            self._say_plan(plan, source.manifest)
        if not _possible(plan, choices):
            raise Stop(FAILED, f"Nothing was applied.{_way_out(plan)}")
        if not options["dry_run"]:
            self._do(source, Api(found), _target(options["context"], options["namespace"]), choices)

    def _say_plan(self, plan: Plan, manifest: Manifest) -> None:
        for step in plan.steps:
            self.stdout.write(_line(step.action, step.wanted.title, step.namespace))
            for said in (*_because(step), *_refused(step, manifest), *_changed(step)):
                self.stdout.write(f"  {visible(said)}")

    def _do(self, source: Source, api: Api, target: Target, choices: Choices) -> None:
        lines = (
            _logged(source.design, api, target, choices)
            if source.design
            else _unlogged(source, api, target, choices)
        )
        failed = False
        for outcome, line in lines:
            self.stdout.write(line)
            failed = failed or outcome in ("failed", "skipped")
        if failed:
            raise Stop(FAILED, "It stopped at the first failure; what came before it was applied.")


def _target(context: str, namespace: str) -> Target:
    """Where it goes, as a connection of the one user to that context notes it down, whether there is one or not."""
    way = Connection.Way.CONTEXT
    mine = Connection.objects.of(local_user()) if settings.LOCAL else Connection.objects.none()
    found = mine.filter(way=way, context=context).first()
    place = Connection(way=way, context=context).place
    return Target(found.name if found else context[:NAME_LENGTH], place, namespace, found)


def _logged(design: Design, api: Api, target: Target, choices: Choices) -> Iterable[tuple[str, str]]:
    """Apply a design; the apply stands in its log like any other."""
    user = local_user().pk if settings.LOCAL else None
    run = begin(design, design.newest, user, target, choices)
    for step in carry_out(run, lambda: api):
        said = f": {visible(str(step.said))}" if step.said else ""
        line = _line(step.outcome, f"{step.kind} {step.name}", step.namespace)
        yield step.outcome, line + said + _taken(step.taken)
    if run.said:
        raise Stop(FAILED, str(run.said))


def _unlogged(source: Source, api: Api, target: Target, choices: Choices) -> Iterable[tuple[str, str]]:
    """Apply a file, which nobody keeps a log of."""
    from pods.cluster.apply.doing import apply
    from pods.cluster.apply.hiding import told_of
    from pods.cluster.apply.wanted import wanted

    for result in apply(api, wanted(source.manifest), target.namespace, choices):
        problem = result.problem
        said = f": {visible(str(told_of(problem.message, result.wanted.value)))}" if problem else ""
        line = _line(result.outcome, result.wanted.title, result.namespace)
        yield result.outcome, line + said + _taken(result.taken)


def _taken(taken: Iterable[Sequence[str]]) -> str:
    return "".join(f"\n  {visible(path)} was taken over from {visible(manager)}" for manager, path in taken)


def _line(what: str, title: str, namespace: str) -> str:
    return f"{what:<9} {visible(title)}{f' in {visible(namespace)}' if namespace else ''}"


def _because(step: Step) -> Iterable[str]:
    """Each field that somebody else manages, and the warnings."""
    from pods.cluster.apply.hiding import COVER, is_secret, uncovered

    value = step.wanted.value
    for one in step.conflicts:
        theirs, mine = (COVER, COVER) if is_secret(value) else (one.theirs, one.mine)
        yield f"{one.path} is managed by {one.manager}: {theirs!r} there, {mine!r} here"
    for words in step.warnings:
        yield f"warning: {uncovered(words, value)}"


def _changed(step: Step) -> Iterable[str]:
    """Each field that would change, with both values."""
    from pods.cluster.apply.showing import changes

    if step.action in ("change", "recreate"):
        for change in changes(step):
            yield f"{change.path}: {change.old or 'nothing'} → {change.new or 'nothing'}"


def _refused(step: Step, manifest: Manifest) -> Iterable[str]:
    """Why a step is refused: at each line that is meant, else at that of the object."""
    from pods.cluster.apply.hiding import told_of, uncovered
    from pods.cluster.apply.wanted import complaints

    value = step.wanted.value
    if step.problem is None or step.conflicts:
        return
    said = [one for one in complaints(manifest, step.wanted, step.problem) if one.words]
    for one in said:
        yield f"line {one.position.line}: {uncovered(one.words, value)}"
    if not said:
        message: Message = told_of(step.problem.message, value)
        yield f"line {step.wanted.line}: {str(message).partition(chr(10))[0]}"


def _choices(objects: tuple[Wanted, ...], options: dict[str, Any]) -> Choices:
    from pods.cluster.apply.plan import Choices

    every = frozenset(one.key for one in objects)
    return Choices(
        take_over=every if options["take_over"] else frozenset(),
        recreate=every if options["recreate"] else frozenset(),
        create_namespace=options["create_namespace"],
    )


def _way_out(plan: Plan) -> str:
    """What is missing, and the options that would let it pass, where there are any."""
    actions = {step.action for step in plan.steps}
    options = [("--create-namespace", plan.waits), ("--take-over", "conflict" in actions)]
    options.append(("--recreate", "recreate" in actions))
    meant = [option for option, helps in options if helps]
    missing = f" The namespace {plan.namespace} is not there." if plan.waits else ""
    return missing + (f" See {' and '.join(meant)}." if meant else "")


def _possible(plan: Plan, choices: Choices) -> bool:
    anew = {step.wanted.key for step in plan.steps if step.action == "recreate"}
    return plan.possible and anew <= choices.recreate


def _source(said: str) -> Source:
    """The file of that name, or else the design. Raises `Stop` where there is neither, or it cannot be read."""
    if said == "-" or Path(said).is_file():
        source = Source(said, reader.read(_text(said), settings.PODWRIGHT_LIMITS))
    else:
        design = _design(said)
        source = Source(said, reader.read(design.newest.text, settings.PODWRIGHT_LIMITS), design)
    error = source.manifest.error
    if error is not None:
        raise Stop(UNUSABLE, f"{said}:{error.position.line}:{error.position.column}: {error.message}")
    if not source.manifest.objects:
        raise Stop(UNUSABLE, f"{said}:1:1: it holds no objects to apply")
    return source


def _text(said: str) -> str:
    limits = settings.PODWRIGHT_LIMITS
    try:
        data = sys.stdin.buffer.read(limits.size + 1) if said == "-" else Path(said).read_bytes()
        return reader.decode(data, limits).text
    except OSError as error:
        raise Stop(UNUSABLE, f"{said}:1:1: {error.strerror}") from None
    except reader.Unreadable as unreadable:
        position = unreadable.problem.position
        raise Stop(
            UNUSABLE, f"{said}:{position.line}:{position.column}: {unreadable.problem.message}"
        ) from None


def _design(said: str) -> Design:
    kept = Design.objects.kept().with_head()
    by_number = said.isascii() and said.isdigit() and len(said) < 18
    found = list((kept.filter(pk=int(said)) if by_number else kept.filter(name=said))[:2])
    if len(found) == 1:
        return found[0]
    why = (
        "several designs have this name; give the number of one"
        if found
        else "no such file and no such design"
    )
    raise Stop(UNUSABLE, f"{said}: {why}")


def _namespace(said: str) -> str:
    fault = names.label(said)
    if fault is not None:
        raise ArgumentTypeError(str(fault))
    return said
