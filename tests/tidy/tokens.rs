//! What has one home: words that may stand in a few modules only, each with what to write instead.

use super::source::{Finding, Source, Tree, words};

/// Words of code, the paths under `src/` where they may stand, and what to write elsewhere.
struct Home {
    words: &'static [&'static str],
    homes: &'static [&'static str],
    instead: &'static str,
}

const fn home(words: &'static [&'static str], homes: &'static [&'static str], instead: &'static str) -> Home {
    Home { words, homes, instead }
}

const HOMES: &[Home] = &[
    home(
        &["tonic::", "tonic_types::", "tonic_prost::", "tonic_reflection::"],
        &["api/", "serving/", "proto.rs", "app.rs"],
        "speak domain types and `crate::error`; the gRPC edge translates",
    ),
    home(&["axum::"], &["api/http/", "app.rs"], "speak domain types; the HTTP edge translates"),
    home(
        &["prost::", "prost_types::"],
        &["api/grpc/", "proto.rs"],
        "speak domain types; `convert` translates",
    ),
    home(&["artigrid_client::"], &["cli/"], "the SDK is for clients; the server has its own types"),
    home(&["sqlx::"], &["store/catalog/", "store/blob/sqlite.rs", "store/blob/sqlite/"], "ask the catalog"),
    home(
        &["redis::", "bb8_redis::"],
        &["store/sessions/redis.rs", "store/sessions/redis/"],
        "ask the session registry",
    ),
    home(&["aws_sdk_s3::", "aws_config::"], &["store/blob/s3.rs", "store/blob/s3/"], "ask the blob store"),
    home(
        &["SystemTime::now", "Instant::now", "Timestamp::now", "Zoned::now", "Utc::now"],
        &["clock.rs", "cli/"],
        "take `now` as an argument; `crate::clock` is read at the service layer (waits: tokio::time, which tests pause)",
    ),
    home(
        &["env::var", "env::var_os", "env::vars", "env::vars_os"],
        &["config/", "config.rs"],
        "a documented field of `crate::config`",
    ),
    home(
        &["tokio::spawn", "task::spawn", "JoinSet::new", "thread::spawn", "thread::Builder"],
        &["shutdown.rs"],
        "spawn through `crate::shutdown`, so that the drain waits for it",
    ),
    home(
        &["rand::rng", "rand::random", "thread_rng", "from_os_rng", "Uuid::now_v7", "Uuid::new_v4"],
        &["chance.rs"],
        "take the injected `Chance`; ids are made in `domain/ids.rs`",
    ),
    home(
        &["fs::write", "File::create"],
        &["store/blob/filesystem.rs", "store/blob/filesystem/", "cli/", "ops/"],
        "staging, fsync, rename, fsync of the folder: `store/blob/filesystem.rs`",
    ),
    home(&["process::exit"], &["main.rs"], "return an error, or an `ExitCode` from main"),
    home(
        &["println!", "print!", "eprintln!", "eprint!"],
        &["cli/", "main.rs", "app.rs"],
        "speak through `tracing`; app.rs has the banner",
    ),
];

/// Tools of IO that the inner modules do not know at all.
const PURE: &[&str] = &["domain/", "policy/", "error.rs"];
const IO: &[&str] =
    &["tokio::", "sqlx::", "tonic::", "axum::", "hyper::", "std::fs", "std::net", "reqwest::"];

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    tree.rust().filter(|file| file.path.starts_with("src/")).flat_map(check_file).collect()
}

fn check_file(file: &Source) -> Vec<Finding> {
    let name = file.path.trim_start_matches("src/");
    let mut findings = Vec::new();
    for Home { words: banned, homes, instead } in HOMES {
        if homes.iter().any(|home| name.starts_with(home)) {
            continue;
        }
        for word in *banned {
            let places = words(&file.product, word).filter(|&at| !is_segment(&file.product, at, word));
            findings.extend(
                places.map(|at| file.finding(at, format!("`{word}` has its home in {homes:?}: {instead}"))),
            );
        }
    }
    if PURE.iter().any(|pure| name.starts_with(pure)) {
        for word in IO {
            let places = words(&file.product, word).filter(|&at| !is_segment(&file.product, at, word));
            findings.extend(
                places.map(|at| file.finding(at, format!("`{word}` in a module of plain values and rules"))),
            );
        }
    }
    findings
}

/// `sqlx::` names a crate only at the start of a path; `a::fs::write` is the same function wherever it stands.
fn is_segment(code: &str, at: usize, word: &str) -> bool {
    word.ends_with("::") && code[..at].ends_with("::")
}

/// Work that was left for later, anywhere in the tree but in this rule's own files.
const UNFINISHED: &[&str] = &["TODO", "FIXME", "XXX", "todo!", "unimplemented!"];

pub(crate) fn unfinished(tree: &Tree) -> Vec<Finding> {
    let files = tree.files.iter().filter(|file| !file.path.starts_with("tests/tidy"));
    files
        .flat_map(|file| {
            UNFINISHED.iter().flat_map(move |word| {
                words(&file.text, word).map(move |at| {
                    file.finding(
                        at,
                        format!("`{word}`: finish it, or file an issue and answer UNIMPLEMENTED"),
                    )
                })
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(path: &str, text: &str) -> usize {
        check(&Tree::of(vec![Source::new(path, text)])).len()
    }

    #[test]
    fn each_word_is_found_outside_its_home() {
        for Home { words, .. } in HOMES {
            for word in *words {
                assert_eq!(broken("src/service/artifacts.rs", &format!("fn a() {{ {word} }}")), 1, "{word}");
            }
        }
    }

    #[test]
    fn a_word_is_allowed_at_home_in_tests_and_in_prose() {
        assert_eq!(broken("src/shutdown.rs", "fn a() { tokio::spawn(b) }"), 0);
        assert_eq!(broken("src/store/mod.rs", "#[cfg(test)]\nfn a() { tokio::spawn(b) }"), 0);
        assert_eq!(broken("src/store/mod.rs", "// tokio::spawn\nconst A: &str = \"tokio::spawn\";"), 0);
        assert_eq!(broken("src/store/mod.rs", "use crate::store::sessions::redis::Redis;"), 0);
    }

    #[test]
    fn values_know_no_io() {
        assert_eq!(broken("src/domain/ids.rs", "use tokio::fs;"), 1);
    }

    #[test]
    fn unfinished_work_is_found_in_any_file() {
        for word in UNFINISHED {
            let tree = Tree::of(vec![Source::new("proto/a.proto", &format!("// {word} later"))]);
            assert_eq!(unfinished(&tree).len(), 1, "{word}");
        }
    }
}
