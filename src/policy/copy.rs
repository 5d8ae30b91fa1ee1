//! May this caller copy this there? The source must be its to read, the target its to write, and the way between them
//! one that copies may take.

use super::action::{Action as _, CopyArtifact};
use super::rules::{self, Standing};
use super::{Grant, Policy, WriteInto, denied, write_sandbox, write_user};
use crate::domain::{Artifact, Caller, Owner, Scope, Timestamp};
use crate::error::{ResourceType, Result};

/// What a copy is made of, and where it goes.
#[derive(Debug)]
pub struct Copying {
    /// The artifact, as it was when the copy was granted.
    pub source: Artifact,
    /// To whom the copy will belong.
    pub into: WriteInto,
}

impl Policy {
    /// May the caller copy this artifact to there?
    pub async fn copy(
        &self,
        caller: &Caller,
        action: CopyArtifact,
        now: Timestamp,
    ) -> Result<Grant<CopyArtifact>> {
        let source = self.live_artifact::<CopyArtifact>(caller, action.id, now).await?;
        let into = match action.scope.unwrap_or(source.owner.scope()) {
            Scope::Sandbox => write_sandbox::<CopyArtifact>(caller)?,
            Scope::User => copy_to_user(caller, &source)?,
            Scope::Session => {
                let own = source.owner.session().map(|session| &session.id);
                let chosen = action.session.as_ref().or(own);
                self.write_session::<CopyArtifact>(caller, chosen, now).await?
            }
        };
        if !rules::may_pass(&source.owner, &into) {
            return Err(denied(CopyArtifact::VERB, ResourceType::Artifact, action.id));
        }
        Ok(Grant::new(action, Copying { source, into }, caller, now))
    }
}

/// An admin who names nobody copies to the user whose the source is already.
fn copy_to_user(caller: &Caller, source: &Artifact) -> Result<WriteInto> {
    let own = match &source.owner {
        Owner::User(user) => Some(user),
        Owner::Session(session) => session.user.as_ref(),
        Owner::Sandbox => None,
    };
    match own {
        Some(user) if rules::standing(caller, &source.owner) == Standing::Admin => {
            Ok(WriteInto::User(user.clone()))
        }
        Some(_) | None => write_user::<CopyArtifact>(caller),
    }
}
