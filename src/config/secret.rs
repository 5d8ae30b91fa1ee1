//! Text that no log, no error and no debugger's print ever shows.

use std::fmt;
use std::path::Path;

/// A secret. It shows itself only to who asks for it by name.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Keeps this text from view.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text, for who signs with it.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The first line of a file, as secrets are mounted into containers.
    pub(super) fn of_file(path: &str) -> Result<Self, String> {
        let text =
            std::fs::read_to_string(Path::new(path)).map_err(|why| format!("cannot be read: {why}"))?;
        match text.lines().next().map(str::trim) {
            Some(line) if !line.is_empty() => Ok(Self::new(line)),
            Some(_) | None => Err("is empty".to_owned()),
        }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(secret)")
    }
}
