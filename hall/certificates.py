"""The hall's private certificate authority: one certificate for the service, one for each terminal."""

import ipaddress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from hall.keys import write_secret

CA_YEARS: Final = 10
SERVER_DAYS: Final = 825
CLIENT_DAYS: Final = 365 * 5
"""nothing renews it: it lasts as long as a terminal does, and a stolen one is refused by revoking its number"""


@dataclass(frozen=True)
class Issued:
    certificate: bytes
    """PEM"""
    key: bytes = field(repr=False)
    """PKCS #8 PEM"""


@dataclass(frozen=True)
class Authority:
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey = field(repr=False)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    def issue_server(self, hosts: tuple[str, ...], now: datetime) -> Issued:
        """`hosts`: names or addresses that terminals connect to."""
        names = x509.SubjectAlternativeName([_general_name(host) for host in hosts])
        return self._issue("kiosk-hall", ExtendedKeyUsageOID.SERVER_AUTH, SERVER_DAYS, now, names)

    def issue_terminal(self, terminal_id: str, now: datetime) -> Issued:
        """The common name is the terminal id: requests are bound to it."""
        names = x509.SubjectAlternativeName([x509.DNSName(f"{terminal_id.lower()}.terminal.invalid")])
        return self._issue(terminal_id, ExtendedKeyUsageOID.CLIENT_AUTH, CLIENT_DAYS, now, names)

    def _issue(
        self, name: str, usage: x509.ObjectIdentifier, days: int, now: datetime, names: x509.SubjectAlternativeName
    ) -> Issued:
        key = ec.generate_private_key(ec.SECP256R1())
        builder = _builder(name, self.certificate.subject, key.public_key(), now, timedelta(days=days))
        certificate = (
            builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.ExtendedKeyUsage([usage]), critical=False)
            .add_extension(names, critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False)
            .sign(self.key, hashes.SHA256())
        )
        return Issued(certificate.public_bytes(Encoding.PEM), _key_pem(key))


def create_authority(folder: Path, now: datetime) -> Authority:
    """A new root in `ca.pem` and `ca-key.pem`. Raises FileExistsError."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name("kiosk-hall private CA")
    certificate = (
        _builder("kiosk-hall private CA", name, key.public_key(), now, timedelta(days=365 * CA_YEARS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_ca_usage(), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    write_secret(folder / "ca-key.pem", _key_pem(key))
    (folder / "ca.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
    return Authority(certificate, key)


def load_authority(folder: Path) -> Authority:
    certificate = x509.load_pem_x509_certificate((folder / "ca.pem").read_bytes())
    key = load_pem_private_key((folder / "ca-key.pem").read_bytes(), password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError("the CA key must be an elliptic-curve key")
    return Authority(certificate, key)


def server_names(folder: Path) -> frozenset[str]:
    """Hosts that the service's certificate in `server.pem` is for."""
    certificate = x509.load_pem_x509_certificate((folder / "server.pem").read_bytes())
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    addresses = {str(address) for address in names.get_values_for_type(x509.IPAddress)}
    return frozenset(addresses.union(names.get_values_for_type(x509.DNSName)))


def _builder(
    name: str, issuer: x509.Name, public: ec.EllipticCurvePublicKey, now: datetime, life: timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + life)
    )


def _name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _general_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _ca_usage() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=True,
        crl_sign=True,
        encipher_only=False,
        decipher_only=False,
    )


def _key_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
