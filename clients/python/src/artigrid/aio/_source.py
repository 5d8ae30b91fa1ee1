"""Where content comes from: bytes, a file, something that is read, something that is iterated.

All become the same: chunks of one size, from an offset on. Bytes, paths and seekable files can begin anywhere, and again;
everything else is read once.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from artigrid import errors
from artigrid.aio._transport import resolve, run

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, AsyncIterator, Iterable
    from typing import BinaryIO

    from artigrid._source_types import Readable

#: Data of one message. Larger ones are not faster and cost both sides memory.
CHUNK = 512 * 1024


class Source:
    """Content by chunks."""

    def __init__(self, size: int | None, rewindable: bool) -> None:
        #: Bytes, if known beforehand.
        self.size = size
        #: `chunks` may be called again, with any offset.
        self.rewindable = rewindable

    def chunks(self, offset: int = 0) -> AsyncIterator[bytes]:
        """The content from there on, in chunks of at most CHUNK bytes, none of them empty."""
        raise NotImplementedError


class _Bytes(Source):
    def __init__(self, data: bytes | bytearray | memoryview) -> None:
        self._data = memoryview(data).cast("B")
        super().__init__(len(self._data), rewindable=True)

    async def chunks(self, offset: int = 0) -> AsyncIterator[bytes]:
        for start in range(offset, len(self._data), CHUNK):
            yield bytes(self._data[start : start + CHUNK])


class _Path(Source):
    def __init__(self, path: Path) -> None:
        self._path = path
        super().__init__(path.stat().st_size, rewindable=True)

    async def chunks(self, offset: int = 0) -> AsyncIterator[bytes]:
        file: BinaryIO = await run(lambda: self._path.open("rb"))
        try:
            await run(file.seek, offset)
            while data := await run(file.read, CHUNK):
                yield data
        finally:
            file.close()


class _Seekable(Source):
    def __init__(self, file: BinaryIO) -> None:
        self._file, self._start = file, file.tell()
        size = file.seek(0, os.SEEK_END) - self._start
        file.seek(self._start)
        super().__init__(size, rewindable=True)

    async def chunks(self, offset: int = 0) -> AsyncIterator[bytes]:
        await run(self._file.seek, self._start + offset)
        while data := await run(self._file.read, CHUNK):
            yield data


class _Once(Source):
    """Pieces of any size, made chunks."""

    def __init__(self, pieces: AsyncIterator[bytes], size: int | None) -> None:
        self._pieces = pieces
        super().__init__(size, rewindable=False)

    async def chunks(self, offset: int = 0) -> AsyncIterator[bytes]:
        if offset:
            raise ValueError("content that is iterated can only be read once")
        waiting = bytearray()
        async for piece in self._pieces:
            waiting += piece
            while len(waiting) >= CHUNK:
                yield bytes(waiting[:CHUNK])
                del waiting[:CHUNK]
        if waiting:
            yield bytes(waiting)


async def _read(file: Readable) -> AsyncIterator[bytes]:
    while data := await resolve(await run(file.read, CHUNK)):
        yield data


async def _iterate(pieces: Iterable[bytes] | AsyncIterable[bytes]) -> AsyncIterator[bytes]:
    if hasattr(pieces, "__aiter__"):
        async for piece in pieces:
            yield piece
    else:
        for piece in pieces:
            yield piece


async def open_source(source: Any, size: int | None) -> Source:
    """Any source as chunks. A size that is known to be another than the one declared is refused at once."""
    found = await _open(source, size)
    if size is not None and found.size != size:
        raise errors.SizeMismatch(f"the content has {found.size} bytes, declared are {size}")
    return found


async def _open(source: Any, size: int | None) -> Source:
    if isinstance(source, bytes | bytearray | memoryview):
        return _Bytes(source)
    if isinstance(source, str | os.PathLike):
        return await run(_Path, Path(source))
    if hasattr(source, "read"):
        seekable = getattr(source, "seekable", None)
        if seekable is not None and await resolve(seekable()) and isinstance(source.tell(), int):
            return await run(_Seekable, source)
        return _Once(_read(source), size)
    if hasattr(source, "__aiter__") or hasattr(source, "__iter__"):
        return _Once(_iterate(source), size)
    raise TypeError(f"content is bytes, a path, a file or an iterable of bytes, not {type(source).__name__}")
