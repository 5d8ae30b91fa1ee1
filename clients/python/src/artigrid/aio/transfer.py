"""Content to the server: small content of known size in one round trip, all else by a stream.

A one-shot stream that breaks leaves nothing and is not repeated here: its source may be gone. Content that is large, or
that its owner says to be worth it, goes by an upload that can be resumed: see `resumable.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from artigrid import errors
from artigrid._digest import Running, crc32c, digests_of
from artigrid._generated.v1 import artifact_service_pb2 as pb
from artigrid._generated.v1 import resources_pb2
from artigrid.aio._source import Source, open_source
from artigrid.aio._transport import resolve
from artigrid.aio.resumable import Resumable
from artigrid.models import Digests, Progress

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from os import PathLike

    from artigrid._source_types import Flag, OnProgress
    from artigrid.aio._core import Core

#: Content up to this size goes in one message: a quarter of what the server takes so, since a stream costs little more
#: from here on and holds less memory at once.
SMALL = 256 * 1024


@dataclass(kw_only=True)
class Options:
    """How to send, whatever is sent."""

    size: int | None = None
    sha256: bytes | str | None = None
    resumable: bool | None = None
    state: PathLike[str] | str | None = None
    progress: OnProgress | None = None
    cancel: Flag | None = None
    request_id: str = ""

    def declared(self) -> resources_pb2.Digests | None:
        """Digests that the caller knows beforehand."""
        if self.sha256 is None:
            return None
        return Digests(None, self._sha256()).to_pb()

    def small_digests(self, data: bytes) -> resources_pb2.Digests:
        """Digests to send with small content: the caller's word goes before our findings."""
        found = digests_of(data)
        return Digests(found.crc32c, self._sha256() or found.sha256).to_pb()

    def _sha256(self) -> bytes | None:
        return bytes.fromhex(self.sha256) if isinstance(self.sha256, str) else self.sha256

    async def tell(self, done: int, total: int | None) -> None:
        """Calls back, and gives up if that is wanted."""
        if self.cancel is not None and self.cancel.is_set():
            raise errors.Cancelled("the transfer was cancelled")
        if self.progress is not None:
            await resolve(self.progress(Progress(done, total)))


async def create(
    core: Core, content: Any, spec: resources_pb2.ArtifactSpec, options: Options
) -> resources_pb2.Artifact:
    """A new artifact."""
    source = await open_source(content, options.size)
    async with core.writing(spec, request_id=options.request_id):
        if (data := await _small(source, core, options)) is not None:
            request = pb.CreateArtifactRequest(
                spec=spec, data=data, digests=options.small_digests(data), request_id=options.request_id
            )
            made = await core.call(request, pb.CreateArtifactResponse, repeatable=bool(options.request_id))
            await options.tell(len(data), len(data))
            artifact = made.artifact
        else:
            artifact = await _send(core, source, pb.UploadSpec(create=spec), options)
        core.wrote(artifact)
    return artifact


async def replace(
    core: Core, content: Any, artifact_id: str, etag: str, changes: dict[str, Any], options: Options
) -> resources_pb2.Artifact:
    """New content of an artifact that exists, and what else changes with it."""
    source = await open_source(content, options.size)
    if (data := await _small(source, core, options)) is None:
        target = pb.ContentReplacement(artifact_id=artifact_id, etag=etag, **changes)
        return await _send(core, source, pb.UploadSpec(replace=target), options)
    request = pb.UpdateArtifactRequest(
        artifact_id=artifact_id,
        etag=etag,
        data=data,
        digests=options.small_digests(data),
        request_id=options.request_id,
        **changes,
    )
    changed = await core.call(request, pb.UpdateArtifactResponse, repeatable=bool(options.request_id))
    await options.tell(len(data), len(data))
    return changed.artifact


async def _small(source: Source, core: Core, options: Options) -> bytes | None:
    """All of it, if it is small and nothing else is wanted."""
    wanted = options.resumable or options.state
    if source.size is None or source.size > min(SMALL, core.settings.resumable_from) or wanted:
        return None
    await options.tell(0, source.size)
    data = bytearray()
    async for chunk in source.chunks():
        data += chunk
        if len(data) > source.size:
            break
    if len(data) != source.size:
        raise errors.SizeMismatch(f"the content has not the {source.size} bytes that were declared")
    return bytes(data)


async def _send(core: Core, source: Source, spec: pb.UploadSpec, options: Options) -> resources_pb2.Artifact:
    spec.request_id = options.request_id
    if source.size is not None:
        spec.size = source.size
    if (declared := options.declared()) is not None:
        spec.digests.CopyFrom(declared)
    large = source.size is not None and source.size > core.settings.resumable_from
    if options.state or (large if options.resumable is None else options.resumable):
        return await Resumable(core, source, spec, options).run()
    await options.tell(0, source.size)
    metadata = core.metadata(await core.credentials.current())
    messages = _messages(spec, source, options)
    return (await core.transport.upload(messages, metadata, core.settings.idle_timeout)).artifact


async def _messages(spec: pb.UploadSpec, source: Source, options: Options) -> AsyncIterator[pb.UploadRequest]:
    running = Running()
    start: dict[str, Any] = {"spec": spec}
    async for data in source.chunks():
        yield pb.UploadRequest(offset=running.size, data=data, crc32c=crc32c(data), **start)
        start = {}
        running.update(data)
        await options.tell(running.size, source.size)
    finish = pb.UploadFinish(size=running.size, digests=running.digests().to_pb())
    yield pb.UploadRequest(offset=running.size, finish=finish, **start)
