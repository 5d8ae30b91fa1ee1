"""Runs every case against the package that is installed under a name, and prints what each saw: `outcomes chuk_artifacts`.

A process of its own, since two versions of the original cannot be imported into one.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import logging
import secrets
import sys
import warnings
from types import ModuleType
from typing import Any

from .cases import CASES


async def outcome(name: str, module: ModuleType) -> Any:
    """What a case sees, or how it fails."""
    sandbox = f"t-{secrets.token_hex(6)}"
    store = module.ArtifactStore(storage_provider="memory", session_provider="memory", sandbox_id=sandbox)
    try:
        return await CASES[name](module, store)
    except AttributeError as error:
        return f"there is no such thing: {error}"
    finally:
        await store.close()


async def outcomes(package: str) -> dict[str, str]:
    """All of them, in a form that can be compared."""
    module = importlib.import_module(package)
    importlib.import_module(f"{package}.grid")
    return {name: json.dumps(await outcome(name, module), default=repr, sort_keys=True) for name in CASES}


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    logging.disable()
    json.dump(asyncio.run(outcomes(sys.argv[1])), sys.stdout)
