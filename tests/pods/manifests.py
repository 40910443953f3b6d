"""Manifests that web tests save, and what they do with them."""

from __future__ import annotations

from django.contrib.auth.models import User

from pods.domain.messages import Message
from pods.models import Design
from pods.models.people import local_user

POD = """\
apiVersion: v1
kind: Pod
metadata:
  name: duo  # a comment
spec:
  containers:
    - name: app
      image: nginx:1.29
      ports: [{containerPort: 80}]
      volumeMounts: [{name: logs, mountPath: /var/log/nginx}]
    - name: shipper
      image: fluent/fluent-bit:4.1.1
      volumeMounts: [{name: logs, mountPath: /logs, readOnly: true}]
  volumes:
    - name: logs
      emptyDir: {}
"""
BROKEN = POD.replace("image: nginx:1.29", 'image: "nginx:1.29')


def me() -> User:
    """The one user of local mode."""
    user = local_user()
    assert isinstance(user, User)
    return user


def design(
    text: str = POD, *, name: str = "duo", owner: User | None = None, encoding: str = "utf-8"
) -> Design:
    """A stored design."""
    return Design.create(owner or me(), name, text, Message("Made for a test"), encoding=encoding)
