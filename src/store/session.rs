//! Sessions: a durable row each, and a live view written through.
//!
//! Whatever changes a session asks the view first and tells it after (`sessions/mod.rs` says why). So a view that is
//! away refuses the change before it is made, and cannot undo one that is made.

use std::time::Duration;

use super::Store;
use super::catalog::{Begun, ChangeSession, Replay, SessionsQuery};
use super::replay::replay;
use crate::domain::{
    Lifetime, Meta, Owner, PageToken, Precondition, SandboxId, Session, SessionChanges, SessionId,
    SessionUid, Timestamp, UserId,
};
use crate::error::{Error, ErrorKind, ResourceType, Result};
use crate::policy::action::{
    CreateSession, DeleteSession, GetSession, ListSessions, RenewSession, UpdateSession,
};
use crate::policy::{Grant, ReadFrom, WriteInto};

/// One page of sessions.
#[derive(Debug)]
pub struct SessionListing {
    /// The sessions, newest first.
    pub sessions: Vec<Session>,
    /// Leads to the next page; empty at the end.
    pub next_page_token: String,
}

impl Store {
    /// Begins a session; a live one of its name stands in the way.
    pub async fn create_session(&self, grant: &Grant<CreateSession>) -> Result<Session> {
        let WriteInto::Begin { id, user } = grant.subject() else {
            return Err(Error::internal("a session was granted that is not to be begun"));
        };
        let (action, now) = (grant.action(), grant.at());
        let end = self.session_end(action.lifetime, now)?;
        let session = self.new_session(&grant.caller().sandbox, id.clone(), user.clone(), end, now);
        let session = Session { meta: action.meta.clone(), ..session };
        let replay = replay(grant, action.request.as_ref());
        self.expect_view(id.as_ref()).await?;
        match self.catalog.begin_session(session, replay, now).await? {
            Begun::New(session) => {
                self.tell(&session, now).await;
                Ok(session)
            }
            Begun::Live(session) if session.user == *user => Err(ErrorKind::AlreadyExists
                .error("a live session has this id")
                .about(ResourceType::Session, session.id)),
            Begun::Live(session) => Err(foreign(&session.id)),
            Begun::Foreign => Err(ErrorKind::AccessDenied.error("the session id is taken by somebody else")),
        }
    }

    /// The session, as it was when it was granted.
    pub fn get_session(&self, grant: &Grant<GetSession>) -> Session {
        grant.subject().clone()
    }

    /// Moves a session's end.
    pub async fn renew_session(&self, grant: &Grant<RenewSession>) -> Result<Session> {
        let lifetime = match grant.action().lifetime {
            Lifetime::Unspecified => Lifetime::Ttl(self.limits.session_ttl),
            other => other,
        };
        let changes = SessionChanges { lifetime, ..SessionChanges::default() };
        let replay = replay(grant, grant.action().request.as_ref());
        self.change_session(grant.subject(), &Precondition::None, &changes, replay).await
    }

    /// Changes what is kept with a session.
    pub async fn update_session(&self, grant: &Grant<UpdateSession>) -> Result<Session> {
        let action = grant.action();
        let replay = replay(grant, action.request.as_ref());
        self.change_session(grant.subject(), &action.precondition, &action.changes, replay).await
    }

    async fn change_session(
        &self,
        session: &Session,
        precondition: &Precondition,
        changes: &SessionChanges,
        replay: Option<Replay>,
    ) -> Result<Session> {
        let (precondition, changes) = (precondition.clone(), changes.clone());
        let change =
            ChangeSession { uid: session.uid, precondition, changes, max_ttl: self.limits.max_ttl, replay };
        let now = self.clock.now();
        self.sessions.hold(session, now).await?;
        match self.catalog.change_session(change, now).await? {
            Some(changed) => {
                self.tell(&changed, now).await;
                Ok(changed)
            }
            None => Err(session_expired(&session.id)),
        }
    }

    /// Lists live sessions, newest first.
    pub async fn list_sessions(&self, grant: &Grant<ListSessions>) -> Result<SessionListing> {
        let (action, caller) = (grant.action(), grant.caller());
        let user = match grant.subject() {
            ReadFrom::Sessions(sessions) => {
                return Ok(SessionListing { sessions: sessions.clone(), next_page_token: String::new() });
            }
            ReadFrom::User(user) => Some(user.clone()),
            ReadFrom::Everyone(_) => None,
        };
        let whose = user.as_ref().map_or("", |user| user.as_str());
        let parts = [&b"sessions"[..], caller.sandbox.as_str().as_bytes(), whose.as_bytes()];
        let ring = self.ring_knowing(PageToken::key_of(&action.page.token)).await?;
        let tokens = PageToken::of_query(&ring, &parts);
        let query = SessionsQuery {
            sandbox: caller.sandbox.clone(),
            user,
            after: tokens.read(&action.page.token)?,
            limit: action.page.size,
        };
        let page = self.catalog.list_sessions(&query, grant.at()).await?;
        let next_page_token = page.next.map(|position| tokens.write(&position)).unwrap_or_default();
        Ok(SessionListing { sessions: page.sessions, next_page_token })
    }

    /// Ends a session: what it holds is invisible at once, and freed by the sweep.
    pub async fn delete_session(&self, grant: &Grant<DeleteSession>) -> Result<()> {
        let session = grant.subject();
        let (action, now) = (grant.action(), self.clock.now());
        let replay = replay(grant, action.request.as_ref());
        self.sessions.hold(session, now).await?;
        match self.catalog.end_session(session.uid, &action.precondition, replay, now).await? {
            Some(ended) => {
                self.tell(&ended, now).await;
                Ok(())
            }
            None => Err(session_expired(&session.id)),
        }
    }

    /// To whom a new artifact will belong. A session that the write needs is begun here, or, if it is its user's
    /// automatic one, renewed to last at least `ttl`.
    pub(super) async fn owner_of_write(
        &self,
        sandbox: &SandboxId,
        into: &WriteInto,
        ttl: Duration,
        now: Timestamp,
    ) -> Result<Owner> {
        let session = match into {
            WriteInto::Sandbox => return Ok(Owner::Sandbox),
            WriteInto::User(user) => return Ok(Owner::User(user.clone())),
            WriteInto::Session(session) => return Ok(Owner::Session(session.clone())),
            WriteInto::Begin { id, user } => {
                let end = self.session_end(Lifetime::Unspecified, now)?;
                let session = self.new_session(sandbox, id.clone(), user.clone(), end, now);
                self.expect_view(id.as_ref()).await?;
                let session = match self.catalog.begin_session(session, None, now).await? {
                    // Somebody began it since the decision: the same somebody, or another.
                    Begun::New(session) => session,
                    Begun::Live(session) if session.user == *user => session,
                    Begun::Live(session) => return Err(foreign(&session.id)),
                    Begun::Foreign => {
                        return Err(ErrorKind::AccessDenied.error("the session id is taken by somebody else"));
                    }
                };
                self.tell(&session, now).await;
                session
            }
            WriteInto::Automatic(user) => {
                let longest = self.limits.max_ttl.unwrap_or(Duration::MAX);
                let end = now.plus(self.limits.session_ttl.max(ttl).min(longest));
                let session = self.new_session(sandbox, None, Some(user.clone()), end, now);
                let session =
                    self.catalog.automatic_session(Session { automatic: true, ..session }, now).await?;
                // Which session it is was not known before, so nothing held its view. It is only ever lengthened, which
                // an older view does not contradict, and who is refused here and asks again does no more than this.
                self.sessions.put(&session, now).await?;
                session
            }
        };
        Ok(Owner::Session(Box::new(session)))
    }

    fn session_end(&self, lifetime: Lifetime, now: Timestamp) -> Result<Timestamp> {
        let lifetime = match lifetime {
            Lifetime::Unspecified => Lifetime::Ttl(self.limits.session_ttl),
            other => other,
        };
        let end = lifetime.resolve("ttl", None, self.limits.max_ttl, now)?;
        end.ok_or_else(|| Error::invalid("ttl", "a session must have an end"))
    }

    fn new_session(
        &self,
        sandbox: &SandboxId,
        id: Option<SessionId>,
        user: Option<UserId>,
        end: Timestamp,
        now: Timestamp,
    ) -> Session {
        let chance = self.chance.as_ref();
        Session {
            uid: SessionUid::generate(now, chance),
            sandbox: sandbox.clone(),
            id: id.unwrap_or_else(|| SessionId::generate(user.as_ref(), now, chance)),
            user,
            meta: Meta::default(),
            create_time: now,
            update_time: now,
            expire_time: end,
            end_time: None,
            automatic: false,
            revision: 1,
        }
    }

    /// What the view cannot be told of is not begun. Of a named session it was asked when that was granted.
    async fn expect_view(&self, named: Option<&SessionId>) -> Result<()> {
        if named.is_some() { Ok(()) } else { self.sessions.check().await }
    }

    /// Tells the live view what the catalog says. If it cannot be told, nothing that it has contradicts the catalog, and
    /// whoever asks next tells it.
    pub(super) async fn tell(&self, session: &Session, now: Timestamp) {
        if let Err(error) = self.sessions.put(session, now).await {
            tracing::warn!(session = %session.uid, ?error, "the live view could not be told of a session");
        }
    }
}

fn foreign(id: &SessionId) -> Error {
    ErrorKind::AccessDenied.error("the session belongs to somebody else").about(ResourceType::Session, id)
}

fn session_expired(id: &SessionId) -> Error {
    ErrorKind::SessionExpired.error("the session is over").about(ResourceType::Session, id)
}
