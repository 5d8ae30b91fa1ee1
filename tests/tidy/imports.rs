//! Who may import whom: the table that gives the house its shape.

use super::source::{Finding, Source, Tree};
use std::fmt::Write as _;

/// One module and what it may name of the others. Itself and what is beneath it is always allowed, unless that has a
/// row of its own; an entry allows what it names and all beneath.
struct Row {
    module: &'static str,
    may_import: &'static [&'static str],
    why: &'static str,
}

const fn row(module: &'static str, may_import: &'static [&'static str], why: &'static str) -> Row {
    Row { module, may_import, why }
}

const TABLE: &[Row] = &[
    row("error", NOTHING, "every other module speaks it, so it speaks to none"),
    row("clock", &["domain"], "the only file that asks for the time"),
    row("chance", NOTHING, "the only file that asks for random bytes"),
    row(
        "domain",
        &["error", "chance"],
        "plain values: no IO, no proto, no SQL; `now` and chance are handed in",
    ),
    row(
        "policy",
        &["domain", "clock", "chance", "error"],
        "facts come through its own port, not from the store",
    ),
    row("store::blob", BLOB, "opaque bytes under opaque keys; no backend knows another"),
    row("store::catalog", CATALOG, "rows: not bytes, not rules"),
    row("store::sessions", BACKEND, "the live view of sessions"),
    row("store::reserve", NOTHING, "a file of zeros; the backends that keep one are not its affair"),
    row("store", STORE, "acts on grants; by which rules they were made is not its affair"),
    row("service", SERVICE, "authorize, act, answer: no backends, no wire"),
    row(
        "api",
        &["service", "domain", "error", "telemetry", "shutdown"],
        "the edge translates and decides nothing",
    ),
    row("api::grpc", GRPC, "protobuf in, domain out, and back"),
    row("api::http", HTTP, "HTTP in, domain out, and back"),
    row("serving", &["config", "chance", "shutdown"], "connections; what runs on them is handed in"),
    row("proto", NOTHING, "generated code and nothing else"),
    row("config", &["domain", "error"], "settings, not the things that are made of them"),
    row("telemetry", &["config", "error"], "importable by all but domain and policy"),
    row("shutdown", &["config", "error", "telemetry"], "importable by all but domain and policy"),
    row("ops", OPS, "offline work; what it needs of the store is handed to it by app"),
    row("cli", &["config"], "a client like any other: it uses the Rust SDK"),
    row("app", &["*"], "the only composition root"),
    row("main", &["app", "cli", "ops", "config", "telemetry", "error"], "parses, starts, ends"),
    row("docs", NOTHING, "decision notes"),
    row("lib", NOTHING, "the front page"),
];

const NOTHING: &[&str] = &[];
const BACKEND: &[&str] = &["domain", "clock", "error", "telemetry", "shutdown", "store::reserve"];
/// A bucket has more to be said of it than a path: its section of the settings, which are plain values.
#[rustfmt::skip]
const BLOB: &[&str] = &[
    "domain", "clock", "error", "telemetry", "shutdown", "store::reserve",
    "config::S3Config", "config::S3Encryption", "config::S3Flavor", "config::S3Keys",
];
#[rustfmt::skip]
const CATALOG: &[&str] = &["domain", "clock", "error", "telemetry", "shutdown", "store::reserve", "store::sessions::SessionRegistry"];
#[rustfmt::skip]
const STORE: &[&str] = &[
    "store::blob", "store::catalog", "store::sessions", "policy",
    "domain", "clock", "chance", "error", "config", "telemetry", "shutdown",
];
#[rustfmt::skip]
const SERVICE: &[&str] = &[
    // The one door and what it hands out.
    "store::Store", "store::Check", "store::Figures", "store::Finding", "store::FoundPage", "store::Listing",
    "store::Probe", "store::Reading", "store::Resolved", "store::LinkListing", "store::Rotated", "store::ScrubStep", "store::SessionListing", "store::SweepStep",
    "store::UploadListing", "store::UploadLife", "store::SignedPart", "store::NativeUrl", "store::Put", "policy",
    "config::Limits",
    "domain", "clock", "chance", "error", "telemetry", "shutdown",
];
const GRPC: &[&str] =
    &["service", "domain", "error", "proto", "policy::authenticate", "telemetry", "shutdown"];
const HTTP: &[&str] = &["service", "domain", "error", "policy::signed_url", "telemetry", "shutdown"];
const OPS: &[&str] = &["config", "domain", "error", "clock", "telemetry", "shutdown"];

/// The table, to be printed beside what broke it.
pub(crate) fn table() -> String {
    let mut text = String::from("The table (tests/tidy/imports.rs):\n");
    for Row { module, may_import, why } in TABLE {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "  {module:<16} may import [{}]: {why}", may_import.join(", "));
    }
    text
}

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    tree.rust().filter(|file| file.path.starts_with("src/")).flat_map(check_file).collect()
}

fn check_file(file: &Source) -> Vec<Finding> {
    let here = module_of(&file.path);
    let Some(row) = row_of(&here) else {
        return vec![file.finding(0, format!("module `{}` has no row in the import table", here.join("::")))];
    };
    paths(file, &here)
        .into_iter()
        .filter(|(_, path)| !allowed(row, path))
        .map(|(at, path)| {
            file.finding(at, format!("`{}` may not import `{}`: {}", row.module, path.join("::"), row.why))
        })
        .collect()
}

fn allowed(row: &Row, path: &[String]) -> bool {
    let own = row_of(path).is_some_and(|target| target.module == row.module);
    let named = row.may_import.iter().any(|entry| *entry == "*" || starts_with(path, entry));
    // The root itself (`crate::Result`, a macro) belongs to nobody.
    let root = path.len() == 1 && path[0].starts_with(|c: char| c.is_uppercase());
    own || named || root
}

/// The row with the longest name that this path lies beneath.
fn row_of(path: &[String]) -> Option<&'static Row> {
    TABLE.iter().filter(|row| starts_with(path, row.module)).max_by_key(|row| row.module.len())
}

fn starts_with(path: &[String], prefix: &str) -> bool {
    let prefix: Vec<&str> = prefix.split("::").collect();
    path.len() >= prefix.len() && path.iter().zip(&prefix).all(|(a, b)| a == b)
}

/// `src/store/blob/mod.rs` is `store::blob`.
fn module_of(path: &str) -> Vec<String> {
    let path = path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    path.split('/').map(ToOwned::to_owned).collect()
}

/// Every path into this crate that the file names, with its place, from the crate's root.
fn paths(file: &Source, here: &[String]) -> Vec<(usize, Vec<String>)> {
    let tokens = tokens(&file.product);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at].1 == "use" {
            at = use_tree(&tokens, at + 1, &[], &mut found);
        } else if starts_path(&tokens, at) {
            let start = tokens[at].0;
            let mut path = vec![tokens[at].1.to_owned()];
            while at + 2 < tokens.len() && tokens[at + 1].1 == "::" && is_name(tokens[at + 2].1) {
                path.push(tokens[at + 2].1.to_owned());
                at += 2;
            }
            found.push((start, path));
            at += 1;
        } else {
            at += 1;
        }
    }
    found.into_iter().filter_map(|(at, path)| Some((at, absolute(&path, here)?))).collect()
}

/// `crate`, `self`, `super` or this crate's own name before a `::`, but not the `crate::a` of `pub(in crate::a)`.
fn starts_path(tokens: &[(usize, &str)], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).map_or("", |i| tokens[i].1);
    ["crate", "super", "self", "artigrid"].contains(&tokens[at].1)
        && tokens.get(at + 1).is_some_and(|token| token.1 == "::")
        && before(1) != "::"
        && !(before(1) == "in" && before(2) == "(")
}

/// Expands `a::{b, c::d}` from the token behind `use`; answers where the code goes on.
fn use_tree(
    tokens: &[(usize, &str)],
    mut at: usize,
    prefix: &[String],
    found: &mut Vec<(usize, Vec<String>)>,
) -> usize {
    let mut path = prefix.to_vec();
    let start = tokens.get(at).map_or(0, |token| token.0);
    while let Some(&(_, token)) = tokens.get(at) {
        match token {
            "{" => {
                at += 1;
                while tokens.get(at).is_some_and(|token| token.1 != "}") {
                    at = use_tree(tokens, at, &path, found);
                    at += usize::from(tokens.get(at).is_some_and(|token| token.1 == ","));
                }
                return at + 1;
            }
            "as" => at += 2,
            "::" | "*" => at += 1,
            name if is_name(name) => {
                path.push(name.to_owned());
                at += 1;
            }
            _ => break, // `;`, `,` or `}`: the tree ends here
        }
    }
    if path.len() > prefix.len() {
        found.push((start, path));
    }
    at
}

/// From the crate's root; `None` for a path into another crate.
fn absolute(path: &[String], here: &[String]) -> Option<Vec<String>> {
    let mut base: Vec<String> = match path[0].as_str() {
        "crate" | "artigrid" => Vec::new(),
        "self" | "super" => here.to_vec(),
        _ => return None,
    };
    let mut rest = path;
    while let Some(first) = rest.first() {
        match first.as_str() {
            "crate" | "artigrid" | "self" => {}
            "super" => drop(base.pop()),
            _ => break,
        }
        rest = &rest[1..];
    }
    base.extend(rest.iter().cloned());
    (!base.is_empty()).then_some(base)
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c == '_' || c.is_alphabetic())
}

fn tokens(code: &str) -> Vec<(usize, &str)> {
    let bytes = code.as_bytes();
    let name = |byte: u8| byte == b'_' || byte.is_ascii_alphanumeric() || byte >= 0x80;
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let length = match bytes[at] {
            byte if byte.is_ascii_whitespace() => {
                at += 1;
                continue;
            }
            byte if name(byte) => bytes[at..].iter().take_while(|&&byte| name(byte)).count(),
            b':' if bytes.get(at + 1) == Some(&b':') => 2,
            _ => 1,
        };
        tokens.push((at, &code[at..at + length]));
        at += length;
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(path: &str, text: &str) -> Vec<String> {
        check(&Tree::of(vec![Source::new(path, text)]))
            .into_iter()
            .map(|finding| finding.to_string())
            .collect()
    }

    #[test]
    fn a_forbidden_use_is_found_in_every_spelling() {
        for text in [
            "use crate::store::Store;",
            "use crate::{error::Error, store::{self, upload}};",
            "fn f() { crate::store::open() }",
            "use super::super::store;",
            "pub(crate) use crate::store as s;",
        ] {
            let found = broken("src/policy/rules.rs", text);
            assert!(!found.is_empty() && found[0].contains("may not import `store"), "{text}: {found:?}");
        }
    }

    #[test]
    fn backends_do_not_know_each_other() {
        assert_eq!(broken("src/store/blob/memory.rs", "use crate::store::catalog::Catalog;").len(), 1);
        assert_eq!(broken("src/store/blob/memory.rs", "use super::super::upload;").len(), 1);
        assert_eq!(broken("src/store/upload.rs", "use super::catalog::Catalog;").len(), 0);
    }

    #[test]
    fn what_the_table_names_is_allowed() {
        assert_eq!(broken("src/service/artifacts.rs", "use crate::{policy::Policy, store::Store};"), [""; 0]);
        assert_eq!(
            broken("src/store/blob/filesystem.rs", "pub(in crate::store) use super::BlobStore;"),
            [""; 0]
        );
        assert_eq!(broken("src/main.rs", "use artigrid::app::App;"), [""; 0]);
    }

    #[test]
    fn tests_may_import_anything() {
        assert_eq!(
            broken("src/domain/ids.rs", "#[cfg(test)]\nmod tests { use crate::store::Store; }"),
            [""; 0]
        );
    }

    #[test]
    fn a_module_without_a_row_is_found() {
        assert_eq!(broken("src/helpers.rs", "").len(), 1);
    }
}
