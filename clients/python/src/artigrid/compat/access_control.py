"""The rules as pure functions, for programs that ask them. What counts is what the server decides."""

from __future__ import annotations

from artigrid.compat.exceptions import AccessDeniedError
from artigrid.compat.models import AccessContext, ArtifactMetadata
from artigrid.compat.types import StorageScope


def check_access(artifact: ArtifactMetadata, context: AccessContext) -> None:
    """AccessDeniedError unless the context may read. Unlike the original, who names nothing is nobody."""
    if artifact.sandbox_id != context.sandbox_id:
        raise AccessDeniedError("the artifact is of another sandbox")
    if artifact.scope is StorageScope.USER and artifact.owner_id != context.user_id:
        raise AccessDeniedError("the artifact is another user's")
    if artifact.scope is StorageScope.SESSION and artifact.session_id != context.session_id:
        raise AccessDeniedError("the artifact is of another session")


def can_modify(artifact: ArtifactMetadata, context: AccessContext) -> bool:
    """Whether the context may change or delete."""
    if artifact.scope is StorageScope.SANDBOX:
        return False
    try:
        check_access(artifact, context)
    except AccessDeniedError:
        return False
    return True


def build_context(*, user_id: str | None = None, session_id: str | None = None, sandbox_id: str) -> AccessContext:
    """Who asks."""
    return AccessContext(user_id=user_id, session_id=session_id, sandbox_id=sandbox_id)
