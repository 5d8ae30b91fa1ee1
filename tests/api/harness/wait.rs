//! Waiting for something to come true, with a bound: never a sleep that hopes.

use std::future::Future;
use std::time::Duration;

/// How long it is asked again.
const PATIENCE: Duration = Duration::from_mins(1);
const PAUSE: Duration = Duration::from_millis(20);

/// Asks again and again until the answer is yes; fails the test after a minute.
pub(crate) async fn eventually<F: Future<Output = bool>>(what: &str, ask: impl FnMut() -> F) {
    eventually_within(PATIENCE, what, ask).await;
}

/// The same for what takes its time: fails the test after `bound`.
pub(crate) async fn eventually_within<F: Future<Output = bool>>(
    bound: Duration,
    what: &str,
    mut ask: impl FnMut() -> F,
) {
    let mut waited = Duration::ZERO;
    while waited < bound {
        if ask().await {
            return;
        }
        tokio::time::sleep(PAUSE).await;
        waited += PAUSE;
    }
    panic!("never came true: {what}");
}
