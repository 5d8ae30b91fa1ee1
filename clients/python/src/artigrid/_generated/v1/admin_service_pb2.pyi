import datetime

from . import errors_pb2 as _errors_pb2
from . import resources_pb2 as _resources_pb2
from google.protobuf import duration_pb2 as _duration_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Role(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ROLE_UNSPECIFIED: _ClassVar[Role]
    ROLE_USER: _ClassVar[Role]
    ROLE_SERVICE: _ClassVar[Role]
    ROLE_ADMIN: _ClassVar[Role]
    ROLE_OPERATOR: _ClassVar[Role]

class Feature(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    FEATURE_UNSPECIFIED: _ClassVar[Feature]
    FEATURE_RESUMABLE_UPLOAD: _ClassVar[Feature]
    FEATURE_BATCH: _ClassVar[Feature]
    FEATURE_COPY: _ClassVar[Feature]
    FEATURE_SEARCH: _ClassVar[Feature]
    FEATURE_FILTER: _ClassVar[Feature]
    FEATURE_TEXT_SEARCH: _ClassVar[Feature]
    FEATURE_COUNT: _ClassVar[Feature]
    FEATURE_WATCH: _ClassVar[Feature]
    FEATURE_SIGNED_URLS: _ClassVar[Feature]
    FEATURE_SHARE_LINKS: _ClassVar[Feature]
    FEATURE_QUOTAS: _ClassVar[Feature]
    FEATURE_REQUEST_ID: _ClassVar[Feature]
    FEATURE_AUDIT: _ClassVar[Feature]
ROLE_UNSPECIFIED: Role
ROLE_USER: Role
ROLE_SERVICE: Role
ROLE_ADMIN: Role
ROLE_OPERATOR: Role
FEATURE_UNSPECIFIED: Feature
FEATURE_RESUMABLE_UPLOAD: Feature
FEATURE_BATCH: Feature
FEATURE_COPY: Feature
FEATURE_SEARCH: Feature
FEATURE_FILTER: Feature
FEATURE_TEXT_SEARCH: Feature
FEATURE_COUNT: Feature
FEATURE_WATCH: Feature
FEATURE_SIGNED_URLS: Feature
FEATURE_SHARE_LINKS: Feature
FEATURE_QUOTAS: Feature
FEATURE_REQUEST_ID: Feature
FEATURE_AUDIT: Feature

class GetCapabilitiesRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class Limits(_message.Message):
    __slots__ = ("max_artifact_size", "max_inline_size", "max_chunk_size", "max_message_size", "max_batch_items", "max_batch_size", "max_page_size", "default_page_size", "max_meta_size", "max_meta_depth", "max_filename_size", "default_artifact_ttl", "default_session_ttl", "max_ttl")
    MAX_ARTIFACT_SIZE_FIELD_NUMBER: _ClassVar[int]
    MAX_INLINE_SIZE_FIELD_NUMBER: _ClassVar[int]
    MAX_CHUNK_SIZE_FIELD_NUMBER: _ClassVar[int]
    MAX_MESSAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    MAX_BATCH_ITEMS_FIELD_NUMBER: _ClassVar[int]
    MAX_BATCH_SIZE_FIELD_NUMBER: _ClassVar[int]
    MAX_PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    DEFAULT_PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    MAX_META_SIZE_FIELD_NUMBER: _ClassVar[int]
    MAX_META_DEPTH_FIELD_NUMBER: _ClassVar[int]
    MAX_FILENAME_SIZE_FIELD_NUMBER: _ClassVar[int]
    DEFAULT_ARTIFACT_TTL_FIELD_NUMBER: _ClassVar[int]
    DEFAULT_SESSION_TTL_FIELD_NUMBER: _ClassVar[int]
    MAX_TTL_FIELD_NUMBER: _ClassVar[int]
    max_artifact_size: int
    max_inline_size: int
    max_chunk_size: int
    max_message_size: int
    max_batch_items: int
    max_batch_size: int
    max_page_size: int
    default_page_size: int
    max_meta_size: int
    max_meta_depth: int
    max_filename_size: int
    default_artifact_ttl: _duration_pb2.Duration
    default_session_ttl: _duration_pb2.Duration
    max_ttl: _duration_pb2.Duration
    def __init__(self, max_artifact_size: _Optional[int] = ..., max_inline_size: _Optional[int] = ..., max_chunk_size: _Optional[int] = ..., max_message_size: _Optional[int] = ..., max_batch_items: _Optional[int] = ..., max_batch_size: _Optional[int] = ..., max_page_size: _Optional[int] = ..., default_page_size: _Optional[int] = ..., max_meta_size: _Optional[int] = ..., max_meta_depth: _Optional[int] = ..., max_filename_size: _Optional[int] = ..., default_artifact_ttl: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., default_session_ttl: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., max_ttl: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class Quota(_message.Message):
    __slots__ = ("scope", "owner", "max_bytes", "max_artifacts", "usage")
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    MAX_BYTES_FIELD_NUMBER: _ClassVar[int]
    MAX_ARTIFACTS_FIELD_NUMBER: _ClassVar[int]
    USAGE_FIELD_NUMBER: _ClassVar[int]
    scope: _resources_pb2.Scope
    owner: str
    max_bytes: int
    max_artifacts: int
    usage: Usage
    def __init__(self, scope: _Optional[_Union[_resources_pb2.Scope, str]] = ..., owner: _Optional[str] = ..., max_bytes: _Optional[int] = ..., max_artifacts: _Optional[int] = ..., usage: _Optional[_Union[Usage, _Mapping]] = ...) -> None: ...

class Usage(_message.Message):
    __slots__ = ("bytes", "artifacts", "reserved_bytes")
    BYTES_FIELD_NUMBER: _ClassVar[int]
    ARTIFACTS_FIELD_NUMBER: _ClassVar[int]
    RESERVED_BYTES_FIELD_NUMBER: _ClassVar[int]
    bytes: int
    artifacts: int
    reserved_bytes: int
    def __init__(self, bytes: _Optional[int] = ..., artifacts: _Optional[int] = ..., reserved_bytes: _Optional[int] = ...) -> None: ...

class GetCapabilitiesResponse(_message.Message):
    __slots__ = ("server_version", "limits", "features", "sandbox_id", "role", "user_id", "session_id", "digest_algorithms", "quotas")
    SERVER_VERSION_FIELD_NUMBER: _ClassVar[int]
    LIMITS_FIELD_NUMBER: _ClassVar[int]
    FEATURES_FIELD_NUMBER: _ClassVar[int]
    SANDBOX_ID_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    DIGEST_ALGORITHMS_FIELD_NUMBER: _ClassVar[int]
    QUOTAS_FIELD_NUMBER: _ClassVar[int]
    server_version: str
    limits: Limits
    features: _containers.RepeatedScalarFieldContainer[Feature]
    sandbox_id: str
    role: Role
    user_id: str
    session_id: str
    digest_algorithms: _containers.RepeatedScalarFieldContainer[str]
    quotas: _containers.RepeatedCompositeFieldContainer[Quota]
    def __init__(self, server_version: _Optional[str] = ..., limits: _Optional[_Union[Limits, _Mapping]] = ..., features: _Optional[_Iterable[_Union[Feature, str]]] = ..., sandbox_id: _Optional[str] = ..., role: _Optional[_Union[Role, str]] = ..., user_id: _Optional[str] = ..., session_id: _Optional[str] = ..., digest_algorithms: _Optional[_Iterable[str]] = ..., quotas: _Optional[_Iterable[_Union[Quota, _Mapping]]] = ...) -> None: ...

class GetStatsRequest(_message.Message):
    __slots__ = ("sandbox_id",)
    SANDBOX_ID_FIELD_NUMBER: _ClassVar[int]
    sandbox_id: str
    def __init__(self, sandbox_id: _Optional[str] = ...) -> None: ...

class ScopeStats(_message.Message):
    __slots__ = ("scope", "artifacts", "bytes")
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    ARTIFACTS_FIELD_NUMBER: _ClassVar[int]
    BYTES_FIELD_NUMBER: _ClassVar[int]
    scope: _resources_pb2.Scope
    artifacts: int
    bytes: int
    def __init__(self, scope: _Optional[_Union[_resources_pb2.Scope, str]] = ..., artifacts: _Optional[int] = ..., bytes: _Optional[int] = ...) -> None: ...

class StoreStats(_message.Message):
    __slots__ = ("store", "provider", "artifacts", "bytes", "garbage_bytes")
    STORE_FIELD_NUMBER: _ClassVar[int]
    PROVIDER_FIELD_NUMBER: _ClassVar[int]
    ARTIFACTS_FIELD_NUMBER: _ClassVar[int]
    BYTES_FIELD_NUMBER: _ClassVar[int]
    GARBAGE_BYTES_FIELD_NUMBER: _ClassVar[int]
    store: str
    provider: str
    artifacts: int
    bytes: int
    garbage_bytes: int
    def __init__(self, store: _Optional[str] = ..., provider: _Optional[str] = ..., artifacts: _Optional[int] = ..., bytes: _Optional[int] = ..., garbage_bytes: _Optional[int] = ...) -> None: ...

class GetStatsResponse(_message.Message):
    __slots__ = ("artifacts", "bytes", "sessions", "uploads", "scopes", "stores", "start_time")
    ARTIFACTS_FIELD_NUMBER: _ClassVar[int]
    BYTES_FIELD_NUMBER: _ClassVar[int]
    SESSIONS_FIELD_NUMBER: _ClassVar[int]
    UPLOADS_FIELD_NUMBER: _ClassVar[int]
    SCOPES_FIELD_NUMBER: _ClassVar[int]
    STORES_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    artifacts: int
    bytes: int
    sessions: int
    uploads: int
    scopes: _containers.RepeatedCompositeFieldContainer[ScopeStats]
    stores: _containers.RepeatedCompositeFieldContainer[StoreStats]
    start_time: _timestamp_pb2.Timestamp
    def __init__(self, artifacts: _Optional[int] = ..., bytes: _Optional[int] = ..., sessions: _Optional[int] = ..., uploads: _Optional[int] = ..., scopes: _Optional[_Iterable[_Union[ScopeStats, _Mapping]]] = ..., stores: _Optional[_Iterable[_Union[StoreStats, _Mapping]]] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ValidateConfigurationRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ValidateConfigurationResponse(_message.Message):
    __slots__ = ("valid", "checks")
    class Check(_message.Message):
        __slots__ = ("name", "ok", "message", "took")
        NAME_FIELD_NUMBER: _ClassVar[int]
        OK_FIELD_NUMBER: _ClassVar[int]
        MESSAGE_FIELD_NUMBER: _ClassVar[int]
        TOOK_FIELD_NUMBER: _ClassVar[int]
        name: str
        ok: bool
        message: str
        took: _duration_pb2.Duration
        def __init__(self, name: _Optional[str] = ..., ok: bool = ..., message: _Optional[str] = ..., took: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...
    VALID_FIELD_NUMBER: _ClassVar[int]
    CHECKS_FIELD_NUMBER: _ClassVar[int]
    valid: bool
    checks: _containers.RepeatedCompositeFieldContainer[ValidateConfigurationResponse.Check]
    def __init__(self, valid: bool = ..., checks: _Optional[_Iterable[_Union[ValidateConfigurationResponse.Check, _Mapping]]] = ...) -> None: ...

class SweepRequest(_message.Message):
    __slots__ = ("max_items", "token", "dry_run")
    MAX_ITEMS_FIELD_NUMBER: _ClassVar[int]
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    DRY_RUN_FIELD_NUMBER: _ClassVar[int]
    max_items: int
    token: str
    dry_run: bool
    def __init__(self, max_items: _Optional[int] = ..., token: _Optional[str] = ..., dry_run: bool = ...) -> None: ...

class SweepResponse(_message.Message):
    __slots__ = ("expired_artifacts", "ended_sessions", "abandoned_uploads", "freed_blobs", "freed_bytes", "reported", "next_token")
    EXPIRED_ARTIFACTS_FIELD_NUMBER: _ClassVar[int]
    ENDED_SESSIONS_FIELD_NUMBER: _ClassVar[int]
    ABANDONED_UPLOADS_FIELD_NUMBER: _ClassVar[int]
    FREED_BLOBS_FIELD_NUMBER: _ClassVar[int]
    FREED_BYTES_FIELD_NUMBER: _ClassVar[int]
    REPORTED_FIELD_NUMBER: _ClassVar[int]
    NEXT_TOKEN_FIELD_NUMBER: _ClassVar[int]
    expired_artifacts: int
    ended_sessions: int
    abandoned_uploads: int
    freed_blobs: int
    freed_bytes: int
    reported: int
    next_token: str
    def __init__(self, expired_artifacts: _Optional[int] = ..., ended_sessions: _Optional[int] = ..., abandoned_uploads: _Optional[int] = ..., freed_blobs: _Optional[int] = ..., freed_bytes: _Optional[int] = ..., reported: _Optional[int] = ..., next_token: _Optional[str] = ...) -> None: ...

class ScrubRequest(_message.Message):
    __slots__ = ("max_items", "token", "store")
    MAX_ITEMS_FIELD_NUMBER: _ClassVar[int]
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    STORE_FIELD_NUMBER: _ClassVar[int]
    max_items: int
    token: str
    store: str
    def __init__(self, max_items: _Optional[int] = ..., token: _Optional[str] = ..., store: _Optional[str] = ...) -> None: ...

class ScrubResponse(_message.Message):
    __slots__ = ("blobs", "bytes", "findings", "next_token")
    class Finding(_message.Message):
        __slots__ = ("artifact_id", "version", "reason", "message")
        ARTIFACT_ID_FIELD_NUMBER: _ClassVar[int]
        VERSION_FIELD_NUMBER: _ClassVar[int]
        REASON_FIELD_NUMBER: _ClassVar[int]
        MESSAGE_FIELD_NUMBER: _ClassVar[int]
        artifact_id: str
        version: int
        reason: _errors_pb2.ErrorReason
        message: str
        def __init__(self, artifact_id: _Optional[str] = ..., version: _Optional[int] = ..., reason: _Optional[_Union[_errors_pb2.ErrorReason, str]] = ..., message: _Optional[str] = ...) -> None: ...
    BLOBS_FIELD_NUMBER: _ClassVar[int]
    BYTES_FIELD_NUMBER: _ClassVar[int]
    FINDINGS_FIELD_NUMBER: _ClassVar[int]
    NEXT_TOKEN_FIELD_NUMBER: _ClassVar[int]
    blobs: int
    bytes: int
    findings: _containers.RepeatedCompositeFieldContainer[ScrubResponse.Finding]
    next_token: str
    def __init__(self, blobs: _Optional[int] = ..., bytes: _Optional[int] = ..., findings: _Optional[_Iterable[_Union[ScrubResponse.Finding, _Mapping]]] = ..., next_token: _Optional[str] = ...) -> None: ...

class AdoptStoreRequest(_message.Message):
    __slots__ = ("store",)
    STORE_FIELD_NUMBER: _ClassVar[int]
    store: str
    def __init__(self, store: _Optional[str] = ...) -> None: ...

class AdoptStoreResponse(_message.Message):
    __slots__ = ("previous_catalog_id",)
    PREVIOUS_CATALOG_ID_FIELD_NUMBER: _ClassVar[int]
    previous_catalog_id: str
    def __init__(self, previous_catalog_id: _Optional[str] = ...) -> None: ...

class EraseUserRequest(_message.Message):
    __slots__ = ("user_id", "sandbox_id", "max_items")
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    SANDBOX_ID_FIELD_NUMBER: _ClassVar[int]
    MAX_ITEMS_FIELD_NUMBER: _ClassVar[int]
    user_id: str
    sandbox_id: str
    max_items: int
    def __init__(self, user_id: _Optional[str] = ..., sandbox_id: _Optional[str] = ..., max_items: _Optional[int] = ...) -> None: ...

class EraseUserResponse(_message.Message):
    __slots__ = ("artifacts", "sessions", "done")
    ARTIFACTS_FIELD_NUMBER: _ClassVar[int]
    SESSIONS_FIELD_NUMBER: _ClassVar[int]
    DONE_FIELD_NUMBER: _ClassVar[int]
    artifacts: int
    sessions: int
    done: bool
    def __init__(self, artifacts: _Optional[int] = ..., sessions: _Optional[int] = ..., done: bool = ...) -> None: ...

class GetUsageRequest(_message.Message):
    __slots__ = ("scope", "owner", "sandbox_id")
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    SANDBOX_ID_FIELD_NUMBER: _ClassVar[int]
    scope: _resources_pb2.Scope
    owner: str
    sandbox_id: str
    def __init__(self, scope: _Optional[_Union[_resources_pb2.Scope, str]] = ..., owner: _Optional[str] = ..., sandbox_id: _Optional[str] = ...) -> None: ...

class GetUsageResponse(_message.Message):
    __slots__ = ("quota",)
    QUOTA_FIELD_NUMBER: _ClassVar[int]
    quota: Quota
    def __init__(self, quota: _Optional[_Union[Quota, _Mapping]] = ...) -> None: ...

class SetQuotaRequest(_message.Message):
    __slots__ = ("quota", "sandbox_id")
    QUOTA_FIELD_NUMBER: _ClassVar[int]
    SANDBOX_ID_FIELD_NUMBER: _ClassVar[int]
    quota: Quota
    sandbox_id: str
    def __init__(self, quota: _Optional[_Union[Quota, _Mapping]] = ..., sandbox_id: _Optional[str] = ...) -> None: ...

class SetQuotaResponse(_message.Message):
    __slots__ = ("quota",)
    QUOTA_FIELD_NUMBER: _ClassVar[int]
    quota: Quota
    def __init__(self, quota: _Optional[_Union[Quota, _Mapping]] = ...) -> None: ...

class ListQuotasRequest(_message.Message):
    __slots__ = ("scope", "sandbox_id", "page_size", "page_token")
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    SANDBOX_ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    scope: _resources_pb2.Scope
    sandbox_id: str
    page_size: int
    page_token: str
    def __init__(self, scope: _Optional[_Union[_resources_pb2.Scope, str]] = ..., sandbox_id: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListQuotasResponse(_message.Message):
    __slots__ = ("quotas", "next_page_token")
    QUOTAS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    quotas: _containers.RepeatedCompositeFieldContainer[Quota]
    next_page_token: str
    def __init__(self, quotas: _Optional[_Iterable[_Union[Quota, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class DeleteQuotaRequest(_message.Message):
    __slots__ = ("scope", "owner", "sandbox_id")
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    SANDBOX_ID_FIELD_NUMBER: _ClassVar[int]
    scope: _resources_pb2.Scope
    owner: str
    sandbox_id: str
    def __init__(self, scope: _Optional[_Union[_resources_pb2.Scope, str]] = ..., owner: _Optional[str] = ..., sandbox_id: _Optional[str] = ...) -> None: ...

class DeleteQuotaResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class AuditEvent(_message.Message):
    __slots__ = ("id", "event_time", "sandbox_id", "role", "principal", "user_id", "session_id", "method", "resource", "outcome", "peer", "request_id")
    ID_FIELD_NUMBER: _ClassVar[int]
    EVENT_TIME_FIELD_NUMBER: _ClassVar[int]
    SANDBOX_ID_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    PRINCIPAL_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    METHOD_FIELD_NUMBER: _ClassVar[int]
    RESOURCE_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    PEER_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    event_time: _timestamp_pb2.Timestamp
    sandbox_id: str
    role: Role
    principal: str
    user_id: str
    session_id: str
    method: str
    resource: str
    outcome: _errors_pb2.ErrorReason
    peer: str
    request_id: str
    def __init__(self, id: _Optional[str] = ..., event_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., sandbox_id: _Optional[str] = ..., role: _Optional[_Union[Role, str]] = ..., principal: _Optional[str] = ..., user_id: _Optional[str] = ..., session_id: _Optional[str] = ..., method: _Optional[str] = ..., resource: _Optional[str] = ..., outcome: _Optional[_Union[_errors_pb2.ErrorReason, str]] = ..., peer: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class ListAuditEventsRequest(_message.Message):
    __slots__ = ("sandbox_id", "start_time", "end_time", "user_id", "resource", "page_size", "page_token")
    SANDBOX_ID_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    RESOURCE_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    sandbox_id: str
    start_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    user_id: str
    resource: str
    page_size: int
    page_token: str
    def __init__(self, sandbox_id: _Optional[str] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., user_id: _Optional[str] = ..., resource: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListAuditEventsResponse(_message.Message):
    __slots__ = ("events", "next_page_token")
    EVENTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    events: _containers.RepeatedCompositeFieldContainer[AuditEvent]
    next_page_token: str
    def __init__(self, events: _Optional[_Iterable[_Union[AuditEvent, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class ApiKey(_message.Message):
    __slots__ = ("id", "sandbox_id", "role", "user_id", "description", "create_time", "expire_time", "revoke_time")
    ID_FIELD_NUMBER: _ClassVar[int]
    SANDBOX_ID_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    EXPIRE_TIME_FIELD_NUMBER: _ClassVar[int]
    REVOKE_TIME_FIELD_NUMBER: _ClassVar[int]
    id: str
    sandbox_id: str
    role: Role
    user_id: str
    description: str
    create_time: _timestamp_pb2.Timestamp
    expire_time: _timestamp_pb2.Timestamp
    revoke_time: _timestamp_pb2.Timestamp
    def __init__(self, id: _Optional[str] = ..., sandbox_id: _Optional[str] = ..., role: _Optional[_Union[Role, str]] = ..., user_id: _Optional[str] = ..., description: _Optional[str] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., expire_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., revoke_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class CreateApiKeyRequest(_message.Message):
    __slots__ = ("role", "user_id", "description", "ttl", "sandbox_id", "request_id")
    ROLE_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    TTL_FIELD_NUMBER: _ClassVar[int]
    SANDBOX_ID_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    role: Role
    user_id: str
    description: str
    ttl: _duration_pb2.Duration
    sandbox_id: str
    request_id: str
    def __init__(self, role: _Optional[_Union[Role, str]] = ..., user_id: _Optional[str] = ..., description: _Optional[str] = ..., ttl: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., sandbox_id: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class CreateApiKeyResponse(_message.Message):
    __slots__ = ("api_key", "secret")
    API_KEY_FIELD_NUMBER: _ClassVar[int]
    SECRET_FIELD_NUMBER: _ClassVar[int]
    api_key: ApiKey
    secret: str
    def __init__(self, api_key: _Optional[_Union[ApiKey, _Mapping]] = ..., secret: _Optional[str] = ...) -> None: ...

class ListApiKeysRequest(_message.Message):
    __slots__ = ("sandbox_id", "page_size", "page_token")
    SANDBOX_ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    sandbox_id: str
    page_size: int
    page_token: str
    def __init__(self, sandbox_id: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListApiKeysResponse(_message.Message):
    __slots__ = ("api_keys", "next_page_token")
    API_KEYS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    api_keys: _containers.RepeatedCompositeFieldContainer[ApiKey]
    next_page_token: str
    def __init__(self, api_keys: _Optional[_Iterable[_Union[ApiKey, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class RevokeApiKeyRequest(_message.Message):
    __slots__ = ("api_key_id", "sandbox_id")
    API_KEY_ID_FIELD_NUMBER: _ClassVar[int]
    SANDBOX_ID_FIELD_NUMBER: _ClassVar[int]
    api_key_id: str
    sandbox_id: str
    def __init__(self, api_key_id: _Optional[str] = ..., sandbox_id: _Optional[str] = ...) -> None: ...

class RevokeApiKeyResponse(_message.Message):
    __slots__ = ("api_key",)
    API_KEY_FIELD_NUMBER: _ClassVar[int]
    api_key: ApiKey
    def __init__(self, api_key: _Optional[_Union[ApiKey, _Mapping]] = ...) -> None: ...

class RotateSigningKeysRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class RotateSigningKeysResponse(_message.Message):
    __slots__ = ("key_id", "old_key_expire_time")
    KEY_ID_FIELD_NUMBER: _ClassVar[int]
    OLD_KEY_EXPIRE_TIME_FIELD_NUMBER: _ClassVar[int]
    key_id: str
    old_key_expire_time: _timestamp_pb2.Timestamp
    def __init__(self, key_id: _Optional[str] = ..., old_key_expire_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...
