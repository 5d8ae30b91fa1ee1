"""The same programs against the original package and ours: the same outcome, or a difference that is written down."""

from __future__ import annotations

import asyncio
import importlib
import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import artigrid.compat
from artigrid.compat import access_control, config, grid  # noqa: F401 - as attributes, like the original's

from ..servers import binary
from .cases import CASES
from .differences import DIFFERENCES, NOT_IN_0_7
from .outcomes import outcome, outcomes

COMPAT = Path(__file__).parents[2] / "COMPAT.md"


@pytest.fixture(autouse=True)
def our_server(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith(("ARTIFACT_", "SESSION_", "ARTIGRID_")) and not name.startswith("ARTIGRID_TEST_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("ARTIGRID_BIN", binary())


@pytest.fixture
def original() -> ModuleType:
    return importlib.import_module("chuk_artifacts")


@pytest.mark.parametrize("name", CASES)
async def test_a_program_sees_the_same(name: str, original: ModuleType) -> None:
    theirs, ours = await outcome(name, original), await outcome(name, artigrid.compat)
    if name in DIFFERENCES:
        assert ours != theirs, "no difference any more: take it off the list"
    else:
        assert ours == theirs


async def test_programs_written_for_0_7_see_the_same_too() -> None:
    """The version of the page that the drop-in began from; run-tests puts it beside the newest one."""
    where = os.environ.get("ARTIGRID_TEST_CHUK_0_7")
    if not where:
        pytest.skip("ARTIGRID_TEST_CHUK_0_7 names no folder with chuk-artifacts 0.7; run-tests does")
    here = Path(__file__).parents[2]
    env = {**os.environ, "PYTHONPATH": f"{where}:{here / 'src'}"}
    command = [sys.executable, "-m", "tests.compat.outcomes", "chuk_artifacts"]
    done = await asyncio.to_thread(
        subprocess.run, command, check=True, cwd=here, env=env, stdout=subprocess.PIPE, text=True
    )
    theirs, ours = json.loads(done.stdout), await outcomes("artigrid.compat")
    differ = {name for name, seen in ours.items() if seen != theirs[name]}
    assert differ == DIFFERENCES.keys() | NOT_IN_0_7


def test_every_difference_is_written_down() -> None:
    text = COMPAT.read_text(encoding="utf-8")
    for name, why in DIFFERENCES.items():
        assert name in CASES
        assert f"| `{name}` | {why} |" in text
