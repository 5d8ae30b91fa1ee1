"""Sessions, figures, and the state of the server."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from artigrid import AsyncClient, Session, errors
from artigrid.compat._base import Base
from artigrid.compat.models import iso, session_info
from artigrid.compat.types import (
    OperationStatus,
    ProviderStatus,
    SandboxInfo,
    SessionInfo,
    SessionStats,
    StatsResponse,
    StorageStats,
    ValidationResponse,
)

_HOUR = 3600
_TRIES = 50


class Sessions(Base):
    """The methods about sessions, and about the store as a whole."""

    async def create_session(
        self,
        user_id: str | None = None,
        ttl_hours: int | None = None,
        custom_metadata: dict[str, Any] | None = None,
    ) -> str:
        """A session of a user, or of nobody."""
        with self._translated():
            client = await self._as(user=user_id)
            hours = ttl_hours or self.session_ttl_hours
            return (await client.sessions.create(meta=custom_metadata, ttl=hours * _HOUR)).id

    async def validate_session(self, session_id: str) -> bool:
        """It is there and has not ended."""
        with self._translated():
            return await (await self._admin()).sessions.validate(session_id) is not None

    async def get_session_info(self, session_id: str) -> SessionInfo | None:
        """What is known of it; none if it is not there."""
        found = await self._if_there(lambda client: client.sessions.get(session_id))
        return session_info(found) if found else None

    async def update_session_metadata(self, session_id: str, metadata: dict[str, Any]) -> bool:
        """Sets keys of its metadata; the others stay."""

        async def change(client: AsyncClient) -> Session:
            for _ in range(_TRIES):
                session = await client.sessions.get(session_id)
                try:
                    new = {**session.meta, **metadata}
                    return await client.sessions.update(session_id, meta=new, etag=session.etag)
                except errors.EtagMismatch as error:
                    mismatch = error
            raise mismatch

        return await self._if_there(change) is not None

    async def extend_session_ttl(self, session_id: str, additional_hours: int) -> bool:
        """Ends later by so many hours."""
        by = additional_hours * _HOUR
        return await self._if_there(lambda client: client.sessions.renew(session_id, extend_by=by)) is not None

    async def delete_session(self, session_id: str) -> bool:
        """Ends it, and with it what it holds."""

        async def act(client: AsyncClient) -> bool:
            await client.sessions.delete(session_id)
            return True

        return bool(await self._if_there(act))

    async def cleanup_expired_sessions(self) -> int:
        """Frees now what the server frees by itself within a minute; says how many sessions that were."""
        with self._translated():
            return (await (await self._operator()).admin.sweep())["ended_sessions"]

    async def _if_there(self, act: Callable[[AsyncClient], Awaitable[Any]]) -> Any:
        with self._translated():
            try:
                return await act(await self._admin())
            except (errors.SessionNotFound, errors.SessionExpired):
                return None

    # ---- the store as a whole

    async def validate_configuration(self) -> ValidationResponse:
        """Tries every dependency: writes, reads back, deletes."""
        with self._translated():
            found = await (await self._operator()).admin.validate_configuration()
        checks = found["checks"]
        storage = _status([c for c in checks if c["name"].startswith("store.")], self._storage_provider_name)
        rest = [c for c in checks if not c["name"].startswith("store.")]
        session = _status(rest, self._session_provider_name)
        storage.details["bucket"] = self.bucket
        return ValidationResponse(
            storage=storage,
            session=session,
            overall=OperationStatus.SUCCESS if found["valid"] else OperationStatus.ERROR,
            timestamp=iso(datetime.now(UTC)),
            session_manager={"status": session.status.value, "sandbox_id": self.sandbox_id},
        )

    async def get_stats(self) -> StatsResponse:
        """Counted figures of the sandbox."""
        with self._translated():
            found = await (await self._admin()).admin.stats()
        artifacts, size = int(found["artifacts"]), int(found["bytes"])
        provider = self._storage_provider_name
        return StatsResponse(
            storage_provider=provider,
            session_provider=self._session_provider_name,
            bucket=self.bucket,
            sandbox_id=self.sandbox_id,
            session_manager=SessionStats(live_sessions=int(found["sessions"])),
            storage_stats=StorageStats(
                provider=provider, bucket=self.bucket, total_artifacts=artifacts, total_bytes=size
            ),
            total_artifacts=artifacts,
            total_bytes=size,
        )

    async def get_sandbox_info(self) -> SandboxInfo:
        """The store and its sandbox."""
        stats = await self.get_stats()
        return SandboxInfo(
            sandbox_id=self.sandbox_id,
            bucket=self.bucket,
            storage_provider=stats.storage_provider,
            session_provider=stats.session_provider,
            session_ttl_hours=self.session_ttl_hours,
            max_retries=self.max_retries,
            grid_prefix_pattern=f"grid/{self.sandbox_id}/",
            created_at=iso(datetime.now(UTC)),
            session_stats=stats.session_manager,
            storage_stats=stats.storage_stats,
            closed=self._closed,
        )


def _status(checks: list[dict[str, Any]], provider: str) -> ProviderStatus:
    wrong = [f"{check['name']}: {check['message']}" for check in checks if not check["ok"]]
    status = OperationStatus.ERROR if wrong else OperationStatus.OK
    return ProviderStatus(status=status, provider=provider, message="; ".join(wrong) or None)
