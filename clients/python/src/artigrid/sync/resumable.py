# Made from ../aio/resumable.py by ./generate. Edit that.
"""Uploads that go on after a break: of the connection, of the server, or of the process that sends.

The server says how much is safe; from there the content is sent again, as long as each try gets further than the one
before. Content that can be read from anywhere is streamed; content that is read only once goes in pieces, each of which
is held until it is safe. A state file lets a later process find the upload. That process proves by the digests of what
is safe that it has the same content; with another one it begins anew.
"""

from __future__ import annotations

import uuid
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from artigrid import errors
from artigrid._digest import Running, crc32c
from artigrid._files import StateFile
from artigrid._generated.v1 import artifact_service_pb2 as pb
from artigrid.models import Upload, UploadState
from artigrid.sync._transport import run, sleep

if TYPE_CHECKING:
    from collections.abc import Iterator

    from artigrid._generated.v1 import resources_pb2
    from artigrid.sync._core import Core
    from artigrid.sync._source import Source
    from artigrid.sync.transfer import Options

#: What a line is taken to carry at least, bytes a second: the deadline of a piece follows from it.
_SLOWEST = 64 * 1024


class Resumable:
    """One upload, from its beginning or from where it ended."""

    def __init__(self, core: Core, source: Source, spec: pb.UploadSpec, options: Options) -> None:
        self._core, self._source, self._spec, self._options = core, source, spec, options
        self._state = StateFile(options.state) if options.state else None
        self._running = Running()
        self._pieces: Iterator[bytes] | None = None
        self._piece: bytes = b""

    def run(self) -> resources_pb2.Artifact:
        """Sends until it is committed, or until nothing gets through any more."""
        upload = self._begin()
        try:
            self._options.tell(upload.persisted_offset, self._source.size)
            artifact = self._persist(upload)
        except BaseException as error:
            self._give_up(upload, error)
            raise
        if self._state:
            run(self._state.remove)
        return artifact

    def _persist(self, upload: Upload) -> resources_pb2.Artifact:
        retry, barren = self._core.settings.retry, 0
        while True:
            try:
                return self._send(upload)
            except errors.ArtigridError as error:
                barren += 1
                if not _may_go_on(error) or barren >= retry.attempts:
                    raise
                sleep(retry.wait(barren, error.retry_after))
            before, upload = upload.persisted_offset, self._look(upload.id)
            if upload.persisted_offset > before:
                barren = 0

    # ---- the beginning

    def _begin(self) -> Upload:
        kept = run(self._state.load) if self._state else {}
        if kept.get("upload_id") and self._source.rewindable:
            with suppress(errors.NotFound):
                upload = self._look(str(kept["upload_id"]))
                if self._is_ours(upload):
                    return upload
                self._cancel(upload.id)
            self._spec.request_id = ""  # it named the upload that is not gone on with
        self._running = Running()
        named = bool(self._spec.request_id)
        # With a request id the call may be repeated, and no second upload reserves room.
        self._spec.request_id = self._spec.request_id or str(uuid.uuid4())
        request = pb.StartUploadRequest(spec=self._spec)
        upload = Upload.from_pb((self._core.call(request, pb.StartUploadResponse, repeatable=True)).upload)
        if self._state:
            run(self._state.save, upload.id)
        return self._repeated(upload) if named else upload

    def _repeated(self, upload: Upload) -> Upload:
        """The answer to a request id is that of the first call; how far it got since must be asked."""
        upload = self._look(upload.id)
        begun = upload.persisted_offset > 0 or upload.state is UploadState.COMPLETED
        if begun and not (self._source.rewindable and self._is_ours(upload)):
            raise errors.RequestIdReused("the request id belongs to an upload of other content")
        return upload

    def _is_ours(self, upload: Upload) -> bool:
        """What is safe there is the beginning of what is here."""
        if upload.declared_size != self._source.size or upload.state is UploadState.CANCELLED:
            return False
        left = upload.persisted_offset
        for data in self._source.chunks():
            self._running.update(data[:left])
            left -= min(left, len(data))
            if not left:
                break
        return not left and self._running.digests().agrees(upload.prefix_digests)

    def _look(self, upload_id: str) -> Upload:
        answer = self._core.call(pb.GetUploadRequest(upload_id=upload_id), pb.GetUploadResponse, repeatable=True)
        return Upload.from_pb(answer.upload)

    # ---- the bytes

    def _send(self, upload: Upload) -> resources_pb2.Artifact:
        whole = self._source.size is not None and upload.persisted_offset >= self._running.size >= self._source.size
        if upload.state is UploadState.COMPLETED or whole:
            return self._complete(upload)
        if not self._source.rewindable:
            return self._append(upload)
        core = self._core
        metadata = core.metadata(core.credentials.current())
        answer = core.transport.upload(self._messages(upload), metadata, core.settings.idle_timeout)
        return answer.artifact

    def _messages(self, upload: Upload) -> Iterator[pb.UploadRequest]:
        start: dict[str, Any] = {"upload_id": upload.id}
        offset = upload.persisted_offset
        for data in self._source.chunks(offset):
            # Counted before it is handed over, since it may be safe there before anybody comes back here; and what is
            # sent again has been counted before.
            if (fresh := offset + len(data) - self._running.size) > 0:
                self._running.update(data[-fresh:])
            yield pb.UploadRequest(offset=offset, data=data, crc32c=crc32c(data), **start)
            start = {}
            offset += len(data)
            self._options.tell(offset, self._source.size)
        yield pb.UploadRequest(offset=offset, finish=self._finish(), **start)

    def _append(self, upload: Upload) -> resources_pb2.Artifact:
        while True:
            if not self._piece:
                self._piece = self._next_piece(upload.append_size)
                self._running.update(self._piece)
            end = self._running.size
            if upload.persisted_offset < end:
                request = pb.AppendUploadRequest(
                    upload_id=upload.id,
                    offset=end - len(self._piece),
                    data=self._piece,
                    crc32c=crc32c(self._piece),
                )
                deadline = self._core.settings.deadline + len(self._piece) / _SLOWEST
                answer = self._core.call(request, pb.AppendUploadResponse, repeatable=False, deadline=deadline)
                upload = Upload.from_pb(answer.upload)
                self._options.tell(end, self._source.size)
            last, self._piece = len(self._piece) < upload.append_size, b""
            if last:
                return self._complete(upload)

    def _next_piece(self, size: int) -> bytes:
        if self._pieces is None:
            self._pieces = self._cut(size)
        for piece in self._pieces:
            return piece
        return b""

    def _cut(self, size: int) -> Iterator[bytes]:
        waiting = bytearray()
        for data in self._source.chunks():
            waiting += data
            while len(waiting) >= size:
                yield bytes(waiting[:size])
                del waiting[:size]
        yield bytes(waiting)

    # ---- the end

    def _finish(self) -> pb.UploadFinish:
        return pb.UploadFinish(size=self._running.size, digests=self._running.digests().to_pb())

    def _complete(self, upload: Upload) -> resources_pb2.Artifact:
        request = pb.CompleteUploadRequest(upload_id=upload.id, finish=self._finish())
        return (self._core.call(request, pb.CompleteUploadResponse, repeatable=True)).artifact

    def _give_up(self, upload: Upload, error: BaseException) -> None:
        """What a later process may go on with stays; all else frees what it reserved."""
        refused = isinstance(error, errors.ArtigridError) and not _may_go_on(error)
        stopped = isinstance(error, errors.Cancelled | errors.Unauthenticated)
        if self._state and (stopped or not refused):
            return
        if self._state:
            run(self._state.remove)
        if isinstance(error, Exception):
            with suppress(errors.ArtigridError):
                self._cancel(upload.id)

    def _cancel(self, upload_id: str) -> None:
        request = pb.CancelUploadRequest(upload_id=upload_id)
        with suppress(errors.NotFound):
            self._core.call(request, pb.CancelUploadResponse, repeatable=False)


def _may_go_on(error: errors.ArtigridError) -> bool:
    return error.retryable or isinstance(error, errors.OffsetMismatch | errors.TimedOut)
