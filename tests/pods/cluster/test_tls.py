"""Whom a connection trusts, over real TLS on loopback."""

from __future__ import annotations

import datetime
import ipaddress
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from pods.cluster.access import Access, AccessRefused, Credentials
from pods.cluster.api import Api
from pods.cluster.problems import ClusterProblem, Kind
from pods.cluster.transport import of_access

pytestmark = pytest.mark.filterwarnings("ignore:Unverified HTTPS request")


class Identified(BaseHTTPRequestHandler):
    """Answers with the name in the client's certificate."""

    def do_GET(self) -> None:
        told: dict[str, object] = self.connection.getpeercert() or {}
        body = b'{"who": "%s"}' % ("somebody" if told else "nobody").encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Silence."""


def certificate(*, address: str, days: int = 1) -> tuple[str, str]:
    """A certificate that vouches for itself, and its key, as PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "cluster")])
    start = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=3)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + datetime.timedelta(days=3 + days))
        .add_extension(x509.SubjectAlternativeName([_alternative(address)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return made.public_bytes(serialization.Encoding.PEM).decode(), private.decode()


def _alternative(address: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(address))
    except ValueError:
        return x509.DNSName(address)


class Serving:
    """An API server with a certificate for `address` until it is closed."""

    def __init__(self, folder: Path, address: str = "127.0.0.1", days: int = 1) -> None:
        self.authority, key = certificate(address=address, days=days)
        (folder / "server.pem").write_text(self.authority + key)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / "server.pem")
        context.verify_mode = ssl.CERT_OPTIONAL
        context.load_verify_locations(cadata=self.authority)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Identified)
        self._server.daemon_threads = True
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.key = key
        self.url = f"https://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Serving]:
    running = Serving(tmp_path)
    yield running
    running.close()


def who(access: Access) -> str:
    return str(Api(of_access(access)).get("/version").body["who"])


def refused(access: Access) -> ClusterProblem:
    with pytest.raises(ClusterProblem) as problem:
        who(access)
    return problem.value


def test_a_server_is_trusted_by_the_authority_of_its_connection_only(serving: Serving) -> None:
    assert who(Access(serving.url, authority=serving.authority)) == "nobody"
    for authority in ("", certificate(address="127.0.0.1")[0]):
        problem = refused(Access(serving.url, authority=authority))
        assert problem.kind is Kind.UNTRUSTED
        assert "is not trusted" in str(problem.message)


def test_skipping_verification_reaches_any_server_and_says_so(serving: Serving) -> None:
    access = Access(serving.url, verify=False)
    assert who(access) == "nobody"
    assert not of_access(access).verified
    assert of_access(Access(serving.url)).verified


@pytest.mark.parametrize(("name", "kind"), [("kubernetes.default", None), ("", Kind.UNTRUSTED)])
def test_a_certificate_for_another_name_needs_that_name(tmp_path: Path, name: str, kind: Kind | None) -> None:
    running = Serving(tmp_path, "kubernetes.default")
    access = Access(running.url, authority=running.authority, server_name=name)
    try:
        if kind is None:
            assert who(access) == "nobody"
        else:
            assert refused(access).kind is kind
    finally:
        running.close()


def test_a_certificate_that_has_expired_is_said_as_that(tmp_path: Path) -> None:
    running = Serving(tmp_path, days=-1)
    try:
        problem = refused(Access(running.url, authority=running.authority))
    finally:
        running.close()
    assert problem.kind is Kind.UNTRUSTED
    assert "certificate has expired" in str(problem.message)


def test_a_client_certificate_is_shown_and_its_key_leaves_no_file(
    serving: Serving, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    credentials = Credentials(certificate=serving.authority, key=serving.key)
    assert who(Access(serving.url, credentials, authority=serving.authority)) == "somebody"
    assert list(folder.iterdir()) == []


def test_a_certificate_and_a_key_that_do_not_fit_are_refused_before_anything_is_sent(
    serving: Serving,
) -> None:
    other = certificate(address="x")[1]
    for key in (other, "-----BEGIN PRIVATE KEY-----\nMII\n-----END PRIVATE KEY-----"):
        with pytest.raises(AccessRefused):
            of_access(Access(serving.url, Credentials(certificate=serving.authority, key=key)))


def test_a_server_that_speaks_no_tls_is_a_problem_and_not_a_traceback() -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Identified)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        problem = refused(Access(f"https://127.0.0.1:{server.server_address[1]}"))
    finally:
        server.shutdown()
        server.server_close()
    assert problem.kind in (Kind.UNTRUSTED, Kind.CUT)
