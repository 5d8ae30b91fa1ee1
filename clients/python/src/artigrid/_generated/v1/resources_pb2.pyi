import datetime

from . import errors_pb2 as _errors_pb2
from google.protobuf import duration_pb2 as _duration_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Scope(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SCOPE_UNSPECIFIED: _ClassVar[Scope]
    SCOPE_SESSION: _ClassVar[Scope]
    SCOPE_USER: _ClassVar[Scope]
    SCOPE_SANDBOX: _ClassVar[Scope]

class MetaMode(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    META_MODE_UNSPECIFIED: _ClassVar[MetaMode]
    META_MODE_REPLACE: _ClassVar[MetaMode]
    META_MODE_MERGE: _ClassVar[MetaMode]

class Disposition(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DISPOSITION_UNSPECIFIED: _ClassVar[Disposition]
    DISPOSITION_ATTACHMENT: _ClassVar[Disposition]
    DISPOSITION_INLINE: _ClassVar[Disposition]

class UploadKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    UPLOAD_KIND_UNSPECIFIED: _ClassVar[UploadKind]
    UPLOAD_KIND_ONE_SHOT: _ClassVar[UploadKind]
    UPLOAD_KIND_RESUMABLE: _ClassVar[UploadKind]
    UPLOAD_KIND_URL: _ClassVar[UploadKind]

class UploadState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    UPLOAD_STATE_UNSPECIFIED: _ClassVar[UploadState]
    UPLOAD_STATE_ACTIVE: _ClassVar[UploadState]
    UPLOAD_STATE_COMPLETED: _ClassVar[UploadState]
    UPLOAD_STATE_CANCELLED: _ClassVar[UploadState]
SCOPE_UNSPECIFIED: Scope
SCOPE_SESSION: Scope
SCOPE_USER: Scope
SCOPE_SANDBOX: Scope
META_MODE_UNSPECIFIED: MetaMode
META_MODE_REPLACE: MetaMode
META_MODE_MERGE: MetaMode
DISPOSITION_UNSPECIFIED: Disposition
DISPOSITION_ATTACHMENT: Disposition
DISPOSITION_INLINE: Disposition
UPLOAD_KIND_UNSPECIFIED: UploadKind
UPLOAD_KIND_ONE_SHOT: UploadKind
UPLOAD_KIND_RESUMABLE: UploadKind
UPLOAD_KIND_URL: UploadKind
UPLOAD_STATE_UNSPECIFIED: UploadState
UPLOAD_STATE_ACTIVE: UploadState
UPLOAD_STATE_COMPLETED: UploadState
UPLOAD_STATE_CANCELLED: UploadState

class Digests(_message.Message):
    __slots__ = ("crc32c", "sha256")
    CRC32C_FIELD_NUMBER: _ClassVar[int]
    SHA256_FIELD_NUMBER: _ClassVar[int]
    crc32c: int
    sha256: bytes
    def __init__(self, crc32c: _Optional[int] = ..., sha256: _Optional[bytes] = ...) -> None: ...

class Artifact(_message.Message):
    __slots__ = ("id", "sandbox_id", "scope", "session_id", "user_id", "grid_key", "filename", "mime_type", "summary", "meta_json", "size", "version", "etag", "digests", "verified", "store", "provider", "create_time", "update_time", "expire_time")
    ID_FIELD_NUMBER: _ClassVar[int]
    SANDBOX_ID_FIELD_NUMBER: _ClassVar[int]
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    GRID_KEY_FIELD_NUMBER: _ClassVar[int]
    FILENAME_FIELD_NUMBER: _ClassVar[int]
    MIME_TYPE_FIELD_NUMBER: _ClassVar[int]
    SUMMARY_FIELD_NUMBER: _ClassVar[int]
    META_JSON_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    DIGESTS_FIELD_NUMBER: _ClassVar[int]
    VERIFIED_FIELD_NUMBER: _ClassVar[int]
    STORE_FIELD_NUMBER: _ClassVar[int]
    PROVIDER_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    UPDATE_TIME_FIELD_NUMBER: _ClassVar[int]
    EXPIRE_TIME_FIELD_NUMBER: _ClassVar[int]
    id: str
    sandbox_id: str
    scope: Scope
    session_id: str
    user_id: str
    grid_key: str
    filename: str
    mime_type: str
    summary: str
    meta_json: str
    size: int
    version: int
    etag: str
    digests: Digests
    verified: bool
    store: str
    provider: str
    create_time: _timestamp_pb2.Timestamp
    update_time: _timestamp_pb2.Timestamp
    expire_time: _timestamp_pb2.Timestamp
    def __init__(self, id: _Optional[str] = ..., sandbox_id: _Optional[str] = ..., scope: _Optional[_Union[Scope, str]] = ..., session_id: _Optional[str] = ..., user_id: _Optional[str] = ..., grid_key: _Optional[str] = ..., filename: _Optional[str] = ..., mime_type: _Optional[str] = ..., summary: _Optional[str] = ..., meta_json: _Optional[str] = ..., size: _Optional[int] = ..., version: _Optional[int] = ..., etag: _Optional[str] = ..., digests: _Optional[_Union[Digests, _Mapping]] = ..., verified: bool = ..., store: _Optional[str] = ..., provider: _Optional[str] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., update_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., expire_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class Session(_message.Message):
    __slots__ = ("id", "sandbox_id", "user_id", "meta_json", "create_time", "update_time", "expire_time", "automatic", "etag")
    ID_FIELD_NUMBER: _ClassVar[int]
    SANDBOX_ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    META_JSON_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    UPDATE_TIME_FIELD_NUMBER: _ClassVar[int]
    EXPIRE_TIME_FIELD_NUMBER: _ClassVar[int]
    AUTOMATIC_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    id: str
    sandbox_id: str
    user_id: str
    meta_json: str
    create_time: _timestamp_pb2.Timestamp
    update_time: _timestamp_pb2.Timestamp
    expire_time: _timestamp_pb2.Timestamp
    automatic: bool
    etag: str
    def __init__(self, id: _Optional[str] = ..., sandbox_id: _Optional[str] = ..., user_id: _Optional[str] = ..., meta_json: _Optional[str] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., update_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., expire_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., automatic: bool = ..., etag: _Optional[str] = ...) -> None: ...

class ArtifactSpec(_message.Message):
    __slots__ = ("scope", "session_id", "filename", "mime_type", "summary", "meta_json", "ttl", "no_expiry")
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    FILENAME_FIELD_NUMBER: _ClassVar[int]
    MIME_TYPE_FIELD_NUMBER: _ClassVar[int]
    SUMMARY_FIELD_NUMBER: _ClassVar[int]
    META_JSON_FIELD_NUMBER: _ClassVar[int]
    TTL_FIELD_NUMBER: _ClassVar[int]
    NO_EXPIRY_FIELD_NUMBER: _ClassVar[int]
    scope: Scope
    session_id: str
    filename: str
    mime_type: str
    summary: str
    meta_json: str
    ttl: _duration_pb2.Duration
    no_expiry: bool
    def __init__(self, scope: _Optional[_Union[Scope, str]] = ..., session_id: _Optional[str] = ..., filename: _Optional[str] = ..., mime_type: _Optional[str] = ..., summary: _Optional[str] = ..., meta_json: _Optional[str] = ..., ttl: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., no_expiry: bool = ...) -> None: ...

class ArtifactChanges(_message.Message):
    __slots__ = ("filename", "mime_type", "summary", "meta_json")
    FILENAME_FIELD_NUMBER: _ClassVar[int]
    MIME_TYPE_FIELD_NUMBER: _ClassVar[int]
    SUMMARY_FIELD_NUMBER: _ClassVar[int]
    META_JSON_FIELD_NUMBER: _ClassVar[int]
    filename: str
    mime_type: str
    summary: str
    meta_json: str
    def __init__(self, filename: _Optional[str] = ..., mime_type: _Optional[str] = ..., summary: _Optional[str] = ..., meta_json: _Optional[str] = ...) -> None: ...

class ByteRange(_message.Message):
    __slots__ = ("span", "suffix_length")
    class Span(_message.Message):
        __slots__ = ("offset", "length")
        OFFSET_FIELD_NUMBER: _ClassVar[int]
        LENGTH_FIELD_NUMBER: _ClassVar[int]
        offset: int
        length: int
        def __init__(self, offset: _Optional[int] = ..., length: _Optional[int] = ...) -> None: ...
    SPAN_FIELD_NUMBER: _ClassVar[int]
    SUFFIX_LENGTH_FIELD_NUMBER: _ClassVar[int]
    span: ByteRange.Span
    suffix_length: int
    def __init__(self, span: _Optional[_Union[ByteRange.Span, _Mapping]] = ..., suffix_length: _Optional[int] = ...) -> None: ...

class Failure(_message.Message):
    __slots__ = ("reason", "grpc_code", "message", "metadata")
    class MetadataEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    REASON_FIELD_NUMBER: _ClassVar[int]
    GRPC_CODE_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    reason: _errors_pb2.ErrorReason
    grpc_code: int
    message: str
    metadata: _containers.ScalarMap[str, str]
    def __init__(self, reason: _Optional[_Union[_errors_pb2.ErrorReason, str]] = ..., grpc_code: _Optional[int] = ..., message: _Optional[str] = ..., metadata: _Optional[_Mapping[str, str]] = ...) -> None: ...

class Upload(_message.Message):
    __slots__ = ("id", "kind", "state", "artifact_id", "scope", "session_id", "user_id", "filename", "declared_size", "declared_digests", "persisted_offset", "prefix_digests", "epoch", "append_size", "chunk_size", "create_time", "update_time", "expire_time")
    ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    ARTIFACT_ID_FIELD_NUMBER: _ClassVar[int]
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    FILENAME_FIELD_NUMBER: _ClassVar[int]
    DECLARED_SIZE_FIELD_NUMBER: _ClassVar[int]
    DECLARED_DIGESTS_FIELD_NUMBER: _ClassVar[int]
    PERSISTED_OFFSET_FIELD_NUMBER: _ClassVar[int]
    PREFIX_DIGESTS_FIELD_NUMBER: _ClassVar[int]
    EPOCH_FIELD_NUMBER: _ClassVar[int]
    APPEND_SIZE_FIELD_NUMBER: _ClassVar[int]
    CHUNK_SIZE_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    UPDATE_TIME_FIELD_NUMBER: _ClassVar[int]
    EXPIRE_TIME_FIELD_NUMBER: _ClassVar[int]
    id: str
    kind: UploadKind
    state: UploadState
    artifact_id: str
    scope: Scope
    session_id: str
    user_id: str
    filename: str
    declared_size: int
    declared_digests: Digests
    persisted_offset: int
    prefix_digests: Digests
    epoch: int
    append_size: int
    chunk_size: int
    create_time: _timestamp_pb2.Timestamp
    update_time: _timestamp_pb2.Timestamp
    expire_time: _timestamp_pb2.Timestamp
    def __init__(self, id: _Optional[str] = ..., kind: _Optional[_Union[UploadKind, str]] = ..., state: _Optional[_Union[UploadState, str]] = ..., artifact_id: _Optional[str] = ..., scope: _Optional[_Union[Scope, str]] = ..., session_id: _Optional[str] = ..., user_id: _Optional[str] = ..., filename: _Optional[str] = ..., declared_size: _Optional[int] = ..., declared_digests: _Optional[_Union[Digests, _Mapping]] = ..., persisted_offset: _Optional[int] = ..., prefix_digests: _Optional[_Union[Digests, _Mapping]] = ..., epoch: _Optional[int] = ..., append_size: _Optional[int] = ..., chunk_size: _Optional[int] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., update_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., expire_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ShareLink(_message.Message):
    __slots__ = ("id", "artifact_id", "create_time", "expire_time", "max_downloads", "downloads", "revoked", "disposition")
    ID_FIELD_NUMBER: _ClassVar[int]
    ARTIFACT_ID_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    EXPIRE_TIME_FIELD_NUMBER: _ClassVar[int]
    MAX_DOWNLOADS_FIELD_NUMBER: _ClassVar[int]
    DOWNLOADS_FIELD_NUMBER: _ClassVar[int]
    REVOKED_FIELD_NUMBER: _ClassVar[int]
    DISPOSITION_FIELD_NUMBER: _ClassVar[int]
    id: str
    artifact_id: str
    create_time: _timestamp_pb2.Timestamp
    expire_time: _timestamp_pb2.Timestamp
    max_downloads: int
    downloads: int
    revoked: bool
    disposition: Disposition
    def __init__(self, id: _Optional[str] = ..., artifact_id: _Optional[str] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., expire_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., max_downloads: _Optional[int] = ..., downloads: _Optional[int] = ..., revoked: bool = ..., disposition: _Optional[_Union[Disposition, str]] = ...) -> None: ...
