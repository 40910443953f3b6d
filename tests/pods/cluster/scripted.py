"""A small namespace `designs` as a server of the tests knows it, and a manifest of every kind for a real one."""

from __future__ import annotations

import base64
import time
from typing import Any

from pods.cluster.problems import ClusterProblem
from pods.cluster.resources import Resources
from pods.domain.manifest.manifest import Manifest
from tests.pods.cluster.real import Place
from tests.pods.cluster.recorded import Cluster, answer

SECRET = base64.b64encode(b"hunter2-of-the-tests").decode()
NAMESPACE = "/api/v1/namespaces/designs"
APPS = "/apis/apps/v1/namespaces/designs"
BATCH = "/apis/batch/v1/namespaces/designs"

# Each with the fields that its user set, in the way that `kubectl apply --server-side` leaves them.
CONTAINER: dict[str, Any] = {
    "name": "app",
    "image": "app:1",
    "envFrom": [{"secretRef": {"name": "keys"}}],
    "volumeMounts": [{"name": "conf", "mountPath": "/conf"}, {"name": "data", "mountPath": "/data"}],
}
SHOP: dict[str, Any] = {
    "apiVersion": "apps/v1",
    "kind": "Deployment",
    "metadata": {
        "name": "shop",
        "namespace": "designs",
        "uid": "d-1",
        "creationTimestamp": "2026-11-21T10:00:00Z",
        "managedFields": [],
    },
    "spec": {
        "replicas": 2,
        "selector": {"matchLabels": {"app": "shop"}},
        "template": {
            "metadata": {"labels": {"app": "shop"}},
            "spec": {
                "containers": [
                    CONTAINER
                    | {"imagePullPolicy": "IfNotPresent", "terminationMessagePath": "/dev/termination-log"}
                ],
                "volumes": [
                    {"name": "conf", "configMap": {"name": "conf", "defaultMode": 420}},
                    {"name": "data", "persistentVolumeClaim": {"claimName": "data"}},
                ],
                "restartPolicy": "Always",
            },
        },
    },
    "status": {"readyReplicas": 2},
}


def thing(kind: str, name: str, api_version: str = "v1", **more: Any) -> dict[str, Any]:
    """A live object."""
    metadata = {"name": name, "namespace": "designs", "uid": f"{kind}-{name}", "managedFields": []}
    return {"apiVersion": api_version, "kind": kind, "metadata": metadata} | more


OBJECTS: dict[str, dict[str, Any]] = {
    f"{APPS}/deployments/shop": SHOP,
    f"{NAMESPACE}/services/shop": thing(
        "Service", "shop", spec={"selector": {"app": "shop"}, "ports": [{"port": 80}], "clusterIP": "10.0.0.1"}
    ),
    f"{NAMESPACE}/services/other": thing("Service", "other", spec={"selector": {"app": "other"}}),
    f"{NAMESPACE}/services/none": thing("Service", "none", spec={"ports": [{"port": 1}]}),
    f"{NAMESPACE}/configmaps/conf": thing("ConfigMap", "conf", data={"app.conf": "listen 80\nlog on\n"}),
    f"{NAMESPACE}/secrets/keys": thing("Secret", "keys", data={"password": SECRET, "user": SECRET}, type="Opaque"),
    f"{NAMESPACE}/persistentvolumeclaims/data": thing(
        "PersistentVolumeClaim", "data", spec={"accessModes": ["ReadWriteOnce"], "volumeName": "pv-1"}
    ),
    f"{NAMESPACE}/pods/lone": thing("Pod", "lone", spec={"containers": [{"name": "a", "image": "a:1"}]}),
    f"{NAMESPACE}/pods/shop-1": thing("Pod", "shop-1", spec={"containers": [{"name": "app", "image": "app:1"}]}),
    f"{APPS}/replicasets/shop-9": thing("ReplicaSet", "shop-9", "apps/v1"),
}  # fmt: skip
OBJECTS[f"{NAMESPACE}/pods/shop-1"]["metadata"]["ownerReferences"] = [
    {"uid": "ReplicaSet-shop-9", "controller": True}
]
OBJECTS[f"{APPS}/replicasets/shop-9"]["metadata"]["ownerReferences"] = [{"uid": "d-1", "controller": True}]

LISTS = {
    "/api/v1": {
        "configmaps": "ConfigMap",
        "secrets": "Secret",
        "services": "Service",
        "persistentvolumeclaims": "PersistentVolumeClaim",
        "pods": "Pod",
        "serviceaccounts": "ServiceAccount",
    },
    "/apis/apps/v1": {
        "deployments": "Deployment",
        "statefulsets": "StatefulSet",
        "daemonsets": "DaemonSet",
        "replicasets": "ReplicaSet",
    },
    "/apis/batch/v1": {"jobs": "Job", "cronjobs": "CronJob"},
}
_SCALED = ("deployments", "statefulsets", "replicasets")


def serve(server: Cluster) -> None:
    """Let the server know the namespace: its kinds, lists and objects."""
    for root, kinds in LISTS.items():
        listed = [
            {"name": plural, "kind": kind, "namespaced": True, "verbs": ["get", "list", "patch", "delete"]}
            for plural, kind in kinds.items()
        ]
        listed += [{"name": f"{plural}/scale", "kind": "Scale"} for plural in kinds if plural in _SCALED]
        if root == "/api/v1":
            listed.append({"name": "namespaces", "kind": "Namespace", "namespaced": False, "verbs": []})
        server.on("GET", root, answer(200, {"kind": "APIResourceList", "resources": listed}))
        for plural in kinds:
            under = f"{root}/namespaces/designs/{plural}"
            items = [one for path, one in OBJECTS.items() if path.rpartition("/")[0] == under]
            bare = [{key: one[key] for key in one if key not in ("apiVersion", "kind")} for one in items]
            server.on("GET", under, answer(200, {"kind": "List", "metadata": {}, "items": bare}))
    for path, one in OBJECTS.items():
        server.on("GET", path, answer(200, one))
    server.on("GET", NAMESPACE, answer(200, thing("Namespace", "designs")))


EVERYTHING = """\
apiVersion: v1
kind: ConfigMap
metadata: {name: conf, labels: {app: shop}}
data: {app.conf: "listen 80\\nlog on\\n", number: "1e3"}
---
apiVersion: v1
kind: Service
metadata: {name: db}
spec: {clusterIP: None, selector: {app: db}, ports: [{port: 5432}]}
---
apiVersion: v1
kind: Service
metadata: {name: shop}
spec: {selector: {app: shop}, ports: [{name: http, port: 80, targetPort: http}, {name: dns, port: 53, protocol: UDP}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop, annotations: {note: "a b"}}
spec:
  replicas: 0
  selector: {matchLabels: {app: shop}}
  strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      shareProcessNamespace: true
      initContainers:
        - {name: setup, image: "busybox:1", command: [sh, -c, "true"]}
        - name: shipper
          image: busybox:1
          restartPolicy: Always
          startupProbe: {exec: {command: ["true"]}, periodSeconds: 1, failureThreshold: 30}
      containers:
        - name: web
          image: busybox:1
          env:
            - {name: POD, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
            - {name: MEMORY, valueFrom: {resourceFieldRef: {containerName: web, resource: limits.memory}}}
          envFrom: [{configMapRef: {name: conf}, prefix: C_}]
          ports: [{name: http, containerPort: 80}, {containerPort: 53, protocol: UDP}]
          resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {memory: 512Mi}}
          livenessProbe: {httpGet: {path: /, port: http}, initialDelaySeconds: 5}
          readinessProbe: {tcpSocket: {port: 80}, timeoutSeconds: 2}
          lifecycle: {preStop: {exec: {command: [sleep, "1"]}}}
          securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
          volumeMounts: [{name: conf, mountPath: /conf, readOnly: true}, {name: all, mountPath: /all}]
        - {name: app, image: "busybox:1.36", imagePullPolicy: Always, livenessProbe: {grpc: {port: 9000}}}
      volumes:
        - {name: conf, configMap: {name: conf, items: [{key: app.conf, path: app.conf}]}}
        - {name: tmp, emptyDir: {medium: Memory, sizeLimit: 16Mi}}
        - {name: host, hostPath: {path: /tmp}}
        - name: all
          projected:
            sources:
              - serviceAccountToken: {path: token}
              - configMap: {name: conf, optional: true}
              - downwardAPI: {items: [{path: name, fieldRef: {fieldPath: metadata.name}}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db
  replicas: 0
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec:
      containers: [{name: db, image: "busybox:1", volumeMounts: [{name: data, mountPath: /data}]}]
  volumeClaimTemplates:
    - metadata: {name: data}
      spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec:
      nodeSelector: {there: is-none}
      containers: [{name: agent, image: "busybox:1"}]
---
apiVersion: batch/v1
kind: Job
metadata: {name: once}
spec:
  suspend: true
  backoffLimit: 2
  template:
    spec:
      restartPolicy: Never
      containers: [{name: once, image: "busybox:1", command: ["true"]}]
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: nightly}
spec:
  schedule: 0 3 * * *
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: OnFailure
          containers: [{name: nightly, image: busybox, command: ["true"]}]
---
apiVersion: v1
kind: Pod
metadata: {name: bare}
spec:
  nodeSelector: {there: is-none}
  containers: [{name: a, image: "busybox:1", readinessProbe: {exec: {command: ["true"]}, periodSeconds: 5}}]
"""


def put_into(place: Place, manifest: Manifest, way: str) -> Resources:
    """Create or apply every object of the manifest; a new namespace gets its service account a moment later."""
    resources = Resources(place.api)
    for one in manifest.objects:
        resource = resources.of(one.api_version, one.kind)
        value = manifest.value(one.document, one.path)
        for wait in (0.5,) * 20:
            try:
                if way == "create":
                    place.api.post(resource.path(place.namespace), value)
                else:
                    query = {"fieldManager": "kubectl"}
                    place.api.apply(resource.path(place.namespace, one.name), value, query)
                break
            except ClusterProblem as problem:
                if "service account" not in problem.words:
                    raise
                time.sleep(wait)
    return resources
