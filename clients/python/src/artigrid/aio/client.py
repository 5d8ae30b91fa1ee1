"""The client: one connection, one identity, and the session that it keeps."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from artigrid._config import DEFAULT_ADDRESS, RESUMABLE_FROM, Settings, Tls
from artigrid._retry import RetryPolicy
from artigrid.aio._core import Core, Credentials
from artigrid.aio._transport import Transport
from artigrid.aio.admin import AsyncAdmin
from artigrid.aio.artifacts import AsyncArtifacts
from artigrid.aio.search import AsyncSearch
from artigrid.aio.sessions import AsyncSessions
from artigrid.aio.urls import AsyncUrls

if TYPE_CHECKING:
    from artigrid._config import Token


class AsyncClient:
    """An asynchronous connection to an Artigrid server under one identity.

    `address` is `https://host:port`, `http://host:port` to send content in the clear, or on this machine `host:port`.
    `user` and `session` say for whom; `token` is a JWT or API key, or a function that gets one and is called again when
    the server no longer takes it. A client that names no session keeps that of its first write to session scope.

    Calls have a `deadline`, transfers an `idle_timeout`, in seconds. Content of more than `resumable_from` bytes is
    uploaded so that it can go on after a break.
    """

    def __init__(
        self,
        address: str = DEFAULT_ADDRESS,
        *,
        sandbox: str | None = None,
        user: str | None = None,
        session: str | None = None,
        role: str | None = None,
        token: Token | None = None,
        tls: Tls | None = None,
        deadline: float = 30.0,
        idle_timeout: float = 60.0,
        keepalive: float = 30.0,
        retry: RetryPolicy | None = None,
        resumable_from: int = RESUMABLE_FROM,
    ) -> None:
        settings = Settings(
            address=address,
            sandbox=sandbox,
            user=user,
            session=session,
            role=role,
            token=token,
            tls=tls or Tls(),
            deadline=deadline,
            idle_timeout=idle_timeout,
            keepalive=keepalive,
            retry=retry or RetryPolicy(),
            resumable_from=resumable_from,
        )
        self._adopt(Core(settings, Transport(settings), Credentials(token)))

    @classmethod
    def from_env(cls, **said: object) -> AsyncClient:
        """A client as ARTIGRID_ADDR, _SANDBOX, _USER, _SESSION, _ROLE and _TOKEN say; arguments go before them."""
        settings = Settings.from_env(**said)
        client = cls.__new__(cls)
        client._adopt(Core(settings, Transport(settings), Credentials(settings.token)))
        return client

    def acting_for(
        self, *, user: str | None = None, session: str | None = None, role: str | None = None
    ) -> AsyncClient:
        """The same connection and credentials on behalf of somebody else, as roles above `user` may.

        `role` stays as it is when not given; only a server that believes metadata takes another.
        """
        client = type(self).__new__(type(self))
        mine = self._core.settings
        settings = replace(mine, user=user, session=session, role=role or mine.role)
        client._adopt(Core(settings, self._core.transport, self._core.credentials))
        return client

    def _adopt(self, core: Core) -> None:
        self._core = core
        self.artifacts = AsyncArtifacts(core)
        self.sessions = AsyncSessions(core)
        self.search = AsyncSearch(core)
        self.urls = AsyncUrls(core)
        self.admin = AsyncAdmin(core)

    @property
    def session(self) -> str | None:
        """The session that this client names or keeps, if any yet."""
        return self._core.session

    async def close(self) -> None:
        """Ends the connection, that of clients made by `acting_for` too."""
        await self._core.transport.close()

    async def __aenter__(self) -> AsyncClient:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()
