"""Checksums of what passes: CRC32C of each chunk, CRC32C and SHA-256 of the whole."""

from __future__ import annotations

import hashlib
from typing import cast

import google_crc32c

from artigrid.models import Digests


def crc32c(data: bytes) -> int:
    """CRC-32C (Castagnoli) of some bytes."""
    return cast(int, google_crc32c.value(data))


def digests_of(data: bytes) -> Digests:
    """Both digests of some bytes."""
    return Digests(crc32c(data), hashlib.sha256(data).digest())


class Running:
    """Digests of what has passed so far."""

    def __init__(self) -> None:
        self.size = 0
        self._crc32c = 0
        self._sha256 = hashlib.sha256()

    def update(self, data: bytes) -> None:
        """The next bytes have passed."""
        self.size += len(data)
        self._crc32c = cast(int, google_crc32c.extend(self._crc32c, data))
        self._sha256.update(data)

    def digests(self) -> Digests:
        """Of all until now."""
        return Digests(self._crc32c, self._sha256.digest())
