"""Every reason of the contract has its exception, and they are related as users expect."""

from __future__ import annotations

import grpc
import pytest
from google.protobuf.any_pb2 import Any as AnyMessage
from google.protobuf.duration_pb2 import Duration
from google.rpc import error_details_pb2, status_pb2

from artigrid import errors
from artigrid._generated.v1 import errors_pb2


class Failed:
    """A failed call."""

    def __init__(self, code: grpc.StatusCode, message: str = "", details: bytes | None = None) -> None:
        self._code, self._message, self._details = code, message, details

    def code(self) -> grpc.StatusCode:
        return self._code

    def details(self) -> str:
        return self._message

    def trailing_metadata(self) -> list[tuple[str, str | bytes]]:
        return [("grpc-status-details-bin", self._details)] if self._details else []


def details(reason: str, retry_after: int = 0, domain: str = errors.DOMAIN, **metadata: str) -> bytes:
    status = status_pb2.Status()
    info = AnyMessage()
    info.Pack(error_details_pb2.ErrorInfo(reason=reason, domain=domain, metadata=metadata))
    status.details.append(info)
    if retry_after:
        retry = AnyMessage()
        retry.Pack(error_details_pb2.RetryInfo(retry_delay=Duration(seconds=retry_after)))
        status.details.append(retry)
    return bytes(status.SerializeToString())


def test_a24_every_reason_of_the_contract_has_an_exception() -> None:
    names = errors_pb2.ErrorReason.DESCRIPTOR.values_by_name
    contract = {name.removeprefix("ERROR_REASON_") for name in names} - {"UNSPECIFIED"}
    assert contract == errors.BY_REASON.keys()
    assert all(kind.reason == reason for reason, kind in errors.BY_REASON.items())


def test_a24_expired_is_a_kind_of_not_found() -> None:
    for kind in (errors.ArtifactExpired, errors.SessionExpired):
        assert issubclass(kind, errors.NotFound)
        assert kind().expired
        assert kind().not_found
    assert not errors.ArtifactNotFound().expired
    assert not errors.AccessDenied().not_found


def test_the_servers_word_decides_not_the_code() -> None:
    failed = Failed(grpc.StatusCode.ABORTED, "elsewhere", details("OFFSET_MISMATCH", persisted_offset="7"))
    error = errors.from_rpc(failed)
    assert isinstance(error, errors.OffsetMismatch)
    assert error.metadata == {"persisted_offset": "7"}
    assert str(error) == "elsewhere"
    assert not error.retryable


def test_retry_info_is_told() -> None:
    failed = Failed(grpc.StatusCode.UNAVAILABLE, "", details("DRAINING", retry_after=3))
    error = errors.from_rpc(failed)
    assert isinstance(error, errors.Draining)
    assert error.retry_after == 3
    assert error.retryable


@pytest.mark.parametrize(
    ("failed", "kind"),
    [
        (Failed(grpc.StatusCode.UNAVAILABLE, "refused"), errors.BackendUnavailable),
        (Failed(grpc.StatusCode.INTERNAL, "Received RST_STREAM with error code 2"), errors.BackendUnavailable),
        (Failed(grpc.StatusCode.INTERNAL, "bug"), errors.Internal),
        (Failed(grpc.StatusCode.DEADLINE_EXCEEDED), errors.DeadlineExceeded),
        (Failed(grpc.StatusCode.UNIMPLEMENTED), errors.Unimplemented),
        (Failed(grpc.StatusCode.UNKNOWN), errors.Internal),
        (Failed(grpc.StatusCode.INTERNAL, "", details("FROM_THE_FUTURE")), errors.Internal),
        (Failed(grpc.StatusCode.UNAVAILABLE, "", details("ETAG_MISMATCH", domain="proxy")), errors.BackendUnavailable),
    ],
)
def test_statuses_that_are_not_ours_mean_what_grpc_says(failed: Failed, kind: type[errors.ArtigridError]) -> None:
    assert type(errors.from_rpc(failed)) is kind
