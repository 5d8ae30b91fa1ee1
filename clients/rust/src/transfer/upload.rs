//! Content to the server: small content of known size in one round trip, all else by a stream.
//!
//! A stream is fed and its answer awaited at the same time: the server may refuse at the first
//! message, and then the rest must neither be sent nor waited for. A one-shot stream that breaks
//! leaves nothing and is not repeated here: its source may be gone.

use std::future::{Future, IntoFuture};
use std::path::PathBuf;
use std::pin::Pin;

use bytes::{Bytes, BytesMut};
use futures::stream::{self, BoxStream, StreamExt};
use tokio::sync::mpsc;

use crate::artifacts::update_request;
use crate::client::{Client, call};
use crate::error::{Error, Result};
use crate::model::{Artifact, artifact, signed};
use crate::options::{Changes, NewArtifact};
use crate::raw::v1::{self, upload_request::Start, upload_spec::Target};
use crate::retry::Repeat;
use crate::transfer::digest::{self, Running, crc32c};
use crate::transfer::resumable::{self, Resumable};
use crate::transfer::source::Source;
use crate::transfer::{OnProgress, Progress};

/// Content up to this size goes in one message: a quarter of what the server takes so, since a
/// stream costs little more from here on and holds less memory at once.
const SMALL: u64 = 256 * 1024;
/// Messages that wait for the connection.
const SEND_QUEUE: usize = 2;

/// An upload that is sent when awaited.
#[must_use = "an upload does nothing until it is awaited"]
pub struct Upload {
    client: Client,
    goal: Goal,
    source: Source,
    on_progress: Option<OnProgress>,
    resume_above: u64,
    state: Option<PathBuf>,
}

enum Goal {
    Create(NewArtifact),
    Replace { artifact_id: String, changes: Changes },
}

impl std::fmt::Debug for Upload {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Upload").field("source", &self.source).finish_non_exhaustive()
    }
}

impl IntoFuture for Upload {
    type Output = Result<Artifact>;
    type IntoFuture = Pin<Box<dyn Future<Output = Result<Artifact>> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl Upload {
    pub(crate) fn create(client: Client, source: Source, spec: NewArtifact) -> Self {
        Self::new(client, Goal::Create(spec), source)
    }

    pub(crate) fn replace(client: Client, artifact_id: String, source: Source, changes: Changes) -> Self {
        Self::new(client, Goal::Replace { artifact_id, changes }, source)
    }

    fn new(client: Client, goal: Goal, source: Source) -> Self {
        Self { client, goal, source, on_progress: None, resume_above: resumable::ABOVE, state: None }
    }

    /// Content above this size, if it can be read again (bytes, a file), goes by an upload that survives broken
    /// connections and restarted servers. Default 16 MiB; `u64::MAX`: none does.
    pub fn resume_above(mut self, size: u64) -> Self {
        self.resume_above = size;
        self
    }

    /// Keeps in this file which upload it is, so that a later process, given the same file and content, goes on where
    /// this one was ended. Removed when all is done. Only where the upload can be resumed.
    pub fn state_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.state = Some(path.into());
        self
    }

    /// Calls back before the first byte, and after each chunk that was handed to the connection.
    pub fn on_progress(mut self, tell: impl FnMut(Progress) + Send + 'static) -> Self {
        self.on_progress = Some(Box::new(tell));
        self
    }

    async fn run(self) -> Result<Artifact> {
        let again = self.source.again();
        let mut content = Content::open(self.source).await?;
        if let Content::Stream { size: Some(size), resumable, .. } = &mut content
            && *size > self.resume_above
        {
            let (size, state) = (*size, self.state);
            *resumable = again.map(|source| Resumable { source, size, state });
        }
        let mut sending = Sending { client: self.client, on_progress: self.on_progress };
        sending.tell(0, content.size());
        match self.goal {
            Goal::Create(spec) => sending.create(spec, content).await,
            Goal::Replace { artifact_id, changes } => {
                only_metadata(&changes)?;
                sending.replace(artifact_id, changes, content).await
            }
        }
    }
}

/// Content by the way it goes.
enum Content {
    Small(Bytes),
    Stream { size: Option<u64>, chunks: BoxStream<'static, Result<Bytes>>, resumable: Option<Resumable> },
}

impl Content {
    fn size(&self) -> Option<u64> {
        match self {
            Self::Small(data) => Some(data.len() as u64),
            Self::Stream { size, .. } => *size,
        }
    }

    async fn open(source: Source) -> Result<Self> {
        let (size, mut chunks) = source.open().await?;
        let Some(size) = size.filter(|size| *size <= SMALL) else {
            return Ok(Self::Stream { size, chunks, resumable: None });
        };
        let mut data = BytesMut::new();
        while let Some(chunk) = chunks.next().await.transpose()? {
            if data.is_empty() && chunk.len() as u64 == size {
                return Ok(Self::Small(chunk));
            }
            data.extend_from_slice(&chunk);
            if data.len() as u64 > size {
                break;
            }
        }
        if data.len() as u64 == size {
            return Ok(Self::Small(data.freeze()));
        }
        Err(Error::size_mismatch(size))
    }
}

pub(crate) struct Sending {
    pub(crate) client: Client,
    on_progress: Option<OnProgress>,
}

impl Sending {
    async fn create(mut self, spec: NewArtifact, content: Content) -> Result<Artifact> {
        let (mut spec, request_id) = spec.into_raw()?;
        let held = self.client.begin_write(&mut spec, &request_id).await;
        let answer = match content {
            Content::Small(data) => self.create_small(spec, data, request_id).await?,
            Content::Stream { resumable: Some(content), chunks, size } => {
                let (mut held, client) = (Some(held), self.client.clone());
                // It is told at the beginning already into which session it goes.
                let begun = |upload: &v1::Upload| {
                    if let Some(held) = held.take() {
                        client.wrote(held, &as_artifact(upload));
                    }
                };
                let target = Target::Create(spec);
                match self.resumable(target.clone(), &content, request_id.clone(), begun).await? {
                    Some(answer) => answer,
                    None => self.stream(target, size, chunks, request_id).await?,
                }
            }
            Content::Stream { size, chunks, resumable: None } => {
                self.stream(Target::Create(spec), size, chunks, request_id).await?
            }
        };
        // Whoever waits for the first write to tell its session is let in when this ends.
        if let Some(artifact) = &answer {
            self.client.wrote_one(artifact);
        }
        artifact(answer)
    }

    async fn replace(mut self, artifact_id: String, changes: Changes, content: Content) -> Result<Artifact> {
        match content {
            Content::Small(data) => {
                let size = data.len() as u64;
                let request = update_request(artifact_id, changes.data(data))?;
                let updated = self.client.artifacts().send_update(request).await?;
                self.tell(size, Some(size));
                Ok(updated)
            }
            Content::Stream { size, chunks, resumable } => {
                let (target, request_id) = replacement(artifact_id, changes);
                if let Some(content) = resumable
                    && let Some(answer) =
                        self.resumable(target.clone(), &content, request_id.clone(), |_| ()).await?
                {
                    return artifact(answer);
                }
                artifact(self.stream(target, size, chunks, request_id).await?)
            }
        }
    }

    async fn create_small(
        &mut self,
        spec: v1::ArtifactSpec,
        data: Bytes,
        request_id: String,
    ) -> Result<Option<v1::Artifact>> {
        let size = data.len() as u64;
        let repeat = Repeat::by_request_id(&request_id);
        let digests = Some(digest::of(&data).to_raw());
        let request = v1::CreateArtifactRequest { spec: Some(spec), data, digests, request_id };
        let answer = call!(self.client, repeat, artifact_stub.create_artifact(request))?;
        self.tell(size, Some(size));
        Ok(answer.artifact)
    }

    async fn stream(
        &mut self,
        target: Target,
        size: Option<u64>,
        chunks: BoxStream<'static, Result<Bytes>>,
        request_id: String,
    ) -> Result<Option<v1::Artifact>> {
        let declared = size.map(|size| signed(size, "size")).transpose()?;
        let spec = v1::UploadSpec { target: Some(target), size: declared, digests: None, request_id };
        self.exchange(Start::Spec(spec), size, Running::new(true), chunks).await
    }

    /// One stream: from where `running` stands to the end.
    pub(crate) async fn exchange(
        &mut self,
        start: Start,
        size: Option<u64>,
        running: Running,
        chunks: BoxStream<'static, Result<Bytes>>,
    ) -> Result<Option<v1::Artifact>> {
        let (messages, mut queue) = mpsc::channel(SEND_QUEUE);
        let request = self.client.streaming(stream::poll_fn(move |context| queue.poll_recv(context)));

        let mut stub = self.client.artifact_stub();
        let answer = stub.upload(request);
        let feed = self.feed(start, size, running, chunks, messages);
        tokio::pin!(answer, feed);
        let answer = tokio::select! {
            biased;
            // Before the end of the content this is a refusal, or the answer to a repeated request.
            answer = &mut answer => answer,
            // Content that cannot be read: dropping the call resets the stream, and nothing is kept.
            done = &mut feed => {
                done?;
                answer.await
            }
        };
        Ok(answer?.into_inner().artifact)
    }

    /// Sends everything; returns early, without error, when nobody takes messages any more: then
    /// the answer says why.
    async fn feed(
        &mut self,
        start: Start,
        size: Option<u64>,
        mut running: Running,
        mut chunks: BoxStream<'static, Result<Bytes>>,
        messages: mpsc::Sender<v1::UploadRequest>,
    ) -> Result<()> {
        let mut start = Some(start);
        while let Some(data) = chunks.next().await.transpose()? {
            let crc32c = crc32c(&data);
            let offset = signed(running.size(), "offset")?;
            running.update(&data, crc32c).await?;
            let crc32c = Some(crc32c);
            let message = v1::UploadRequest { start: start.take(), offset, data, crc32c, finish: None };
            if messages.send(message).await.is_err() {
                return Ok(());
            }
            self.tell(running.size(), size);
        }
        let size = signed(running.size(), "size")?;
        let digests = Some(running.finish().await?.to_raw());
        let message = v1::UploadRequest {
            start,
            offset: size,
            data: Bytes::new(),
            crc32c: None,
            finish: Some(v1::UploadFinish { size: Some(size), digests }),
        };
        // Whether it was taken or not, the answer tells.
        drop(messages.send(message).await);
        Ok(())
    }

    pub(crate) fn tell(&mut self, done: u64, total: Option<u64>) {
        if let Some(tell) = &mut self.on_progress {
            tell(Progress { done, total });
        }
    }
}

/// Changes that can go with content by a stream or a URL.
pub(crate) fn only_metadata(changes: &Changes) -> Result<()> {
    if changes.data.is_some() || changes.lifetime.is_some() {
        return Err(Error::usage("replaced content goes with metadata changes only"));
    }
    Ok(())
}

/// New content of an artifact that exists, and the request id that goes beside it.
pub(crate) fn replacement(artifact_id: String, changes: Changes) -> (Target, String) {
    let (fields, update_mask, meta_mode) = changes.metadata_changes();
    let etag = changes.etag;
    let target = v1::ContentReplacement { artifact_id, etag, changes: fields, update_mask, meta_mode };
    (Target::Replace(target), changes.request_id)
}

/// The artifact that an upload will make, as far as a session is told by it.
pub(crate) fn as_artifact(upload: &v1::Upload) -> v1::Artifact {
    v1::Artifact {
        scope: upload.scope,
        session_id: upload.session_id.clone(),
        user_id: upload.user_id.clone(),
        ..Default::default()
    }
}
