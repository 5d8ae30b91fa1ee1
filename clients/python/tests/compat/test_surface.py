"""The same names, arguments, defaults and fields as the original."""

from __future__ import annotations

import importlib
import inspect
from enum import Enum
from typing import Any

import pytest

import artigrid.compat

original = importlib.import_module("chuk_artifacts")

#: What the original has and this has not, and why.
ABSENT = {
    "namespace": "namespaces live in the memory of one process there; they are not here",
    "Namespace": "the same",
    "namespaces": "the same",
    "Workspace": "the same",
    "Checkpoint": "the same",
    "checkpoint": "the same",
    "azure": "no such storage yet",
    "AZURE": "the same",
    "Operations": "inner parts of the original",
    "DEFAULT_SANDBOX_PREFIX": "a sandbox is never random here",
    "_DEFAULT": "inner parts of the original",
}


def wanted(name: str) -> bool:
    return not any(word in name for word in ABSENT)


METHODS = [
    name
    for name, _ in inspect.getmembers(original.ArtifactStore, inspect.isroutine)
    if (not name.startswith("_") or name == "__init__") and wanted(name)
]


@pytest.mark.parametrize("name", METHODS)
def test_a_method_takes_the_same_arguments(name: str) -> None:
    theirs = inspect.signature(getattr(original.ArtifactStore, name)).parameters
    ours = inspect.signature(getattr(artigrid.compat.ArtifactStore, name)).parameters
    same = [(p.name, p.kind, plain(p.default)) for p in theirs.values() if p.kind is not p.VAR_KEYWORD]
    assert [(p.name, p.kind, plain(p.default)) for p in ours.values() if p.kind is not p.VAR_KEYWORD] == same
    is_async = inspect.iscoroutinefunction(getattr(original.ArtifactStore, name))
    assert inspect.iscoroutinefunction(getattr(artigrid.compat.ArtifactStore, name)) == is_async


def plain(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value


def test_the_package_has_the_same_names() -> None:
    assert {name for name in original.__all__ if wanted(name) and not name.endswith("ID")} <= {*artigrid.compat.__all__}


@pytest.mark.parametrize("module", ["exceptions", "models", "types", "grid", "access_control", "config"])
def test_a_module_has_the_same_names_and_functions_the_same_arguments(module: str) -> None:
    theirs = importlib.import_module(f"chuk_artifacts.{module}")
    ours = importlib.import_module(f"artigrid.compat.{module}")
    for name, value in vars(theirs).items():
        if name.startswith("_") or not wanted(name) or getattr(value, "__module__", None) != theirs.__name__:
            continue
        assert hasattr(ours, name), name
        if inspect.isfunction(value):
            mine = inspect.signature(getattr(ours, name)).parameters.values()
            other = inspect.signature(value).parameters.values()
            assert [(p.name, p.kind) for p in mine][: len(other)] == [(p.name, p.kind) for p in other][
                : len(mine)
            ] or any(p.kind is p.VAR_KEYWORD for p in mine), name
        elif inspect.isclass(value) and issubclass(value, Enum):
            members = {key: item.value for key, item in value.__members__.items() if wanted(key) and key != "VFS"}
            assert members.items() <= {k: m.value for k, m in getattr(ours, name).__members__.items()}.items()
        elif hasattr(value, "model_fields"):
            assert value.model_fields.keys() <= getattr(ours, name).model_fields.keys(), name
        elif inspect.isclass(value) and issubclass(value, Exception):
            parents = {kind.__name__ for kind in value.__mro__}
            assert parents <= {kind.__name__ for kind in getattr(ours, name).__mro__}, name
