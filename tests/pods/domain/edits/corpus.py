"""What an edit of a real manifest must hold: it changes what was meant, and no byte of any other line.

`python -m tests.pods.domain.edits.corpus` tries every edit on every file, which takes minutes (`make corpus`).
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from multiprocessing import Pool
from pathlib import Path
from typing import Any

from bench.edit_calls import Call, Subject
from bench.every_edit import calls, names
from pods.domain.differences import lines_of, runs
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.reader import decode, read
from pods.domain.manifest.views import Pod

CORPUS = Path(__file__).parents[5] / "shared" / "corpus" / "open"
Place = tuple[int, str]  # a document and a path in it
_REORDERS = ("move_", "change_kind", "wrap_", "unwrap_", "change_workload")
_TELLING = ("name", "key", "ip", "containerPort", "mountPath")


@cache
def files() -> tuple[Path, ...]:
    """The manifests of the corpus, in the order of their names."""
    return tuple(file for file in sorted(CORPUS.rglob("*.*")) if file.suffix in (".yaml", ".yml", ".json"))


def subjects(file: Path) -> Iterator[Subject]:
    """Pods of a file, each at its first and last container; of long streams the first and the last pod."""
    manifest = read(decode(file.read_bytes()).text)
    for pod in dict.fromkeys((*range(len(manifest.pods))[:1], *range(len(manifest.pods))[-1:])):
        containers = manifest.pods[pod].containers
        for at in dict.fromkeys((*range(len(containers))[:1], *range(len(containers))[-1:])):
            yield Subject(manifest, manifest.pods[pod], containers[at])


def tried(name: str, subject: Subject) -> Iterator[bool]:
    """Whether an edit was made (else it was refused with a sentence), with all that must hold of it asserted."""
    for call in calls(name, subject):
        try:
            after = call.on(subject.manifest)
        except EditRefused as refused:
            sentence = str(refused.message)
            if not sentence.endswith((".", "?")):
                raise AssertionError(sentence) from refused
            yield False
        else:
            check(call, after)
            yield True


def check(call: Call, after: Manifest) -> None:
    """The properties of an edit that was made."""
    before = call.subject.manifest
    assert after.error is None, after.error
    places = list(_differences(before, after))
    if "" not in call.within:
        for place in places:
            assert place[0] == call.subject.pod.document, place
            assert any(_holds(within, place[1]) for within in call.within), (place, call.within)
    if call.name.startswith(_REORDERS):
        kept = _comments(before, call.subject.pod) - _dropped(call, after)
        assert kept <= _comments(after, None), "a comment is lost"
    else:
        lost = _lost_lines(before, after, places)
        most = sum(_beside(before, after, place) for place in places) + (not before.text.endswith("\n"))
        assert lost <= most, (lost, places)


def _holds(path: str, inner: str) -> bool:
    return inner == path or inner.startswith((f"{path}.", f"{path}[")) or not path


def _beside(before: Manifest, after: Manifest, place: Place) -> int:
    """How many lines beside a thing change with it: what opens its mapping or item, or the comma before it."""
    document, path = place
    was = before.value(document, path)
    in_json = before.text.lstrip("\ufeff \n").startswith("{")
    holder = before.value(document, paths.parent(path)) if path else None
    opens = was is not None and isinstance(holder, dict) and next(iter(holder.values())) is was
    emptied = path != "" and document < len(after.documents) and not after.value(document, paths.parent(path))
    return int(was is None or opens or emptied or in_json)


def _lost_lines(before: Manifest, after: Manifest, places: Sequence[Place]) -> int:
    """How many lines are not in the text any more, in their order, though nothing on them was changed."""
    lines = ["".join(line) for line in lines_of(before.text)]
    changed: set[int] = set()
    for document, path in places:
        if before.value(document, path) is not None or path.endswith("]"):
            changed |= _lines(before, lines, document, path)
    rest = [line for at, line in enumerate(lines) if at not in changed]
    return len(rest) - sum(run.size for run in runs(rest, ["".join(line) for line in lines_of(after.text)]))


def _lines(before: Manifest, lines: Sequence[str], document: int, path: str) -> set[int]:
    """The lines of a thing, from 0, with the comments above it that are about it."""
    if not path:  # a whole object, with the line that parts it from the one before
        following = before.documents[document + 1 : document + 2]
        return set(
            range(before.documents[document].line - 2, following[0].line - 1 if following else len(lines))
        )
    where = before.locate(document, path)
    first, last = where.line - 1, before.lines.line(max(where.start, where.end - 1)) - 1
    while first and _is_comment(lines[first - 1]):
        first -= 1
    while (
        last + 1 < len(lines) and _is_comment(lines[last + 1]) and _depth(lines[last + 1]) > where.column - 1
    ):
        last += 1
    return set(range(first, last + 1))


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _comments(manifest: Manifest, pod: Pod | None) -> set[str]:
    """The comments that stand alone, in the spec of a pod or anywhere."""
    if pod is None:
        return {line.strip() for line in map("".join, lines_of(manifest.text)) if _is_comment(line)}
    return _comments_at(manifest, pod.document, pod.path)


def _dropped(call: Call, after: Manifest) -> set[str]:
    """The comments inside fields that the container has no more."""
    pod, container = call.subject.pod, call.subject.container
    there = {
        field for each in after.pods for c in each.containers if c.name == container.name for field in c.raw
    }
    gone = [paths.join(container.path, field) for field in container.raw if field not in there]
    inside = (_comments_at(call.subject.manifest, pod.document, path) for path in gone)
    return {comment for comments in inside for comment in comments}


def _comments_at(manifest: Manifest, document: int, path: str) -> set[str]:
    lines = ["".join(line) for line in lines_of(manifest.text)]
    span = manifest.locate(document, path)
    where = range(span.line, manifest.lines.line(max(span.start, span.end - 1)))
    return {lines[at].strip() for at in where if _is_comment(lines[at])}


def _differences(before: Manifest, after: Manifest) -> Iterator[Place]:
    """Where the two say different things. What came is at the path it has now; "" for an object that went."""
    old, new = ([document.value for document in each.documents] for each in (before, after))
    there = iter(enumerate(new))
    for number, value in enumerate(old):
        if len(new) < len(old) and not any(_named(value) == _named(other) for other in new):
            yield number, ""
            continue
        yield from ((number, path) for path in _changed(value, next(there)[1], ""))


def _named(value: Any) -> object:
    return [paths.value_at(value, path) for path in ("kind", "metadata.name", "metadata.namespace")]


def _changed(before: Any, after: Any, path: str) -> Iterator[str]:
    if isinstance(before, dict) and isinstance(after, dict):
        for key in before.keys() | after.keys():
            inner = paths.join(path, key)
            if key not in before or key not in after:
                yield inner
            else:
                yield from _changed(before[key], after[key], inner)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _changed_items(before, after, path)
    elif type(before) is not type(after) or before != after:
        yield path


def _changed_items(before: list[Any], after: list[Any], path: str) -> Iterator[str]:
    """Items that stand in both lists at their two ends have not changed; of those between, each of the old ones has."""
    least = min(len(before), len(after))
    head = next((i for i in range(least) if before[i] != after[i]), least)
    tail = next((i for i in range(least - head) if before[-1 - i] != after[-1 - i]), least - head)
    if len(before) == len(after):
        for at in range(head, len(before) - tail):
            one, other, inner = before[at], after[at], paths.join(path, at)
            yield from _changed(one, other, inner) if _same_item(one, other) else [inner]
        return
    yield from (paths.join(path, at) for at in range(head, len(before) - tail))
    if head + tail == len(before):
        yield paths.join(path, len(before))  # one that came


def _same_item(one: Any, other: Any) -> bool:
    """Two items of a list are one that changed, as far as their names tell."""
    if not isinstance(one, dict) or not isinstance(other, dict):
        return False
    return all(one[key] == other[key] for key in _TELLING if key in one and key in other)


def whole_file(file: Path) -> tuple[Counter[tuple[str, bool]], list[str]]:
    """Every edit of a file: how many were made and refused, and what was wrong."""
    counts: Counter[tuple[str, bool]] = Counter()
    wrong: list[str] = []
    for subject in subjects(file):
        for name in names():
            try:
                counts.update((name, outcome) for outcome in tried(name, subject))
            except Exception as error:  # whatever it is, the other edits are tried as well
                wrong.append(f"{name} of {subject.container.path} in {file.name}: {error!r}"[:1000])
    return counts, wrong


def main(every: int) -> int:
    """Every edit of every n-th file; 1 where one did not hold."""
    total: Counter[tuple[str, bool]] = Counter()
    failed = 0
    with Pool() as workers:
        for counts, wrong in workers.imap_unordered(whole_file, files()[::every]):
            total += counts
            failed += len(wrong)
            for sentence in wrong:
                print(sentence, flush=True)
    for name in names():
        print(f"{name:32} {total[name, True]:6} made {total[name, False]:6} refused")
    print(f"{len(files()[::every])} files, {total.total()} edits, {failed} of them wrong")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1))
