"""What is particular to this language: callbacks, cancelling, sessions of threads, tokens, directories."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from artigrid import Artifact, AsyncClient, Client, NewArtifact, Progress, errors

from ..servers import Server

MIB = 1024 * 1024


def client(server: Server, sandbox: str, **options: object) -> Client:
    return Client(server.address, sandbox=sandbox, **options)  # type: ignore[arg-type]


def test_first_writes_of_many_threads_begin_one_anonymous_session(server: Server) -> None:
    with client(server, "threads") as shared, ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda n: shared.artifacts.store(b"x", filename=str(n)), range(16)))
        assert len({artifact.session_id for artifact in made}) == 1


async def test_first_writes_of_many_tasks_begin_one_anonymous_session(server: Server) -> None:
    async with AsyncClient(server.address, sandbox="tasks") as shared:
        made = await asyncio.gather(*(shared.artifacts.store(b"x") for _ in range(16)))
        assert len({artifact.session_id for artifact in made}) == 1
        batch = await shared.artifacts.store_many([NewArtifact(data=b"y"), NewArtifact(data=b"z")])
        assert {item.session_id for item in batch if isinstance(item, Artifact)} == {shared.session}


def test_a_batch_may_be_the_first_write(server: Server) -> None:
    with client(server, "batch-first") as fresh:
        made = fresh.artifacts.store_many([NewArtifact(data=b"y"), NewArtifact(data=b"z")])
        assert {item.session_id for item in made if isinstance(item, Artifact)} == {fresh.session}


def test_raising_in_progress_stops_an_upload_and_leaves_nothing(server: Server) -> None:
    class Enough(Exception):
        pass

    def stop(progress: Progress) -> None:
        if progress.done > MIB:
            raise Enough

    with client(server, "stop", user="a") as mine:
        with pytest.raises(Enough):
            mine.artifacts.upload(bytes(8 * MIB), progress=stop)
        assert list(mine.artifacts.list()) == []


def test_an_event_cancels_transfers(server: Server, tmp_path: Path) -> None:
    with client(server, "cancel", user="a") as mine:
        made = mine.artifacts.upload(bytes(4 * MIB))
        wanted = threading.Event()
        wanted.set()
        with pytest.raises(errors.Cancelled):
            mine.artifacts.upload(bytes(4 * MIB), cancel=wanted)
        with pytest.raises(errors.Cancelled):
            mine.artifacts.download(made.id, tmp_path / "x", cancel=wanted)
        assert list(tmp_path.iterdir()) == []
        assert len(list(mine.artifacts.list())) == 1


async def test_a_cancelled_task_leaves_nothing(server: Server) -> None:
    async with AsyncClient(server.address, sandbox="cancel-task", user="a") as mine:
        started = asyncio.Event()

        async def endless() -> object:
            yield bytes(MIB)
            started.set()
            await asyncio.Event().wait()

        task = asyncio.create_task(mine.artifacts.upload(endless()))  # type: ignore[arg-type]
        await started.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert [found async for found in mine.artifacts.list()] == []


async def test_callbacks_and_sources_may_be_coroutines(server: Server) -> None:
    class Upload:
        """As web frameworks have it."""

        def __init__(self) -> None:
            self.left = 3 * MIB

        async def read(self, size: int) -> bytes:
            size = min(size, self.left)
            self.left -= size
            return bytes(size)

    told: list[int] = []

    async def tell(progress: Progress) -> None:
        told.append(progress.done)

    async with AsyncClient(server.address, sandbox="coroutines", user="a") as mine:
        made = await mine.artifacts.upload(Upload(), progress=tell)
        assert made.size == told[-1] == 3 * MIB


def test_files_go_on_from_where_they_stand(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "film"
    path.write_bytes(b"0123456789")
    with client(server, "files", user="a") as mine, path.open("rb") as file:
        file.seek(4)
        made = mine.artifacts.upload(file)
        assert mine.artifacts.read(made.id) == b"456789"
        assert mine.artifacts.read_text(mine.artifacts.store("grüße".encode("latin-1")).id, "latin-1") == "grüße"


def test_a_directory_shows_what_lies_in_it(server: Server) -> None:
    with client(server, "dirs", user="a") as mine:
        for name in ("docs/a", "docs/b", "docs/old/c", "docsx"):
            mine.artifacts.store(b"x", filename=name)
        found = {entry if isinstance(entry, str) else entry.filename for entry in mine.artifacts.directory("docs")}
        assert found == {"docs/a", "docs/b", "docs/old/"}


def test_a_client_acts_for_others_over_its_connection(server: Server) -> None:
    with client(server, "acting") as service:
        made = service.acting_for(user="bob").artifacts.store(b"his", scope="user")
        assert made.user_id == "bob"
        with pytest.raises(errors.AccessDenied):
            service.acting_for(user="eve").artifacts.get(made.id)


def test_content_that_is_none_is_refused(server: Server) -> None:
    with client(server, "types", user="a") as mine:
        with pytest.raises(TypeError):
            mine.artifacts.upload(5)  # type: ignore[arg-type]
        with pytest.raises(FileNotFoundError):
            mine.artifacts.upload("no/such/file")
        with pytest.raises(ValueError, match="only one"):
            mine.artifacts.store(b"", ttl=5, no_expiry=True)
