"""Keys as pure functions, with the words of the original. Ids are encoded, so no id can climb out of its place."""

from __future__ import annotations

import mimetypes
import re

from artigrid.compat.models import GridKeyComponents
from artigrid.grid import decode_id, encode_id

_FOLDERS = ("sessions", "users")
_EXTENSION = re.compile(r"[A-Za-z0-9]{1,16}\Z")


class GridError(ValueError):
    """Something is no key, or can be part of none."""


def canonical_prefix(sandbox_id: str, session_id: str, use_legacy_format: bool = False) -> str:
    """What the keys of a session begin with."""
    folder = "" if use_legacy_format else "sessions/"
    return f"grid/{_part(sandbox_id)}/{folder}{_part(session_id)}/"


def artifact_key(
    sandbox_id: str,
    session_id: str,
    artifact_id: str,
    scope: str = "session",
    owner_id: str | None = None,
    use_legacy_session_format: bool = False,
    mime_type: str | None = None,
    filename: str | None = None,
) -> str:
    """The key of an artifact. `mime_type` and `filename` are taken and change nothing: keys have no extension."""
    if scope == "session":
        return canonical_prefix(sandbox_id, session_id, use_legacy_session_format) + _part(artifact_id)
    if scope == "user":
        if not owner_id:
            raise GridError("a user's key needs an owner_id")
        return f"grid/{_part(sandbox_id)}/users/{_part(owner_id)}/{_part(artifact_id)}"
    if scope == "sandbox":
        return f"grid/{_part(sandbox_id)}/shared/{_part(artifact_id)}"
    raise GridError(f"no such scope: {scope!r}")


def parse(key: str) -> GridKeyComponents | None:
    """Takes a key apart; none if it is no key. Never raises."""
    match key.split("/") if isinstance(key, str) else []:
        case ["grid", sandbox, "shared", artifact, *rest]:
            session = "shared"
        case ["grid", sandbox, folder, owner, artifact, *rest] if folder in _FOLDERS:
            session = decode_id(owner)
        case ["grid", sandbox, session, artifact, *rest] if session not in _FOLDERS:
            session = decode_id(session)
        case _:
            return None
    if not all((sandbox, session, artifact, *rest)):
        return None
    subpath = "/".join(rest) or None
    return GridKeyComponents(sandbox_id=sandbox, session_id=session, artifact_id=decode_id(artifact), subpath=subpath)


def is_valid_grid_key(key: str) -> bool:
    """Whether `parse` would take it."""
    return parse(key) is not None


def validate_grid_key(key: str) -> GridKeyComponents:
    """Takes a key apart; GridError if it is no key."""
    found = parse(key)
    if found is None:
        raise GridError(f"no grid key: {key!r}")
    return found


def get_extension_from_mime(mime_type: str, filename: str | None = None) -> str:
    """The extension that fits, with its dot; empty if none does."""
    last = (filename or "").rpartition("/")[2].rpartition(".")
    if last[1] and _EXTENSION.match(last[2]):
        return f".{last[2]}"
    return mimetypes.guess_extension(mime_type.partition(";")[0].strip()) or ""


def _part(value: str) -> str:
    if not isinstance(value, str) or not value or "/" in value:
        raise GridError(f"can be no part of a key: {value!r}")
    try:
        return encode_id(value)
    except ValueError as error:
        raise GridError(str(error)) from error
