"""The table of known products: image names (last part of the repository path, or the last two) by job.

Names are written in lower case with `-` for `_`; `*` stands for anything. Put a name under the job it does
when it stands beside another container.
"""

from __future__ import annotations

from pods.domain.images.jobs import Job

NAMES: dict[Job, str] = {
    Job.MESH: """
        proxyv2 istio-proxy istio-proxyv2 ztunnel linkerd-proxy linkerd/proxy linkerd-io/proxy kuma-dp
        kong-mesh-dp consul-dataplane consul-envoy consul-connect-envoy envoy-sidecar aws-appmesh-envoy
        appmesh-envoy osm-sidecar traefik-mesh maesh nginx-mesh-sidecar waypoint-proxy
        """,
    Job.CONNECTOR: """
        cloud-sql-proxy cloudsql-proxy cloudsqlproxy gce-proxy cloudsql-docker sqlproxy alloydb-auth-proxy
        cloud-sql-*proxy alloydb-*proxy rds-proxy rds-auth-proxy azure-sql-proxy teleport-db-proxy
        pgbouncer *-pgbouncer pgpool pgpool2 pgpool-ii proxysql maxscale odyssey pgcat supavisor pgagroal
        mysql-router mysqlrouter mysql-proxy mariadb-maxscale haproxy-pgsql mongobetween mongos
        mongobouncer postgres-proxy twemproxy nutcracker mcrouter redis-cluster-proxy predixy
        envoy-redis-proxy memcached-proxy redis-proxy codis-proxy dynomite gobetween aws-sigv4-proxy
        sigv4-proxy squid squid-proxy tinyproxy cntlm privoxy toxiproxy goproxy http-proxy socks5 dante
        microsocks egress-proxy forward-proxy outbound-proxy kubectl-proxy kube-proxy-sidecar
        kubeapi-proxy apiserver-proxy k8s-proxy daprd dapr-sidecar daprio/dapr fabio-sidecar smtp-relay
        postfix-relay exim-relay kafka-proxy kafka-rest-proxy nats-leaf ambassador *-ambassador
        azure-relay stackdriver-proxy ec2-metadata-proxy metadata-proxy kiam-agent gke-metadata-proxy
        gcp-metadata-proxy konnectivity-agent network-proxy-agent apiserver-network-proxy-agent
        proxy-agent s3proxy s3-proxy gcs-proxy
        """,
    Job.TUNNEL: """
        tailscale wireguard wg-easy openvpn openvpn-client gluetun cloudflared ngrok frpc autossh sshuttle
        chisel openconnect strongswan zerotier netbird inlets inlets-client nebula tor bore-cli wireproxy
        """,
    Job.AUTH: """
        kube-rbac-proxy oauth2-proxy oauth2proxy oauth-proxy openshift-oauth-proxy origin-oauth-proxy
        ose-oauth-proxy keycloak-gatekeeper louketo-proxy gatekeeper-proxy authelia authz-adapter
        opa-envoy opa-envoy-plugin opa opa-istio opa-kube-mgmt kube-mgmt pomerium authservice
        oidc-authservice ext-authz *-authz auth-proxy *-auth-proxy security-proxy openunison
        kube-oidc-proxy vouch-proxy traefik-forward-auth oathkeeper prom-label-proxy cerbos modsecurity
        *-modsecurity coraza waf crowdsec-bouncer nginx-auth ghostunnel tls-proxy *-tls-proxy ssl-proxy
        *-ssl-proxy tls-terminator tls-sidecar nginx-ssl-proxy https-proxy *-tls-sidecar rate-limit-proxy
        authorino-proxy iap-proxy jwt-proxy jwt-auth-proxy imageproxy-auth spire-oidc-proxy
        """,
    Job.PROXY: """
        envoy haproxy traefik nginx nginx-unprivileged openresty caddy apisix hitch varnish varnish-cache
        stunnel stunnel4 socat skipper mitmproxy tcp-proxy reverse-proxy *-reverse-proxy proxy nginx-proxy
        dnsmasq dnsmasq-nanny k8s-dns-dnsmasq-nanny kube-dnsmasq k8s-dns-dnsmasq node-cache unbound
        dnsproxy coredns-cache httpd-proxy frontproxy envoy-proxy grpc-proxy grpc-web-proxy grpcwebproxy
        rinetd simpleproxy redir nghttpx pound kong
        """,
    Job.EXPORTER: """
        *-exporter exporter *-exporter-* jmx-exporter jmx-prometheus* jolokia jolokia-* statsd-exporter
        graphite-exporter *-metrics metrics-adapter prometheus-metrics apache-exporter php-fpm-exporter
        phpfpm-exporter pgbouncer-exporter nginx-prometheus-exporter *-to-prometheus prometheus-to-sd
        *-prometheus-metrics event-exporter k8s-dns-sidecar k8s-dns-sidecar-amd64 metrics-exporter
        pgmetrics prom-aggregation-gateway zookeeper-exporter *-stats metrics-sidecar snmp-exporter
        promremotebench
        """,
    Job.HEALTH: """
        livenessprobe liveness-probe csi-livenessprobe csi-liveness-probe exechealthz healthz *-healthz
        healthcheck health-checker *-health-checker *-healthcheck *-health-check http-health-check
        readiness-checker nodeready
        """,
    Job.TRANSLATOR: """
        *-adapter adapter *-adaptor *-transformer transformer *-translator *-bridge protocol-bridge
        grpc-gateway grpc-json-transcoder *-transcoder *-converter converter mqtt-bridge kafka-bridge
        kafka-rest openai-adapter prometheus-adapter snmp-bridge modbus-bridge clair-adapter *-adapter-*
        log-adapter *-normalizer
        """,
    Job.LOGS: """
        fluent-bit fluentbit *-fluent-bit *-fluentbit fluent-bit-* fluentd fluentd-* *-fluentd fluentd-gcp
        fluentd-elasticsearch filebeat *-filebeat promtail vector logstash logspout rsyslog syslog-ng
        syslog *-syslog logagent sumologic-fluentd sumologic splunk-forwarder universalforwarder
        splunkforwarder splunk-fluentd tailing-sidecar tailing-sidecar-* log-router aws-for-fluent-bit
        logdna-agent logs-collector log-collector logcollector *-logcollector log-shipper logshipper
        logsaver *-log-agent lumberjack logtail loggie logkit cloudwatch-logs datadog-logs kinesis-agent
        flume stern kube-logging log-tailer logtailer log-forwarder log-sidecar logging-sidecar
        logging-agent logging oklog google-fluentd nxlog grok-exporter-logs
        """,
    Job.TELEMETRY: """
        opentelemetry-collector opentelemetry-collector-* otelcol otelcol-* otel-collector otc-container
        otel-agent aws-otel-collector adot-collector amazon-cloudwatch-agent cloudwatch-agent jaeger-agent
        zipkin-agent datadog-agent datadog/agent agent-datadog dogstatsd telegraf telegraf-* statsd
        collectd netdata metricbeat heartbeat packetbeat elastic-agent apm-agent apm-server-agent
        grafana-agent agentctl alloy newrelic-infra newrelic-infrastructure dynatrace-oneagent oneagent
        appdynamics-machine-agent instana-agent splunk-otel-collector xray-daemon aws-xray-daemon heapster
        monasca-agent sysdig-agent sysdig/agent falco signalfx-agent wavefront-proxy tempo-agent
        pyroscope-agent parca-agent pixie-* autoinstrumentation-go opentelemetry-auto-instrumentation
        opentelemetry-go-instrumentation opentelemetry-ebpf* beyla odigos-* thanos-sidecar
        stackdriver-agent ops-agent prometheus-agent vmagent *-telemetry telemetry
        """,
    Job.SYNC: """
        git-sync gitsync git-sync-* *-git-sync k8s-sidecar kiwigrid-sidecar grafana-sc-* *-sc-dashboard
        *-sc-datasources *-dashboard-sidecar content-sync *-sync *-syncer syncer s3-sync aws-s3-sync
        gcs-sync rclone rsync rsyncd lsyncd syncthing unison csync2 inotify-sync oras-sync dag-sync
        dags-sync *-puller content-puller model-puller *-downloader downloader *-fetcher config-fetcher
        kserve-agent storage-initializer model-agent multi-model-puller configmap-sync cms-sync *-mirror
        mirror minio-mc-mirror *-importer hg-sync svn-sync git-puller repo-sync contour-cp image-puller
        """,
    Job.RELOADER: """
        configmap-reload *-configmap-reload configmap-reloader *-configmap-reloader config-reloader
        prometheus-config-reloader *-config-reloader rules-configmap-reloader alertmanager-config-reloader
        *-reloader reloader nginx-reloader haproxy-reloader nats-server-config-reloader config-watcher
        *-config-watcher config-manager *-config-manager *-config-reload config-reload nginx-config-reload
        haproxy-ingress-reload inotify-tools inotifywait *-reload configurable-http-proxy-reloader
        vector-config-reloader fluentd-config-reloader logging-operator-config-reloader
        """,
    Job.SECRETS: """
        vault-agent vault-agent-* vault-k8s vault-env bank-vaults vault-sidekick conjur-*
        secretless-broker secrets-provider-for-k8s secrets-store-* aws-secrets-manager-agent
        aws-secrets-manager* akv2k8s* chamber summon infisical-agent doppler berglas certbot acme acme.sh
        lego cert-manager-* certificate-init-container spiffe-helper spire-agent istio-csr step-ca-agent
        cert-refresher *-cert-refresh* cert-watcher *-cert-watcher cert-rotator cert-renewer autocert
        autocert-renewer kube-cert-agent *-certs-sync token-refresher *-token-refresher token-renewer
        *-token-renewer ecr-token-* aws-iam-authenticator azwi-proxy consul-template envconsul confd
        kes-agent secrets-agent *-secrets-agent
        """,
    Job.MOUNT: """
        gcsfuse gcs-fuse* gcs-fuse-csi-driver-sidecar-mounter blobfuse blobfuse2 s3fs goofys juicefs
        juicefs-mount mountpoint-s3 aws-mountpoint-s3* alluxio-fuse curvefs sshfs davfs2 cvmfs
        rclone-mount *-fuse *-fuse-sidecar jindofs nfs-mounter *-mounter seaweedfs-mount
        """,
    Job.BACKUP: """
        *-backup backup *-backups clickhouse-backup pgbackrest wal-g wal-e barman barman-cloud restic
        kopia velero stash etcd-backup mysql-backup pg-dump xtrabackup percona-xtrabackup
        percona-backup-mongodb pbm backup-agent *-backup-agent backup-* s3-backup duplicity duplicati
        borgmatic k8up etcd-backup-* *-backuper db-backup *-snapshotter-agent wal-receiver litestream
        *-archiver medusa cassandra-medusa *-fsfreeze fsfreeze
        """,
    Job.COORDINATION: """
        leader-elector leader-election sentinel redis-sentinel *-sentinel registrator service-registrar
        keepalived keepalived-vip kube-vip consul-agent consul-client serf patroni-agent
        orchestrator-client pod-labeler *-peer-finder peer-finder stolon-keeper-agent
        spire-controller-manager mysql-agent *-registrar registrar *-failover mongo-k8s-sidecar
        mongodb-sidecar mysql-operator-sidecar cluster-manager-sidecar autodiscovery
        replication-manager-agent repmgrd *-election
        """,
    Job.STORAGE: """
        csi-provisioner csi-attacher csi-resizer csi-snapshotter csi-node-driver-registrar
        node-driver-registrar driver-registrar csi-driver-registrar csi-cluster-driver-registrar
        csi-external-health-monitor-* csi-addons k8s-sidecar-csi external-provisioner external-attacher
        external-resizer external-snapshotter *-driver-registrar external-health-monitor-* csi-external-*
        *-csi-provisioner *-csi-attacher *-csi-resizer *-csi-snapshotter volume-modifier-for-k8s
        snapshot-metadata csi-snapshot-metadata csi-proxy csi-volumemodifier objectstorage-sidecar
        objectstorage-provisioner-sidecar cosi-sidecar device-plugin-registrar vsphere-syncer
        snapshot-controller csi-snapshot-controller
        """,
    Job.SUPPORT: """
        logrotate *-logrotate log-rotate cron crond *-cron supercronic ofelia scheduler-sidecar
        addon-resizer pod-nanny resizer-nanny cluster-proportional-autoscaler netshoot debug debugger
        toolbox *-debug *-toolbox shell *-shell tcpdump ksniff perf shutdown-manager *-shutdown-manager
        pre-stop-hook drainer *-drainer *-terminator dind docker-dind docker:dind buildkit buildkitd
        kaniko-executor sysctl-tuner chaos-daemon oomkiller inplace-updater template-renderer *-renderer
        memcached-tool clamav clamd clamav-* virus-scanner *-scanner image-cleaner *-cleaner cleaner
        *-janitor janitor garbage-collector *-gc watcher *-watcher *-watchdog watchdog monitor *-monitor
        *-monitor-agent sidecar *-sidecar sidecar-* *-agent agent *-helper helper *-initializer *-injector
        *-notifier notifier *-provisioner *-pruner pruner *-keepalive *-warmer warmer cache-warmer
        *-controller-sidecar *-sidekick tini-sidecar queue-proxy queue *-helper-*
        dashboard-metrics-scraper metrics-scraper nats-box cassandra-reaper config-init tc-init
        """,
    Job.STORE: """
        redis valkey keydb dragonfly redis-stack memcached mysql mysql-server mariadb percona
        percona-server postgres postgresql postgis timescaledb cockroach mongo mongodb mongod couchdb
        cassandra scylla elasticsearch opensearch solr rabbitmq rabbitmq-server nats nats-server activemq
        kafka cp-kafka zookeeper etcd consul minio influxdb clickhouse clickhouse-server neo4j rethinkdb
        mssql server:mssql beanstalkd nsqd localstack redis-server mysqld clickhouse-keeper arangodb
        foundationdb rqlite tikv pd elasticmq sqlite-web dynamodb-local redis-cluster prometheus
        percona-xtradb-cluster percona-server-mongodb mysql-cluster couchbase hazelcast ignite aerospike
        qdrant weaviate milvus chroma patroni spilo pgvector mariadb-galera redis-ha
        mongodb-community-server elasticsearch-oss opensearchproject victoria-metrics questdb surrealdb
        meilisearch typesense memcache sqlserver oracle-database db2
        """,
    Job.SERVER: """
        httpd apache php php-fpm wordpress drupal joomla ghost tomcat jetty wildfly jenkins gitlab
        gitlab-ce sonarqube nexus3 grafana alertmanager loki tempo thanos cortex kibana keycloak vault
        argocd gitea nextcloud redmine mediawiki node python ruby golang openjdk java uwsgi gunicorn flask
        django rails coredns kube-dns kubedns kubedns-amd64 k8s-dns-kube-dns registry harbor airflow
        superset jupyter notebook minecraft-server hello-world echo-server echoserver http-echo httpbin
        go-httpbin hello-app hello-go-gke whoami sample-app kube-apiserver kube-controller-manager
        kube-scheduler cloud-controller-manager kube-state-metrics metrics-server cert-manager-controller
        external-dns cluster-autoscaler ingress-nginx-controller nginx-ingress-controller calico-node
        cilium flannel kindnetd speaker controller manager operator *-operator *-controller
        *-controller-manager controller-manager *-manager *-server *-api *-frontend *-backend *-web
        web-server webserver api server app application backend frontend worker *-worker *-driver driver
        ingress-controller apisix-ingress-controller spire-server openldap mailhog kafka-connect
        cp-schema-registry schema-registry adminer phpmyadmin pgadmin4 vllm-openai triton-server
        tritonserver torchserve tensorflow-serving text-generation-inference ollama
        """,
    Job.SHELL: """
        busybox alpine ubuntu debian centos fedora bash bash-* amazonlinux ubi ubi8 ubi9 ubi-minimal
        ubi8-minimal ubi9-minimal rockylinux almalinux oraclelinux opensuse archlinux curl curlimages
        alpine-curl kubectl bitnami-shell os-shell minideb wget debian-base distroless-shell git
        alpine-git jq aws-cli google-cloud-sdk cloud-sdk azure-cli base
        """,
}

# Where servers listen when nothing says otherwise; "53/UDP" for another protocol than TCP.
PORTS: dict[str, str] = {
    "nginx httpd apache caddy wordpress ghost drupal phpmyadmin http-echo grafana-proxy whoami openresty": "80",
    "nginx-unprivileged tomcat jetty jenkins keycloak echoserver echo-server hello-app go-httpbin": "8080",
    "redis valkey keydb dragonfly redis-server redis-stack": "6379",
    "memcached": "11211",
    "mysql mysql-server mysqld mariadb percona percona-server": "3306",
    "postgres postgresql postgis timescaledb": "5432",
    "mongo mongodb mongod mongos": "27017",
    "couchdb": "5984",
    "cassandra scylla": "9042",
    "elasticsearch opensearch": "9200",
    "rabbitmq rabbitmq-server": "5672",
    "nats nats-server": "4222",
    "kafka cp-kafka": "9092",
    "zookeeper": "2181",
    "etcd": "2379",
    "consul consul-agent": "8500",
    "vault vault-agent": "8200",
    "minio": "9000",
    "influxdb": "8086",
    "clickhouse clickhouse-server": "8123 9000",
    "mssql": "1433",
    "grafana": "3000",
    "prometheus": "9090",
    "alertmanager": "9093",
    "php-fpm": "9000",
    "redis-sentinel sentinel": "26379",
    "pgbouncer": "5432 6432",
    "proxysql": "6033",
    "maxscale": "3306 4006",
    "twemproxy nutcracker": "22121 22122",
    "mcrouter": "5000 11211",
    "squid": "3128",
    "privoxy": "8118",
    "tinyproxy": "8888",
    "oauth2-proxy": "4180",
    "kubectl-proxy kubeapi-proxy": "8001",
    "daprd": "3500 50001",
    "aws-sigv4-proxy": "8080",
    "opentelemetry-collector otelcol otel-collector otc-container aws-otel-collector": "4317 4318",
    "opentelemetry-collector-contrib opentelemetry-collector-k8s splunk-otel-collector": "4317 4318",
    "jaeger-agent": "6831/UDP 6832/UDP 5778",
    "statsd dogstatsd datadog-agent": "8125/UDP 8126",
    "statsd-exporter": "9102 9125 9125/UDP",
    "telegraf": "8125/UDP 8092/UDP 8094",
    "xray-daemon aws-xray-daemon": "2000/UDP 2000",
    "fluentd": "24224",
    "fluent-bit": "2020 24224",
    "node-exporter": "9100",
    "redis-exporter": "9121",
    "postgres-exporter": "9187",
    "mysqld-exporter": "9104",
    "memcached-exporter": "9150",
    "nginx-prometheus-exporter": "9113",
    "apache-exporter": "9117",
    "blackbox-exporter": "9115",
    "dnsmasq unbound coredns kube-dnsmasq node-cache": "53 53/UDP",
    "dind": "2375 2376",
    "opa": "8181",
    "selenium standalone-chrome": "4444",
    "istio-proxy proxyv2": "15001 15006 15020 15021 15090",
    "linkerd-proxy": "4140 4143 4191",
    "varnish": "80 6081",
    "localstack": "4566",
    "clamav clamd": "3310",
    "tika": "9998",
    "gotenberg": "3000",
}
