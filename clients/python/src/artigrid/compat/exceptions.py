"""The exceptions of the store, and which failure is which.

Two are placed so that programs which catch what the original raised go on working: it raised ArtifactNotFoundError for what
had expired, and ProviderError for content that did not match its digest.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from artigrid import errors


class ArtifactStoreError(Exception):
    """Something did not work."""


class ArtifactNotFoundError(ArtifactStoreError):
    """There is no such artifact."""


class ArtifactExpiredError(ArtifactNotFoundError):
    """The artifact was there and has expired."""


class ProviderError(ArtifactStoreError):
    """The server or its storage failed, or cannot be reached."""


class ArtifactCorruptedError(ProviderError):
    """Content does not match its digest; it is not handed out."""


class SessionError(ArtifactStoreError):
    """There is no such session, or it has ended."""


class AccessDeniedError(ArtifactStoreError):
    """The caller may not do this."""


#: The first that fits.
_MEANINGS: list[tuple[type[errors.ArtigridError], type[ArtifactStoreError]]] = [
    (errors.ArtifactExpired, ArtifactExpiredError),
    (errors.SessionExpired, SessionError),
    (errors.SessionNotFound, SessionError),
    (errors.NotFound, ArtifactNotFoundError),
    (errors.AccessDenied, AccessDeniedError),
    (errors.DataCorrupt, ArtifactCorruptedError),
    (errors.InvalidArgument, ArtifactStoreError),
    (errors.Conflict, ArtifactStoreError),
    (errors.AlreadyExists, ArtifactStoreError),
]


@contextmanager
def translated() -> Iterator[None]:
    """Failures of the client as failures of the store."""
    try:
        yield
    except errors.ArtigridError as error:
        kind = next((ours for theirs, ours in _MEANINGS if isinstance(error, theirs)), ProviderError)
        raise kind(str(error)) from error
