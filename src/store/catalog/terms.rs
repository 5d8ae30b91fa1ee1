//! What of an artifact's metadata stands in an index.
//!
//! A term is a hash of a path and of the value there: every scalar that keys of objects lead to has one. It only leads
//! to artifacts that are worth a look, and the look decides: [`ArtifactQuery::holds`](crate::domain::ArtifactQuery::holds). So two
//! paths that meet in one hash cost time and nothing else, but a term that is missing would hide an artifact: who
//! changes what [`of`] answers must raise [`VERSION`], and every catalog fills its index anew when it is opened.

use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::domain::{Meta, MetaEquals, normal};

/// Which terms are on record.
pub(super) const VERSION: i64 = 1;

/// The most terms of one artifact: each is a row that a commit writes. Metadata with more scalars has [`CROWDED`] alone.
pub(super) const MAX: usize = 64;

/// Stands for every term that an artifact with too many could have. No hash is made to be this.
pub(super) const CROWDED: i64 = 0;

/// The terms of some metadata, each once.
pub(super) fn of(meta: &Meta) -> Vec<i64> {
    let mut terms = Vec::new();
    for (key, value) in meta.members() {
        collect(&mut vec![key], value, &mut terms);
    }
    if terms.len() > MAX {
        return vec![CROWDED];
    }
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// The terms of metadata as its row keeps it. A row that makes no sense has none, and is named by who reads it.
pub(super) fn of_json(meta: &str) -> Vec<i64> {
    Meta::parse("meta", meta).map(|meta| of(&meta)).unwrap_or_default()
}

/// Terms that an artifact must have (or [`CROWDED`]) to meet these conditions. A condition that names an object gives
/// those of its scalars; one that names a list, or nothing at all, gives none.
pub(super) fn wanted(conditions: &[MetaEquals]) -> Vec<i64> {
    let mut terms = Vec::new();
    for condition in conditions {
        let mut path: Vec<&str> = condition.path().iter().map(String::as_str).collect();
        collect(&mut path, condition.value(), &mut terms);
    }
    terms.sort_unstable();
    terms.dedup();
    // Enough to choose from: the rest is seen by the look.
    terms.truncate(conditions.len());
    terms
}

fn collect<'a>(path: &mut Vec<&'a str>, value: &'a Value, terms: &mut Vec<i64>) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                path.push(key);
                collect(path, value, terms);
                path.pop();
            }
        }
        Value::Array(_) => {}
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => terms.push(term(path, value)),
    }
}

fn term(path: &[&str], value: &Value) -> i64 {
    let mut hash = Sha256::new();
    hash.update((path.len() as u64).to_be_bytes());
    for key in path {
        hash.update((key.len() as u64).to_be_bytes());
        hash.update(key);
    }
    hash.update(normal(value).to_string());
    let digest: [u8; 32] = hash.finalize().into();
    let (words, _) = digest.as_chunks::<8>();
    match i64::from_be_bytes(words[0]) {
        CROWDED => 1,
        term => term,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(json: &str) -> Vec<i64> {
        of(&Meta::parse("meta", json).unwrap())
    }

    #[test]
    fn equal_values_at_equal_paths_have_equal_terms() {
        assert_eq!(terms(r#"{"a":{"b":1}}"#), terms(r#"{"a":{"b":1.0}}"#));
        for other in
            [r#"{"a":{"b":2}}"#, r#"{"a.b":1}"#, r#"{"a":{"b":"1"}}"#, r#"{"a":{"c":1}}"#, r#"{"b":1}"#]
        {
            assert_ne!(terms(r#"{"a":{"b":1}}"#), terms(other), "{other}");
        }
        assert_eq!(terms(r#"{"a":[1,2],"b":{},"c":[{"d":1}]}"#).len(), 0);
    }

    /// On record in every catalog there is: a change here is a new version.
    #[test]
    fn terms_stay_what_they_are() {
        assert_eq!((VERSION, terms(r#"{"a":1}"#)), (1, vec![-4_419_540_156_095_229_591]));
    }

    #[test]
    fn too_many_scalars_are_one_term() {
        let wide = |count: usize| {
            let members: Vec<String> = (0..count).map(|at| format!("\"k{at}\":{at}")).collect();
            terms(&format!("{{{}}}", members.join(",")))
        };
        assert_eq!(wide(MAX).len(), MAX);
        assert_eq!(wide(MAX + 1), [CROWDED]);
    }

    #[test]
    fn a_condition_wants_what_its_metadata_has() {
        let wants = |path, value| wanted(&[MetaEquals::parse("meta", path, value).unwrap()]);
        assert_eq!(wants("a.b", "1"), terms(r#"{"a":{"b":1}}"#));
        assert_eq!(wants("a", r#"{"b":1}"#), terms(r#"{"a":{"b":1}}"#));
        assert_eq!(wants("a", "[1]").len(), 0);
        assert_eq!(wants("a", "{}").len(), 0);
    }
}
