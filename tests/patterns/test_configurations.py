"""Whatever the parameters are, the configuration files of an entry stay valid in their own format."""

from __future__ import annotations

import pytest

from patterns.catalogue import shipped
from tests.patterns import configurations


@pytest.mark.parametrize("id", shipped.ids())
def test_configuration_files_are_valid_with_the_defaults(id: str) -> None:
    for variant in configurations.variants(id):
        for name, text in configurations.files(id, variant).items():
            read = configurations.reader(name)
            assert read is None or read(text)


@pytest.mark.parametrize("id", shipped.ids())
def test_configuration_files_are_valid_with_the_oddest_values(id: str) -> None:
    for variant in configurations.variants(id):
        for name, text in configurations.files(id, variant, configurations.odd(id)).items():
            read = configurations.reader(name)
            assert read is None or read(text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("envoy.yaml", "static_resources: {listenerz: []}"),
        ("fluent-bit.yaml", "service: [1"),
        ("nginx.conf", "events {\n}\nhttp { proxy_pass http://app; }"),
        ("nginx.conf", "events {\n}\nhttp { server { listen 80 } }"),
        ("telegraf.conf", "[agent]\ninterval = 10s"),
        ("fluent.conf", "<match app>\n<buffer>\n</match>"),
        ("agent.hcl", "vault { address = "),
        ("10-api.conf", "client = yes"),
        ("sync.py", "def f(:"),
        ("check.sh", "if true"),
    ],
)
def test_a_broken_file_is_noticed(name: str, text: str) -> None:
    read = configurations.reader(name)
    assert read
    with pytest.raises(Exception):  # noqa: B017  each parser has its own
        read(text)
