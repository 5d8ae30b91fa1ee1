"""Files that are there whole or not at all."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
from pathlib import Path
from typing import IO, Any


class WholeFile:
    """Written beside its place, synced, and renamed when it is whole."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
        self._file: IO[bytes] = self._beside.open("xb")

    def write(self, data: bytes) -> None:
        """The next bytes."""
        self._file.write(data)

    def commit(self) -> None:
        """It is whole: give it its name."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._beside.replace(self._path)
        with contextlib.suppress(OSError):  # not every file system can sync a directory
            directory = os.open(self._path.parent, os.O_RDONLY)
            try:
                os.fsync(directory)
            finally:
                os.close(directory)

    def discard(self) -> None:
        """Leave nothing."""
        self._file.close()
        self._beside.unlink(missing_ok=True)


class StateFile:
    """What a later process needs to go on with an upload: which one it is, and of what."""

    def __init__(self, path: os.PathLike[str] | str) -> None:
        self._path = Path(path)

    def load(self) -> dict[str, Any]:
        """What was kept; nothing when there is none, or when it is damaged: then the upload begins anew."""
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return {}
        return kept if isinstance(kept, dict) else {}

    def save(self, upload_id: str) -> None:
        """Keep this."""
        file = WholeFile(self._path)
        try:
            file.write(json.dumps({"upload_id": upload_id}).encode())
            file.commit()
        except BaseException:
            file.discard()
            raise

    def remove(self) -> None:
        """Nothing is left to go on with."""
        self._path.unlink(missing_ok=True)
