"""Reading whole texts: documents, Lists, pods in known and unknown kinds, and problems at their lines."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pods.domain.manifest.limits import Limits
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.reader import read
from pods.domain.manifest.views import ContainerKind

POD = """\
apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  containers:
  - name: app
    image: nginx:1.29
"""


def manifest(text: str) -> Manifest:
    return read(textwrap.dedent(text))


def refused(text: str) -> tuple[int, int, str]:
    error = read(text).error
    assert error is not None
    assert str(error.help).endswith(".")
    return error.position.line, error.position.column, str(error.message)


def test_documents_are_counted_with_the_empty_ones() -> None:
    found = read(f"---\n---\n# nothing\n---\n{POD}---\n{POD}")
    assert [(d.index, d.kind) for d in found.documents] == [(0, None), (1, None), (2, "Pod"), (3, "Pod")]
    assert [d.line for d in found.documents][2:] == [5, 13]
    assert [p.document for p in found.pods] == [2, 3]


@pytest.mark.parametrize(
    ("api_version", "kind", "holder"),
    [
        ("v1", "PodTemplate", "template"),
        ("apps/v1", "Deployment", "spec.template"),
        ("apps/v1", "StatefulSet", "spec.template"),
        ("apps/v1", "DaemonSet", "spec.template"),
        ("apps/v1", "ReplicaSet", "spec.template"),
        ("v1", "ReplicationController", "spec.template"),
        ("batch/v1", "Job", "spec.template"),
        ("batch/v1", "CronJob", "spec.jobTemplate.spec.template"),
        ("argoproj.io/v1alpha1", "Rollout", "spec.template"),
        ("serving.knative.dev/v1", "Service", "spec.template"),
        ("jobset.x-k8s.io/v1alpha2", "JobSet", "spec.replicatedJobs[0].template.spec.template"),
        ("monitoring.coreos.com/v1", "Prometheus", ""),
    ],
)
def test_a_pod_is_found_in_every_kind_that_holds_one(api_version: str, kind: str, holder: str) -> None:
    body: object = {
        "spec": {"containers": [{"name": "app", "image": "nginx"}]},
        "metadata": {"labels": {"a": "b"}},
    }
    for step in reversed([s for s in holder.replace("[0]", ".0").split(".") if s]):
        body = [body] if step == "0" else {step: body}
    import json

    text = json.dumps({"apiVersion": api_version, "kind": kind, **body})  # type: ignore[dict-item]
    (pod,) = read(text).pods
    assert pod.template == holder
    assert pod.path == (f"{holder}.spec" if holder else "spec")
    assert pod.labels == {"a": "b"}
    assert [c.name for c in pod.containers] == ["app"]


def test_items_of_a_list_keep_their_index_and_nested_lists_are_opened() -> None:
    found = manifest("""\
        kind: List
        apiVersion: v1
        items:
        - {kind: ConfigMap, apiVersion: v1, metadata: {name: c}}
        - kind: List
          items:
          - {kind: Pod, metadata: {name: inner}, spec: {containers: [{name: a, image: b}]}}
        """)
    (pod,) = found.pods
    assert (pod.document, pod.item, pod.path, pod.line) == (0, 1, "items[1].items[0].spec", 7)
    assert [o.kind for o in found.objects] == ["ConfigMap", "Pod"]


def test_a_list_without_items_holds_nothing_and_is_no_error() -> None:
    found = read("kind: List\napiVersion: v1\nitems: []\n")
    assert found.error is None
    assert (found.objects, [p.rule for p in found.problems]) == ((), ["empty"])


def test_only_restart_policy_always_makes_a_native_sidecar() -> None:
    (pod,) = manifest("""\
        kind: Pod
        spec:
          initContainers:
          - {name: setup, image: a}
          - {name: proxy, image: a, restartPolicy: Always}
          - {name: odd, image: a, restartPolicy: OnFailure}
          containers: [{name: app, image: a}]
          ephemeralContainers: [{name: debug, image: a}]
        """).pods
    kinds = [
        ContainerKind.INIT,
        ContainerKind.SIDECAR,
        ContainerKind.INIT,
        ContainerKind.CONTAINER,
        ContainerKind.EPHEMERAL,
    ]
    assert [c.kind for c in pod.containers] == kinds


def test_claim_templates_count_as_volumes_and_replace_their_namesakes() -> None:
    (pod,) = manifest("""\
        apiVersion: apps/v1
        kind: StatefulSet
        spec:
          template:
            spec:
              containers: [{name: db, image: a}]
              volumes: [{name: data, emptyDir: {}}, {name: only-a-name}]
          volumeClaimTemplates:
          - metadata: {name: data}
            spec: {accessModes: [ReadWriteOnce]}
        """).pods
    assert [(v.name, v.source, v.claim_template) for v in pod.volumes] == [
        ("only-a-name", "emptyDir", False),
        ("data", "persistentVolumeClaim", True),
    ]


def test_the_schema_of_a_custom_resource_is_not_taken_for_a_pod() -> None:
    found = manifest("""\
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        spec:
          versions: [{schema: {openAPIV3Schema: {properties: {containers: {type: array, items: {type: object}}}}}}]
        """)
    assert found.pods == ()


def test_metrics_of_containers_are_not_taken_for_a_pod() -> None:
    assert read("kind: PodMetrics\ncontainers: [{name: a, usage: {cpu: 1m}}]\n").pods == ()


def test_merges_and_aliases_are_read_and_the_stronger_key_wins() -> None:
    (pod,) = manifest("""\
        kind: Pod
        spec:
          containers:
          - &base {name: a, image: nginx, args: [x]}
          - <<: *base
            name: b
          - !!merge <<: [{args: [z]}, *base]
            name: c
        """).pods
    assert [(c.name, c.image, c.args) for c in pod.containers] == [
        ("a", "nginx", ("x",)),
        ("b", "nginx", ("x",)),
        ("c", "nginx", ("z",)),
    ]


def test_anchors_may_be_defined_again() -> None:
    (document,) = manifest("kind: X\na: &x 1\nb: *x\nc: &x 2\nd: *x\n").documents
    assert (document.value["b"], document.value["d"]) == (1, 2)


def test_fields_of_wrong_types_read_as_absent() -> None:
    (pod,) = manifest("""\
        kind: Pod
        metadata: 5
        spec:
          containers:
          - text
          - {name: 1e3, image: [x], ports: [80, {containerPort: "8080"}, {containerPort: true}], env: no, args: 3}
          volumes: {a: b}
        """).pods
    (container,) = pod.containers
    assert (container.name, container.image, container.ports, container.env, container.args) == (
        "1000",
        "",
        (),
        (),
        (),
    )
    assert pod.volumes == ()


LIBERTIES = [
    ('kind: A\nx: "it\\\'s"\n', "it's"),
    ("kind: A\nx: [001:db8::]\n", ["001:db8::"]),
    ('{"kind":"A","x":"\\ud83d\\ude00"}', "😀"),
    ('{"kind":"A","x":"\\ud83d"}', "\ufffd"),
    ("kind: A\nx:\tz\n", "z"),
    ("kind: A\rx: z\r", "z"),
]


@pytest.mark.parametrize(("text", "value"), LIBERTIES)
def test_what_kubectl_reads_and_libyaml_does_not_is_read(text: str, value: object) -> None:
    assert read(text).documents[0].value["x"] == value


def test_json_objects_may_follow_each_other() -> None:
    found = read('{"kind":"A"}\n{"kind":"B"}\n{"kind":"C"}\n')
    assert [(d.kind, d.line) for d in found.documents] == [("A", 1), ("B", 2), ("C", 3)]


def test_a_byte_order_mark_in_mid_stream_is_reported_and_its_document_read() -> None:
    found = read(f"\ufeff{POD}---\n\ufeff{POD}")
    assert [p.name for p in found.pods] == ["a", "a"]
    assert [(p.rule, p.position.line) for p in found.problems] == [("byte-order-mark", 9)]
    assert found.locate(1, "spec.containers[0].image").line == 15


REFUSALS = [
    ('a: "x\nb: c\n', (1, 4), "never closed"),
    ("a: {b\nc: d\n", (1, 4), "brace"),
    ("a: [b\n", (1, 4), "bracket"),
    ("a:\n\tb: c\n", (2, 1), "tab"),
    ("a: b: c\n", (1, 5), "mapping value"),
    ("a:\n  - b\n c: d\n", (3, 2), "indentation"),
    ("a: *b\n", (1, 4), "anchor"),
    ("a: &x\n- *x\n", (2, 3), "recursive"),
    ("a: !Ref b\n", (1, 4), "tag"),
    ("a: !!python/object:os.system b\n", (1, 4), "tag"),
    ("? [a]\n: b\n", (1, 3), "key"),
    ("a: \x00\n", (1, 4), "NUL"),
    ("a: b\nc: {{ .Values.x }}\n", (2, 4), "Helm"),
    ('{\n // no\n "a": 1}\n', (2, 2), "comments"),
    ("services: {web: {image: x}}\n", (1, 1), "Compose"),
    ("<!DOCTYPE html>\n", (1, 1), "HTML"),
    ("metadata: {}\n", (1, 1), "kind"),
    ("- kind: Pod\n", (1, 1), "list"),
    ("just text\n", (1, 1), "plain value"),
    ("k" * 2000 + ": v\n", (1, 1), "1024"),
]


@pytest.mark.parametrize(("text", "place", "words"), REFUSALS)
def test_an_unusable_text_is_refused_at_the_place_where_the_mistake_began(
    text: str, place: tuple[int, int], words: str
) -> None:
    line, column, message = refused(text)
    assert (line, column) == place
    assert words in message


def test_doubled_keys_are_named_with_both_lines_and_the_last_one_counts() -> None:
    found = read("kind: A\nx: 1\nx: 2\n")
    assert found.documents[0].value["x"] == 2
    (problem,) = found.problems
    assert (problem.rule, problem.position.line) == ("duplicate-key", 3)
    assert "lines 2 and 3" in str(problem.message)


def test_keys_that_are_not_text_are_reported() -> None:
    found = read("kind: A\n1: a\nyes: b\n'no': c\n")
    assert [(p.rule, p.position.line) for p in found.problems] == [("key-not-text", 2), ("key-not-text", 3)]
    assert set(found.documents[0].value) == {"kind", "1", "true", "no"}


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n---\n", "\n\n"])
def test_a_text_without_objects_says_so_and_is_no_error(text: str) -> None:
    found = read(text)
    assert found.error is None
    assert [p.rule for p in found.problems] == ["empty"]


@pytest.mark.parametrize(
    ("text", "limits", "rule"),
    [
        ("x" * 100, Limits(size=99), "size-limit"),
        ("한" * 40, Limits(size=99), "size-limit"),
        ("a: [[[[]]]]", Limits(depth=4), "depth-limit"),
        ("a: 1\n---\na: 2\n---\na: 3\n", Limits(documents=2), "document-limit"),
        (
            "a: &a [x, x, x, x]\nb: &b [*a, *a, *a, *a]\nc: [*b, *b, *b, *b]\n",
            Limits(expansion=80),
            "alias-limit",
        ),
        ("a: &a " + "x" * 1600 + "\nb: [*a, *a, *a]\n", Limits(expansion=300), "alias-limit"),
    ],
)
def test_each_limit_is_named_when_it_is_hit(text: str, limits: Limits, rule: str) -> None:
    error = read(text, limits).error
    assert error is not None
    assert error.rule == rule


def test_a_path_is_located_at_its_key_and_reaches_to_the_end_of_its_value() -> None:
    text = "kind: Pod\nspec:\n  containers:\n  - name: a\n    args: [x,\n      y]\n  # end\n"
    found = read(text)
    at = found.locate(0, "spec.containers[0].args")
    assert (at.line, at.column) == (5, 5)
    assert text[at.start : at.end] == "args: [x,\n      y]"
    item = found.locate(0, "spec.containers[0]")
    assert text[item.start : item.end] == "name: a\n    args: [x,\n      y]"
    assert found.locate(0, "spec.containers[0].image").line == 4
    assert found.locate(0, 'metadata.labels["a.b/c"]').line == 1


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=12),
    lambda children: (
        st.lists(children, max_size=4) | st.dictionaries(st.text("abcxyz ", max_size=5), children, max_size=4)
    ),
    max_leaves=20,
)


@given(_JSON)
def test_json_is_read_as_json(value: object) -> None:
    import json

    for ensure_ascii in (True, False):
        found = read(json.dumps({"kind": "A", "x": value}, ensure_ascii=ensure_ascii))
        assert found.documents[0].value["x"] == value


@settings(max_examples=300)
@given(st.text(alphabet=" \n\r\t-:#{}[]'\"&*!|>%@`,?.abkind0123\\\ufeff\u2028", max_size=80))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    found = read(text)
    assert found.text == text
    for problem in (*found.problems, *filter(None, [found.error])):
        assert 1 <= problem.position.line <= text.count("\n") + text.count("\r") + 1


@given(
    st.integers(0, 60), st.sampled_from(["", "x", "\t", "{", "'", ": ", "- ", "\r", "*a", "&a ", "<<: *a"])
)
def test_a_slip_anywhere_in_a_manifest_is_a_state(at: int, slip: str) -> None:
    read(POD[:at] + slip + POD[at:])
