"""Every rule against its fixtures, and the set of rules against what every rule must have.

`fails-*.yaml` marks the lines on which its rule must find something: `# refused` where the API server would
refuse the object for it, `# found` where it would not. `# kubernetes: 1.28` on the first line names the version.
"""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pods.domain import rules
from pods.domain.analysis import analyse
from pods.domain.findings import Finding, Rule
from pods.domain.manifest import reader
from pods.domain.severity import Severity

HERE = Path(__file__).parent
VERDICTS = Path("/work/shared/truth/verdicts.json")
PASSES = sorted(HERE.glob("*/passes-*.yaml"))
FAILS = sorted(HERE.glob("*/fails-*.yaml"))
RECALL = 139  # all the refusals on record
MARK = re.compile(r"# (refused|found)$")


def found_in(path: Path) -> list[Finding]:
    text = path.read_text(encoding="utf-8")
    version = re.match(r"# kubernetes: (\S+)", text)
    analysis = analyse(text, version[1] if version else "1.36")
    assert analysis.manifest.error is None
    return [finding for finding in analysis.findings if finding.rule == path.parent.name]


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("path", PASSES, ids=name_of)
def test_a_rule_finds_nothing_where_all_is_well(path: Path) -> None:
    assert [(f.position.line, str(f.message)) for f in found_in(path)] == []


@pytest.mark.parametrize("path", FAILS, ids=name_of)
def test_a_rule_finds_what_is_marked_and_tells_what_the_api_server_refuses(path: Path) -> None:
    marks = {
        number: match[1]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (match := MARK.search(line))
    }
    found = {f.position.line: "refused" if f.rejected_by_api else "found" for f in found_in(path)}
    assert found == marks
    assert marks


@pytest.mark.parametrize("path", FAILS, ids=name_of)
def test_every_finding_is_a_sentence_with_a_remedy_that_is_one(path: Path) -> None:
    for finding in found_in(path):
        assert str(finding.message).endswith((".", "?")), finding.message
        assert str(finding.help).endswith((".", "?")), finding.help


@pytest.mark.parametrize("rule", rules.every(), ids=lambda rule: rule.id)
def test_every_rule_has_a_title_an_explanation_and_fixtures_of_both_kinds(rule: Rule) -> None:
    assert rule.title
    assert not rule.title.endswith(".")
    assert rule.explanation.endswith(".")
    assert any(path.parent.name == rule.id for path in PASSES)
    assert any(path.parent.name == rule.id for path in FAILS)


def test_rules_are_found_each_once_and_no_fixture_is_orphaned() -> None:
    ids = [rule.id for rule in rules.every()]
    assert len(ids) == len(set(ids))
    assert {path.parent.name for path in PASSES + FAILS} == set(ids)


def test_findings_come_in_the_order_of_the_text() -> None:
    analysis = analyse((HERE / "schema" / "fails-types.yaml").read_text(encoding="utf-8"))
    starts = [finding.position.start for finding in analysis.findings]
    assert starts == sorted(starts)
    assert len(starts) > 20


def test_more_of_one_rule_than_anybody_reads_is_cut_with_a_word() -> None:
    zeros = ", ".join(["0"] * 3000)
    container = f"{{name: a, image: b, args: [{zeros}]}}"
    text = f"apiVersion: v1\nkind: Pod\nmetadata: {{name: p}}\nspec: {{containers: [{container}]}}\n"
    found = [f for f in analyse(text).findings if f.rule == "schema"]
    assert len(found) == rules.MOST_OF_ONE_RULE + 1
    assert "only the first" in str(found[-1].message)


@pytest.mark.skipif(not VERDICTS.exists(), reason="the recorded truth is not on this machine")
def test_nothing_a_real_api_server_accepts_is_called_refused() -> None:
    cases = json.loads(VERDICTS.read_text())["cases"]
    caught = 0
    for case in cases:
        findings = analyse(json.dumps(case["manifest"])).findings
        refused = [f"{f.rule}: {f.message}" for f in findings if f.rejected_by_api]
        assert not case["accepted"] or not refused, (case["id"], refused)
        caught += bool(refused) and not case["accepted"]
    assert caught >= RECALL


def test_severities_are_those_of_their_rules_unless_a_finding_says_otherwise() -> None:
    [finding] = analyse("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {a: ~}\n").findings
    assert finding.severity is Severity.WARNING
    assert not finding.rejected_by_api


FIELDS = sorted(
    {
        "name",
        "image",
        "env",
        "value",
        "valueFrom",
        "fieldRef",
        "fieldPath",
        "ports",
        "containerPort",
        "hostPort",
    }
    | {
        "resources",
        "requests",
        "limits",
        "cpu",
        "volumeMounts",
        "mountPath",
        "subPath",
        "livenessProbe",
        "httpGet",
    }
    | {
        "lifecycle",
        "preStop",
        "sleep",
        "seconds",
        "restartPolicy",
        "securityContext",
        "port",
        "exec",
        "command",
    }
    | {
        "configMap",
        "items",
        "emptyDir",
        "hostNetwork",
        "selector",
        "matchLabels",
        "labels",
        "metadata",
        "template",
    }
    | {
        "containers",
        "initContainers",
        "ephemeralContainers",
        "volumes",
        "spec",
        "data",
        "dnsConfig",
        "nameservers",
    }
)
VALUES: st.SearchStrategy[object] = st.sampled_from(
    [None, True, False, 0, -1, 80, 2**70, 0.5, "", "a", "A b", "1", "..", "é", [], {}]
)
ANYTHING = st.recursive(
    VALUES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=6),
)
KINDS = [
    ("v1", "Pod"),
    ("apps/v1", "StatefulSet"),
    ("batch/v1", "CronJob"),
    ("v1", "Service"),
    ("v1", "ConfigMap"),
]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(KINDS), st.dictionaries(st.sampled_from(FIELDS), ANYTHING), ANYTHING, ANYTHING)
def test_rules_never_stumble_over_any_object(
    kind: tuple[str, str], raw: dict[str, object], container: object, spec: object
) -> None:
    pod = {"containers": [container], "initContainers": [container], "volumes": [spec], "resources": spec}
    templates = [
        raw,
        {**raw, "spec": pod},
        {**raw, "spec": {"template": {"metadata": spec, "spec": pod}, "ports": spec}},
    ]
    for template in templates:
        text = json.dumps({"apiVersion": kind[0], "kind": kind[1], **template})
        for minor in ("1.25", "1.28", "1.36"):
            findings = analyse(text, minor).findings
            assert all(str(f.message) and str(f.help) for f in findings)


CORPUS = Path("/work/shared/corpus/open")


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not on this machine")
def test_no_real_manifest_that_a_cluster_took_is_called_refused() -> None:
    with (CORPUS / "server.tsv").open(encoding="utf-8") as rows:
        taken = [row["file"] for row in csv.DictReader(rows, delimiter="\t") if row["rc"] == "0"]
    for name in taken:
        findings = analyse(reader.decode((CORPUS / name).read_bytes()).text).findings
        # The cluster was asked without strict decoding: it only warned of fields it did not know.
        refused = [
            str(f.message)
            for f in findings
            if f.rejected_by_api and "is not a field of" not in str(f.message)
        ]
        assert refused == [], name
    assert len(taken) > 300
