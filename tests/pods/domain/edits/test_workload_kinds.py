"""Workloads become other kinds, with what those have a field for; what would go is named and asked about."""

from __future__ import annotations

import pytest

from pods.domain.edits.jobs import set_cron, set_job
from pods.domain.edits.refusal import EditRefused
from pods.domain.edits.workload_kinds import KINDS, change_workload, lost_as
from tests.pods.domain.edits.pods_as_written import CORPUS, pod_of, real_pods, ways_to_write

DEPLOYMENT = """\
# the shop
apiVersion: apps/v1
kind: Deployment  # for now
metadata:
  name: shop
spec:
  replicas: 3  # enough
  strategy:
    type: Recreate
  selector: {matchLabels: {app: shop}}
  template:
    metadata:
      labels: {app: shop}
    spec:
      containers:
      # the app
      - name: app
        image: "nginx:1"
"""
NOTED = DEPLOYMENT.replace("  name: shop\n", "  name: shop\n  annotations: {a: b}\n")
JOB = """\
apiVersion: batch/v1
kind: Job
metadata: {name: report}
spec:
  backoffLimit: 2  # tries
  template:
    spec:
      restartPolicy: OnFailure
      containers: [{name: app, image: i}]
"""
CRON = """\
apiVersion: batch/v1
kind: CronJob
metadata:
  name: report
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: OnFailure
          containers: [{name: app, image: i}]
"""


def test_a_deployment_becomes_a_stateful_set_in_its_place() -> None:
    wanted = (
        DEPLOYMENT.replace("Deployment", "StatefulSet")
        .replace("  strategy:\n    type: Recreate\n", "")
        .replace('        image: "nginx:1"\n', '        image: "nginx:1"\n  serviceName: shop\n')
    )
    for before, after in zip(ways_to_write(DEPLOYMENT), ways_to_write(wanted), strict=True):
        manifest, pod = pod_of(before)
        assert change_workload(manifest, pod, "StatefulSet", drop=True).text == after


SERVICES = """\
---
kind: Service
apiVersion: v1
metadata: {name: front}
spec: {selector: {app: shop}, ports: [{port: 80}]}
---
kind: Service
apiVersion: v1
metadata: {name: others}
spec: {clusterIP: None, selector: {app: other}}
---
kind: Service
apiVersion: v1
metadata: {name: members}
spec: {clusterIP: None, selector: {app: shop}}
"""


def test_a_stateful_set_takes_the_headless_service_that_selects_its_pods() -> None:
    manifest, pod = pod_of(DEPLOYMENT + SERVICES)
    assert change_workload(manifest, pod, "StatefulSet", drop=True).value(0, "spec.serviceName") == "members"
    bare = (
        "apiVersion: v1\nkind: Pod\nmetadata: {name: p, labels: {app: shop}}\n"
        "spec: {containers: [{name: a, image: i}]}\n"
    )
    manifest, pod = pod_of(bare + SERVICES)
    assert change_workload(manifest, pod, "StatefulSet").value(0, "spec.serviceName") == "members"
    manifest, pod = pod_of(bare)
    assert change_workload(manifest, pod, "StatefulSet").value(0, "spec.serviceName") == "p"


@pytest.mark.parametrize(
    ("text", "kind", "lost"),
    [
        (DEPLOYMENT, "StatefulSet", ["strategy"]),
        (DEPLOYMENT, "DaemonSet", ["replicas", "strategy"]),
        (DEPLOYMENT, "Pod", ["replicas", "strategy"]),
        (DEPLOYMENT, "Deployment", []),
        (NOTED, "DaemonSet", ["replicas", "strategy"]),
        (NOTED, "Job", ["replicas", "strategy", "metadata.annotations"]),
        (JOB, "CronJob", []),
        (JOB, "Pod", ["backoffLimit"]),
        (CRON, "Job", ["schedule"]),
        (CRON, "Deployment", ["schedule"]),
    ],
)  # fmt: skip
def test_what_the_other_kind_has_no_field_for_is_named_and_goes_only_when_let(
    text: str, kind: str, lost: list[str]
) -> None:
    manifest, pod = pod_of(text)
    assert list(lost_as(manifest, pod, kind)) == lost
    if lost:
        with pytest.raises(EditRefused, match=f"no field for {', '.join(lost)};"):
            change_workload(manifest, pod, kind)
    changed = change_workload(manifest, pod, kind, drop=True, schedule="@daily")
    assert changed.pods[0].kind == kind
    assert changed.pods[0].spec["containers"] == pod.spec["containers"]
    assert not any(f"{field.rpartition('.')[2]}:" in changed.text for field in lost)


def test_a_job_keeps_its_numbers_under_a_schedule_and_back() -> None:
    manifest, pod = pod_of(JOB)
    cron = change_workload(manifest, pod, "CronJob", schedule="0 3 * * *")
    assert cron.documents[0].value["spec"]["jobTemplate"]["spec"]["backoffLimit"] == 2
    job = change_workload(cron, cron.pods[0], "Job", drop=True)
    assert job.documents[0].value["spec"]["backoffLimit"] == 2
    assert job.pods[0].spec["restartPolicy"] == "OnFailure"


def test_a_stateful_set_with_claim_templates_stays_one() -> None:
    text = DEPLOYMENT.replace("Deployment", "StatefulSet").replace(
        "  strategy:\n    type: Recreate\n", "  volumeClaimTemplates: [{metadata: {name: data}, spec: {}}]\n"
    )
    manifest, pod = pod_of(text)
    for kind in KINDS:
        if kind != "StatefulSet":
            with pytest.raises(EditRefused, match="claim templates"):
                change_workload(manifest, pod, kind, drop=True, schedule="@daily")


def test_numbers_of_a_job_are_set_and_taken_out_where_they_stand() -> None:
    for before in ways_to_write(JOB):
        manifest, pod = pod_of(before)
        assert set_job(manifest, pod, {"backoffLimit": 0}).text == before.replace("2  # tries", "0  # tries")
        line = "  backoffLimit: 2  # tries" + ("\r\n" if "\r" in before else "\n")
        assert set_job(manifest, pod, {"backoffLimit": None}).text == before.replace(line, "")
    manifest, pod = pod_of(CRON)
    job = set_job(manifest, pod, {"completions": 3}).documents[0].value["spec"]["jobTemplate"]["spec"]
    assert job["completions"] == 3


def test_a_schedule_is_set_with_what_stands_beside_it() -> None:
    manifest, pod = pod_of(CRON)
    after = set_cron(
        manifest, pod, "@daily", {"failedJobsHistoryLimit": 0}, time_zone="Asia/Seoul", suspend=True
    )
    spec = after.documents[0].value["spec"]
    assert (spec["schedule"], spec["timeZone"], spec["suspend"]) == ("@daily", "Asia/Seoul", True)
    assert spec["failedJobsHistoryLimit"] == 0
    assert set_cron(after, after.pods[0], "0 3 * * *", {"failedJobsHistoryLimit": None}).text == CRON


@pytest.mark.parametrize(
    ("schedule", "more"),
    [
        ("daily", {}),
        ("", {}),
        ("@daily", {"time_zone": "Asia/Nowhere"}),
        ("@daily", {"time_zone": "Local"}),
        ("@daily", {"concurrency": "Never"}),
    ],
)
def test_what_no_cron_job_takes_is_refused(schedule: str, more: dict[str, str]) -> None:
    manifest, pod = pod_of(CRON)
    with pytest.raises(EditRefused):
        set_cron(manifest, pod, schedule, {}, **more)  # type: ignore[arg-type]


def test_numbers_out_of_bounds_and_other_kinds_are_refused() -> None:
    manifest, pod = pod_of(JOB)
    for numbers in ({"backoffLimit": -1}, {"activeDeadlineSeconds": 0}, {"retries": 1}):
        with pytest.raises(EditRefused):
            set_job(manifest, pod, numbers)
    with pytest.raises(EditRefused):
        set_cron(manifest, pod, "@daily", {})
    manifest, pod = pod_of(DEPLOYMENT)
    with pytest.raises(EditRefused):
        set_job(manifest, pod, {"backoffLimit": 1})


@pytest.mark.skipif(not CORPUS.is_dir(), reason="needs the corpus")
def test_real_workloads_keep_their_pods_as_every_other_kind() -> None:
    done = 0
    for manifest, pod in real_pods(40):
        for kind in KINDS:
            try:
                after = change_workload(manifest, pod, kind, drop=True, schedule="@daily")
            except EditRefused:
                continue
            same = next(p for p in after.pods if p.document == pod.document and p.item == pod.item)
            before, now = ({**p.spec, "restartPolicy": None} for p in (pod, same))
            assert now == before
            done += 1
    assert done > 50
