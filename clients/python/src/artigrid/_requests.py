"""Arguments as the contract's messages. One place per noun, so that every method means the same by its arguments."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from google.protobuf.duration_pb2 import Duration
from google.protobuf.field_mask_pb2 import FieldMask

from artigrid._generated.v1 import resources_pb2
from artigrid._generated.v1 import search_service_pb2 as search_pb
from artigrid.models import Meta, NewArtifact, Part, Scope, meta_to_json, scope_to_pb

if TYPE_CHECKING:
    from collections.abc import Mapping


def duration(seconds: float | None) -> Duration | None:
    """Seconds as a span; none stays none."""
    if seconds is None:
        return None
    whole = math.trunc(seconds)
    return Duration(seconds=whole, nanos=round((seconds - whole) * 1e9))


def spec(
    *,
    filename: str = "",
    mime_type: str = "",
    summary: str = "",
    meta: Meta | None = None,
    ttl: float | None = None,
    no_expiry: bool = False,
    scope: Scope | str | None = None,
    session: str = "",
) -> resources_pb2.ArtifactSpec:
    """What a new artifact shall be."""
    made = resources_pb2.ArtifactSpec(
        scope=scope_to_pb(scope),
        session_id=session,
        filename=filename,
        mime_type=mime_type,
        summary=summary,
        meta_json=meta_to_json(meta),
    )
    lifetime(made, ttl=ttl, no_expiry=no_expiry)
    return made


def spec_of(item: NewArtifact) -> resources_pb2.ArtifactSpec:
    """The same, of a batch's item."""
    names = ("filename", "mime_type", "summary", "meta", "ttl", "no_expiry", "scope", "session")
    return spec(**{name: getattr(item, name) for name in names})


def lifetime(message: Any, *, ttl: float | None = None, extend_by: float | None = None, no_expiry: bool) -> None:
    """Sets the one lifetime that was said, in any message that takes one."""
    if sum((ttl is not None, extend_by is not None, no_expiry)) > 1:
        raise ValueError("only one of ttl, extend_by and no_expiry")
    if ttl is not None:
        message.ttl.CopyFrom(duration(ttl))
    elif extend_by is not None:
        message.extend_by.CopyFrom(duration(extend_by))
    elif no_expiry:
        message.no_expiry = True


def changes(
    *, filename: str | None, mime_type: str | None, summary: str | None, meta: Meta | None, merge: bool
) -> dict[str, Any]:
    """The fields `changes`, `update_mask` and `meta_mode` for what is to change; none = it stays."""
    said = {"filename": filename, "mime_type": mime_type, "summary": summary}
    said["meta_json"] = None if meta is None else meta_to_json(meta)
    said = {name: value for name, value in said.items() if value is not None}
    if not said:
        return {}
    mode = resources_pb2.META_MODE_MERGE if merge else resources_pb2.META_MODE_REPLACE
    made: dict[str, Any] = {"changes": resources_pb2.ArtifactChanges(**said)}
    return {**made, "update_mask": FieldMask(paths=sorted(said)), "meta_mode": mode}


def byte_range(part: Part | None) -> resources_pb2.ByteRange | None:
    """The part of content that is wanted; ValueError where Python's word has no such meaning."""
    if part is None:
        return None
    if isinstance(part, int):
        if part >= 0:
            raise ValueError("as a number, a part is negative: the last so many bytes")
        return resources_pb2.ByteRange(suffix_length=-part)
    if part.step not in (None, 1):
        raise ValueError("a part has no steps")
    start, stop = part.start or 0, part.stop
    if start < 0 and stop is None and isinstance(part, slice):
        return byte_range(start)
    if stop is not None and stop <= start:
        raise ValueError("a part has at least one byte")
    span = resources_pb2.ByteRange.Span(offset=start, length=0 if stop is None else stop - start)
    return resources_pb2.ByteRange(span=span)


def query(
    *,
    scope: Scope | str | None,
    session: str,
    owner: str,
    mime_prefix: str,
    filename_prefix: str,
    meta: Mapping[str, Any] | None,
    filter: str,
    text: str,
) -> search_pb.ArtifactQuery:
    """Conditions; all that are given must hold."""
    return search_pb.ArtifactQuery(
        scope=scope_to_pb(scope),
        session_id=session,
        owner=owner,
        mime_prefix=mime_prefix,
        filename_prefix=filename_prefix,
        meta=[
            search_pb.MetaEquals(path=path, value_json=json.dumps(value, ensure_ascii=False, allow_nan=False))
            for path, value in (meta or {}).items()
        ],
        filter=filter,
        text=text,
    )
