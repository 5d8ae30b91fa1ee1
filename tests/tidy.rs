//! House rules that no compiler knows, held on the text of the tree.
//!
//! Each rule is a small module: what it forbids is data at its top, what it found is a list of [`Finding`]s, and
//! its own tests show on a made-up snippet that it can fail. An exception is a line in that data, with its reason.
#![expect(clippy::case_sensitive_file_extension_comparisons, reason = "the files are our own")]

mod tidy {
    pub(crate) mod imports;
    pub(crate) mod length;
    pub(crate) mod readme;
    pub(crate) mod rows;
    pub(crate) mod sleeps;
    pub(crate) mod source;
    pub(crate) mod sql;
    pub(crate) mod tokens;
}

use tidy::source::{Finding, Tree};

#[test]
fn modules_import_only_what_the_table_allows() {
    let findings = tidy::imports::check(&Tree::read(&["src"]));
    assert_clean(&findings, &tidy::imports::table());
}

#[test]
fn what_has_one_home_is_used_only_there() {
    let mut findings = tidy::tokens::check(&Tree::read(&["src"]));
    findings.extend(tidy::tokens::unfinished(&Tree::read(&["src", "clients", "proto", "tests", "benches"])));
    assert_clean(&findings, "");
}

#[test]
fn files_and_functions_fit_on_a_few_screens() {
    assert_clean(&tidy::length::check(&Tree::read(&["src", "clients/rust/src", "benches"])), "");
}

#[test]
fn every_sql_file_is_used_and_none_asks_for_the_time() {
    assert_clean(&tidy::sql::check(&Tree::read(&["src"])), "");
}

#[test]
fn no_test_sleeps() {
    assert_clean(&tidy::sleeps::check(&Tree::read(&["tests", "clients"])), "");
}

#[test]
fn readme_names_every_module() {
    match tidy::readme::check(&Tree::read(&["src", "README.md"])) {
        Some(findings) => assert_clean(&findings, ""),
        None => tidy::source::say_loudly(
            "SKIPPED: README.md has no heading with the word `map`; nothing was compared",
        ),
    }
}

#[test]
fn every_row_of_the_feature_list_that_is_built_has_a_test_on_the_wire() {
    let missing = tidy::rows::unproven(&Tree::read(tidy::rows::ON_THE_WIRE));
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

fn assert_clean(findings: &[Finding], help: &str) {
    let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert!(findings.is_empty(), "{} found\n\n{}\n\n{help}", findings.len(), lines.join("\n"));
}
