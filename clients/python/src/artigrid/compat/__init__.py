"""The drop-in for programs that use the package chuk-artifacts.

    from artigrid.compat import ArtifactStore

in the place of `from chuk_artifacts import ArtifactStore`, and the same for the modules `exceptions`, `models`, `types`,
`grid`, `access_control` and `config`. Names, arguments, defaults and results are those of its versions 0.7 to 0.11; behind
them is an Artigrid server: the one that ARTIGRID_ADDR names, or one that this process starts for itself. What differs, and
why, is listed in COMPAT.md.
"""

from __future__ import annotations

import logging
from typing import Any

try:
    import pydantic as _pydantic  # noqa: F401
except ImportError as missing:
    raise ImportError("artigrid.compat needs pydantic: pip install 'artigrid[compat]'") from missing

from artigrid.compat.exceptions import (
    AccessDeniedError,
    ArtifactCorruptedError,
    ArtifactExpiredError,
    ArtifactNotFoundError,
    ArtifactStoreError,
    ProviderError,
    SessionError,
)
from artigrid.compat.models import (
    AccessContext,
    ArtifactEnvelope,
    ArtifactMetadata,
    GridKeyComponents,
    MultipartUploadCompleteRequest,
    MultipartUploadInitRequest,
    MultipartUploadPart,
    StreamDownloadRequest,
    StreamUploadRequest,
)
from artigrid.compat.store import ArtifactStore
from artigrid.compat.types import (
    DEFAULT_BUCKET,
    DEFAULT_PRESIGN_EXPIRES,
    DEFAULT_SESSION_TTL_HOURS,
    DEFAULT_TTL,
    BatchStoreResponse,
    MultipartUploadInitResponse,
    OperationStatus,
    PresignedUploadResponse,
    ProviderStatus,
    SandboxInfo,
    SessionInfo,
    SessionProvider,
    SessionStats,
    StatsResponse,
    StorageProvider,
    StorageScope,
    StorageStats,
    UpdateMetadataResponse,
    ValidationResponse,
)

__all__ = [
    "DEFAULT_BUCKET",
    "DEFAULT_PRESIGN_EXPIRES",
    "DEFAULT_SESSION_TTL_HOURS",
    "DEFAULT_TTL",
    "AccessContext",
    "AccessDeniedError",
    "ArtifactCorruptedError",
    "ArtifactEnvelope",
    "ArtifactExpiredError",
    "ArtifactMetadata",
    "ArtifactNotFoundError",
    "ArtifactStore",
    "ArtifactStoreError",
    "BatchStoreResponse",
    "GridKeyComponents",
    "MultipartUploadCompleteRequest",
    "MultipartUploadInitRequest",
    "MultipartUploadInitResponse",
    "MultipartUploadPart",
    "OperationStatus",
    "PresignedUploadResponse",
    "ProviderError",
    "ProviderStatus",
    "SandboxInfo",
    "SessionError",
    "SessionInfo",
    "SessionProvider",
    "SessionStats",
    "StatsResponse",
    "StorageProvider",
    "StorageScope",
    "StorageStats",
    "StreamDownloadRequest",
    "StreamUploadRequest",
    "UpdateMetadataResponse",
    "ValidationResponse",
    "configure_logging",
    "create_store",
    "quick_store",
]


def create_store(**options: Any) -> ArtifactStore:
    """A store with these options."""
    return ArtifactStore(**options)


async def quick_store(
    data: bytes, *, mime: str = "application/octet-stream", summary: str = "Quick upload", **options: Any
) -> tuple[ArtifactStore, str]:
    """A store, and the id of what was just put into it."""
    store = ArtifactStore(**options)
    return store, await store.store(data, mime=mime, summary=summary)


def configure_logging(level: str = "INFO") -> None:
    """How much this package logs."""
    logging.getLogger("artigrid").setLevel(level.upper())
