"""URLs that the original signs on S3 alone: here they work with plain HTTP, whatever the storage."""

from __future__ import annotations

import asyncio
import urllib.request
from collections.abc import AsyncIterator

import pytest

from artigrid.compat import (
    ArtifactNotFoundError,
    ArtifactStore,
    ArtifactStoreError,
    MultipartUploadCompleteRequest,
    MultipartUploadInitRequest,
    MultipartUploadPart,
)

from ..servers import Server


@pytest.fixture
async def store(server: Server, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[ArtifactStore]:
    monkeypatch.setenv("ARTIGRID_ADDR", server.address)
    async with ArtifactStore(sandbox_id="urls") as found:
        yield found


async def lacks(store: ArtifactStore, feature: str) -> None:
    """Skips what the server cannot do yet, and says so."""
    if feature not in (await (await store.client()).admin.capabilities()).features:
        pytest.skip(f"the server lacks {feature}")


async def http(method: str, url: str, data: bytes | None = None) -> tuple[bytes, str]:
    def call() -> tuple[bytes, str]:
        request = urllib.request.Request(url, data=data, method=method)
        if data is not None:
            request.add_header("content-type", "text/plain")
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.read(), answer.headers.get("etag", "")

    return await asyncio.to_thread(call)


async def test_a13_urls_are_read_by_anybody(store: ArtifactStore) -> None:
    await lacks(store, "share_links")  # the sign that the server gives URLs at all
    id = await store.store(b"hello", mime="text/plain", summary="s", user_id="alice")
    for url in (
        await store.presign(id, expires=60),
        await store.presign_short(id),
        await store.presign_medium(id),
        await store.presign_long(id),
    ):
        assert (await http("GET", url))[0] == b"hello"


async def test_a14_what_is_put_is_registered(store: ArtifactStore) -> None:
    await lacks(store, "signed_urls")
    url, id = await store.presign_upload(session_id="s", filename="a.txt", mime_type="text/plain", expires=600)
    assert not await store.exists(id)
    await http("PUT", url, b"hello")
    assert await store.register_uploaded_artifact(
        id, mime="text/plain", summary="put", meta={"k": 1}, filename="b.txt", session_id="s", ttl=600
    )
    record = await store.metadata(id)
    assert (record.bytes, record.summary, record.meta, record.filename) == (5, "put", {"k": 1}, "b.txt")
    assert await store.retrieve(id, session_id="s") == b"hello"


async def test_a14_another_store_registers_what_one_began(store: ArtifactStore) -> None:
    await lacks(store, "signed_urls")
    url, id = await store.presign_upload(session_id="s2", mime_type="text/plain")
    await http("PUT", url, b"hello")
    async with ArtifactStore(sandbox_id="urls") as other:
        assert await other.register_uploaded_artifact(id, mime="text/plain", summary="", session_id="s2")
        assert not await other.register_uploaded_artifact("0" * 32, mime="text/plain", summary="", session_id="s2")


async def test_a14_a_put_may_register_by_itself(store: ArtifactStore) -> None:
    await lacks(store, "signed_urls")
    url, id = await store.presign_upload_and_register(mime="text/plain", summary="by itself", filename="a.txt")
    await http("PUT", url, b"hello")
    assert (await store.metadata(id)).summary == "by itself"
    assert await store.read_file(id) == "hello"


async def test_a15_parts_make_an_artifact(store: ArtifactStore) -> None:
    await lacks(store, "signed_urls")
    begun = await store.initiate_multipart_upload(MultipartUploadInitRequest(filename="big", user_id="alice", ttl=600))
    size = begun["part_size"]
    assert size > 0
    contents = {1: b"a" * size, 2: b"b" * 10}
    parts = []
    for number in (2, 1):
        url = await store.get_part_upload_url(begun["upload_id"], number)
        _, etag = await http("PUT", url, contents[number])
        parts.append(MultipartUploadPart(PartNumber=number, ETag=etag))
    parts.sort(key=lambda part: part.PartNumber)
    request = MultipartUploadCompleteRequest(upload_id=begun["upload_id"], parts=parts, summary="two")
    id = await store.complete_multipart_upload(request)
    assert id == begun["artifact_id"]
    record = await store.metadata(id)
    assert (record.bytes, record.summary, record.key) == (size + 10, "two", begun["key"])


async def test_a15_an_upload_in_parts_can_be_given_up(store: ArtifactStore) -> None:
    await lacks(store, "signed_urls")
    begun = await store.initiate_multipart_upload(MultipartUploadInitRequest(filename="big", session_id="s3"))
    with pytest.raises(ValueError, match="part numbers"):
        await store.get_part_upload_url(begun["upload_id"], 0)
    assert await store.abort_multipart_upload(begun["upload_id"])
    assert await store.abort_multipart_upload(begun["upload_id"])
    with pytest.raises(ArtifactStoreError):
        await store.get_part_upload_url(begun["upload_id"], 1)
    with pytest.raises(ArtifactNotFoundError):
        await store.metadata(begun["artifact_id"])
