# Made from ../aio/artifacts.py by ./generate. Edit that.
"""Artifacts: content with metadata."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from artigrid import _requests as requests
from artigrid import errors
from artigrid._files import WholeFile
from artigrid._generated.v1 import artifact_service_pb2 as pb
from artigrid.models import (
    Artifact,
    Content,
    Meta,
    NewArtifact,
    Page,
    Part,
    Scope,
    Upload,
    Wanted,
    scope_to_pb,
)
from artigrid.sync import batch, transfer
from artigrid.sync._transport import resolve, run
from artigrid.sync.download import Download

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from os import PathLike

    from artigrid._source_types import Flag, OnProgress, Source
    from artigrid.sync._core import Core


class Artifacts:
    """The artifact calls of a client.

    Where an argument is called the same, it means the same: `etag` is a precondition, `request_id` (a UUID) makes the
    call repeatable, `ttl` counts seconds from now, `part` is a range of bytes (`range(10, 20)`, `slice(10, None)`, or
    `-5` for the last five), `progress` is called with how far a transfer is, and `cancel` is an event that stops it.
    """

    def __init__(self, core: Core) -> None:
        self._core = core

    # ---- content in

    def store(
        self,
        data: bytes,
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
    ) -> Artifact:
        """A new artifact of at most 1 MiB, in one round trip."""
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
        with self._core.writing(spec, request_id=request_id):
            digests = transfer.Options().small_digests(data)
            request = pb.CreateArtifactRequest(spec=spec, data=data, digests=digests, request_id=request_id)
            made = self._core.call(request, pb.CreateArtifactResponse, repeatable=bool(request_id))
            self._core.wrote(made.artifact)
        return Artifact.from_pb(made.artifact)

    def upload(
        self,
        source: Source,
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
        resumable: bool | None = None,
        state: PathLike[str] | str | None = None,
        progress: OnProgress | None = None,
        cancel: Flag | None = None,
    ) -> Artifact:
        """A new artifact of any size, from bytes, a path, a file, or an iterable of bytes.

        `size` and `sha256` declare what comes. Content of more than 16 MiB, or any with `resumable=True`, goes on by itself
        after a break; with a `state` file, another process can go on with it, by the same call.
        """
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
        options = transfer.Options(
            size=size,
            sha256=sha256,
            resumable=resumable,
            state=state,
            progress=progress,
            cancel=cancel,
            request_id=request_id,
        )
        return Artifact.from_pb(transfer.create(self._core, source, spec, options))

    def replace(
        self,
        artifact_id: str,
        source: Source,
        *,
        etag: str = "",
        filename: str | None = None,
        mime_type: str | None = None,
        summary: str | None = None,
        meta: Meta | None = None,
        merge: bool = False,
        request_id: str = "",
        size: int | None = None,
        sha256: bytes | str | None = None,
        resumable: bool | None = None,
        state: PathLike[str] | str | None = None,
        progress: OnProgress | None = None,
        cancel: Flag | None = None,
    ) -> Artifact:
        """New content for an artifact, and what else changes with it, in one step. Its lifetime stays."""
        changes = requests.changes(filename=filename, mime_type=mime_type, summary=summary, meta=meta, merge=merge)
        options = transfer.Options(
            size=size,
            sha256=sha256,
            resumable=resumable,
            state=state,
            progress=progress,
            cancel=cancel,
            request_id=request_id,
        )
        return Artifact.from_pb(transfer.replace(self._core, source, artifact_id, etag, changes, options))

    # ---- content out

    def open(
        self,
        artifact_id: str,
        *,
        part: Part | None = None,
        version: int = 0,
        progress: OnProgress | None = None,
        cancel: Flag | None = None,
    ) -> Download:
        """Content as it arrives: a context manager that is iterated."""
        return Download(self._core, artifact_id, version, part, progress, cancel)

    def fetch(self, artifact_id: str, *, part: Part | None = None, version: int = 0) -> Content:
        """At most 1 MiB of content with its artifact, in one round trip."""
        request = pb.ReadArtifactRequest(artifact_id=artifact_id, version=version, range=requests.byte_range(part))
        found = self._core.call(request, pb.ReadArtifactResponse, repeatable=True)
        return batch.content(found)

    def read(self, artifact_id: str, *, part: Part | None = None, version: int = 0) -> bytes:
        """Content of any size, in memory."""
        try:
            return (self.fetch(artifact_id, part=part, version=version)).data
        except errors.SizeLimit:
            whole = bytearray()
            with self.open(artifact_id, part=part, version=version) as content:
                for data in content:
                    whole += data
            return bytes(whole)

    def read_text(self, artifact_id: str, encoding: str = "utf-8", *, version: int = 0) -> str:
        """Content as text."""
        return (self.read(artifact_id, version=version)).decode(encoding)

    def download(
        self,
        artifact_id: str,
        to: PathLike[str] | str | Any,
        *,
        part: Part | None = None,
        version: int = 0,
        progress: OnProgress | None = None,
        cancel: Flag | None = None,
    ) -> Artifact:
        """Content into a file, which is there whole or not at all; or into anything that has `write`."""
        if hasattr(to, "write"):
            with self.open(artifact_id, part=part, version=version, progress=progress, cancel=cancel) as content:
                for data in content:
                    resolve(run(to.write, data))
            return content.artifact
        with self.open(artifact_id, part=part, version=version, progress=progress, cancel=cancel) as content:
            file = run(WholeFile, Path(to))
            try:
                for data in content:
                    run(file.write, data)
                run(file.commit)
            except BaseException:
                file.discard()
                raise
        return content.artifact

    # ---- metadata

    def get(self, artifact_id: str) -> Artifact:
        """What is known of it."""
        request = pb.GetArtifactRequest(artifact_id=artifact_id)
        found = self._core.call(request, pb.GetArtifactResponse, repeatable=True)
        return Artifact.from_pb(found.artifact)

    def exists(self, artifact_id: str) -> bool:
        """It is there and the caller may read it. An outage is an error, not a no."""
        request = pb.ArtifactExistsRequest(artifact_id=artifact_id)
        return (self._core.call(request, pb.ArtifactExistsResponse, repeatable=True)).exists

    def update(
        self,
        artifact_id: str,
        *,
        etag: str = "",
        data: bytes | None = None,
        filename: str | None = None,
        mime_type: str | None = None,
        summary: str | None = None,
        meta: Meta | None = None,
        merge: bool = False,
        ttl: float | None = None,
        extend_by: float | None = None,
        no_expiry: bool = False,
        request_id: str = "",
    ) -> Artifact:
        """Changes what is given, content of at most 1 MiB too, in one step. What is none stays.

        `merge` makes `meta` an RFC 7396 patch: none removes a key, objects merge, all else replaces.
        """
        changes = requests.changes(filename=filename, mime_type=mime_type, summary=summary, meta=meta, merge=merge)
        request = pb.UpdateArtifactRequest(artifact_id=artifact_id, etag=etag, request_id=request_id, **changes)
        requests.lifetime(request, ttl=ttl, extend_by=extend_by, no_expiry=no_expiry)
        if data is not None:
            request.data = data
            request.digests.CopyFrom(transfer.Options().small_digests(data))
        repeatable = bool(request_id)
        changed = self._core.call(request, pb.UpdateArtifactResponse, repeatable=repeatable)
        return Artifact.from_pb(changed.artifact)

    def copy(
        self,
        artifact_id: str,
        *,
        scope: Scope | str | None = None,
        session: str = "",
        version: int = 0,
        etag: str = "",
        filename: str | None = None,
        mime_type: str | None = None,
        summary: str | None = None,
        meta: Meta | None = None,
        merge: bool = False,
        ttl: float | None = None,
        no_expiry: bool = False,
        request_id: str = "",
    ) -> Artifact:
        """A copy, of the same owner or for one's own user scope. What is not given is as in the source."""
        changes = requests.changes(filename=filename, mime_type=mime_type, summary=summary, meta=meta, merge=merge)
        request = pb.CopyArtifactRequest(
            artifact_id=artifact_id,
            etag=etag,
            version=version,
            scope=scope_to_pb(scope),
            session_id=session,
            request_id=request_id,
            **changes,
        )
        requests.lifetime(request, ttl=ttl, no_expiry=no_expiry)
        made = self._core.call(request, pb.CopyArtifactResponse, repeatable=bool(request_id))
        return Artifact.from_pb(made.artifact)

    def move(self, artifact_id: str, filename: str, *, etag: str = "", request_id: str = "") -> Artifact:
        """Another file name; id, owner and content stay."""
        request = pb.MoveArtifactRequest(artifact_id=artifact_id, filename=filename, etag=etag, request_id=request_id)
        repeatable = bool(request_id) or not etag
        moved = self._core.call(request, pb.MoveArtifactResponse, repeatable=repeatable)
        return Artifact.from_pb(moved.artifact)

    def delete(self, artifact_id: str, *, etag: str = "", request_id: str = "") -> None:
        """Gone at once."""
        request = pb.DeleteArtifactRequest(artifact_id=artifact_id, etag=etag, request_id=request_id)
        self._core.call(request, pb.DeleteArtifactResponse, repeatable=bool(request_id))

    # ---- lists

    def pages(
        self,
        *,
        scope: Scope | str | None = None,
        session: str = "",
        owner: str = "",
        prefix: str = "",
        delimiter: str = "",
        page_size: int = 0,
        page_token: str = "",
    ) -> Iterator[Page]:
        """A list page by page, from a page token on."""
        request = pb.ListArtifactsRequest(
            scope=scope_to_pb(scope),
            session_id=session,
            owner=owner,
            prefix=prefix,
            delimiter=delimiter,
            page_size=page_size,
            page_token=page_token,
        )
        while True:
            answer = self._core.call(request, pb.ListArtifactsResponse, repeatable=True)
            found = [Artifact.from_pb(artifact) for artifact in answer.artifacts]
            yield Page(found, list(answer.prefixes), answer.next_page_token)
            if not answer.next_page_token:
                return
            request.page_token = answer.next_page_token

    def list(
        self,
        *,
        scope: Scope | str | None = None,
        session: str = "",
        owner: str = "",
        prefix: str = "",
        page_size: int = 0,
    ) -> Iterator[Artifact]:
        """All artifacts whose file name begins with `prefix`, by file name."""
        for page in self.pages(scope=scope, session=session, owner=owner, prefix=prefix, page_size=page_size):
            for artifact in page.artifacts:
                yield artifact

    def directory(
        self, path: str = "", *, scope: Scope | str | None = None, session: str = "", owner: str = ""
    ) -> Iterator[Artifact | str]:
        """What lies in a directory: artifacts, and subdirectories as strings that end with `/`."""
        prefix = path if not path or path.endswith("/") else f"{path}/"
        for page in self.pages(scope=scope, session=session, owner=owner, prefix=prefix, delimiter="/"):
            for subdirectory in page.prefixes:
                yield subdirectory
            for artifact in page.artifacts:
                yield artifact

    # ---- many at once

    def store_many(self, items: Iterable[NewArtifact], *, request_id: str = "") -> batch.Stored:
        """Many small artifacts; an outcome for each, in their order."""
        return batch.store(self._core, tuple(items), request_id)

    def read_many(self, items: Iterable[Wanted | str]) -> batch.Read:
        """Many small contents, by id or by (id, part, version); an outcome for each, in their order."""
        return batch.read(self._core, tuple(items))

    def delete_many(self, items: Iterable[Artifact | str], *, request_id: str = "") -> batch.Deleted:
        """Deletes many; none where it worked. Of an `Artifact`, only while it has the same etag."""
        return batch.delete(self._core, tuple(items), request_id)

    # ---- uploads that are under way

    def uploads(self, *, scope: Scope | str | None = None, page_size: int = 0) -> Iterator[Upload]:
        """The caller's uploads that are not completed, newest first."""
        request = pb.ListUploadsRequest(scope=scope_to_pb(scope), page_size=page_size)
        while True:
            answer = self._core.call(request, pb.ListUploadsResponse, repeatable=True)
            for upload in answer.uploads:
                yield Upload.from_pb(upload)
            if not answer.next_page_token:
                return
            request.page_token = answer.next_page_token

    def get_upload(self, upload_id: str) -> Upload:
        """How far it got."""
        answer = self._core.call(pb.GetUploadRequest(upload_id=upload_id), pb.GetUploadResponse, repeatable=True)
        return Upload.from_pb(answer.upload)

    def cancel_upload(self, upload_id: str) -> None:
        """Gives it up and frees its bytes."""
        request = pb.CancelUploadRequest(upload_id=upload_id)
        self._core.call(request, pb.CancelUploadResponse, repeatable=False)
