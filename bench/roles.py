"""How many roles of a labelled set are found: `python -m bench.roles [LABELS [CORPUS]]`.

LABELS is a file of tab-separated lines (file, document, path, container, label, also_ok, reason) or a folder that
holds one as labels.tsv; CORPUS is the folder the files are in, by default that of LABELS. Without arguments the
shared set and the one kept beside this module are measured.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pods.domain.manifest.reader import Unreadable, decode, read
from pods.domain.network import network
from pods.domain.roles import Assignment, Role, assign

SHARED = Path("/work/shared/corpus/open")
OWN = Path(__file__).with_name("roles.tsv")


@dataclass(frozen=True, slots=True)
class Label:
    """What a person says a container is. `places` are the file, document and path of its pod."""

    place: tuple[str, int, str]
    container: str
    role: str
    also: frozenset[str]
    reason: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A label and what the program says; None when it does not find the container."""

    label: Label
    found: Assignment | None

    @property
    def said(self) -> str:
        """The role found, or a dash."""
        return self.found.role.value if self.found else "-"

    @property
    def right(self) -> bool:
        """The label itself, or one of those that are right too."""
        return self.said == self.label.role or self.said in self.label.also


def labels(file: Path) -> Iterator[Label]:
    """The lines of a set, its heading left out."""
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            cells = row + [""] * (7 - len(row))
            if cells[1].isdecimal():
                place = (cells[0], int(cells[1]), _steps(cells[2]))
                yield Label(
                    place, cells[3], cells[4], frozenset(cells[5].replace(",", " ").split()), cells[6]
                )


def answers(set_: Iterable[Label], corpus: Path) -> Iterator[Answer]:
    """What the program says of each label."""
    known: dict[str, dict[tuple[str, int, str], list[Assignment]]] = {}
    for label in set_:
        file = label.place[0]
        if file not in known:
            known[file] = dict(_assignments(corpus / file))
        found = known[file].get(label.place, [])
        yield Answer(label, next((a for a in found if a.container.name == label.container), None))


def _assignments(file: Path) -> Iterator[tuple[tuple[str, int, str], list[Assignment]]]:
    """Every pod of a file; none when there is no such file, or it cannot be read: then its labels are missed."""
    try:
        manifest = read(decode(file.read_bytes()).text)
    except (OSError, Unreadable):
        return
    for pod in manifest.pods:
        place = (file.name, pod.document, _steps(pod.path))
        yield place, list(assign(pod, network(pod, manifest.objects)))


def _steps(path: str) -> str:
    """Paths are written `spec/template/spec` in the sets and `spec.template.spec` here."""
    return path.replace("/", ".").replace("[", ".").replace("]", "")


def report(name: str, given: list[Answer]) -> None:
    """Print how many are right, what is taken for what, and every miss with its reason."""
    running = [a for a in given if a.label.role != Role.INIT]
    pods: dict[tuple[str, int, str], bool] = {}
    for answer in given:
        pods[answer.label.place] = pods.get(answer.label.place, True) and answer.right
    print(name)
    print(f"  containers      {_share(a.right for a in given)}")
    print(f"  without init    {_share(a.right for a in running)}")
    print(f"  pods, all right {_share(pods.values())}")
    _confusion(given)
    for answer in given:
        if not answer.right:
            _miss(answer)


def _share(right: Iterable[bool]) -> str:
    results = list(right)
    return f"{sum(results)} of {len(results)}  {sum(results) / max(len(results), 1):.1%}"


def _confusion(given: Iterable[Answer]) -> None:
    # A right answer counts as the label, also where it is one of the others that are right.
    pairs = Counter((a.label.role, a.label.role if a.right else a.said) for a in given)
    columns = [*Role, "-"] if any(said == "-" for _, said in pairs) else list(Role)
    print("  labelled \\ found " + "".join(f"{column:>12}" for column in columns))
    for role in Role:
        print(f"  {role:<17}" + "".join(f"{pairs[role, column] or '·':>12}" for column in columns))


def _miss(answer: Answer) -> None:
    label = answer.label
    print(f"  ✗ {label.place[0]} document {label.place[1]} {label.place[2]}")
    print(f"    {label.container}: labelled {label.role} ({label.reason}), found {answer.said}")
    if answer.found:
        print(f"    because: {answer.found.because}{'' if answer.found.certain else ' (a guess)'}")


def main(arguments: list[str]) -> int:
    """Measure the sets that are there; 2 when there is none."""
    sets = [(SHARED / "labels.tsv", SHARED), (OWN, SHARED)]
    if arguments:
        given = Path(arguments[0])
        file = given / "labels.tsv" if given.is_dir() else given
        sets = [(file, Path(arguments[1]) if len(arguments) > 1 else file.parent)]
    there = [(file, corpus) for file, corpus in sets if file.is_file() and corpus.is_dir()]
    for file, corpus in there:
        report(str(file), list(answers(labels(file), corpus)))
    if not there:
        print("no labelled set: give a folder with labels.tsv", file=sys.stderr)
    return 0 if there else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
