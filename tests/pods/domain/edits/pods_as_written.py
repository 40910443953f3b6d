"""One pod in the ways people write pods, and the real ones: what edits of fields are tried on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.reader import decode, read
from pods.domain.manifest.views import Container, Pod

Edit = Callable[..., Manifest]
CORPUS = Path(__file__).parents[5] / "shared" / "corpus" / "open"

POD = """\
apiVersion: v1
kind: Pod
metadata:
  name: p  # the pod
spec:
  # what runs
  containers:
  - name: app  # main
    image: "nginx:1.27"
"""
FLOW = "kind: Pod\napiVersion: v1\nspec: {containers: [{name: app, image: nginx}]}  # one line\n"
JSON = '{"apiVersion": "v1", "kind": "Pod", "spec": {"containers": [{"name": "app", "image": "nginx"}]}}\n'


def pod_of(text: str, index: int = 0) -> tuple[Manifest, Pod]:
    """A text's pod."""
    manifest = read(text)
    assert manifest.error is None, manifest.error
    return manifest, manifest.pods[index]


def container_of(text: str, name: str = "app") -> tuple[Manifest, Pod, Container]:
    """A text's first pod, and its container of a name."""
    manifest, pod = pod_of(text)
    return manifest, pod, next(c for c in pod.containers if c.name == name)


def ways_to_write(block: str) -> tuple[str, ...]:
    """A block style text and the same with other line endings, a byte order mark, and without its last line ending."""
    return block, block.replace("\n", "\r\n"), "\ufeff" + block, block.removesuffix("\n")


def real_pods(every: int) -> Iterator[tuple[Manifest, Pod]]:
    """Pods of the corpus, from every n-th file."""
    files = [f for f in sorted(CORPUS.rglob("*.*")) if f.suffix in (".yaml", ".yml", ".json")]
    for file in files[::every]:
        manifest = read(decode(file.read_bytes()).text)
        yield from ((manifest, pod) for pod in manifest.pods[:2])


def changed(before: Any, after: Any, path: str = "") -> Iterator[str]:
    """The paths at which two values differ: of fields that came, went or have another value."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in before.keys() | after.keys():
            if key not in before or key not in after:
                yield f"{path}.{key}"
            else:
                yield from changed(before[key], after[key], f"{path}.{key}")
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for index, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from changed(one, other, f"{path}[{index}]")
    elif type(before) is not type(after) or before != after:
        yield path


def touched(before: str, after: str) -> int:
    """How many lines of `before` stand between the lines both texts begin with and the lines both end with."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    least = min(len(old), len(new))
    head = next((i for i in range(least) if old[i] != new[i]), least)
    tail = next((i for i in range(least - head) if old[-1 - i] != new[-1 - i]), least - head)
    return len(old) - head - tail


def doing(edit: Callable[..., Manifest], *values: Any, **named: Any) -> Edit:
    """An edit with its values, to be done to a pod or a container."""
    return lambda *at: edit(*at, *values, **named)


def of_pod(edit: Callable[..., Manifest], *values: Any, **named: Any) -> Edit:
    """An edit of the pod with its values, also where a container is given."""
    return lambda *at: edit(at[0], at[1], *values, **named)


def tried(edit: Edit, at: tuple[Any, ...]) -> Manifest | str:
    """What an edit makes, or why it is refused."""
    try:
        return edit(*at)
    except EditRefused as refused:
        return str(refused.message)


def hold(edit: Edit, at: tuple[Any, ...], fields: tuple[str, ...], lines: int) -> bool:
    """The edit is refused with a sentence, or changes these fields only and at most so many lines there were before."""
    manifest: Manifest = at[0]
    after = tried(edit, at)
    if isinstance(after, str):
        assert after.endswith("."), after
        return False
    for document, other in zip(manifest.documents, after.documents, strict=True):
        for path in changed(document.value, other.value):
            assert document.index == at[1].document
            assert any(path.startswith(f".{field}") for field in fields), (path, fields)
    assert touched(manifest.text, after.text) <= lines, (fields, after.text)
    return True
