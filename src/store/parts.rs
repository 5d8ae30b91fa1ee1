//! Content in parts: cut, summed, written, recorded.
//!
//! One writer at a time adds to an upload, the one that took it over last. It takes what comes as a body for the blob store
//! until the part is full, and makes the part count by its row. What came when the stream breaks is a part too, where the
//! store takes parts of any size: so a client sends again what was not yet safe, and no more.
//!
//! ```text
//! frames ─► Source: verifies what comes again, checks sizes ─► sums ─► put_part ─► record_part
//! ```

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures::{StreamExt as _, stream};

use super::blob::{BlobBody, BlobStore};
use super::body::{Summing, check_chunk, size_mismatch, too_large};
use super::catalog::{Catalog, KeptPart, KeptUpload, NewPart, TakenOver};
use super::overlap::Overlap;
use crate::clock::Clock;
use crate::domain::{
    Chunk, ContentHasher, ContentStream, Expected, Frame, Part, PartSpot, PartsHandle, Upload, crc32c,
};
use crate::error::{Error, ErrorKind, ResourceType, Result};
use crate::shutdown::Shutdown;

/// How a stream of content ended.
#[derive(Debug)]
pub(super) enum Ending {
    /// With a finish, and what it said.
    Finish(Expected),
    /// In any other way; what came before is as good as it was.
    Broken(Error),
}

/// The new bytes of a stream that goes on with an upload.
pub(super) struct Source {
    frames: ContentStream,
    catalog: Arc<dyn Catalog>,
    shutdown: Shutdown,
    upload: Upload,
    hasher_at_start: ContentHasher,
    /// Has a first byte come?
    begun: bool,
    overlap: Option<Overlap>,
    /// Bytes that are checked and wait to be taken.
    ready: Option<Chunk>,
    /// Where the content ends that came, taken or ready.
    end: u64,
    max_size: u64,
    ending: Option<Ending>,
}

impl Source {
    /// The frames, from wherever the client begins again.
    pub(super) fn new(
        frames: ContentStream,
        kept: &KeptUpload,
        catalog: Arc<dyn Catalog>,
        shutdown: Shutdown,
        max_size: u64,
    ) -> Result<Self> {
        Ok(Self {
            frames,
            catalog,
            shutdown,
            upload: kept.upload.clone(),
            hasher_at_start: hasher_of(kept)?,
            begun: false,
            overlap: None,
            ready: None,
            end: kept.upload.persisted,
            max_size,
            ending: None,
        })
    }

    /// Is there a new byte? Waits until one is ready or the stream has ended.
    pub(super) async fn fill(&mut self) -> Result<bool> {
        while self.ready.is_none() && self.ending.is_none() {
            match self.frame().await {
                Some(Ok(Frame::Chunk(chunk))) if chunk.data.is_empty() => {}
                Some(Ok(Frame::Chunk(chunk))) => self.take(chunk).await?,
                Some(Ok(Frame::Finish(expected))) => self.ending = Some(self.finish(expected)),
                Some(Err(error)) => self.ending = Some(Ending::Broken(error)),
                None => {
                    let why = "the stream ended without a finish; what is safe of it is kept";
                    self.ending = Some(Ending::Broken(ErrorKind::InvalidArgument.error(why)));
                }
            }
        }
        Ok(self.ready.is_some())
    }

    /// The next frame; a server that is told to end lets what came be saved instead.
    async fn frame(&mut self) -> Option<Result<Frame>> {
        tokio::select! {
            biased;
            () = self.shutdown.begun() => {
                let why = "the server is shutting down; go on from the persisted offset";
                Some(Err(ErrorKind::Draining.error(why)))
            }
            frame = self.frames.next() => frame,
        }
    }

    fn finish(&self, expected: Expected) -> Ending {
        match &self.overlap {
            Some(overlap) if !overlap.is_done() => {
                let why = "the content ends before the persisted offset";
                Ending::Broken(ErrorKind::OffsetMismatch.error(why).with("offset", overlap.at()))
            }
            Some(_) | None => Ending::Finish(expected),
        }
    }

    /// How the stream ended, if it did.
    pub(super) fn into_ending(self) -> Ending {
        self.ending.unwrap_or_else(|| Ending::Broken(Error::internal("an upload ended before its stream")))
    }

    fn is_finished(&self) -> Option<&Expected> {
        match &self.ending {
            Some(Ending::Finish(expected)) => Some(expected),
            Some(Ending::Broken(_)) | None => None,
        }
    }

    /// Keeps what is ready as a copy that holds no permit. A part for a bucket waits for memory, and those that have
    /// memory wait for permits to fill it: with a permit in hand both would wait for ever.
    fn let_go(&mut self) {
        if let Some(chunk) = &mut self.ready {
            chunk.data = Bytes::copy_from_slice(&chunk.data);
            chunk.held = None;
        }
    }

    /// Up to `room` bytes of what is ready.
    fn cut(&mut self, room: u64) -> Option<Chunk> {
        let mut chunk = self.ready.take()?;
        let room = usize::try_from(room).unwrap_or(usize::MAX);
        if chunk.data.len() <= room {
            return Some(chunk);
        }
        // Summed in pieces, it can no more be held against what it was sent with: that is done first.
        let (data, offset) = (chunk.data.split_to(room), chunk.offset);
        chunk.offset += room as u64;
        self.ready = Some(chunk);
        Some(Chunk { data, offset, crc32c: None, held: None })
    }

    async fn take(&mut self, mut chunk: Chunk) -> Result<()> {
        if !self.begun {
            self.begin(chunk.offset).await?;
        }
        let end = chunk.offset + chunk.data.len() as u64;
        self.check_size(end)?;
        let repeated = self.upload.persisted.saturating_sub(chunk.offset);
        if repeated == 0 {
            self.end = end;
            self.ready = Some(chunk);
            return Ok(());
        }
        check_chunk(crc32c(&chunk.data), chunk.crc32c.take(), chunk.offset)?;
        let repeated = chunk.data.split_to(
            usize::try_from(repeated).map_or(chunk.data.len(), |repeated| repeated.min(chunk.data.len())),
        );
        if let Some(overlap) = &mut self.overlap {
            overlap.take(&repeated)?;
        }
        chunk.offset += repeated.len() as u64;
        if !chunk.data.is_empty() {
            self.end = end;
            self.ready = Some(chunk);
        }
        Ok(())
    }

    /// The first bytes: they go on where those that are safe end, or come again from where a sum begins.
    async fn begin(&mut self, offset: u64) -> Result<()> {
        let persisted = self.upload.persisted;
        self.begun = true;
        if offset == persisted {
            return Ok(());
        }
        if offset < persisted {
            let parts = self.catalog.parts(self.upload.id).await?;
            self.overlap = Overlap::from(offset, &parts, &self.hasher_at_start);
        }
        if self.overlap.is_some() {
            return Ok(());
        }
        let why = format!("go on at the persisted offset, {persisted}, or begin again at 0");
        let error = ErrorKind::OffsetMismatch.error(why).with("offset", offset);
        Err(error.with("expected_offset", persisted))
    }

    fn check_size(&self, end: u64) -> Result<()> {
        check_size(&self.upload, end, self.max_size)
    }
}

/// May the content reach so far?
pub(super) fn check_size(upload: &Upload, end: u64, max_size: u64) -> Result<()> {
    if end > max_size {
        return Err(too_large(max_size));
    }
    if let Some(declared) = upload.expected.size.filter(|declared| end > *declared) {
        return Err(size_mismatch(declared, end));
    }
    if upload.closed && end > upload.persisted {
        return Err(size_mismatch(upload.persisted, end));
    }
    Ok(())
}

/// The hasher as it stood at the persisted offset.
pub(super) fn hasher_of(kept: &KeptUpload) -> Result<ContentHasher> {
    let hasher = ContentHasher::restore(&kept.hasher);
    hasher
        .filter(|hasher| hasher.size() == kept.upload.persisted)
        .ok_or_else(|| Error::internal("an upload's hasher does not stand where its bytes end"))
}

/// Who adds to an upload, until somebody else takes it over.
pub(super) struct Writer {
    pub(super) blobs: Arc<dyn BlobStore>,
    pub(super) catalog: Arc<dyn Catalog>,
    pub(super) clock: Arc<dyn Clock>,
    /// By how much progress moves the deadline.
    pub(super) ttl: Duration,
    upload: Upload,
    handle: Option<PartsHandle>,
    /// The number of the next part.
    number: u32,
    sums: Summing,
}

impl Writer {
    pub(super) fn new(
        taken: TakenOver,
        blobs: Arc<dyn BlobStore>,
        catalog: Arc<dyn Catalog>,
        clock: Arc<dyn Clock>,
        ttl: Duration,
    ) -> Result<Self> {
        let TakenOver { kept, number } = taken;
        let sums = Summing::Idle(hasher_of(&kept)?);
        let (upload, handle) = (kept.upload, None);
        Ok(Self { blobs, catalog, clock, ttl, upload, handle, number, sums })
    }

    /// The upload, as this writer left it.
    pub(super) fn upload(&self) -> &Upload {
        &self.upload
    }

    /// Writes all that comes.
    pub(super) async fn write_all(&mut self, source: &mut Source) -> Result<()> {
        let waits = self.blobs.part_rules().count.is_some();
        while source.fill().await? {
            if waits {
                source.let_go();
            }
            self.write_part(source).await?;
        }
        Ok(())
    }

    async fn write_part(&mut self, source: &mut Source) -> Result<()> {
        let room = self.upload.plan.size_of(self.number);
        let spot = self.spot(room)?;
        let handle = self.handle().await?;
        let least = self.blobs.part_rules().least;
        let body = body(source, &mut self.sums, room, least);
        let written = self.blobs.put_part(&self.upload.key, &handle, spot, body).await?;
        let total = spot.offset + written.size;
        let closes = source.is_finished().is_some_and(|said| {
            [said, &self.upload.expected].iter().all(|said| said.size.is_none_or(|size| size == total))
        });
        self.record(spot, written.size, written.tag, closes).await
    }

    /// Writes one piece, which is a part of its own.
    pub(super) async fn write_piece(&mut self, data: Bytes, crc: Option<u32>, closes: bool) -> Result<()> {
        let spot = self.spot(data.len() as u64)?;
        let handle = self.handle().await?;
        let hasher = self.sums.settle().await?;
        self.sums = Summing::start(hasher, data.clone(), crc, spot.offset)?;
        let body = stream::iter([Ok(Chunk::plain(data))]).boxed();
        let written = self.blobs.put_part(&self.upload.key, &handle, spot, body).await?;
        self.record(spot, written.size, written.tag, closes).await
    }

    fn spot(&self, room: u64) -> Result<PartSpot> {
        let (epoch, number, offset) = (self.upload.epoch, self.number, self.upload.persisted);
        if let Some(most) = self.blobs.part_rules().count.filter(|most| number > *most) {
            let why =
                format!("the store takes at most {most} parts; declare the size when the upload begins");
            return Err(ErrorKind::SizeLimit.error(why).with("limit", most));
        }
        Ok(PartSpot { epoch, number, offset, room })
    }

    /// The store's name for the upload: it is begun there when the first byte comes.
    async fn handle(&mut self) -> Result<PartsHandle> {
        if let Some(handle) = self.handle.as_ref().or(self.upload.handle.as_ref()) {
            return Ok(handle.clone());
        }
        let ours = self.blobs.begin_parts(&self.upload.key).await?;
        let now = self.clock.now();
        let kept = self.catalog.name_upload(self.upload.id, self.upload.epoch, &ours, now).await;
        if kept.as_ref().is_err_and(|error| error.kind() == ErrorKind::UploadFenced)
            && !ours.as_str().is_empty()
        {
            // Begun twice at once: the other one's name stands.
            self.blobs.abort_parts(&self.upload.key, Some(&ours)).await?;
        }
        let kept = kept?;
        self.handle = Some(kept.clone());
        Ok(kept)
    }

    async fn record(&mut self, spot: PartSpot, size: u64, tag: String, closes: bool) -> Result<()> {
        let mut hasher = self.sums.settle().await?;
        let end = spot.offset + size;
        if hasher.size() != end {
            return Err(Error::internal("a part was stored with another size than it came with"));
        }
        let crc32c = hasher.take_run();
        let (state, sums) = hasher.save();
        let (number, epoch, offset) = (spot.number, spot.epoch, spot.offset);
        let part = Part { number, epoch, offset, size, crc32c, tag };
        let now = self.clock.now();
        let new = NewPart {
            upload: self.upload.id,
            kept: KeptPart { part, sums },
            hasher: state,
            closes,
            deadline: now.plus(self.ttl),
        };
        self.number = self.catalog.record_part(new, now).await?;
        self.upload.persisted = end;
        self.upload.closed = closes;
        self.upload.update_time = now;
        self.upload.deadline = now.plus(self.ttl);
        self.upload.prefix = hasher.digests();
        self.sums = Summing::Idle(hasher);
        Ok(())
    }
}

/// The bytes of one part. It ends where the part is full, or the stream ends; broken off too early for the store to keep
/// it, it fails, and nothing of it stays.
fn body<'a>(source: &'a mut Source, sums: &'a mut Summing, room: u64, least: u64) -> BlobBody<'a> {
    let state = (source, sums, 0);
    stream::try_unfold(state, move |(source, sums, taken)| async move {
        if taken == room || !source.fill().await? {
            let broken = matches!(source.ending, Some(Ending::Broken(_)));
            if broken && taken < least {
                return Err(ErrorKind::Cancelled.error("too little came of a part for the store to keep it"));
            }
            return Ok(None);
        }
        let left = room - taken;
        if let Some(chunk) = &mut source.ready
            && chunk.data.len() as u64 > left
        {
            check_chunk(crc32c(&chunk.data), chunk.crc32c.take(), chunk.offset)?;
        }
        let Some(chunk) = source.cut(left) else { return Ok(None) };
        let hasher = sums.settle().await?;
        *sums = Summing::start(hasher, chunk.data.clone(), chunk.crc32c, chunk.offset)?;
        let taken = taken + chunk.data.len() as u64;
        Ok(Some((chunk, (source, sums, taken))))
    })
    .boxed()
}

/// Says how far the upload got, and whether it can go on: a client that lost its connection asks for nothing else.
pub(super) fn at(error: Error, upload: &Upload) -> Error {
    let goes_on = matches!(
        error.kind(),
        ErrorKind::BackendUnavailable
            | ErrorKind::Draining
            | ErrorKind::RateLimited
            | ErrorKind::IdleTimeout
            | ErrorKind::Deadline
            | ErrorKind::Cancelled
            | ErrorKind::OffsetMismatch
            | ErrorKind::StorageFull
            | ErrorKind::Internal
    );
    let error = match error.resource() {
        Some(_) => error,
        None => error.about(ResourceType::Upload, upload.id),
    };
    error.with("upload_id", upload.id).with("persisted_offset", upload.persisted).with("resumable", goes_on)
}
