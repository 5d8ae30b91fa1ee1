# Made from ../aio/encryption.py by ./generate. Edit that.
"""Artifacts whose content only clients can read. The format is that of clients/ENCRYPTION.md, the same in all languages.

sealed = Encrypted(client, EncryptionKey(secret, "2026"))
kept = sealed.upload("diary.txt", scope="user")
text = sealed.read(kept.id)
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from artigrid._files import WholeFile
from artigrid._frames import HEADER, TAG, EncryptionKey, Frames, resolved
from artigrid.sync._source import open_source
from artigrid.sync._transport import run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from os import PathLike

    from artigrid._source_types import Source
    from artigrid.models import Artifact, Meta, Part
    from artigrid.sync._source import Source as Chunks
    from artigrid.sync.client import Client

__all__ = ["Encrypted", "EncryptionKey"]


class Encrypted:
    """A client that encrypts what it uploads and decrypts what it reads. Everything else is the client's."""

    def __init__(self, client: Client, key: EncryptionKey) -> None:
        self._client, self._key = client, key

    def upload(self, source: Source, *, meta: Meta | None = None, size: int | None = None, **options: Any) -> Artifact:
        """A new artifact; the options are those of `artifacts.upload`, and what they say of content is of the sealed."""
        content = open_source(source, size)
        frames = Frames.fresh(self._key)
        sealed = None if content.size is None else frames.sealed_size(content.size)
        marked = {**(meta or {}), "encryption": {"format": 1, "key": self._key.name}}
        return self._client.artifacts.upload(_sealed(frames, content), meta=marked, size=sealed, **options)

    def pieces(self, artifact_id: str, *, part: Part | None = None, version: int = 0) -> Iterator[bytes]:
        """Content as it arrives, frame by frame."""
        head = self._client.artifacts.fetch(artifact_id, part=range(HEADER), version=version)
        frames = Frames(self._key, head.data)
        total, count = head.total_size, frames.count(head.total_size)
        start, stop = resolved(part, frames.content_size(total))
        first, end = start // frames.size, max(1, -(-stop // frames.size))
        stretch = range(frames.place(first), min(total, frames.place(end)))
        number, waiting = first, bytearray()
        with self._client.artifacts.open(artifact_id, part=stretch, version=head.version) as arriving:
            for data in arriving:
                waiting += data
                while len(waiting) >= frames.size + TAG or (waiting and arriving.is_whole):
                    frame = bytes(waiting[: frames.size + TAG])
                    del waiting[: frames.size + TAG]
                    opened = frames.open(number, frame, last=number == count - 1)
                    at = number * frames.size
                    if cut := opened[max(0, start - at) : max(0, stop - at)]:
                        yield cut
                    number += 1

    def read(self, artifact_id: str, *, part: Part | None = None, version: int = 0) -> bytes:
        """Content in memory."""
        whole = bytearray()
        for data in self.pieces(artifact_id, part=part, version=version):
            whole += data
        return bytes(whole)

    def download(
        self, artifact_id: str, to: PathLike[str] | str, *, part: Part | None = None, version: int = 0
    ) -> None:
        """Content into a file, which is there whole or not at all."""
        file = run(WholeFile, Path(to))
        try:
            for data in self.pieces(artifact_id, part=part, version=version):
                run(file.write, data)
            run(file.commit)
        except BaseException:
            file.discard()
            raise


def _sealed(frames: Frames, content: Chunks) -> Iterator[bytes]:
    yield frames.header
    number, waiting = 0, bytearray()
    for data in content.chunks():
        waiting += data
        while len(waiting) > frames.size:  # what is left may be the last
            yield frames.seal(number, bytes(waiting[: frames.size]), last=False)
            del waiting[: frames.size]
            number += 1
    yield frames.seal(number, bytes(waiting), last=True)
