"""Where a thing stands after others were added, removed, moved or renamed."""

from __future__ import annotations

import pytest

from pods.domain.manifest.following import follow
from pods.domain.manifest.reader import read

BEFORE = """\
kind: Pod
spec:
  initContainers:
  - {name: setup}
  containers:
  - name: app
    env:
    - {name: A, value: "1"}
    - {name: B, value: "2"}
    ports:
    - {containerPort: 80}
    - {containerPort: 80}
    args: [x, y, x]
  - name: helper
    volumeMounts:
    - {name: logs, mountPath: /a}
    - {name: logs, mountPath: /b}
---
kind: Service
metadata: {name: one}
spec: {ports: [{port: 80}]}
---
kind: Service
metadata: {name: two}
spec: {ports: [{port: 80}, {port: 81}]}
"""
APP, HELPER = "spec.containers[0]", "spec.containers[1]"
ONE = BEFORE[BEFORE.index("kind: Service") : BEFORE.rindex("kind: Service")]
TWO = BEFORE[BEFORE.rindex("---") :]
PORT = "documents[2].spec.ports[1]"


@pytest.mark.parametrize(
    ("old", "new", "path", "there"),
    [
        ("", "", f"{APP}.env[1]", f"{APP}.env[1]"),
        ('    - {name: A, value: "1"}\n', "", f"{APP}.env[1]", f"{APP}.env[0]"),
        ('    - {name: A, value: "1"}\n', "", f"{APP}.env[0]", None),
        ("    - {name: A,", "    - {name: C}\n    - {name: A,", f"{APP}.env[0]", f"{APP}.env[1]"),
        ("name: A", "name: Z", f"{APP}.env[0]", f"{APP}.env[0]"),  # renamed where it stands
        ("name: A", "name: B", f"{APP}.env[0]", None),  # of two alike none is the one that was meant
        ("  - name: app", "  - name: new\n  - name: app", f"{APP}.args", f"{HELPER}.args"),
        ("    - {containerPort: 80}\n    - ", "    - ", f"{APP}.ports[1]", None),  # which of the two was removed?
        ("{containerPort: 80}", "{containerPort: 80, name: w}", f"{APP}.ports[1]", None),
        ("args: [x, y, x]", "args: [n, x, y, x]", f"{APP}.args[2]", f"{APP}.args[3]"),
        (", mountPath: /a", ", mountPath: /c", f"{HELPER}.volumeMounts[1]", f"{HELPER}.volumeMounts[1]"),
        (ONE, "", PORT, "documents[1].spec.ports[1]"),
        ("name: two", "name: three", "documents[2].spec", "documents[2].spec"),
        (TWO, "", "documents[2]", None),
        ("", "", "documents[9]", None),
        ("", "", "spec.containers[7]", None),
    ],
)  # fmt: skip
def test_a_thing_is_found_where_it_stands_by_now(old: str, new: str, path: str, there: str | None) -> None:
    after = BEFORE.replace(old, new, 1) if old else BEFORE
    assert old == "" or after != BEFORE
    assert follow(read(BEFORE), read(after), 0, path) == there


@pytest.mark.parametrize(
    ("before", "after", "there"),
    [
        ("---\n---\n", "---\n", "documents[2].spec"),  # empty documents
        ("- a\n---\n", "", "documents[1].spec"),
        ("text\n---\n", "other\n---\ntext\n---\n", "documents[3].spec"),
    ],
)
def test_documents_that_are_no_objects_are_counted_and_told_apart(
    before: str, after: str, there: str
) -> None:
    one = "kind: A\nspec: {x: 1}\n---\n"
    [old, new] = (read(f"{one}{between}kind: B\nspec: {{y: 1}}\n") for between in (before, after))
    at = len(old.documents) - 1
    assert follow(old, new, 0, f"documents[{at}].spec") == there


def test_an_item_of_a_document_that_is_a_list_is_followed_to_it() -> None:
    old, new = (read(f"kind: A\n---\n{between}- b\n") for between in ("- a\n---\n", ""))
    assert follow(old, new, 0, "documents[2][0]") == "documents[1][0]"
