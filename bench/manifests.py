"""Manifests to measure on, of any size, as people write them: comments, init steps, sidecars, volumes."""

from __future__ import annotations

from collections.abc import Iterator

HEAD = """\
# {name}: the web tier, with what it needs beside it.
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {name}
  namespace: bench
  labels: {{app: {name}, tier: web}}
spec:
  replicas: 2
  selector:
    matchLabels: {{app: {name}}}
  template:
    metadata:
      labels: {{app: {name}, tier: web}}
    spec:
      terminationGracePeriodSeconds: 45  # the slowest request takes 30 s
"""

INIT = """\
      # Step {number}: nothing else starts before it has ended well.
      - name: prepare-{number}
        image: registry.example/shop/prepare:1.{number}.0
        command: [sh, -c, "prepare --step {number} --into /work/step-{number}"]
        env:
        - name: STEP
          value: "{number}"
        volumeMounts:
        - {{name: work-{volume}, mountPath: /work}}
"""

NATIVE_SIDECAR = """\
      # Starts with the init steps and stays until the others have stopped.
      - name: shipper-{number}
        image: fluent/fluent-bit:3.{number}
        restartPolicy: Always
        args: ["-i", "tail", "-p", "path=/logs/app-{number}.log", "-o", "stdout"]
        resources:
          requests: {{cpu: 20m, memory: 64Mi}}
          limits: {{memory: 128Mi}}
        volumeMounts:
        - name: work-{volume}
          mountPath: /logs
          readOnly: true
"""

CONTAINER = """\
      - name: app-{number}
        image: registry.example/shop/app-{number}:2.{number}.7
        args:
        - --listen=:{port}
        - --upstream=localhost:{neighbour}  # the next one in the pod
        ports:
        - name: http-{number}
          containerPort: {port}
        env:
        - name: LOG_LEVEL
          value: info
        - name: POD_IP
          valueFrom: {{fieldRef: {{fieldPath: status.podIP}}}}
        readinessProbe:
          httpGet: {{path: /ready, port: http-{number}}}
          periodSeconds: 5
        resources:
          requests: {{cpu: 100m, memory: 128Mi}}
          limits: {{cpu: 500m, memory: 256Mi}}
        volumeMounts:
        - name: work-{volume}
          mountPath: /var/log/app
        - name: settings
          mountPath: /etc/app
          readOnly: true
"""

VOLUMES = """\
      volumes:
      - name: settings
        configMap: {{name: {name}-settings}}
"""

VOLUME = """\
      - name: work-{volume}
        emptyDir: {{sizeLimit: 1Gi}}
"""

SERVICE = """\
---
apiVersion: v1
kind: Service
metadata:
  name: {name}
  namespace: bench
spec:
  selector: {{app: {name}}}
  ports:
  - name: http
    port: 80
    targetPort: http-0
"""


def deployment(containers: int, name: str = "shop") -> str:
    """A Deployment with that many containers, a fifth of them init steps, a fifth native sidecars."""
    return "".join(_parts(containers, name))


def _parts(containers: int, name: str) -> Iterator[str]:
    helpers = containers // 5
    volumes = containers // 3 + 1
    yield HEAD.format(name=name)
    if helpers:
        yield "      initContainers:\n"
    for template in (INIT, NATIVE_SIDECAR):
        yield from (template.format(number=number, volume=number % volumes) for number in range(helpers))
    yield "      containers:\n"
    for number in range(containers - 2 * helpers):
        port = 8000 + number
        yield CONTAINER.format(number=number, port=port, neighbour=port + 1, volume=number % volumes)
    yield VOLUMES.format(name=name)
    yield from (VOLUME.format(volume=volume) for volume in range(volumes))
    yield SERVICE.format(name=name)


def stream(lines: int) -> str:
    """A stream of Deployments and Services of exactly that many lines."""
    text: list[str] = []
    while len(text) < lines:
        name = f"shop-{len(text)}"
        text += f"---\n{deployment(5, name)}".splitlines(keepends=True)
    # The last document is cut where no line is left; a cut through a list still leaves readable YAML.
    return "".join(text[:lines])


def files(documents: int) -> tuple[str, ...]:
    """Texts with that many documents in all, no two alike: a Deployment of one to three containers, a Service."""
    return tuple(deployment(1 + number % 3, f"shop-{number}") for number in range(documents // 2))
