"""What the forms of a container's probes, hooks, rights and whole sources make of a Pod that says everything."""

from __future__ import annotations

from typing import Any

BOX = """\
apiVersion: v1
kind: Pod
metadata:
  name: box
spec:
  initContainers:
  - name: setup
    image: busybox
  - name: proxy
    image: envoy
    restartPolicy: Always
    lifecycle:
      preStop: {sleep: {seconds: 5}}  # drains
  containers:
  - name: app
    image: nginx
    envFrom:
    # shared
    - configMapRef:
        name: base  # theirs
    - prefix: DB_  # of the base
      secretRef: {name: db, optional: true}
    ports:
    - {name: http, containerPort: 8080}
    - containerPort: 9090
    resources:
      limits:
        cpu: 1  # whole
        example.com/gpu: 1  # one
      claims: [{name: fast}]
    startupProbe:
      # takes long
      httpGet: {path: /up, port: http}
      failureThreshold: 30  # five minutes
    livenessProbe:
      exec:
        command: [cat, /tmp/ok]
      terminationGracePeriodSeconds: 5
    lifecycle:
      postStart:  # warms up
        exec: {command: [warm]}
    securityContext:
      runAsUser: 1000  # app
      capabilities:
        add: [NET_ADMIN]  # routes
      appArmorProfile: {type: RuntimeDefault}
  - name: bare
    image: busybox
"""
APP, BARE, SETUP, PROXY = (
    "spec.containers[0]",
    "spec.containers[1]",
    "spec.initContainers[0]",
    "spec.initContainers[1]",
)

# slug, target, fields, the lines that change, what history says
EDITS: list[tuple[str, str, dict[str, Any], list[str], str]] = [
    (
        "probe",
        f"{APP}.startupProbe",
        {"path": "/ready", "period": "5"},
        [
            "- httpGet: {path: /up, port: http}",
            "+ httpGet: {path: /ready, port: http}",
            "+ periodSeconds: 5",
        ],
        "Set the startup probe of app",
    ),
    (
        "probe",
        f"{APP}.startupProbe",
        {"failure_threshold": ""},
        ["- failureThreshold: 30  # five minutes"],
        "Set the startup probe of app",
    ),
    (
        "probe",
        f"{APP}.readinessProbe",
        {"what": "httpGet", "port": "http", "headers": "Accept: text/plain\r\nHost: a:80", "scheme": "HTTPS"},
        [
            "+ readinessProbe:",
            "+ httpGet:",
            "+ port: http",
            "+ scheme: HTTPS",
            "+ httpHeaders:",
            "+ - name: Accept",
            "+ value: text/plain",
            "+ - name: Host",
            "+ value: a:80",
        ],
        "Set the readiness probe of app",
    ),
    (
        "probe",
        f"{APP}.livenessProbe",
        {"what": "grpc", "port": "9090", "service": "live", "grace_period": "", "initial_delay": "3"},
        [
            "- exec:",
            "- command: [cat, /tmp/ok]",
            "- terminationGracePeriodSeconds: 5",
            "+ grpc:",
            "+ port: 9090",
            "+ service: live",
            "+ initialDelaySeconds: 3",
        ],
        "Set the liveness probe of app",
    ),
    (
        "probe",
        f"{PROXY}.startupProbe",
        {"what": "tcpSocket", "port": "15021", "timeout": "2"},
        ["+ startupProbe:", "+ tcpSocket:", "+ port: 15021", "+ timeoutSeconds: 2"],
        "Set the startup probe of proxy",
    ),
    (
        "probe",
        f"{APP}.livenessProbe",
        {"what": ""},
        [
            "- livenessProbe:",
            "- exec:",
            "- command: [cat, /tmp/ok]",
            "- terminationGracePeriodSeconds: 5",
        ],
        "Removed the liveness probe of app",
    ),
    (
        "remove_probe",
        f"{APP}.startupProbe",
        {},
        [
            "- startupProbe:",
            "- # takes long",
            "- httpGet: {path: /up, port: http}",
            "- failureThreshold: 30  # five minutes",
        ],
        "Removed the startupProbe of app",
    ),
    (
        "hook",
        f"{APP}.lifecycle.preStop",
        {"what": "sleep", "seconds": "7"},
        ["+ preStop:", "+ sleep:", "+ seconds: 7"],
        "Set the preStop hook of app",
    ),
    (
        "hook",
        f"{APP}.lifecycle.postStart",
        {"command": "warm\r\n--all"},
        ["- exec: {command: [warm]}", "+ exec: {command: [warm, --all]}"],
        "Set the postStart hook of app",
    ),
    (
        "hook",
        f"{BARE}.lifecycle.postStart",
        {"what": "httpGet", "port": "80", "path": "/hello"},
        ["+ lifecycle:", "+ postStart:", "+ httpGet:", "+ path: /hello", "+ port: 80"],
        "Set the postStart hook of bare",
    ),
    (
        "hook",
        f"{PROXY}.lifecycle.preStop",
        {"what": ""},
        ["- lifecycle:", "- preStop: {sleep: {seconds: 5}}  # drains"],
        "Removed the preStop hook of proxy",
    ),
    (
        "remove_hook",
        f"{APP}.lifecycle.postStart",
        {},
        ["- lifecycle:", "- postStart:  # warms up", "- exec: {command: [warm]}"],
        "Removed the postStart hook of app",
    ),
    (
        "stop_signal",
        f"{APP}.lifecycle.stopSignal",
        {"signal": "SIGQUIT", "along": "on"},
        ["+ os:", "+ name: linux", "+ stopSignal: SIGQUIT"],
        "Set the stop signal of app to SIGQUIT",
    ),
    (
        "container_restart_policy",
        f"{BARE}.restartPolicy",
        {"policy": "OnFailure"},
        ["+ restartPolicy: OnFailure"],
        "Set the restart policy of bare to OnFailure",
    ),
    (
        "container_restart_policy",
        f"{SETUP}.restartPolicy",
        {"policy": "Never"},
        ["+ restartPolicy: Never"],
        "Set the restart policy of setup to Never",
    ),
    (
        "container_restart_policy",
        BARE,
        {"policy": "Never", "rules": "Restart In 42\r\n\r\nRestartAllContainers  NotIn 0,1"},
        [
            *("+ restartPolicy: Never", "+ restartPolicyRules:"),
            *("+ - action: Restart", "+ exitCodes:", "+ operator: In", "+ values: [42]"),
            *("+ - action: RestartAllContainers", "+ exitCodes:", "+ operator: NotIn", "+ values: [0, 1]"),
        ],
        "Set by which exit codes bare restarts",
    ),
    (
        "security",
        f"{APP}.securityContext",
        {"user": "", "read_only_root": "true", "add": "NET_ADMIN, NET_RAW", "seccomp": "RuntimeDefault"},
        [
            "- runAsUser: 1000  # app",
            "- add: [NET_ADMIN]  # routes",
            "+ add: [NET_ADMIN, NET_RAW]  # routes",
            "+ readOnlyRootFilesystem: true",
            "+ seccompProfile:",
            "+ type: RuntimeDefault",
        ],
        "Set the security context of app",
    ),
    (
        "security",
        f"{SETUP}.securityContext",
        {"non_root": "false", "group": "7"},
        ["+ securityContext:", "+ runAsGroup: 7", "+ runAsNonRoot: false"],
        "Set the security context of setup",
    ),
    (
        "harden",
        f"{APP}.securityContext",
        {},
        [
            "- add: [NET_ADMIN]  # routes",
            "+ drop: [ALL]",
            "+ runAsNonRoot: true",
            "+ allowPrivilegeEscalation: false",
            "+ seccompProfile:",
            "+ type: RuntimeDefault",
        ],
        "Hardened app to the profile “restricted”",
    ),
    (
        "env_from",
        f"{APP}.envFrom[0]",
        {"of": "common", "behind": "C_"},
        ["- name: base  # theirs", "+ name: common  # theirs", "+ prefix: C_"],
        "Set which variables app takes from common",
    ),
    (
        "env_from",
        f"{APP}.envFrom[1]",
        {"source": "configMapRef"},
        [
            "- secretRef: {name: db, optional: true}",
            "+ configMapRef:",
            "+ name: db",
            "+ optional: true",
        ],
        "Set which variables app takes from db",
    ),
    (
        "add_env_from",
        f"{BARE}.envFrom",
        {"source": "secretRef", "of": "keys", "optional": "on"},
        ["+ envFrom:", "+ - secretRef:", "+ name: keys", "+ optional: true"],
        "Let bare take all variables of keys",
    ),
    (
        "add_env_from",
        f"{APP}.envFrom",
        {"of": "more", "behind": "M_"},
        ["+ - configMapRef:", "+ name: more", "+ prefix: M_"],
        "Let app take all variables of more",
    ),
    (
        "move_env_from_up",
        f"{APP}.envFrom[1]",
        {},
        [
            "+ - prefix: DB_  # of the base",
            "+ secretRef: {name: db, optional: true}",
            "- - prefix: DB_  # of the base",
            "- secretRef: {name: db, optional: true}",
        ],
        "Moved the variables of db up in app",
    ),
    (
        "move_env_from_down",
        f"{APP}.envFrom[0]",
        {},
        [
            "+ - prefix: DB_  # of the base",
            "+ secretRef: {name: db, optional: true}",
            "- - prefix: DB_  # of the base",
            "- secretRef: {name: db, optional: true}",
        ],
        "Moved the variables of base down in app",
    ),
    (
        "remove_env_from",
        f"{APP}.envFrom[0]",
        {},
        ["- # shared", "- - configMapRef:", "- name: base  # theirs"],
        "Took the variables of base from app",
    ),
    (
        "resources",
        APP,
        {"requests": "ephemeral-storage=1Gi\r\nexample.com/gpu=2", "limits": "example.com/gpu=2"},
        [
            "- example.com/gpu: 1  # one",
            "+ example.com/gpu: 2  # one",
            "+ requests:",
            "+ ephemeral-storage: 1Gi",
            '+ example.com/gpu: "2"',
        ],
        "Set the resources of app",
    ),
    (
        "resources",
        APP,
        {"limits": ""},
        ["- example.com/gpu: 1  # one"],
        "Set the resources of app",
    ),
]

REFUSED: list[tuple[str, str, dict[str, Any]]] = [
    ("probe", f"{APP}.readinessProbe", {"what": "httpGet"}),
    ("probe", f"{APP}.readinessProbe", {"what": "grpc", "port": "http"}),
    ("probe", f"{APP}.readinessProbe", {"what": "exec", "command": ""}),
    ("probe", f"{APP}.readinessProbe", {"what": "httpGet", "port": "http", "headers": "Accept"}),
    ("probe", f"{APP}.readinessProbe", {"what": "tcpSocket", "port": "Not a Name"}),
    ("probe", f"{APP}.readinessProbe", {"what": "tcpSocket", "port": "70000"}),
    ("probe", f"{APP}.readinessProbe", {"what": "sleep"}),
    ("probe", f"{APP}.startupProbe", {"period": "0"}),
    ("probe", f"{APP}.startupProbe", {"period": "soon"}),
    ("hook", f"{APP}.lifecycle.preStop", {"what": "sleep"}),
    ("hook", f"{APP}.lifecycle.preStop", {"what": "sleep", "seconds": "31"}),
    ("hook", f"{APP}.lifecycle.preStop", {"what": "tcpSocket", "port": "80"}),
    ("hook", f"{APP}.lifecycle.postStart", {"command": ""}),
    ("stop_signal", f"{APP}.lifecycle.stopSignal", {"signal": "SIGQUIT"}),
    ("stop_signal", f"{APP}.lifecycle.stopSignal", {"signal": "SIGWHAT", "along": "on"}),
    ("container_restart_policy", f"{SETUP}.restartPolicy", {"policy": "Always"}),
    ("container_restart_policy", BARE, {"rules": "Restart In 42"}),
    ("container_restart_policy", BARE, {"policy": "Never", "rules": "Restart on 42"}),
    ("container_restart_policy", BARE, {"policy": "Never", "rules": "Stop In 42"}),
    ("security", f"{APP}.securityContext", {"user": "-1"}),
    ("security", f"{APP}.securityContext", {"privileged": "true", "escalation": "false"}),
    ("security", f"{APP}.securityContext", {"seccomp": "Localhost"}),
    ("security", f"{APP}.securityContext", {"proc_mount": "Unmasked"}),
    ("env_from", f"{APP}.envFrom[0]", {"of": "Not A Name"}),
    ("env_from", f"{APP}.envFrom[0]", {"behind": "a=b"}),
    ("add_env_from", f"{APP}.envFrom", {"of": ""}),
    ("resources", APP, {"requests": "example.com/gpu=2"}),
    ("resources", APP, {"limits": "cpu=1"}),
    ("resources", APP, {"limits": "gpu"}),
]

ABOUT_NOTHING: list[tuple[str, str]] = [
    ("probe", APP),
    ("probe", f"{APP}.king"),
    ("remove_probe", f"{APP}.lifecycle"),
    ("hook", f"{APP}.lifecycle.stopSignal"),
    ("remove_hook", f"{APP}.lifecycle"),
    ("stop_signal", f"{APP}.lifecycle.preStop"),
    ("env_from", f"{APP}.envFrom[2]"),
    ("remove_env_from", f"{APP}.envFrom"),
    ("move_env_from_up", f"{APP}.env[0]"),
    ("move_env_from_up", f"{APP}.envFrom[0]"),
    ("move_env_from_down", f"{APP}.envFrom[1]"),
    ("probe", "spec.containers[7].livenessProbe"),
]
