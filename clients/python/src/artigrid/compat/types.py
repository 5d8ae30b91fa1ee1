"""Enumerations, defaults and answers. Answers can be read like dictionaries too, as programs written for 0.7 do."""

from __future__ import annotations

from collections.abc import ItemsView, KeysView, ValuesView
from enum import Enum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

DEFAULT_TTL = 900
DEFAULT_PRESIGN_EXPIRES = 3600
DEFAULT_SESSION_TTL_HOURS = 24
DEFAULT_BUCKET = "artifacts"

ArtifactID = SessionID = SandboxID = UserID = str


class StorageScope(str, Enum):  # noqa: UP042 - formatting a member must go on giving its long name
    """Whose an artifact is."""

    SESSION = "session"
    USER = "user"
    SANDBOX = "sandbox"


class StorageProvider(str, Enum):  # noqa: UP042
    """Where content lies."""

    MEMORY = "memory"
    FILESYSTEM = "filesystem"
    S3 = "s3"
    IBM_COS = "ibm_cos"
    VFS_MEMORY = "vfs-memory"
    VFS_FILESYSTEM = "vfs-filesystem"
    VFS_S3 = "vfs-s3"
    VFS_SQLITE = "vfs-sqlite"


class SessionProvider(str, Enum):  # noqa: UP042
    """Where the live view of sessions lies."""

    MEMORY = "memory"
    REDIS = "redis"


class OperationStatus(str, Enum):  # noqa: UP042
    """How something went."""

    SUCCESS = "success"
    FAILED = "failed"
    HEALTHY = "healthy"
    UNHEALTHY = "unhealthy"
    UNKNOWN = "unknown"
    OK = "ok"
    ERROR = "error"


class Answer(BaseModel):
    """An answer that can be read like a dictionary."""

    model_config = ConfigDict(extra="allow")

    def __getitem__(self, key: str) -> Any:
        try:
            return getattr(self, key)
        except AttributeError:
            raise KeyError(key) from None

    def __contains__(self, key: object) -> bool:
        return key in self._plain()

    def _plain(self) -> dict[str, Any]:
        return {**self.__dict__, **(self.model_extra or {})}

    def get(self, key: str, default: Any = None) -> Any:
        """The field of that name."""
        return getattr(self, key, default)

    def keys(self) -> KeysView[str]:
        """All names."""
        return self._plain().keys()

    def values(self) -> ValuesView[Any]:
        """All values."""
        return self._plain().values()

    def items(self) -> ItemsView[str, Any]:
        """Both."""
        return self._plain().items()


class ProviderStatus(Answer):
    """Whether a dependency works."""

    status: OperationStatus
    provider: str
    message: str | None = None
    details: dict[str, Any] = Field(default_factory=dict)


class ValidationResponse(Answer):
    """Whether all of them do."""

    storage: ProviderStatus
    session: ProviderStatus
    overall: OperationStatus
    timestamp: str | None = None
    session_manager: dict[str, Any] | None = None


class SessionStats(Answer):
    """Figures of the original's session cache. There is none here, so they stay 0; `live_sessions` is true."""

    cache_hits: int = 0
    cache_misses: int = 0
    total_requests: int = 0
    hit_rate: float = 0.0
    live_sessions: int = 0


class StorageStats(Answer):
    """What is stored."""

    provider: str | None = None
    bucket: str | None = None
    total_artifacts: int | None = None
    total_bytes: int | None = None


class StatsResponse(Answer):
    """Figures of the sandbox."""

    storage_provider: str
    session_provider: str
    bucket: str
    sandbox_id: str
    session_manager: SessionStats = Field(default_factory=SessionStats)
    storage_stats: StorageStats = Field(default_factory=StorageStats)
    total_artifacts: int | None = None
    total_bytes: int | None = None


class SessionInfo(Answer):
    """A session."""

    session_id: str
    sandbox_id: str
    user_id: str | None = None
    created_at: str | None = None
    expires_at: str | None = None
    ttl_hours: int | None = None
    metadata: dict[str, Any] = Field(default_factory=dict)
    #: What 0.7 called them.
    custom_metadata: dict[str, Any] = Field(default_factory=dict)
    status: str = "active"


class SandboxInfo(Answer):
    """The store and its sandbox."""

    sandbox_id: str
    bucket: str
    storage_provider: str
    session_provider: str
    session_ttl_hours: int
    max_retries: int
    grid_prefix_pattern: str
    created_at: str
    session_stats: SessionStats = Field(default_factory=SessionStats)
    storage_stats: StorageStats = Field(default_factory=StorageStats)
    closed: bool = False


class PresignedUploadResponse(Answer):
    """Where to PUT content."""

    upload_url: str
    artifact_id: str
    expires_in: int


class MultipartUploadInitResponse(Answer):
    """An upload in parts."""

    upload_id: str
    artifact_id: str
    key: str
    session_id: str
    expires_in: int


class UpdateMetadataResponse(Answer):
    """Changed metadata."""

    artifact_id: str
    updated_at: str
    summary: str | None = None
    meta: dict[str, Any] = Field(default_factory=dict)


class BatchStoreResponse(Answer):
    """What became of a batch."""

    artifact_ids: list[str | None]
    total: int
    successful: int
    failed: int
