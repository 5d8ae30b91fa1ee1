"""What the server knows, as plain values: nothing here is ever changed in place, and nothing mentions a stub."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from artigrid import errors
from artigrid._generated.v1 import admin_service_pb2 as admin_pb
from artigrid._generated.v1 import artifact_service_pb2 as pb
from artigrid._generated.v1 import errors_pb2, resources_pb2
from artigrid._generated.v1 import search_service_pb2 as search_pb

if TYPE_CHECKING:
    from google.protobuf.message import Message

#: A JSON object; integers stay integers.
Meta = dict[str, Any]
#: A part of content: `range(10, 20)`, `slice(10, None)`, or a number below 0 for that many bytes at the end.
Part = range | slice | int


class Scope(StrEnum):
    """Who an artifact belongs to, and so who may touch it."""

    SESSION = "session"
    USER = "user"
    SANDBOX = "sandbox"

    @classmethod
    def from_pb(cls, value: int) -> Scope:
        """A scope never is unspecified in an answer."""
        return cls(resources_pb2.Scope.Name(value).removeprefix("SCOPE_").lower())


def scope_to_pb(scope: Scope | str | None) -> str:
    """The contract's name; none = what the method says."""
    return "SCOPE_UNSPECIFIED" if scope is None else f"SCOPE_{Scope(scope).name}"


def moment(message: Message, name: str) -> datetime | None:
    """A time field, in UTC; absent is none."""
    return getattr(message, name).ToDatetime(tzinfo=UTC) if message.HasField(name) else None


def _known(message: Message, name: str) -> datetime:
    return moment(message, name) or datetime.fromtimestamp(0, UTC)


def meta_to_json(meta: Meta | None) -> str:
    """As the contract carries it; none = nothing."""
    return "" if meta is None else json.dumps(meta, ensure_ascii=False, allow_nan=False)


@dataclass(frozen=True, slots=True)
class Digests:
    """Digests of one content; none = not known."""

    crc32c: int | None = None
    sha256: bytes | None = None

    @classmethod
    def from_pb(cls, raw: resources_pb2.Digests) -> Digests:
        """As the server knows them."""
        return cls(
            raw.crc32c if raw.HasField("crc32c") else None,
            raw.sha256 if raw.HasField("sha256") else None,
        )

    def to_pb(self) -> resources_pb2.Digests:
        """As the server wants them."""
        return resources_pb2.Digests(crc32c=self.crc32c, sha256=self.sha256)

    def agrees(self, other: Digests) -> bool:
        """No digest that both know differs."""
        pairs = ((self.crc32c, other.crc32c), (self.sha256, other.sha256))
        return all(mine is None or theirs is None or mine == theirs for mine, theirs in pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """Content with metadata, owned by exactly one session, user or sandbox."""

    id: str
    sandbox_id: str
    scope: Scope
    #: The owning session; empty outside session scope.
    session_id: str
    #: The owning user; in session scope the session's, if it has one.
    user_id: str
    grid_key: str
    filename: str
    mime_type: str
    summary: str
    meta: Meta
    size: int
    #: 1, 2, 3 …; changes with content only.
    version: int
    #: Changes with every change; the precondition of the methods that take one.
    etag: str
    digests: Digests
    #: The server has read the content; the digests are its own findings.
    verified: bool
    store: str
    provider: str
    create_time: datetime
    update_time: datetime
    #: When it becomes invisible; none = never.
    expire_time: datetime | None

    @classmethod
    def from_pb(cls, raw: resources_pb2.Artifact) -> Artifact:
        """What the server says."""
        plain = ("id", "sandbox_id", "session_id", "user_id", "grid_key", "filename", "mime_type", "summary", "size")
        more = ("version", "etag", "verified", "store", "provider")
        return cls(
            **{name: getattr(raw, name) for name in plain + more},
            scope=Scope.from_pb(raw.scope),
            meta=json.loads(raw.meta_json or "{}"),
            digests=Digests.from_pb(raw.digests),
            create_time=_known(raw, "create_time"),
            update_time=_known(raw, "update_time"),
            expire_time=moment(raw, "expire_time"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A working context that owns artifacts and ends at a time."""

    id: str
    sandbox_id: str
    #: Whose it is; empty for an anonymous session.
    user_id: str
    meta: Meta
    create_time: datetime
    update_time: datetime
    expire_time: datetime
    #: Made by a write that named no session.
    automatic: bool
    etag: str

    @classmethod
    def from_pb(cls, raw: resources_pb2.Session) -> Session:
        """What the server says."""
        return cls(
            id=raw.id,
            sandbox_id=raw.sandbox_id,
            user_id=raw.user_id,
            meta=json.loads(raw.meta_json or "{}"),
            create_time=_known(raw, "create_time"),
            update_time=_known(raw, "update_time"),
            expire_time=_known(raw, "expire_time"),
            automatic=raw.automatic,
            etag=raw.etag,
        )


@dataclass(frozen=True, slots=True)
class Content:
    """Bytes that were read, and where they stand."""

    data: bytes
    artifact: Artifact
    offset: int
    total_size: int
    version: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list; `next_page_token` is empty on the last one."""

    artifacts: list[Artifact]
    prefixes: list[str]
    next_page_token: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a transfer is, in bytes; `total` is none when nobody knows."""

    done: int
    total: int | None


@dataclass(frozen=True, slots=True)
class Failure:
    """Why one item of a batch failed."""

    reason: str
    message: str
    metadata: dict[str, str] = field(default_factory=dict)

    @classmethod
    def from_pb(cls, raw: resources_pb2.Failure) -> Failure:
        """What the server says."""
        name = errors_pb2.ErrorReason.Name(raw.reason).removeprefix("ERROR_REASON_")
        return cls(name, raw.message, dict(raw.metadata))

    @classmethod
    def of(cls, error: errors.ArtigridError) -> Failure:
        """The failure of each item of a call that failed as a whole."""
        return cls(error.reason, str(error), error.metadata)

    def error(self) -> errors.ArtigridError:
        """The exception that this would have been, alone."""
        return errors.make(self.reason, self.message, self.metadata)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewArtifact:
    """One item of `store_many`: content, and what is to be said of it."""

    data: bytes
    filename: str = ""
    mime_type: str = ""
    summary: str = ""
    meta: Meta | None = None
    #: Seconds; none = the server's default.
    ttl: float | None = None
    no_expiry: bool = False
    scope: Scope | str | None = None
    session: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One item of `read_many`: which artifact, and perhaps which part of which version."""

    id: str
    part: Part | None = None
    version: int = 0


class UploadState(StrEnum):
    """Where an upload stands."""

    ACTIVE = "active"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """An act from begin to commit, which outlives connections."""

    id: str
    state: UploadState
    artifact_id: str
    scope: Scope
    session_id: str
    user_id: str
    filename: str
    declared_size: int | None
    #: Bytes that are safe in the store.
    persisted_offset: int
    prefix_digests: Digests
    append_size: int
    chunk_size: int
    create_time: datetime
    expire_time: datetime | None

    @classmethod
    def from_pb(cls, raw: resources_pb2.Upload) -> Upload:
        """What the server says."""
        plain = ("id", "artifact_id", "session_id", "user_id", "filename", "persisted_offset", "append_size")
        return cls(
            **{name: getattr(raw, name) for name in plain},
            chunk_size=raw.chunk_size,
            state=UploadState(resources_pb2.UploadState.Name(raw.state).removeprefix("UPLOAD_STATE_").lower()),
            scope=Scope.from_pb(raw.scope),
            declared_size=raw.declared_size if raw.HasField("declared_size") else None,
            prefix_digests=Digests.from_pb(raw.prefix_digests),
            create_time=_known(raw, "create_time"),
            expire_time=moment(raw, "expire_time"),
        )


@dataclass(frozen=True, slots=True)
class SignedUrl:
    """A URL and how to use it. Whoever has it can use it: treat it as a secret."""

    url: str = field(repr=False)
    method: str
    #: To be sent exactly so.
    headers: dict[str, str]
    expire_time: datetime
    #: It leads to the store itself, not through the server.
    native: bool

    @classmethod
    def from_pb(cls, raw: pb.SignedUrl) -> SignedUrl:
        """What the server says."""
        return cls(raw.url, raw.method, dict(raw.headers), _known(raw, "expire_time"), raw.native)


@dataclass(frozen=True, slots=True)
class UploadTicket:
    """Where to PUT content, and what to register afterwards."""

    upload: Upload
    #: None when the content is too large for one PUT.
    signed_url: SignedUrl | None
    #: Size of the parts for `presign_parts`; 0 = parts are not offered.
    part_size: int


@dataclass(frozen=True, slots=True)
class PartTicket:
    """Where to PUT one part."""

    part_number: int
    offset: int
    size: int
    signed_url: SignedUrl


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareLink:
    """A URL that anybody may read one artifact by, until it ends or is revoked."""

    id: str
    artifact_id: str
    create_time: datetime
    expire_time: datetime | None
    max_downloads: int | None
    downloads: int
    revoked: bool
    #: Told only by the call that makes the link; else empty.
    url: str = field(default="", repr=False)

    @classmethod
    def from_pb(cls, raw: resources_pb2.ShareLink, url: str = "") -> ShareLink:
        """What the server says."""
        return cls(
            id=raw.id,
            artifact_id=raw.artifact_id,
            create_time=_known(raw, "create_time"),
            expire_time=moment(raw, "expire_time"),
            max_downloads=raw.max_downloads if raw.HasField("max_downloads") else None,
            downloads=raw.downloads,
            revoked=raw.revoked,
            url=url,
        )


@dataclass(frozen=True, slots=True)
class CountGroup:
    """One group of a facet."""

    facet: str
    value: str
    count: int
    bytes: int


def _facet(number: int) -> str:
    return search_pb.Facet.Name(number).removeprefix("FACET_").lower()


@dataclass(frozen=True, slots=True)
class Counts:
    """How many artifacts match, and how they fall into groups."""

    count: int
    bytes: int
    groups: list[CountGroup]

    @classmethod
    def from_pb(cls, raw: search_pb.CountArtifactsResponse) -> Counts:
        """What the server says."""
        return cls(raw.count, raw.bytes, [CountGroup(_facet(g.facet), g.value, g.count, g.bytes) for g in raw.groups])


@dataclass(frozen=True, slots=True)
class Event:
    """One change of an artifact. Kind `unspecified` is a mere sign of life that brings a newer token."""

    #: `created`, `content`, `metadata`, `deleted` or `expired`.
    kind: str
    artifact_id: str
    #: As it is now; none when it is gone.
    artifact: Artifact | None
    event_time: datetime
    #: Where to go on after this one.
    token: str = field(repr=False)

    @classmethod
    def from_pb(cls, raw: search_pb.WatchArtifactsResponse) -> Event:
        """What the server says."""
        kind = search_pb.EventKind.Name(raw.kind).removeprefix("EVENT_KIND_").lower()
        artifact = Artifact.from_pb(raw.artifact) if raw.HasField("artifact") else None
        return cls(kind, raw.artifact_id, artifact, _known(raw, "event_time"), raw.watch_token)


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What the server can do, and who it takes the caller for."""

    server_version: str
    #: Sizes in bytes, counts, and lifetimes in seconds (none = no limit), by the contract's names.
    limits: dict[str, int | float | None]
    #: `resumable_upload`, `batch`, `search`, …
    features: frozenset[str]
    sandbox_id: str
    role: str
    user_id: str
    session_id: str

    @classmethod
    def from_pb(cls, raw: admin_pb.GetCapabilitiesResponse) -> Capabilities:
        """What the server says."""
        limits: dict[str, int | float | None] = {}
        for each in admin_pb.Limits.DESCRIPTOR.fields:
            if each.message_type is None:
                limits[each.name] = getattr(raw.limits, each.name)
            else:
                known = raw.limits.HasField(each.name)
                limits[each.name] = getattr(raw.limits, each.name).ToTimedelta().total_seconds() if known else None
        return cls(
            raw.server_version,
            limits,
            frozenset(admin_pb.Feature.Name(n).removeprefix("FEATURE_").lower() for n in raw.features),
            raw.sandbox_id,
            admin_pb.Role.Name(raw.role).removeprefix("ROLE_").lower(),
            raw.user_id,
            raw.session_id,
        )
