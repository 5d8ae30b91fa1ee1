# Made from ../aio/batch.py by ./generate. Edit that.
"""Batches of any length, cut to what one call may carry: 100 items, 3 MiB each way.

A call that fails as a whole is the failure of its items: whatever happens, each item has an outcome of its own.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, TypeVar

from artigrid import _requests as requests
from artigrid import errors
from artigrid._digest import crc32c, digests_of
from artigrid._generated.v1 import artifact_service_pb2 as pb
from artigrid._generated.v1 import errors_pb2
from artigrid.models import Artifact, Content, Failure, NewArtifact, Wanted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from artigrid._generated.v1 import resources_pb2
    from artigrid.sync._core import Core

Outcome = TypeVar("Outcome")
MAX_ITEMS = 100
MAX_BYTES = 3 * 1024 * 1024
MAX_INLINE = 1024 * 1024

#: An outcome for each item, in the order asked.
Stored = list[Artifact | Failure]
Read = list[Content | Failure]
Deleted = list[Failure | None]


def store(core: Core, items: Sequence[NewArtifact], request_id: str) -> Stored:
    """CreateArtifact for each."""
    too_large = Failure("SIZE_LIMIT", "content above 1 MiB is uploaded", {"limit": str(MAX_INLINE)})
    outcomes: Stored = [too_large] * len(items)
    specs = [requests.spec_of(item) for item in items]
    fitting = [at for at, item in enumerate(items) if len(item.data) <= MAX_INLINE]
    # Without a user, each item of a first write would begin a session: the first item goes alone, and tells one.
    alone = 0 if core.settings.user or core.settings.session else 1
    sizes = [len(item.data) + spec.ByteSize() for item, spec in zip(items, specs, strict=True)]
    parts = [fitting[:alone], *_parts(fitting[alone:], sizes)]
    for number, places in enumerate(part for part in parts if part):
        with core.writing(*(specs[at] for at in places), request_id=request_id):
            made = [_new_item(items[at].data, specs[at]) for at in places]
            request = pb.BatchCreateArtifactsRequest(items=made, request_id=_part_id(request_id, number))
            try:
                answer = core.call(request, pb.BatchCreateArtifactsResponse, repeatable=bool(request_id))
            except errors.ArtigridError as error:
                outcomes = _set(outcomes, places, Failure.of(error))
                continue
            for at, item in zip(places, answer.items, strict=True):
                if item.HasField("artifact"):
                    core.wrote(item.artifact)
                    outcomes[at] = Artifact.from_pb(item.artifact)
                else:
                    outcomes[at] = Failure.from_pb(item.failure)
    return outcomes


def read(core: Core, items: Sequence[Wanted | str]) -> Read:
    """ReadArtifact for each. What did not fit into an answer any more is asked for again."""
    wanted = [Wanted(item) if isinstance(item, str) else item for item in items]
    outcomes: Read = [Failure("INTERNAL", "")] * len(wanted)
    waiting = list(range(len(wanted)))
    while waiting:
        places, waiting = waiting[:MAX_ITEMS], waiting[MAX_ITEMS:]
        request = pb.BatchReadArtifactsRequest(items=[_read_item(wanted[at]) for at in places])
        try:
            answer = core.call(request, pb.BatchReadArtifactsResponse, repeatable=True)
        except errors.ArtigridError as error:
            outcomes = _set(outcomes, places, Failure.of(error))
            continue
        again = []
        for at, item in zip(places, answer.items, strict=True):
            if item.failure.reason == errors_pb2.ERROR_REASON_SIZE_LIMIT and at != places[0]:
                again.append(at)  # as the first of a call it may fit
            else:
                outcomes[at] = _read_outcome(item)
        waiting = again + waiting
    return outcomes


def delete(core: Core, items: Sequence[Artifact | str], request_id: str) -> Deleted:
    """DeleteArtifact for each."""
    outcomes: Deleted = []
    for number, start in enumerate(range(0, len(items), MAX_ITEMS)):
        some = [_delete_item(item) for item in items[start : start + MAX_ITEMS]]
        request = pb.BatchDeleteArtifactsRequest(items=some, request_id=_part_id(request_id, number))
        try:
            answer = core.call(request, pb.BatchDeleteArtifactsResponse, repeatable=bool(request_id))
        except errors.ArtigridError as error:
            outcomes += [Failure.of(error)] * len(some)
        else:
            outcomes += [Failure.from_pb(i.failure) if i.HasField("failure") else None for i in answer.items]
    return outcomes


def content(found: pb.ReadArtifactResponse) -> Content:
    """Bytes that were read, once they are known to be right."""
    if crc32c(found.data) != found.crc32c:
        raise errors.DataCorrupt("the bytes that arrived do not match their checksum")
    return Content(found.data, Artifact.from_pb(found.artifact), found.offset, found.total_size, found.version)


def _parts(places: Sequence[int], sizes: Sequence[int]) -> Iterator[list[int]]:
    part: list[int] = []
    room = MAX_BYTES
    for at in places:
        if part and (len(part) == MAX_ITEMS or sizes[at] > room):
            yield part
            part, room = [], MAX_BYTES
        part.append(at)
        room -= sizes[at]
    if part:
        yield part


def _part_id(request_id: str, number: int) -> str:
    """Each part of a batch is a request of its own; the same batch is cut in the same way again."""
    return str(uuid.uuid5(uuid.UUID(request_id), str(number))) if request_id else ""


def _set(outcomes: list[Outcome], places: Iterable[int], outcome: Outcome) -> list[Outcome]:
    missed = set(places)
    return [outcome if at in missed else found for at, found in enumerate(outcomes)]


def _new_item(data: bytes, spec: resources_pb2.ArtifactSpec) -> pb.BatchCreateArtifactsRequest.Item:
    return pb.BatchCreateArtifactsRequest.Item(spec=spec, data=data, digests=digests_of(data).to_pb())


def _read_outcome(item: pb.BatchReadArtifactsResponse.Item) -> Content | Failure:
    if not item.HasField("content"):
        return Failure.from_pb(item.failure)
    try:
        return content(item.content)
    except errors.DataCorrupt as error:
        return Failure.of(error)


def _read_item(item: Wanted) -> pb.BatchReadArtifactsRequest.Item:
    part = requests.byte_range(item.part)
    return pb.BatchReadArtifactsRequest.Item(artifact_id=item.id, version=item.version, range=part)


def _delete_item(item: Artifact | str) -> pb.BatchDeleteArtifactsRequest.Item:
    if isinstance(item, str):
        return pb.BatchDeleteArtifactsRequest.Item(artifact_id=item)
    return pb.BatchDeleteArtifactsRequest.Item(artifact_id=item.id, etag=item.etag)
