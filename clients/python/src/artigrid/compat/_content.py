"""Content: in, out, changed, copied."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from artigrid import Artifact, AsyncClient, Failure, NewArtifact, Progress, errors
from artigrid.compat._base import Base, known_id, known_scope, lifetime
from artigrid.compat.exceptions import AccessDeniedError
from artigrid.compat.models import (
    ArtifactMetadata,
    BatchStoreItem,
    ProgressCallback,
    StreamDownloadRequest,
    StreamUploadRequest,
    iso,
)
from artigrid.compat.types import DEFAULT_TTL, StorageScope

log = logging.getLogger("artigrid.compat")
_INLINE = 1024 * 1024
#: Tries to change metadata that others change at the same time.
_TRIES = 50


class Content(Base):
    """The methods about one artifact, and about batches."""

    async def store(
        self,
        data: bytes,
        *,
        mime: str,
        summary: str,
        meta: dict[str, Any] | None = None,
        filename: str | None = None,
        session_id: str | None = None,
        user_id: str | None = None,
        ttl: int | None = DEFAULT_TTL,
        scope: StorageScope | str = StorageScope.SESSION,
    ) -> str:
        """Keeps bytes and gives their id. `ttl=None` means no end of its own."""
        wanted = known_scope(scope)
        spec = _spec(mime, summary, meta, filename, ttl, wanted)
        with self._translated():
            made = await self._writing(wanted, user_id, session_id, lambda c: c.artifacts.upload(data, **spec))
        return made.id

    async def stream_upload(self, request: StreamUploadRequest) -> str:
        """Keeps what comes in pieces, however much it is."""
        wanted = known_scope(request.scope)
        spec = _spec(request.mime, request.summary, request.meta, request.filename, request.ttl, wanted)
        tell = _teller(request.progress_callback)
        size, pieces = request.content_length, request.data_stream
        with self._translated():
            made = await self._writing(
                wanted,
                request.user_id,
                request.session_id,
                lambda c: c.artifacts.upload(pieces, size=size, progress=tell, **spec),
            )
        return made.id

    async def write_file(
        self,
        content: str | bytes,
        *,
        filename: str,
        mime: str = "text/plain",
        summary: str = "",
        session_id: str | None = None,
        user_id: str | None = None,
        meta: dict[str, Any] | None = None,
        encoding: str = "utf-8",
        scope: StorageScope | str = StorageScope.SESSION,
        ttl: int | None = DEFAULT_TTL,
    ) -> str:
        """Keeps text or bytes under a file name."""
        data = content.encode(encoding) if isinstance(content, str) else content
        return await self.store(
            data,
            mime=mime,
            summary=summary or f"File: {filename}",
            meta=meta,
            filename=filename,
            session_id=session_id,
            user_id=user_id,
            ttl=ttl,
            scope=scope,
        )

    async def retrieve(self, artifact_id: str, *, user_id: str | None = None, session_id: str | None = None) -> bytes:
        """The content, checked."""
        artifact_id = known_id(artifact_id)
        with self._translated():
            return await self._reading(artifact_id, user_id, session_id, lambda c: c.artifacts.read(artifact_id))

    async def read_file(self, artifact_id: str, *, encoding: str = "utf-8", as_text: bool = True) -> str | bytes:
        """The content as text, or as bytes."""
        with self._translated():
            data = await (await self._admin()).artifacts.read(known_id(artifact_id))
        return data.decode(encoding) if as_text else data

    async def stream_download(self, request: StreamDownloadRequest) -> AsyncIterator[bytes]:
        """The content in pieces of `chunk_size`."""
        artifact_id = known_id(request.artifact_id)
        with self._translated():
            client = await self._reading(artifact_id, request.user_id, request.session_id, _who_can_get(artifact_id))
            tell = _teller(request.progress_callback)
            async with client.artifacts.open(artifact_id, progress=tell) as content:
                async for data in content:
                    for start in range(0, len(data), request.chunk_size):
                        yield data[start : start + request.chunk_size]

    async def metadata(self, artifact_id: str) -> ArtifactMetadata:
        """What is known of it."""
        with self._translated():
            return self._record(await (await self._admin()).artifacts.get(known_id(artifact_id)))

    async def exists(self, artifact_id: str) -> bool:
        """It is there. An outage is an error, not a no."""
        with self._translated():
            return await (await self._admin()).artifacts.exists(known_id(artifact_id))

    async def delete(self, artifact_id: str, *, user_id: str | None = None, session_id: str | None = None) -> bool:
        """Gone at once. What is the sandbox's is deleted by its admins, not by this."""
        artifact_id = known_id(artifact_id)

        async def act(client: AsyncClient) -> bool:
            if (await client.artifacts.get(artifact_id)).scope == StorageScope.SANDBOX.value:
                raise AccessDeniedError("what is shared is deleted by admins, with the client itself")
            await client.artifacts.delete(artifact_id)
            return True

        with self._translated():
            return await self._reading(artifact_id, user_id, session_id, act)

    # ---- changes

    async def update_file(
        self,
        artifact_id: str,
        *,
        data: bytes | None = None,
        meta: dict[str, Any] | None = None,
        filename: str | None = None,
        summary: str | None = None,
        mime: str | None = None,
        ttl: int | None = None,
    ) -> bool:
        """Changes what is given, in one step; content above 1 MiB and a new ttl are two."""
        if all(value is None for value in (data, meta, filename, summary, mime, ttl)):
            raise ValueError("nothing to update was given")
        artifact_id = known_id(artifact_id)
        said: dict[str, Any] = {"meta": meta, "filename": filename, "summary": summary, "mime_type": mime}
        with self._translated():
            artifacts = (await self._admin()).artifacts
            if data is not None and len(data) > _INLINE:
                await artifacts.replace(artifact_id, data, **said)
                if ttl is not None:
                    await artifacts.update(artifact_id, ttl=ttl)
            else:
                await artifacts.update(artifact_id, data=data, ttl=ttl, **said)
        return True

    async def update_metadata(
        self,
        artifact_id: str,
        *,
        summary: str | None = None,
        meta: dict[str, Any] | None = None,
        merge: bool = True,
        **more: Any,
    ) -> ArtifactMetadata:
        """Changes metadata. `merge` keeps the keys of `meta` that are not given. Fields of the server's are refused."""
        names = {"mime": "mime_type", "filename": "filename", "ttl": "ttl"}
        if unknown := more.keys() - names.keys():
            raise ValueError(f"not to be changed from outside: {', '.join(sorted(unknown))}")
        said = {names[name]: value for name, value in more.items()}

        def changed(artifact: Artifact) -> dict[str, Any]:
            new = meta if meta is None or not merge else {**artifact.meta, **meta}
            return {"summary": summary, "meta": new, **said}

        return await self._change(known_id(artifact_id), changed)

    async def extend_ttl(self, artifact_id: str, additional_seconds: int) -> ArtifactMetadata:
        """Lives longer by so many seconds."""
        with self._translated():
            artifacts = (await self._admin()).artifacts
            return self._record(await artifacts.update(known_id(artifact_id), extend_by=additional_seconds))

    async def copy_file(
        self,
        artifact_id: str,
        *,
        new_filename: str | None = None,
        target_session_id: str | None = None,
        new_meta: dict[str, Any] | None = None,
        summary: str | None = None,
    ) -> str:
        """A copy for the same owner, with its scope and the rest of its ttl."""
        with self._translated():
            artifacts = (await self._admin()).artifacts
            source = await artifacts.get(known_id(artifact_id))
            self._same_session(source, target_session_id)
            traces = {"copied_from": source.id, "copy_timestamp": iso(datetime.now(UTC))}
            made = await artifacts.copy(
                source.id,
                etag=source.etag,
                filename=new_filename or f"{source.filename or 'file'}_copy",
                summary=summary or f"Copy of {source.summary}",
                meta={**source.meta, **(new_meta or {}), **traces},
            )
        return made.id

    async def move_file(
        self,
        artifact_id: str,
        *,
        new_filename: str | None = None,
        new_session_id: str | None = None,
        new_meta: dict[str, Any] | None = None,
    ) -> ArtifactMetadata:
        """Another file name, and metadata if given."""

        def changed(artifact: Artifact) -> dict[str, Any]:
            self._same_session(artifact, new_session_id)
            return {"filename": new_filename, "meta": {**artifact.meta, **new_meta} if new_meta else None}

        return await self._change(known_id(artifact_id), changed)

    async def _change(self, artifact_id: str, changed: Callable[[Artifact], dict[str, Any]]) -> ArtifactMetadata:
        """Reads, changes and writes, again when somebody else was faster: no change is lost."""
        with self._translated():
            artifacts = (await self._admin()).artifacts
            for last in [False] * (_TRIES - 1) + [True]:
                artifact = await artifacts.get(artifact_id)
                wanted = {name: value for name, value in changed(artifact).items() if value is not None}
                if not wanted:
                    return self._record(artifact)
                try:
                    return self._record(await artifacts.update(artifact_id, etag=artifact.etag, **wanted))
                except errors.EtagMismatch:
                    if last:
                        raise
        raise AssertionError("the last try returns or raises")

    @staticmethod
    def _same_session(artifact: Artifact, session: str | None) -> None:
        if session and session != artifact.session_id:
            raise AccessDeniedError(f"artifact {artifact.id} stays in its session {artifact.session_id!r}")

    # ---- batches

    async def store_batch(
        self, items: list[dict[str, Any]], session_id: str | None = None, ttl: int | None = DEFAULT_TTL
    ) -> list[str | None]:
        """Keeps many in one session; none at the place of one that failed, and why in the log."""
        outcomes: list[str | None] = [None] * len(items)
        good: dict[int, NewArtifact] = {}
        for place, raw in enumerate(items):
            try:
                good[place] = _item(BatchStoreItem(**raw), ttl)
            except (ValidationError, TypeError) as error:
                log.warning("item %d of the batch is none: %s", place, error)
        with self._translated():
            client = await self._as(session=session_id)
            small = {place: item for place, item in good.items() if len(item.data) <= _INLINE}
            made = dict(zip(small, await client.artifacts.store_many(small.values()), strict=True))
            for place in good.keys() - small.keys():
                made[place] = await _uploaded(client, good[place])
        for place, outcome in made.items():
            if isinstance(outcome, Failure):
                log.warning("item %d of the batch failed: %s: %s", place, outcome.reason, outcome.message)
            else:
                outcomes[place] = outcome.id
        return outcomes


def _spec(
    mime: str,
    summary: str,
    meta: dict[str, Any] | None,
    filename: str | None,
    ttl: int | None,
    scope: StorageScope,
) -> dict[str, Any]:
    said = {"mime_type": mime, "summary": summary, "meta": meta, "filename": filename or "", "scope": scope.value}
    return {**said, **lifetime(ttl)}


def _item(item: BatchStoreItem, ttl: int | None) -> NewArtifact:
    filename = item.filename or ""
    said: dict[str, Any] = {"mime_type": item.mime, "summary": item.summary, "meta": item.meta, "filename": filename}
    return NewArtifact(data=item.data, **said, **lifetime(ttl))


async def _uploaded(client: AsyncClient, item: NewArtifact) -> Artifact | Failure:
    names = ("mime_type", "summary", "meta", "filename", "ttl", "no_expiry")
    try:
        return await client.artifacts.upload(item.data, **{name: getattr(item, name) for name in names})
    except errors.ArtigridError as error:
        return Failure(error.reason, str(error))


def _teller(callback: ProgressCallback | None) -> Callable[[Progress], None] | None:
    return callback and (lambda progress: callback(progress.done, progress.total))


def _who_can_get(artifact_id: str) -> Callable[[AsyncClient], Any]:
    async def act(client: AsyncClient) -> AsyncClient:
        await client.artifacts.get(artifact_id)
        return client

    return act
