"""What is offered at a cursor, and what choosing it writes. The cursor stands at the bar."""

from __future__ import annotations

import time

import pytest

from pods.domain.analysis import analyse
from pods.domain.completion import Offer, complete
from pods.domain.schema.kinds import schema

HEAD = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: one\nspec:\n"
APP = HEAD + "  containers:\n  - name: app\n    image: nginx\n"
WIDE = HEAD + "    containers:\n        - name: app\n          image: nginx\n"
CUSTOM = "apiVersion: x.example/v1\nkind: Own\nspec:\n  pod:\n    spec:\n      containers:\n      - image: a\n        "
JSON = '{"apiVersion": "v1", "kind": "Pod", "spec": {"containers": [{"name": "app", '


def offers(text: str, minor: int = 36) -> dict[str, Offer]:
    at = text.index("|")
    found = complete(text[:at] + text[at + 1 :], at, schema(minor))
    return {offer.label: offer for offer in found.offers} if found else {}


def chosen(text: str, label: str, minor: int = 36) -> str:
    """The text after a choice, the cursor again as a bar."""
    at = text.index("|")
    plain = text[:at] + text[at + 1 :]
    found = complete(plain, at, schema(minor))
    assert found is not None
    insert = next(offer.insert for offer in found.offers if offer.label == label)
    written = f"{insert.text[: insert.cursor]}|{insert.text[insert.cursor :]}"
    return plain[: found.start] + written + plain[found.end :]


@pytest.mark.parametrize(
    ("text", "label", "after"),
    [
        (f"{APP}    |", "workingDir", f"{APP}    workingDir: |"),
        (f"{APP}    wor|", "workingDir", f"{APP}    workingDir: |"),
        (f"{APP}    wor|\n    tty: true\n", "workingDir", f"{APP}    workingDir: |\n    tty: true\n"),
        (f"{APP}    w|kingDir: /a\n", "workingDir", f"{APP}    workingDir|: /a\n"),
        (f"{APP}    |", "ports", f"{APP}    ports:\n    - containerPort: |"),
        (f"{APP}    |", "livenessProbe", f"{APP}    livenessProbe:\n      |"),
        (
            f"{WIDE}          |",
            "env",
            f"{WIDE}          env:\n                  - name: |".replace(" " * 18, " " * 14),
        ),
        (f"{APP}    ports:\n    |", "tty", f"{APP}    ports:\n    tty: |"),
        (f"{APP}    ports:\n      |", "containerPort", f"{APP}    ports:\n      - containerPort: |"),
        (f"{APP}    ports:\n    - |", "name", f"{APP}    ports:\n    - name: |"),
        (
            f"{APP}    ports:\n    - containerPort: 1\n      pro|",
            "protocol",
            f"{APP}    ports:\n    - containerPort: 1\n      protocol: |",
        ),
        (f"{APP}    ports: [{{|}}]", "hostPort", f"{APP}    ports: [{{hostPort: |}}]"),
        (f"{APP}    ports: [|]", "containerPort", f"{APP}    ports: [{{containerPort: |}}]"),
        (
            f"{APP}    ports: [{{containerPort: 1, pro|",
            "protocol",
            f"{APP}    ports: [{{containerPort: 1, protocol: |",
        ),
        (f"{APP}    stdin: |", "true", f"{APP}    stdin: true|"),
        (f"{APP}    stdin:|", "true", f"{APP}    stdin: true|"),
        (f"{APP}    stdin: fa|lse # said\n", "true", f"{APP}    stdin: true| # said\n"),
        (f"{APP}    imagePullPolicy: |", "Never", f"{APP}    imagePullPolicy: Never|"),
        (f'{APP}    imagePullPolicy: "N|"', "Never", f'{APP}    imagePullPolicy: "Never"|'),
        (
            f"{APP}    resources:\n      limits:\n        |",
            "cpu",
            f"{APP}    resources:\n      limits:\n        cpu: |",
        ),
        (
            f"{APP}  volumes:\n  - name: a\n    emptyDir: |",
            "{}",
            f"{APP}  volumes:\n  - name: a\n    emptyDir: {{|}}",
        ),
        (f"{JSON}|}}]}}}}", "image", f'{JSON}"image": "|"}}]}}}}'),
        (f'{JSON}"im|"}}]}}}}', "image", f'{JSON}"image": "|"}}]}}}}'),
        (f'{JSON}"im|": "x"}}]}}}}', "imagePullPolicy", f'{JSON}"imagePullPolicy"|: "x"}}]}}}}'),
        (f'{JSON}"ports": |}}]}}}}', "", ""),
        (f'{JSON}"stdin": |}}]}}}}', "true", f'{JSON}"stdin": true|}}]}}}}'),
        (f'{JSON}"imagePullPolicy": |}}]}}}}', "Never", f'{JSON}"imagePullPolicy": "Never"|}}]}}}}'),
        ("kind: Deployment\napiVersion: |", "apps/v1", "kind: Deployment\napiVersion: apps/v1|"),
        ("apiVersion: batch/v1\nkind: C|", "CronJob", "apiVersion: batch/v1\nkind: CronJob|"),
    ],
)
def test_a_choice_writes_what_fits_the_text_around_it(text: str, label: str, after: str) -> None:
    if not label:
        assert offers(text) == {}
    else:
        assert chosen(text, label) == after


@pytest.mark.parametrize(
    ("text", "offered", "not_offered"),
    [
        (f"{APP}    |", {"command", "ports"}, {"name", "image", "containers"}),
        (f"{APP}    |\n    tty: true\n", {"stdin"}, {"tty", "name"}),
        (f"{APP}  |", {"volumes", "restartPolicy"}, {"containers", "image"}),
        (f"{APP}|", {"metadata"} - {"metadata"}, {"spec", "kind"}),
        (f"{CUSTOM}|", {"name", "ports"}, {"image"}),
        (
            "apiVersion: x/v1\nkind: C\nt:\n  metadata:\n    |\n  spec:\n    containers:\n    - image: a\n",
            {"labels"},
            {"image"},
        ),
        ("apiVersion: x/v1\nkind: C\nspec:\n  |\n", set(), {"containers"}),
        ("|", {"apiVersion", "kind", "metadata"}, {"spec"}),
        (f"{APP}---\nkind: Service\napiVersion: v1\nspec:\n  |", {"ports", "selector"}, {"containers"}),
        (
            "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Service\n  spec:\n    |",
            {"ports"},
            {"items"},
        ),
        (f"{APP}    # tt|", set(), {"tty"}),
        (f"{APP}    command:\n    - sh\n    - |", set(), {"name"}),
        (f"{APP}    args: [|]", set(), {"name"}),
        (f"{HEAD}  broken: [a, b\n  containers:\n  - name: app\n    |", {"image"}, {"name"}),
        (f'{HEAD}  hostname: "never closed\n  containers:\n  - name: app\n    |', {"image"}, {"name"}),
        (f"{APP}    workingDir: x: y\n    |", {"tty"}, {"image"}),
    ],
)
def test_what_is_allowed_and_not_there_yet_is_offered(
    text: str, offered: set[str], not_offered: set[str]
) -> None:
    found = set(offers(text))
    assert offered <= found
    assert not_offered & found == set()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            f"{APP}    volumeMounts:\n    - name: |\n  volumes:\n  - name: logs\n  - name: conf\n",
            {"logs", "conf"},
        ),
        (
            f"{APP}    ports: [{{name: web, containerPort: 80}}]\n    livenessProbe: {{httpGet: {{port: |}}}}\n",
            {"web", "80"},
        ),
        (
            "kind: StatefulSet\napiVersion: apps/v1\nspec:\n  volumeClaimTemplates:\n  - metadata: {name: data}\n"
            "  template:\n    spec:\n      containers:\n      - name: a\n        volumeMounts:\n        - name: |\n",
            {"data"},
        ),
        (
            f"{APP}    envFrom:\n    - configMapRef:\n        name: |\n---\nkind: ConfigMap\nmetadata: {{name: c}}\n",
            {"c"},
        ),
        (
            f"{APP}    env:\n    - name: A\n      valueFrom:\n        secretKeyRef:\n"
            "          name: s\n          key: |\n"
            "---\nkind: Secret\nmetadata:\n  name: s\nstringData: {p: x}\ndata:\n  q: eA==\n",
            {"p", "q"},
        ),
        (
            f"{APP}  volumes:\n  - name: v\n    configMap:\n      name: c\n      items:\n      - key: |\n"
            "---\nkind: ConfigMap\nmetadata: {name: c}\ndata: {app.conf: x}\n",
            {"app.conf"},
        ),
        (
            f"{APP}    ports:\n    - name: web\n---\nkind: Service\napiVersion: v1\n"
            "spec:\n  ports:\n  - port: 80\n    targetPort: |",
            {"web"},
        ),
        (f"{APP}  imagePullSecrets:\n  - name: |\n---\nkind: Secret\nmetadata: {{name: reg}}\n", {"reg"}),
        (
            f"{APP}  volumes:\n  - name: v\n    csi: {{driver: d, nodePublishSecretRef: {{name: |}}}}\n"
            "---\nkind: Secret\nmetadata: {name: reg}\n",
            set(),
        ),
        (
            f"{APP}    envFrom: [{{configMapRef: {{name: |}}}}]\n---\nkind: List\napiVersion: v1\nitems:\n"
            "- {kind: ConfigMap, metadata: {name: c}}\n- {kind: Secret, metadata: {name: s}}\n",
            {"c"},
        ),
        (
            "kind: Ingress\napiVersion: networking.k8s.io/v1\nspec:\n  defaultBackend:\n    service:\n"
            "      port:\n        name: |\n---\nkind: Service\nspec: {ports: [{name: web, port: 80}]}\n",
            {"web"},
        ),
    ],
)
def test_names_that_the_text_knows_are_offered_where_a_field_refers_to_them(
    text: str, names: set[str]
) -> None:
    assert set(offers(text)) == names


def test_a_name_that_would_read_as_something_else_is_quoted() -> None:
    text = f'{APP}    volumeMounts:\n    - name: |\n  volumes:\n  - name: "on"\n  - name: "007"\n'
    assert '- name: "on"|\n' in chosen(text, "on")
    assert '- name: "007"|\n' in chosen(text, "007")


def test_what_is_required_comes_first_and_what_the_server_writes_last() -> None:
    found = offers(f"{APP}    ports:\n    - |")
    assert max(found.values(), key=lambda offer: offer.rank).label == "containerPort"
    top = offers("apiVersion: v1\nkind: Pod\n|")
    assert min(top.values(), key=lambda offer: offer.rank).label == "status"


def test_fields_come_with_the_version_that_brought_them_and_not_before_it() -> None:
    text = f"{APP}    lifecycle:\n      preStop:\n        |"
    assert offers(text, 29)["sleep"].since == "1.29"
    assert "sleep" not in offers(text, 28)


def test_every_choice_in_a_pod_leaves_a_text_without_unknown_fields() -> None:
    for label in offers(f"{APP}    |"):
        after = chosen(f"{APP}    |", label).replace("|", "")
        found = analyse(after, "1.36").findings
        assert not [f for f in found if f.rule == "syntax" or "is not a field" in str(f.message)], label


def test_an_answer_for_a_hundred_lines_comes_at_once() -> None:
    text = APP + "".join(
        f"  - name: c{n}\n    image: x\n    ports:\n    - containerPort: {n}\n" for n in range(25)
    )
    text += "    "
    complete(text, len(text), schema(36))
    times = []
    for _ in range(5):
        start = time.process_time()
        complete(text, len(text), schema(36))
        times.append(time.process_time() - start)
    assert min(times) < 0.015
