//! Which file names are legal: a name is metadata, the id addresses.

use std::fmt;

use crate::error::{Error, Result};

/// A directory-like name: segments parted by `/`, none of them empty, `.` or `..`. It need not be unique, and is kept
/// byte for byte as it came (no Unicode normalization).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Filename(String);

impl Filename {
    /// The most bytes that a file name may have.
    pub const MAX_BYTES: usize = 1_024;

    /// Reads a name that a caller chose. `field` names it in the error.
    pub fn parse(field: &str, text: &str) -> Result<Self> {
        if text.is_empty() || text.len() > Self::MAX_BYTES {
            return Err(Error::invalid(field, format!("must have 1 to {} bytes", Self::MAX_BYTES)));
        }
        if text.chars().any(char::is_control) {
            return Err(Error::invalid(field, "must not contain control characters"));
        }
        if text.split('/').any(|segment| matches!(segment, "" | "." | "..")) {
            return Err(Error::invalid(field, "must not have an empty, `.` or `..` segment"));
        }
        Ok(Self(text.to_owned()))
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Filename {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_told_apart() {
        for fine in ["a", "dir/sub/report.pdf", "ü 🙂/…", "...", "a..b", " "] {
            assert!(Filename::parse("filename", fine).is_ok(), "{fine}");
        }
        let long = "x".repeat(5_000);
        for bad in ["", "/a", "a/", "a//b", "..", "a/../b", "./a", "a\0", "a\nb", "\u{9f}", &long] {
            assert!(Filename::parse("filename", bad).is_err(), "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn a_legal_name_never_climbs(text in "\\PC{0,40}") {
            if let Ok(name) = Filename::parse("filename", &text) {
                prop_assert!(name.as_str().split('/').all(|part| !part.is_empty() && part != "." && part != ".."));
            }
        }
    }
}
