//! Was this caller answered before? Its own answers are all that it gets: the key has the caller in it.

use super::Policy;
use crate::domain::{Answer, Caller, Repeatable, RequestKey, Timestamp};
use crate::error::{Error, ErrorKind, Result};

impl Policy {
    /// What the caller's request was answered when it came before; refused if that was another request.
    pub async fn answered(
        &self,
        caller: &Caller,
        request: &Repeatable,
        now: Timestamp,
    ) -> Result<Option<Answer>> {
        match self.facts.answer(&RequestKey::of(caller, request), now).await? {
            Some(kept) if kept.fingerprint != request.fingerprint => Err(reused()),
            kept => Ok(kept.map(|kept| kept.answer)),
        }
    }

    /// Refuses a request for many things whose id belongs to another one.
    pub async fn check_batch(&self, caller: &Caller, request: &Repeatable, now: Timestamp) -> Result<()> {
        match self.facts.answered_item(&RequestKey::of(caller, request), now).await? {
            Some(fingerprint) if fingerprint != request.fingerprint => Err(reused()),
            Some(_) | None => Ok(()),
        }
    }
}

fn reused() -> Error {
    ErrorKind::RequestIdReused.error("this request_id was used for another request")
}
