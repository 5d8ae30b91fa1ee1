//! Sessions: begun, looked at, renewed, ended.

use super::Services;
use crate::domain::{Caller, Session};
use crate::error::{ErrorKind, Result};
use crate::policy::action::{
    CreateSession, DeleteSession, GetSession, ListSessions, RenewSession, UpdateSession,
};
use crate::store::SessionListing;

impl Services {
    /// Begins a session of the caller's user.
    pub async fn create_session(&self, caller: &Caller, action: CreateSession) -> Result<Session> {
        self.once(caller, action.request.clone(), async {
            let grant = self.policy.begin_session(caller, action, self.now()).await?;
            self.store.create_session(&grant).await
        })
        .await
    }

    /// Looks at a session.
    pub async fn get_session(&self, caller: &Caller, action: GetSession) -> Result<Session> {
        let grant = self.policy.on_session(caller, action, self.now()).await?;
        Ok(self.store.get_session(&grant))
    }

    /// The session, if it is live and the caller may bind it: what it may not see is not there.
    pub async fn validate_session(&self, caller: &Caller, action: GetSession) -> Result<Option<Session>> {
        match self.get_session(caller, action).await {
            Ok(session) => Ok(Some(session)),
            Err(error) => match error.kind() {
                ErrorKind::SessionNotFound | ErrorKind::SessionExpired | ErrorKind::AccessDenied => Ok(None),
                _ => Err(error),
            },
        }
    }

    /// Moves a session's end.
    pub async fn renew_session(&self, caller: &Caller, action: RenewSession) -> Result<Session> {
        self.once(caller, action.request.clone(), async {
            let grant = self.policy.on_session(caller, action, self.now()).await?;
            self.store.renew_session(&grant).await
        })
        .await
    }

    /// Changes what is kept with a session.
    pub async fn update_session(&self, caller: &Caller, action: UpdateSession) -> Result<Session> {
        self.once(caller, action.request.clone(), async {
            let grant = self.policy.on_session(caller, action, self.now()).await?;
            self.store.update_session(&grant).await
        })
        .await
    }

    /// Lists the live sessions that the caller may bind, newest first.
    pub async fn list_sessions(&self, caller: &Caller, action: ListSessions) -> Result<SessionListing> {
        let grant = self.policy.over_sessions(caller, action, self.now()).await?;
        self.store.list_sessions(&grant).await
    }

    /// Ends a session, and what it holds with it.
    pub async fn delete_session(&self, caller: &Caller, action: DeleteSession) -> Result<()> {
        self.once(caller, action.request.clone(), async {
            let grant = self.policy.on_session(caller, action, self.now()).await?;
            self.store.delete_session(&grant).await
        })
        .await
    }
}
