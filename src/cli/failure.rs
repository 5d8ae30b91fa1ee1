//! Why a command did not work, and the exit code that says so to scripts.
//!
//! The codes are those of `sysexits.h` where it has one, and 130 as shells have it.

use std::{fmt, io};

use artigrid_client::{Error, Origin, Reason};

/// Usage or configuration.
pub(super) const USAGE: u8 = 64;
/// Data that is invalid, or not what it should be.
pub(super) const DATA: u8 = 65;
/// Not there, or no longer.
pub(super) const NO_INPUT: u8 = 66;
/// The service cannot be had now.
pub(super) const UNAVAILABLE: u8 = 69;
/// A fault of the software.
pub(super) const INTERNAL: u8 = 70;
/// A local file.
const LOCAL: u8 = 74;
/// A conflict or a limit: after a while, or another look, it may work.
const TRY_AGAIN: u8 = 75;
/// Not known, or not allowed.
const DENIED: u8 = 77;
/// Ctrl-C.
pub(super) const INTERRUPTED: u8 = 130;

/// Why a command did not work.
#[derive(Debug)]
pub(super) enum Failure {
    /// What was asked for cannot be asked so.
    Usage(String),
    /// A file here.
    Local(String),
    /// What the SDK says, and what it was about where the message does not tell.
    Service { subject: Option<String>, error: Error },
    /// A session that was asked about and is not live, or not the caller's to use.
    NotLive(String),
    /// The answer, or a line for each of several, has told already; this is the exit code.
    Told(u8),
    /// Nobody reads standard output any more, which is no failure of ours.
    Closed,
}

impl Failure {
    pub(super) fn local(what: impl fmt::Display, error: &io::Error) -> Self {
        Self::Local(format!("{what}: {error}"))
    }

    pub(super) fn about(subject: impl Into<String>, error: Error) -> Self {
        Self::Service { subject: Some(subject.into()), error }
    }

    pub(super) fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) => USAGE,
            Self::Local(_) => LOCAL,
            Self::Service { error, .. } => exit_code(error.origin(), error.reason()),
            Self::NotLive(_) => NO_INPUT,
            Self::Told(code) => *code,
            Self::Closed => 0,
        }
    }

    /// The reason's name as the contract has it, or what stands for one on this side.
    pub(super) fn reason(&self) -> &'static str {
        match self {
            Self::Usage(_) => "USAGE",
            Self::Local(_) => "LOCAL_FILE",
            Self::Service { error, .. } => match error.origin() {
                Origin::Local => "LOCAL_FILE",
                Origin::Server | Origin::Connection | Origin::Usage | Origin::Content => {
                    error.reason().as_str_name().trim_start_matches("ERROR_REASON_")
                }
            },
            Self::NotLive(_) => "SESSION_NOT_FOUND",
            Self::Told(_) | Self::Closed => "",
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(message) | Self::Local(message) => f.write_str(message),
            Self::Service { subject: Some(subject), error } => write!(f, "{subject}: {error}"),
            Self::Service { subject: None, error } => error.fmt(f),
            Self::NotLive(id) => write!(f, "session {id} is not live, or not yours to use"),
            Self::Told(_) | Self::Closed => Ok(()),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Service { subject: None, error }
    }
}

fn exit_code(origin: Origin, reason: Reason) -> u8 {
    match (origin, reason) {
        (Origin::Local, _) => LOCAL,
        // A flag or variable that the SDK refuses; a server's refusal is about the data.
        (Origin::Usage, Reason::InvalidArgument) => USAGE,
        (Origin::Server | Origin::Connection | Origin::Usage | Origin::Content, _) => of_reason(reason),
    }
}

fn of_reason(reason: Reason) -> u8 {
    match reason {
        Reason::InvalidArgument
        | Reason::ChecksumMismatch
        | Reason::SizeMismatch
        | Reason::PageTokenInvalid
        | Reason::FilterInvalid
        | Reason::SizeLimit
        | Reason::RangeNotSatisfiable
        | Reason::DataCorrupt => DATA,
        Reason::ArtifactNotFound
        | Reason::SessionNotFound
        | Reason::UploadNotFound
        | Reason::LinkNotFound
        | Reason::KeyNotFound
        | Reason::QuotaNotFound
        | Reason::ArtifactExpired
        | Reason::VersionGone
        | Reason::SessionExpired
        | Reason::WatchTokenExpired => NO_INPUT,
        Reason::BackendUnavailable
        | Reason::Draining
        | Reason::IdleTimeout
        | Reason::Deadline
        | Reason::Cancelled
        | Reason::Unimplemented => UNAVAILABLE,
        Reason::AlreadyExists
        | Reason::OffsetMismatch
        | Reason::UploadFenced
        | Reason::RequestInProgress
        | Reason::RequestIdReused
        | Reason::EtagMismatch
        | Reason::QuotaExceeded
        | Reason::StorageFull
        | Reason::RateLimited => TRY_AGAIN,
        Reason::Unauthenticated | Reason::AccessDenied => DENIED,
        Reason::Unspecified | Reason::Internal => INTERNAL,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_a_code_that_scripts_know() {
        let expected = [
            (DATA, "INVALID_ARGUMENT CHECKSUM_MISMATCH SIZE_MISMATCH PAGE_TOKEN_INVALID FILTER_INVALID"),
            (DATA, "SIZE_LIMIT RANGE_NOT_SATISFIABLE DATA_CORRUPT"),
            (NO_INPUT, "ARTIFACT_NOT_FOUND SESSION_NOT_FOUND UPLOAD_NOT_FOUND LINK_NOT_FOUND KEY_NOT_FOUND"),
            (NO_INPUT, "QUOTA_NOT_FOUND ARTIFACT_EXPIRED VERSION_GONE SESSION_EXPIRED WATCH_TOKEN_EXPIRED"),
            (UNAVAILABLE, "BACKEND_UNAVAILABLE DRAINING IDLE_TIMEOUT DEADLINE CANCELLED UNIMPLEMENTED"),
            (TRY_AGAIN, "ALREADY_EXISTS OFFSET_MISMATCH UPLOAD_FENCED REQUEST_IN_PROGRESS REQUEST_ID_REUSED"),
            (TRY_AGAIN, "ETAG_MISMATCH QUOTA_EXCEEDED STORAGE_FULL RATE_LIMITED"),
            (DENIED, "UNAUTHENTICATED ACCESS_DENIED"),
            (INTERNAL, "UNSPECIFIED INTERNAL"),
        ];
        let mut seen = 0;
        for (code, names) in expected {
            for name in names.split(' ') {
                let reason = Reason::from_str_name(&format!("ERROR_REASON_{name}")).expect(name);
                assert_eq!(exit_code(Origin::Server, reason), code, "{name}");
                seen += 1;
            }
        }
        let all = (0..).map_while(|number| Reason::try_from(number).ok()).count();
        assert_eq!(seen, all, "the contract has a reason that this test does not know");
    }

    #[test]
    fn where_it_arose_counts_before_the_reason() {
        assert_eq!(exit_code(Origin::Local, Reason::Unspecified), LOCAL);
        assert_eq!(exit_code(Origin::Usage, Reason::InvalidArgument), USAGE);
        assert_eq!(exit_code(Origin::Usage, Reason::SizeMismatch), DATA);
        assert_eq!(exit_code(Origin::Content, Reason::DataCorrupt), DATA);
        assert_eq!(exit_code(Origin::Connection, Reason::BackendUnavailable), UNAVAILABLE);
        assert_eq!(Failure::Closed.exit_code(), 0);
        assert_eq!(Failure::Usage(String::new()).exit_code(), USAGE);
        assert_eq!(Failure::Local(String::new()).exit_code(), LOCAL);
    }

    #[test]
    fn the_sdks_own_refusals_are_usage() {
        let error = artigrid_client::Client::builder().address("ftp://box").build().unwrap_err();
        assert_eq!(Failure::from(error).exit_code(), USAGE);
    }
}
