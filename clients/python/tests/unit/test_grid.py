"""The vectors that all languages share."""

from __future__ import annotations

import json
from typing import Any

import pytest

from artigrid import Scope, grid

from ..servers import SCENARIOS

VECTORS = json.loads((SCENARIOS / "grid_keys.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("vector", VECTORS["keys"], ids=lambda vector: vector["key"])
def test_a18_keys_are_made_and_read_back(vector: dict[str, Any]) -> None:
    parts = (vector["sandbox"], vector["scope"], vector["owner"])
    assert grid.prefix(*parts) == vector["prefix"]
    assert grid.key(*parts, vector["artifact"]) == vector["key"]
    found = grid.parse(vector["key"])
    assert found == grid.GridKey(parts[0], Scope(parts[1]), parts[2], vector["artifact"])
    assert str(found) == vector["key"]


@pytest.mark.parametrize("text", VECTORS["no_keys"])
def test_a18_other_spellings_are_no_keys(text: str) -> None:
    assert grid.parse(text) is None


@pytest.mark.parametrize("parts", VECTORS["refused"], ids=lambda parts: parts["why"])
def test_a18_ids_that_have_no_key_are_refused(parts: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"."):
        grid.key(parts["sandbox"], parts["scope"], parts["owner"], parts["artifact"])
