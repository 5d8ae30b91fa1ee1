//! Answers for people: facts beneath each other, lists in columns.
//!
//! Names and summaries were written by others and end on a terminal, so control characters are shown, not obeyed.

use std::time::{Duration, SystemTime};

use artigrid_client::{Artifact, Session};
use jiff::Timestamp;

use super::json;
use super::units::{show_duration, show_size};

/// Space between columns.
const GAP: &str = "  ";

/// Text without anything that a terminal would obey.
pub(super) fn plain(text: &str) -> String {
    let shown = |c: char| if c.is_control() { c.escape_default().to_string() } else { c.to_string() };
    text.chars().map(shown).collect()
}

/// Facts beneath each other, their names aligned; a fact without a value is left out.
pub(super) fn facts(facts: &[(&str, String)]) -> String {
    let facts = facts.iter().filter(|(_, value)| !value.is_empty());
    let width = facts.clone().map(|(name, _)| name.len()).max().unwrap_or_default();
    facts.map(|(name, value)| format!("{name:<width$}{GAP}{}\n", plain(value))).collect()
}

/// A list in columns that comes in pieces: a column may grow from piece to piece and never shrinks. The first column
/// is aligned to the right, the last is as wide as it likes.
#[derive(Debug)]
pub(super) struct Columns<const N: usize> {
    widths: [usize; N],
}

impl<const N: usize> Columns<N> {
    pub(super) fn new() -> Self {
        Self { widths: [0; N] }
    }

    pub(super) fn lay_out(&mut self, rows: &[[String; N]]) -> String {
        for row in rows {
            for (width, cell) in self.widths.iter_mut().zip(row) {
                *width = (*width).max(cell.chars().count());
            }
        }
        rows.iter().map(|row| self.row(row) + "\n").collect()
    }

    fn row(&self, row: &[String; N]) -> String {
        let cells = row.iter().zip(self.widths).enumerate().map(|(index, (cell, width))| match index {
            0 => format!("{cell:>width$}"),
            last if last + 1 == N => cell.clone(),
            _ => format!("{cell:<width$}"),
        });
        cells.collect::<Vec<_>>().join(GAP)
    }
}

/// What `ls` says of an artifact: size, age, lifetime left, version, id, name.
pub(super) fn listed(artifact: &Artifact, now: Timestamp) -> [String; 6] {
    [
        show_size(artifact.size),
        show_duration(between(artifact.update_time, now)),
        artifact.expire_time.map_or_else(|| "never".to_owned(), |at| left(at, now)),
        format!("v{}", artifact.version),
        artifact.id.clone(),
        plain(artifact.filename.as_deref().unwrap_or("-")),
    ]
}

/// All that is known of an artifact.
pub(super) fn artifact(artifact: &Artifact, now: Timestamp) -> String {
    let owner = artifact.user_id.as_deref().unwrap_or_default();
    let verified = if artifact.verified { "verified" } else { "not verified" };
    facts(&[
        ("id", artifact.id.clone()),
        ("name", artifact.filename.clone().unwrap_or_default()),
        ("type", artifact.mime_type.clone()),
        ("size", format!("{} ({} bytes)", show_size(artifact.size), artifact.size)),
        ("version", artifact.version.to_string()),
        ("scope", artifact.scope.to_string()),
        ("session", artifact.session_id.clone().unwrap_or_default()),
        ("user", owner.to_owned()),
        ("sandbox", artifact.sandbox_id.clone()),
        ("created", past(artifact.create_time, now)),
        ("changed", past(artifact.update_time, now)),
        ("expires", artifact.expire_time.map_or_else(|| "never".to_owned(), |at| future(at, now))),
        ("summary", artifact.summary.clone()),
        ("meta", meta(&artifact.meta)),
        ("etag", artifact.etag.clone()),
        ("crc32c", artifact.digests.crc32c.map(json::crc32c).unwrap_or_default()),
        ("sha256", artifact.digests.sha256.map(|sum| json::hex(&sum)).unwrap_or_default()),
        ("stored", format!("{} ({}), {verified}", artifact.store, artifact.provider)),
        ("key", artifact.grid_key.clone()),
    ])
}

/// All that is known of a session.
pub(super) fn session(session: &Session, now: Timestamp) -> String {
    facts(&[
        ("id", session.id.clone()),
        ("user", session.user_id.clone().unwrap_or_else(|| "nobody".to_owned())),
        ("sandbox", session.sandbox_id.clone()),
        ("created", past(session.create_time, now)),
        ("changed", past(session.update_time, now)),
        ("ends", future(session.expire_time, now)),
        ("begun by", if session.automatic { "a write".to_owned() } else { String::new() }),
        ("meta", meta(&session.meta)),
        ("etag", session.etag.clone()),
    ])
}

/// The end of a session in one line.
pub(super) fn future(at: SystemTime, now: Timestamp) -> String {
    format!("{} (in {})", json::time(at), left(at, now))
}

fn past(at: SystemTime, now: Timestamp) -> String {
    format!("{} ({} ago)", json::time(at), show_duration(between(at, now)))
}

fn meta(meta: &serde_json::Map<String, serde_json::Value>) -> String {
    if meta.is_empty() { String::new() } else { serde_json::Value::Object(meta.clone()).to_string() }
}

/// Clocks differ, so a thing may seem to come from the future: then it has no age.
fn between(at: SystemTime, now: Timestamp) -> Duration {
    SystemTime::from(now).duration_since(at).unwrap_or_default()
}

fn left(at: SystemTime, now: Timestamp) -> String {
    show_duration(at.duration_since(now.into()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: [&str; 3]) -> [String; 3] {
        cells.map(ToOwned::to_owned)
    }

    #[test]
    fn columns_are_aligned_and_grow_from_page_to_page() {
        let mut columns = Columns::new();
        let first = columns.lay_out(&[row(["1 B", "v1", "é"]), row(["12 KiB", "v10", "a long name"])]);
        assert_eq!(first, "   1 B  v1   é\n12 KiB  v10  a long name\n");
        assert_eq!(columns.lay_out(&[row(["2 B", "v2", "b"])]), "   2 B  v2   b\n");
        assert_eq!(columns.lay_out(&[]), "");
    }

    #[test]
    fn facts_without_a_value_are_left_out() {
        let text = facts(&[("id", "x".to_owned()), ("summary", String::new()), ("size", "1 B".to_owned())]);
        assert_eq!(text, "id    x\nsize  1 B\n");
    }

    #[test]
    fn what_others_wrote_does_not_drive_the_terminal() {
        assert_eq!(plain("a\u{1b}[31mb\nc ü"), "a\\u{1b}[31mb\\nc ü");
    }

    #[test]
    fn a_clock_that_is_ahead_makes_nobody_negative() {
        let later = SystemTime::UNIX_EPOCH + Duration::from_mins(1);
        assert_eq!(between(later, Timestamp::UNIX_EPOCH), Duration::ZERO);
        assert_eq!(left(later, Timestamp::UNIX_EPOCH), "1 m");
        assert_eq!(left(SystemTime::UNIX_EPOCH, Timestamp::UNIX_EPOCH), "0 s");
    }
}
