"""Rules on exit codes are written where they belong, and what stays keeps its bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pods.domain.analysis import analyse
from pods.domain.edits.refusal import EditRefused
from pods.domain.edits.restart_rules import RestartRule, set_restart_rules
from tests.pods.domain.edits.pods_as_written import FLOW, POD, container_of, ways_to_write

OWN = POD + "    restartPolicy: Never  # once\n"
RULES = OWN + (
    "    restartPolicyRules:\n"
    "    # out of memory\n"
    "    - action: Restart  # again\n"
    "      exitCodes: {operator: In, values: [137]}  # killed\n"
    "    - exitCodes:\n"
    "        values:\n"
    "        - 0  # done\n"
    "        operator: NotIn\n"
    "      action: 'RestartAllContainers'\n"
)
AGAIN, ALL = RestartRule("Restart", "In", (137,)), RestartRule("RestartAllContainers", "NotIn", (0,))


@pytest.mark.parametrize(
    ("before", "rules", "after"),
    [
        (RULES, [AGAIN, ALL], RULES),
        (OWN, [], OWN),
        (RULES, [], OWN),
        (RULES, [RestartRule("Restart", "In", (137, 1)), ALL], RULES.replace("[137]", "[137, 1]")),
        (RULES, [RestartRule("Restart", "NotIn", (137,)), ALL], RULES.replace("operator: In,", "operator: NotIn,")),
        (RULES, [AGAIN, RestartRule("Restart", "NotIn", (0,))], RULES.replace("'RestartAllContainers'", "'Restart'")),
        (RULES, [AGAIN], RULES[: RULES.index("    - exitCodes")]),
        (RULES, [ALL], RULES.replace(RULES[RULES.index("    # out") : RULES.index("    - exitCodes")], "")),
    ],
)  # fmt: skip
def test_only_what_is_asked_changes(before: str, rules: list[RestartRule], after: str) -> None:
    for text, wanted in zip(ways_to_write(before), ways_to_write(after), strict=True):
        assert set_restart_rules(*container_of(text), rules).text == wanted


def test_rules_are_added_as_the_text_around_them_is_written() -> None:
    assert set_restart_rules(*container_of(OWN), [AGAIN]).value(
        0, "spec.containers[0].restartPolicyRules"
    ) == [{"action": "Restart", "exitCodes": {"operator": "In", "values": [137]}}]
    flow = FLOW.replace("image: nginx", "image: nginx, restartPolicy: Always")
    assert (
        "restartPolicyRules: [{action: Restart, exitCodes: {operator: In, values: [137]}}]"
        in set_restart_rules(*container_of(flow), [AGAIN]).text
    )


@pytest.mark.parametrize(
    ("text", "rules", "words"),
    [
        (POD, [AGAIN], "Rules need a restart policy"),
        (OWN, [AGAIN] * 21, "20 rules at most"),
        (OWN, [RestartRule("Stop", "In", (1,))], "choose one of Restart, RestartAllContainers"),
        (OWN, [RestartRule("Restart", "Is", (1,))], "choose one of In, NotIn"),
        (OWN, [RestartRule("Restart", "In", ())], "from 1 to 255 exit codes"),
        (OWN, [RestartRule("Restart", "In", tuple(range(256)))], "from 1 to 255 exit codes"),
        (OWN, [RestartRule("Restart", "In", (2**31,))], "values must be from"),
        (OWN.replace("containers:", "ephemeralContainers:"), [AGAIN], "ephemeral container takes no"),
    ],
)
def test_what_the_api_server_refuses_is_refused(text: str, rules: list[RestartRule], words: str) -> None:
    with pytest.raises(EditRefused, match=words):
        set_restart_rules(*container_of(text), rules)


_RULES = st.lists(
    st.builds(
        RestartRule,
        st.sampled_from(["Restart", "RestartAllContainers", "Stop"]),
        st.sampled_from(["In", "NotIn", "in"]),
        st.lists(st.sampled_from([-1, 0, 1, 137, 2**31]), max_size=3).map(tuple),
    ),
    max_size=4,
)


@given(st.sampled_from([OWN, RULES]), st.lists(_RULES, min_size=1, max_size=3))
def test_whatever_is_let_through_the_api_server_takes(text: str, wanted: list[list[RestartRule]]) -> None:
    for rules in wanted:
        try:
            after = set_restart_rules(*container_of(text), rules)
        except EditRefused:
            continue
        said = after.value(0, "spec.containers[0]").get("restartPolicyRules") or []
        assert [(r["action"], tuple(r["exitCodes"]["values"])) for r in said] == [
            (r.action, r.codes) for r in rules
        ]
        assert [f for f in analyse(after.text, "1.36").findings if f.rejected_by_api] == []
        text = after.text
