//! Large content that goes on where it is safe, whatever breaks: a connection, the server, this process.
//!
//! The upload has a row at the server, which says how much of the content is safe. After a break that is
//! asked for and sending goes on from there; it is given up after some tries that made nothing safe. What was
//! safe before is read again here, at the speed of the disk, and held against the server's digest of it: so a
//! file that changed meanwhile is told, and never becomes a mixture. A *state file* keeps the upload's id, so
//! that the next process goes on where this one was ended.

use std::hash::{BuildHasher, RandomState};
use std::path::PathBuf;

use bytes::Bytes;
use futures::stream::{self, BoxStream, StreamExt};
use serde_json::json;

use crate::client::call;
use crate::error::{Error, Reason, Result};
use crate::model::{signed, unsigned};
use crate::raw::v1::{self, upload_request::Start, upload_spec::Target};
use crate::retry::Repeat;
use crate::transfer::digest::{Running, crc32c};
use crate::transfer::file::WholeFile;
use crate::transfer::source::Again;
use crate::transfer::upload::Sending;

/// Content above this size is worth the two more round trips that an upload takes which can be resumed.
pub(crate) const ABOVE: u64 = 16 * 1024 * 1024;

/// What is sent, and how it is found again.
pub(crate) struct Resumable {
    pub(crate) source: Again,
    pub(crate) size: u64,
    pub(crate) state: Option<PathBuf>,
}

/// What comes of trying once.
enum Tried {
    Done(Box<Option<v1::Artifact>>),
    /// It broke, and may go on.
    Broken(Error),
}

impl Sending {
    /// Sends all of it, over as many connections as it takes; answers the artifact, and tells `begun` what the
    /// upload is as soon as it stands. `None` if the server does not know uploads that can be resumed.
    pub(crate) async fn resumable(
        &mut self,
        target: Target,
        content: &Resumable,
        request_id: String,
        begun: impl FnOnce(&v1::Upload),
    ) -> Result<Option<Option<v1::Artifact>>> {
        let Some(upload) = self.find_or_begin(target, content, request_id).await? else {
            return Ok(None);
        };
        begun(&upload);
        let id = upload.id.clone();
        let artifact = match self.send_on(upload, content).await {
            Ok(artifact) => artifact,
            Err(error) => {
                if content.state.is_none() && !error.retryable() {
                    self.give_up(id).await;
                }
                return Err(error);
            }
        };
        forget(content.state.as_ref()).await?;
        Ok(Some(artifact))
    }

    /// Nobody can go on with it: what it holds is freed now rather than at its deadline. If that fails too, then.
    async fn give_up(&mut self, id: String) {
        let request = v1::CancelUploadRequest { upload_id: id };
        let _ = call!(self.client, Repeat::Safe, artifact_stub.cancel_upload(request));
    }

    async fn find_or_begin(
        &mut self,
        target: Target,
        content: &Resumable,
        request_id: String,
    ) -> Result<Option<v1::Upload>> {
        if let Some(id) = recall(content).await? {
            match self.look(&id).await {
                Ok(upload) => return Ok(Some(upload)),
                // Its time is over, or somebody gave it up: another one takes its place.
                Err(error) if error.reason() == Reason::UploadNotFound => {}
                Err(error) => return Err(error),
            }
        }
        let request_id = if request_id.is_empty() { fresh_uuid() } else { request_id };
        let size = Some(signed(content.size, "size")?);
        let spec = v1::UploadSpec { target: Some(target), size, digests: None, request_id };
        let request = v1::StartUploadRequest { spec: Some(spec) };
        let started = call!(self.client, Repeat::Safe, artifact_stub.start_upload(request));
        let upload = match started {
            Err(error) if error.reason() == Reason::Unimplemented => return Ok(None),
            started => started?.upload.ok_or_else(|| Error::corrupt("an upload began without an upload"))?,
        };
        remember(content, &upload.id).await?;
        // Repeated by the caller's own request id, it may be one that got far before.
        self.look(&upload.id).await.map(Some)
    }

    async fn look(&mut self, id: &str) -> Result<v1::Upload> {
        let request = v1::GetUploadRequest { upload_id: id.to_owned() };
        let answer = call!(self.client, Repeat::Safe, artifact_stub.get_upload(request))?;
        answer.upload.ok_or_else(|| Error::corrupt("an answer without an upload"))
    }

    async fn send_on(&mut self, mut upload: v1::Upload, content: &Resumable) -> Result<Option<v1::Artifact>> {
        let mut barren = 0;
        loop {
            let safe = upload.persisted_offset;
            let error = match self.try_once(&upload, content).await? {
                Tried::Done(artifact) => return Ok(*artifact),
                Tried::Broken(error) => error,
            };
            // A server that is away answers nothing at all: asking counts as trying.
            match self.look(&upload.id).await {
                Ok(now) => upload = now,
                Err(unreachable) if unreachable.retryable() => {}
                Err(error) => return Err(error),
            }
            barren = if upload.persisted_offset > safe { 1 } else { barren + 1 };
            if barren >= self.client.retry().attempts.max(1) {
                return Err(error);
            }
            self.client.retry().pause(barren, &error).await;
        }
    }

    /// One stream from what is safe to the end; of an upload that is completed, the lost answer.
    async fn try_once(&mut self, upload: &v1::Upload, content: &Resumable) -> Result<Tried> {
        let safe = unsigned(upload.persisted_offset, "persisted_offset")?;
        let mut chunks = content.source.chunks().await?;
        let mut running = Running::new(true);
        let rest = reread(&mut chunks, &mut running, safe).await?;
        let found = running.so_far().await?;
        let said = upload.prefix_digests.clone().unwrap_or_default();
        let sha256 = said.sha256.as_deref();
        let same = running.size() == safe
            && said.crc32c.is_none_or(|crc32c| found.crc32c == Some(crc32c))
            && sha256.is_none_or(|sha256| found.sha256.is_some_and(|found| found[..] == *sha256));
        if !same {
            let why =
                "the content is not that of this upload: it has changed, or the state file is another's";
            return Err(Error::usage(why));
        }
        let outcome = if upload.state() == v1::UploadState::Completed {
            self.lost_answer(upload, running).await
        } else {
            self.tell(safe, Some(content.size));
            let chunks = stream::iter(rest.map(Ok)).chain(chunks).boxed();
            self.exchange(Start::UploadId(upload.id.clone()), Some(content.size), running, chunks).await
        };
        match outcome {
            Ok(artifact) => Ok(Tried::Done(Box::new(artifact))),
            Err(error) if goes_on(&error) => Ok(Tried::Broken(error)),
            Err(error) => Err(error),
        }
    }

    async fn lost_answer(&mut self, upload: &v1::Upload, running: Running) -> Result<Option<v1::Artifact>> {
        let finish = v1::UploadFinish {
            size: Some(signed(running.size(), "size")?),
            digests: Some(running.finish().await?.to_raw()),
        };
        let request = v1::CompleteUploadRequest { upload_id: upload.id.clone(), finish: Some(finish) };
        Ok(call!(self.client, Repeat::Safe, artifact_stub.complete_upload(request))?.artifact)
    }
}

/// Is the upload as good as it was? Then what is safe of it is asked for, and sending goes on.
fn goes_on(error: &Error) -> bool {
    error.retryable()
        || matches!(
            error.reason(),
            // What was on its way when the last connection broke became safe meanwhile.
            Reason::OffsetMismatch | Reason::IdleTimeout | Reason::Deadline | Reason::Cancelled
        )
}

/// Takes the chunks up to `safe` into the digests; answers what the last of them has behind it.
async fn reread(
    chunks: &mut BoxStream<'static, Result<Bytes>>,
    running: &mut Running,
    safe: u64,
) -> Result<Option<Bytes>> {
    while running.size() < safe {
        let Some(mut chunk) = chunks.next().await.transpose()? else { break };
        let left = usize::try_from(safe - running.size()).unwrap_or(usize::MAX);
        let piece = chunk.split_to(chunk.len().min(left));
        running.update(&piece, crc32c(&piece)).await?;
        if !chunk.is_empty() {
            return Ok(Some(chunk));
        }
    }
    Ok(None)
}

/// The upload that the state file names, if there is one of content of this size.
async fn recall(content: &Resumable) -> Result<Option<String>> {
    let Some(path) = &content.state else { return Ok(None) };
    let text = match tokio::fs::read(path).await {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Error::local(path.display(), error)),
    };
    let state: serde_json::Value = serde_json::from_slice(&text).unwrap_or_default();
    match (state["upload_id"].as_str(), state["size"].as_u64()) {
        (Some(id), Some(size)) if size == content.size => Ok(Some(id.to_owned())),
        (Some(_), Some(_)) => {
            Err(Error::usage(format!("{} is the state of an upload of another size", path.display())))
        }
        _ => Err(Error::usage(format!("{} is no state of an upload", path.display()))),
    }
}

async fn remember(content: &Resumable, id: &str) -> Result<()> {
    let Some(path) = &content.state else { return Ok(()) };
    let mut file = WholeFile::create(path);
    file.write(json!({ "upload_id": id, "size": content.size }).to_string().into()).await?;
    file.commit().await
}

async fn forget(state: Option<&PathBuf>) -> Result<()> {
    let Some(path) = state else { return Ok(()) };
    match tokio::fs::remove_file(path).await {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Error::local(path.display(), error))
        }
        _ => Ok(()),
    }
}

/// A UUID of the fourth kind. The standard library's hash keys are random enough to tell requests apart.
fn fresh_uuid() -> String {
    let half = || RandomState::new().hash_one(0_u8);
    let (high, low) = (half() & !0xF000 | 0x4000, half() & !(0b11 << 62) | (0b10 << 62));
    let digits = format!("{high:016x}{low:016x}");
    let parts = [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]];
    parts.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fresh_uuid_is_one() {
        let (one, two) = (fresh_uuid(), fresh_uuid());
        assert_ne!(one, two);
        assert_eq!((one.len(), &one[14..15]), (36, "4"));
        assert!(matches!(&one[19..20], "8" | "9" | "a" | "b"), "{one}");
    }
}
