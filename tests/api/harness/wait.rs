//! Waiting for something to come true, with a bound: never a sleep that hopes.

use std::future::Future;
use std::time::Duration;

/// Asks again and again until the answer is yes; fails the test after ten seconds.
pub(crate) async fn eventually<F: Future<Output = bool>>(what: &str, mut ask: impl FnMut() -> F) {
    for _ in 0..500 {
        if ask().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("never came true: {what}");
}
