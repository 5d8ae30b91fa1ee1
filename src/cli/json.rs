//! Answers as JSON: the contract's field names, times in RFC 3339, digests in hex.

use std::fmt::Write as _;
use std::time::SystemTime;

use artigrid_client::{Artifact, Session};
use serde_json::{Value, json};

pub(super) fn artifact(artifact: &Artifact) -> Value {
    json!({
        "id": artifact.id,
        "sandbox_id": artifact.sandbox_id,
        "scope": artifact.scope.as_str(),
        "session_id": artifact.session_id,
        "user_id": artifact.user_id,
        "grid_key": artifact.grid_key,
        "filename": artifact.filename,
        "mime_type": artifact.mime_type,
        "summary": artifact.summary,
        "meta": artifact.meta,
        "size": artifact.size,
        "version": artifact.version,
        "etag": artifact.etag,
        "digests": {
            "crc32c": artifact.digests.crc32c.map(crc32c),
            "sha256": artifact.digests.sha256.as_ref().map(|sum| hex(sum)),
        },
        "verified": artifact.verified,
        "store": artifact.store,
        "provider": artifact.provider,
        "create_time": time(artifact.create_time),
        "update_time": time(artifact.update_time),
        "expire_time": artifact.expire_time.map(time),
    })
}

pub(super) fn session(session: &Session) -> Value {
    json!({
        "id": session.id,
        "sandbox_id": session.sandbox_id,
        "user_id": session.user_id,
        "meta": session.meta,
        "automatic": session.automatic,
        "etag": session.etag,
        "create_time": time(session.create_time),
        "update_time": time(session.update_time),
        "expire_time": time(session.expire_time),
    })
}

/// RFC 3339 in UTC. A time past the year 9999 is shown as no more than that.
pub(super) fn time(at: SystemTime) -> String {
    jiff::Timestamp::try_from(at).unwrap_or(jiff::Timestamp::MAX).to_string()
}

pub(super) fn crc32c(sum: u32) -> String {
    format!("{sum:08x}")
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_and_times_are_written_as_everybody_reads_them() {
        assert_eq!(hex(&[0, 10, 255]), "000aff");
        assert_eq!(crc32c(0x12), "00000012");
        let at = SystemTime::UNIX_EPOCH + std::time::Duration::from_millis(1_500);
        assert_eq!(time(at), "1970-01-01T00:00:01.5Z");
    }
}
