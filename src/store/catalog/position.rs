//! Where a page of a listing ended, as bytes that a caller carries.

use crate::domain::{ArtifactId, Filename, Session, SessionUid, Timestamp};
use crate::error::{Error, ErrorKind, Result};

/// The place in the order behind which the next page begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Position {
    /// Behind this artifact.
    Artifact {
        /// Its file name, empty for none.
        filename: String,
        /// Its id.
        id: ArtifactId,
    },
    /// Behind everything that begins with this, a rolled-up prefix with its `/`.
    Prefix(String),
}

// The first byte is the version of the form and the kind at once.
const ARTIFACT: u8 = 1;
const PREFIX: u8 = 2;

impl Position {
    /// The position as bytes.
    pub(super) fn write(&self) -> Vec<u8> {
        match self {
            Self::Artifact { filename, id } => {
                [&[ARTIFACT], &id.as_bytes()[..], filename.as_bytes()].concat()
            }
            Self::Prefix(prefix) => [&[PREFIX], prefix.as_bytes()].concat(),
        }
    }

    /// The position that some bytes are. They were signed by us, but perhaps by an older version of us.
    pub(super) fn read(bytes: &[u8]) -> Result<Self> {
        Self::parse(bytes).ok_or_else(invalid)
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let (kind, rest) = bytes.split_first()?;
        match *kind {
            ARTIFACT => {
                let (id, filename) = rest.split_first_chunk::<16>()?;
                Some(Self::Artifact { filename: name(filename)?, id: ArtifactId::from_bytes(*id) })
            }
            PREFIX => name(rest).filter(|prefix| prefix.ends_with('/')).map(Self::Prefix),
            _ => None,
        }
    }

    /// The file name and id's bytes behind which, in this order, the next item is.
    pub(super) fn bound(&self) -> (String, Vec<u8>) {
        match self {
            Self::Artifact { filename, id } => (filename.clone(), id.as_bytes().to_vec()),
            // '0' is the character next to '/', and no id is as small as an empty one.
            Self::Prefix(prefix) => (format!("{}0", prefix.strip_suffix('/').unwrap_or(prefix)), Vec::new()),
        }
    }
}

fn name(bytes: &[u8]) -> Option<String> {
    let fits = bytes.len() <= Filename::MAX_BYTES;
    fits.then(|| String::from_utf8(bytes.to_vec()).ok()).flatten()
}

fn invalid() -> Error {
    ErrorKind::PageTokenInvalid.error("the page token is none of this query")
}

/// The first text that is greater than all that begin with `prefix`.
///
/// UTF-8 sorts as its characters do, so the last character goes one up; where there is none above it, the one before
/// does. Above all stands a text that no file name reaches.
pub(super) fn end_of_prefix(prefix: &str) -> String {
    let mut rest = prefix.to_owned();
    while let Some(last) = rest.pop() {
        // The characters behind one another skip the surrogates.
        if let Some(next) = (last..=char::MAX).nth(1) {
            rest.push(next);
            return rest;
        }
    }
    char::MAX.to_string().repeat(Filename::MAX_BYTES)
}

/// Behind this session, in a list of sessions.
pub(super) fn behind_session(session: &Session) -> Vec<u8> {
    [&session.create_time.as_micros().to_be_bytes()[..], session.uid.as_bytes()].concat()
}

/// The session behind which a page of sessions begins.
pub(super) fn read_behind_session(bytes: &[u8]) -> Result<(Timestamp, SessionUid)> {
    let parts =
        bytes.split_first_chunk::<8>().and_then(|(at, uid)| Some((at, <[u8; 16]>::try_from(uid).ok()?)));
    let (at, uid) = parts.ok_or_else(invalid)?;
    Ok((Timestamp::from_micros(i64::from_be_bytes(*at)), SessionUid::from_bytes(uid)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_bytes_are_a_position_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            match Position::read(&bytes) {
                Ok(position) => prop_assert_eq!(position.write(), bytes),
                Err(error) => prop_assert_eq!(error.kind(), ErrorKind::PageTokenInvalid),
            }
        }

        #[test]
        fn the_end_of_a_prefix_is_above_all_that_begins_with_it(prefix in ".{0,4}", rest in ".{0,4}", other in ".{0,6}") {
            let end = end_of_prefix(&prefix);
            let longer = prefix.clone() + &rest;
            prop_assert!(longer < end);
            prop_assert!(other.starts_with(&prefix) || other < prefix || other >= end, "{other} {end}");
        }
    }

    #[test]
    fn the_ends_of_odd_prefixes() {
        assert_eq!(end_of_prefix("a/"), "a0");
        assert_eq!(end_of_prefix("a\u{d7ff}"), "a\u{e000}");
        assert_eq!(end_of_prefix("a\u{10ffff}"), "b");
        assert!(end_of_prefix("") > char::MAX.to_string().repeat(256));
    }
}
