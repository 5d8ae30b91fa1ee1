//! Who may look after the server: operators all of it, admins the figures of their own sandbox.

use super::action::{Action, GetStats};
use super::{Grant, Policy, rules};
use crate::domain::{Caller, SandboxId, Timestamp};
use crate::error::{Error, ErrorKind, Result};

/// Of what figures may be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FiguresOf {
    /// One sandbox.
    Sandbox(SandboxId),
    /// The whole server.
    Server,
}

impl Policy {
    /// May the caller do this to the server?
    pub fn on_server<A: Action<Subject = ()>>(
        &self,
        caller: &Caller,
        action: A,
        now: Timestamp,
    ) -> Result<Grant<A>> {
        if rules::operates(caller) {
            return Ok(Grant::new(action, (), caller, now));
        }
        Err(denied_server(A::VERB))
    }

    /// May the caller see figures, and of what?
    pub fn over_figures(&self, caller: &Caller, action: GetStats, now: Timestamp) -> Result<Grant<GetStats>> {
        let of = match &action.sandbox {
            Some(sandbox) if rules::operates(caller) => FiguresOf::Sandbox(sandbox.clone()),
            None if rules::operates(caller) => FiguresOf::Server,
            None if rules::administers(caller) => FiguresOf::Sandbox(caller.sandbox.clone()),
            Some(_) | None => return Err(denied_server(GetStats::VERB)),
        };
        Ok(Grant::new(action, of, caller, now))
    }
}

fn denied_server(verb: &str) -> Error {
    ErrorKind::AccessDenied.error(format!("the caller may not {verb} what the server keeps"))
}
