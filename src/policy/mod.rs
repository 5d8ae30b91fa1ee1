//! May this caller do this?
//!
//! A caller wants to do an *action* on a *resource*. [`Policy`] looks up the few facts that the answer needs (through
//! its own port, [`Facts`]), asks the table in [`rules`], and gives a [`Grant`] or an error. A grant is the only key to
//! the store: nothing else makes one, and the store reads from it what to act on, so one cannot be allowed X and do Y.
//!
//! Three answers that are not yes:
//! - *unknown* (`…_NOT_FOUND`): there is no such thing in the caller's sandbox. The same query finds that an id of
//!   another sandbox is nothing here, so the boundary hides even that it exists.
//! - *denied* (`ACCESS_DENIED`): it is in the caller's sandbox and not the caller's. Only the id asked for is named.
//! - *over* (`…_EXPIRED`): it was the caller's. Ownership is checked before expiry.
//!
//! What a caller that names somebody may do is exactly what that one may. Identity never comes from request fields; a
//! session named in one is only ever a choice among those that the caller may bind.

pub mod action;
mod copy;
mod facts;
mod grant;
mod links;
mod replay;
pub mod rules;
mod server;
mod sessions;
pub mod signed_url;
mod uploads;

use std::sync::Arc;
use std::time::Duration;

pub use action::Action;
pub use copy::Copying;
pub use facts::{Facts, Known};
pub use grant::Grant;
pub use links::Linked;
pub use server::FiguresOf;
pub use uploads::UploadsOf;

use self::action::{IntoScope, OnArtifact, OnSession, OverScope};
use self::rules::Access;
use crate::domain::{
    Artifact, ArtifactId, ArtifactState, Caller, Owner, Role, Scope, Session, SessionId, SessionState,
    Timestamp, UserId,
};
use crate::error::{Error, ErrorKind, ResourceType, Result};

/// How long something whose time is over is still said to have expired, before it is unknown.
const MEMORY: Duration = Duration::from_hours(24);

/// Where a write of a new artifact goes: what of it must be begun, the store begins.
#[derive(Debug, Clone, PartialEq)]
pub enum WriteInto {
    /// The sandbox's own.
    Sandbox,
    /// A user's.
    User(UserId),
    /// A live session's.
    Session(Box<Session>),
    /// A new incarnation of a session; without an id, one gets a new name.
    Begin {
        /// The name it shall have.
        id: Option<SessionId>,
        /// Whose it shall be.
        user: Option<UserId>,
    },
    /// The one automatic session of this user.
    Automatic(UserId),
}

/// Whose artifacts a caller may look through.
#[derive(Debug, Clone, PartialEq)]
pub enum ReadFrom {
    /// These live sessions'.
    Sessions(Vec<Session>),
    /// A user's.
    User(UserId),
    /// The sandbox's own, or, for an admin, everybody's of another scope.
    Everyone(Scope),
}

/// Decides, and is the only one that does.
#[derive(Clone)]
pub struct Policy {
    facts: Arc<dyn Facts>,
}

impl Policy {
    /// A policy that knows what `facts` tell it.
    pub fn new(facts: Arc<dyn Facts>) -> Self {
        Self { facts }
    }

    /// May the caller do this to an artifact that is there?
    pub async fn on_artifact<A: OnArtifact>(
        &self,
        caller: &Caller,
        action: A,
        now: Timestamp,
    ) -> Result<Grant<A>> {
        let artifact = self.live_artifact::<A>(caller, action.artifact(), now).await?;
        Ok(Grant::new(action, artifact, caller, now))
    }

    async fn live_artifact<A: Action>(
        &self,
        caller: &Caller,
        id: ArtifactId,
        now: Timestamp,
    ) -> Result<Artifact> {
        let Some(known) = self.facts.artifact(&caller.sandbox, id).await? else {
            return Err(artifact_not_found(id));
        };
        let owner = owner_of(&known);
        let standing = rules::standing(caller, owner);
        if !rules::allows(owner.scope(), A::ACCESS, standing) {
            return Err(denied(A::VERB, ResourceType::Artifact, id));
        }
        live(Some(known), id, now)
    }

    /// May the caller make a new artifact there?
    pub async fn into_scope<A: IntoScope>(
        &self,
        caller: &Caller,
        action: A,
        now: Timestamp,
    ) -> Result<Grant<A>> {
        let into = match action.scope() {
            Scope::Sandbox => write_sandbox::<A>(caller)?,
            Scope::User => write_user::<A>(caller)?,
            Scope::Session => self.write_session::<A>(caller, action.session(), now).await?,
        };
        Ok(Grant::new(action, into, caller, now))
    }

    /// May the caller look through this scope?
    pub async fn over_scope<A: OverScope>(
        &self,
        caller: &Caller,
        action: A,
        now: Timestamp,
    ) -> Result<Grant<A>> {
        let from = match action.scope() {
            Scope::Sandbox => ReadFrom::Everyone(Scope::Sandbox),
            Scope::User => read_user::<A>(caller, action.owner())?,
            Scope::Session => self.read_sessions::<A>(caller, &action, now).await?,
        };
        if caller.role == Role::Operator {
            return Err(denied_scope(A::VERB, action.scope()));
        }
        Ok(Grant::new(action, from, caller, now))
    }

    /// May the caller do this to a session that is live?
    pub async fn on_session<A: OnSession>(
        &self,
        caller: &Caller,
        action: A,
        now: Timestamp,
    ) -> Result<Grant<A>> {
        let id = action.session();
        let Some(session) = self.facts.session(&caller.sandbox, id, now).await? else {
            return Err(session_not_found(id));
        };
        if !rules::may_bind(caller, &session) {
            return Err(denied(A::VERB, ResourceType::Session, id));
        }
        match session.state(now) {
            SessionState::Live => Ok(Grant::new(action, session, caller, now)),
            SessionState::Expired => Err(session_over(&session, now)),
            SessionState::Ended => Err(session_not_found(id)),
        }
    }

    /// May the caller begin a session of this name (or of a new one)? What is live is told by the store, which makes it.
    pub async fn begin_session(
        &self,
        caller: &Caller,
        action: action::CreateSession,
        now: Timestamp,
    ) -> Result<Grant<action::CreateSession>> {
        let wanted = action.id.as_ref().or(caller.session.as_ref());
        let foreign_name = caller.session.is_some() && caller.session.as_ref() != wanted;
        if caller.role == Role::Operator || foreign_name {
            return Err(denied_scope(action::CreateSession::VERB, Scope::Session));
        }
        let known = match wanted {
            Some(id) => self.facts.session(&caller.sandbox, id, now).await?,
            None => None,
        };
        let into = match (known, wanted) {
            (Some(known), Some(id)) if known.user != caller.user => {
                return Err(denied(action::CreateSession::VERB, ResourceType::Session, id));
            }
            (_, wanted) => WriteInto::Begin { id: wanted.cloned(), user: caller.user.clone() },
        };
        Ok(Grant::new(action, into, caller, now))
    }

    async fn write_session<A: Action>(
        &self,
        caller: &Caller,
        chosen: Option<&SessionId>,
        now: Timestamp,
    ) -> Result<WriteInto> {
        if caller.role == Role::Operator {
            return Err(denied_scope(A::VERB, Scope::Session));
        }
        let Some(id) = choose_session::<A>(caller, chosen)? else {
            return Ok(match &caller.user {
                Some(user) => WriteInto::Automatic(user.clone()),
                None => WriteInto::Begin { id: None, user: None },
            });
        };
        let begin = || WriteInto::Begin { id: Some(id.clone()), user: caller.user.clone() };
        match self.facts.session(&caller.sandbox, id, now).await? {
            None => Ok(begin()),
            Some(session) if session.state(now) == SessionState::Live => {
                if rules::may_bind(caller, &session) {
                    return Ok(WriteInto::Session(Box::new(session)));
                }
                Err(denied(A::VERB, ResourceType::Session, id))
            }
            // The name is free again, but what it held is still on record: only for whom it was.
            Some(over) if over.user == caller.user => Ok(begin()),
            Some(_) => Err(denied(A::VERB, ResourceType::Session, id)),
        }
    }

    async fn read_sessions<A: OverScope>(
        &self,
        caller: &Caller,
        action: &A,
        now: Timestamp,
    ) -> Result<ReadFrom> {
        let Some(id) = choose_session::<A>(caller, action.session())? else {
            return self.read_live_sessions::<A>(caller, action.owner(), now).await;
        };
        let Some(session) = self.facts.session(&caller.sandbox, id, now).await? else {
            return Err(session_not_found(id));
        };
        let foreign = action.owner().is_some_and(|owner| session.user.as_ref() != Some(owner));
        if foreign || !rules::may_bind(caller, &session) {
            return Err(denied(A::VERB, ResourceType::Session, id));
        }
        match session.state(now) {
            SessionState::Live => Ok(ReadFrom::Sessions(vec![session])),
            SessionState::Expired | SessionState::Ended => Err(session_over(&session, now)),
        }
    }

    async fn read_live_sessions<A: OverScope>(
        &self,
        caller: &Caller,
        owner: Option<&UserId>,
        now: Timestamp,
    ) -> Result<ReadFrom> {
        let everything = caller.role == Role::Admin && caller.names_nobody();
        let user = match (&caller.user, owner) {
            (Some(user), Some(owner)) if user != owner => return Err(denied_scope(A::VERB, Scope::Session)),
            (Some(user), _) => user,
            (None, Some(owner)) if everything => owner,
            (None, None) if everything => return Ok(ReadFrom::Everyone(Scope::Session)),
            (None, _) => return Err(denied_scope(A::VERB, Scope::Session)),
        };
        Ok(ReadFrom::Sessions(self.facts.live_sessions_of(&caller.sandbox, user, now).await?))
    }
}

fn owner_of(known: &Known) -> &Owner {
    match known {
        Known::Artifact(artifact) => &artifact.owner,
        Known::Tombstone { owner, .. } => owner,
    }
}

/// What is known, if it is live. Whether the sweep came by meanwhile makes no difference to what is said of the rest.
fn live(known: Option<Known>, id: ArtifactId, now: Timestamp) -> Result<Artifact> {
    let ended = match known {
        None => return Err(artifact_not_found(id)),
        Some(Known::Artifact(artifact)) => match artifact.state(now) {
            ArtifactState::Live => return Ok(*artifact),
            ArtifactState::Deleted => return Err(artifact_not_found(id)),
            ArtifactState::Expired => artifact.expires().unwrap_or(now),
        },
        Some(Known::Tombstone { expired_at, .. }) => expired_at,
    };
    if ended.plus(MEMORY) <= now { Err(artifact_not_found(id)) } else { Err(artifact_expired(id)) }
}

fn write_sandbox<A: Action>(caller: &Caller) -> Result<WriteInto> {
    let standing = rules::standing(caller, &Owner::Sandbox);
    if rules::allows(Scope::Sandbox, Access::Write, standing) {
        return Ok(WriteInto::Sandbox);
    }
    Err(denied_scope(A::VERB, Scope::Sandbox))
}

fn write_user<A: Action>(caller: &Caller) -> Result<WriteInto> {
    match &caller.user {
        _ if caller.role == Role::Operator => Err(denied_scope(A::VERB, Scope::User)),
        Some(user) => Ok(WriteInto::User(user.clone())),
        None => {
            Err(Error::invalid("scope", "user scope needs a user: name one in the metadata `artigrid-user`"))
        }
    }
}

/// The session that a request is about: the one it chooses, which must be the caller's own if it names one.
fn choose_session<'a, A: Action>(
    caller: &'a Caller,
    chosen: Option<&'a SessionId>,
) -> Result<Option<&'a SessionId>> {
    match (&caller.session, chosen) {
        (Some(named), Some(chosen)) if named != chosen => Err(denied(A::VERB, ResourceType::Session, chosen)),
        (named, chosen) => Ok(chosen.or(named.as_ref())),
    }
}

fn read_user<A: Action>(caller: &Caller, owner: Option<&UserId>) -> Result<ReadFrom> {
    let everything = caller.role == Role::Admin && caller.names_nobody();
    match (&caller.user, owner) {
        (Some(user), Some(owner)) if user != owner => Err(denied_scope(A::VERB, Scope::User)),
        (Some(user), _) => Ok(ReadFrom::User(user.clone())),
        (None, Some(owner)) if everything => Ok(ReadFrom::User(owner.clone())),
        (None, None) if everything => Ok(ReadFrom::Everyone(Scope::User)),
        (None, _) => Err(denied_scope(A::VERB, Scope::User)),
    }
}

fn denied(verb: &str, kind: ResourceType, name: impl std::fmt::Display) -> Error {
    let what = kind.name();
    ErrorKind::AccessDenied.error(format!("the caller may not {verb} this {what}")).about(kind, name)
}

fn denied_scope(verb: &str, scope: Scope) -> Error {
    let scope = match scope {
        Scope::Session => "session scope",
        Scope::User => "user scope",
        Scope::Sandbox => "sandbox scope",
    };
    ErrorKind::AccessDenied.error(format!("the caller may not {verb} in {scope}"))
}

fn artifact_not_found(id: ArtifactId) -> Error {
    ErrorKind::ArtifactNotFound.error("no such artifact").about(ResourceType::Artifact, id)
}

fn artifact_expired(id: ArtifactId) -> Error {
    ErrorKind::ArtifactExpired.error("the artifact has expired").about(ResourceType::Artifact, id)
}

fn session_not_found(id: &SessionId) -> Error {
    ErrorKind::SessionNotFound.error("no such session").about(ResourceType::Session, id)
}

fn session_over(session: &Session, now: Timestamp) -> Error {
    if session.over_since().plus(MEMORY) <= now {
        return session_not_found(&session.id);
    }
    ErrorKind::SessionExpired.error("the session is over").about(ResourceType::Session, &session.id)
}

#[cfg(test)]
mod tests;
