"""Records and requests."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

from artigrid.compat.types import Answer, SessionInfo, StorageScope
from artigrid.models import Artifact, Session

#: Called with the bytes done, and the total if it is known.
ProgressCallback = Callable[[int, int | None], None]


class ArtifactEnvelope(Answer):
    """An artifact as the answer of a tool."""

    success: bool = True
    artifact_id: str
    mime_type: str
    bytes: int
    summary: str
    meta: dict[str, Any] = Field(default_factory=dict)


class ArtifactMetadata(Answer):
    """What is known of an artifact. `ttl` is none for what never expires."""

    artifact_id: str
    session_id: str
    sandbox_id: str
    key: str
    mime: str
    summary: str
    meta: dict[str, Any] = Field(default_factory=dict)
    filename: str | None = None
    bytes: int = Field(ge=0)
    sha256: str | None = None
    stored_at: str
    ttl: int | None = Field(default=None, gt=0)
    storage_provider: str
    session_provider: str
    scope: StorageScope = StorageScope.SESSION
    owner_id: str | None = None
    batch_operation: bool | None = None
    batch_index: int | None = None
    uploaded_via_presigned: bool | None = None
    updated_at: str | None = None
    #: Beyond the original: when it becomes invisible, and the number of its content.
    expires_at: str | None = None
    version: int = 1

    @classmethod
    def of(cls, artifact: Artifact, session_provider: str) -> ArtifactMetadata:
        """The record of an artifact."""
        changed = artifact.update_time != artifact.create_time
        return cls(
            artifact_id=artifact.id,
            session_id=artifact.session_id,
            sandbox_id=artifact.sandbox_id,
            key=artifact.grid_key,
            mime=artifact.mime_type,
            summary=artifact.summary,
            meta=artifact.meta,
            filename=artifact.filename or None,
            bytes=artifact.size,
            sha256=artifact.digests.sha256.hex() if artifact.digests.sha256 else None,
            stored_at=iso(artifact.create_time),
            ttl=_ttl(artifact),
            storage_provider=artifact.provider,
            session_provider=session_provider,
            scope=StorageScope(artifact.scope.value),
            owner_id=artifact.user_id if artifact.scope == "user" else None,
            updated_at=iso(artifact.update_time) if changed else None,
            expires_at=iso(artifact.expire_time) if artifact.expire_time else None,
            version=artifact.version,
        )


class GridKeyComponents(Answer):
    """A key taken apart. `session_id` is the user in a user's key, and `shared` in the sandbox's."""

    model_config = ConfigDict(frozen=True)

    sandbox_id: str
    session_id: str
    artifact_id: str
    subpath: str | None = None


class AccessContext(BaseModel):
    """Who asks."""

    model_config = ConfigDict(frozen=True)

    user_id: str | None = None
    session_id: str | None = None
    sandbox_id: str


class BatchStoreItem(BaseModel):
    """One item of a batch."""

    data: bytes
    mime: str = Field(min_length=1)
    summary: str
    meta: dict[str, Any] | None = None
    filename: str | None = None

    @field_validator("data")
    @classmethod
    def _not_empty(cls, data: bytes) -> bytes:
        if not data:
            raise ValueError("an item of a batch has content")
        return data


class _Request(BaseModel):
    model_config = ConfigDict(arbitrary_types_allowed=True)


class StreamUploadRequest(_Request):
    """Content that comes in pieces."""

    data_stream: AsyncIterator[bytes]
    mime: str
    summary: str
    meta: dict[str, Any] | None = None
    filename: str | None = None
    session_id: str | None = None
    user_id: str | None = None
    ttl: int | None = 900
    scope: StorageScope = StorageScope.SESSION
    content_length: int | None = None
    progress_callback: ProgressCallback | None = None
    chunk_size: int = 65536


class StreamDownloadRequest(_Request):
    """Content that goes in pieces."""

    artifact_id: str
    user_id: str | None = None
    session_id: str | None = None
    chunk_size: int = 65536
    progress_callback: ProgressCallback | None = None


class MultipartUploadInitRequest(_Request):
    """An upload in parts."""

    filename: str
    mime_type: str = "application/octet-stream"
    user_id: str | None = None
    session_id: str | None = None
    scope: StorageScope = StorageScope.SESSION
    ttl: int | None = 900
    meta: dict[str, Any] | None = None


class MultipartUploadPart(BaseModel):
    """A part that was put, by the names that S3 gives them."""

    model_config = ConfigDict(frozen=True)

    PartNumber: int = Field(ge=1, le=10000)
    ETag: str


class MultipartUploadCompleteRequest(_Request):
    """All parts are there."""

    upload_id: str
    parts: list[MultipartUploadPart]
    summary: str = "Multipart upload"


def iso(moment: datetime) -> str:
    """As the original writes times."""
    return moment.isoformat().replace("+00:00", "Z")


def session_info(session: Session) -> SessionInfo:
    """The record of a session."""
    hours = round((session.expire_time - session.create_time).total_seconds() / 3600)
    return SessionInfo(
        session_id=session.id,
        sandbox_id=session.sandbox_id,
        user_id=session.user_id or None,
        created_at=iso(session.create_time),
        expires_at=iso(session.expire_time),
        ttl_hours=hours,
        metadata=session.meta,
        custom_metadata=session.meta,
    )


def _ttl(artifact: Artifact) -> int | None:
    if artifact.expire_time is None:
        return None
    return max(1, round((artifact.expire_time - artifact.create_time).total_seconds()))
