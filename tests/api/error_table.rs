//! One reason, one code: the table of the contract as data, held against the code and the protos.

use artigrid::api::grpc::status::{code, kind_of_transport};
use artigrid::api::http::problem::status;
use artigrid::error::ErrorKind;
use artigrid_client::raw::v1::ErrorReason;
use tonic::{Code, Status};

use crate::harness::reason;

/// May the same request simply be sent again?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Again {
    May,
    MayNot,
}

use Again::{May, MayNot};

#[rustfmt::skip]
const TABLE: &[(&str, Code, u16, Again)] = &[
    ("INVALID_ARGUMENT",      Code::InvalidArgument,    400, MayNot),
    ("CHECKSUM_MISMATCH",     Code::InvalidArgument,    400, MayNot),
    ("SIZE_MISMATCH",         Code::InvalidArgument,    400, MayNot),
    ("PAGE_TOKEN_INVALID",    Code::InvalidArgument,    400, MayNot),
    ("FILTER_INVALID",        Code::InvalidArgument,    400, MayNot),
    ("SIZE_LIMIT",            Code::InvalidArgument,    413, MayNot),
    ("UNAUTHENTICATED",       Code::Unauthenticated,    401, MayNot),
    ("ACCESS_DENIED",         Code::PermissionDenied,   403, MayNot),
    ("ARTIFACT_NOT_FOUND",    Code::NotFound,           404, MayNot),
    ("SESSION_NOT_FOUND",     Code::NotFound,           404, MayNot),
    ("UPLOAD_NOT_FOUND",      Code::NotFound,           404, MayNot),
    ("LINK_NOT_FOUND",        Code::NotFound,           404, MayNot),
    ("KEY_NOT_FOUND",         Code::NotFound,           404, MayNot),
    ("QUOTA_NOT_FOUND",       Code::NotFound,           404, MayNot),
    ("ARTIFACT_EXPIRED",      Code::NotFound,           410, MayNot),
    ("VERSION_GONE",          Code::NotFound,           410, MayNot),
    ("ALREADY_EXISTS",        Code::AlreadyExists,      409, MayNot),
    ("OFFSET_MISMATCH",       Code::Aborted,            409, MayNot),
    ("UPLOAD_FENCED",         Code::Aborted,            409, MayNot),
    ("REQUEST_IN_PROGRESS",   Code::Aborted,            409, May),
    ("ETAG_MISMATCH",         Code::Aborted,            412, MayNot),
    ("SESSION_EXPIRED",       Code::FailedPrecondition, 409, MayNot),
    ("REQUEST_ID_REUSED",     Code::FailedPrecondition, 409, MayNot),
    ("WATCH_TOKEN_EXPIRED",   Code::FailedPrecondition, 409, MayNot),
    ("RANGE_NOT_SATISFIABLE", Code::OutOfRange,         416, MayNot),
    ("QUOTA_EXCEEDED",        Code::ResourceExhausted,  507, MayNot),
    ("STORAGE_FULL",          Code::ResourceExhausted,  507, MayNot),
    ("RATE_LIMITED",          Code::ResourceExhausted,  429, May),
    ("IDLE_TIMEOUT",          Code::DeadlineExceeded,   504, MayNot),
    ("DEADLINE",              Code::DeadlineExceeded,   504, MayNot),
    ("BACKEND_UNAVAILABLE",   Code::Unavailable,        503, May),
    ("DRAINING",              Code::Unavailable,        503, May),
    ("DATA_CORRUPT",          Code::DataLoss,           500, MayNot),
    ("UNIMPLEMENTED",         Code::Unimplemented,      501, MayNot),
    ("CANCELLED",             Code::Cancelled,          499, MayNot),
    ("INTERNAL",              Code::Internal,           500, MayNot),
];

#[test]
fn every_kind_has_the_reason_codes_and_retry_of_the_table() {
    let ours: Vec<_> = ErrorKind::ALL
        .iter()
        .map(|kind| (kind.reason(), code(*kind), status(*kind), if kind.retryable() { May } else { MayNot }))
        .collect();
    assert_eq!(ours, TABLE);
}

#[test]
fn the_protos_name_the_same_reasons_no_more_and_no_less() {
    let named: Vec<_> = (0..)
        .map_while(|number| ErrorReason::try_from(number).ok())
        .map(|reason| reason.as_str_name().strip_prefix("ERROR_REASON_").unwrap())
        .collect();
    let (unspecified, named) = named.split_first().unwrap();
    assert_eq!(*unspecified, "UNSPECIFIED");
    assert_eq!(named, TABLE.iter().map(|(reason, ..)| *reason).collect::<Vec<_>>());
}

#[test]
fn a24_every_error_says_its_reason_on_the_wire_and_when_to_come_back() {
    use tonic_types::StatusExt as _;
    for (kind, (name, code, _, again)) in ErrorKind::ALL.iter().zip(TABLE) {
        let status = Status::from(kind.error("why").with("limit", 7).caused_by("the driver's own words"));
        assert_eq!((reason(&status).as_str(), status.code(), status.message()), (*name, *code, "why"));
        let details = status.get_error_details();
        assert_eq!(details.error_info().unwrap().metadata["limit"], "7", "{name}");
        assert_eq!(details.retry_info().is_some(), *again == May, "{name}");
        assert!(!format!("{:?}", status.details()).contains("driver"), "{name} tells what is ours");
    }
}

#[test]
fn what_the_transport_refuses_by_itself_has_a_reason_too() {
    assert_eq!(kind_of_transport(Code::OutOfRange), ErrorKind::SizeLimit);
    assert_eq!(kind_of_transport(Code::Internal), ErrorKind::InvalidArgument);
    assert_eq!(kind_of_transport(Code::Unimplemented), ErrorKind::Unimplemented);
}
