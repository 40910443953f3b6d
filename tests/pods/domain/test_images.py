from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pods.domain.images import Job, product_named, product_of, repository, words


@pytest.mark.parametrize(
    ("image", "path"),
    [
        ("nginx", "nginx"),
        ("nginx:1.27", "nginx"),
        ("library/nginx@sha256:abc", "library/nginx"),
        ("quay.io/brancz/kube-rbac-proxy:v0.18.0", "brancz/kube-rbac-proxy"),
        ("localhost:5000/x/y:1@sha256:abc", "x/y"),
        ("localhost/x", "x"),
        ("registry:5000/x", "x"),
        ("org/app", "org/app"),
        ("", ""),
    ],
)
def test_the_repository_path_of_an_image(image: str, path: str) -> None:
    assert repository(image) == path


@pytest.mark.parametrize(
    ("image", "job"),
    [
        ("docker.io/istio/proxyv2:1.22.3", Job.MESH),
        ("cr.l5d.io/linkerd/proxy:edge", Job.MESH),
        ("gcr.io/cloudsql-docker/gce-proxy:1.11", Job.CONNECTOR),
        ("gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.14-alpine", Job.CONNECTOR),
        ("bitnami/pgbouncer:1", Job.CONNECTOR),
        ("quay.io/oauth2-proxy/oauth2-proxy", Job.AUTH),
        ("openpolicyagent/opa:latest-envoy", Job.AUTH),
        ("oliver006/redis_exporter:v1.45.0", Job.EXPORTER),
        ("k8s.gcr.io/addon-resizer-amd64:1.8", Job.SUPPORT),
        ("registry.k8s.io/sig-storage/livenessprobe:v2", Job.HEALTH),
        ("example.com/shop/order-adapter:3", Job.TRANSLATOR),
        ("fluent/fluent-bit:3.2-debug", Job.LOGS),
        ("otel/opentelemetry-collector-contrib:0.100", Job.TELEMETRY),
        ("registry.k8s.io/git-sync/git-sync:v4", Job.SYNC),
        ("quay.io/kiwigrid/k8s-sidecar:1", Job.SYNC),
        ("ghcr.io/jimmidyson/configmap-reload", Job.RELOADER),
        ("gcr.io/x/gcs-fuse-csi-driver-sidecar-mounter:v1", Job.MOUNT),
        ("altinity/clickhouse-backup:2", Job.BACKUP),
        ("registry.k8s.io/sig-storage/csi-provisioner:v5", Job.STORAGE),
        ("docker:27-dind", Job.SUPPORT),
        ("bitnami/postgresql:16", Job.STORE),
        ("nginx", Job.PROXY),
        ("busybox:1.36", Job.SHELL),
        ("example.com/shop/checkout:1", None),
        ("docker:27", None),
        ("php:8.3-fpm-alpine", Job.SERVER),
        ("", None),
        ("FILLED BY THE OPERATOR", None),
    ],
)
def test_what_an_image_is_known_for(image: str, job: Job | None) -> None:
    product = product_of(image)
    assert (product.job if product else None) is job


def test_underscores_capitals_and_the_machine_in_a_name_do_not_matter() -> None:
    for name in ("redis-exporter", "redis_exporter", "Redis-Exporter", "redis-exporter-arm64"):
        product = product_named(name)
        assert product is not None
        assert (product.job, product.ports) == (Job.EXPORTER, ((9121, "TCP"),))


def test_the_words_of_a_name() -> None:
    assert words("log-Shipper_v2") == ("log", "shipper", "v2")
    assert words("") == words("-" * 20) == words("a" * 10_000) == ()


@given(st.text())
def test_any_text_is_an_image_of_some_product_or_none(image: str) -> None:
    product_of(image)
    product_named(image)


@pytest.mark.parametrize(
    "text", ["a-" * 20_000, "-" * 40_000, "/" * 40_000, "-exporter" * 5_000, "@:" * 20_000]
)
def test_an_image_of_absurd_length_costs_next_to_nothing(text: str) -> None:
    start = time.process_time()
    product_of(text)
    assert time.process_time() - start < 0.1
