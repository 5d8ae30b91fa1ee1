//! What a search asks for: conditions that an artifact must meet, and an order.

use serde_json::{Number, Value};

use super::{Artifact, Filename, Meta};
use crate::error::{Error, Result};

/// Conditions that must all hold.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ArtifactQuery {
    /// The media type begins with this; empty holds for all.
    pub mime_prefix: String,
    /// The file name (none counts as empty) begins with this; empty holds for all.
    pub filename_prefix: String,
    /// What the metadata must say.
    pub meta: Vec<MetaEquals>,
}

impl ArtifactQuery {
    /// The most conditions on metadata.
    pub const MAX_META: usize = 10;

    /// Does an artifact meet them all?
    pub fn holds(&self, artifact: &Artifact) -> bool {
        let name = artifact.filename.as_ref().map_or("", Filename::as_str);
        artifact.mime.as_str().starts_with(&self.mime_prefix)
            && name.starts_with(&self.filename_prefix)
            && self.meta.iter().all(|wanted| wanted.holds(&artifact.meta))
    }
}

/// One value that must stand at one place of the metadata.
#[derive(Debug, Clone, PartialEq)]
pub struct MetaEquals {
    path: Vec<String>,
    value: Value,
}

impl MetaEquals {
    /// The most keys of a path: metadata is no deeper.
    pub const MAX_KEYS: usize = Meta::MAX_DEPTH;
    /// The most bytes of a path as it is written.
    pub const MAX_PATH_BYTES: usize = 512;
    /// The most bytes of a value as it is written.
    pub const MAX_VALUE_BYTES: usize = 1_024;

    /// Reads a path (keys joined by dots; `\.` and `\\` are a dot and a backslash within a key) and a JSON value. `field`
    /// names the condition in the error.
    pub fn parse(field: &str, path: &str, value_json: &str) -> Result<Self> {
        let path = keys(path).map_err(|why| Error::invalid(format!("{field}.path"), why))?;
        let field = format!("{field}.value_json");
        if value_json.len() > Self::MAX_VALUE_BYTES {
            return Err(Error::invalid(field, format!("must have at most {} bytes", Self::MAX_VALUE_BYTES)));
        }
        Ok(Self { path, value: normal(&Meta::parse_value(&field, value_json)?) })
    }

    /// The keys that lead to the value, from the top.
    pub fn path(&self) -> &[String] {
        &self.path
    }

    /// The value wanted, in its [`normal`] form.
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// Does the metadata say so? Only keys of objects are followed: what is in a list has no path.
    pub fn holds(&self, meta: &Meta) -> bool {
        let mut keys = self.path.iter();
        let first = keys.next().and_then(|key| meta.members().get(key));
        let found =
            keys.try_fold(first, |at, key| at.map(|at| at.as_object().and_then(|object| object.get(key))));
        found.flatten().is_some_and(|found| normal(found) == self.value)
    }
}

fn keys(path: &str) -> Result<Vec<String>, &'static str> {
    if path.is_empty() {
        return Err("must name a key");
    }
    if path.len() > MetaEquals::MAX_PATH_BYTES {
        return Err("must have at most 512 bytes");
    }
    let mut keys = vec![String::new()];
    let mut chars = path.chars();
    while let Some(c) = chars.next() {
        let c = match c {
            '.' => {
                keys.push(String::new());
                continue;
            }
            '\\' => chars
                .next()
                .filter(|c| matches!(c, '.' | '\\'))
                .ok_or("a backslash stands before a dot or a backslash")?,
            c => c,
        };
        if let Some(key) = keys.last_mut() {
            key.push(c);
        }
    }
    if keys.len() > MetaEquals::MAX_KEYS {
        return Err("must have at most 16 keys");
    }
    Ok(keys)
}

/// The one form that equal values share: a number that is whole, however it was written, is an integer.
pub fn normal(value: &Value) -> Value {
    match value {
        Value::Number(number) => Value::Number(normal_number(number)),
        Value::Array(items) => Value::Array(items.iter().map(normal).collect()),
        Value::Object(members) => {
            Value::Object(members.iter().map(|(key, value)| (key.clone(), normal(value))).collect())
        }
        Value::Null | Value::Bool(_) | Value::String(_) => value.clone(),
    }
}

fn normal_number(number: &Number) -> Number {
    let Some(float) = number.as_f64().filter(|float| number.is_f64() && float.fract() == 0.0) else {
        return number.clone();
    };
    // In words, since those say whether it fits; a whole float has no digit that its words lack. Minus nothing is 0.
    let digits = format!("{:.0}", if float == 0.0 { 0.0 } else { float });
    let whole = digits.parse::<i64>().map(Number::from).or_else(|_| digits.parse::<u64>().map(Number::from));
    whole.unwrap_or_else(|_| number.clone())
}

/// How results are ordered; what is equal is ordered by id, in the same direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SearchOrder {
    /// By the bytes of file names, none counting as empty.
    #[default]
    Filename,
    /// Oldest first.
    CreateTime,
    /// Newest first.
    CreateTimeDesc,
    /// Longest unchanged first.
    UpdateTime,
    /// Last changed first.
    UpdateTimeDesc,
    /// Smallest first.
    Size,
    /// Largest first.
    SizeDesc,
}

impl SearchOrder {
    /// Every order.
    pub const ALL: [Self; 7] = [
        Self::Filename,
        Self::CreateTime,
        Self::CreateTimeDesc,
        Self::UpdateTime,
        Self::UpdateTimeDesc,
        Self::Size,
        Self::SizeDesc,
    ];

    /// Do the greatest come first?
    pub fn is_descending(self) -> bool {
        match self {
            Self::CreateTimeDesc | Self::UpdateTimeDesc | Self::SizeDesc => true,
            Self::Filename | Self::CreateTime | Self::UpdateTime | Self::Size => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(meta: &str, path: &str, value: &str) -> bool {
        MetaEquals::parse("meta", path, value).unwrap().holds(&Meta::parse("meta", meta).unwrap())
    }

    #[test]
    fn values_are_equal_by_what_they_are() {
        for (kept, wanted) in [
            ("1", "1.0"),
            ("1.0", "1"),
            ("100", "1e2"),
            ("-0.0", "0"),
            ("10000000000000000000", "1e19"),
            ("-9223372036854775808", "-9.223372036854775808e18"),
            ("1e300", "1E+300"),
            (r#""a/é""#, r#""a\/\u00e9""#),
            ("null", "null"),
            (r#"[1,{"b":2,"a":1.0}]"#, r#" [1.0, {"a":1, "b":2}] "#),
            ("{}", "{}"),
        ] {
            assert!(holds(&format!(r#"{{"k":{kept}}}"#), "k", wanted), "{kept} {wanted}");
        }
        for (kept, wanted) in [
            ("1", r#""1""#),
            ("9007199254740993", "9007199254740992.0"),
            ("18446744073709551615", "18446744073709551616.0"),
            ("0", "false"),
            ("null", "0"),
            ("[1,2]", "[2,1]"),
            (r#"{"a":1,"b":2}"#, r#"{"a":1}"#),
            ("1.5", "1"),
        ] {
            assert!(!holds(&format!(r#"{{"k":{kept}}}"#), "k", wanted), "{kept} {wanted}");
        }
    }

    #[test]
    fn paths_lead_through_objects_only() {
        let meta = r#"{"a":{"b":{"c":1}},"a.b":2,"x\\y":3,"list":[{"z":4}],"":{"":5}}"#;
        for (path, value) in
            [("a.b.c", "1"), ("a\\.b", "2"), ("x\\\\y", "3"), (".", "5"), ("a.b", r#"{"c":1}"#)]
        {
            assert!(holds(meta, path, value), "{path}");
        }
        for (path, value) in
            [("a.b.c.d", "1"), ("list.z", "4"), ("list.0.z", "4"), ("nowhere", "null"), ("a.", "1")]
        {
            assert!(!holds(meta, path, value), "{path}");
        }
    }

    #[test]
    fn what_is_no_condition_is_refused() {
        let long = "k".repeat(513);
        let deep = ["k"; 17].join(".");
        let large = format!("\"{}\"", "x".repeat(1_023));
        for (path, value) in [
            ("", "1"),
            ("a\\b", "1"),
            ("a\\", "1"),
            (&*long, "1"),
            (&*deep, "1"),
            ("a", ""),
            ("a", "x"),
            ("a", &*large),
        ] {
            assert!(MetaEquals::parse("meta", path, value).is_err(), "{path} {value}");
        }
    }
}
