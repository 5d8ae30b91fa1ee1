# Made from ../aio/_core.py by ./generate. Edit that.
"""What all calls of a client share: its identity, its session, its credentials, and when it tries again.

A client that names no session keeps that of its first write to session scope, so that all its writes go to one place. If
that session belongs to a user, later writes name it, and reads still see all of the user's sessions. An anonymous session
is visible only to those who name it, so then every later call does; and because two first writes at once would begin two
of them, writes wait until the first has told its session.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from artigrid import errors
from artigrid._config import encoded
from artigrid._generated.v1 import resources_pb2
from artigrid.sync._transport import Lock, Transport, resolve, sleep

if TYPE_CHECKING:
    from collections.abc import Iterator

    from google.protobuf.message import Message

    from artigrid._config import Settings, Token

A = TypeVar("A", bound="Message")
#: How many request ids are remembered with the session that was named beside them.
_MOST_SAID = 1000


class Credentials:
    """A token, and where to get another."""

    def __init__(self, token: Token | None) -> None:
        self._source = token
        self._token: str | None = token if isinstance(token, str) else None
        self._lock = Lock()

    def current(self) -> str | None:
        """The token of the day."""
        if self._token is None and self._source is not None:
            self.renew(None)
        return self._token

    def renew(self, refused: str | None) -> bool:
        """Gets another token than the one that was refused, once for all that were. False if there is none."""
        with self._lock:
            if self._token != refused:
                return True
            if self._source is None or isinstance(self._source, str):
                return False
            self._token = resolve(self._source())
            return self._token != refused


class Core:
    """The inside of a client."""

    def __init__(self, settings: Settings, transport: Transport, credentials: Credentials) -> None:
        self.settings = settings
        self.transport = transport
        self.credentials = credentials
        self.session = settings.session
        self._named = settings.session is not None
        self._first_write = Lock()
        self._said: dict[str, str] = {}

    def metadata(self, token: str | None) -> list[tuple[str, str]]:
        """Who is calling."""
        said = self.settings.identity()
        if self._named and self.session:
            said.append(("artigrid-session", encoded(self.session)))
        if token:
            said.append(("authorization", f"Bearer {token}"))
        return said

    def call(self, request: Message, answer: type[A], *, repeatable: bool, deadline: float | None = None) -> A:
        """Asks, again as far as it may be."""
        tried, renewed = 0, False
        while True:
            tried += 1
            token = self.credentials.current()
            limit = deadline or self.settings.deadline
            try:
                return self.transport.unary(request, answer, self.metadata(token), limit)
            except errors.Unauthenticated:
                # Nothing was done: with a fresh token any call may be tried again, once.
                if renewed or not self.credentials.renew(token):
                    raise
                renewed = True
            except errors.ArtigridError as error:
                if not (repeatable and self.settings.retry.again(error, tried)):
                    raise
                sleep(self.settings.retry.wait(tried, error.retry_after))

    @contextmanager
    def writing(self, *specs: resources_pb2.ArtifactSpec, request_id: str = "") -> Iterator[None]:
        """Names the kept session in writes that name none, or takes the right to be the first such write."""
        mine = [spec for spec in specs if _wants_session(spec)]
        if mine and self.session is None and not self.settings.user:
            with self._first_write:
                self._name_session(mine, request_id)
                yield
        else:
            self._name_session(mine, request_id)
            yield

    def wrote(self, artifact: resources_pb2.Artifact) -> None:
        """Keeps the session of an answer, if none is kept."""
        if self.session is None and artifact.scope == resources_pb2.SCOPE_SESSION and artifact.session_id:
            self.session = artifact.session_id
            self._named = not artifact.user_id

    def _name_session(self, specs: list[resources_pb2.ArtifactSpec], request_id: str) -> None:
        session = "" if self._named else self.session or ""
        if request_id:
            # A repeated request must say what it said the first time, though a session is known by now.
            session = self._said.setdefault(request_id, session)
            if len(self._said) > _MOST_SAID:
                del self._said[next(iter(self._said))]
        for spec in specs:
            spec.session_id = session


def _wants_session(spec: resources_pb2.ArtifactSpec) -> bool:
    elsewhere = (resources_pb2.SCOPE_USER, resources_pb2.SCOPE_SANDBOX)
    return spec.scope not in elsewhere and not spec.session_id
