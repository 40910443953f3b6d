"""What Pod Security and quotas refuse, at the lines that they mean. The words are those of a real 1.36."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pods.cluster.apply.admission import pointed
from pods.cluster.apply.wanted import complaints, wanted
from pods.cluster.problems import refused
from pods.domain.manifest.reader import read

POD = """\
apiVersion: v1
kind: Pod
metadata: {name: bad}
spec:
  hostNetwork: true
  initContainers:
    - name: first
      image: busybox:1
      resources: {requests: {memory: 8Mi}}
  containers:
    - name: app
      image: busybox:1
      ports: [{containerPort: 80, hostPort: 80}]
      securityContext:
        privileged: true
        capabilities: {add: [SYS_TIME]}
      resources:
        requests:
          memory: 128Mi
          cpu: 2
  volumes:
    - name: host
      hostPath: {path: /}
"""
RESTRICTED = (
    'pods "bad" is forbidden: violates PodSecurity "restricted:latest": host namespaces (hostNetwork=true), hostPort '
    '(container "app" uses hostPort 80), privileged (container "app" must not set securityContext.privileged=true), '
    'allowPrivilegeEscalation != false (containers "first", "app" must set '
    'securityContext.allowPrivilegeEscalation=false), unrestricted capabilities (container "first" must set '
    'securityContext.capabilities.drop=["ALL"]; container "app" must not include "SYS_TIME" in '
    'securityContext.capabilities.add), restricted volume types (volume "host" uses restricted volume type '
    '"hostPath"), runAsNonRoot != true (pod or containers "first", "app" must set securityContext.runAsNonRoot=true)'
)
QUOTA = (
    'pods "bad" is forbidden: exceeded quota: few, requested: memory=136Mi,pods=1,requests.cpu=2, used: '
    "memory=0,pods=1,requests.cpu=0, limited: memory=64Mi,pods=1,requests.cpu=1"
)
UNSAID = (
    'pods "bad" is forbidden: failed quota: few: must specify limits.memory for: app; requests.cpu for: first'
)


def lines(words: str, text: str = POD) -> dict[int, str]:
    manifest = read(text)
    problem = refused(403, {"message": words, "reason": "Forbidden"})
    return {each.position.line: each.words for each in complaints(manifest, wanted(manifest)[0], problem)}


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("runtimeClassName: gvisor", 'pod rejected: RuntimeClass "gvisor" not found'),
        ("priorityClassName: high", "no PriorityClass with name high was found"),
        (
            "serviceAccountName: robot",
            'error looking up service account shop/robot: serviceaccount "robot" not found',
        ),
    ],
)
def test_a_name_of_what_is_not_there_is_refused_at_its_line(field: str, words: str) -> None:
    text = POD.replace("  hostNetwork: true\n", f"  hostNetwork: true\n  {field}\n")
    found = lines(f'pods "bad" is forbidden: {words}', text)
    assert list(found) == [6]
    assert words.endswith(found[6])


def test_each_rule_of_pod_security_stands_at_what_it_is_about() -> None:
    found = lines(RESTRICTED)
    assert sorted(found) == [5, 7, 13, 14, 15, 16, 22]
    assert found[5] == "PodSecurity restricted:latest: host namespaces (hostNetwork=true)"
    assert "hostPort" in found[13]
    assert "privileged (container" in found[15]
    assert "SYS_TIME" in found[16]
    assert "hostPath" in found[22]
    assert "allowPrivilegeEscalation" in found[7]
    assert "allowPrivilegeEscalation" in found[14]
    assert found[14].count("PodSecurity restricted:latest: ") == 1


def test_a_quota_stands_at_what_the_containers_ask_for() -> None:
    found = lines(QUOTA)
    assert sorted(found) == [1, 9, 19, 20]
    assert "memory=136Mi" in found[9]
    assert "memory=136Mi" in found[19]
    assert "requests.cpu=2" in found[20]
    assert "pods=1" in found[1]


def test_what_a_quota_wants_to_be_said_stands_at_the_resources_of_each_container() -> None:
    found = lines(UNSAID)
    assert sorted(found) == [9, 17]
    assert "requests.cpu" in found[9]
    assert "limits.memory" in found[17]


@pytest.mark.parametrize("words", ['pods "x" is forbidden: User "dev" cannot patch', "", "exceeded quota"])
def test_other_refusals_point_nowhere_in_particular(words: str) -> None:
    assert list(pointed(words, {})) == []


anything = st.recursive(
    st.none() | st.text(max_size=3), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
)


@given(st.sampled_from([RESTRICTED, QUOTA, UNSAID]), st.dictionaries(st.sampled_from(["spec"]), anything))
def test_whatever_the_object_holds_there_is_a_place_to_show(words: str, pod: dict[str, object]) -> None:
    assert all(field.startswith("spec") or field == "" for field, *_ in pointed(words, pod))
