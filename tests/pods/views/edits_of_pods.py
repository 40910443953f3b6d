"""What the forms of pods and volumes make of a StatefulSet that says everything."""

from __future__ import annotations

from typing import Any

WHOLE = """\
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: shop  # ours
  namespace: old
  labels: {team: a}  # owners
  annotations:
    note: |
      two
      lines
spec:
  selector:
    matchLabels: {app: shop}  # finds them
  template:
    metadata:
      labels:
        app: shop  # the label
        tier: web
      annotations: {a/b: "1"}
    spec:
      # who it is
      serviceAccountName: shop
      nodeSelector:
        disk: ssd  # fast
      tolerations:
      # gpu
      - key: gpu  # the machine
        operator: Exists
      - {key: spot, value: "yes", effect: NoExecute, tolerationSeconds: 60}
      imagePullSecrets: [{name: pull}]
      hostAliases:
      - ip: 10.0.0.5  # db
        hostnames: [db]
      dnsConfig:
        # ours
        options:
        - {name: ndots, value: "2"}
      securityContext:
        runAsUser: 1000  # app
        appArmorProfile: {type: RuntimeDefault}
        sysctls:
        - name: net.core.somaxconn
          value: "1024"  # many
      containers:
      - name: app
        image: nginx
        volumeMounts:
        - {name: conf, mountPath: /etc/app}  # config
      volumes:
      - name: conf
        configMap:
          name: conf
          items:
          # main
          - key: a  # the key
            path: a.conf
            mode: 0400
      - name: info
        downwardAPI:
          items:
          - path: labels  # all
            fieldRef: {apiVersion: v1, fieldPath: metadata.labels}
      - name: all
        projected:
          sources:
          # the token
          - serviceAccountToken:
              path: token
              expirationSeconds: 3600  # an hour
          - secret: {name: keys}
  volumeClaimTemplates:
  - metadata: {name: data}
    spec:
      accessModes: [ReadWriteOnce]
      resources: {requests: {storage: 1Gi}}  # size
---
apiVersion: v1
kind: Service
metadata: {name: shop, namespace: old}
spec:
  selector: {app: shop}
  ports: [{port: 80}]
"""
SPEC, META = "spec.template.spec", "spec.template.metadata"
CONF, INFO, ALL = (f"{SPEC}.volumes[{index}]" for index in range(3))
DATA = "spec.volumeClaimTemplates[0]"
FILE, FIELD = f"{CONF}.configMap.items[0]", f"{INFO}.downwardAPI.items[0]"
TOKEN, KEYS = f"{ALL}.projected.sources[0]", f"{ALL}.projected.sources[1]"
GPU, SPOT = f"{SPEC}.tolerations[0]", f"{SPEC}.tolerations[1]"

# slug, target, fields, the lines that change, what history says
EDITS: list[tuple[str, str, dict[str, Any], list[str], str]] = [
    (
        "object_name",
        SPEC,
        {"name": "store"},
        ["- name: shop  # ours", "+ name: store  # ours"],
        "Renamed the StatefulSet shop to store",
    ),
    (
        "object_name",
        SPEC,
        {"namespace": "new"},
        [
            *("- namespace: old", "+ namespace: new"),
            *("- metadata: {name: shop, namespace: old}", "+ metadata: {name: shop, namespace: new}"),
        ],
        "Put shop into the namespace new",
    ),
    (
        "object_name",
        SPEC,
        {"namespace": "", "along": ""},
        ["- namespace: old"],
        "Took the namespace of shop out",
    ),
    (
        "labels",
        f"{META}.labels",
        {"entries": "app=store\r\ntier=web"},
        [
            *("- matchLabels: {app: shop}  # finds them", "+ matchLabels: {app: store}  # finds them"),
            *("- app: shop  # the label", "+ app: store  # the label"),
            *("- selector: {app: shop}", "+ selector: {app: store}"),
        ],
        "Set the labels of the pod",
    ),
    (
        "workload_labels",
        "metadata.labels",
        {"entries": "team = b"},
        ["- labels: {team: a}  # owners", "+ labels: {team: b}  # owners"],
        "Set the labels of the workload",
    ),
    (
        "annotations",
        f"{META}.annotations",
        {"entries": "a/b=1\n\nc/d=x=y"},
        ['- annotations: {a/b: "1"}', '+ annotations: {a/b: "1", c/d: x=y}'],
        "Set the annotations of the pod",
    ),
    (
        "workload_annotations",
        "metadata.annotations",
        {"entries": "owner=me"},
        ["+ owner: me"],
        "Set the annotations of the workload",
    ),
    (
        "service_account",
        SPEC,
        {"account": "seller"},
        ["- serviceAccountName: shop", "+ serviceAccountName: seller"],
        "Set the service account to seller",
    ),
    (
        "service_account",
        SPEC,
        {"account": ""},
        ["- serviceAccountName: shop"],
        "Took back the service account",
    ),
    (
        "service_account",
        SPEC,
        {"token": "false"},
        ["+ automountServiceAccountToken: false"],
        "Set whether containers get a token of the service account",
    ),
    (
        "pull_secrets",
        SPEC,
        {"secrets": "pull\nother"},
        ["- imagePullSecrets: [{name: pull}]", "+ imagePullSecrets: [{name: pull}, {name: other}]"],
        "Set the pull secrets",
    ),
    (
        "dns",
        SPEC,
        {"policy": "Default", "nameservers": "10.0.0.10"},
        ["+ nameservers: [10.0.0.10]", "+ dnsPolicy: Default"],
        "Set where the pod looks up names",
    ),
    (
        "dns",
        SPEC,
        {"options": "ndots:5\nedns0"},
        ['- - {name: ndots, value: "2"}', '+ - {name: ndots, value: "5"}', "+ - name: edns0"],
        "Set where the pod looks up names",
    ),
    (
        "host_aliases",
        SPEC,
        {"lines": "10.0.0.5 db db.local"},
        ["- hostnames: [db]", "+ hostnames: [db, db.local]"],
        "Set the lines in /etc/hosts",
    ),
    (
        "node_selector",
        SPEC,
        {"entries": "disk=hdd"},
        ["- disk: ssd  # fast", "+ disk: hdd  # fast"],
        "Set the node selector",
    ),
    ("system", SPEC, {"name": "linux"}, ["+ os:", "+ name: linux"], "Set the operating system to linux"),
    (
        "toleration",
        GPU,
        {"key": "tpu"},
        ["- - key: gpu  # the machine", "+ - key: tpu  # the machine"],
        "Changed the toleration of tpu",
    ),
    (
        "toleration",
        SPOT,
        {"seconds": ""},
        [
            '- - {key: spot, value: "yes", effect: NoExecute, tolerationSeconds: 60}',
            '+ - {key: spot, value: "yes", effect: NoExecute}',
        ],
        "Changed the toleration of spot",
    ),
    (
        "add_toleration",
        SPEC,
        {"operator": "Exists", "effect": "NoSchedule"},
        ["+ - operator: Exists", "+ effect: NoSchedule"],
        "Added a toleration of *",
    ),
    (
        "remove_toleration",
        GPU,
        {},
        ["- # gpu", "- - key: gpu  # the machine", "- operator: Exists"],
        "Removed the toleration of gpu",
    ),
    (
        "pod_security",
        SPEC,
        {"user": "2000", "groups": "5 6", "seccomp": "RuntimeDefault", "non_root": "true"},
        [
            *("- runAsUser: 1000  # app", "+ runAsUser: 2000  # app"),
            *("+ runAsNonRoot: true", "+ supplementalGroups: [5, 6]"),
            *("+ seccompProfile:", "+ type: RuntimeDefault"),
        ],
        "Set the security context of the pod",
    ),
    (
        "pod_resources",
        SPEC,
        {"requests_cpu": "1", "limits_memory": "1Gi", "limits": "hugepages-2Mi=4Mi", "requests": ""},
        ["+ resources:", "+ requests:", '+ cpu: "1"', "+ limits:", "+ memory: 1Gi", "+ hugepages-2Mi: 4Mi"],
        "Set the resources of the whole pod",
    ),
    (
        "host_users",
        f"{SPEC}.hostUsers",
        {"own": "on"},
        ["+ hostUsers: false"],
        "Gave the pod users of its own",
    ),
    (
        "sysctls",
        SPEC,
        {"entries": "net.core.somaxconn=2048"},
        ['- value: "1024"  # many', '+ value: "2048"  # many'],
        "Set the sysctls of the pod",
    ),
    (
        "change_volume",
        CONF,
        {"mode": "0440"},
        ["+ defaultMode: 0440"],
        "Changed volume conf",
    ),
    (
        "change_volume",
        ALL,
        {"source": "csi", "driver": "d.csi", "attributes": "a=b\nc=d", "of_secret": "s"},
        [
            *("- projected:", "- sources:", "- # the token", "- - serviceAccountToken:", "- path: token"),
            *("- expirationSeconds: 3600  # an hour", "- - secret: {name: keys}"),
            *("+ csi:", "+ driver: d.csi", "+ volumeAttributes:", "+ a: b", "+ c: d"),
            *("+ nodePublishSecretRef:", "+ name: s"),
        ],
        "Changed volume all",
    ),
    (
        "add_volume",
        SPEC,
        {"name": "v", "source": "downwardAPI", "mode": "0400"},
        ["+ - name: v", "+ downwardAPI:", "+ defaultMode: 0400"],
        "Added volume v",
    ),
    (
        "file",
        FILE,
        {"key": "z", "mode": "600"},
        ["- - key: a  # the key", "+ - key: z  # the key", "- mode: 0400", "+ mode: 0600"],
        "Changed file a.conf of volume conf",
    ),
    (
        "add_file",
        CONF,
        {"key": "b", "path": "b.conf"},
        ["+ - key: b", "+ path: b.conf"],
        "Added file b.conf to volume conf",
    ),
    (
        "add_file",
        ALL,
        {"key": "b", "path": "b.conf"},
        [
            "- - secret: {name: keys}",
            "+ - secret: {name: keys, items: [{key: b, path: b.conf}]}",
        ],
        "Added file b.conf to volume all",
    ),
    (
        "remove_file",
        FILE,
        {},
        ["- items:", "- # main", "- - key: a  # the key", "- path: a.conf", "- mode: 0400"],
        "Removed file a.conf from volume conf",
    ),
    (
        "downward_file",
        FIELD,
        {"field": "metadata.name"},
        [
            "- fieldRef: {apiVersion: v1, fieldPath: metadata.labels}",
            "+ fieldRef: {apiVersion: v1, fieldPath: metadata.name}",
        ],
        "Changed file labels of volume info",
    ),
    (
        "add_downward_file",
        INFO,
        {
            "path": "mem",
            "what": "resource",
            "resource": "limits.memory",
            "container": "app",
            "divisor": "1Mi",
        },
        [
            *("+ - path: mem", "+ resourceFieldRef:", "+ containerName: app", "+ resource: limits.memory"),
            "+ divisor: 1Mi",
        ],
        "Added file mem to volume info",
    ),
    (
        "projection",
        TOKEN,
        {"seconds": "7200"},
        ["- expirationSeconds: 3600  # an hour", "+ expirationSeconds: 7200  # an hour"],
        "Changed a source of volume all",
    ),
    (
        "projection",
        KEYS,
        {"optional": "on"},
        ["- - secret: {name: keys}", "+ - secret: {name: keys, optional: true}"],
        "Changed a source of volume all",
    ),
    (
        "add_projection",
        ALL,
        {"kind": "configMap", "name": "conf"},
        ["+ - configMap:", "+ name: conf"],
        "Added a source to volume all",
    ),
    (
        "remove_projection",
        KEYS,
        {},
        ["- - secret: {name: keys}"],
        "Removed a source from volume all",
    ),
    (
        "claim_template",
        DATA,
        {"size": "5Gi"},
        [
            "- resources: {requests: {storage: 1Gi}}  # size",
            "+ resources: {requests: {storage: 5Gi}}  # size",
        ],
        "Changed what is claimed for volume data",
    ),
    (
        "add_claim_template",
        SPEC,
        {"name": "logs", "size": "2Gi", "storage_class": "fast"},
        [
            *("+ - metadata:", "+ name: logs", "+ spec:", "+ accessModes: [ReadWriteOnce]"),
            *("+ storageClassName: fast", "+ resources:", "+ requests:", "+ storage: 2Gi"),
        ],
        "Added claim template logs",
    ),
    (
        "remove_volume",
        CONF,
        {"along": "on"},
        [
            *("- volumeMounts:", "- - {name: conf, mountPath: /etc/app}  # config"),
            *("- - name: conf", "- configMap:", "- name: conf", "- items:", "- # main"),
            *("- - key: a  # the key", "- path: a.conf", "- mode: 0400"),
        ],
        "Removed volume conf",
    ),
]
REFUSED: list[tuple[str, str, dict[str, Any]]] = [
    ("object_name", SPEC, {"name": "Not A Name"}),
    ("object_name", SPEC, {"name": ""}),
    ("object_name", SPEC, {"namespace": "a.b"}),
    ("labels", f"{META}.labels", {"entries": "app=store", "along": ""}),
    ("labels", f"{META}.labels", {"entries": "app"}),
    ("workload_labels", "metadata.labels", {"entries": "a=b\na=c"}),
    ("annotations", f"{META}.annotations", {"entries": "a b=c"}),
    ("workload_annotations", "metadata.annotations", {"entries": "=c"}),
    ("service_account", SPEC, {"account": "Bad_Name"}),
    ("service_account", SPEC, {"token": "maybe"}),
    ("pull_secrets", SPEC, {"secrets": "a\na"}),
    ("dns", SPEC, {"policy": "None"}),
    ("dns", SPEC, {"nameservers": "dns"}),
    ("host_aliases", SPEC, {"lines": "db 10.0.0.5"}),
    ("node_selector", SPEC, {"entries": "a b=c"}),
    ("system", SPEC, {"name": "plan9"}),
    ("system", SPEC, {"name": "windows"}),
    ("toleration", GPU, {"value": "x"}),
    ("add_toleration", SPEC, {"operator": "Equal"}),
    ("pod_security", SPEC, {"user": "-1"}),
    ("pod_security", SPEC, {"groups": "staff"}),
    ("pod_security", SPEC, {"seccomp": "Localhost"}),
    ("sysctls", SPEC, {"entries": "kernel.sem="}),
    ("pod_resources", SPEC, {"requests_cpu": "2", "limits_cpu": "1"}),
    ("pod_resources", SPEC, {"limits": "nvidia.com/gpu=1"}),
    ("change_volume", CONF, {"mode": "0888"}),
    ("change_volume", CONF, {"mode": "1777"}),
    ("change_volume", INFO, {"source": "csi", "driver": ""}),
    ("file", FILE, {"path": "/a"}),
    ("file", FILE, {"mode": "rw"}),
    ("add_file", CONF, {"key": "b", "path": "a.conf"}),
    ("downward_file", FIELD, {"field": "spec.nodeName"}),
    (
        "add_downward_file",
        INFO,
        {"path": "cpu", "what": "resource", "resource": "limits.cpu", "container": ""},
    ),
    ("projection", TOKEN, {"seconds": "1"}),
    ("add_projection", ALL, {"kind": "serviceAccountToken", "path": "token"}),
    ("claim_template", DATA, {"size": "much"}),
    ("add_claim_template", SPEC, {"name": "data", "size": "1Gi"}),
    ("remove_volume", CONF, {}),
]

ABOUT_NOTHING: list[tuple[str, str]] = [
    ("toleration", f"{SPEC}.tolerations[7]"),
    ("remove_toleration", f"{SPEC}.tolerations[7]"),
    ("file", f"{CONF}.configMap.items[3]"),
    ("remove_file", f"{CONF}.configMap"),
    ("downward_file", f"{CONF}.configMap.items[0]"),
    ("projection", f"{INFO}.projected.sources[0]"),
    ("remove_projection", CONF),
    ("remove_volume", "nonsense[["),
]
