//! Uploads belong to whom their artifact will belong: who may write that may go on with them, and nobody else may even
//! look. Whose they are is asked before whether their session is still live.

use super::action::{Action as _, ListUploads, OnUpload};
use super::rules::{self, Access};
use super::{Grant, Policy, denied, denied_scope, session_over};
use crate::domain::{Caller, Owner, Role, Scope, SessionState, Timestamp, UploadId};
use crate::error::{Error, ErrorKind, ResourceType, Result};

/// Whose uploads a caller may look through.
#[derive(Debug, Clone, PartialEq)]
pub enum UploadsOf {
    /// Everybody's of this scope, or of all: for an admin.
    Everyone(Option<Scope>),
    /// These owners'.
    These(Vec<Owner>),
}

impl Policy {
    /// May the caller do this to an upload?
    pub async fn on_upload<A: OnUpload>(
        &self,
        caller: &Caller,
        action: A,
        now: Timestamp,
    ) -> Result<Grant<A>> {
        let id = action.upload();
        let Some(upload) = self.facts.upload(&caller.sandbox, id, now).await? else {
            return Err(not_found(id));
        };
        let standing = rules::standing(caller, &upload.owner);
        if !rules::allows(upload.owner.scope(), A::ACCESS, standing) {
            return Err(denied(A::VERB, ResourceType::Upload, id));
        }
        match upload.owner.session() {
            Some(session) if A::ADDS && session.state(now) != SessionState::Live => {
                Err(session_over(session, now))
            }
            Some(_) | None => Ok(Grant::new(action, upload, caller, now)),
        }
    }

    /// Which uploads are the caller's own?
    pub async fn over_uploads(
        &self,
        caller: &Caller,
        action: ListUploads,
        now: Timestamp,
    ) -> Result<Grant<ListUploads>> {
        let scope = action.scope;
        if caller.role == Role::Operator {
            return Err(denied_scope(ListUploads::VERB, scope.unwrap_or(Scope::Session)));
        }
        let of = if rules::allows(Scope::Sandbox, Access::Write, rules::standing(caller, &Owner::Sandbox)) {
            UploadsOf::Everyone(scope)
        } else {
            let owners = self.owners_of_uploads(caller, now).await?;
            UploadsOf::These(
                owners.into_iter().filter(|owner| scope.is_none_or(|scope| owner.scope() == scope)).collect(),
            )
        };
        Ok(Grant::new(action, of, caller, now))
    }

    async fn owners_of_uploads(&self, caller: &Caller, now: Timestamp) -> Result<Vec<Owner>> {
        let mut owners = Vec::new();
        match (&caller.session, &caller.user) {
            (Some(id), _) => {
                if let Some(session) = self.facts.session(&caller.sandbox, id, now).await? {
                    if !rules::may_bind(caller, &session) {
                        return Err(denied(ListUploads::VERB, ResourceType::Session, id));
                    }
                    owners.push(Owner::Session(Box::new(session)));
                }
            }
            (None, Some(user)) => {
                let sessions = self.facts.live_sessions_of(&caller.sandbox, user, now).await?;
                owners.extend(sessions.into_iter().map(|session| Owner::Session(Box::new(session))));
            }
            (None, None) => {}
        }
        owners.extend(caller.user.clone().map(Owner::User));
        Ok(owners)
    }
}

fn not_found(id: UploadId) -> Error {
    ErrorKind::UploadNotFound.error("no such upload").about(ResourceType::Upload, id)
}
