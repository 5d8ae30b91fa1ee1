import datetime

from . import resources_pb2 as _resources_pb2
from google.protobuf import duration_pb2 as _duration_pb2
from google.protobuf import field_mask_pb2 as _field_mask_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ContentReplacement(_message.Message):
    __slots__ = ("artifact_id", "etag", "changes", "update_mask", "meta_mode")
    ARTIFACT_ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    UPDATE_MASK_FIELD_NUMBER: _ClassVar[int]
    META_MODE_FIELD_NUMBER: _ClassVar[int]
    artifact_id: str
    etag: str
    changes: _resources_pb2.ArtifactChanges
    update_mask: _field_mask_pb2.FieldMask
    meta_mode: _resources_pb2.MetaMode
    def __init__(self, artifact_id: _Optional[str] = ..., etag: _Optional[str] = ..., changes: _Optional[_Union[_resources_pb2.ArtifactChanges, _Mapping]] = ..., update_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., meta_mode: _Optional[_Union[_resources_pb2.MetaMode, str]] = ...) -> None: ...

class UploadSpec(_message.Message):
    __slots__ = ("create", "replace", "size", "digests", "request_id")
    CREATE_FIELD_NUMBER: _ClassVar[int]
    REPLACE_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    DIGESTS_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    create: _resources_pb2.ArtifactSpec
    replace: ContentReplacement
    size: int
    digests: _resources_pb2.Digests
    request_id: str
    def __init__(self, create: _Optional[_Union[_resources_pb2.ArtifactSpec, _Mapping]] = ..., replace: _Optional[_Union[ContentReplacement, _Mapping]] = ..., size: _Optional[int] = ..., digests: _Optional[_Union[_resources_pb2.Digests, _Mapping]] = ..., request_id: _Optional[str] = ...) -> None: ...

class UploadFinish(_message.Message):
    __slots__ = ("size", "digests")
    SIZE_FIELD_NUMBER: _ClassVar[int]
    DIGESTS_FIELD_NUMBER: _ClassVar[int]
    size: int
    digests: _resources_pb2.Digests
    def __init__(self, size: _Optional[int] = ..., digests: _Optional[_Union[_resources_pb2.Digests, _Mapping]] = ...) -> None: ...

class UploadRequest(_message.Message):
    __slots__ = ("spec", "upload_id", "offset", "data", "crc32c", "finish")
    SPEC_FIELD_NUMBER: _ClassVar[int]
    UPLOAD_ID_FIELD_NUMBER: _ClassVar[int]
    OFFSET_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    CRC32C_FIELD_NUMBER: _ClassVar[int]
    FINISH_FIELD_NUMBER: _ClassVar[int]
    spec: UploadSpec
    upload_id: str
    offset: int
    data: bytes
    crc32c: int
    finish: UploadFinish
    def __init__(self, spec: _Optional[_Union[UploadSpec, _Mapping]] = ..., upload_id: _Optional[str] = ..., offset: _Optional[int] = ..., data: _Optional[bytes] = ..., crc32c: _Optional[int] = ..., finish: _Optional[_Union[UploadFinish, _Mapping]] = ...) -> None: ...

class UploadResponse(_message.Message):
    __slots__ = ("artifact", "session_id")
    ARTIFACT_FIELD_NUMBER: _ClassVar[int]
    SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    artifact: _resources_pb2.Artifact
    session_id: str
    def __init__(self, artifact: _Optional[_Union[_resources_pb2.Artifact, _Mapping]] = ..., session_id: _Optional[str] = ...) -> None: ...

class StartUploadRequest(_message.Message):
    __slots__ = ("spec",)
    SPEC_FIELD_NUMBER: _ClassVar[int]
    spec: UploadSpec
    def __init__(self, spec: _Optional[_Union[UploadSpec, _Mapping]] = ...) -> None: ...

class StartUploadResponse(_message.Message):
    __slots__ = ("upload",)
    UPLOAD_FIELD_NUMBER: _ClassVar[int]
    upload: _resources_pb2.Upload
    def __init__(self, upload: _Optional[_Union[_resources_pb2.Upload, _Mapping]] = ...) -> None: ...

class GetUploadRequest(_message.Message):
    __slots__ = ("upload_id",)
    UPLOAD_ID_FIELD_NUMBER: _ClassVar[int]
    upload_id: str
    def __init__(self, upload_id: _Optional[str] = ...) -> None: ...

class GetUploadResponse(_message.Message):
    __slots__ = ("upload",)
    UPLOAD_FIELD_NUMBER: _ClassVar[int]
    upload: _resources_pb2.Upload
    def __init__(self, upload: _Optional[_Union[_resources_pb2.Upload, _Mapping]] = ...) -> None: ...

class AppendUploadRequest(_message.Message):
    __slots__ = ("upload_id", "offset", "data", "crc32c")
    UPLOAD_ID_FIELD_NUMBER: _ClassVar[int]
    OFFSET_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    CRC32C_FIELD_NUMBER: _ClassVar[int]
    upload_id: str
    offset: int
    data: bytes
    crc32c: int
    def __init__(self, upload_id: _Optional[str] = ..., offset: _Optional[int] = ..., data: _Optional[bytes] = ..., crc32c: _Optional[int] = ...) -> None: ...

class AppendUploadResponse(_message.Message):
    __slots__ = ("upload",)
    UPLOAD_FIELD_NUMBER: _ClassVar[int]
    upload: _resources_pb2.Upload
    def __init__(self, upload: _Optional[_Union[_resources_pb2.Upload, _Mapping]] = ...) -> None: ...

class CompleteUploadRequest(_message.Message):
    __slots__ = ("upload_id", "finish")
    UPLOAD_ID_FIELD_NUMBER: _ClassVar[int]
    FINISH_FIELD_NUMBER: _ClassVar[int]
    upload_id: str
    finish: UploadFinish
    def __init__(self, upload_id: _Optional[str] = ..., finish: _Optional[_Union[UploadFinish, _Mapping]] = ...) -> None: ...

class CompleteUploadResponse(_message.Message):
    __slots__ = ("artifact", "session_id")
    ARTIFACT_FIELD_NUMBER: _ClassVar[int]
    SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    artifact: _resources_pb2.Artifact
    session_id: str
    def __init__(self, artifact: _Optional[_Union[_resources_pb2.Artifact, _Mapping]] = ..., session_id: _Optional[str] = ...) -> None: ...

class CancelUploadRequest(_message.Message):
    __slots__ = ("upload_id",)
    UPLOAD_ID_FIELD_NUMBER: _ClassVar[int]
    upload_id: str
    def __init__(self, upload_id: _Optional[str] = ...) -> None: ...

class CancelUploadResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ListUploadsRequest(_message.Message):
    __slots__ = ("scope", "page_size", "page_token")
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    scope: _resources_pb2.Scope
    page_size: int
    page_token: str
    def __init__(self, scope: _Optional[_Union[_resources_pb2.Scope, str]] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListUploadsResponse(_message.Message):
    __slots__ = ("uploads", "next_page_token")
    UPLOADS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    uploads: _containers.RepeatedCompositeFieldContainer[_resources_pb2.Upload]
    next_page_token: str
    def __init__(self, uploads: _Optional[_Iterable[_Union[_resources_pb2.Upload, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class DownloadRequest(_message.Message):
    __slots__ = ("artifact_id", "version", "range")
    ARTIFACT_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    RANGE_FIELD_NUMBER: _ClassVar[int]
    artifact_id: str
    version: int
    range: _resources_pb2.ByteRange
    def __init__(self, artifact_id: _Optional[str] = ..., version: _Optional[int] = ..., range: _Optional[_Union[_resources_pb2.ByteRange, _Mapping]] = ...) -> None: ...

class DownloadHeader(_message.Message):
    __slots__ = ("artifact", "offset", "length", "total_size", "version", "digests")
    ARTIFACT_FIELD_NUMBER: _ClassVar[int]
    OFFSET_FIELD_NUMBER: _ClassVar[int]
    LENGTH_FIELD_NUMBER: _ClassVar[int]
    TOTAL_SIZE_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    DIGESTS_FIELD_NUMBER: _ClassVar[int]
    artifact: _resources_pb2.Artifact
    offset: int
    length: int
    total_size: int
    version: int
    digests: _resources_pb2.Digests
    def __init__(self, artifact: _Optional[_Union[_resources_pb2.Artifact, _Mapping]] = ..., offset: _Optional[int] = ..., length: _Optional[int] = ..., total_size: _Optional[int] = ..., version: _Optional[int] = ..., digests: _Optional[_Union[_resources_pb2.Digests, _Mapping]] = ...) -> None: ...

class DownloadChunk(_message.Message):
    __slots__ = ("offset", "data", "crc32c")
    OFFSET_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    CRC32C_FIELD_NUMBER: _ClassVar[int]
    offset: int
    data: bytes
    crc32c: int
    def __init__(self, offset: _Optional[int] = ..., data: _Optional[bytes] = ..., crc32c: _Optional[int] = ...) -> None: ...

class DownloadResponse(_message.Message):
    __slots__ = ("header", "chunk")
    HEADER_FIELD_NUMBER: _ClassVar[int]
    CHUNK_FIELD_NUMBER: _ClassVar[int]
    header: DownloadHeader
    chunk: DownloadChunk
    def __init__(self, header: _Optional[_Union[DownloadHeader, _Mapping]] = ..., chunk: _Optional[_Union[DownloadChunk, _Mapping]] = ...) -> None: ...

class CreateArtifactRequest(_message.Message):
    __slots__ = ("spec", "data", "digests", "request_id")
    SPEC_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    DIGESTS_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    spec: _resources_pb2.ArtifactSpec
    data: bytes
    digests: _resources_pb2.Digests
    request_id: str
    def __init__(self, spec: _Optional[_Union[_resources_pb2.ArtifactSpec, _Mapping]] = ..., data: _Optional[bytes] = ..., digests: _Optional[_Union[_resources_pb2.Digests, _Mapping]] = ..., request_id: _Optional[str] = ...) -> None: ...

class CreateArtifactResponse(_message.Message):
    __slots__ = ("artifact", "session_id")
    ARTIFACT_FIELD_NUMBER: _ClassVar[int]
    SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    artifact: _resources_pb2.Artifact
    session_id: str
    def __init__(self, artifact: _Optional[_Union[_resources_pb2.Artifact, _Mapping]] = ..., session_id: _Optional[str] = ...) -> None: ...

class ReadArtifactRequest(_message.Message):
    __slots__ = ("artifact_id", "version", "range")
    ARTIFACT_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    RANGE_FIELD_NUMBER: _ClassVar[int]
    artifact_id: str
    version: int
    range: _resources_pb2.ByteRange
    def __init__(self, artifact_id: _Optional[str] = ..., version: _Optional[int] = ..., range: _Optional[_Union[_resources_pb2.ByteRange, _Mapping]] = ...) -> None: ...

class ReadArtifactResponse(_message.Message):
    __slots__ = ("artifact", "data", "offset", "total_size", "version", "crc32c", "digests")
    ARTIFACT_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    OFFSET_FIELD_NUMBER: _ClassVar[int]
    TOTAL_SIZE_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    CRC32C_FIELD_NUMBER: _ClassVar[int]
    DIGESTS_FIELD_NUMBER: _ClassVar[int]
    artifact: _resources_pb2.Artifact
    data: bytes
    offset: int
    total_size: int
    version: int
    crc32c: int
    digests: _resources_pb2.Digests
    def __init__(self, artifact: _Optional[_Union[_resources_pb2.Artifact, _Mapping]] = ..., data: _Optional[bytes] = ..., offset: _Optional[int] = ..., total_size: _Optional[int] = ..., version: _Optional[int] = ..., crc32c: _Optional[int] = ..., digests: _Optional[_Union[_resources_pb2.Digests, _Mapping]] = ...) -> None: ...

class BatchCreateArtifactsRequest(_message.Message):
    __slots__ = ("items", "request_id")
    class Item(_message.Message):
        __slots__ = ("spec", "data", "digests")
        SPEC_FIELD_NUMBER: _ClassVar[int]
        DATA_FIELD_NUMBER: _ClassVar[int]
        DIGESTS_FIELD_NUMBER: _ClassVar[int]
        spec: _resources_pb2.ArtifactSpec
        data: bytes
        digests: _resources_pb2.Digests
        def __init__(self, spec: _Optional[_Union[_resources_pb2.ArtifactSpec, _Mapping]] = ..., data: _Optional[bytes] = ..., digests: _Optional[_Union[_resources_pb2.Digests, _Mapping]] = ...) -> None: ...
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[BatchCreateArtifactsRequest.Item]
    request_id: str
    def __init__(self, items: _Optional[_Iterable[_Union[BatchCreateArtifactsRequest.Item, _Mapping]]] = ..., request_id: _Optional[str] = ...) -> None: ...

class BatchCreateArtifactsResponse(_message.Message):
    __slots__ = ("items",)
    class Item(_message.Message):
        __slots__ = ("artifact", "failure")
        ARTIFACT_FIELD_NUMBER: _ClassVar[int]
        FAILURE_FIELD_NUMBER: _ClassVar[int]
        artifact: _resources_pb2.Artifact
        failure: _resources_pb2.Failure
        def __init__(self, artifact: _Optional[_Union[_resources_pb2.Artifact, _Mapping]] = ..., failure: _Optional[_Union[_resources_pb2.Failure, _Mapping]] = ...) -> None: ...
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[BatchCreateArtifactsResponse.Item]
    def __init__(self, items: _Optional[_Iterable[_Union[BatchCreateArtifactsResponse.Item, _Mapping]]] = ...) -> None: ...

class BatchReadArtifactsRequest(_message.Message):
    __slots__ = ("items",)
    class Item(_message.Message):
        __slots__ = ("artifact_id", "version", "range")
        ARTIFACT_ID_FIELD_NUMBER: _ClassVar[int]
        VERSION_FIELD_NUMBER: _ClassVar[int]
        RANGE_FIELD_NUMBER: _ClassVar[int]
        artifact_id: str
        version: int
        range: _resources_pb2.ByteRange
        def __init__(self, artifact_id: _Optional[str] = ..., version: _Optional[int] = ..., range: _Optional[_Union[_resources_pb2.ByteRange, _Mapping]] = ...) -> None: ...
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[BatchReadArtifactsRequest.Item]
    def __init__(self, items: _Optional[_Iterable[_Union[BatchReadArtifactsRequest.Item, _Mapping]]] = ...) -> None: ...

class BatchReadArtifactsResponse(_message.Message):
    __slots__ = ("items",)
    class Item(_message.Message):
        __slots__ = ("content", "failure")
        CONTENT_FIELD_NUMBER: _ClassVar[int]
        FAILURE_FIELD_NUMBER: _ClassVar[int]
        content: ReadArtifactResponse
        failure: _resources_pb2.Failure
        def __init__(self, content: _Optional[_Union[ReadArtifactResponse, _Mapping]] = ..., failure: _Optional[_Union[_resources_pb2.Failure, _Mapping]] = ...) -> None: ...
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[BatchReadArtifactsResponse.Item]
    def __init__(self, items: _Optional[_Iterable[_Union[BatchReadArtifactsResponse.Item, _Mapping]]] = ...) -> None: ...

class BatchDeleteArtifactsRequest(_message.Message):
    __slots__ = ("items", "request_id")
    class Item(_message.Message):
        __slots__ = ("artifact_id", "etag")
        ARTIFACT_ID_FIELD_NUMBER: _ClassVar[int]
        ETAG_FIELD_NUMBER: _ClassVar[int]
        artifact_id: str
        etag: str
        def __init__(self, artifact_id: _Optional[str] = ..., etag: _Optional[str] = ...) -> None: ...
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[BatchDeleteArtifactsRequest.Item]
    request_id: str
    def __init__(self, items: _Optional[_Iterable[_Union[BatchDeleteArtifactsRequest.Item, _Mapping]]] = ..., request_id: _Optional[str] = ...) -> None: ...

class BatchDeleteArtifactsResponse(_message.Message):
    __slots__ = ("items",)
    class Item(_message.Message):
        __slots__ = ("artifact_id", "failure")
        ARTIFACT_ID_FIELD_NUMBER: _ClassVar[int]
        FAILURE_FIELD_NUMBER: _ClassVar[int]
        artifact_id: str
        failure: _resources_pb2.Failure
        def __init__(self, artifact_id: _Optional[str] = ..., failure: _Optional[_Union[_resources_pb2.Failure, _Mapping]] = ...) -> None: ...
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[BatchDeleteArtifactsResponse.Item]
    def __init__(self, items: _Optional[_Iterable[_Union[BatchDeleteArtifactsResponse.Item, _Mapping]]] = ...) -> None: ...

class GetArtifactRequest(_message.Message):
    __slots__ = ("artifact_id",)
    ARTIFACT_ID_FIELD_NUMBER: _ClassVar[int]
    artifact_id: str
    def __init__(self, artifact_id: _Optional[str] = ...) -> None: ...

class GetArtifactResponse(_message.Message):
    __slots__ = ("artifact",)
    ARTIFACT_FIELD_NUMBER: _ClassVar[int]
    artifact: _resources_pb2.Artifact
    def __init__(self, artifact: _Optional[_Union[_resources_pb2.Artifact, _Mapping]] = ...) -> None: ...

class ListArtifactsRequest(_message.Message):
    __slots__ = ("scope", "session_id", "owner", "prefix", "delimiter", "page_size", "page_token")
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    PREFIX_FIELD_NUMBER: _ClassVar[int]
    DELIMITER_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    scope: _resources_pb2.Scope
    session_id: str
    owner: str
    prefix: str
    delimiter: str
    page_size: int
    page_token: str
    def __init__(self, scope: _Optional[_Union[_resources_pb2.Scope, str]] = ..., session_id: _Optional[str] = ..., owner: _Optional[str] = ..., prefix: _Optional[str] = ..., delimiter: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListArtifactsResponse(_message.Message):
    __slots__ = ("artifacts", "prefixes", "next_page_token")
    ARTIFACTS_FIELD_NUMBER: _ClassVar[int]
    PREFIXES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    artifacts: _containers.RepeatedCompositeFieldContainer[_resources_pb2.Artifact]
    prefixes: _containers.RepeatedScalarFieldContainer[str]
    next_page_token: str
    def __init__(self, artifacts: _Optional[_Iterable[_Union[_resources_pb2.Artifact, _Mapping]]] = ..., prefixes: _Optional[_Iterable[str]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class UpdateArtifactRequest(_message.Message):
    __slots__ = ("artifact_id", "etag", "changes", "update_mask", "meta_mode", "ttl", "extend_by", "no_expiry", "data", "digests", "request_id")
    ARTIFACT_ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    UPDATE_MASK_FIELD_NUMBER: _ClassVar[int]
    META_MODE_FIELD_NUMBER: _ClassVar[int]
    TTL_FIELD_NUMBER: _ClassVar[int]
    EXTEND_BY_FIELD_NUMBER: _ClassVar[int]
    NO_EXPIRY_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    DIGESTS_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    artifact_id: str
    etag: str
    changes: _resources_pb2.ArtifactChanges
    update_mask: _field_mask_pb2.FieldMask
    meta_mode: _resources_pb2.MetaMode
    ttl: _duration_pb2.Duration
    extend_by: _duration_pb2.Duration
    no_expiry: bool
    data: bytes
    digests: _resources_pb2.Digests
    request_id: str
    def __init__(self, artifact_id: _Optional[str] = ..., etag: _Optional[str] = ..., changes: _Optional[_Union[_resources_pb2.ArtifactChanges, _Mapping]] = ..., update_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., meta_mode: _Optional[_Union[_resources_pb2.MetaMode, str]] = ..., ttl: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., extend_by: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., no_expiry: bool = ..., data: _Optional[bytes] = ..., digests: _Optional[_Union[_resources_pb2.Digests, _Mapping]] = ..., request_id: _Optional[str] = ...) -> None: ...

class UpdateArtifactResponse(_message.Message):
    __slots__ = ("artifact",)
    ARTIFACT_FIELD_NUMBER: _ClassVar[int]
    artifact: _resources_pb2.Artifact
    def __init__(self, artifact: _Optional[_Union[_resources_pb2.Artifact, _Mapping]] = ...) -> None: ...

class CopyArtifactRequest(_message.Message):
    __slots__ = ("artifact_id", "etag", "version", "scope", "session_id", "changes", "update_mask", "meta_mode", "ttl", "no_expiry", "request_id")
    ARTIFACT_ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    UPDATE_MASK_FIELD_NUMBER: _ClassVar[int]
    META_MODE_FIELD_NUMBER: _ClassVar[int]
    TTL_FIELD_NUMBER: _ClassVar[int]
    NO_EXPIRY_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    artifact_id: str
    etag: str
    version: int
    scope: _resources_pb2.Scope
    session_id: str
    changes: _resources_pb2.ArtifactChanges
    update_mask: _field_mask_pb2.FieldMask
    meta_mode: _resources_pb2.MetaMode
    ttl: _duration_pb2.Duration
    no_expiry: bool
    request_id: str
    def __init__(self, artifact_id: _Optional[str] = ..., etag: _Optional[str] = ..., version: _Optional[int] = ..., scope: _Optional[_Union[_resources_pb2.Scope, str]] = ..., session_id: _Optional[str] = ..., changes: _Optional[_Union[_resources_pb2.ArtifactChanges, _Mapping]] = ..., update_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., meta_mode: _Optional[_Union[_resources_pb2.MetaMode, str]] = ..., ttl: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., no_expiry: bool = ..., request_id: _Optional[str] = ...) -> None: ...

class CopyArtifactResponse(_message.Message):
    __slots__ = ("artifact",)
    ARTIFACT_FIELD_NUMBER: _ClassVar[int]
    artifact: _resources_pb2.Artifact
    def __init__(self, artifact: _Optional[_Union[_resources_pb2.Artifact, _Mapping]] = ...) -> None: ...

class MoveArtifactRequest(_message.Message):
    __slots__ = ("artifact_id", "filename", "etag", "request_id")
    ARTIFACT_ID_FIELD_NUMBER: _ClassVar[int]
    FILENAME_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    artifact_id: str
    filename: str
    etag: str
    request_id: str
    def __init__(self, artifact_id: _Optional[str] = ..., filename: _Optional[str] = ..., etag: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class MoveArtifactResponse(_message.Message):
    __slots__ = ("artifact",)
    ARTIFACT_FIELD_NUMBER: _ClassVar[int]
    artifact: _resources_pb2.Artifact
    def __init__(self, artifact: _Optional[_Union[_resources_pb2.Artifact, _Mapping]] = ...) -> None: ...

class ArtifactExistsRequest(_message.Message):
    __slots__ = ("artifact_id",)
    ARTIFACT_ID_FIELD_NUMBER: _ClassVar[int]
    artifact_id: str
    def __init__(self, artifact_id: _Optional[str] = ...) -> None: ...

class ArtifactExistsResponse(_message.Message):
    __slots__ = ("exists",)
    EXISTS_FIELD_NUMBER: _ClassVar[int]
    exists: bool
    def __init__(self, exists: bool = ...) -> None: ...

class DeleteArtifactRequest(_message.Message):
    __slots__ = ("artifact_id", "etag", "request_id")
    ARTIFACT_ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    artifact_id: str
    etag: str
    request_id: str
    def __init__(self, artifact_id: _Optional[str] = ..., etag: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class DeleteArtifactResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class SignedUrl(_message.Message):
    __slots__ = ("url", "method", "headers", "expire_time", "native")
    class HeadersEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    URL_FIELD_NUMBER: _ClassVar[int]
    METHOD_FIELD_NUMBER: _ClassVar[int]
    HEADERS_FIELD_NUMBER: _ClassVar[int]
    EXPIRE_TIME_FIELD_NUMBER: _ClassVar[int]
    NATIVE_FIELD_NUMBER: _ClassVar[int]
    url: str
    method: str
    headers: _containers.ScalarMap[str, str]
    expire_time: _timestamp_pb2.Timestamp
    native: bool
    def __init__(self, url: _Optional[str] = ..., method: _Optional[str] = ..., headers: _Optional[_Mapping[str, str]] = ..., expire_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., native: bool = ...) -> None: ...

class PresignDownloadRequest(_message.Message):
    __slots__ = ("artifact_id", "version", "expires_in", "disposition", "filename")
    ARTIFACT_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_IN_FIELD_NUMBER: _ClassVar[int]
    DISPOSITION_FIELD_NUMBER: _ClassVar[int]
    FILENAME_FIELD_NUMBER: _ClassVar[int]
    artifact_id: str
    version: int
    expires_in: _duration_pb2.Duration
    disposition: _resources_pb2.Disposition
    filename: str
    def __init__(self, artifact_id: _Optional[str] = ..., version: _Optional[int] = ..., expires_in: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., disposition: _Optional[_Union[_resources_pb2.Disposition, str]] = ..., filename: _Optional[str] = ...) -> None: ...

class PresignDownloadResponse(_message.Message):
    __slots__ = ("signed_url", "version")
    SIGNED_URL_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    signed_url: SignedUrl
    version: int
    def __init__(self, signed_url: _Optional[_Union[SignedUrl, _Mapping]] = ..., version: _Optional[int] = ...) -> None: ...

class PresignUploadRequest(_message.Message):
    __slots__ = ("spec", "expires_in", "auto_register")
    SPEC_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_IN_FIELD_NUMBER: _ClassVar[int]
    AUTO_REGISTER_FIELD_NUMBER: _ClassVar[int]
    spec: UploadSpec
    expires_in: _duration_pb2.Duration
    auto_register: bool
    def __init__(self, spec: _Optional[_Union[UploadSpec, _Mapping]] = ..., expires_in: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., auto_register: bool = ...) -> None: ...

class PresignUploadResponse(_message.Message):
    __slots__ = ("upload", "signed_url", "part_size")
    UPLOAD_FIELD_NUMBER: _ClassVar[int]
    SIGNED_URL_FIELD_NUMBER: _ClassVar[int]
    PART_SIZE_FIELD_NUMBER: _ClassVar[int]
    upload: _resources_pb2.Upload
    signed_url: SignedUrl
    part_size: int
    def __init__(self, upload: _Optional[_Union[_resources_pb2.Upload, _Mapping]] = ..., signed_url: _Optional[_Union[SignedUrl, _Mapping]] = ..., part_size: _Optional[int] = ...) -> None: ...

class PresignUploadPartsRequest(_message.Message):
    __slots__ = ("upload_id", "part_numbers", "expires_in")
    UPLOAD_ID_FIELD_NUMBER: _ClassVar[int]
    PART_NUMBERS_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_IN_FIELD_NUMBER: _ClassVar[int]
    upload_id: str
    part_numbers: _containers.RepeatedScalarFieldContainer[int]
    expires_in: _duration_pb2.Duration
    def __init__(self, upload_id: _Optional[str] = ..., part_numbers: _Optional[_Iterable[int]] = ..., expires_in: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class PresignUploadPartsResponse(_message.Message):
    __slots__ = ("parts",)
    class Part(_message.Message):
        __slots__ = ("part_number", "offset", "size", "signed_url")
        PART_NUMBER_FIELD_NUMBER: _ClassVar[int]
        OFFSET_FIELD_NUMBER: _ClassVar[int]
        SIZE_FIELD_NUMBER: _ClassVar[int]
        SIGNED_URL_FIELD_NUMBER: _ClassVar[int]
        part_number: int
        offset: int
        size: int
        signed_url: SignedUrl
        def __init__(self, part_number: _Optional[int] = ..., offset: _Optional[int] = ..., size: _Optional[int] = ..., signed_url: _Optional[_Union[SignedUrl, _Mapping]] = ...) -> None: ...
    PARTS_FIELD_NUMBER: _ClassVar[int]
    parts: _containers.RepeatedCompositeFieldContainer[PresignUploadPartsResponse.Part]
    def __init__(self, parts: _Optional[_Iterable[_Union[PresignUploadPartsResponse.Part, _Mapping]]] = ...) -> None: ...

class RegisterUploadRequest(_message.Message):
    __slots__ = ("upload_id", "parts", "finish")
    class Part(_message.Message):
        __slots__ = ("part_number", "etag")
        PART_NUMBER_FIELD_NUMBER: _ClassVar[int]
        ETAG_FIELD_NUMBER: _ClassVar[int]
        part_number: int
        etag: str
        def __init__(self, part_number: _Optional[int] = ..., etag: _Optional[str] = ...) -> None: ...
    UPLOAD_ID_FIELD_NUMBER: _ClassVar[int]
    PARTS_FIELD_NUMBER: _ClassVar[int]
    FINISH_FIELD_NUMBER: _ClassVar[int]
    upload_id: str
    parts: _containers.RepeatedCompositeFieldContainer[RegisterUploadRequest.Part]
    finish: UploadFinish
    def __init__(self, upload_id: _Optional[str] = ..., parts: _Optional[_Iterable[_Union[RegisterUploadRequest.Part, _Mapping]]] = ..., finish: _Optional[_Union[UploadFinish, _Mapping]] = ...) -> None: ...

class RegisterUploadResponse(_message.Message):
    __slots__ = ("artifact", "session_id")
    ARTIFACT_FIELD_NUMBER: _ClassVar[int]
    SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    artifact: _resources_pb2.Artifact
    session_id: str
    def __init__(self, artifact: _Optional[_Union[_resources_pb2.Artifact, _Mapping]] = ..., session_id: _Optional[str] = ...) -> None: ...

class CreateShareLinkRequest(_message.Message):
    __slots__ = ("artifact_id", "ttl", "max_downloads", "disposition", "request_id")
    ARTIFACT_ID_FIELD_NUMBER: _ClassVar[int]
    TTL_FIELD_NUMBER: _ClassVar[int]
    MAX_DOWNLOADS_FIELD_NUMBER: _ClassVar[int]
    DISPOSITION_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    artifact_id: str
    ttl: _duration_pb2.Duration
    max_downloads: int
    disposition: _resources_pb2.Disposition
    request_id: str
    def __init__(self, artifact_id: _Optional[str] = ..., ttl: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., max_downloads: _Optional[int] = ..., disposition: _Optional[_Union[_resources_pb2.Disposition, str]] = ..., request_id: _Optional[str] = ...) -> None: ...

class CreateShareLinkResponse(_message.Message):
    __slots__ = ("share_link", "url")
    SHARE_LINK_FIELD_NUMBER: _ClassVar[int]
    URL_FIELD_NUMBER: _ClassVar[int]
    share_link: _resources_pb2.ShareLink
    url: str
    def __init__(self, share_link: _Optional[_Union[_resources_pb2.ShareLink, _Mapping]] = ..., url: _Optional[str] = ...) -> None: ...

class ListShareLinksRequest(_message.Message):
    __slots__ = ("artifact_id", "page_size", "page_token")
    ARTIFACT_ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    artifact_id: str
    page_size: int
    page_token: str
    def __init__(self, artifact_id: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListShareLinksResponse(_message.Message):
    __slots__ = ("share_links", "next_page_token")
    SHARE_LINKS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    share_links: _containers.RepeatedCompositeFieldContainer[_resources_pb2.ShareLink]
    next_page_token: str
    def __init__(self, share_links: _Optional[_Iterable[_Union[_resources_pb2.ShareLink, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class RevokeShareLinkRequest(_message.Message):
    __slots__ = ("share_link_id",)
    SHARE_LINK_ID_FIELD_NUMBER: _ClassVar[int]
    share_link_id: str
    def __init__(self, share_link_id: _Optional[str] = ...) -> None: ...

class RevokeShareLinkResponse(_message.Message):
    __slots__ = ("share_link",)
    SHARE_LINK_FIELD_NUMBER: _ClassVar[int]
    share_link: _resources_pb2.ShareLink
    def __init__(self, share_link: _Optional[_Union[_resources_pb2.ShareLink, _Mapping]] = ...) -> None: ...
