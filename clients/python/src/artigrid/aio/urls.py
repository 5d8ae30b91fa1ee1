"""Signed URLs, which anybody can use for a while, and share links, which can be counted and revoked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from artigrid import _requests as requests
from artigrid._generated.v1 import artifact_service_pb2 as pb
from artigrid._generated.v1 import resources_pb2
from artigrid.models import (
    Artifact,
    Digests,
    Meta,
    PartTicket,
    Scope,
    ShareLink,
    SignedUrl,
    Upload,
    UploadTicket,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Mapping

    from artigrid.aio._core import Core

SHORT, MEDIUM, LONG = 15 * 60, 60 * 60, 24 * 60 * 60


class AsyncUrls:
    """The calls of a client that make URLs. Times are seconds."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def presign(
        self, artifact_id: str, seconds: float = MEDIUM, *, version: int = 0, inline: bool = False, filename: str = ""
    ) -> SignedUrl:
        """A URL to read one version by. `inline` lets browsers show it; `filename` is offered instead of its own."""
        request = pb.PresignDownloadRequest(
            artifact_id=artifact_id,
            version=version,
            expires_in=requests.duration(seconds),
            disposition=_disposition(inline),
            filename=filename,
        )
        answer = await self._core.call(request, pb.PresignDownloadResponse, repeatable=True)
        return SignedUrl.from_pb(answer.signed_url)

    async def presign_short(self, artifact_id: str) -> SignedUrl:
        """For 15 minutes."""
        return await self.presign(artifact_id, SHORT)

    async def presign_medium(self, artifact_id: str) -> SignedUrl:
        """For an hour."""
        return await self.presign(artifact_id, MEDIUM)

    async def presign_long(self, artifact_id: str) -> SignedUrl:
        """For a day."""
        return await self.presign(artifact_id, LONG)

    async def presign_upload(
        self,
        seconds: float = MEDIUM,
        *,
        filename: str = "",
        mime_type: str = "",
        summary: str = "",
        meta: Meta | None = None,
        ttl: float | None = None,
        no_expiry: bool = False,
        scope: Scope | str | None = None,
        session: str = "",
        request_id: str = "",
        size: int | None = None,
        sha256: bytes | str | None = None,
        auto_register: bool = False,
    ) -> UploadTicket:
        """A URL to PUT content to. Afterwards `register` makes it an artifact; with `auto_register` the PUT does."""
        spec = requests.spec(
            filename=filename,
            mime_type=mime_type,
            summary=summary,
            meta=meta,
            ttl=ttl,
            no_expiry=no_expiry,
            scope=scope,
            session=session,
        )
        async with self._core.writing(spec, request_id=request_id):
            upload = pb.UploadSpec(create=spec, size=size, digests=_declared(sha256), request_id=request_id)
            request = pb.PresignUploadRequest(
                spec=upload, expires_in=requests.duration(seconds), auto_register=auto_register
            )
            answer = await self._core.call(request, pb.PresignUploadResponse, repeatable=bool(request_id))
        url = SignedUrl.from_pb(answer.signed_url) if answer.HasField("signed_url") else None
        return UploadTicket(Upload.from_pb(answer.upload), url, answer.part_size)

    async def presign_parts(self, upload_id: str, numbers: Iterable[int], seconds: float = MEDIUM) -> list[PartTicket]:
        """URLs to PUT parts to, from number 1 on; any number of them."""
        wanted, tickets = list(numbers), []
        for start in range(0, len(wanted), 100):
            request = pb.PresignUploadPartsRequest(
                upload_id=upload_id,
                part_numbers=wanted[start : start + 100],
                expires_in=requests.duration(seconds),
            )
            answer = await self._core.call(request, pb.PresignUploadPartsResponse, repeatable=True)
            tickets += [
                PartTicket(p.part_number, p.offset, p.size, SignedUrl.from_pb(p.signed_url)) for p in answer.parts
            ]
        return tickets

    async def register(
        self,
        upload_id: str,
        *,
        parts: Mapping[int, str] | None = None,
        size: int | None = None,
        sha256: bytes | str | None = None,
    ) -> Artifact:
        """Makes what was put an artifact; `parts` maps part numbers to the ETags that the PUTs answered."""
        made = [pb.RegisterUploadRequest.Part(part_number=n, etag=etag) for n, etag in (parts or {}).items()]
        finish = pb.UploadFinish(size=size, digests=_declared(sha256))
        request = pb.RegisterUploadRequest(upload_id=upload_id, parts=made, finish=finish)
        answer = await self._core.call(request, pb.RegisterUploadResponse, repeatable=True)
        self._core.wrote(answer.artifact)
        return Artifact.from_pb(answer.artifact)

    async def share(
        self,
        artifact_id: str,
        *,
        ttl: float | None = None,
        max_downloads: int | None = None,
        inline: bool = False,
        request_id: str = "",
    ) -> ShareLink:
        """A link that follows the current version, until it ends, is used up or is revoked. Only here it tells its URL."""
        request = pb.CreateShareLinkRequest(
            artifact_id=artifact_id,
            ttl=requests.duration(ttl),
            max_downloads=max_downloads,
            disposition=_disposition(inline),
            request_id=request_id,
        )
        answer = await self._core.call(request, pb.CreateShareLinkResponse, repeatable=bool(request_id))
        return ShareLink.from_pb(answer.share_link, answer.url)

    async def links(self, artifact_id: str, *, page_size: int = 0) -> AsyncIterator[ShareLink]:
        """The links of an artifact, newest first, ended ones too."""
        request = pb.ListShareLinksRequest(artifact_id=artifact_id, page_size=page_size)
        while True:
            answer = await self._core.call(request, pb.ListShareLinksResponse, repeatable=True)
            for link in answer.share_links:
                yield ShareLink.from_pb(link)
            if not answer.next_page_token:
                return
            request.page_token = answer.next_page_token

    async def revoke(self, link_id: str) -> ShareLink:
        """Ends a link at once."""
        request = pb.RevokeShareLinkRequest(share_link_id=link_id)
        answer = await self._core.call(request, pb.RevokeShareLinkResponse, repeatable=False)
        return ShareLink.from_pb(answer.share_link)


def _disposition(inline: bool) -> resources_pb2.Disposition:
    return resources_pb2.DISPOSITION_INLINE if inline else resources_pb2.DISPOSITION_ATTACHMENT


def _declared(sha256: bytes | str | None) -> resources_pb2.Digests | None:
    if sha256 is None:
        return None
    return Digests(None, bytes.fromhex(sha256) if isinstance(sha256, str) else sha256).to_pb()
