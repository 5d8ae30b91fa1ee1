//! A body on its way into rows.

use futures::TryStreamExt as _;

use super::ROW;
use crate::domain::Chunk;
use crate::error::Result;
use crate::store::blob::BlobBody;

/// Cuts a body into rows.
pub(super) struct Rows<'a> {
    body: BlobBody<'a>,
    /// What did not fit into the row before, with what it holds.
    rest: Option<Chunk>,
}

impl<'a> Rows<'a> {
    pub(super) fn of(body: BlobBody<'a>) -> Self {
        Self { body, rest: None }
    }

    /// The next row; one that is not full is the last. A chunk is dropped as soon as it is copied.
    pub(super) async fn next(&mut self) -> Result<Vec<u8>> {
        self.up_to(ROW as u64).await
    }

    /// The next row, of this size unless it is the last.
    pub(super) async fn up_to(&mut self, size: u64) -> Result<Vec<u8>> {
        let size = usize::try_from(size).unwrap_or(ROW);
        let mut row = Vec::new();
        while row.len() < size {
            let chunk = match self.rest.take() {
                Some(rest) => Some(rest),
                None => self.body.try_next().await?,
            };
            let Some(mut chunk) = chunk else { break };
            let part = chunk.data.split_to(chunk.data.len().min(size - row.len()));
            row.extend_from_slice(&part);
            if !chunk.data.is_empty() {
                self.rest = Some(chunk);
            }
        }
        Ok(row)
    }
}
