"""Why a call failed.

The server names one of a closed list of reasons; here each is a class, so that `except` can tell them apart, and related
ones share a parent. What expired is a kind of not-found: who does not care catches `NotFound` and gets both. Failures of
this side keep Python's own exceptions (`OSError`, `ValueError`, `TypeError`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol

import grpc
from google.rpc import error_details_pb2, status_pb2

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: Domain of the reasons; an ErrorInfo of another domain is a proxy's, not the server's.
DOMAIN = "artigrid.dev"


class ArtigridError(Exception):
    """Something that the server refused, or that the way to it did not let through."""

    #: The reason of the contract, e.g. `ETAG_MISMATCH`.
    reason: ClassVar[str] = "INTERNAL"
    #: The same call may work later, unchanged. (Whether its first try had an effect is another question.)
    retryable: ClassVar[bool] = False

    def __init__(
        self, message: str = "", *, metadata: Mapping[str, str] | None = None, retry_after: float | None = None
    ) -> None:
        super().__init__(message or self.reason)
        #: What the server adds to the reason, e.g. `limit`, `dependency`, `persisted_offset`.
        self.metadata: dict[str, str] = dict(metadata or {})
        #: Seconds that the server asks to wait before the next try.
        self.retry_after = retry_after

    @property
    def not_found(self) -> bool:
        """There is no such thing, or no longer."""
        return isinstance(self, NotFound)

    @property
    def expired(self) -> bool:
        """It was there and has expired."""
        return isinstance(self, Expired)


class InvalidArgument(ArtigridError):
    """A field is malformed, or fields contradict each other."""

    reason = "INVALID_ARGUMENT"


class ChecksumMismatch(InvalidArgument):
    """Bytes do not match the digest that was sent with them."""

    reason = "CHECKSUM_MISMATCH"


class SizeMismatch(InvalidArgument):
    """Content is shorter or longer than declared."""

    reason = "SIZE_MISMATCH"


class PageTokenInvalid(InvalidArgument):
    """A page token is damaged, too old, or belongs to another query."""

    reason = "PAGE_TOKEN_INVALID"


class FilterInvalid(InvalidArgument):
    """A filter does not parse, or names an unknown field."""

    reason = "FILTER_INVALID"


class SizeLimit(InvalidArgument):
    """Content, a message, a batch or metadata is over a limit; `metadata["limit"]` has it."""

    reason = "SIZE_LIMIT"


class Unauthenticated(ArtigridError):
    """Credentials are missing, malformed or no longer valid."""

    reason = "UNAUTHENTICATED"


class AccessDenied(ArtigridError):
    """The caller may not do this."""

    reason = "ACCESS_DENIED"


class NotFound(ArtigridError):
    """There is no such thing, or no longer."""


class ArtifactNotFound(NotFound):
    """No such artifact in the caller's sandbox, or it was deleted."""

    reason = "ARTIFACT_NOT_FOUND"


class SessionNotFound(NotFound):
    """No such session in the caller's sandbox, or it was deleted."""

    reason = "SESSION_NOT_FOUND"


class UploadNotFound(NotFound):
    """No such upload, or it was cancelled or is past its deadline."""

    reason = "UPLOAD_NOT_FOUND"


class LinkNotFound(NotFound):
    """No such share link, or it is revoked, expired or used up."""

    reason = "LINK_NOT_FOUND"


class KeyNotFound(NotFound):
    """No such API key."""

    reason = "KEY_NOT_FOUND"


class QuotaNotFound(NotFound):
    """No such quota."""

    reason = "QUOTA_NOT_FOUND"


class VersionGone(NotFound):
    """The version asked for was replaced and its content is gone."""

    reason = "VERSION_GONE"


class Expired(NotFound):
    """It was there and has expired within the last 24 hours."""


class ArtifactExpired(Expired):
    """The artifact has expired."""

    reason = "ARTIFACT_EXPIRED"


class SessionExpired(Expired):
    """The session has ended."""

    reason = "SESSION_EXPIRED"


class AlreadyExists(ArtigridError):
    """What should be made exists already."""

    reason = "ALREADY_EXISTS"


class Conflict(ArtigridError):
    """Somebody or something else came first."""


class EtagMismatch(Conflict):
    """The resource changed since its etag was read."""

    reason = "ETAG_MISMATCH"


class OffsetMismatch(Conflict):
    """An upload was continued elsewhere than at its persisted offset."""

    reason = "OFFSET_MISMATCH"


class UploadFenced(Conflict):
    """Somebody else took this upload over."""

    reason = "UPLOAD_FENCED"


class RequestInProgress(Conflict):
    """The first call with this request id is still running."""

    reason = "REQUEST_IN_PROGRESS"


class RequestIdReused(Conflict):
    """The request id was used for another request."""

    reason = "REQUEST_ID_REUSED"


class WatchTokenExpired(Conflict):
    """The watch token is older than the events that are kept."""

    reason = "WATCH_TOKEN_EXPIRED"


class RangeNotSatisfiable(ArtigridError):
    """The range begins at or behind the end of the content."""

    reason = "RANGE_NOT_SATISFIABLE"


class ResourceExhausted(ArtigridError):
    """Too much of something."""


class QuotaExceeded(ResourceExhausted):
    """A quota would be passed."""

    reason = "QUOTA_EXCEEDED"


class StorageFull(ResourceExhausted):
    """The store has no room left."""

    reason = "STORAGE_FULL"


class RateLimited(ResourceExhausted):
    """Too many calls or transfers; `retry_after` says when to come back."""

    reason = "RATE_LIMITED"
    retryable = True


class TimedOut(ArtigridError):
    """It took too long."""


class IdleTimeout(TimedOut):
    """A stream made no progress for too long."""

    reason = "IDLE_TIMEOUT"


class DeadlineExceeded(TimedOut):
    """The deadline of the call passed."""

    reason = "DEADLINE"


class Unavailable(ArtigridError):
    """Not now."""

    reason = "BACKEND_UNAVAILABLE"
    retryable = True


class BackendUnavailable(Unavailable):
    """The server cannot be reached, or something that it depends on is down."""


class Draining(Unavailable):
    """The server is shutting down."""

    reason = "DRAINING"


class DataCorrupt(ArtigridError):
    """Bytes do not match their checksum: stored ones are not sent, received ones not handed out."""

    reason = "DATA_CORRUPT"


class Unimplemented(ArtigridError):
    """The method, or a field that the request sets, is not built into this server."""

    reason = "UNIMPLEMENTED"


class Cancelled(ArtigridError):
    """The caller gave up."""

    reason = "CANCELLED"


class Internal(ArtigridError):
    """A fault of the server."""

    reason = "INTERNAL"


def _leaves(parent: type[ArtigridError]) -> Iterable[type[ArtigridError]]:
    for child in parent.__subclasses__():
        if "reason" in vars(child):
            yield child
        yield from _leaves(child)


#: Reason -> its class. The list is the contract's; a test compares the two.
BY_REASON: dict[str, type[ArtigridError]] = {
    **{error.reason: error for error in _leaves(ArtigridError)},
    BackendUnavailable.reason: BackendUnavailable,
}

#: What a status means that names none of our reasons: a proxy's, an old server's, or gRPC's own.
_BY_CODE: dict[grpc.StatusCode, type[ArtigridError]] = {
    grpc.StatusCode.INVALID_ARGUMENT: InvalidArgument,
    grpc.StatusCode.OUT_OF_RANGE: SizeLimit,
    grpc.StatusCode.UNAUTHENTICATED: Unauthenticated,
    grpc.StatusCode.PERMISSION_DENIED: AccessDenied,
    grpc.StatusCode.DEADLINE_EXCEEDED: DeadlineExceeded,
    grpc.StatusCode.RESOURCE_EXHAUSTED: RateLimited,
    grpc.StatusCode.UNAVAILABLE: BackendUnavailable,
    grpc.StatusCode.DATA_LOSS: DataCorrupt,
    grpc.StatusCode.UNIMPLEMENTED: Unimplemented,
    grpc.StatusCode.CANCELLED: Cancelled,
    grpc.StatusCode.ALREADY_EXISTS: AlreadyExists,
}


class RpcFailure(Protocol):
    """What grpc and grpc.aio both raise."""

    def code(self) -> grpc.StatusCode:
        """The status."""

    def details(self) -> str | None:
        """Its message."""

    def trailing_metadata(self) -> Iterable[tuple[str, str | bytes]] | None:
        """What came with it."""


def make(reason: str, message: str, metadata: Mapping[str, str] | None = None) -> ArtigridError:
    """The error for a reason; a reason that this version does not know is INTERNAL, as the contract wants."""
    return BY_REASON.get(reason, Internal)(message, metadata=metadata)


def from_rpc(failure: RpcFailure) -> ArtigridError:
    """What a failed call means."""
    info, retry_after = error_details_pb2.ErrorInfo(), None
    for key, value in failure.trailing_metadata() or ():
        if key == "grpc-status-details-bin" and isinstance(value, bytes):
            info, retry_after = _details(value)
    message = failure.details() or ""
    if info.domain == DOMAIN:
        kind = BY_REASON.get(info.reason, Internal)
        return kind(message, metadata=dict(info.metadata), retry_after=retry_after)
    kind = _BY_CODE.get(failure.code(), Internal)
    if failure.code() is grpc.StatusCode.INTERNAL and _is_broken_stream(message):
        kind = BackendUnavailable
    return kind(message, retry_after=retry_after)


def _details(value: bytes) -> tuple[error_details_pb2.ErrorInfo, float | None]:
    info, retry_after = error_details_pb2.ErrorInfo(), None
    for detail in status_pb2.Status.FromString(value).details:
        retry = error_details_pb2.RetryInfo()
        if detail.Unpack(retry):
            retry_after = retry.retry_delay.ToTimedelta().total_seconds()
        else:
            detail.Unpack(info)
    return info, retry_after


def _is_broken_stream(message: str) -> bool:
    # gRPC's core calls a stream that the peer reset INTERNAL; no server of ours sends these words.
    return "RST_STREAM" in message
