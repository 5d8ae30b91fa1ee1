//! Artifacts: made, read, listed, changed, deleted.

use bytes::Bytes;
use futures::stream::{self, Stream};

use crate::client::{Client, call};
use crate::error::{Error, Result};
use crate::model::{Artifact, artifact, duration, unsigned};
use crate::options::{Changes, Lifetime, ListArtifacts, NewArtifact, Part};
use crate::raw::v1::{self, update_artifact_request};
use crate::retry::Repeat;
use crate::text;
use crate::transfer::digest::{self, crc32c};
use crate::transfer::download::Download;
use crate::transfer::source::Source;
use crate::transfer::upload::Upload;

/// The artifact calls of a [`Client`].
#[derive(Debug, Clone)]
pub struct Artifacts {
    client: Client,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct ArtifactPage {
    /// The artifacts.
    pub artifacts: Vec<Artifact>,
    /// Directories one level down, if only one level was asked for.
    pub prefixes: Vec<String>,
    /// Where the next page begins; none after the last.
    pub next_page_token: Option<String>,
}

/// An artifact with content.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadContent {
    /// The artifact.
    pub artifact: Artifact,
    /// The bytes.
    pub data: Bytes,
    /// Where they begin in the content.
    pub offset: u64,
    /// Size of the version in all.
    pub total_size: u64,
    /// The version that was read.
    pub version: u64,
}

impl ReadContent {
    /// The content as text in this encoding, e.g. `utf-8`.
    ///
    /// # Errors
    /// There is no such encoding, or the content is not of it.
    pub fn text(&self, encoding: &str) -> Result<String> {
        text::decode(&self.data, encoding)
    }
}

impl Artifacts {
    pub(crate) fn new(client: Client) -> Self {
        Self { client }
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// Uploads content as a new artifact, when awaited.
    pub fn upload(&self, source: impl Into<Source>, spec: NewArtifact) -> Upload {
        Upload::create(self.client.clone(), source.into(), spec)
    }

    /// Uploads new content, and metadata changes with it, for an artifact that exists, when awaited.
    pub fn replace(&self, id: impl Into<String>, source: impl Into<Source>, changes: Changes) -> Upload {
        Upload::replace(self.client.clone(), id.into(), source.into(), changes)
    }

    /// Downloads content: say what, then where to.
    pub fn download(&self, id: impl Into<String>) -> Download {
        Download::new(self.client.clone(), id.into())
    }

    /// Reads an artifact and its content, or a part of it, at most 1 MiB, in one round trip.
    ///
    /// # Errors
    /// What the server says; [`Reason::SizeLimit`](crate::Reason::SizeLimit) if it is more.
    pub async fn read(&self, id: impl Into<String>, part: Option<Part>) -> Result<ReadContent> {
        let range = part.map(Part::to_raw).transpose()?;
        let request = v1::ReadArtifactRequest { artifact_id: id.into(), version: 0, range };
        let answer = call!(self.client, Repeat::Safe, artifact_stub.read_artifact(request))?;
        read_content(answer)
    }

    /// Metadata of an artifact.
    ///
    /// # Errors
    /// What the server says.
    pub async fn get(&self, id: impl Into<String>) -> Result<Artifact> {
        let request = v1::GetArtifactRequest { artifact_id: id.into() };
        let answer = call!(self.client, Repeat::Safe, artifact_stub.get_artifact(request))?;
        artifact(answer.artifact)
    }

    /// Whether an artifact is there and may be read.
    ///
    /// # Errors
    /// What the server says.
    pub async fn exists(&self, id: impl Into<String>) -> Result<bool> {
        let request = v1::ArtifactExistsRequest { artifact_id: id.into() };
        let answer = call!(self.client, Repeat::Safe, artifact_stub.artifact_exists(request))?;
        Ok(answer.exists)
    }

    /// One page of a list, from its beginning or from a token on.
    ///
    /// # Errors
    /// What the server says.
    pub async fn list_page(&self, query: &ListArtifacts, token: Option<String>) -> Result<ArtifactPage> {
        let request = query.to_raw(token.unwrap_or_default());
        let answer = call!(self.client, Repeat::Safe, artifact_stub.list_artifacts(request))?;
        Ok(ArtifactPage {
            artifacts: answer.artifacts.into_iter().map(Artifact::try_from).collect::<Result<_>>()?,
            prefixes: answer.prefixes,
            next_page_token: crate::model::optional(answer.next_page_token),
        })
    }

    /// All pages of a list, each fetched when it is asked for.
    pub fn list(&self, query: ListArtifacts) -> impl Stream<Item = Result<ArtifactPage>> + Send + use<> {
        let artifacts = self.clone();
        pages(move |token| {
            let (artifacts, query) = (artifacts.clone(), query.clone());
            async move {
                let page = artifacts.list_page(&query, token).await?;
                Ok((page.next_page_token.clone(), page))
            }
        })
    }

    /// Changes metadata, lifetime and content in one step.
    ///
    /// # Errors
    /// What the server says.
    pub async fn update(&self, id: impl Into<String>, changes: Changes) -> Result<Artifact> {
        self.send_update(update_request(id.into(), changes)?).await
    }

    pub(crate) async fn send_update(&self, request: v1::UpdateArtifactRequest) -> Result<Artifact> {
        let repeat = Repeat::by_request_id(&request.request_id);
        let answer = call!(self.client, repeat, artifact_stub.update_artifact(request))?;
        artifact(answer.artifact)
    }

    /// Deletes an artifact.
    ///
    /// # Errors
    /// What the server says.
    pub async fn delete(&self, id: impl Into<String>) -> Result<()> {
        self.delete_if(id, "").await
    }

    /// Deletes an artifact while it has this etag.
    ///
    /// # Errors
    /// What the server says.
    pub async fn delete_if(&self, id: impl Into<String>, etag: impl Into<String>) -> Result<()> {
        let (artifact_id, etag) = (id.into(), etag.into());
        let request = v1::DeleteArtifactRequest { artifact_id, etag, request_id: String::new() };
        // Not repeated: had the first try worked, the second would say "not found".
        self.client.artifact_stub().delete_artifact(self.client.unary(request)).await?;
        Ok(())
    }

    /// Copies an artifact. Without a scope in `target` the copy is the source's owner's; `changes`
    /// may name metadata, an etag of the source, and a lifetime.
    ///
    /// # Errors
    /// What the server says.
    pub async fn copy(
        &self,
        id: impl Into<String>,
        target: CopyTarget,
        changes: Changes,
    ) -> Result<Artifact> {
        let request = copy_request(id.into(), target, changes)?;
        let repeat = Repeat::by_request_id(&request.request_id);
        let answer = call!(self.client, repeat, artifact_stub.copy_artifact(request))?;
        artifact(answer.artifact)
    }

    /// Gives an artifact another file name.
    ///
    /// # Errors
    /// What the server says.
    pub async fn rename(&self, id: impl Into<String>, filename: impl Into<String>) -> Result<Artifact> {
        let request = v1::MoveArtifactRequest {
            artifact_id: id.into(),
            filename: filename.into(),
            ..Default::default()
        };
        // The same name twice is the same name.
        let answer = call!(self.client, Repeat::Safe, artifact_stub.move_artifact(request))?;
        artifact(answer.artifact)
    }
}

/// Whose a copy shall be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum CopyTarget {
    /// The source's owner's.
    #[default]
    SameOwner,
    /// This session's, which the caller may bind.
    Session(String),
    /// The caller's user's.
    User,
    /// The sandbox's.
    Sandbox,
}

fn copy_request(
    artifact_id: String,
    target: CopyTarget,
    changes: Changes,
) -> Result<v1::CopyArtifactRequest> {
    use v1::copy_artifact_request::Lifetime as Raw;
    let (scope, session_id) = match target {
        CopyTarget::SameOwner => (v1::Scope::Unspecified, String::new()),
        CopyTarget::Session(id) => (v1::Scope::Session, id),
        CopyTarget::User => (v1::Scope::User, String::new()),
        CopyTarget::Sandbox => (v1::Scope::Sandbox, String::new()),
    };
    let lifetime = match changes.lifetime {
        Some(Lifetime::Ttl(ttl)) => Some(Raw::Ttl(duration(ttl)?)),
        Some(Lifetime::NoExpiry) => Some(Raw::NoExpiry(true)),
        Some(Lifetime::ExtendBy(_)) => return Err(Error::usage("a copy's lifetime begins anew")),
        None => None,
    };
    if changes.data.is_some() {
        return Err(Error::usage("a copy has the content of its source"));
    }
    let (fields, update_mask, meta_mode) = changes.metadata_changes();
    Ok(v1::CopyArtifactRequest {
        artifact_id,
        etag: changes.etag,
        version: 0,
        scope: scope.into(),
        session_id,
        changes: fields,
        update_mask,
        meta_mode,
        lifetime,
        request_id: changes.request_id,
    })
}

pub(crate) fn update_request(artifact_id: String, changes: Changes) -> Result<v1::UpdateArtifactRequest> {
    use update_artifact_request::Lifetime as Raw;
    let lifetime = match changes.lifetime {
        Some(Lifetime::Ttl(ttl)) => Some(Raw::Ttl(duration(ttl)?)),
        Some(Lifetime::ExtendBy(more)) => Some(Raw::ExtendBy(duration(more)?)),
        Some(Lifetime::NoExpiry) => Some(Raw::NoExpiry(true)),
        None => None,
    };
    let (fields, update_mask, meta_mode) = changes.metadata_changes();
    Ok(v1::UpdateArtifactRequest {
        artifact_id,
        etag: changes.etag,
        changes: fields,
        update_mask,
        meta_mode,
        lifetime,
        digests: changes.data.as_ref().map(|data| digest::of(data).to_raw()),
        data: changes.data,
        request_id: changes.request_id,
    })
}

pub(crate) fn read_content(answer: v1::ReadArtifactResponse) -> Result<ReadContent> {
    if crc32c(&answer.data) != answer.crc32c {
        return Err(Error::corrupt("the content does not match its checksum"));
    }
    Ok(ReadContent {
        artifact: artifact(answer.artifact)?,
        data: answer.data,
        offset: unsigned(answer.offset, "offset")?,
        total_size: unsigned(answer.total_size, "total_size")?,
        version: unsigned(answer.version, "version")?,
    })
}

/// Pages until there is no token.
pub(crate) fn pages<P, F>(fetch: impl Fn(Option<String>) -> F + Send) -> impl Stream<Item = Result<P>> + Send
where
    P: Send,
    F: Future<Output = Result<(Option<String>, P)>> + Send,
{
    stream::try_unfold((fetch, Some(None)), |(fetch, at)| async move {
        let Some(token) = at else { return Ok(None) };
        let (next, page) = fetch(token).await?;
        Ok(Some((page, (fetch, next.map(Some)))))
    })
}
