"""The connection, asynchronously. `sync/_transport.py` is the same for blocking calls: one of two files written twice.

Everything here is about grpc.aio, asyncio and threads; nothing knows what a message means.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, TypeVar

import grpc

from artigrid import errors
from artigrid._generated.v1 import artifact_service_pb2 as pb
from artigrid._wire import method_path

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from google.protobuf.message import Message

    from artigrid._config import Settings

T = TypeVar("T")
A = TypeVar("A", bound="Message")
Metadata = Sequence[tuple[str, str]]
Lock = asyncio.Lock
sleep = asyncio.sleep


async def run(work: Callable[..., T], *arguments: Any) -> T:
    """Does something that blocks, elsewhere."""
    return await asyncio.to_thread(work, *arguments)


async def resolve(value: T | Awaitable[T]) -> T:
    """What a callback of the user gave, at once or later."""
    return await value if isawaitable(value) else value


class Transport:
    """One connection, opened with the first call."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._target, self._encrypted = settings.target()
        self._channel: Any = None
        self._methods: dict[str, Any] = {}

    async def close(self) -> None:
        """Ends the connection and every call on it."""
        if self._channel is not None:
            await self._channel.close()
            self._channel = None
            self._methods.clear()

    def _method(self, kind: str, request: type[Message], answer: type[Message]) -> Any:
        if self._channel is None:
            options = self._settings.channel_options()
            if self._encrypted:
                self._channel = grpc.aio.secure_channel(self._target, self._settings.tls.credentials(), options)
            else:
                self._channel = grpc.aio.insecure_channel(self._target, options)
        path = method_path(request)
        if path not in self._methods:
            make = getattr(self._channel, kind)
            serialize, read = request.SerializeToString, answer.FromString
            self._methods[path] = make(path, request_serializer=serialize, response_deserializer=read)
        return self._methods[path]

    async def unary(self, request: Message, answer: type[A], metadata: Metadata, deadline: float) -> A:
        """One question, one answer."""
        method = self._method("unary_unary", type(request), answer)
        try:
            found: A = await method(request, metadata=metadata, timeout=deadline)
        except grpc.aio.AioRpcError as failure:
            raise errors.from_rpc(failure) from failure  # type: ignore[arg-type]
        return found

    async def stream(self, request: Message, answer: type[A], metadata: Metadata, idle: float) -> AsyncIterator[A]:
        """One question, many answers. To be closed by who does not read it to its end."""
        call = self._method("unary_stream", type(request), answer)(request, metadata=metadata)
        try:
            async with _Watchdog(call, idle) as watchdog:
                watchdog.waits()
                async for message in call:
                    watchdog.rests()
                    yield message
                    watchdog.waits()
        except grpc.aio.AioRpcError as failure:
            raise errors.from_rpc(failure) from failure  # type: ignore[arg-type]
        except asyncio.CancelledError:
            watchdog.explain()
            raise
        finally:
            call.cancel()

    async def upload(
        self, requests: AsyncIterator[pb.UploadRequest], metadata: Metadata, idle: float
    ) -> pb.UploadResponse:
        """Many messages, one answer, which may come before the last of them was sent."""
        fault: list[Exception] = []

        feed = _Feed(requests)

        async def guarded() -> AsyncIterator[pb.UploadRequest]:
            try:
                while (request := await feed.next()) is not None:
                    watchdog.waits()
                    yield request
                    watchdog.rests()
            except Exception as error:
                fault.append(error)
                raise
            watchdog.waits()

        call = self._method("stream_unary", pb.UploadRequest, pb.UploadResponse)(guarded(), metadata=metadata)
        watchdog, ending = _Watchdog(call, idle), _Ending(call)
        try:
            async with watchdog:
                answer: pb.UploadResponse = await call
            return answer
        except (grpc.aio.AioRpcError, asyncio.CancelledError) as failure:
            if fault:  # a source that failed ends the call; what it said counts, not how the call ended
                raise fault[0] from None
            watchdog.explain()
            if isinstance(failure, grpc.aio.AioRpcError):
                raise errors.from_rpc(await ending.failure()) from failure
            raise
        finally:
            call.cancel()
            await feed.end()


class _Feed:
    """The messages of an upload, taken one by one, and none any more once the call has ended.

    gRPC takes them in a task of its own, which goes on for a moment after the call failed: it must not read the source,
    nor count digests, while the next try does.
    """

    _LINGER = 5.0

    def __init__(self, requests: AsyncIterator[pb.UploadRequest]) -> None:
        self._requests, self._turn, self._over = requests, asyncio.Lock(), False

    async def next(self) -> pb.UploadRequest | None:
        """The next message; none at the end."""
        async with self._turn:
            return None if self._over else await anext(self._requests, None)

    async def end(self) -> None:
        """No more are wanted. Waits for the one that is being made, unless its source is stuck."""
        self._over = True
        with suppress(TimeoutError):
            async with asyncio.timeout(self._LINGER), self._turn:
                pass


@dataclass(frozen=True)
class _Status:
    """What a call says of its end."""

    status: grpc.StatusCode
    message: str
    metadata: Sequence[tuple[str, str | bytes]]

    def code(self) -> grpc.StatusCode:
        return self.status

    def details(self) -> str:
        return self.message

    def trailing_metadata(self) -> Sequence[tuple[str, str | bytes]]:
        return self.metadata


class _Ending:
    """How an upload really ended.

    When the server answers before it has read everything, a write fails; grpc.aio then overwrites the server's status, if
    that came first, or is overwritten by it a little later (grpc issue 36066). So both are kept, and the server's counts.
    """

    _OVERWRITTEN = "Internal error from Core"

    def __init__(self, call: Any) -> None:
        self._call = call
        self._first: _Status | None = None
        call.add_done_callback(lambda _: setattr(self, "_first", self._now()))

    def _now(self) -> _Status:
        """The present status; the call is done, so none of its coroutines waits."""
        parts = []
        for part in (self._call.code(), self._call.details(), self._call.trailing_metadata()):
            try:
                part.send(None)
            except StopIteration as done:
                parts.append(done.value)
        return _Status(*parts)

    async def failure(self) -> _Status:
        """The server's word, if there was one."""
        for _ in range(50):
            for found in (self._first, self._now()):
                if found and found.message != self._OVERWRITTEN:
                    return found
            await asyncio.sleep(0.02)
        return _Status(grpc.StatusCode.UNAVAILABLE, "the connection broke", ())


class _Watchdog:
    """Ends a stream whose peer is silent while this side waits for it."""

    def __init__(self, call: Any, idle: float) -> None:
        self._call, self._idle = call, idle
        self._since: float | None = None
        self._barked = False
        self._task: asyncio.Task[None] | None = None

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

    async def __aenter__(self) -> _Watchdog:
        self._task = asyncio.create_task(self._watch())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._task:
            self._task.cancel()

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(self._idle / 4)
            since = self._since
            if since is not None and time.monotonic() - since > self._idle:
                self._barked = True
                self._call.cancel()
                return
