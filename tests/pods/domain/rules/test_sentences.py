"""What findings say: the sentence and the remedy, where a rule has several to choose from."""

from __future__ import annotations

import pytest

from pods.domain.analysis import analyse

POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - name: a\n    image: x\n    "
CRON = """\
apiVersion: batch/v1
kind: CronJob
metadata: {name: c}
spec:
  schedule: "@daily"
  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}}}
  timeZone: """
MOUNT = POD + "volumeMounts: [{mountPath: /v%s}]\n  volumes: [{name: logs, emptyDir: {}}]\n"
SAID = [
    ("time-zone", CRON + '""', "The time zone is empty.", "Write a name such as Asia/Seoul"),
    ("time-zone", CRON + "LOCAL", "“Local” is no time zone of its own", "Write a name such as Asia/Seoul"),
    ("time-zone", CRON + "Asia/Nowhere", "“Asia/Nowhere” is no time zone of the IANA", "or remove timeZone"),
    (
        "cron-schedule",
        CRON.replace("@daily", "TZ=UTC 1 * * * *") + "UTC",
        "cannot hold a time zone",
        "into timeZone",
    ),
    ("cron-schedule", CRON.replace("@daily", "") + "UTC", "The CronJob has no schedule.", "@daily"),
    (
        "cron-schedule",
        CRON.replace("@daily", "TZ * * * *") + "UTC",
        "“TZ” cannot stand for the minute",
        "@daily",
    ),
    ("container-restart-policy", POD + "restartPolicy: Sometimes", "this is “Sometimes”", "one of the three"),
    ("mount-volume", MOUNT % ", name: log", "log", "Did you mean logs?"),
    ("mount-volume", MOUNT % ", name: certificates", "certificates", "Add"),
    ("mount-volume", MOUNT % "", "", "Write the name of one of the pod's volumes."),
    ("sysctl", POD + "\n  securityContext: {sysctls: [{value: b}]}", "The sysctl has no name.", "net.core"),
    ("affinity", POD + "\n  nodeSelector: {'': b}", "The key of a label is missing.", "Write a key"),
    (
        "affinity",
        POD
        + "\n  affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: ''}]}}",
        "which label of nodes tells what is near",
        "Write a topologyKey",
    ),
    (
        "container-resources",
        POD + "resources: {requests: {x.com/a: 1}, limits: {x.com/a: 2}}",
        "equal",
        "Lower",
    ),
    ("container-resources", POD + "resources: {requests: {cpu: 3}, limits: {cpu: 2}}", "more than", "Lower"),
    ("container-resources", POD + "resources: {requests: {memroy: 3}}", "“memroy”", "Did you mean memory?"),
    ("schema", POD + "tty: {a: 1}", "must be true or false, this is an object.", ""),
    ("schema", POD + "tty: [1]", "must be true or false, this is a list.", ""),
    ("schema", POD + "tty: 'yes'", "“yes”", "without quotes"),
    ("schema", POD + "workingDir: 5", "this is the number 5.", 'Quote it: "5".'),
    ("schema", POD + "workingDir: yes", "this is yes, the boolean true to", 'Quote it: "yes".'),
    ("schema", POD + "workingDir: 0x10", "this is 0x10, the number 16 to", 'Quote it: "0x10".'),
    ("schema", POD + "workingDir: true", "this is the boolean true.", 'Quote it: "true".'),
    ("schema", POD + "env: {A: b}", "env must be a list, this is an object.", "- "),
    (
        "schema",
        POD + "ports: [{containerPort: 2147483648}]",
        "from -2147483648 to 2147483647",
        "",
    ),
]


@pytest.mark.parametrize(("rule", "text", "message", "help_"), SAID, ids=range(len(SAID)))
def test_a_finding_says_what_is_wrong_and_what_to_do(rule: str, text: str, message: str, help_: str) -> None:
    [found] = [finding for finding in analyse(f"{text}\n", "1.36").findings if finding.rule == rule]
    assert message in str(found.message)
    assert help_ in str(found.help)
