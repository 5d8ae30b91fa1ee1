"""Uploads that go on: every way in which one may break, against a server that breaks on command."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from artigrid import AsyncClient, Client, Progress, RetryPolicy, errors

from .fake import PIECE, Fake

RETRY = RetryPolicy(attempts=3, first_wait=0.001, longest_wait=0.01)
CONTENT = bytes(range(256)) * 4096 * 5 + b"the end"


@pytest.fixture
def fake() -> Iterator[Fake]:
    with Fake() as running:
        yield running


@pytest.fixture
def client(fake: Fake) -> Iterator[Client]:
    with Client(fake.address, user="a", retry=RETRY) as found:
        yield found


def kept(fake: Fake) -> list[bytes]:
    return [bytes(fake.uploads[done]) for done in fake.done]


def pieces(size: int = 70_000) -> Iterator[bytes]:
    for start in range(0, len(CONTENT), size):
        yield CONTENT[start : start + size]


def test_large_content_is_resumable_by_itself_and_small_is_not(fake: Fake) -> None:
    with Client(fake.address, user="a", retry=RETRY, resumable_from=PIECE) as mine:
        mine.artifacts.upload(CONTENT)
        assert fake.calls == ["StartUpload", "Upload"]
        with pytest.raises(errors.ArtigridError):
            mine.artifacts.upload(CONTENT[:PIECE])
        assert fake.calls[2:] == ["Upload"]


@pytest.mark.parametrize("breaks", [[1], [2], [3, 2, 5], [10], [3, 3, 3, 3]])
def test_a_stream_that_breaks_goes_on_behind_what_is_safe(fake: Fake, client: Client, breaks: list[int]) -> None:
    fake.breaks = breaks
    told: list[Progress] = []
    client.artifacts.upload(CONTENT, resumable=True, progress=told.append)
    assert kept(fake) == [CONTENT]
    assert (told[0].done, told[-1].done, told[-1].total) == (0, len(CONTENT), len(CONTENT))


async def test_the_asynchronous_client_goes_on_too(fake: Fake) -> None:
    fake.breaks = [3, 4]
    async with AsyncClient(fake.address, user="a", retry=RETRY) as mine:
        await mine.artifacts.upload(CONTENT, resumable=True)
    assert kept(fake) == [CONTENT]


def test_tries_without_progress_are_bounded_and_free_what_they_reserved(fake: Fake, client: Client) -> None:
    fake.breaks = [1] * 10
    with pytest.raises(errors.Unavailable):
        client.artifacts.upload(CONTENT, resumable=True)
    assert fake.calls.count("Upload") == RETRY.attempts
    assert fake.uploads == {}


@pytest.mark.parametrize("lost", ["StartUpload", "GetUpload", "CompleteUpload", "AppendUpload"])
def test_an_answer_that_is_lost_loses_nothing(fake: Fake, client: Client, lost: str) -> None:
    fake.lost, fake.breaks = [lost], [2]
    client.artifacts.upload(pieces() if lost == "AppendUpload" else CONTENT, resumable=True)
    assert kept(fake) == [CONTENT]
    assert len(fake.uploads) == 1


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_content_that_is_read_once_goes_in_pieces(fake: Fake, client: Client, size: int) -> None:
    client.artifacts.upload(iter([CONTENT[:size]]), resumable=True)
    assert kept(fake) == [CONTENT[:size]]
    assert "Upload" not in fake.calls


class Broken(Exception):
    """The source broke."""


class Film:
    """A file whose reading can be made to fail."""

    def __init__(self, path: Path, content: bytes) -> None:
        path.write_bytes(content)
        self.file = path.open("rb")
        self.fails_at = len(content) + 1

    def read(self, size: int) -> bytes:
        if self.file.tell() >= self.fails_at:
            raise Broken
        return self.file.read(size)

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        return self.file.seek(offset, whence)

    def tell(self) -> int:
        return self.file.tell()


def broken_upload(fake: Fake, tmp_path: Path, content: bytes = CONTENT) -> Path:
    film, state = Film(tmp_path / "film", content), tmp_path / "state"
    film.fails_at = 3 * PIECE
    with Client(fake.address, user="a", retry=RETRY) as first, pytest.raises(Broken):
        first.artifacts.upload(film, state=state)
    assert state.exists()
    return state


def test_another_process_goes_on_by_the_state_file(fake: Fake, client: Client, tmp_path: Path) -> None:
    state = broken_upload(fake, tmp_path)
    told: list[Progress] = []
    client.artifacts.upload(tmp_path / "film", state=state, progress=told.append)
    assert kept(fake) == [CONTENT]
    assert told[0].done >= PIECE
    assert fake.calls.count("StartUpload") == 1
    assert not state.exists()


def test_other_content_begins_anew(fake: Fake, client: Client, tmp_path: Path) -> None:
    state = broken_upload(fake, tmp_path)
    other = b"!" + CONTENT[1:]
    told: list[Progress] = []
    client.artifacts.upload(other, state=state, progress=told.append)
    assert kept(fake) == [other]
    assert told[0].done == 0
    assert len(fake.uploads) == 1


def test_an_upload_that_is_gone_begins_anew(fake: Fake, client: Client, tmp_path: Path) -> None:
    state = broken_upload(fake, tmp_path)
    fake.uploads.clear()
    fake.requests.clear()
    client.artifacts.upload(CONTENT, state=state)
    assert kept(fake) == [CONTENT]


def test_a_commit_whose_answer_the_dead_process_never_saw_is_found(fake: Fake, client: Client, tmp_path: Path) -> None:
    state = tmp_path / "state"
    made = client.artifacts.upload(CONTENT, state=state)
    state.write_text(f'{{"upload_id": "{made.id}"}}', encoding="utf-8")
    assert client.artifacts.upload(CONTENT, state=state).id == made.id
    assert len(fake.uploads) == 1


def test_a_repeated_request_gives_the_first_answer(fake: Fake, client: Client) -> None:
    name = "6f8a6d2e-0d0c-4a5e-9a58-4d57b5b7c1ff"
    made = client.artifacts.upload(CONTENT, resumable=True, request_id=name)
    assert client.artifacts.upload(CONTENT, resumable=True, request_id=name).id == made.id
    assert fake.calls.count("Upload") == 1
    with pytest.raises(errors.RequestIdReused):
        client.artifacts.upload(b"!" + CONTENT[1:], resumable=True, request_id=name)


def test_a_damaged_state_file_begins_anew(fake: Fake, client: Client, tmp_path: Path) -> None:
    state = tmp_path / "state"
    state.write_bytes(b"\xff{")
    client.artifacts.upload(CONTENT, state=state)
    assert kept(fake) == [CONTENT]


def test_stopping_keeps_the_state_file(fake: Fake, client: Client, tmp_path: Path) -> None:
    stop = threading.Event()

    def tell(progress: Progress) -> None:
        if progress.done > PIECE:
            stop.set()

    with pytest.raises(errors.Cancelled):
        client.artifacts.upload(CONTENT, state=tmp_path / "state", progress=tell, cancel=stop)
    assert (tmp_path / "state").exists()
    client.artifacts.upload(CONTENT, state=tmp_path / "state")
    assert kept(fake) == [CONTENT]


def test_a_token_is_asked_for_anew_when_it_is_refused(fake: Fake) -> None:
    given = iter(["old", "new", "newest"])
    fake.tokens = {"old"}
    with Client(fake.address, token=lambda: next(given), retry=RETRY) as mine:
        mine.artifacts.get("x")
        fake.tokens = {"new"}
        mine.artifacts.get("x")
        mine.artifacts.get("x")
        assert fake.calls == ["GetArtifact"] * 4
        fake.tokens = {"other"}
        with pytest.raises(errors.Unauthenticated):
            mine.artifacts.get("x")
    with Client(fake.address, token="fixed", retry=RETRY) as fixed, pytest.raises(errors.Unauthenticated):
        fixed.artifacts.get("x")
