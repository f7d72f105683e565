"""TLS to the centre: a real certificate is believed by its name and its issuer, or nothing is sent."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from select import select
from typing import Any, Final

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.core.wording import LANGS, in_words
from app.journal.work import Station
from app.store.engine import told
from app.sync.courier import Courier
from app.sync.embedded import Embedded
from tests.central_ground import Centre
from tests.sync.cutting import CuttingLine, socket_of

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
SSL_REQUEST: Final = bytes.fromhex("00000008 04d2162f")


@dataclass(frozen=True)
class Authority:
    """Who signs certificates: its key and its own certificate."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @classmethod
    def new(cls, name: str) -> Authority:
        key = ec.generate_private_key(ec.SECP256R1())
        constraints = x509.BasicConstraints(ca=True, path_length=None)
        own = _certificate(name, key.public_key(), name).add_extension(constraints, critical=True)
        return cls(key, own.sign(key, hashes.SHA256()))

    def write(self, path: Path) -> Path:
        path.write_bytes(self.certificate.public_bytes(serialization.Encoding.PEM))
        return path

    def issue(self, host: str, folder: Path) -> tuple[Path, Path]:
        """A certificate for a host and its key, as two files."""
        key = ec.generate_private_key(ec.SECP256R1())
        issuer = self.certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
        names = x509.SubjectAlternativeName([x509.DNSName(host)])
        issued = _certificate(host, key.public_key(), str(issuer)).add_extension(names, critical=False)
        certificate, secret = folder / "server.crt", folder / "server.key"
        certificate.write_bytes(issued.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
        form, plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, plain))
        return certificate, secret


def _certificate(name: str, key: ec.EllipticCurvePublicKey, issuer: str) -> x509.CertificateBuilder:
    subject, signer = (x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, each)]) for each in (name, issuer))
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(signer).public_key(key)
    return (
        builder.serial_number(x509.random_serial_number())
        .not_valid_before(LONG_AGO)
        .not_valid_after(LONG_AGO + timedelta(days=36_500))
    )


class SafeLine(CuttingLine):
    """A line whose near end speaks TLS, as a server or a pooler with a certificate does; nothing is cut."""

    def __init__(self, server_socket: Path, certificate: Path, key: Path) -> None:
        super().__init__(server_socket, iter(()))
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(certificate, key)

    def _carry(self, near: socket.socket, far: socket.socket) -> None:
        self._start(self._carry_both_ways, near, far)

    def _carry_both_ways(self, near: socket.socket, far: socket.socket) -> None:
        # One thread for both ways: a TLS socket is not to be read and written at once.
        with suppress(OSError), near, far:
            assert near.recv(len(SSL_REQUEST)) == SSL_REQUEST
            near.sendall(b"S")
            with self._context.wrap_socket(near, server_side=True) as safe:
                while True:
                    ready = [safe] if safe.pending() else select([safe, far], [], [])[0]
                    source, target = (safe, far) if safe in ready else (far, safe)
                    data = source.recv(65536)
                    if not data:
                        return
                    target.sendall(data)


@dataclass(frozen=True)
class Served:
    """The centre behind a certificate for `localhost`, and whom to ask about it."""

    port: int
    trusted: Path
    stranger: Path

    def address(self, host: str, authority: Path) -> str:
        given = f"sslmode=verify-full&sslrootcert={authority}"
        return f"postgresql://{host}:{self.port}/centre?{given}"


@pytest.fixture(scope="module")
def authorities(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path, Path]:
    """A server's certificate and key, the authority that signed it, and one that did not."""
    folder = tmp_path_factory.mktemp("tls")
    authority, stranger = Authority.new("Customs"), Authority.new("Stranger")
    issued = authority.issue("localhost", folder)
    return *issued, authority.write(folder / "trusted.pem"), stranger.write(folder / "stranger.pem")


@pytest.fixture
def served(authorities: tuple[Path, Path, Path, Path], postgres: Embedded) -> Iterator[Served]:
    certificate, key, trusted, stranger = authorities
    with SafeLine(socket_of(postgres), certificate, key) as line:
        yield Served(line.port, trusted, stranger)


def test_the_right_certificate_under_the_right_name_is_believed(
    served: Served, centre: Centre, station: Station
) -> None:
    engine = centre.engine_of(station, address=served.address("localhost", served.trusted))
    with told(), engine.connect() as conn:
        driver: Any = conn.connection.driver_connection
        assert driver.pgconn.ssl_in_use
    done = Courier(station, engine, tries=1).round()
    engine.dispose()
    assert done.errors == ()
    assert done.pushed > 0


@pytest.mark.parametrize(("host", "authority"), [("localhost", "stranger"), ("127.0.0.1", "trusted")])
def test_to_a_strangers_certificate_or_one_for_another_name_nothing_is_sent(
    served: Served, centre: Centre, station: Station, host: str, authority: str
) -> None:
    engine = centre.engine_of(station, address=served.address(host, getattr(served, authority)))
    before = station.only_here()
    done = Courier(station, engine, tries=2).round()
    engine.dispose()
    assert (done.pushed, done.blobs, done.only_here) == (0, 0, before)
    assert [error.key for error in done.errors] == ["store.centre_tls"]
    assert all("\n" not in in_words(error, lang) for error in done.errors for lang in LANGS)
