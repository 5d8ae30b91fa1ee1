"""The blocking client in the clothes of the asynchronous one, so that one runner serves both."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, cast

from artigrid import AsyncClient, Client, Download


def dressed(client: Client) -> AsyncClient:
    """Every method awaits a thread in which the real one runs."""
    return cast(AsyncClient, _Dressed(client))


class _Dressed:
    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        if inspect.isgeneratorfunction(found):
            return lambda *args, **options: _drain(found(*args, **options))
        if name == "open":
            return lambda *args, **options: _Arriving(found(*args, **options))
        if name == "close":
            return _awaited(found)
        if inspect.ismethod(found):
            return _awaited(found)
        return _Dressed(found) if not isinstance(found, str | None) else found


class _Arriving:
    def __init__(self, download: Download) -> None:
        self._download = download

    async def __aenter__(self) -> _Arriving:
        await asyncio.to_thread(self._download.__enter__)
        return self

    async def __aexit__(self, *_: object) -> None:
        await asyncio.to_thread(self._download.__exit__)

    def __aiter__(self) -> AsyncIterator[bytes]:
        return _drain(iter(self._download))


def _awaited(method: Callable[..., Any]) -> Callable[..., Any]:
    async def call(*args: Any, **options: Any) -> Any:
        return await asyncio.to_thread(method, *args, **options)

    return call


async def _drain(iterator: Iterator[Any]) -> AsyncIterator[Any]:
    end = object()
    while (item := await asyncio.to_thread(next, iterator, end)) is not end:
        yield item
