"""Lists: of a session, of a directory in it, of a user, of the sandbox."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from artigrid import Artifact, errors
from artigrid.compat._base import Base, known_scope
from artigrid.compat.grid import artifact_key, canonical_prefix, parse
from artigrid.compat.models import ArtifactMetadata, GridKeyComponents
from artigrid.compat.types import StorageScope


class Lists(Base):
    """The methods that find artifacts, and those about keys."""

    async def list_by_session(self, session_id: str, limit: int = 100) -> list[ArtifactMetadata]:
        """What a session holds, by file name; nothing if there is no such session."""
        return await self.list_files(session_id, "", limit)

    async def list_files(self, session_id: str, prefix: str = "", limit: int = 100) -> list[ArtifactMetadata]:
        """What of it has a file name that begins so."""
        with self._translated():
            client = await self._admin()
            try:
                return await self._some(client.artifacts.list(session=session_id, prefix=prefix), limit)
            except (errors.SessionNotFound, errors.SessionExpired):
                return []

    async def get_directory_contents(
        self, session_id: str, directory_prefix: str = "", limit: int = 100
    ) -> list[ArtifactMetadata]:
        """The same."""
        return await self.list_files(session_id, directory_prefix, limit)

    async def search(
        self,
        *,
        user_id: str | None = None,
        scope: StorageScope | str | None = None,
        mime_prefix: str | None = None,
        meta_filter: dict[str, Any] | None = None,
        limit: int = 100,
    ) -> list[ArtifactMetadata]:
        """What a user has (or, by scope, what is in the user's live sessions), or what is shared."""
        wanted = known_scope(scope) if scope else StorageScope.USER
        if not user_id and wanted is not StorageScope.SANDBOX:
            raise ValueError("a search needs a user_id, unless it is for what the sandbox shares")
        paths = {key.replace("\\", "\\\\").replace(".", "\\."): value for key, value in (meta_filter or {}).items()}
        with self._translated():
            client = await self._as(user=user_id)
            found = client.search.find(scope=wanted.value, mime_prefix=mime_prefix or "", meta=paths)
            return await self._some(found, limit)

    async def list_by_user(
        self,
        user_id: str,
        *,
        mime_prefix: str | None = None,
        meta_filter: dict[str, Any] | None = None,
        limit: int = 100,
    ) -> list[ArtifactMetadata]:
        """What a user has, in any session."""
        if not user_id:
            raise ValueError("a list of a user's artifacts needs a user_id")
        return await self.search(
            user_id=user_id, scope=StorageScope.USER, mime_prefix=mime_prefix, meta_filter=meta_filter, limit=limit
        )

    async def _some(self, found: AsyncIterator[Artifact], limit: int) -> list[ArtifactMetadata]:
        records: list[ArtifactMetadata] = []
        if limit > 0:
            async for artifact in found:
                records.append(self._record(artifact))
                if len(records) >= limit:
                    break
        return records

    # ---- keys

    def get_canonical_prefix(self, session_id: str) -> str:
        """What the keys of a session begin with."""
        return canonical_prefix(self.sandbox_id, session_id)

    def generate_artifact_key(
        self, session_id: str, artifact_id: str, mime_type: str | None = None, filename: str | None = None
    ) -> str:
        """The key of an artifact in a session."""
        return artifact_key(self.sandbox_id, session_id, artifact_id, mime_type=mime_type, filename=filename)

    def parse_grid_key(self, grid_key: str) -> GridKeyComponents | None:
        """Takes a key apart."""
        return parse(grid_key)

    def get_session_prefix_pattern(self) -> str:
        """What all keys of the sandbox begin with."""
        return f"grid/{self.sandbox_id}/"
