# Made from ../aio/search.py by ./generate. Edit that.
"""Search: artifacts by what they are, rather than by name; how many there are; and what happens to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from artigrid import _requests as requests
from artigrid import errors
from artigrid._generated.v1 import search_service_pb2 as pb
from artigrid.models import Artifact, Counts, Event, Scope
from artigrid.sync._transport import sleep

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from artigrid.sync._core import Core


class Search:
    """The search calls of a client. All conditions given must hold.

    `meta` maps paths (`project.name`) to the JSON values wanted there; `filter` is an AIP-160 expression over
    `filename`, `mime_type`, `summary`, `size`, `version`, the times and `meta.*`; all words of `text` must occur.
    """

    def __init__(self, core: Core) -> None:
        self._core = core

    def find(
        self,
        *,
        scope: Scope | str | None = None,
        session: str = "",
        owner: str = "",
        mime_prefix: str = "",
        filename_prefix: str = "",
        meta: Mapping[str, Any] | None = None,
        filter: str = "",
        text: str = "",
        order: str = "filename",
        page_size: int = 0,
    ) -> Iterator[Artifact]:
        """The artifacts that match, in the order of `filename`, `create_time`, `update_time` or `size` (`…_desc`)."""
        query = requests.query(
            scope=scope,
            session=session,
            owner=owner,
            mime_prefix=mime_prefix,
            filename_prefix=filename_prefix,
            meta=meta,
            filter=filter,
            text=text,
        )
        request = pb.SearchArtifactsRequest(query=query, order=f"SEARCH_ORDER_{order.upper()}", page_size=page_size)
        while True:
            answer = self._core.call(request, pb.SearchArtifactsResponse, repeatable=True)
            for artifact in answer.artifacts:
                yield Artifact.from_pb(artifact)
            if not answer.next_page_token:
                return
            request.page_token = answer.next_page_token

    def count(
        self,
        *,
        scope: Scope | str | None = None,
        session: str = "",
        owner: str = "",
        mime_prefix: str = "",
        filename_prefix: str = "",
        meta: Mapping[str, Any] | None = None,
        filter: str = "",
        text: str = "",
        facets: Iterable[str] = (),
    ) -> Counts:
        """How many match, and grouped by `mime_type`, `owner`, `store` or `size_class`."""
        query = requests.query(
            scope=scope,
            session=session,
            owner=owner,
            mime_prefix=mime_prefix,
            filename_prefix=filename_prefix,
            meta=meta,
            filter=filter,
            text=text,
        )
        request = pb.CountArtifactsRequest(query=query, facets=[f"FACET_{facet.upper()}" for facet in facets])
        return Counts.from_pb(self._core.call(request, pb.CountArtifactsResponse, repeatable=True))

    def watch(
        self,
        *,
        scope: Scope | str | None = None,
        session: str = "",
        owner: str = "",
        mime_prefix: str = "",
        filename_prefix: str = "",
        meta: Mapping[str, Any] | None = None,
        token: str = "",
    ) -> Iterator[Event]:
        """Changes as they are committed, from now or from a token on; signs of life (`unspecified`) between them.

        Goes on by itself after a break, as long as a token is known. An event may come twice.
        """
        query = requests.query(
            scope=scope,
            session=session,
            owner=owner,
            mime_prefix=mime_prefix,
            filename_prefix=filename_prefix,
            meta=meta,
            filter="",
            text="",
        )
        core, barren = self._core, 0
        while True:
            request = pb.WatchArtifactsRequest(query=query, watch_token=token)
            metadata = core.metadata(core.credentials.current())
            stream = core.transport.stream(request, pb.WatchArtifactsResponse, metadata, float("inf"))
            try:
                for message in stream:
                    barren, token = 0, message.watch_token
                    yield Event.from_pb(message)
                return
            except errors.ArtigridError as error:
                barren += 1
                if not core.settings.retry.again(error, barren):
                    raise
                sleep(core.settings.retry.wait(barren, error.retry_after))
            finally:
                if hasattr(stream, "close"):
                    stream.close()
