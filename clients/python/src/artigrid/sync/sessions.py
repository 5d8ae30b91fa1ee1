# Made from ../aio/sessions.py by ./generate. Edit that.
"""Sessions: working contexts that own artifacts and end at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from artigrid import _requests as requests
from artigrid._generated.v1 import resources_pb2
from artigrid._generated.v1 import session_service_pb2 as pb
from artigrid.models import Meta, Session, meta_to_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from artigrid.sync._core import Core


class Sessions:
    """The session calls of a client. Times are seconds."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def create(
        self, session: str = "", *, meta: Meta | None = None, ttl: float | None = None, request_id: str = ""
    ) -> Session:
        """A session of the client's user; without an id, the server makes one."""
        request = pb.CreateSessionRequest(
            session_id=session, meta_json=meta_to_json(meta), ttl=requests.duration(ttl), request_id=request_id
        )
        made = self._core.call(request, pb.CreateSessionResponse, repeatable=bool(request_id))
        return Session.from_pb(made.session)

    def get(self, session: str) -> Session:
        """What is known of it."""
        request = pb.GetSessionRequest(session_id=session)
        return Session.from_pb((self._core.call(request, pb.GetSessionResponse, repeatable=True)).session)

    def validate(self, session: str) -> Session | None:
        """The session, if it is live and the caller may bind it; else none."""
        request = pb.ValidateSessionRequest(session_id=session)
        answer = self._core.call(request, pb.ValidateSessionResponse, repeatable=True)
        return Session.from_pb(answer.session) if answer.valid else None

    def renew(
        self, session: str, *, ttl: float | None = None, extend_by: float | None = None, request_id: str = ""
    ) -> Session:
        """A new end: the default ttl or `ttl` from now, or `extend_by` later than it was."""
        request = pb.RenewSessionRequest(session_id=session, request_id=request_id)
        requests.lifetime(request, ttl=ttl, extend_by=extend_by, no_expiry=False)
        repeatable = extend_by is None or bool(request_id)
        answer = self._core.call(request, pb.RenewSessionResponse, repeatable=repeatable)
        return Session.from_pb(answer.session)

    def update(self, session: str, *, meta: Meta, merge: bool = False, etag: str = "", request_id: str = "") -> Session:
        """New metadata, or with `merge` an RFC 7396 patch of it."""
        mode = resources_pb2.META_MODE_MERGE if merge else resources_pb2.META_MODE_REPLACE
        request = pb.UpdateSessionRequest(
            session_id=session, etag=etag, meta_json=meta_to_json(meta), meta_mode=mode, request_id=request_id
        )
        request.update_mask.paths.append("meta_json")
        answer = self._core.call(request, pb.UpdateSessionResponse, repeatable=bool(request_id))
        return Session.from_pb(answer.session)

    def delete(self, session: str, *, etag: str = "", request_id: str = "") -> None:
        """Ends it; its artifacts are gone at once."""
        request = pb.DeleteSessionRequest(session_id=session, etag=etag, request_id=request_id)
        self._core.call(request, pb.DeleteSessionResponse, repeatable=bool(request_id))

    def list(self, *, owner: str = "", page_size: int = 0) -> Iterator[Session]:
        """The live sessions that the caller may bind, newest first."""
        request = pb.ListSessionsRequest(owner=owner, page_size=page_size)
        while True:
            answer = self._core.call(request, pb.ListSessionsResponse, repeatable=True)
            for session in answer.sessions:
                yield Session.from_pb(session)
            if not answer.next_page_token:
                return
            request.page_token = answer.next_page_token
