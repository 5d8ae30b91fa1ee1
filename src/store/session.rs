//! Sessions: a durable row each, and a live view written through.

use std::time::Duration;

use super::Store;
use super::catalog::Begun;
use crate::domain::{Lifetime, Meta, Owner, SandboxId, Session, SessionId, SessionUid, Timestamp, UserId};
use crate::error::{Error, ErrorKind, ResourceType, Result};
use crate::policy::action::{CreateSession, DeleteSession, GetSession, RenewSession};
use crate::policy::{Grant, WriteInto};

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
        match self.catalog.begin_session(session, now).await? {
            Begun::New(session) => self.seen(session, now).await,
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
        let (session, now) = (grant.subject(), grant.at());
        let end = match grant.action().lifetime {
            Lifetime::ExtendBy(by) => Lifetime::ExtendBy(by).resolve(
                "lifetime",
                Some(session.expire_time),
                self.limits.max_ttl,
                now,
            )?,
            other => Some(self.session_end(other, now)?),
        };
        let end = end.ok_or_else(|| Error::internal("a session's end was resolved to none"))?;
        match self.catalog.renew_session(session.uid, end, now).await? {
            Some(session) => self.seen(session, now).await,
            None => Err(session_expired(&session.id)),
        }
    }

    /// Ends a session: what it holds is invisible at once, and freed by the sweep.
    pub async fn delete_session(&self, grant: &Grant<DeleteSession>) -> Result<()> {
        let session = grant.subject();
        grant.action().precondition.check(&session.etag())?;
        let ended = self.catalog.end_session(session.uid, grant.at()).await?;
        self.sessions.end(&session.sandbox, &session.id, session.uid).await?;
        match ended {
            Some(_) => Ok(()),
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
                match self.catalog.begin_session(session, now).await? {
                    // Somebody began it since the decision: the same somebody, or another.
                    Begun::New(session) => session,
                    Begun::Live(session) if session.user == *user => session,
                    Begun::Live(session) => return Err(foreign(&session.id)),
                    Begun::Foreign => {
                        return Err(ErrorKind::AccessDenied.error("the session id is taken by somebody else"));
                    }
                }
            }
            WriteInto::Automatic(user) => {
                let longest = self.limits.max_ttl.unwrap_or(Duration::MAX);
                let end = now.plus(self.limits.session_ttl.max(ttl).min(longest));
                let session = self.new_session(sandbox, None, Some(user.clone()), end, now);
                self.catalog.automatic_session(Session { automatic: true, ..session }, now).await?
            }
        };
        Ok(Owner::Session(Box::new(self.seen(session, now).await?)))
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

    /// Writes a committed session through to the live view.
    async fn seen(&self, session: Session, now: Timestamp) -> Result<Session> {
        self.sessions.put(&session, now).await?;
        Ok(session)
    }
}

fn foreign(id: &SessionId) -> Error {
    ErrorKind::AccessDenied.error("the session belongs to somebody else").about(ResourceType::Session, id)
}

fn session_expired(id: &SessionId) -> Error {
    ErrorKind::SessionExpired.error("the session is over").about(ResourceType::Session, id)
}
