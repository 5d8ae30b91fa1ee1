//! Whose sessions may this caller look through? Those that it may bind.

use super::action::{Action as _, ListSessions};
use super::rules;
use super::{Grant, Policy, ReadFrom, denied, denied_scope};
use crate::domain::{Caller, Role, Scope, SessionState, Timestamp};
use crate::error::{ResourceType, Result};

impl Policy {
    /// May the caller look through sessions, and which?
    pub async fn over_sessions(
        &self,
        caller: &Caller,
        action: ListSessions,
        now: Timestamp,
    ) -> Result<Grant<ListSessions>> {
        let owner = action.owner.as_ref();
        let from = match (&caller.session, &caller.user) {
            _ if caller.role == Role::Operator => {
                return Err(denied_scope(ListSessions::VERB, Scope::Session));
            }
            (Some(id), _) => {
                let named = self.facts.session(&caller.sandbox, id, now).await?;
                let foreign = named.as_ref().is_some_and(|session| {
                    !rules::may_bind(caller, session)
                        || owner.is_some_and(|owner| session.user.as_ref() != Some(owner))
                });
                if foreign {
                    return Err(denied(ListSessions::VERB, ResourceType::Session, id));
                }
                // What is over, or never was, is no live session.
                ReadFrom::Sessions(
                    named.into_iter().filter(|session| session.state(now) == SessionState::Live).collect(),
                )
            }
            (None, Some(user)) if owner.is_some_and(|owner| owner != user) => {
                return Err(denied_scope(ListSessions::VERB, Scope::Session));
            }
            (None, Some(user)) => ReadFrom::User(user.clone()),
            // Naming nobody, a person would have been refused before; who acts for others may bind any.
            (None, None) => {
                owner.map_or(ReadFrom::Everyone(Scope::Session), |owner| ReadFrom::User(owner.clone()))
            }
        };
        Ok(Grant::new(action, from, caller, now))
    }
}
