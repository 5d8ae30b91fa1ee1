//! Every row of the feature list that is built has a test through the wire, and the test's name says which.

use std::collections::BTreeMap;

use super::source::{Source, Tree, words};

/// The rows that are built, by what they are called. A test proves them whose name begins with their ids:
/// `a5_c4_racing_changes_are_explained_by_one_order_on_files`.
pub(crate) const ROWS: &[(&str, &str)] = &[
    ("a1", "store bytes with all that is said of them, small content in one round trip"),
    ("a2", "sessions made on the way, own ids of any sane form"),
    ("a3", "default lifetimes, configurable, with a maximum"),
    ("a4", "read whole, or as text in an encoding, by those who may"),
    ("a5", "new content and all that is said of it in one step; a lost race is told"),
    ("a6", "metadata merged or replaced, life extended, content untouched"),
    ("a7", "copy within the session or into one's own scope"),
    ("a8", "move"),
    ("a9", "exists, delete, metadata"),
    ("a10", "lists like directories, of a session, a user, the sandbox"),
    ("a11", "search, never across a boundary"),
    ("a12", "batches with a status for each item"),
    ("a16", "streams up and down with progress"),
    ("a17", "sessions from their beginning to their clean-up"),
    ("a18", "grid keys with shared vectors"),
    ("a19", "providers behave the same and are swapped by variables alone"),
    ("a20", "session providers"),
    ("a22", "configuration probed for real, figures, no secrets"),
    ("a23", "clean-up on demand and by itself, which says how many"),
    ("a24", "errors told apart by reason"),
    ("a26", "works with no variable set, each variable documented"),
    ("a29", "a user's files by type and metadata"),
    ("a30", "limits documented, configurable, refused by name"),
    ("c3", "a durable catalog; the sandbox is never a host's name"),
    ("c4", "new versions in one step, merges serialized, lost races told"),
    ("c5", "pages in order, nothing hidden by what expired"),
    ("c6", "what is acknowledged is on the disk, every failure is an error"),
    ("c8", "expiry hides at once and frees later, on every path"),
    ("c9", "any Unicode name, none a path"),
    ("c11", "sizes and digests decide, a retry is no second artifact"),
    ("c12", "move, copy and read do what they say"),
    ("c15", "true figures"),
];

/// Where tests speak through the wire.
pub(crate) const ON_THE_WIRE: &[&str] = &["tests/api", "tests/crash"];

/// The rows that no test names.
pub(crate) fn unproven(tree: &Tree) -> Vec<String> {
    let mut proofs: BTreeMap<String, usize> = BTreeMap::new();
    for name in tree.rust().flat_map(tests) {
        for id in name.split('_').take_while(|word| is_id(word)) {
            *proofs.entry(id.to_owned()).or_default() += 1;
        }
    }
    let missing = ROWS.iter().filter(|(id, _)| !proofs.contains_key(*id));
    missing.map(|(id, what)| format!("no test's name begins with {id}: {what}")).collect()
}

fn is_id(word: &str) -> bool {
    let number = word.strip_prefix(['a', 'b', 'c']).unwrap_or_default();
    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// Names of the functions that are tests, rather than what tests use.
fn tests(file: &Source) -> impl Iterator<Item = &str> {
    words(&file.code, "fn").filter_map(|at| {
        let before = file.code[..at].trim_end().trim_end_matches("async").trim_end();
        let attribute = before.rsplit_once("#[").filter(|_| before.ends_with(']'))?.1;
        let is_test = attribute.starts_with("test]") || attribute.starts_with("tokio::test");
        let name = file.code[at + 2..].split('(').next()?.trim();
        is_test.then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_without_a_test_is_found() {
        let all: String =
            ROWS.iter().map(|(id, _)| format!("#[tokio::test]\nasync fn {id}_works() {{}}\n")).collect();
        let missing = |text: &str| unproven(&Tree::of(vec![Source::new("tests/api/a.rs", text)]));
        assert_eq!(missing(&all), Vec::<String>::new());
        assert_eq!(missing(&all.replace("fn a5_", "fn a_")).len(), 1);
        let helper = all.replace("#[tokio::test]\nasync fn a5_", "fn a5_");
        assert_eq!(missing(&helper).len(), 1, "what is no test proves nothing");
        assert_eq!(missing(&all.replace("fn a5_works", "fn works_a5")).len(), 1);
        let two = all.replace("fn a5_", "fn a5_c4_").replace("fn c4_", "fn c_");
        assert_eq!(missing(&two), Vec::<String>::new(), "a test may prove several");
        let flavor =
            all.replace("#[tokio::test]", "#[tokio::test(flavor = \"multi_thread\", worker_threads = 2)]");
        assert_eq!(missing(&flavor), Vec::<String>::new());
    }
}
