"""When a call is tried again.

Only what may be repeated without harm, only when the server's word says so (UNAVAILABLE, RATE_LIMITED), with growing,
jittered waits and a bounded number of times. What the server asks for by RetryInfo is kept to, within the same bound. A
transfer counts only the tries that brought no byte: it may break as often as it likes as long as it gets on.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from artigrid import errors


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How often, and how long to wait between. The default outlasts a restart, not an outage."""

    #: Tries in all; 1 = none again. For transfers: tries without a new byte.
    attempts: int = 5
    #: Seconds; doubled each time.
    first_wait: float = 0.2
    #: Seconds.
    longest_wait: float = 5.0

    def wait(self, tried: int, asked: float | None) -> float:
        """Seconds to wait before try number `tried + 1`."""
        doubled = min(self.first_wait * 2.0 ** min(tried - 1, 30), self.longest_wait)
        # Half of it is random: clients that failed together must not come back together.
        jittered = doubled / 2 + random.uniform(0, doubled / 2)
        return max(jittered, min(asked or 0.0, self.longest_wait))

    def again(self, error: errors.ArtigridError, tried: int) -> bool:
        """Whether a call that may be repeated shall be, after `tried` tries."""
        if tried >= self.attempts:
            return False
        # The first try of our own may still be running when the second arrives.
        return error.retryable or (tried > 1 and isinstance(error, errors.RequestInProgress))
