"""The asynchronous client. Use it as `artigrid.AsyncClient`."""

from artigrid.aio.client import AsyncClient
from artigrid.aio.download import AsyncDownload

__all__ = ["AsyncClient", "AsyncDownload"]
