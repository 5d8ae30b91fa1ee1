"""The one bounded wait for a condition; it polls what has no signal."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

_PAUSE = 0.05


async def eventually(attempt: Callable[[], Awaitable[str]], seconds: float) -> str:
    """Tries until nothing is wrong, or the time is over; gives what was wrong at last."""
    end = time.monotonic() + seconds
    while (wrong := await attempt()) and time.monotonic() < end:
        await asyncio.sleep(_PAUSE)
    return wrong
