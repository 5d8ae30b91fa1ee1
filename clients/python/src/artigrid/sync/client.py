# Made from ../aio/client.py by ./generate. Edit that.
"""The client: one connection, one identity, and the session that it keeps."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from artigrid._config import DEFAULT_ADDRESS, RESUMABLE_FROM, Settings, Tls
from artigrid._retry import RetryPolicy
from artigrid.sync._core import Core, Credentials
from artigrid.sync._transport import Transport
from artigrid.sync.admin import Admin
from artigrid.sync.artifacts import Artifacts
from artigrid.sync.search import Search
from artigrid.sync.sessions import Sessions
from artigrid.sync.urls import Urls

if TYPE_CHECKING:
    from artigrid._config import Token


class Client:
    """A blocking connection to an Artigrid server under one identity.

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
    def from_env(cls, **said: object) -> Client:
        """A client as ARTIGRID_ADDR, _SANDBOX, _USER, _SESSION, _ROLE and _TOKEN say; arguments go before them."""
        settings = Settings.from_env(**said)
        client = cls.__new__(cls)
        client._adopt(Core(settings, Transport(settings), Credentials(settings.token)))
        return client

    def acting_for(self, *, user: str | None = None, session: str | None = None, role: str | None = None) -> Client:
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
        self.artifacts = Artifacts(core)
        self.sessions = Sessions(core)
        self.search = Search(core)
        self.urls = Urls(core)
        self.admin = Admin(core)

    @property
    def session(self) -> str | None:
        """The session that this client names or keeps, if any yet."""
        return self._core.session

    def close(self) -> None:
        """Ends the connection, that of clients made by `acting_for` too."""
        self._core.transport.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
