"""A server of our own making, for what a real one does only when it is unlucky: breaks at chosen places.

It keeps resumable uploads in memory, persists whole pieces of `PIECE` bytes, and can be told to break a stream after so
many messages, or to lose an answer after it was made.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent import futures
from typing import Any

import google_crc32c
import grpc
from google.protobuf.any_pb2 import Any as AnyMessage
from google.rpc import error_details_pb2, status_pb2

from artigrid._digest import digests_of
from artigrid._generated.v1 import artifact_service_pb2 as pb
from artigrid._generated.v1 import resources_pb2 as res

PIECE = 1024 * 1024
METHODS = ("StartUpload", "GetUpload", "AppendUpload", "CompleteUpload", "CancelUpload", "GetArtifact")


class Fake:
    """As a context manager it listens; `address` says where."""

    def __init__(self, credentials: grpc.ServerCredentials | None = None) -> None:
        self._credentials = credentials
        self.uploads: dict[str, bytearray] = {}
        self.sizes: dict[str, int | None] = {}
        self.done: dict[str, res.Artifact] = {}
        self.requests: dict[str, str] = {}
        self.calls: list[str] = []
        #: After how many messages each coming stream breaks; then none does.
        self.breaks: list[int] = []
        #: Set: streams are read as usual. Clear: they are not read at all.
        self.reading = threading.Event()
        self.reading.set()
        #: Methods whose next answer is lost on the way back.
        self.lost: list[str] = []
        #: Tokens that are taken; empty = all.
        self.tokens: set[str] = set()
        self._lock = threading.Lock()

    def __enter__(self) -> Fake:
        self._server = grpc.server(futures.ThreadPoolExecutor(8))
        handlers = {name: grpc.unary_unary_rpc_method_handler(*self._unary(name)) for name in METHODS}
        handlers["Upload"] = grpc.stream_unary_rpc_method_handler(
            self._upload, pb.UploadRequest.FromString, pb.UploadResponse.SerializeToString
        )
        service = grpc.method_handlers_generic_handler("artigrid.v1.ArtifactService", handlers)
        self._server.add_generic_rpc_handlers((service,))
        if self._credentials:
            port = self._server.add_secure_port("127.0.0.1:0", self._credentials)
        else:
            port = self._server.add_insecure_port("127.0.0.1:0")
        self.address = f"127.0.0.1:{port}"
        self._server.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.reading.set()
        self._server.stop(None)

    def _unary(self, name: str) -> tuple[Any, Any, Any]:
        def handle(request: Any, context: grpc.ServicerContext) -> Any:
            self.calls.append(name)
            token = str(dict(context.invocation_metadata()).get("authorization", ""))
            if self.tokens and token.removeprefix("Bearer ") not in self.tokens:
                context.abort(grpc.StatusCode.UNAUTHENTICATED, "another token, please")
            with self._lock:
                answer = getattr(self, f"_{name}")(request, context)
            if name in self.lost:
                self.lost.remove(name)
                context.abort(grpc.StatusCode.UNAVAILABLE, "the answer was lost")
            return answer

        request, answer = getattr(pb, f"{name}Request"), getattr(pb, f"{name}Response")
        return handle, request.FromString, answer.SerializeToString

    def _GetArtifact(self, request: Any, context: Any) -> Any:  # noqa: N802
        return pb.GetArtifactResponse(artifact=res.Artifact(id=request.artifact_id, scope="SCOPE_USER"))

    def _StartUpload(self, request: Any, context: Any) -> Any:  # noqa: N802
        known = self.requests.setdefault(request.spec.request_id, f"upload-{len(self.uploads)}")
        if known not in self.uploads:
            self.uploads[known] = bytearray()
            self.sizes[known] = request.spec.size if request.spec.HasField("size") else None
        return pb.StartUploadResponse(upload=self._seen(known))

    def _GetUpload(self, request: Any, context: Any) -> Any:  # noqa: N802
        self._known(request, context)
        return pb.GetUploadResponse(upload=self._seen(request.upload_id))

    def _AppendUpload(self, request: Any, context: Any) -> Any:  # noqa: N802
        kept = self._known(request, context)
        if request.offset != len(kept):
            context.set_trailing_metadata(_details("OFFSET_MISMATCH", persisted_offset=str(len(kept))))
            context.abort(grpc.StatusCode.ABORTED, "elsewhere")
        assert google_crc32c.value(request.data) == request.crc32c
        kept += request.data
        return pb.AppendUploadResponse(upload=self._seen(request.upload_id))

    def _CompleteUpload(self, request: Any, context: Any) -> Any:  # noqa: N802
        self._known(request, context)
        return pb.CompleteUploadResponse(artifact=self._commit(request.upload_id, request.finish))

    def _CancelUpload(self, request: Any, context: Any) -> Any:  # noqa: N802
        self._known(request, context)
        del self.uploads[request.upload_id]
        return pb.CancelUploadResponse()

    def _upload(self, requests: Iterator[pb.UploadRequest], context: Any) -> Any:
        self.calls.append("Upload")
        left = self.breaks.pop(0) if self.breaks else -1
        upload_id, waiting = "", bytearray()
        self.reading.wait()
        for request in requests:
            upload_id = request.upload_id or upload_id
            kept = self.uploads[upload_id]
            assert request.offset == len(kept) + len(waiting)
            waiting += request.data
            while len(waiting) >= PIECE:
                kept += waiting[:PIECE]
                del waiting[:PIECE]
            if request.HasField("finish"):
                kept += waiting
                return pb.UploadResponse(artifact=self._commit(upload_id, request.finish))
            left -= 1
            if left == 0:
                context.abort(grpc.StatusCode.UNAVAILABLE, "broken, as it was told to")
        return context.abort(grpc.StatusCode.INVALID_ARGUMENT, "no finish")

    def _known(self, request: Any, context: Any) -> bytearray:
        if request.upload_id not in self.uploads:
            context.set_trailing_metadata(_details("UPLOAD_NOT_FOUND"))
            context.abort(grpc.StatusCode.NOT_FOUND, "no such upload")
        return self.uploads[request.upload_id]

    def _seen(self, upload_id: str) -> res.Upload:
        kept = bytes(self.uploads[upload_id])
        state = "UPLOAD_STATE_COMPLETED" if upload_id in self.done else "UPLOAD_STATE_ACTIVE"
        return res.Upload(
            id=upload_id,
            state=state,
            scope="SCOPE_USER",
            declared_size=self.sizes[upload_id],
            persisted_offset=len(kept),
            prefix_digests=digests_of(kept).to_pb(),
            append_size=PIECE,
            chunk_size=PIECE,
        )

    def _commit(self, upload_id: str, finish: pb.UploadFinish) -> res.Artifact:
        kept = bytes(self.uploads[upload_id])
        assert finish.size == len(kept)
        assert finish.digests == digests_of(kept).to_pb()
        return self.done.setdefault(upload_id, res.Artifact(id=upload_id, scope="SCOPE_USER", size=len(kept)))


def _details(reason: str, **metadata: str) -> tuple[tuple[str, bytes]]:
    info = AnyMessage()
    info.Pack(error_details_pb2.ErrorInfo(reason=reason, domain="artigrid.dev", metadata=metadata))
    return (("grpc-status-details-bin", status_pb2.Status(details=[info]).SerializeToString()),)
