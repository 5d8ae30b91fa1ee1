"""The same programs against the original package and ours: the same outcome, or a difference that is written down."""

from __future__ import annotations

import importlib
import os
import secrets
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import artigrid.compat
from artigrid.compat import access_control, config, grid  # noqa: F401 - as attributes, like the original's

from ..servers import binary
from .cases import CASES
from .differences import DIFFERENCES

COMPAT = Path(__file__).parents[2] / "COMPAT.md"


@pytest.fixture(autouse=True)
def our_server(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith(("ARTIFACT_", "SESSION_", "ARTIGRID_")) and name != "ARTIGRID_TEST_BIN":
            monkeypatch.delenv(name)
    monkeypatch.setenv("ARTIGRID_BIN", binary())


@pytest.fixture
def original() -> ModuleType:
    return importlib.import_module("chuk_artifacts")


async def outcome(name: str, module: ModuleType) -> Any:
    sandbox = f"t-{secrets.token_hex(6)}"
    store = module.ArtifactStore(storage_provider="memory", session_provider="memory", sandbox_id=sandbox)
    try:
        return await CASES[name](module, store)
    finally:
        await store.close()


@pytest.mark.parametrize("name", CASES)
async def test_a_program_sees_the_same(name: str, original: ModuleType) -> None:
    theirs, ours = await outcome(name, original), await outcome(name, artigrid.compat)
    if name in DIFFERENCES:
        assert ours != theirs, "no difference any more: take it off the list"
    else:
        assert ours == theirs


def test_every_difference_is_written_down() -> None:
    text = COMPAT.read_text(encoding="utf-8")
    for name, why in DIFFERENCES.items():
        assert name in CASES
        assert f"| `{name}` | {why} |" in text
