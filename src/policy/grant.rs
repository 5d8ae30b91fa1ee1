//! The proof that a caller may do one action on one resource.

use super::Action;
use crate::domain::{Caller, Timestamp};

/// Made by [`Policy`](super::Policy) alone, and the only argument by which the store is asked for anything.
///
/// It carries the action itself and what the decision found it to be about, and the store acts on these: there is no id
/// beside a grant. Its fields are private here, so nobody else can make one:
///
/// ```compile_fail,E0451
/// # use artigrid::{domain::{Artifact, Caller, Timestamp}, policy::{Grant, action::GetArtifact}};
/// # fn forge(action: GetArtifact, subject: Artifact, caller: Caller, at: Timestamp) -> Grant<GetArtifact> {
/// Grant { action, subject, caller, at }
/// # }
/// ```
///
/// nor reach what is behind the store without one:
///
/// ```compile_fail,E0603
/// use artigrid::store::catalog::Catalog;
/// ```
#[derive(Debug)]
pub struct Grant<A: Action> {
    action: A,
    subject: A::Subject,
    caller: Caller,
    at: Timestamp,
}

impl<A: Action> Grant<A> {
    /// Only a decision makes a grant.
    pub(in crate::policy) fn new(action: A, subject: A::Subject, caller: &Caller, at: Timestamp) -> Self {
        Self { action, subject, caller: caller.clone(), at }
    }

    /// What may be done.
    pub fn action(&self) -> &A {
        &self.action
    }

    /// What it may be done to, as it was when that was decided.
    pub fn subject(&self) -> &A::Subject {
        &self.subject
    }

    /// Who may do it.
    pub fn caller(&self) -> &Caller {
        &self.caller
    }

    /// When that was decided.
    pub fn at(&self) -> Timestamp {
        self.at
    }
}
