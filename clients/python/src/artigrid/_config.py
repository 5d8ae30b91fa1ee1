"""Finding the server and saying who is calling: everything about a connection that has no colour."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import quote, urlsplit

import grpc

from artigrid._retry import RetryPolicy

#: Where a server listens unless told otherwise.
DEFAULT_ADDRESS = "127.0.0.1:50051"
#: Content above this size is uploaded so that it can go on after a break.
RESUMABLE_FROM = 16 * 1024 * 1024
#: The window of a stream. The protocol's 64 KiB would hold a transfer to one window per round trip.
_WINDOW = 8 * 1024 * 1024
_MAX_FRAME = 1024 * 1024

#: A token, or what gives one and is asked again when the server no longer takes it.
Token = str | Callable[[], "str | Awaitable[str]"]


@dataclass(frozen=True, slots=True)
class Tls:
    """Files for an `https://` address: whom to trust instead of the system's list, and a certificate of one's own."""

    ca_file: Path | str | None = None
    cert_file: Path | str | None = None
    key_file: Path | str | None = None

    def credentials(self) -> grpc.ChannelCredentials:
        """As gRPC wants them."""
        files = (self.ca_file, self.key_file, self.cert_file)
        return grpc.ssl_channel_credentials(*(Path(file).read_bytes() if file else None for file in files))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How to reach a server, and as whom. Times are in seconds."""

    address: str = DEFAULT_ADDRESS
    sandbox: str | None = None
    user: str | None = None
    session: str | None = None
    role: str | None = None
    token: Token | None = field(default=None, repr=False)
    tls: Tls = Tls()
    #: A call other than a transfer may take so long in all, each try by itself.
    deadline: float = 30.0
    #: A transfer may be silent so long before it is given up and resumed.
    idle_timeout: float = 60.0
    #: Pings while calls run, so that a dead peer is noticed.
    keepalive: float = 30.0
    keepalive_timeout: float = 20.0
    retry: RetryPolicy = field(default_factory=RetryPolicy)
    #: Content of a known size above this is uploaded resumably.
    resumable_from: int = RESUMABLE_FROM

    @classmethod
    def from_env(cls, **said: object) -> Settings:
        """What ARTIGRID_ADDR, _SANDBOX, _USER, _SESSION, _ROLE and _TOKEN say; `said` goes before."""
        names = {"address": "ADDR", **{n: n.upper() for n in ("sandbox", "user", "session", "role", "token")}}
        found = {name: os.environ.get(f"ARTIGRID_{variable}") for name, variable in names.items()}
        settings = cls(**{name: value for name, value in found.items() if value})  # type: ignore[arg-type]
        return replace(settings, **said)  # type: ignore[arg-type]

    def identity(self) -> list[tuple[str, str]]:
        """Who is calling, as request metadata; the session comes with each call."""
        said = (("sandbox", self.sandbox), ("user", self.user), ("role", self.role))
        return [(f"artigrid-{name}", encoded(value)) for name, value in said if value]

    def target(self) -> tuple[str, bool]:
        """`host:port`, and whether the connection is encrypted. ValueError if it is not an address."""
        return parse_address(self.address)

    def channel_options(self) -> list[tuple[str, int | str]]:
        """What gRPC lets one set."""
        return [
            ("grpc.max_receive_message_length", -1),
            ("grpc.max_send_message_length", -1),
            ("grpc.http2.lookahead_bytes", _WINDOW),
            ("grpc.http2.max_frame_size", _MAX_FRAME),
            ("grpc.http2.write_buffer_size", _MAX_FRAME),
            ("grpc.keepalive_time_ms", int(self.keepalive * 1000)),
            ("grpc.keepalive_timeout_ms", int(self.keepalive_timeout * 1000)),
            ("grpc.http2.max_pings_without_data", 0),
            # Waits between connection attempts: ours are bounded, so theirs must be shorter.
            ("grpc.initial_reconnect_backoff_ms", 100),
            ("grpc.min_reconnect_backoff_ms", 10_000),  # which is how long one attempt may take
            ("grpc.max_reconnect_backoff_ms", 1000),
            # We decide what is tried again: see _retry.
            ("grpc.enable_retries", 0),
            # Each client has a connection of its own, though another has the same options.
            ("grpc.use_local_subchannel_pool", 1),
            ("grpc.primary_user_agent", "artigrid-python/0.1.0"),
        ]


def encoded(value: str) -> str:
    """Any text as a metadata value."""
    return quote(value, safe="-._~")


def parse_address(address: str) -> tuple[str, bool]:
    """`http://` is plain by request; a bare `host:port` is plain only where nobody can listen in."""
    if "://" not in address:
        target, _ = parse_address(f"http://{address}")
        host = urlsplit(f"//{target}").hostname or ""
        if urlsplit(f"//{address}").port is None:
            raise ValueError(f"address {address!r}: no port")
        if not _is_loopback(host):
            raise ValueError(f"address {address!r}: say http:// to send content in the clear, or https://")
        return target, False
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https"):
        raise ValueError(f"address {address!r}: only http:// and https:// are known")
    if not parts.hostname or any(c.isspace() for c in address):
        raise ValueError(f"address {address!r}: not a host")
    if parts.path not in ("", "/") or parts.query or parts.fragment or parts.username:
        raise ValueError(f"address {address!r}: a server has a host and a port, nothing else")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{host}:{parts.port or (443 if parts.scheme == 'https' else 80)}", parts.scheme == "https"


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
