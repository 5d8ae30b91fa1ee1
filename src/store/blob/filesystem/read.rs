//! One read: a file that was opened once, a block at a time, with one block read ahead.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use futures::{StreamExt, stream};
use tokio::task::JoinHandle;

use super::failure;
use crate::domain::{BLOCK_SIZE, ResolvedRange};
use crate::error::Result;
use crate::store::blob::{BlobBytes, corrupt, unavailable};

/// The rest of a range. The open file keeps the bytes, whatever happens to their name.
pub(super) struct Reader {
    file: Arc<File>,
    /// Where the block after `next` begins.
    at: u64,
    end: u64,
    next: Option<Next>,
}

enum Next {
    Here(Bytes),
    Coming(JoinHandle<Result<Bytes>>),
}

impl Reader {
    /// Opens the file and reads its first block, in one step. An outer error says that it cannot be opened.
    pub(super) fn open(path: &Path, range: ResolvedRange) -> io::Result<Result<Self>> {
        let file = File::open(path)?;
        let meta = file.metadata()?;
        if !meta.is_file() {
            return Err(io::ErrorKind::NotFound.into());
        }
        if meta.len() < range.end() {
            return Ok(Err(too_short()));
        }
        let mut reader = Self { file: Arc::new(file), at: range.offset, end: range.end(), next: None };
        Ok(match reader.take_block() {
            None => Ok(reader),
            Some((at, length)) => read(&reader.file, at, length).map(|block| {
                reader.next = Some(Next::Here(block));
                reader
            }),
        })
    }

    /// The bytes. While one block is being sent the next is read.
    pub(super) fn stream(self) -> BlobBytes {
        stream::try_unfold(self, |mut reader| async move {
            let block = match reader.next.take() {
                None => return Ok(None),
                Some(Next::Here(block)) => block,
                Some(Next::Coming(step)) => step.await.unwrap_or_else(|error| Err(unavailable(error)))?,
            };
            if let Some((at, length)) = reader.take_block() {
                let file = Arc::clone(&reader.file);
                reader.next =
                    Some(Next::Coming(tokio::task::spawn_blocking(move || read(&file, at, length))));
            }
            Ok(Some((block, reader)))
        })
        .boxed()
    }

    /// Where the next block to be read is, if there is one.
    fn take_block(&mut self) -> Option<(u64, usize)> {
        let at = self.at;
        // To the end of the block that it lies in, wherever the range begins.
        let length = (self.end - at).min(BLOCK_SIZE - at % BLOCK_SIZE);
        self.at += length;
        usize::try_from(length).ok().filter(|&length| length > 0).map(|length| (at, length))
    }
}

fn read(file: &File, at: u64, length: usize) -> Result<Bytes> {
    let mut block = vec![0; length];
    file.read_exact_at(&mut block, at).map_err(|error| match error.kind() {
        io::ErrorKind::UnexpectedEof => too_short(),
        _ => failure(error),
    })?;
    Ok(block.into())
}

fn too_short() -> crate::error::Error {
    corrupt("stored bytes are fewer than they should be")
}
