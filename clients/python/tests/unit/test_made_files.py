"""What is made by ./generate is what it would make now."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

GENERATE = Path(__file__).parents[2] / "generate"


def test_stubs_and_the_blocking_client_are_not_stale() -> None:
    done = subprocess.run([sys.executable, GENERATE, "--check"], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
