import datetime

from . import resources_pb2 as _resources_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class SearchOrder(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SEARCH_ORDER_UNSPECIFIED: _ClassVar[SearchOrder]
    SEARCH_ORDER_FILENAME: _ClassVar[SearchOrder]
    SEARCH_ORDER_CREATE_TIME: _ClassVar[SearchOrder]
    SEARCH_ORDER_CREATE_TIME_DESC: _ClassVar[SearchOrder]
    SEARCH_ORDER_UPDATE_TIME: _ClassVar[SearchOrder]
    SEARCH_ORDER_UPDATE_TIME_DESC: _ClassVar[SearchOrder]
    SEARCH_ORDER_SIZE: _ClassVar[SearchOrder]
    SEARCH_ORDER_SIZE_DESC: _ClassVar[SearchOrder]

class Facet(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    FACET_UNSPECIFIED: _ClassVar[Facet]
    FACET_MIME_TYPE: _ClassVar[Facet]
    FACET_OWNER: _ClassVar[Facet]
    FACET_STORE: _ClassVar[Facet]
    FACET_SIZE_CLASS: _ClassVar[Facet]

class EventKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    EVENT_KIND_UNSPECIFIED: _ClassVar[EventKind]
    EVENT_KIND_CREATED: _ClassVar[EventKind]
    EVENT_KIND_CONTENT: _ClassVar[EventKind]
    EVENT_KIND_METADATA: _ClassVar[EventKind]
    EVENT_KIND_DELETED: _ClassVar[EventKind]
    EVENT_KIND_EXPIRED: _ClassVar[EventKind]
SEARCH_ORDER_UNSPECIFIED: SearchOrder
SEARCH_ORDER_FILENAME: SearchOrder
SEARCH_ORDER_CREATE_TIME: SearchOrder
SEARCH_ORDER_CREATE_TIME_DESC: SearchOrder
SEARCH_ORDER_UPDATE_TIME: SearchOrder
SEARCH_ORDER_UPDATE_TIME_DESC: SearchOrder
SEARCH_ORDER_SIZE: SearchOrder
SEARCH_ORDER_SIZE_DESC: SearchOrder
FACET_UNSPECIFIED: Facet
FACET_MIME_TYPE: Facet
FACET_OWNER: Facet
FACET_STORE: Facet
FACET_SIZE_CLASS: Facet
EVENT_KIND_UNSPECIFIED: EventKind
EVENT_KIND_CREATED: EventKind
EVENT_KIND_CONTENT: EventKind
EVENT_KIND_METADATA: EventKind
EVENT_KIND_DELETED: EventKind
EVENT_KIND_EXPIRED: EventKind

class MetaEquals(_message.Message):
    __slots__ = ("path", "value_json")
    PATH_FIELD_NUMBER: _ClassVar[int]
    VALUE_JSON_FIELD_NUMBER: _ClassVar[int]
    path: str
    value_json: str
    def __init__(self, path: _Optional[str] = ..., value_json: _Optional[str] = ...) -> None: ...

class ArtifactQuery(_message.Message):
    __slots__ = ("scope", "session_id", "owner", "mime_prefix", "filename_prefix", "meta", "filter", "text")
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    MIME_PREFIX_FIELD_NUMBER: _ClassVar[int]
    FILENAME_PREFIX_FIELD_NUMBER: _ClassVar[int]
    META_FIELD_NUMBER: _ClassVar[int]
    FILTER_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    scope: _resources_pb2.Scope
    session_id: str
    owner: str
    mime_prefix: str
    filename_prefix: str
    meta: _containers.RepeatedCompositeFieldContainer[MetaEquals]
    filter: str
    text: str
    def __init__(self, scope: _Optional[_Union[_resources_pb2.Scope, str]] = ..., session_id: _Optional[str] = ..., owner: _Optional[str] = ..., mime_prefix: _Optional[str] = ..., filename_prefix: _Optional[str] = ..., meta: _Optional[_Iterable[_Union[MetaEquals, _Mapping]]] = ..., filter: _Optional[str] = ..., text: _Optional[str] = ...) -> None: ...

class SearchArtifactsRequest(_message.Message):
    __slots__ = ("query", "order", "page_size", "page_token")
    QUERY_FIELD_NUMBER: _ClassVar[int]
    ORDER_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    query: ArtifactQuery
    order: SearchOrder
    page_size: int
    page_token: str
    def __init__(self, query: _Optional[_Union[ArtifactQuery, _Mapping]] = ..., order: _Optional[_Union[SearchOrder, str]] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class SearchArtifactsResponse(_message.Message):
    __slots__ = ("artifacts", "next_page_token")
    ARTIFACTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    artifacts: _containers.RepeatedCompositeFieldContainer[_resources_pb2.Artifact]
    next_page_token: str
    def __init__(self, artifacts: _Optional[_Iterable[_Union[_resources_pb2.Artifact, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class CountArtifactsRequest(_message.Message):
    __slots__ = ("query", "facets")
    QUERY_FIELD_NUMBER: _ClassVar[int]
    FACETS_FIELD_NUMBER: _ClassVar[int]
    query: ArtifactQuery
    facets: _containers.RepeatedScalarFieldContainer[Facet]
    def __init__(self, query: _Optional[_Union[ArtifactQuery, _Mapping]] = ..., facets: _Optional[_Iterable[_Union[Facet, str]]] = ...) -> None: ...

class CountArtifactsResponse(_message.Message):
    __slots__ = ("count", "bytes", "groups")
    class Group(_message.Message):
        __slots__ = ("facet", "value", "count", "bytes")
        FACET_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        COUNT_FIELD_NUMBER: _ClassVar[int]
        BYTES_FIELD_NUMBER: _ClassVar[int]
        facet: Facet
        value: str
        count: int
        bytes: int
        def __init__(self, facet: _Optional[_Union[Facet, str]] = ..., value: _Optional[str] = ..., count: _Optional[int] = ..., bytes: _Optional[int] = ...) -> None: ...
    COUNT_FIELD_NUMBER: _ClassVar[int]
    BYTES_FIELD_NUMBER: _ClassVar[int]
    GROUPS_FIELD_NUMBER: _ClassVar[int]
    count: int
    bytes: int
    groups: _containers.RepeatedCompositeFieldContainer[CountArtifactsResponse.Group]
    def __init__(self, count: _Optional[int] = ..., bytes: _Optional[int] = ..., groups: _Optional[_Iterable[_Union[CountArtifactsResponse.Group, _Mapping]]] = ...) -> None: ...

class WatchArtifactsRequest(_message.Message):
    __slots__ = ("query", "watch_token")
    QUERY_FIELD_NUMBER: _ClassVar[int]
    WATCH_TOKEN_FIELD_NUMBER: _ClassVar[int]
    query: ArtifactQuery
    watch_token: str
    def __init__(self, query: _Optional[_Union[ArtifactQuery, _Mapping]] = ..., watch_token: _Optional[str] = ...) -> None: ...

class WatchArtifactsResponse(_message.Message):
    __slots__ = ("watch_token", "kind", "artifact_id", "artifact", "event_time")
    WATCH_TOKEN_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    ARTIFACT_ID_FIELD_NUMBER: _ClassVar[int]
    ARTIFACT_FIELD_NUMBER: _ClassVar[int]
    EVENT_TIME_FIELD_NUMBER: _ClassVar[int]
    watch_token: str
    kind: EventKind
    artifact_id: str
    artifact: _resources_pb2.Artifact
    event_time: _timestamp_pb2.Timestamp
    def __init__(self, watch_token: _Optional[str] = ..., kind: _Optional[_Union[EventKind, str]] = ..., artifact_id: _Optional[str] = ..., artifact: _Optional[_Union[_resources_pb2.Artifact, _Mapping]] = ..., event_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...
