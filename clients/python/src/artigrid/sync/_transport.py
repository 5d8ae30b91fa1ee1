"""The connection, blocking. `aio/_transport.py` is the same for asynchronous calls: one of two files written twice.

Everything here is about grpc and threads; nothing knows what a message means.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import grpc

from artigrid import errors
from artigrid._generated.v1 import artifact_service_pb2 as pb
from artigrid._wire import method_path

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from google.protobuf.message import Message

    from artigrid._config import Settings

T = TypeVar("T")
A = TypeVar("A", bound="Message")
Metadata = Sequence[tuple[str, str]]
Lock = threading.Lock
sleep = time.sleep


def run(work: Callable[..., T], *arguments: Any) -> T:
    """Does something that blocks; here that is nothing special."""
    return work(*arguments)


def resolve(value: T | Awaitable[T]) -> T:
    """What a callback of the user gave."""
    if hasattr(value, "__await__"):
        raise TypeError("a blocking client takes callbacks that are no coroutines")
    return value


class Transport:
    """One connection, opened with the first call."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._target, self._encrypted = settings.target()
        self._channel: Any = None
        self._methods: dict[str, Any] = {}
        self._opening = threading.Lock()

    def close(self) -> None:
        """Ends the connection and every call on it."""
        if self._channel is not None:
            self._channel.close()
            self._channel = None
            self._methods.clear()

    def _method(self, kind: str, request: type[Message], answer: type[Message]) -> Any:
        with self._opening:
            if self._channel is None:
                options = self._settings.channel_options()
                if self._encrypted:
                    self._channel = grpc.secure_channel(self._target, self._settings.tls.credentials(), options)
                else:
                    self._channel = grpc.insecure_channel(self._target, options)
        path = method_path(request)
        if path not in self._methods:
            make = getattr(self._channel, kind)
            serialize, read = request.SerializeToString, answer.FromString
            self._methods[path] = make(path, request_serializer=serialize, response_deserializer=read)
        return self._methods[path]

    def unary(self, request: Message, answer: type[A], metadata: Metadata, deadline: float) -> A:
        """One question, one answer."""
        method = self._method("unary_unary", type(request), answer)
        try:
            found: A = method(request, metadata=metadata, timeout=deadline)
        except grpc.RpcError as failure:
            raise errors.from_rpc(failure) from failure  # type: ignore[arg-type]
        return found

    def stream(self, request: Message, answer: type[A], metadata: Metadata, idle: float) -> Iterator[A]:
        """One question, many answers. To be closed by who does not read it to its end."""
        call = self._method("unary_stream", type(request), answer)(request, metadata=metadata)
        watchdog = _Watchdog(call, idle)
        try:
            with watchdog:
                watchdog.waits()
                for message in call:
                    watchdog.rests()
                    yield message
                    watchdog.waits()
        except grpc.RpcError as failure:
            watchdog.explain()
            raise errors.from_rpc(failure) from failure  # type: ignore[arg-type]
        finally:
            call.cancel()

    def upload(self, requests: Iterator[pb.UploadRequest], metadata: Metadata, idle: float) -> pb.UploadResponse:
        """Many messages, one answer, which may come before the last of them was sent."""
        fault: list[Exception] = []
        begun, feed = threading.Event(), _Feed(requests)

        def guarded() -> Iterator[pb.UploadRequest]:
            # In a thread of gRPC's: what is raised here would only be logged there.
            begun.wait()
            try:
                while (request := feed.next()) is not None:
                    watchdog.waits()
                    yield request
                    watchdog.rests()
            except Exception as error:
                fault.append(error)
                call.cancel()
            watchdog.waits()

        call = self._method("stream_unary", pb.UploadRequest, pb.UploadResponse).future(guarded(), metadata=metadata)
        watchdog = _Watchdog(call, idle)
        begun.set()
        try:
            with watchdog:
                answer: pb.UploadResponse = call.result()
            return answer
        except (grpc.RpcError, grpc.FutureCancelledError) as failure:
            if fault:  # a source that failed ends the call; what it said counts, not how the call ended
                raise fault[0] from None
            watchdog.explain()
            if isinstance(failure, grpc.FutureCancelledError):
                raise errors.Cancelled("the upload was cancelled") from failure
            raise errors.from_rpc(failure) from failure  # type: ignore[arg-type]
        finally:
            call.cancel()
            feed.end()


class _Feed:
    """The messages of an upload, taken one by one, and none any more once the call has ended.

    gRPC takes them in a thread of its own, which goes on for a moment after the call failed: it must not read the source,
    nor count digests, while the next try does.
    """

    _LINGER = 5.0

    def __init__(self, requests: Iterator[pb.UploadRequest]) -> None:
        self._requests, self._turn, self._over = requests, threading.Lock(), False

    def next(self) -> pb.UploadRequest | None:
        """The next message; none at the end."""
        with self._turn:
            return None if self._over else next(self._requests, None)

    def end(self) -> None:
        """No more are wanted. Waits for the one that is being made, unless its source is stuck."""
        self._over = True
        if self._turn.acquire(timeout=self._LINGER):
            self._turn.release()


class _Watchdog:
    """Ends a stream whose peer is silent while this side waits for it."""

    def __init__(self, call: Any, idle: float) -> None:
        self._call, self._idle = call, idle
        self._since: float | None = None
        self._barked = False
        self._over = threading.Event()

    def waits(self) -> None:
        """It is the peer's turn."""
        self._since = time.monotonic()

    def rests(self) -> None:
        """It is ours."""
        self._since = None

    def explain(self) -> None:
        """Says that it was this, if it was."""
        if self._barked:
            raise errors.BackendUnavailable("the server was silent for too long")

    def __enter__(self) -> _Watchdog:
        threading.Thread(target=self._watch, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()

    def _watch(self) -> None:
        while not self._over.wait(self._idle / 4):
            since = self._since
            if since is not None and time.monotonic() - since > self._idle:
                self._barked = True
                self._call.cancel()
                return
