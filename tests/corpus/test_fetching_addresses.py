"""Which addresses are public, and that a name which is answered otherwise the second time gains nothing."""

import datetime
import io
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from web import page, web

from kotae.corpus.fetching.addresses import Endpoints, is_public
from kotae.corpus.fetching.download import Site
from kotae.corpus.fetching.limits import FetchLimits
from kotae.errors import CorpusError


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888", "64:ff9b::808:808", "::ffff:8.8.8.8"])
def test_public_addresses(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "255.255.255.255",
        "224.0.0.251", "192.0.2.1", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:10.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001:0:7f00:1::", "2001:db8::1",
    ],
)  # fmt: skip
def test_other_addresses(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "text", ["127.0.0.1", "localhost:80", "127.0.0.1:0", "127.0.0.1:99999", "::1:x", "", "10.0.0.0/8:80"]
)
def test_a_permission_names_one_address_and_one_port(text: str) -> None:
    with pytest.raises(ValueError, match=r"10\.0\.0\.5:8000"):
        Endpoints([text])


def test_a_host_with_one_address_that_is_not_public_is_not_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    def answers(host: str, port: int, **_: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in ("8.8.8.8", "10.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", answers)
    with pytest.raises(CorpusError, match=r"mixed\.test is at 10\.0\.0\.1"):
        Endpoints().checked("mixed.test", 80)


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The name is answered with the permitted address first, and with another machine's from then on."""
    real = socket.getaddrinfo
    answered: list[str] = []

    def rebinding(host: str, port: int, *arguments: Any, **more: Any) -> list[Any]:
        if host != "rebinding.test":
            return real(host, port, *arguments, **more)
        answered.append("127.0.0.1" if not answered else "127.0.0.2")
        return real(answered[-1], port, *arguments, **more)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    with web() as server:
        server.answers["/report"] = page(b"%PDF-1.7 x", "application/pdf")
        with closing(Site(FetchLimits(1, 10, (server.endpoint,)))) as site:
            address = f"http://rebinding.test:{server.port}/report"
            with pytest.raises(CorpusError, match=r"127\.0\.0\.2, which is no public address"):
                site.download(address, io.BytesIO(), lambda done, total: None)  # robots.txt first, the report next
        assert [path for path, _ in server.asked] == ["/robots.txt"]
        assert answered == ["127.0.0.1", "127.0.0.2"]


@pytest.fixture
def secured(tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """Serve TLS with a certificate for localhost that this machine does not know; give its port and the certificate."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "both.pem"
    file.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            try:
                with context.wrap_socket(connection, server_side=True) as shown:
                    shown.recv(65_536)
                    page(b"%PDF-1.7 x", "application/pdf")(shown)  # type: ignore[arg-type]
            except OSError:
                continue

    threading.Thread(target=serve, daemon=True).start()
    yield listening.getsockname()[1], file
    listening.close()


def test_a_certificate_is_checked_for_the_name_and_not_the_address(
    secured: tuple[int, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    port, certificate = secured
    limits = FetchLimits(1, 10, (f"127.0.0.1:{port}", f"[::1]:{port}"))

    def download(host: str) -> bytes:
        target = io.BytesIO()
        with closing(Site(limits)) as site:
            site.download(f"https://{host}:{port}/report.pdf", target, lambda done, total: None)
        return target.getvalue()

    with pytest.raises(CorpusError, match="certificate"):
        download("localhost")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert download("localhost") == b"%PDF-1.7 x"
    with pytest.raises(CorpusError, match="certificate"):
        download("127.0.0.1")
