"""Content from the server, whole in spite of broken connections.

A download is pinned to one version from its first header on. When it breaks, it goes on at the next byte of that version;
it gives up after some tries that brought no byte. Every chunk is checked on arrival, and of a whole download the digests
of all at the end, before a file gets its name.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from artigrid import errors
from artigrid._digest import Running, crc32c
from artigrid._generated.v1 import artifact_service_pb2 as pb
from artigrid._generated.v1 import resources_pb2
from artigrid._requests import byte_range
from artigrid.aio._transport import resolve, sleep
from artigrid.models import Artifact, Digests, Part, Progress

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from artigrid._source_types import Flag, OnProgress
    from artigrid.aio._core import Core


class AsyncDownload:
    """Content as it arrives: `async with client.artifacts.open(id) as content: async for data in content: ...`."""

    #: The artifact, as it was when the download began.
    artifact: Artifact
    #: First byte of what comes.
    offset: int
    #: How many bytes come.
    length: int
    #: Size of the version in all.
    total_size: int
    #: The version that comes.
    version: int
    #: Digests of the whole of that version.
    digests: Digests

    def __init__(
        self,
        core: Core,
        artifact_id: str,
        version: int,
        part: Part | None,
        progress: OnProgress | None,
        cancel: Flag | None,
    ) -> None:
        self._core, self._id = core, artifact_id
        self._first = pb.DownloadRequest(artifact_id=artifact_id, version=version, range=byte_range(part))
        self._progress, self._cancel = progress, cancel
        self._frames: AsyncIterator[pb.DownloadResponse] | None = None
        self._position = 0
        self._running: Running | None = None

    async def __aenter__(self) -> AsyncDownload:
        retry, tried = self._core.settings.retry, 0
        while True:
            tried += 1
            try:
                header = await self._start(self._first)
                break
            except errors.ArtigridError as error:
                if not retry.again(error, tried):
                    raise
                await sleep(retry.wait(tried, error.retry_after))
        self.artifact = Artifact.from_pb(header.artifact)
        self.offset, self.length, self.total_size = header.offset, header.length, header.total_size
        self.version, self.digests = header.version, Digests.from_pb(header.digests)
        self._position = self.offset
        if self.length == self.total_size:
            self._running = Running()
        await self._tell()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._close()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        retry, barren = self._core.settings.retry, 0
        end = self.offset + self.length
        while self._position < end:
            try:
                data = await self._receive(end)
            except errors.ArtigridError as error:
                await self._close()
                barren += 1
                # The server's IDLE_TIMEOUT means that this side was slow to take the bytes.
                if not (error.retryable or isinstance(error, errors.IdleTimeout)) or barren >= retry.attempts:
                    raise
                await sleep(retry.wait(barren, error.retry_after))
            else:
                barren = 0
                yield data
                await self._tell()
        await self._finish()

    @property
    def is_whole(self) -> bool:
        """Every byte that was to come has arrived."""
        return self._position == self.offset + self.length

    async def _receive(self, end: int) -> bytes:
        if self._frames is None:
            await self._resume(end)
        message = await self._next()
        if message is None:
            raise errors.BackendUnavailable("the download ended before its end")
        chunk = message.chunk
        if not message.HasField("chunk") or chunk.offset != self._position:
            raise errors.DataCorrupt(f"something else came than the byte at {self._position}")
        if not 0 < len(chunk.data) <= end - self._position:
            raise errors.DataCorrupt("a chunk that is empty or goes past the end")
        if crc32c(chunk.data) != chunk.crc32c:
            raise errors.DataCorrupt(f"the bytes at {chunk.offset} do not match their checksum")
        self._position += len(chunk.data)
        if self._running is not None:
            self._running.update(chunk.data)
        return chunk.data

    async def _resume(self, end: int) -> None:
        """Goes on with the same version at the next byte."""
        span = resources_pb2.ByteRange.Span(offset=self._position, length=end - self._position)
        rest = resources_pb2.ByteRange(span=span)
        header = await self._start(pb.DownloadRequest(artifact_id=self._id, version=self.version, range=rest))
        found = (header.version, header.total_size, header.offset, header.offset + header.length)
        if found != (self.version, self.total_size, self._position, end):
            raise errors.DataCorrupt("the resumed download is another one")

    async def _start(self, request: pb.DownloadRequest) -> pb.DownloadHeader:
        core = self._core
        token = await core.credentials.current()
        for renewed in (False, True):
            metadata = core.metadata(token)
            self._frames = core.transport.stream(request, pb.DownloadResponse, metadata, core.settings.idle_timeout)
            try:
                message = await self._next()
            except errors.Unauthenticated:
                await self._close()
                if renewed or not await core.credentials.renew(token):
                    raise
                token = await core.credentials.current()
                continue
            except BaseException:
                await self._close()
                raise
            if message is None or not message.HasField("header"):
                await self._close()
                raise errors.DataCorrupt("a download without a header")
            return message.header
        raise errors.Unauthenticated("no token is taken")

    async def _next(self) -> pb.DownloadResponse | None:
        return None if self._frames is None else await anext(self._frames, None)

    async def _finish(self) -> None:
        """Takes the end of the stream, so that the server sees a download that was read, and compares digests."""
        more = None
        with suppress(errors.ArtigridError):  # all bytes are here: how the stream ends does not matter any more
            more = await self._next()
        await self._close()
        if more is not None:
            raise errors.DataCorrupt("more content than announced")
        if self._running is not None and not self._running.digests().agrees(self.digests):
            raise errors.DataCorrupt("the content does not match its digests")

    async def _close(self) -> None:
        frames, self._frames = self._frames, None
        if frames is not None and hasattr(frames, "aclose"):
            await frames.aclose()

    async def _tell(self) -> None:
        if self._cancel is not None and self._cancel.is_set():
            raise errors.Cancelled("the transfer was cancelled")
        if self._progress is not None:
            await resolve(self._progress(Progress(self._position - self.offset, self.length)))
