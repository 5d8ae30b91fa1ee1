"""One server in memory for all tests that need nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .servers import Server


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with Server() as running:
        yield running
