"""The operations of the scenarios, on the SDK. Each is a function whose parameters are the operation's."""

from __future__ import annotations

import asyncio
import io
import secrets
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from artigrid import AsyncClient, Failure, NewArtifact, Progress, Wanted

from .content import content, number
from .plain import plain

Answer = dict[str, Any]


class BrokenSource(Exception):
    """What a source raises that was told to break."""


class Operations:
    """What one client of a scenario can be asked to do. `folder` is the scenario's own."""

    def __init__(self, client: AsyncClient, folder: Path) -> None:
        self.client, self.folder = client, folder
        self.artifacts, self.sessions = client.artifacts, client.sessions

    # ---- content

    async def store(self, data: Any, **spec: Any) -> Any:
        return plain(await self.artifacts.store(content(data), **spec))

    async def upload(self, data: Any, **options: Any) -> Any:
        how, told = self._how(data, options)
        return _with_progress(plain(await self.artifacts.upload(**how, **options)), told)

    async def replace(self, id: str, data: Any, **options: Any) -> Any:
        how, told = self._how(data, options)
        return _with_progress(plain(await self.artifacts.replace(id, **how, **options)), told)

    async def read(self, id: str, version: int = 0, **part: Any) -> Any:
        return plain(await self.artifacts.fetch(id, version=version, part=_part(**part)))

    async def download(self, id: str, version: int = 0, to: str = "bytes", **part: Any) -> Any:
        told: list[Progress] = []
        options: Any = {"version": version, "part": _part(**part)}
        if to == "file":
            path = self.folder / secrets.token_hex(4)
            try:
                await self.artifacts.download(id, path, progress=told.append, **options)
            except BaseException:
                left = list(self.folder.glob(f"*{path.name}*"))
                assert not left, f"a failed download left {left}"
                raise
            return _with_progress({"data": path.read_bytes()}, told)
        if to == "stream":
            stream = io.BytesIO()
            await self.artifacts.download(id, stream, progress=told.append, **options)
            return _with_progress({"data": stream.getvalue()}, told)
        whole = bytearray()
        async with self.artifacts.open(id, progress=told.append, **options) as arriving:
            async for data in arriving:
                whole += data
        return _with_progress({"data": bytes(whole)}, told)

    def _how(self, data: Any, options: dict[str, Any]) -> tuple[dict[str, Any], list[Progress]]:
        """Takes what says how to send out of the options, and gives the arguments for it."""
        told: list[Progress] = []
        raw = content(data)
        stop = number(options.pop("break_after", len(raw) + 1))
        kind = options.pop("source", "bytes")
        mode = options.pop("mode", "auto")
        how: dict[str, Any] = {"source": self._source(kind, raw, stop), "progress": told.append}
        how["resumable"] = {"auto": None, "one_shot": False, "resumable": True}[mode]
        if "state" in options:
            how["state"] = self.folder / f"state-{options.pop('state')}"
        return how, told

    def _source(self, kind: str, raw: bytes, stop: int) -> Any:
        if kind == "bytes":
            return raw
        if kind == "iterator":
            return _pieces(raw, stop)
        if kind == "stream":
            return _Pipe(raw, stop)
        path = self.folder / f"source-{secrets.token_hex(4)}"
        path.write_bytes(raw)
        # A file that breaks is a file object: what it is read by is the same.
        return path if stop > len(raw) else _BreakingFile(raw, stop)

    # ---- metadata

    async def get(self, id: str) -> Any:
        return plain(await self.artifacts.get(id))

    async def exists(self, id: str) -> Any:
        return {"exists": await self.artifacts.exists(id)}

    async def delete(self, id: str, **options: Any) -> Any:
        await self.artifacts.delete(id, **options)
        return {}

    async def update(self, id: str, data: Any = None, **options: Any) -> Any:
        return plain(await self.artifacts.update(id, data=None if data is None else content(data), **options))

    async def copy(self, id: str, **options: Any) -> Any:
        return plain(await self.artifacts.copy(id, **options))

    async def move(self, id: str, filename: str, **options: Any) -> Any:
        return plain(await self.artifacts.move(id, filename, **options))

    async def list(self, **options: Any) -> Any:
        found: Answer = {"artifacts": [], "prefixes": []}
        async for page in self.artifacts.pages(**options):
            found["artifacts"] += plain(page.artifacts)
            found["prefixes"] += page.prefixes
        return found

    # ---- batches

    async def batch_store(self, items: Any = None, count: int = 0, item: Any = None) -> Any:
        wanted = items if items is not None else [item] * count
        made = [NewArtifact(**{**each, "data": content(each["data"])}) for each in wanted]
        return {"items": [_outcome(each) for each in await self.artifacts.store_many(made)]}

    async def batch_read(self, items: Any = None, ids_of: Any = None) -> Any:
        wanted = [
            Wanted(each["id"], _part(**{k: v for k, v in each.items() if k in ("offset", "length", "last")}))
            for each in (items or ids_of["items"])
        ]
        return {"items": [_outcome(each) for each in await self.artifacts.read_many(wanted)]}

    async def batch_delete(self, items: Any = None, ids_of: Any = None) -> Any:
        wanted: Any = [each["id"] for each in ids_of["items"]] if ids_of else []
        for each in items or ():
            known = await self.artifacts.get(each["id"]) if "etag" in each else None
            wanted.append(_with_etag(known, each["etag"]) if known else each["id"])
        return {"items": [_outcome(each) for each in await self.artifacts.delete_many(wanted)]}

    # ---- search

    async def search(self, **options: Any) -> Any:
        return {"artifacts": [plain(found) async for found in self.client.search.find(**options)]}

    async def count(self, **options: Any) -> Any:
        return plain(await self.client.search.count(**options))

    async def watch(self, events: int, **options: Any) -> Any:
        seen: list[Any] = []
        token = options.get("token", "")
        stream = self.client.search.watch(**options)
        async with asyncio.timeout(30):
            async for event in stream:
                token = event.token
                if event.kind != "unspecified":
                    seen.append(plain(event))
                if len(seen) >= events:
                    break
        return {"events": seen, "token": token}

    # ---- sessions

    async def create_session(self, **options: Any) -> Any:
        return plain(await self.sessions.create(**options))

    async def get_session(self, session: str) -> Any:
        return plain(await self.sessions.get(session))

    async def validate_session(self, session: str) -> Any:
        found = await self.sessions.validate(session)
        return {"valid": found is not None, "session": plain(found)}

    async def renew_session(self, **options: Any) -> Any:
        return plain(await self.sessions.renew(**options))

    async def update_session(self, **options: Any) -> Any:
        return plain(await self.sessions.update(**options))

    async def delete_session(self, **options: Any) -> Any:
        await self.sessions.delete(**options)
        return {}

    async def list_sessions(self, **options: Any) -> Any:
        return {"sessions": [plain(found) async for found in self.sessions.list(**options)]}

    # ---- uploads, URLs, links

    async def list_uploads(self, **options: Any) -> Any:
        return {"uploads": [plain(found) async for found in self.artifacts.uploads(**options)]}

    async def cancel_upload(self, upload_id: str) -> Any:
        await self.artifacts.cancel_upload(upload_id)
        return {}

    async def presign_download(self, id: str, **options: Any) -> Any:
        return {
            **plain(await self.client.urls.presign(id, **options)),
            "version": (await self.artifacts.get(id)).version,
        }

    async def presign_upload(self, spec: Any, **options: Any) -> Any:
        ticket = await self.client.urls.presign_upload(**spec, **options)
        return {
            **plain(ticket.signed_url),
            "upload_id": ticket.upload.id,
            "artifact_id": ticket.upload.artifact_id,
        }

    async def register_upload(self, upload_id: str, **options: Any) -> Any:
        return plain(await self.client.urls.register(upload_id, **options))

    async def create_link(self, id: str, **options: Any) -> Any:
        return plain(await self.client.urls.share(id, **options))

    async def list_links(self, id: str) -> Any:
        return {"links": [plain(link) async for link in self.client.urls.links(id)]}

    async def revoke_link(self, link_id: str) -> Any:
        return plain(await self.client.urls.revoke(link_id))

    async def capabilities(self) -> Any:
        return plain(await self.client.admin.capabilities())

    async def http(self, method: str, url: str, headers: Any = None, data: Any = None) -> Any:
        return await asyncio.to_thread(_http, method, url, headers or {}, None if data is None else content(data))


class _Pipe:
    """Something that can only be read."""

    def __init__(self, raw: bytes, stop: int) -> None:
        self._pieces, self._rest = _pieces(raw, stop), b""

    def read(self, size: int) -> bytes:
        self._rest = self._rest or next(self._pieces, b"")
        piece, self._rest = self._rest[:size], self._rest[size:]
        return piece


class _BreakingFile(io.BytesIO):
    def __init__(self, raw: bytes, stop: int) -> None:
        super().__init__(raw)
        self._stop = stop

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell() >= self._stop:
            raise BrokenSource("the source broke, as it was told to")
        return super().read(size)


def _pieces(raw: bytes, stop: int) -> Iterator[bytes]:
    for start in range(0, len(raw), 100_000):
        if stop < len(raw) and start + 100_000 > stop:
            raise BrokenSource("the source broke, as it was told to")
        yield raw[start : start + 100_000]


def _part(offset: int | None = None, length: int | None = None, last: int | None = None) -> Any:
    if last is not None:
        return -last
    if offset is None and length is None:
        return None
    start = offset or 0
    if start < 0:  # Python has another meaning for this
        return range(start, 1)
    return slice(start, None if length is None else start + length)


def _outcome(value: Any) -> Any:
    if value is None:
        return {}
    return {"failure": plain(value)} if isinstance(value, Failure) else plain(value)


def _with_progress(answer: Answer, told: list[Progress]) -> Answer:
    if told:
        answer["progress"] = {"first": told[0].done, "last": told[-1].done, "total": told[-1].total}
    return answer


def _with_etag(artifact: Any, etag: str) -> Any:
    return replace(artifact, etag=etag)


def _http(method: str, url: str, headers: dict[str, str], data: bytes | None) -> Answer:
    request = urllib.request.Request(url, data=data, headers=headers, method=method)
    if data is not None and not any(name.lower() == "content-type" for name in headers):
        request.add_header("content-type", "application/octet-stream")
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            status, found, body = answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        status, found, body = error.code, error.headers, error.read()
    return {"status": status, "headers": {name.lower(): value for name, value in found.items()}, "data": body}
