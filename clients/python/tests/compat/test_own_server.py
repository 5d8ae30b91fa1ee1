"""The server that a program gets without asking for one."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from artigrid.compat import ArtifactNotFoundError, ArtifactStore, ProviderError, _server
from artigrid.compat.config import configure_filesystem

from ..servers import Server, binary
from ..waiting import eventually

SOURCE = str(Path(__file__).parents[2] / "src")
STORES = """
import asyncio, sys
from artigrid.compat import ArtifactStore
async def main():
    async with ArtifactStore() as store:
        {body}
asyncio.run(main())
"""


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith(("ARTIFACT_", "SESSION_", "ARTIGRID_")) and not name.startswith("ARTIGRID_TEST_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("ARTIGRID_BIN", binary())


def program(body: str, **variables: str) -> str:
    env = {**os.environ, "PYTHONPATH": SOURCE, **variables}
    text = STORES.format(body=body)
    done = subprocess.run([sys.executable, "-c", text], check=True, env=env, capture_output=True, text=True)
    return done.stdout.strip()


def test_c3_files_are_found_after_a_restart(tmp_path: Path) -> None:
    variables = {"ARTIFACT_PROVIDER": "filesystem", "ARTIFACT_FS_ROOT": str(tmp_path)}
    id = program("print(await store.store(b'kept', mime='a/b', summary='', user_id='a'))", **variables)
    assert program(f"print(await store.retrieve('{id}'))", **variables) == "b'kept'"


async def test_stores_of_one_process_share_what_is_in_memory() -> None:
    first, second = ArtifactStore(sandbox_id="shared"), ArtifactStore(sandbox_id="shared")
    id = await first.store(b"x", mime="a/b", summary="", user_id="a")
    await first.close()
    assert await second.retrieve(id) == b"x"
    async with ArtifactStore(sandbox_id="elsewhere") as elsewhere:
        with pytest.raises(ArtifactNotFoundError):
            await elsewhere.metadata(id)
    await second.close()


async def test_the_server_ends_with_the_process(tmp_path: Path) -> None:
    # A process that dies without a word: the server must not stay.
    body = "await store.exists('0' * 32); import os; os._exit(9)"
    variables = {"ARTIFACT_PROVIDER": "filesystem", "ARTIFACT_FS_ROOT": str(tmp_path)}
    env = {**os.environ, "PYTHONPATH": SOURCE, **variables}
    command = [sys.executable, "-c", STORES.format(body=body)]
    dying = await asyncio.create_subprocess_exec(*command, env=env)
    assert await dying.wait() == 9

    async def free() -> str:
        """The directory is locked by the server as long as it lives."""
        try:
            with Server("--provider", "filesystem", "--fs-root", str(tmp_path)):
                return ""
        except RuntimeError as error:
            return str(error)

    assert await eventually(free, 20) == ""


async def test_a_server_that_is_named_is_used(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARTIGRID_ADDR", server.address)
    monkeypatch.setenv("ARTIGRID_BIN", "/nowhere")
    async with ArtifactStore(sandbox_id="named") as store:
        assert await store.exists(await store.store(b"x", mime="a/b", summary=""))


async def test_without_a_server_it_is_said_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ARTIGRID_BIN")
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(_server, "_running", {})
    with pytest.raises(RuntimeError, match="install"):
        await ArtifactStore().exists("0" * 32)


async def test_a_configuration_that_does_not_hold_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARTIGRID_CATALOG", "nonsense")
    with pytest.raises(RuntimeError, match=r"ARTIGRID_CATALOG|catalog"):
        await ArtifactStore().exists("0" * 32)
    with pytest.raises(ValueError, match="storage provider"):
        ArtifactStore(storage_provider="floppy")


async def test_c7_an_outage_is_an_error_and_not_a_no(monkeypatch: pytest.MonkeyPatch) -> None:
    with Server() as gone:
        monkeypatch.setenv("ARTIGRID_ADDR", gone.address)
    async with ArtifactStore() as store:
        with pytest.raises(ProviderError):
            await store.exists("0" * 32)


def test_configuring_sets_the_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", dict(os.environ))
    said = configure_filesystem("/data")
    assert said["ARTIFACT_PROVIDER"] == os.environ["ARTIFACT_PROVIDER"] == "filesystem"
    assert said["ARTIFACT_FS_ROOT"] == "/data"


def test_one_store_serves_several_event_loops() -> None:
    store = ArtifactStore(sandbox_id="loops")
    id = asyncio.run(store.store(b"x", mime="a/b", summary="", user_id="a"))
    assert asyncio.run(store.retrieve(id)) == b"x"


async def test_concurrent_changes_of_metadata_are_all_kept() -> None:
    async with ArtifactStore(sandbox_id="racing") as store:
        id = await store.store(b"x", mime="a/b", summary="", user_id="a")
        await asyncio.gather(*(store.update_metadata(id, meta={f"k{n}": n}) for n in range(20)))
        assert (await store.metadata(id)).meta == {f"k{n}": n for n in range(20)}
