"""Content sealed frame by frame, as clients/ENCRYPTION.md describes. Colourless: bytes in, bytes out."""

from __future__ import annotations

import secrets
import struct
from dataclasses import dataclass, field

from artigrid import errors

try:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF
except ImportError as missing:
    raise ImportError("encryption needs cryptography: pip install 'artigrid[encryption]'") from missing

FRAME = 64 * 1024
HEADER = 32
TAG = 16
_MAGIC = b"ARTIENC1"
_KEY = 32
_SMALLEST, _LARGEST = 1024, 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class EncryptionKey:
    """32 bytes that only clients know; `name` tells which, in the artifact's metadata."""

    secret: bytes = field(repr=False)
    name: str = ""

    def __post_init__(self) -> None:
        if len(self.secret) != _KEY:
            raise ValueError(f"a key has {_KEY} bytes")

    @classmethod
    def generate(cls, name: str = "") -> EncryptionKey:
        """A fresh one."""
        return cls(secrets.token_bytes(_KEY), name)


class Frames:
    """The cipher of one content."""

    def __init__(self, key: EncryptionKey, header: bytes) -> None:
        if len(header) != HEADER or header[:8] != _MAGIC or header[12:16] != bytes(4):
            raise errors.DataCorrupt("the content is not encrypted, or not in a format that is known")
        self.size = int.from_bytes(header[8:12])
        if not _SMALLEST <= self.size <= _LARGEST:
            raise errors.DataCorrupt("the header of the encrypted content is damaged")
        self.header = header
        derive = HKDF(algorithm=SHA256(), length=_KEY, salt=header[16:], info=header)
        self._cipher = AESGCM(derive.derive(key.secret))

    @classmethod
    def fresh(cls, key: EncryptionKey, size: int = FRAME, salt: bytes | None = None) -> Frames:
        """For new content."""
        return cls(key, _MAGIC + struct.pack(">II", size, 0) + (salt or secrets.token_bytes(16)))

    def seal(self, number: int, data: bytes, *, last: bool) -> bytes:
        """A frame of content."""
        return self._cipher.encrypt(_nonce(number, last), data, None)

    def open(self, number: int, frame: bytes, *, last: bool) -> bytes:
        """Its content, if it is what was sealed."""
        try:
            return self._cipher.decrypt(_nonce(number, last), frame, None)
        except InvalidTag:
            raise errors.DataCorrupt(f"frame {number} does not open: another key, or damaged content") from None

    # ---- sizes

    def count(self, total: int) -> int:
        """How many frames so many bytes are, the header included."""
        return -(-(total - HEADER) // (self.size + TAG))

    def content_size(self, total: int) -> int:
        """How much content so many bytes are."""
        return total - HEADER - TAG * self.count(total)

    def sealed_size(self, content: int) -> int:
        """How many bytes so much content becomes."""
        return HEADER + content + TAG * max(1, -(-content // self.size))

    def place(self, number: int) -> int:
        """Where a frame begins."""
        return HEADER + number * (self.size + TAG)


def _nonce(number: int, last: bool) -> bytes:
    return struct.pack(">QI", number, int(last))


def resolved(part: range | slice | int | None, size: int) -> tuple[int, int]:
    """First byte and end of a part of so much content. RangeNotSatisfiable as the server would say."""
    start: int
    stop: int | None
    if part is None:
        start, stop = 0, size
    elif isinstance(part, int):
        start, stop = max(0, size + part), size
    else:
        start, stop = part.start or 0, part.stop
        start = max(0, size + start) if start < 0 else start
    if start >= size and start > 0:
        raise errors.RangeNotSatisfiable("the range begins at or behind the end of the content")
    return start, min(size, size if stop is None else stop)
