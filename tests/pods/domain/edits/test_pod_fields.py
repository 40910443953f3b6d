"""Fields of the pod as a whole change at their own place."""

from __future__ import annotations

import pytest

from pods.domain.edits.dns import DnsConfig, HostAlias, set_dns, set_host_aliases
from pods.domain.edits.pod_fields import (
    set_grace_period,
    set_pull_secrets,
    set_restart_policy,
    set_service_account,
)
from pods.domain.edits.refusal import EditRefused
from pods.domain.edits.scheduling import (
    Toleration,
    add_toleration,
    change_toleration,
    remove_toleration,
    set_node_selector,
    set_os,
)
from tests.pods.domain.edits.pods_as_written import (
    CORPUS,
    FLOW,
    JSON,
    POD,
    Edit,
    hold,
    of_pod,
    pod_of,
    real_pods,
    ways_to_write,
)


def saying(*lines: str) -> str:
    return POD.replace("spec:\n", "spec:\n" + "".join(f"  {line}\n" for line in lines))


ALIASES = saying("hostAliases:", "# ours", "- ip: 10.0.0.1  # db", "  hostnames: [db, db.local]")
TOLERATIONS = saying(
    "tolerations:", "- key: gpu  # the machine", "  value: ''", "- {operator: Exists, key: a}"
)
GPU, ANY = Toleration("gpu"), Toleration("a", "Exists")
DNS = saying("dnsPolicy: None  # ours", "dnsConfig:", "  # google", "  nameservers: [8.8.8.8]")

CASES: list[tuple[str, Edit, str]] = [
    (POD, of_pod(set_grace_period, 60), POD + "  terminationGracePeriodSeconds: 60\n"),
    (POD, of_pod(set_grace_period, 0), POD + "  terminationGracePeriodSeconds: 0\n"),
    (POD, of_pod(set_grace_period, 30), POD),
    (saying("terminationGracePeriodSeconds: 60  # slow"), of_pod(set_grace_period, None), POD),
    (saying("terminationGracePeriodSeconds: 60  # slow"), of_pod(set_grace_period, 30), POD),
    (
        saying("terminationGracePeriodSeconds: 30  # said"),
        of_pod(set_grace_period, None),
        saying("terminationGracePeriodSeconds: 30  # said"),
    ),
    (POD, of_pod(set_restart_policy, "Never"), POD + "  restartPolicy: Never\n"),
    (saying("restartPolicy: Never"), of_pod(set_restart_policy, "Always"), saying("restartPolicy: Always")),
    (saying("restartPolicy: Always"), of_pod(set_restart_policy, "Always"), saying("restartPolicy: Always")),
    (saying("restartPolicy: Always"), of_pod(set_restart_policy, None), POD),
    (POD, of_pod(set_service_account, "builder"), POD + "  serviceAccountName: builder\n"),
    (saying("serviceAccountName: a"), of_pod(set_service_account, None), POD),
    (
        saying("serviceAccount: a  # old"),
        of_pod(set_service_account, "b"),
        saying("serviceAccount: b  # old"),
    ),
    (
        saying("serviceAccount: a", "serviceAccountName: a"),
        of_pod(set_service_account, "b"),
        saying("serviceAccount: b", "serviceAccountName: b"),
    ),
    (saying("serviceAccount: a", "serviceAccountName: a"), of_pod(set_service_account, None), POD),
    (POD, of_pod(set_pull_secrets, ["a", "b"]), POD + "  imagePullSecrets:\n  - name: a\n  - name: b\n"),
    (
        saying("imagePullSecrets:", "# one", "- name: a  # 1", "- {name: b}"),
        of_pod(set_pull_secrets, ["b", "a"]),
        saying("imagePullSecrets:", "- {name: b}", "# one", "- name: a  # 1"),
    ),
    (saying("imagePullSecrets: [{name: a}]"), of_pod(set_pull_secrets, []), POD),
    (
        POD,
        of_pod(set_node_selector, {"disk": "ssd", "on": "yes"}),
        POD + '  nodeSelector:\n    disk: ssd\n    "on": "yes"\n',
    ),
    (
        saying("nodeSelector: {disk: ssd, zone: a}  # fast"),
        of_pod(set_node_selector, {"disk": "hdd"}),
        saying("nodeSelector: {disk: hdd}  # fast"),
    ),
    (saying("nodeSelector:", "  disk: ssd"), of_pod(set_node_selector, {}), POD),
    (
        POD,
        of_pod(add_toleration, Toleration("a", "Equal", "b", "NoExecute", 60)),
        POD + "  tolerations:\n  - key: a\n    value: b\n    effect: NoExecute\n    tolerationSeconds: 60\n",
    ),
    (TOLERATIONS, of_pod(change_toleration, 0, GPU), TOLERATIONS),
    (TOLERATIONS, of_pod(change_toleration, 1, ANY), TOLERATIONS),
    (
        TOLERATIONS,
        of_pod(remove_toleration, 1),
        TOLERATIONS.replace("  - {operator: Exists, key: a}\n", ""),
    ),
    (
        POD,
        of_pod(set_dns, "None", DnsConfig(("10.0.0.1",), ("a.b",), (("ndots", "2"), ("edns0", None)))),
        POD
        + "  dnsConfig:\n    nameservers: [10.0.0.1]\n    searches: [a.b]\n    options:\n"
        + '    - name: ndots\n      value: "2"\n    - name: edns0\n  dnsPolicy: None\n',
    ),
    (DNS, of_pod(set_dns, "None", DnsConfig(("8.8.8.8",))), DNS),
    (DNS, of_pod(set_dns, None, DnsConfig()), POD),
    (POD, of_pod(set_dns, "ClusterFirst", DnsConfig()), POD + "  dnsPolicy: ClusterFirst\n"),
    (
        DNS,
        of_pod(set_dns, "Default", DnsConfig(("8.8.8.8", "2001:db8::1"))),
        DNS.replace("None", "Default").replace("8.8.8.8]", '8.8.8.8, "2001:db8::1"]'),
    ),
    (saying("dnsPolicy: ClusterFirst"), of_pod(set_dns, None, DnsConfig()), POD),
    (
        ALIASES,
        of_pod(set_host_aliases, [HostAlias("10.0.0.1", ("db",)), HostAlias("::1", ("me",))]),
        ALIASES.replace("[db, db.local]\n", '[db]\n  - ip: "::1"\n    hostnames: [me]\n'),
    ),
    (ALIASES, of_pod(set_host_aliases, [HostAlias("10.0.0.1", ("db", "db.local"))]), ALIASES),
    (ALIASES, of_pod(set_host_aliases, []), POD),
    (POD, of_pod(set_os, "linux"), POD + "  os:\n    name: linux\n"),
    (saying("os: {name: linux}"), of_pod(set_os, None), POD),
    (saying("os: {name: linux}"), of_pod(set_os, "windows"), saying("os: {name: windows}")),
]


@pytest.mark.parametrize(("before", "edit", "after"), CASES)
def test_a_field_of_the_pod_changes_at_its_own_place(before: str, edit: Edit, after: str) -> None:
    for text, wanted in zip(ways_to_write(before), ways_to_write(after), strict=True):
        assert edit(*pod_of(text)).text == wanted


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (FLOW, FLOW.replace("nginx}]}", "nginx}], tolerations: [{operator: Exists}]}")),
        (JSON, JSON.replace('"nginx"}]}', '"nginx"}], "tolerations": [{"operator": "Exists"}]}')),
    ],
)
def test_a_first_entry_is_written_like_what_stands_around_it(before: str, after: str) -> None:
    assert add_toleration(*pod_of(before), Toleration("", "Exists")).text == after
    assert remove_toleration(*pod_of(after), 0).text == before


JOB = """\
kind: Job
apiVersion: batch/v1
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
      - name: a
"""
DEPLOYMENT = (
    JOB.replace("Job", "Deployment").replace("batch", "apps").replace("      restartPolicy: Never\n", "")
)
SLEEPY = POD + "    lifecycle: {preStop: {sleep: {seconds: 20}}}\n"

REFUSED: list[tuple[str, Edit, str]] = [
    (POD, of_pod(set_grace_period, -1), "from 0 to"),
    (SLEEPY, of_pod(set_grace_period, 10), "sleeps 20 seconds, more than 10"),
    (POD, of_pod(set_restart_policy, "always"), "Always, OnFailure, Never"),
    (DEPLOYMENT, of_pod(set_restart_policy, "Never"), "A Deployment keeps"),
    (JOB, of_pod(set_restart_policy, None), "A Job must end"),
    (JOB, of_pod(set_restart_policy, "Always"), "A Job must end"),
    (
        JOB.replace("spec:\n", "spec:\n  podFailurePolicy: {rules: []}\n", 1),
        of_pod(set_restart_policy, "OnFailure"),
        "podFailurePolicy",
    ),
    (
        POD + "    resizePolicy: [{resourceName: cpu, restartPolicy: RestartContainer}]\n",
        of_pod(set_restart_policy, "Never"),
        "resizePolicy",
    ),
    (POD, of_pod(set_service_account, "Bad_Name"), "lower-case"),
    (POD, of_pod(set_pull_secrets, ["a", "a"]), "twice"),
    (POD, of_pod(set_pull_secrets, [""]), "may hold only"),
    (POD, of_pod(set_node_selector, {"a b": "c"}), "The key"),
    (POD, of_pod(set_node_selector, {"a": "c d"}), "The value"),
    (POD, of_pod(add_toleration, Toleration()), "choose the operator Exists"),
    (POD, of_pod(add_toleration, Toleration("a", "Exists", "b")), "asks for no value"),
    (POD, of_pod(add_toleration, Toleration("a", "In")), "Exists, Equal"),
    (POD, of_pod(add_toleration, Toleration("a", effect="NoRun")), "NoSchedule"),
    (POD, of_pod(add_toleration, Toleration("a", effect="NoSchedule", seconds=1)), "Only the effect"),
    (POD, of_pod(add_toleration, Toleration("a b")), "The key"),
    (POD, of_pod(add_toleration, Toleration("a", value="b c")), "The value"),
    (POD, of_pod(set_dns, "None", DnsConfig()), "add at least one"),
    (POD, of_pod(set_dns, "Cluster", DnsConfig()), "ClusterFirstWithHostNet"),
    (POD, of_pod(set_dns, None, DnsConfig(("dns",))), "no IP address"),
    (POD, of_pod(set_dns, None, DnsConfig(("::1",) * 4)), "3 nameservers at most"),
    (POD, of_pod(set_dns, None, DnsConfig(searches=("a",) * 33)), "32 searches at most"),
    (POD, of_pod(set_dns, None, DnsConfig(searches=("a." * 120 + "a",) * 10)), "2048 characters"),
    (POD, of_pod(set_dns, None, DnsConfig(searches=("a b",))), "search domain"),
    (POD, of_pod(set_dns, None, DnsConfig(options=(("", None),))), "cannot be empty"),
    (POD, of_pod(set_host_aliases, [HostAlias("db", ("a",))]), "no IP address"),
    (POD, of_pod(set_host_aliases, [HostAlias("::1", ("a_b",))]), "lower-case"),
    (POD, of_pod(set_host_aliases, [HostAlias("::1", ("a",))] * 2), "twice"),
    (POD, of_pod(set_os, "Linux"), "linux, windows"),
    (saying("hostPID: true"), of_pod(set_os, "windows"), "says hostPID"),
    (POD + "    securityContext: {privileged: true}\n", of_pod(set_os, "windows"), "says privileged"),
    (saying("securityContext: {windowsOptions: {}}"), of_pod(set_os, "linux"), "says windowsOptions"),
    (
        saying("os: {name: linux}") + "    lifecycle: {stopSignal: SIGHUP}\n",
        of_pod(set_os, None),
        "signal of its own",
    ),
    (
        "kind: Pod\napiVersion: v1\nx: &s {disk: ssd}\nspec:\n  nodeSelector: *s\n",
        of_pod(set_node_selector, {"disk": "hdd"}),
        "alias",
    ),
    (
        "kind: Pod\napiVersion: v1\nx: &s {disk: ssd}\nspec:\n  nodeSelector:\n    <<: *s\n    zone: a\n",
        of_pod(set_node_selector, {"zone": "a"}),
        "merge key",
    ),
]


@pytest.mark.parametrize(("text", "edit", "words"), REFUSED)
def test_what_cannot_be_is_refused_with_a_reason(text: str, edit: Edit, words: str) -> None:
    with pytest.raises(EditRefused, match=words):
        edit(*pod_of(text))


def test_search_domains_may_have_underscores_and_dots_at_the_end() -> None:
    searches = (".", "_tcp.a_b.local.", "a.b")
    after = set_dns(*pod_of(POD), None, DnsConfig(searches=searches))
    assert after.pods[0].spec["dnsConfig"]["searches"] == list(searches)


@pytest.mark.skipif(not CORPUS.exists(), reason="needs ../shared/corpus")
def test_fields_of_real_pods_change_alone() -> None:
    edits: list[tuple[str, Edit, int]] = [
        ("terminationGracePeriodSeconds", of_pod(set_grace_period, 77), 2),
        ("restartPolicy", of_pod(set_restart_policy, None), 2),
        ("serviceAccount", of_pod(set_service_account, "podwright"), 3),
        ("serviceAccount", of_pod(set_service_account, None), 3),
        ("imagePullSecrets", of_pod(set_pull_secrets, ["podwright"]), 6),
        ("nodeSelector", of_pod(set_node_selector, {"podwright": "1"}), 8),
        ("tolerations", of_pod(add_toleration, Toleration("", "Exists")), 30),
        ("dns", of_pod(set_dns, "Default", DnsConfig(("10.0.0.1",))), 60),
        ("hostAliases", of_pod(set_host_aliases, [HostAlias("10.0.0.1", ("podwright",))]), 10),
    ]
    done = 0
    for manifest, pod in real_pods(16):
        for field, edit, lines in edits:
            done += hold(edit, (manifest, pod), (f"{pod.path}.{field}",), lines)
    assert done > 150
