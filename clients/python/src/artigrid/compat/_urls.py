"""Signed URLs, and uploads that go by them."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from artigrid import AsyncClient, Upload, errors
from artigrid.compat._base import Base, known_id, known_scope, lifetime
from artigrid.compat.exceptions import ArtifactNotFoundError, ArtifactStoreError, ProviderError
from artigrid.compat.grid import artifact_key
from artigrid.compat.models import MultipartUploadCompleteRequest, MultipartUploadInitRequest
from artigrid.compat.types import DEFAULT_PRESIGN_EXPIRES, DEFAULT_TTL, StorageScope

_SHORT, _MEDIUM, _LONG = 900, 3600, 86400
_MAX_PARTS = 10000


class Urls(Base):
    """The methods that make URLs."""

    async def presign(self, artifact_id: str, expires: int = DEFAULT_PRESIGN_EXPIRES) -> str:
        """A URL to read by, for so many seconds."""
        with self._translated():
            return (await (await self._admin()).urls.presign(known_id(artifact_id), expires)).url

    async def presign_short(self, artifact_id: str) -> str:
        """For 15 minutes."""
        return await self.presign(artifact_id, _SHORT)

    async def presign_medium(self, artifact_id: str) -> str:
        """For an hour."""
        return await self.presign(artifact_id, _MEDIUM)

    async def presign_long(self, artifact_id: str) -> str:
        """For a day."""
        return await self.presign(artifact_id, _LONG)

    async def presign_upload(
        self,
        session_id: str | None = None,
        filename: str | None = None,
        mime_type: str = "application/octet-stream",
        expires: int = DEFAULT_PRESIGN_EXPIRES,
    ) -> tuple[str, str]:
        """A URL to PUT to, and the id that `register_uploaded_artifact` wants afterwards."""
        spec = {"filename": filename or "", "mime_type": mime_type}
        with self._translated():
            return await self._ticket(await self._as(session=session_id), expires, **spec)

    async def register_uploaded_artifact(
        self,
        artifact_id: str,
        *,
        mime: str,
        summary: str,
        meta: dict[str, Any] | None = None,
        filename: str | None = None,
        session_id: str | None = None,
        ttl: int | None = DEFAULT_TTL,
    ) -> bool:
        """Makes what was put an artifact. False if nothing was."""
        artifact_id = known_id(artifact_id)
        with self._translated():
            try:
                upload_id, client = await self._begun(artifact_id, session_id)
                await client.urls.register(upload_id)
                said: dict[str, Any] = {"mime_type": mime, "summary": summary, "meta": meta, "filename": filename}
                await client.artifacts.update(artifact_id, **said, **lifetime(ttl))
            except (errors.NotFound, ArtifactNotFoundError):
                return False
        self._tickets.pop(artifact_id, None)
        return True

    async def presign_upload_and_register(
        self,
        *,
        mime: str,
        summary: str,
        meta: dict[str, Any] | None = None,
        filename: str | None = None,
        session_id: str | None = None,
        ttl: int | None = DEFAULT_TTL,
        expires: int = DEFAULT_PRESIGN_EXPIRES,
    ) -> tuple[str, str]:
        """A URL whose PUT makes the artifact by itself."""
        spec = {"mime_type": mime, "summary": summary, "meta": meta, "filename": filename or "", **lifetime(ttl)}
        with self._translated():
            return await self._ticket(await self._as(session=session_id), expires, auto_register=True, **spec)

    async def _ticket(self, client: AsyncClient, expires: int, **spec: Any) -> tuple[str, str]:
        ticket = await client.urls.presign_upload(expires, **spec)
        if ticket.signed_url is None:
            raise ProviderError("the server gave no URL to put the whole to")
        self._keep(ticket.upload, client)
        return ticket.signed_url.url, ticket.upload.artifact_id

    def _keep(self, upload: Upload, client: AsyncClient) -> None:
        if upload.session_id:  # what was begun for a session is registered in its name
            client = client.acting_for(session=upload.session_id)
        self._tickets[upload.artifact_id] = (upload.id, client)

    async def _begun(self, artifact_id: str, session_id: str | None) -> tuple[str, AsyncClient]:
        """The upload that will make this artifact, begun here or in another process."""
        if artifact_id not in self._tickets:
            client = await self._as(session=session_id)
            async for upload in client.artifacts.uploads():
                if upload.artifact_id == artifact_id:
                    return upload.id, client
            raise ArtifactNotFoundError(f"no upload makes artifact {artifact_id}")
        return self._tickets[artifact_id]

    # ---- in parts

    async def initiate_multipart_upload(self, request: MultipartUploadInitRequest) -> dict[str, Any]:
        """Begins an upload in parts; `part_size` says how large each but the last must be."""
        scope = known_scope(request.scope)
        spec: dict[str, Any] = {
            "filename": request.filename,
            "mime_type": request.mime_type,
            "meta": request.meta,
            "scope": scope.value,
            **lifetime(request.ttl),
        }
        with self._translated():

            async def act(client: AsyncClient) -> dict[str, Any]:
                ticket = await client.urls.presign_upload(_LONG, **spec)
                upload = ticket.upload
                self._tickets[upload.id] = (upload.artifact_id, client)
                owner = upload.session_id if scope is StorageScope.SESSION else upload.user_id or "shared"
                return {
                    "upload_id": upload.id,
                    "artifact_id": upload.artifact_id,
                    "key": self._key(scope, owner, upload.artifact_id),
                    "session_id": upload.session_id,
                    "part_size": ticket.part_size,
                }

            return await self._writing(scope, request.user_id, request.session_id, act)

    async def get_part_upload_url(
        self, upload_id: str, part_number: int, expires: int = DEFAULT_PRESIGN_EXPIRES
    ) -> str:
        """Where to PUT one part."""
        if not 1 <= part_number <= _MAX_PARTS:
            raise ValueError(f"part numbers are 1 to {_MAX_PARTS}")
        with self._translated():
            [part] = await (await self._of(upload_id)).urls.presign_parts(upload_id, [part_number], expires)
        return part.signed_url.url

    async def complete_multipart_upload(self, request: MultipartUploadCompleteRequest) -> str:
        """Makes the parts an artifact; every one must be there."""
        parts = {part.PartNumber: part.ETag for part in request.parts}
        if not parts:
            raise ArtifactStoreError("an upload in parts has parts")
        with self._translated():
            client = await self._of(request.upload_id)
            made = await client.urls.register(request.upload_id, parts=parts)
            await client.artifacts.update(made.id, summary=request.summary)
        self._tickets.pop(request.upload_id, None)
        return made.id

    async def abort_multipart_upload(self, upload_id: str) -> bool:
        """Gives it up; one that is not there is given up already."""
        with self._translated(), suppress(errors.NotFound):
            await (await self._of(upload_id)).artifacts.cancel_upload(upload_id)
        self._tickets.pop(upload_id, None)
        return True

    async def _of(self, upload_id: str) -> AsyncClient:
        return self._tickets[upload_id][1] if upload_id in self._tickets else await self._admin()

    def _key(self, scope: StorageScope, owner: str, artifact_id: str) -> str:
        return artifact_key(self.sandbox_id, owner, artifact_id, scope.value, owner)
