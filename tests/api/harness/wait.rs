//! Waiting for something to come true, with a bound: never a sleep that hopes.

use std::future::Future;
use std::time::Duration;

/// How often the question is put.
const PAUSE: Duration = Duration::from_millis(20);

/// Asks again and again until the answer is yes; fails the test after ten seconds.
pub(crate) async fn eventually<F: Future<Output = bool>>(what: &str, ask: impl FnMut() -> F) {
    eventually_within(Duration::from_secs(10), what, ask).await;
}

/// The same, with another bound.
pub(crate) async fn eventually_within<F: Future<Output = bool>>(
    bound: Duration,
    what: &str,
    mut ask: impl FnMut() -> F,
) {
    for _ in 0..bound.as_millis() / PAUSE.as_millis() {
        if ask().await {
            return;
        }
        tokio::time::sleep(PAUSE).await;
    }
    panic!("never came true: {what}");
}
