"""Reading a kubeconfig that somebody else wrote: what it gives, and what it must not make us do."""

from __future__ import annotations

import base64
from contextlib import suppress
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pods.cluster.access import Access, AccessRefused, Credentials, Reachable
from pods.cluster.kubeconfig import kubeconfig

PEM = base64.b64encode(b"-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n").decode()


def config(user: dict[str, Any] | None = None, cluster: dict[str, Any] | None = None, **more: Any) -> str:
    """A kubeconfig with one context."""
    told: dict[str, Any] = {
        "apiVersion": "v1",
        "kind": "Config",
        "clusters": [{"name": "c", "cluster": {"server": "https://dev.example:6443/"} | (cluster or {})}],
        "users": [{"name": "u", "user": {"token": "t0ken"} if user is None else user}],
        "contexts": [{"name": "x", "context": {"cluster": "c", "user": "u", "namespace": "shop"}}],
        "current-context": "x",
    }
    return yaml.safe_dump(told | more)


def access(text: str) -> Access:
    context = kubeconfig(text).context()
    if context.refused:
        raise context.refused
    assert context.access is not None
    return context.access


def test_a_context_gives_server_token_authority_and_namespace() -> None:
    found = kubeconfig(config(cluster={"certificate-authority-data": PEM, "tls-server-name": "k"}))
    context = found.context()
    assert (context.name, context.namespace, found.current) == ("x", "shop", "x")
    assert context.access is not None
    assert context.access.server == "https://dev.example:6443"
    assert context.access.credentials.token == "t0ken"
    assert context.access.authority.startswith("-----BEGIN CERTIFICATE-----")
    assert (context.access.server_name, context.access.verify) == ("k", True)


def test_skipping_verification_is_kept_as_what_it_is() -> None:
    assert not access(config(cluster={"insecure-skip-tls-verify": True})).verify
    assert access(config(cluster={"insecure-skip-tls-verify": "true"})).verify  # a text is not true


@pytest.mark.parametrize(
    "user",
    [
        {"exec": {"apiVersion": "client.authentication.k8s.io/v1", "command": "sh", "args": ["-c", "id"]}},
        {"auth-provider": {"name": "gcp", "config": {"cmd-path": "/bin/sh"}}},
        {"tokenFile": "/etc/passwd"},
        {"token": "t", "tokenFile": "/etc/passwd"},
        {"client-certificate": "/etc/ssl/x.pem", "client-key": "/etc/ssl/x.key"},
        {"client-certificate-data": PEM, "client-key": "x", "client-key-data": PEM},
        {"client-certificate-data": PEM},
        {"client-certificate-data": "%%%"},
        {"token": "a\r\nHost: evil"},
        {"token": "t", "as-groups": ["a\nX: y"]},
    ],
)
def test_what_would_run_or_read_or_smuggle_something_is_refused_with_a_reason(user: dict[str, Any]) -> None:
    with pytest.raises(AccessRefused) as refused:
        access(config(user))
    assert str(refused.value.message)
    assert "evil" not in str(refused.value.message)


def test_an_authority_in_a_file_is_refused_and_says_what_to_give_instead() -> None:
    with pytest.raises(AccessRefused) as refused:
        access(config(cluster={"certificate-authority": "/var/run/ca.crt"}))
    assert "certificate-authority-data" in str(refused.value.message)


def test_one_bad_context_does_not_take_the_others_with_it() -> None:
    text = config(
        users=[{"name": "u", "user": {"token": "t"}}, {"name": "bad", "user": {"exec": {"command": "id"}}}],
        contexts=[
            {"name": "x", "context": {"cluster": "c", "user": "bad"}},
            {"name": "y", "context": {"cluster": "c", "user": "u"}},
            {"name": "z", "context": {"cluster": "nowhere", "user": "u"}},
        ],
    )
    assert [bool(context.access) for context in kubeconfig(text).contexts] == [False, True, False]


def test_acting_as_somebody_else_is_kept_since_leaving_it_out_would_give_more_rights() -> None:
    found = access(
        config({"token": "t", "as": "ann", "as-groups": ["a", "b"], "as-user-extra": {"scope": ["x"]}})
    )
    assert found.credentials.impersonate == {
        "Impersonate-User": ["ann"],
        "Impersonate-Group": ["a", "b"],
        "Impersonate-Extra-scope": ["x"],
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a: [",
        "kind: Pod",
        "[1, 2]",
        "kind: Config\nclusters: []",
        "a: &a [*a]",
        "clusters: {}\ncontexts: 3",
        "\0",
    ],
)
def test_what_is_no_kubeconfig_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(AccessRefused) as refused:
        kubeconfig(text).context()
    assert str(refused.value.message)


@given(
    st.recursive(
        st.none() | st.booleans() | st.text(max_size=5), lambda v: st.lists(v) | st.dictionaries(st.text(), v)
    )
)
def test_no_shape_of_a_kubeconfig_breaks_the_reader(value: Any) -> None:
    text = yaml.safe_dump({"clusters": value, "contexts": [{"name": "x", "context": value}], "users": value})
    with suppress(AccessRefused):
        assert kubeconfig(text).context().name == "x"


def test_credentials_are_in_no_representation() -> None:
    secret = Credentials(token="s3cret", password="s3cret", certificate="s3cret", key="s3cret")
    assert "s3cret" not in repr(Access("https://x", secret, authority="s3cret"))


def test_an_access_survives_being_stored() -> None:
    whole = Access(
        "https://x", Credentials("t", "u", "p", "c", "k", {"Impersonate-User": ["a"]}), "ca", "n", False, "p"
    )
    assert Access.of(whole.plain()) == whole


@pytest.mark.parametrize(
    ("server", "allowed"),
    [
        ("https://dev.example:6443", True),
        ("https://DEV.example", True),
        ("https://a.dev.example", False),
        ("https://x.corp", True),
        ("https://corp", False),
        ("https://evil.example", False),
        ("https://dev.example@evil.example", False),
        ("https://dev.example:0x", False),
        ("http://dev.example", False),
        ("http://127.0.0.1:8001", False),
        ("file:///etc/passwd", False),
        ("https://", False),
        ("https://dev.example?x=1", False),
        ("", False),
    ],
)
def test_only_allowed_hosts_are_reached_and_only_over_https(server: str, allowed: bool) -> None:
    reachable = Reachable(hosts=("dev.example", ".corp"))
    if allowed:
        reachable.check(Access(server))
    else:
        with pytest.raises(AccessRefused):
            reachable.check(Access(server))


def test_plain_http_is_for_kubectl_proxy_on_this_machine_only() -> None:
    reachable = Reachable(plain_http=True)
    reachable.check(Access("http://127.0.0.1:8001"))
    reachable.check(Access("http://localhost:8001"))
    with pytest.raises(AccessRefused):
        reachable.check(Access("http://10.0.0.1:8001"))


def test_a_proxy_is_used_only_where_that_is_allowed() -> None:
    with pytest.raises(AccessRefused):
        Reachable().check(Access("https://x", proxy="http://inside:3128"))
    Reachable(proxies=True).check(Access("https://x", proxy="http://inside:3128"))
