"""Answers of the SDK as the scenarios see them: maps, lists and scalars."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from artigrid.models import Content, Digests


def plain(value: Any) -> Any:
    """Any answer."""
    if isinstance(value, Content):
        return {"data": value.data, "artifact": plain(value.artifact), **_rest(value)}
    if is_dataclass(value) and not isinstance(value, type):
        found = {field.name: plain(getattr(value, field.name)) for field in fields(value)}
        if isinstance(digests := getattr(value, "digests", None), Digests):
            found |= {"crc32c": digests.crc32c, "sha256": digests.sha256.hex() if digests.sha256 else None}
        return found
    if isinstance(value, datetime):
        return value.timestamp()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(each) for each in value]
    return value


def _rest(value: Content) -> dict[str, int]:
    return {"offset": value.offset, "total_size": value.total_size, "version": value.version}
