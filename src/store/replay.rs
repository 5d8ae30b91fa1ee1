//! What a grant's request is kept under, with its answer.

use super::catalog::Replay;
use crate::domain::{Repeatable, RequestKey};
use crate::policy::{Action, Grant};

/// The record to keep with the effect, if the request has an id.
pub(super) fn replay<A: Action>(grant: &Grant<A>, request: Option<&Repeatable>) -> Option<Replay> {
    request.map(|request| Replay {
        key: RequestKey::of(grant.caller(), request),
        fingerprint: request.fingerprint,
    })
}
