//! No test sleeps: it advances the clock, runs the sweeper once, or waits for a condition with a bound.

use super::source::{Finding, Source, Tree};

const SLEEPS: &[&str] = &[
    "thread::sleep(",
    "time::sleep(",
    "tokio::sleep(",
    "time.sleep(",
    "asyncio.sleep(",
    "Thread.sleep(",
    "time.Sleep(",
];

/// Files that may, with the reason.
const MAY_SLEEP: &[(&str, &str)] = &[
    ("tests/api/harness/wait.rs", "the one bounded wait for a condition; it polls what has no signal"),
    ("clients/python/tests/waiting.py", "the same, for the scenarios that Python replays"),
    ("tests/services/", "it waits with a bound for servers to answer, which nothing announces"),
    ("tests/heavy_proofs/", "a kill at a random moment is a wait by nature"),
];

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    tree.files.iter().filter(|file| is_test(&file.path)).flat_map(check_file).collect()
}

/// `tests/…` and `clients/*/tests/…`, and nothing of these rules.
fn is_test(path: &str) -> bool {
    let ours = path.starts_with("tests/") || (path.starts_with("clients/") && path.contains("/tests/"));
    ours && !path.starts_with("tests/tidy") && !MAY_SLEEP.iter().any(|(allowed, _)| path.starts_with(allowed))
}

fn check_file(file: &Source) -> Vec<Finding> {
    SLEEPS
        .iter()
        .flat_map(|sleep| file.code.match_indices(sleep))
        .map(|(at, sleep)| {
            file.finding(at, format!("`{sleep}` in a test: advance the clock or wait for a condition"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sleep_is_found_in_tests_only() {
        let text = "fn a() { tokio::time::sleep(b).await }";
        let found = |path| check(&Tree::of(vec![Source::new(path, text)])).len();
        assert_eq!(found("tests/api/uploads.rs"), 1);
        assert_eq!(found("clients/rust/tests/retry.rs"), 1);
        assert_eq!(found("clients/rust/src/retry.rs"), 0);
        assert_eq!(found("tests/api/harness/wait.rs"), 0);
    }
}
