"""What all parts of the store share: its options, its connection, and on whose behalf it asks.

The store connects as admin of its sandbox and names a user or a session when its caller gives one, so the server decides
then. Its caller gives none where the original has no argument for it; then the store acts as the admin it is.
"""

from __future__ import annotations

import asyncio
import os
import uuid
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from artigrid import Artifact, AsyncClient, errors
from artigrid.compat import _server
from artigrid.compat.exceptions import AccessDeniedError, ArtifactNotFoundError, ArtifactStoreError, translated
from artigrid.compat.grid import GridError
from artigrid.compat.models import ArtifactMetadata
from artigrid.compat.types import DEFAULT_BUCKET, DEFAULT_SESSION_TTL_HOURS, StorageScope

T = TypeVar("T")
_DEFAULT_SANDBOX = "default"
_VFS = "vfs-"


class Base:
    """The inside of a store."""

    def __init__(
        self,
        *,
        bucket: str | None = None,
        storage_provider: str | None = None,
        session_provider: str | None = None,
        sandbox_id: str | None = None,
        session_ttl_hours: int = DEFAULT_SESSION_TTL_HOURS,
        max_retries: int = 3,
    ) -> None:
        env = os.environ.get
        self.bucket = bucket or env("ARTIFACT_BUCKET") or DEFAULT_BUCKET
        self.sandbox_id = sandbox_id or env("ARTIFACT_SANDBOX_ID") or env("SANDBOX_ID") or _DEFAULT_SANDBOX
        self.session_ttl_hours = session_ttl_hours
        self.max_retries = max_retries
        self._storage_provider_name = (storage_provider or env("ARTIFACT_PROVIDER") or "memory").strip().lower()
        self._session_provider_name = (session_provider or env("SESSION_PROVIDER") or "memory").strip().lower()
        if self._storage_provider_name.removeprefix(_VFS) not in ("memory", "filesystem", "sqlite", "s3", "ibm_cos"):
            raise ValueError(f"no such storage provider: {self._storage_provider_name!r}")
        self._clients: WeakKeyDictionary[asyncio.AbstractEventLoop, AsyncClient] = WeakKeyDictionary()
        self._tickets: dict[str, tuple[str, AsyncClient]] = {}
        self._closed = False

    async def close(self) -> None:
        """Ends the connection. What is stored stays."""
        self._closed = True
        client = self._clients.pop(asyncio.get_running_loop(), None)
        if client:
            await client.close()

    # ---- the connection

    async def _admin(self) -> AsyncClient:
        """The client of the running loop, naming nobody."""
        if self._closed:
            raise ArtifactStoreError("the store is closed")
        loop = asyncio.get_running_loop()
        if loop not in self._clients:
            variables = {
                "ARTIFACT_PROVIDER": self._storage_provider_name,
                "SESSION_PROVIDER": self._session_provider_name,
                "ARTIFACT_BUCKET": self.bucket,
            }
            if self.session_ttl_hours != DEFAULT_SESSION_TTL_HOURS:
                variables["ARTIGRID_SESSION_TTL"] = f"{self.session_ttl_hours}h"
            where = await asyncio.to_thread(_server.address, variables)
            token = os.environ.get("ARTIGRID_TOKEN")
            self._clients.setdefault(loop, AsyncClient(where, sandbox=self.sandbox_id, role="admin", token=token))
        return self._clients[loop]

    async def _as(self, user: str | None = None, session: str | None = None) -> AsyncClient:
        """On behalf of somebody. Each time a client of its own: it keeps the session of its first write."""
        return (await self._admin()).acting_for(user=user, session=session)

    @staticmethod
    def _translated() -> AbstractContextManager[None]:
        return translated()

    async def _operator(self) -> AsyncClient:
        """The connection as the role that looks after the server. Without a token the server believes the role."""
        return (await self._admin()).acting_for(role="operator")

    # ---- who may

    async def _reading(
        self,
        artifact_id: str,
        user: str | None,
        session: str | None,
        act: Callable[[AsyncClient], Awaitable[T]],
    ) -> T:
        """Acts as the user, or as the session, whichever may; naming neither, not on what is a user's own."""
        names = [name for name in ({"user": user}, {"session": session}) if any(name.values())]
        if not names:
            client = await self._admin()
            artifact = await client.artifacts.get(artifact_id)
            if artifact.scope == StorageScope.USER.value:
                raise AccessDeniedError(f"artifact {artifact_id} is a user's: say whose by user_id")
            return await act(client)
        for name in names[:-1]:
            try:
                return await act(await self._as(**name))
            except errors.AccessDenied:
                continue
        return await act(await self._as(**names[-1]))

    async def _writing(
        self, scope: StorageScope, user: str | None, session: str | None, act: Callable[[AsyncClient], Awaitable[T]]
    ) -> T:
        """Acts for whom something new shall be."""
        if scope is StorageScope.USER and not user:
            raise ValueError("a user-scoped artifact needs a user_id")
        if scope is StorageScope.SANDBOX:
            return await act(await self._admin())
        if scope is StorageScope.USER:
            return await act(await self._as(user=user))
        try:
            return await act(await self._as(user, session))
        except errors.AccessDenied:
            # A session without a user may be used by naming it alone; another user's may not.
            if not (user and session) or (await (await self._admin()).sessions.get(session)).user_id:
                raise
            return await act(await self._as(session=session))

    # ---- words

    def _record(self, artifact: Artifact) -> ArtifactMetadata:
        return ArtifactMetadata.of(artifact, self._session_provider_name)


def lifetime(ttl: int | None) -> dict[str, Any]:
    """The original's ttl; none = no end of its own."""
    return {"no_expiry": True} if ttl is None else {"ttl": ttl}


def known_scope(scope: StorageScope | str) -> StorageScope:
    """The scope that is meant."""
    try:
        return StorageScope(scope)
    except ValueError:
        raise GridError(f"no such scope: {scope!r}") from None


def known_id(artifact_id: str) -> str:
    """The id as the server writes it; one without hyphens, as the original's, is taken too."""
    try:
        return str(uuid.UUID(artifact_id))
    except (ValueError, AttributeError, TypeError):
        raise ArtifactNotFoundError(f"there is no artifact {artifact_id!r}") from None
