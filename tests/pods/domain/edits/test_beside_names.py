"""Objects beside the pod get other names, and everything that names them follows; nothing else does."""

from __future__ import annotations

import pytest

from pods.domain.edits.name_places import NAMED, name_places
from pods.domain.edits.object_names import rename_beside
from pods.domain.edits.records import ANNOTATION, Named, Record, as_annotation, records
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.reader import read
from pods.domain.manifest.views import Object
from tests.pods.domain.edits.pods_as_written import changed, real_pods, ways_to_write

# Every `<KIND>` stands for the name of an object of that kind; other things are called `same`, too.
STREAM = """\
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: same}
spec:
  serviceName: <Service>  # its names
  template:
    metadata: {labels: {app: same}}
    spec:
      subdomain: '<Service>'
      serviceAccountName: "<ServiceAccount>"
      serviceAccount: <ServiceAccount>
      imagePullSecrets:
      # ours
      - name: <Secret>  # pull
      initContainers:
      - name: same
        image: same
        envFrom: [{prefix: A_, configMapRef: {name: <ConfigMap>}}, {secretRef: {name: <Secret>}}]
      containers:
      - name: app
        image: same
        env:
        - {name: A, value: same}
        - name: B
          valueFrom:
            configMapKeyRef:
              key: same
              name: <ConfigMap>  # of it
        - {name: C, valueFrom: {secretKeyRef: {name: <Secret>, key: same}}}
        volumeMounts: [{name: same, mountPath: /same}]
      volumes:
      - name: same
        configMap: {name: <ConfigMap>}  # files
      - {name: b, secret: {secretName: <Secret>}}
      - {name: c, persistentVolumeClaim: {claimName: <PersistentVolumeClaim>}}
      - name: d
        projected:
          sources:
          - configMap: {name: <ConfigMap>}
          - secret: {name: <Secret>}
      - {name: e, csi: {driver: same, nodePublishSecretRef: {name: <Secret>}}}
---
kind: ConfigMap
apiVersion: v1
metadata:
  name: <ConfigMap>  # this
data: {same: same}
---
{kind: Secret, apiVersion: v1, metadata: {name: <Secret>}}
---
{kind: PersistentVolumeClaim, apiVersion: v1, metadata: {name: <PersistentVolumeClaim>}}
---
{kind: Service, apiVersion: v1, metadata: {name: <Service>}, spec: {selector: {app: same}}}
---
kind: ServiceAccount
apiVersion: v1
metadata: {name: <ServiceAccount>}
secrets: [{name: <Secret>}]
imagePullSecrets: [{name: <Secret>}]
---
kind: Ingress
apiVersion: networking.k8s.io/v1
metadata: {name: same}
spec:
  defaultBackend: {service: {name: <Service>, port: {name: same}}}
  tls: [{hosts: [same], secretName: <Secret>}]
  rules:
  - host: same
    http:
      paths:
      - {path: /, pathType: Prefix, backend: {service: {name: <Service>, port: {number: 80}}}}
      - {path: /a, pathType: Prefix, backend: {resource: {kind: Same, name: same}}}
---
kind: HTTPRoute
apiVersion: gateway.networking.k8s.io/v1
metadata: {name: same}
spec:
  rules:
  - backendRefs: [{name: <Service>, port: 80}, {kind: Same, name: same}, {name: same, namespace: other}]
---
kind: ClusterRoleBinding
apiVersion: rbac.authorization.k8s.io/v1
metadata: {name: same}
subjects:
- {kind: ServiceAccount, name: <ServiceAccount>, namespace: default}
- {kind: ServiceAccount, name: same, namespace: other}
- {kind: User, name: same}
roleRef: {kind: ClusterRole, name: same, apiGroup: rbac.authorization.k8s.io}
---
apiVersion: v1
kind: Pod
metadata: {name: same, namespace: other}
spec:
  serviceAccountName: same
  containers: [{name: app, image: same, envFrom: [{configMapRef: {name: same}}, {secretRef: {name: same}}]}]
---
{kind: Service, apiVersion: serving.knative.dev/v1, metadata: {name: same}}
"""


def called(text: str, **names: str) -> str:
    for kind in NAMED:
        text = text.replace(f"<{kind}>", names.get(kind, "same"))
    return text


def object_of(text: str, kind: str, name: str = "same") -> tuple[Manifest, Object]:
    manifest = read(text)
    assert manifest.error is None, manifest.error
    return manifest, next(o for o in manifest.objects if (o.kind, o.name, o.namespace) == (kind, name, None))


@pytest.mark.parametrize("kind", NAMED)
def test_everything_that_names_an_object_follows_and_nothing_else(kind: str) -> None:
    for before, after in zip(
        ways_to_write(called(STREAM)), ways_to_write(called(STREAM, **{kind: "new"})), strict=True
    ):
        renamed = rename_beside(*object_of(before, kind), "new")
        assert renamed.text == after
        assert rename_beside(*object_of(after, kind, "new"), "same").text == before


@pytest.mark.parametrize(
    ("kind", "name", "words"),
    [
        ("ConfigMap", "", "needs a name"),
        ("ConfigMap", "Not A Name", "Not A Name"),
        ("Service", "a.b", "a.b"),
        ("Secret", "taken", "A Secret named taken is there already"),
        ("Ingress", "new", "rename it in the text"),
    ],
)
def test_a_name_that_cannot_be_is_refused(kind: str, name: str, words: str) -> None:
    text = called(STREAM) + "---\n{kind: Secret, apiVersion: v1, metadata: {name: taken}}\n"
    with pytest.raises(EditRefused, match=words):
        rename_beside(*object_of(text, kind), name)


def test_the_same_name_changes_nothing() -> None:
    text = called(STREAM)
    assert rename_beside(*object_of(text, "Secret"), "same").text == text


def test_what_names_two_objects_of_one_name_stays_with_the_other() -> None:
    twin = "---\n{kind: ConfigMap, apiVersion: v1, metadata: {name: same, namespace: default}}\n"
    text = called(STREAM) + twin
    manifest, of = object_of(text, "ConfigMap")
    assert rename_beside(manifest, of, "new").text == text.replace("name: same  # this", "name: new  # this")


def test_an_anchor_that_all_names_share_is_changed_once_for_all() -> None:
    pod = "kind: Pod\napiVersion: v1\nmetadata: {name: p}\nspec:\n  volumes: [{name: v, configMap: {name: &n same}}]\n"
    text = pod + "  containers: [{name: a, image: i, envFrom: [{configMapRef: {name: *n}}]}]\n"
    text += "---\n{kind: ConfigMap, apiVersion: v1, metadata: {name: same}}\n"
    with pytest.raises(EditRefused) as refused:
        rename_beside(*object_of(text, "ConfigMap"), "new")
    assert refused.value.sharing


def test_the_records_of_patterns_go_along() -> None:
    record = Record("p", "v", "app", {}, (), (Named("conf", "same", True, "ConfigMap"),))
    noted = f"{{{ANNOTATION}: '{as_annotation((record,))}'}}"
    text = f"kind: Pod\napiVersion: v1\nmetadata: {{name: p, annotations: {noted}}}\n"
    text += "spec: {containers: [{name: a, image: i}]}\n---\n"
    text += "{kind: ConfigMap, apiVersion: v1, metadata: {name: same}}\n"
    renamed = rename_beside(*object_of(text, "ConfigMap"), "new")
    assert records(renamed.pods[0])[0].named[0].name == "new"


def test_real_streams_read_the_same_but_for_the_name() -> None:
    seen: set[int] = set()
    tried = 0
    for manifest, _ in real_pods(40):
        if id(manifest) in seen:
            continue
        seen.add(id(manifest))
        for of in [each for each in manifest.objects if each.kind in NAMED and each.name][:3]:
            tried += _renamed_alone(manifest, of)
    assert tried or not seen


def _renamed_alone(manifest: Manifest, of: Object) -> bool:
    expected = {*name_places(manifest, of), (of.document, f"{of.path}.metadata.name".removeprefix("."))}
    try:
        after = rename_beside(manifest, of, "another-name")
    except EditRefused:
        return False
    found = {
        (number, path.removeprefix("."))
        for number, (old, new) in enumerate(zip(manifest.documents, after.documents, strict=True))
        for path in changed(old.value, new.value)
        if ANNOTATION not in path
    }
    assert found == expected
    assert len(after.text.splitlines()) == len(manifest.text.splitlines())
    return True


@pytest.mark.parametrize(
    "spec", ["[1]", "{tls: {secretName: same}}", "{tls: [same, [same], {secretName: [same]}]}"]
)
def test_an_object_of_another_shape_names_nothing(spec: str) -> None:
    text = "{kind: Secret, apiVersion: v1, metadata: {name: same}}\n---\n"
    text += f"kind: Ingress\napiVersion: networking.k8s.io/v1\nmetadata: {{name: x}}\nspec: {spec}\n"
    assert list(name_places(*object_of(text, "Secret"))) == []


def test_an_object_that_says_no_namespace_means_that_of_its_own() -> None:
    ingress = (
        "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i}\n"
        "spec: {defaultBackend: {service: {name: same, port: {number: 80}}}}\n"
    )
    service = "---\napiVersion: v1\nkind: Service\nmetadata: {name: same, namespace: NS}\nspec: {ports: [{port: 80}]}\n"
    elsewhere = ingress + service.replace("NS", "prod")
    assert _renamed(elsewhere).startswith(ingress)
    here = ingress + service.replace("NS", "default")
    assert "service: {name: new," in _renamed(here)


def _renamed(text: str) -> str:
    manifest = read(text)
    return rename_beside(manifest, manifest.objects[-1], "new").text
