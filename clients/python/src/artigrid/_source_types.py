"""What may be handed over as content, and what may be handed in beside it."""

from __future__ import annotations

import os
from collections.abc import AsyncIterable, Awaitable, Callable, Iterable
from typing import Protocol

from artigrid.models import Progress


class Readable(Protocol):
    """Something that is read: a file, a pipe, a web framework's upload."""

    def read(self, size: int, /) -> bytes | Awaitable[bytes]:
        """At most so many bytes; none at the end."""


class Flag(Protocol):
    """Something that may be set, as `threading.Event`."""

    def is_set(self) -> bool:
        """It has been."""


#: Content. A string is a path.
Source = bytes | bytearray | memoryview | str | os.PathLike[str] | Readable | Iterable[bytes] | AsyncIterable[bytes]
#: Called with how far a transfer is.
OnProgress = Callable[[Progress], Awaitable[None] | None]
