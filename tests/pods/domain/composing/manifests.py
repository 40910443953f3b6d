"""Manifests that patterns are composed with: one of each way to write, and of each kind that holds a pod."""

from __future__ import annotations

BLOCK = """\
# The shop.
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
  namespace: front
spec:
  selector:
    matchLabels: {app: shop}
  template:
    metadata:
      labels: {app: shop}
    spec:
      containers:
      - name: app   # ours
        image: registry.example/shop:1.4
        ports:
        - {name: http, containerPort: 8080}
        # where it is
        env:
        - name: MODE
          value: "fast"
      # at the end
---
apiVersion: v1
kind: Service
metadata: {name: shop, namespace: front}
spec:
  selector: {app: shop}
  ports: [{port: 80, targetPort: http}]
"""

FLOW = (
    "{apiVersion: v1, kind: Pod, metadata: {name: one, annotations: {}}, "
    "spec: {containers: [{name: app, image: 'shop:1'}], volumes: []}}\n"
)

JSON = """\
{
  "apiVersion": "v1",
  "kind": "Pod",
  "metadata": {
    "name": "one"
  },
  "spec": {
    "containers": [
      {
        "name": "app",
        "image": "shop:1"
      }
    ]
  }
}"""

CRLF = BLOCK.replace("\n", "\r\n")
NO_NEWLINE = BLOCK.rstrip("\n")
OPEN_END = BLOCK + "---\n"

JOB = """\
apiVersion: batch/v1
kind: CronJob
metadata:
  name: report
spec:
  schedule: "5 4 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: OnFailure
          containers:
            - name: report
              image: registry.example/report:2
"""

ITEM = """\
apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: Pod
    metadata:
      name: listed
    spec:
      initContainers: []
      containers:
        - name: app
          image: shop:1
"""

CUSTOM = """\
apiVersion: example.com/v1
kind: Fleet
metadata:
  name: fleet
spec:
  size: 3
  podSpec:
    containers:
      - name: app
        image: shop:1
"""

ALL = {
    "block": BLOCK,
    "flow": FLOW,
    "json": JSON,
    "crlf": CRLF,
    "no newline": NO_NEWLINE,
    "open end": OPEN_END,
    "job": JOB,
    "item": ITEM,
    "custom": CUSTOM,
}
