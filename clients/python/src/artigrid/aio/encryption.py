"""Artifacts whose content only clients can read. The format is that of clients/ENCRYPTION.md, the same in all languages.

sealed = AsyncEncrypted(client, EncryptionKey(secret, "2026"))
kept = await sealed.upload("diary.txt", scope="user")
text = await sealed.read(kept.id)
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from artigrid._files import WholeFile
from artigrid._frames import HEADER, TAG, EncryptionKey, Frames, resolved
from artigrid.aio._source import open_source
from artigrid.aio._transport import run

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from os import PathLike

    from artigrid._source_types import Source
    from artigrid.aio._source import Source as Chunks
    from artigrid.aio.client import AsyncClient
    from artigrid.models import Artifact, Meta, Part

__all__ = ["AsyncEncrypted", "EncryptionKey"]


class AsyncEncrypted:
    """A client that encrypts what it uploads and decrypts what it reads. Everything else is the client's."""

    def __init__(self, client: AsyncClient, key: EncryptionKey) -> None:
        self._client, self._key = client, key

    async def upload(
        self, source: Source, *, meta: Meta | None = None, size: int | None = None, **options: Any
    ) -> Artifact:
        """A new artifact; the options are those of `artifacts.upload`, and what they say of content is of the sealed."""
        content = await open_source(source, size)
        frames = Frames.fresh(self._key)
        sealed = None if content.size is None else frames.sealed_size(content.size)
        marked = {**(meta or {}), "encryption": {"format": 1, "key": self._key.name}}
        return await self._client.artifacts.upload(_sealed(frames, content), meta=marked, size=sealed, **options)

    async def pieces(self, artifact_id: str, *, part: Part | None = None, version: int = 0) -> AsyncIterator[bytes]:
        """Content as it arrives, frame by frame."""
        head = await self._client.artifacts.fetch(artifact_id, part=range(HEADER), version=version)
        frames = Frames(self._key, head.data)
        total, count = head.total_size, frames.count(head.total_size)
        start, stop = resolved(part, frames.content_size(total))
        first, end = start // frames.size, max(1, -(-stop // frames.size))
        stretch = range(frames.place(first), min(total, frames.place(end)))
        number, waiting = first, bytearray()
        async with self._client.artifacts.open(artifact_id, part=stretch, version=head.version) as arriving:
            async for data in arriving:
                waiting += data
                while len(waiting) >= frames.size + TAG or (waiting and arriving.is_whole):
                    frame = bytes(waiting[: frames.size + TAG])
                    del waiting[: frames.size + TAG]
                    opened = frames.open(number, frame, last=number == count - 1)
                    at = number * frames.size
                    if cut := opened[max(0, start - at) : max(0, stop - at)]:
                        yield cut
                    number += 1

    async def read(self, artifact_id: str, *, part: Part | None = None, version: int = 0) -> bytes:
        """Content in memory."""
        whole = bytearray()
        async for data in self.pieces(artifact_id, part=part, version=version):
            whole += data
        return bytes(whole)

    async def download(
        self, artifact_id: str, to: PathLike[str] | str, *, part: Part | None = None, version: int = 0
    ) -> None:
        """Content into a file, which is there whole or not at all."""
        file = await run(WholeFile, Path(to))
        try:
            async for data in self.pieces(artifact_id, part=part, version=version):
                await run(file.write, data)
            await run(file.commit)
        except BaseException:
            file.discard()
            raise


async def _sealed(frames: Frames, content: Chunks) -> AsyncIterator[bytes]:
    yield frames.header
    number, waiting = 0, bytearray()
    async for data in content.chunks():
        waiting += data
        while len(waiting) > frames.size:  # what is left may be the last
            yield frames.seal(number, bytes(waiting[: frames.size]), last=False)
            del waiting[: frames.size]
            number += 1
    yield frames.seal(number, bytes(waiting), last=True)
