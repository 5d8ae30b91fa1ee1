"""Content that only clients can read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from artigrid import AsyncClient, Client, errors
from artigrid._frames import FRAME, HEADER, Frames
from artigrid.encryption import AsyncEncrypted, Encrypted, EncryptionKey

from ..servers import ROOT, Server

KEY = EncryptionKey(bytes(range(32)), "2026")
CONTENT = bytes(n % 251 for n in range(3 * FRAME + 100))


@pytest.fixture
def client(server: Server) -> Iterator[Client]:
    with Client(server.address, sandbox="encryption", user="a") as found:
        yield found


@pytest.mark.parametrize("size", [0, 1, FRAME - 1, FRAME, FRAME + 1, 3 * FRAME, len(CONTENT)])
def test_b5_content_comes_back_and_the_server_cannot_read_it(client: Client, size: int) -> None:
    sealed = Encrypted(client, KEY)
    made = sealed.upload(CONTENT[:size], filename="x", meta={"mine": 1})
    assert made.meta == {"mine": 1, "encryption": {"format": 1, "key": "2026"}}
    assert sealed.read(made.id) == CONTENT[:size]
    raw = client.artifacts.read(made.id)
    assert len(raw) == made.size == Frames.fresh(KEY).sealed_size(size)
    assert size < 16 or CONTENT[:16] not in raw


@pytest.mark.parametrize(
    "part", [range(10), range(FRAME - 5, FRAME + 5), slice(2 * FRAME, None), -7, -(10**9), range(5, 10**9)]
)
def test_b5_ranges_are_those_of_the_content(client: Client, part: range | slice | int) -> None:
    sealed = Encrypted(client, KEY)
    made = sealed.upload(CONTENT)
    wanted = CONTENT[part:] if isinstance(part, int) else CONTENT[part.start : part.stop]
    assert sealed.read(made.id, part=part) == wanted
    with pytest.raises(errors.RangeNotSatisfiable):
        sealed.read(made.id, part=slice(len(CONTENT), None))


async def test_b5_the_asynchronous_client_reads_what_the_other_wrote(client: Client, server: Server) -> None:
    made = Encrypted(client, KEY).upload(iter([CONTENT[:1000], CONTENT[1000:]]))
    async with AsyncClient(server.address, sandbox="encryption", user="a") as other:
        assert await AsyncEncrypted(other, KEY).read(made.id) == CONTENT


def harmed(raw: bytes) -> Iterator[tuple[str, bytes]]:
    frame = FRAME + 16
    first, second = raw[HEADER : HEADER + frame], raw[HEADER + frame : HEADER + 2 * frame]
    yield "a bit of content", raw[:100] + bytes([raw[100] ^ 1]) + raw[101:]
    yield "a bit of the salt", raw[:20] + bytes([raw[20] ^ 1]) + raw[21:]
    yield "frames swapped", raw[:HEADER] + second + first + raw[HEADER + 2 * frame :]
    yield "the last frame lost", raw[: HEADER + 3 * frame]
    yield "a frame lost", raw[:HEADER] + raw[HEADER + frame :]
    yield "no header", b"x" * 100
    yield "nothing", b""


def test_b5_what_was_changed_does_not_open(client: Client, tmp_path: Path) -> None:
    sealed = Encrypted(client, KEY)
    raw = client.artifacts.read(sealed.upload(CONTENT).id)
    for what, content in harmed(raw):
        bad = client.artifacts.upload(content)
        with pytest.raises((errors.DataCorrupt, errors.RangeNotSatisfiable)):
            pytest.fail(f"{what} opened: {len(sealed.read(bad.id))} bytes")
        with pytest.raises((errors.DataCorrupt, errors.RangeNotSatisfiable)):
            sealed.download(bad.id, tmp_path / "x")
    assert list(tmp_path.iterdir()) == []


def test_b5_another_key_opens_nothing(client: Client, tmp_path: Path) -> None:
    made = Encrypted(client, KEY).upload(CONTENT)
    with pytest.raises(errors.DataCorrupt):
        Encrypted(client, EncryptionKey.generate()).read(made.id)
    Encrypted(client, KEY).download(made.id, tmp_path / "x")
    assert (tmp_path / "x").read_bytes() == CONTENT
    with pytest.raises(ValueError, match="32 bytes"):
        EncryptionKey(b"short")


def test_b5_the_format_is_the_one_that_is_written_down() -> None:
    frames = Frames.fresh(KEY, 1024, bytes(range(32, 48)))
    content = bytes(n % 251 for n in range(2000))
    whole = frames.header + frames.seal(0, content[:1024], last=False) + frames.seal(1, content[1024:], last=True)
    assert len(whole) == 2064
    assert hashlib.sha256(whole).hexdigest() in (ROOT / "clients" / "ENCRYPTION.md").read_text(encoding="utf-8")
