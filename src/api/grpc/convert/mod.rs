//! Messages as domain values and back, one file per noun.
//!
//! Whatever a request holds is parsed here; what is not a value of the domain is an `INVALID_ARGUMENT` that names the
//! field. Nothing is decided.

mod admin;
mod artifact;
mod copy;
mod search;
mod session;
mod upload;
mod url;

use std::time::Duration;

pub(super) use admin::{checks_to, scrub_from, scrub_to, stats_from, stats_to, sweep_from, sweep_to};
pub(super) use artifact::{
    Upload, artifact_to, create_from, create_item_from, delete_from, delete_item_from, download_from,
    header_to, list_from, read_from, update_from, upload_from,
};
pub(super) use copy::{copy_from, move_from};
pub(super) use search::search_from;
pub(super) use session::{
    create_session_from, delete_session_from, list_sessions_from, renew_session_from, session_to,
    update_session_from,
};
pub(super) use upload::{
    append_from, complete_from, list_uploads_from, start_from, upload_id_from, upload_to,
};
pub(super) use url::{
    create_link_from, link_to, list_links_from, presign_download_from, presign_parts_from,
    presign_upload_from, register_from, revoke_link_from, rotated_to, signed_part_to, signed_url_to,
};

use crate::domain::{
    ArtifactId, Digests, Lifetime, Precondition, Repeatable, RequestId, SessionId, Timestamp, UserId,
};
use crate::error::{Error, Result};
use crate::proto::v1;

pub(super) fn artifact_id_from(text: &str) -> Result<ArtifactId> {
    ArtifactId::parse("artifact_id", text)
}

/// A session that a request chooses; empty chooses none.
pub(super) fn session_id_from(field: &str, text: &str) -> Result<Option<SessionId>> {
    if text.is_empty() { Ok(None) } else { SessionId::parse(field, text).map(Some) }
}

fn user_id_from(field: &str, text: &str) -> Result<Option<UserId>> {
    if text.is_empty() { Ok(None) } else { UserId::parse(field, text).map(Some) }
}

pub(super) fn precondition_from(etag: &str) -> Result<Precondition> {
    if etag.is_empty() {
        return Ok(Precondition::None);
    }
    crate::domain::Etag::parse("etag", etag).map(Precondition::IfEtag)
}

/// A size that may not be negative.
pub(super) fn size_from(field: &str, size: i64) -> Result<u64> {
    u64::try_from(size).map_err(|_| Error::invalid(field, "must not be negative"))
}

pub(super) fn digests_from(field: &str, digests: Option<&v1::Digests>) -> Result<Digests> {
    let Some(digests) = digests else {
        return Ok(Digests::default());
    };
    let sha256 = match digests.sha256.as_deref() {
        None => None,
        Some(bytes) => {
            let bytes = <[u8; 32]>::try_from(bytes);
            Some(bytes.map_err(|_| Error::invalid(format!("{field}.sha256"), "must have 32 bytes"))?)
        }
    };
    Ok(Digests { crc32c: digests.crc32c, sha256 })
}

fn digests_to(digests: Digests) -> v1::Digests {
    v1::Digests { crc32c: digests.crc32c, sha256: digests.sha256.map(|bytes| bytes.to_vec().into()) }
}

/// A wish for a life: how long from now on.
fn ttl_from(field: &str, ttl: &prost_types::Duration) -> Result<Lifetime> {
    duration_from(field, ttl).map(Lifetime::Ttl)
}

fn duration_from(field: &str, duration: &prost_types::Duration) -> Result<Duration> {
    let duration = Duration::try_from(*duration).ok().filter(|duration| !duration.is_zero());
    duration.ok_or_else(|| Error::invalid(field, "must be longer than nothing"))
}

pub(super) fn duration_to(duration: Duration) -> prost_types::Duration {
    prost_types::Duration {
        seconds: i64::try_from(duration.as_secs()).unwrap_or(i64::MAX),
        nanos: i32::try_from(duration.subsec_nanos()).unwrap_or(0),
    }
}

/// `no_expiry` is a wish only when it is true.
fn no_expiry_from(field: &str, wish: bool) -> Result<Lifetime> {
    if wish { Ok(Lifetime::NoExpiry) } else { Err(Error::invalid(field, "must be true or absent")) }
}

fn timestamp_to(at: Timestamp) -> prost_types::Timestamp {
    let micros = at.as_micros().rem_euclid(1_000_000);
    prost_types::Timestamp { seconds: at.as_secs(), nanos: i32::try_from(micros * 1_000).unwrap_or(0) }
}

/// Sizes and counts stay far below the limits of the wire's signed numbers.
pub(super) fn number_to(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// What makes a request repeatable, if it has an id. Its words are all that it says, written in the wire's one way: two
/// requests that mean the same in other words are two requests, which is refused and never answered wrongly.
pub(super) fn repeatable_from(
    method: &'static str,
    request_id: &str,
    request: &impl prost::Message,
) -> Result<Option<Repeatable>> {
    if request_id.is_empty() {
        return Ok(None);
    }
    let id = RequestId::parse("request_id", request_id)?;
    Ok(Some(Repeatable::new(id, method, &request.encode_to_vec())))
}
