"""Addresses in Envoy's configuration, which says host and port apart."""

from __future__ import annotations

import time

import pytest

from pods.domain.network.envoy import endpoints

BLOCK = """
listeners:
- address:
    socket_address:
      address: 0.0.0.0
      port_value: 10000
clusters:
- load_assignment:
    endpoints:
    - lb_endpoints:
      - endpoint:
          address:
            socket_address:
              protocol: TCP
              address: 127.0.0.1
              port_value: 8080
"""
FLOW = "- endpoint: {address: {socket_address: {address: backend.shop, port_value: 80}}}"
JSON = '{"endpoint": {"address": {"socket_address": {"address": "10.0.0.1", "port_value": 6379}}}}'
ADMIN = """
admin: {address: {socket_address: {address: 127.0.0.1, port_value: 9901}}}
clusters: [{endpoint: {address: {socket_address: {address: 127.0.0.1, port_value: 9901}}}}]
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (BLOCK, ["127.0.0.1:8080"]),
        (FLOW, ["backend.shop:80"]),
        (JSON, ["10.0.0.1:6379"]),
        (ADMIN, []),
        (BLOCK + FLOW, ["127.0.0.1:8080", "backend.shop:80"]),
        (FLOW.replace("endpoint", "bind"), []),
        (FLOW.replace("port_value: 80", "port_value: PORT"), []),
        ("address: 127.0.0.1:80", []),
    ],
)
def test_only_what_envoy_sends_to_is_an_endpoint(text: str, found: list[str]) -> None:
    assert list(endpoints(text)) == found


@pytest.mark.parametrize(
    "part", ["endpoint: ", "socket_address: {", "endpoint: {address: {socket_address: {address: ", " \n"]
)
def test_a_hostile_file_takes_no_time(part: str) -> None:
    begun = time.process_time()
    assert list(endpoints("port_value" + part * (200_000 // len(part)))) == []
    assert time.process_time() - begun < 2
