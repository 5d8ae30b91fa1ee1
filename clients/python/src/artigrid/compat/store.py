"""The store: everything that the original's `ArtifactStore` offers, over an Artigrid server."""

from __future__ import annotations

from artigrid import AsyncClient
from artigrid.compat._content import Content
from artigrid.compat._lists import Lists
from artigrid.compat._sessions import Sessions
from artigrid.compat._urls import Urls


class ArtifactStore(Content, Lists, Sessions, Urls):
    """Keeps artifacts: `async with ArtifactStore() as store: ...`.

    Arguments go before the environment (ARTIFACT_PROVIDER, SESSION_PROVIDER, ARTIFACT_BUCKET, ARTIFACT_SANDBOX_ID). With
    ARTIGRID_ADDR set, the providers are those of the server there.
    """

    async def __aenter__(self) -> ArtifactStore:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def client(self) -> AsyncClient:
        """The client beneath, for all that the original does not know."""
        return await self._admin()
