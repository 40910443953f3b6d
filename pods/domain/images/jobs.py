"""What known programs do for a living."""

from __future__ import annotations

from enum import StrEnum


class Job(StrEnum):
    """The function of a known program, as far as it matters beside another container."""

    MESH = "mesh"  # takes all traffic of the pod to and from a service mesh
    CONNECTOR = "connector"  # carries connections to a database, a cache or an API elsewhere
    TUNNEL = "tunnel"  # joins the pod to another network
    AUTH = "auth"  # guards requests that come in
    PROXY = "proxy"  # carries traffic in either direction
    EXPORTER = "exporter"  # turns another program's state into metrics
    HEALTH = "health"  # turns another program's state into a health answer
    TRANSLATOR = "translator"  # speaks one protocol or format for a program that speaks another
    LOGS = "logs"  # collects and ships logs
    TELEMETRY = "telemetry"  # collects and ships metrics and traces
    SYNC = "sync"  # brings content in or out
    RELOADER = "reloader"  # makes a program read its configuration again
    SECRETS = "secrets"  # fetches secrets and certificates
    MOUNT = "mount"  # mounts a remote file system
    BACKUP = "backup"  # saves and restores data
    COORDINATION = "coordination"  # elects, registers, fails over
    STORAGE = "storage"  # helps a storage or device driver talk to Kubernetes
    SUPPORT = "support"  # helps in another way: rotates, renders, schedules, debugs, builds
    STORE = "store"  # a database, cache or queue: a server others use
    SERVER = "server"  # a server that is usually the point of its pod
    SHELL = "shell"  # a general image: what it does is in its command
