"""Content as the scenarios write it down."""

from __future__ import annotations

import base64
from typing import Any

UNITS = {"KiB": 1024, "MiB": 1024**2, "GiB": 1024**3}


def number(value: Any) -> int:
    """`64KiB` as well as 65536."""
    if isinstance(value, str):
        for unit, factor in UNITS.items():
            if value.endswith(unit):
                return int(value.removesuffix(unit)) * factor
    return int(value)


def content(said: Any) -> bytes:
    """The bytes that are meant."""
    if isinstance(said, str):
        return said.encode()
    if "base64" in said:
        return base64.b64decode(said["base64"])
    if unknown := said.keys() - {"size", "seed", "offset"}:
        raise ValueError(f"unknown in content: {unknown}")
    return series(number(said["size"]), int(said.get("seed", 0)), number(said.get("offset", 0)))


def series(size: int, seed: int, offset: int) -> bytes:
    """Byte i is (i mod 251 + i div 251 + seed) mod 256."""
    ring = bytes(range(256)) * 2
    first, skip = divmod(offset, 251)
    rows = (ring[(row + seed) % 256 :][:251] for row in range(first, (offset + size) // 251 + 1))
    return b"".join(rows)[skip : skip + size]
