//! Values that nobody may read in a log: given in a variable, or in a file that a variable names.

use std::fmt;

use super::given;

/// A value that shows itself only when asked in so many words.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Secret(String);

impl Secret {
    /// Keeps this text from view.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The value.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Secret {
    fn from(value: &str) -> Self {
        Self(value.to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(secret)")
    }
}

/// The value of a variable, or else the content of the file that `{variable}_FILE` names, without its last line break.
pub(super) fn value_or_file(value: Option<&String>, file: Option<&String>) -> Result<Option<Secret>, String> {
    match (given(value), given(file)) {
        (Some(_), Some(_)) => Err("is given twice, in words and as a file".to_owned()),
        (Some(value), None) => Ok(Some(Secret::from(value))),
        (None, Some(path)) => match std::fs::read_to_string(path) {
            Ok(content) => Ok(Some(Secret::from(content.trim_end_matches(['\r', '\n'])))),
            Err(why) => Err(format!("the file {path} cannot be read: {why}")),
        },
        (None, None) => Ok(None),
    }
}
