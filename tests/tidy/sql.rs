//! SQL stands in files, each of them is used, and no query asks the database for the time or for chance.

use super::source::{Finding, Source, Tree, words};
use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

/// In SQL and in Lua. The store hands `now` to every query that needs it.
const TIME_AND_CHANCE: &[&str] = &[
    "now()",
    "CURRENT_TIMESTAMP",
    "CURRENT_TIME",
    "CURRENT_DATE",
    "datetime(",
    "unixepoch(",
    "julianday(",
    "strftime(",
    "clock_timestamp(",
    "random()",
    "gen_random_uuid(",
    "redis.call('TIME'",
    "redis.call(\"TIME\"",
];

/// Rust files that may hold statements of their own.
const SQL_IN_RUST: &[(&str, &str)] = &[
    ("src/store/catalog/search_sql.rs", "a search has as many shapes as its filter, so it is built"),
    ("src/store/blob/sqlite.rs", "three statements over two tables"),
    ("src/store/blob/sqlite/parts.rs", "a few statements over two more"),
];

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = dead_files(tree);
    for file in &tree.files {
        findings.extend(time_and_chance(file));
        findings.extend(statements_in_rust(file));
    }
    findings
}

fn dead_files(tree: &Tree) -> Vec<Finding> {
    let used: BTreeSet<PathBuf> = tree.rust().flat_map(included).collect();
    let sql = tree.files.iter().filter(|file| file.path.ends_with(".sql") || file.path.ends_with(".lua"));
    // What fills a test's tables is named by the test, whose literals are not looked at.
    let sql = sql.filter(|file| !file.path.contains("/tests/"));
    sql.filter(|file| !file.path.contains("/migrations/") && !used.contains(Path::new(&file.path)))
        .map(|file| file.finding(0, "no include_str! names this file: delete it or use it"))
        .collect()
}

/// What the file's literals name beside it, as `include_str!("queries/find.sql")` does.
fn included(file: &Source) -> Vec<PathBuf> {
    let folder = Path::new(&file.path).parent().unwrap_or(Path::new(""));
    let names =
        file.strings.split_whitespace().filter(|word| word.ends_with(".sql") || word.ends_with(".lua"));
    names.map(|name| normal(&folder.join(name))).collect()
}

fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => drop(normal.pop()),
            Component::CurDir => {}
            other => normal.push(other),
        }
    }
    normal
}

fn time_and_chance(file: &Source) -> Vec<Finding> {
    let text = match file.path.rsplit('.').next() {
        Some("sql" | "lua") => without_comments(&file.text),
        Some("rs") => file.strings.clone(),
        _ => return Vec::new(),
    };
    let text = text.to_ascii_lowercase();
    TIME_AND_CHANCE
        .iter()
        .flat_map(|word| {
            words(&text, &word.to_ascii_lowercase()).collect::<Vec<_>>().into_iter().map(move |at| (at, word))
        })
        .map(|(at, word)| file.finding(at, format!("`{word}`: time and chance are arguments; bind `now`")))
        .collect()
}

/// Spaces in place of comments, so that places stay.
fn without_comments(text: &str) -> String {
    let code_of = |line: &str| line.split("--").next().unwrap_or("").len();
    let lines = text.split('\n').map(|line| {
        let (code, comment) = line.split_at(code_of(line));
        format!("{code}{}", " ".repeat(comment.len()))
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn statements_in_rust(file: &Source) -> Vec<Finding> {
    const VERBS: [&str; 5] = ["SELECT ", "INSERT ", "UPDATE ", "DELETE FROM ", "CREATE TABLE "];
    if !file.path.ends_with(".rs") || SQL_IN_RUST.iter().any(|(path, _)| file.path == *path) {
        return Vec::new();
    }
    VERBS
        .iter()
        .flat_map(|verb| words(&file.strings, verb))
        .filter(|&at| at > 0 && file.code.as_bytes()[at - 1] == b'"')
        .map(|at| {
            file.finding(at, "SQL in Rust: put it into a file under queries/, or the home of built SQL")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(files: &[(&str, &str)]) -> usize {
        check(&Tree::of(files.iter().map(|(path, text)| Source::new(path, text)).collect())).len()
    }

    #[test]
    fn a_file_that_nothing_includes_is_found() {
        let sql = ("src/store/catalog/sqlite/queries/find.sql", "SELECT 1");
        assert_eq!(broken(&[sql, ("src/store/catalog/sqlite/mod.rs", "")]), 1);
        let by = "const A: &str = include_str!(\"queries/find.sql\");";
        assert_eq!(broken(&[sql, ("src/store/catalog/sqlite/mod.rs", by)]), 0);
        assert_eq!(broken(&[("src/store/catalog/sqlite/migrations/1.sql", "SELECT 1")]), 0);
    }

    #[test]
    fn time_asked_of_the_database_is_found_but_not_in_comments() {
        for word in TIME_AND_CHANCE {
            assert_eq!(broken(&[("src/a/migrations/1.sql", &format!("SELECT {word}"))]), 1, "{word}");
        }
        assert_eq!(broken(&[("src/a/migrations/1.sql", "-- never now()\nSELECT 1")]), 0);
        assert_eq!(broken(&[("src/a.rs", "fn a() { b(\"... WHERE c < now()\") }")]), 1);
    }

    #[test]
    fn statements_in_rust_are_found_outside_their_home() {
        assert_eq!(broken(&[("src/service/a.rs", "const A: &str = \"SELECT 1\";")]), 1);
        assert_eq!(broken(&[("src/service/a.rs", "const A: &str = \"please SELECT one\";")]), 0);
        assert_eq!(broken(&[("src/store/catalog/search_sql.rs", "const A: &str = \"SELECT 1\";")]), 0);
    }
}
