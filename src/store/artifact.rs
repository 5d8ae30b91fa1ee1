//! Artifacts that are there: looked at, listed, changed, taken away.

use futures::StreamExt as _;
use futures::stream;

use super::Store;
use super::body::Intake;
use super::catalog::{ChangeArtifact, ListQuery, Write};
use super::replay::replay;
use super::search::{reach, scope_name};
use crate::domain::{Artifact, Chunk, Frame, PageToken};
use crate::error::{ErrorKind, ResourceType, Result};
use crate::policy::Grant;
use crate::policy::action::{DeleteArtifact, GetArtifact, ListArtifacts, UpdateArtifact};

/// One page of a listing.
#[derive(Debug)]
pub struct Listing {
    /// The artifacts, in the order of their file names' bytes, then ids.
    pub artifacts: Vec<Artifact>,
    /// What was rolled up.
    pub prefixes: Vec<String>,
    /// Leads to the next page; empty at the end.
    pub next_page_token: String,
}

impl Store {
    /// The artifact, as it was when it was granted.
    pub fn get_artifact(&self, grant: &Grant<GetArtifact>) -> Artifact {
        grant.subject().clone()
    }

    /// Lists like a directory.
    pub async fn list_artifacts(&self, grant: &Grant<ListArtifacts>) -> Result<Listing> {
        let (action, caller) = (grant.action(), grant.caller());
        let (owners, incarnation) = reach(grant);
        let ring = self.ring_knowing(PageToken::key_of(&action.page.token)).await?;
        let tokens = PageToken::of_query(
            &ring,
            &[
                b"artifacts",
                caller.sandbox.as_str().as_bytes(),
                scope_name(action.scope),
                &incarnation,
                caller.user.as_ref().map_or("", |user| user.as_str()).as_bytes(),
                action.owner.as_ref().map_or("", |user| user.as_str()).as_bytes(),
                action.prefix.as_bytes(),
                &[u8::from(action.roll_up)],
            ],
        );
        let query = ListQuery {
            sandbox: caller.sandbox.clone(),
            owners,
            prefix: action.prefix.clone(),
            roll_up: action.roll_up,
            after: tokens.read(&action.page.token)?,
            limit: action.page.size,
        };
        let page = self.catalog.list(&query, grant.at()).await?;
        let next_page_token = page.next.map(|position| tokens.write(&position)).unwrap_or_default();
        Ok(Listing { artifacts: page.artifacts, prefixes: page.prefixes, next_page_token })
    }

    /// Changes metadata, and content with it if some came with the request: one atomic step.
    pub async fn update_artifact(&self, grant: &Grant<UpdateArtifact>) -> Result<Artifact> {
        let action = grant.action();
        match &action.content {
            None => {
                action.precondition.check(&grant.subject().etag())?;
                self.catalog.commit(Write::Change(Box::new(self.change(grant))), None, self.clock.now()).await
            }
            Some(content) => {
                let frames =
                    [Ok(Frame::Chunk(Chunk::plain(content.clone()))), Ok(Frame::Finish(action.expected))];
                self.replace_content(grant, stream::iter(frames).boxed()).await
            }
        }
    }

    /// Takes an artifact away: gone at once, its bytes freed when nobody reads them any more.
    pub async fn delete_artifact(&self, grant: &Grant<DeleteArtifact>) -> Result<()> {
        let DeleteArtifact { id, precondition, request } = grant.action();
        let sandbox = &grant.caller().sandbox;
        let now = self.clock.now();
        let replay = replay(grant, request.as_ref());
        match self.catalog.delete(sandbox, *id, precondition, self.limits.free_after, replay, now).await? {
            Some(_) => self.free_native(*id).await,
            // It was there when this was granted: somebody else took it away, or its time is just over.
            None => {
                Err(ErrorKind::ArtifactNotFound.error("no such artifact").about(ResourceType::Artifact, id))
            }
        }
    }

    /// The change that an update asks for.
    pub(super) fn change(&self, grant: &Grant<UpdateArtifact>) -> ChangeArtifact {
        let action = grant.action();
        ChangeArtifact {
            sandbox: grant.caller().sandbox.clone(),
            id: action.id,
            precondition: action.precondition.clone(),
            changes: action.changes.clone(),
            max_ttl: self.limits.max_ttl,
            free_after: self.limits.free_after,
            replay: replay(grant, action.request.as_ref()),
        }
    }

    /// An intake of content under this server's limits.
    pub(super) fn intake(
        &self,
        content: crate::domain::ContentStream,
        expected: crate::domain::Expected,
    ) -> Intake {
        Intake::new(content, expected, self.limits.max_artifact_size, self.limits.sha256)
    }
}
