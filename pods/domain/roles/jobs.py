"""The part each known job plays beside a main container, with the sentence that says why (FACTS I.3).

Jobs that are not listed play no part by themselves: servers, general images, and proxies, whose direction decides.
"""

from __future__ import annotations

from pods.domain.images import Job
from pods.domain.messages import gettext_noop
from pods.domain.roles.model import Role

PARTS: dict[Job, tuple[Role, str]] = {
    Job.MESH: (
        Role.AMBASSADOR,
        gettext_noop("%(product)s is a mesh proxy: traffic to and from %(main)s goes through it."),
    ),
    Job.CONNECTOR: (
        Role.AMBASSADOR,
        gettext_noop("%(product)s carries connections of %(main)s to a service outside the pod."),
    ),
    Job.TUNNEL: (
        Role.AMBASSADOR,
        gettext_noop("%(product)s joins the pod, and so %(main)s, to another network."),
    ),
    Job.AUTH: (
        Role.SIDECAR,
        gettext_noop("%(product)s guards the way in: it checks requests before %(main)s gets them."),
    ),
    Job.EXPORTER: (
        Role.ADAPTER,
        gettext_noop("%(product)s turns the state of %(main)s into metrics that others can read."),
    ),
    Job.HEALTH: (
        Role.ADAPTER,
        gettext_noop("%(product)s turns the state of %(main)s into a health check that others can ask."),
    ),
    Job.TRANSLATOR: (
        Role.ADAPTER,
        gettext_noop("%(product)s translates between %(main)s and those who expect another interface."),
    ),
    Job.LOGS: (Role.SIDECAR, gettext_noop("%(product)s collects the logs of %(main)s and ships them.")),
    Job.TELEMETRY: (
        Role.SIDECAR,
        gettext_noop("%(product)s collects metrics or traces of %(main)s and ships them."),
    ),
    Job.SYNC: (Role.SIDECAR, gettext_noop("%(product)s keeps content that %(main)s uses up to date.")),
    Job.RELOADER: (
        Role.SIDECAR,
        gettext_noop("%(product)s makes %(main)s read its configuration again when it changes."),
    ),
    Job.SECRETS: (
        Role.SIDECAR,
        gettext_noop("%(product)s fetches secrets or certificates for %(main)s and renews them."),
    ),
    Job.MOUNT: (Role.SIDECAR, gettext_noop("%(product)s mounts a remote file system for %(main)s.")),
    Job.BACKUP: (Role.SIDECAR, gettext_noop("%(product)s saves the data of %(main)s.")),
    Job.COORDINATION: (
        Role.SIDECAR,
        gettext_noop("%(product)s registers %(main)s or agrees with its peers on its behalf."),
    ),
    Job.STORAGE: (
        Role.SIDECAR,
        gettext_noop("%(product)s does the Kubernetes side of the storage driver %(main)s."),
    ),
    Job.SUPPORT: (Role.SIDECAR, gettext_noop("%(product)s is a helper by its name: it supports %(main)s.")),
}
