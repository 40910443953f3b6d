"""Names of parameters of the kernel and of time zones, as a real API server took and refused them."""

from __future__ import annotations

import pytest

from pods.domain import sysctls, zones


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("net.core.somaxconn", "hostNetwork"),
        ("net/ipv4/conf/eth0.1/x", "hostNetwork"),
        ("net", None),
        ("netx.y", None),
        ("kernel.sem", "hostIPC"),
        ("kernel/sem", "hostIPC"),
        ("kernel.semx", None),
        ("kernel.shm_rmid_forced", "hostIPC"),
        ("kernel.shm_next_id", None),
        ("fs.mqueue.msg_max", "hostIPC"),
        ("fs.mqueue", None),
        ("vm.swappiness", None),
    ],
)
def test_a_parameter_of_the_kernel_belongs_to_the_namespace_the_api_server_says(
    name: str, field: str | None
) -> None:
    assert sysctls.namespace(name) == field
    assert sysctls.taken(name, {"hostNetwork": True, "hostIPC": True}) == field
    assert sysctls.taken(name, {"hostNetwork": False, "hostIPC": "true"}) is None


def test_all_zones_of_the_data_base_are_known_and_those_of_machines_only_possible() -> None:
    assert all(map(zones.known, ("UTC", "Asia/Seoul", "Europe/Kyiv", "US/Pacific", "Factory")))
    for name in ("localtime", "posixrules", "posix/UTC", "right/Asia/Seoul"):
        assert (zones.known(name), zones.possible(name)) == (False, True)


@pytest.mark.parametrize(
    "name", ["", "Local", "utc", "Asia", "posix/", "right/Local", "posix/right/UTC", "../UTC"]
)
def test_what_no_api_server_takes_for_a_zone_is_not_possible(name: str) -> None:
    assert not zones.possible(name)
