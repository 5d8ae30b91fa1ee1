//! When a call is tried again.
//!
//! Only what may be repeated without harm, only on UNAVAILABLE (the one code that promises nothing
//! happened that matters), with growing, jittered waits, and a bounded number of times. What the
//! server asks for by `RetryInfo` is kept to, within the same bound.

use std::future::Future;
use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use crate::error::{Error, Result};

/// How often, and how long to wait between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    /// Tries in all; 1 = no retry. For a resumed download: tries without a new byte.
    pub attempts: u32,
    /// The first wait; doubled each time.
    pub first_wait: Duration,
    /// The longest wait.
    pub longest_wait: Duration,
}

impl Default for RetryPolicy {
    /// Five tries over about three seconds: outlasts a restart, not an outage.
    fn default() -> Self {
        Self { attempts: 5, first_wait: Duration::from_millis(200), longest_wait: Duration::from_secs(5) }
    }
}

/// Whether a call may be sent again when its answer was lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Repeat {
    /// Yes: it changes nothing, or a request id makes the server answer it once.
    Safe,
    /// No: the first try may have had its effect.
    Unsafe,
}

impl Repeat {
    /// A mutation is safe to repeat exactly when it carries a request id.
    pub(crate) fn by_request_id(request_id: &str) -> Self {
        if request_id.is_empty() { Self::Unsafe } else { Self::Safe }
    }
}

impl RetryPolicy {
    /// Calls until it works, must not be repeated, or the tries are used up.
    pub(crate) async fn run<T, F>(self, repeat: Repeat, mut call: impl FnMut() -> F) -> Result<T>
    where
        F: Future<Output = Result<T>>,
    {
        let mut tried = 0;
        loop {
            tried += 1;
            match call().await {
                Err(error) if repeat == Repeat::Safe && error.retryable() && tried < self.attempts => {
                    self.pause(tried, &error).await;
                }
                outcome => return outcome,
            }
        }
    }

    /// Waits before try number `tried + 1`.
    pub(crate) async fn pause(self, tried: u32, error: &Error) {
        tokio::time::sleep(self.wait(tried, error.retry_after())).await;
    }

    fn wait(self, tried: u32, asked: Option<Duration>) -> Duration {
        let doubled = self.first_wait.saturating_mul(1_u32.checked_shl(tried - 1).unwrap_or(u32::MAX));
        // Half of it is random: clients that failed together must not come back together.
        let wait = doubled.min(self.longest_wait);
        let jittered = wait / 2 + wait.mul_f64(chance() / 2.0);
        jittered.max(asked.unwrap_or_default().min(self.longest_wait))
    }
}

/// A number in 0..1. The standard library's hash keys are random enough for spreading waits, and
/// spare a dependency.
fn chance() -> f64 {
    let bits = RandomState::new().hash_one(0_u8) >> 32;
    f64::from(u32::try_from(bits).unwrap_or(u32::MAX)) / f64::from(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_are_jittered_and_bounded() {
        let policy = RetryPolicy::default();
        for tried in 1..40 {
            let full = policy.first_wait.saturating_mul(1 << (tried - 1).min(20)).min(policy.longest_wait);
            let wait = policy.wait(tried, None);
            assert!(wait >= full / 2 && wait <= full, "try {tried}: {wait:?} of {full:?}");
        }
        assert_eq!(policy.wait(1, Some(Duration::from_secs(3))), Duration::from_secs(3));
        assert!(policy.wait(1, Some(Duration::from_mins(15))) <= policy.longest_wait);
    }
}
