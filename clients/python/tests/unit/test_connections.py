"""Encrypted connections, and peers that fall silent."""

from __future__ import annotations

import datetime
import ipaddress
from pathlib import Path

import grpc
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from artigrid import AsyncClient, Client, RetryPolicy, Tls, errors

from .fake import Fake

ONCE = RetryPolicy(attempts=1)


def certificate(folder: Path, name: str) -> tuple[Path, Path]:
    """A certificate for this machine that vouches for itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    paths = folder / f"{name}.crt", folder / f"{name}.key"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    paths[1].write_bytes(key.private_bytes(*form))
    return paths


async def test_connections_are_encrypted_and_both_ends_shown(tmp_path: Path) -> None:
    server, client = certificate(tmp_path, "server"), certificate(tmp_path, "client")
    pair = [(server[1].read_bytes(), server[0].read_bytes())]
    with Fake(grpc.ssl_server_credentials(pair, client[0].read_bytes(), require_client_auth=True)) as fake:
        address = f"https://{fake.address}"
        shown = Tls(ca_file=server[0], cert_file=client[0], key_file=client[1])
        with Client(address, tls=shown) as mine:
            assert mine.artifacts.get("x").id == "x"
        async with AsyncClient(address, tls=shown) as mine_too:
            assert (await mine_too.artifacts.get("x")).id == "x"
        for unknown in (Tls(), Tls(ca_file=server[0])):
            with Client(address, tls=unknown, retry=ONCE) as other, pytest.raises(errors.Unavailable):
                other.artifacts.get("x")


def test_a_peer_that_falls_silent_is_given_up() -> None:
    with Fake() as fake, Client(fake.address, user="a", retry=ONCE, idle_timeout=0.2) as client:
        fake.reading.clear()
        with pytest.raises(errors.BackendUnavailable, match="silent"):
            client.artifacts.upload(bytes(64 * 1024 * 1024), resumable=False)


async def test_a_peer_that_falls_silent_is_given_up_asynchronously() -> None:
    with Fake() as fake:
        fake.reading.clear()
        async with AsyncClient(fake.address, user="a", retry=ONCE, idle_timeout=0.2) as client:
            with pytest.raises(errors.BackendUnavailable, match="silent"):
                await client.artifacts.upload(bytes(64 * 1024 * 1024), resumable=False)
