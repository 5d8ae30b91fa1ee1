"""Keys: where an artifact stands on the grid.

    grid/{sandbox}/sessions/{session}/{artifact}
    grid/{sandbox}/users/{user}/{artifact}
    grid/{sandbox}/shared/{artifact}

Of an id, the bytes `A-Z a-z 0-9 _ -` stand as they are, and a dot unless it comes first; every other byte becomes `!` and
two upper-case hex digits. So no part of a key is empty, `.` or `..`, and each key has exactly one spelling: parsing
refuses every other. The vectors in clients/scenarios/grid_keys.json are shared by all languages.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from artigrid.models import Scope

_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")
_SANDBOX = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}\Z")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")
_ESCAPE = re.compile(rb"!([0-9A-F]{2})")
_MAX_ID = 128
_MAX_ENCODED = 200
_FOLDERS = {Scope.SESSION: "sessions", Scope.USER: "users"}


@dataclass(frozen=True, slots=True)
class GridKey:
    """Where an artifact stands. `owner` is the session or the user; empty in sandbox scope."""

    sandbox: str
    scope: Scope
    owner: str
    artifact: str

    def __str__(self) -> str:
        return prefix(self.sandbox, self.scope, self.owner) + self.artifact


def prefix(sandbox: str, scope: Scope | str, owner: str = "") -> str:
    """What all keys of an owner begin with, the last `/` included. ValueError if an id is none."""
    if not _SANDBOX.match(sandbox):
        raise ValueError(f"not a sandbox: {sandbox!r}")
    scope = Scope(scope)
    if scope is Scope.SANDBOX:
        if owner:
            raise ValueError("the sandbox has no owner")
        return f"grid/{sandbox}/shared/"
    return f"grid/{sandbox}/{_FOLDERS[scope]}/{encode_id(owner)}/"


def key(sandbox: str, scope: Scope | str, owner: str, artifact: str) -> str:
    """The key of an artifact. ValueError if an id is none."""
    if not _UUID.match(artifact):
        raise ValueError(f"not an artifact id: {artifact!r}")
    return prefix(sandbox, scope, owner) + artifact


def parse(text: str) -> GridKey | None:
    """Reads a key back; none if it is not the one spelling of a key."""
    match text.split("/"):
        case ["grid", sandbox, "shared", artifact]:
            scope, owner = Scope.SANDBOX, ""
        case ["grid", sandbox, "sessions", encoded, artifact]:
            scope, owner = Scope.SESSION, decode_id(encoded)
        case ["grid", sandbox, "users", encoded, artifact]:
            scope, owner = Scope.USER, decode_id(encoded)
        case _:
            return None
    try:
        found = GridKey(sandbox, scope, owner, artifact)
        return found if key(sandbox, scope, owner, artifact) == text else None
    except ValueError:
        return None


def encode_id(owner: str) -> str:
    """An id as part of a key. ValueError if it is none."""
    raw = owner.encode("utf-8", "strict")
    if not 0 < len(raw) <= _MAX_ID:
        raise ValueError(f"an id has 1 to {_MAX_ID} bytes")
    if any(unicodedata.category(letter) == "Cc" for letter in owner):
        raise ValueError("an id has no control characters")
    encoded = "".join(chr(b) if b in _PLAIN or (b == ord(".") and at) else f"!{b:02X}" for at, b in enumerate(raw))
    if len(encoded) > _MAX_ENCODED:
        raise ValueError(f"an id takes at most {_MAX_ENCODED} bytes inside a key")
    return encoded


def decode_id(encoded: str) -> str:
    """What may have been encoded; nonsense comes out as an id that encodes to something else."""
    raw = _ESCAPE.sub(lambda escape: bytes.fromhex(escape[1].decode()), encoded.encode())
    return raw.decode("utf-8", "replace")
