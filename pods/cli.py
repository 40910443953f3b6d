"""The command line (CONTRACT.md): `python -m pods COMMAND`, without Django, settings or a database."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from pods.domain.schema.versions import KUBERNETES, VERSIONS

FINE, FOUND, UNUSABLE = 0, 1, 2


def main(argv: Sequence[str]) -> int:
    """Run one command; returns the exit status."""
    parser = _parser()
    options = parser.parse_args(argv)
    try:
        return int(options.run(options))
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has seen enough
        return FINE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m pods", description="What a manifest's pods share, and how they look."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    inspect = commands.add_parser("inspect", help="everything known of the pods in FILE, as JSON")
    inspect.set_defaults(run=_inspect)
    draw = commands.add_parser("draw", help="one picture for each pod template in FILE")
    draw.add_argument(
        "-o", "--output", metavar="OUT", required=True, help="a file, a folder, or - for standard output"
    )
    draw.add_argument("--view", default="namespaces", help="namespaces (the default), storage or network")
    draw.add_argument(
        "--format", default=None, help="svg, png, pdf, dot or mermaid; by OUT's ending when not said"
    )
    draw.set_defaults(run=_draw)
    change = commands.add_parser("set", help="one field of FILE changed, and every other byte as it was")
    change.add_argument("file", metavar="FILE", help="a manifest, or - for standard input")
    change.add_argument(
        "path", metavar="PATH", help="such as containers[app].image or Deployment/shop:spec.replicas"
    )
    change.add_argument(
        "value",
        metavar="VALUE",
        help="text, or JSON for a list or an object; -- before it if it begins with -",
    )
    change.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        default="-",
        help="a file, which may be FILE; standard output when not said",
    )
    change.set_defaults(run=_set)
    add = _add_parser(commands)
    listing = commands.add_parser("patterns", help="the catalogue of patterns, or one entry in full")
    listing.add_argument("id", nargs="?", metavar="ID", help="the pattern to describe")
    listing.add_argument("--format", default="text", choices=("text", "json"), help="text unless said")
    listing.set_defaults(run=_patterns)
    for command in (inspect, draw):
        command.add_argument("files", nargs="+", metavar="FILE", help="a manifest, or - for standard input")
    for command in (inspect, draw, change, add):
        command.add_argument(
            "--kubernetes", default=KUBERNETES, choices=VERSIONS, metavar="VERSION", help="1.25 to 1.37"
        )
    return parser


def _add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    add = commands.add_parser("add", help="a pattern of the catalogue applied to a pod of FILE")
    add.add_argument(
        "what", nargs="+", metavar="FILE PATTERN", help="a manifest, or - for standard input; a pattern's ID"
    )
    add.add_argument(
        "--new", default=None, metavar="NAME", help="start a fresh workload instead; FILE may be left out"
    )
    add.add_argument("--name", default="", metavar="N", help="the helper's name; a free one when not said")
    add.add_argument("--main", default="", metavar="CONTAINER", help="the container it helps")
    add.add_argument("--pod", default="", metavar="NAME", help="the workload, where FILE has several")
    add.add_argument(
        "--param", action="append", default=[], metavar="K=V", help="a parameter; may be repeated"
    )
    add.add_argument("--variant", default="", metavar="V", help="one that `patterns ID` lists")
    add.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        default="-",
        help="a file, which may be FILE; standard output when not said",
    )
    add.set_defaults(run=_add)
    return add


def _add(options: argparse.Namespace) -> int:
    from pods.commands import adding  # the catalogue and the edits are loaded only to compose

    return adding.run(options)


def _patterns(options: argparse.Namespace) -> int:
    from pods.commands import listing

    return listing.run(options)


def _inspect(options: argparse.Namespace) -> int:
    from pods.commands import showing  # each command loads what it needs, and no more

    return showing.inspect(options)


def _draw(options: argparse.Namespace) -> int:
    from pods.commands import showing

    return showing.draw(options)


def _set(options: argparse.Namespace) -> int:
    from pods.commands import setting  # edits are loaded only to edit

    return setting.run(options)
