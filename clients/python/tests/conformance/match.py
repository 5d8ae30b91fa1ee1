"""References and matchers: how a scenario says what it expects."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

from .content import content

#: Give or take, for times.
TOLERANCE = 120


def resolve(value: Any, saved: dict[str, Any]) -> Any:
    """The value with every reference replaced by what it stands for."""
    if isinstance(value, dict):
        return {key: resolve(each, saved) for key, each in value.items()}
    if isinstance(value, list):
        return [resolve(each, saved) for each in value]
    if isinstance(value, str) and value.startswith("$"):
        return value[1:] if value.startswith("$$") else _look_up(value[1:], saved)
    return value


def _look_up(path: str, saved: dict[str, Any]) -> Any:
    found: Any = saved
    for step in path.split("."):
        found = found[int(step)] if isinstance(found, list) else found[step]
    return found


def _regex(pattern: str, value: Any) -> bool:
    return isinstance(value, str) and re.search(pattern, value) is not None


def _from_now(seconds: float, value: Any) -> bool:
    return isinstance(value, int | float) and abs(value - time.time() - seconds) <= TOLERANCE


MATCHERS: dict[str, Callable[[Any, Any], bool]] = {
    "$present": lambda wanted, value: (value is not None and value != "") == wanted,
    "$not": lambda wanted, value: mismatch(wanted, value) is not None,
    "$length": lambda wanted, value: len(value) == wanted,
    "$contains": lambda wanted, value: any(mismatch(wanted, each) is None for each in value),
    "$regex": _regex,
    "$from_now": _from_now,
    "$above": lambda wanted, value: value > wanted,
    "$below": lambda wanted, value: value < wanted,
}


def mismatch(wanted: Any, value: Any, at: str = "answer") -> str | None:
    """Where and how the value differs from what is wanted; none if it does not."""
    if isinstance(value, bytes):
        if isinstance(wanted, dict) and next(iter(wanted)).startswith("$"):
            return _matched(wanted, value, at)
        meant = content(wanted)
        return None if meant == value else f"{at}: {len(value)} bytes differ from the {len(meant)} expected"
    if isinstance(wanted, dict):
        if any(key.startswith("$") for key in wanted):
            return _matched(wanted, value, at)
        if not isinstance(value, dict):
            return f"{at}: {value!r} is no map"
        parts = (mismatch(each, value.get(key), f"{at}.{key}") for key, each in wanted.items())
        return next((part for part in parts if part), None)
    if isinstance(wanted, list):
        if not isinstance(value, list) or len(value) != len(wanted):
            return f"{at}: {value!r} is no list of {len(wanted)}"
        parts = (mismatch(each, value[n], f"{at}.{n}") for n, each in enumerate(wanted))
        return next((part for part in parts if part), None)
    same = wanted == value and isinstance(wanted, bool) == isinstance(value, bool)
    return None if same else f"{at}: {value!r} is not {wanted!r}"


def _matched(wanted: dict[str, Any], value: Any, at: str) -> str | None:
    [(name, argument)] = wanted.items()
    return None if MATCHERS[name](argument, value) else f"{at}: {value!r} does not match {name} {argument!r}"
