//! Many small requests in one message, each with its own outcome.
//!
//! An item is what the single method's request is, and takes the same way; a batch only saves round trips. What does
//! not fit is refused by itself, in the order asked, and the others go on.

use bytes::Bytes;
use futures::StreamExt as _;
use futures::future::BoxFuture;
use futures::stream;
use prost::Message as _;

use super::artifacts::{Artifacts, whole};
use super::convert;
use super::status::failure;
use crate::domain::{Artifact, Caller};
use crate::error::{ErrorKind, Result};
use crate::proto::v1::{
    self, batch_create_artifacts_response as created, batch_read_artifacts_response as read,
};
use crate::service::action::{CreateArtifact, DeleteArtifact};

/// The most items of a batch.
pub(super) const BATCH_MAX_ITEMS: usize = 100;
/// The most content of a batch, each way: with what is said about it, it fits a message.
pub(super) const BATCH_MAX_BYTES: usize = 3 << 20;
/// Items of one batch that are worked on at once: enough for a group commit, too few to crowd out other callers.
const ITEMS_AT_ONCE: usize = 8;
/// Items of one batch that are read at once: each may have 1 MiB in memory.
const READS_AT_ONCE: usize = 4;

/// What is left of a batch's bytes.
struct Room(usize);

impl Room {
    fn new() -> Self {
        Self(BATCH_MAX_BYTES)
    }

    /// An item that does not fit takes nothing, so a smaller one behind it may still fit.
    fn take(&mut self, bytes: usize) -> Result<()> {
        match self.0.checked_sub(bytes) {
            Some(left) => {
                self.0 = left;
                Ok(())
            }
            None => {
                let error = ErrorKind::SizeLimit.error("the batch is full; send this item in another one");
                Err(error.with("limit", BATCH_MAX_BYTES))
            }
        }
    }
}

fn check_items(count: usize) -> Result<()> {
    if count <= BATCH_MAX_ITEMS {
        return Ok(());
    }
    let error = ErrorKind::SizeLimit.error(format!("a batch has at most {BATCH_MAX_ITEMS} items"));
    Err(error.with("limit", BATCH_MAX_ITEMS))
}

impl Artifacts {
    pub(super) async fn create_many(
        &self,
        caller: &Caller,
        request: v1::BatchCreateArtifactsRequest,
    ) -> Result<v1::BatchCreateArtifactsResponse> {
        check_items(request.items.len())?;
        let repeatable = convert::repeatable_from("BatchCreateArtifacts", &request.request_id, &request)?;
        let _run = self.edge.services.begin_batch(caller, repeatable.as_ref()).await?;
        let mut room = Room::new();
        let items = request.items.into_iter().enumerate().map(|(at, item)| {
            let of_item = repeatable.as_ref().map(|request| request.of_item(at));
            let (action, data) = convert::create_item_from(item, of_item)?;
            room.take(data.len())?;
            Ok((action, data))
        });
        let items: Vec<Result<(CreateArtifact, Bytes)>> = items.collect();
        let calls = items.into_iter().map(|item| -> BoxFuture<'_, Result<Artifact>> {
            Box::pin(async move {
                let (action, data) = item?;
                self.edge.services.create_artifact(caller, action, whole(data)).await
            })
        });
        let outcomes: Vec<_> =
            stream::iter(calls.collect::<Vec<_>>()).buffered(ITEMS_AT_ONCE).collect().await;
        let items = outcomes.into_iter().map(|outcome| {
            let outcome = match outcome {
                Ok(artifact) => created::item::Outcome::Artifact(self.artifact_to(artifact)),
                Err(error) => created::item::Outcome::Failure(failure(&error)),
            };
            created::Item { outcome: Some(outcome) }
        });
        Ok(v1::BatchCreateArtifactsResponse { items: items.collect() })
    }

    pub(super) async fn read_many(
        &self,
        caller: &Caller,
        request: v1::BatchReadArtifactsRequest,
    ) -> Result<v1::BatchReadArtifactsResponse> {
        check_items(request.items.len())?;
        let calls =
            request.items.into_iter().map(|item| -> BoxFuture<'_, Result<v1::ReadArtifactResponse>> {
                let v1::batch_read_artifacts_request::Item { artifact_id, version, range } = item;
                Box::pin(self.read(caller, v1::ReadArtifactRequest { artifact_id, version, range }))
            });
        let mut reads = stream::iter(calls.collect::<Vec<_>>()).buffered(READS_AT_ONCE);
        let (mut room, mut items) = (Room::new(), Vec::new());
        while let Some(outcome) = reads.next().await {
            let outcome = outcome.and_then(|content| {
                // All of the item, so that the answer fits a message whatever its metadata are.
                room.take(content.encoded_len())?;
                Ok(content)
            });
            let outcome = match outcome {
                Ok(content) => read::item::Outcome::Content(content),
                Err(error) => read::item::Outcome::Failure(failure(&error)),
            };
            items.push(read::Item { outcome: Some(outcome) });
        }
        Ok(v1::BatchReadArtifactsResponse { items })
    }

    pub(super) async fn delete_many(
        &self,
        caller: &Caller,
        request: v1::BatchDeleteArtifactsRequest,
    ) -> Result<v1::BatchDeleteArtifactsResponse> {
        use v1::batch_delete_artifacts_response::Item;
        check_items(request.items.len())?;
        let repeatable = convert::repeatable_from("BatchDeleteArtifacts", &request.request_id, &request)?;
        let _run = self.edge.services.begin_batch(caller, repeatable.as_ref()).await?;
        let calls = request.items.into_iter().enumerate().map(|(at, item)| -> BoxFuture<'_, Item> {
            let of_item = repeatable.as_ref().map(|request| request.of_item(at));
            Box::pin(async move {
                let outcome = self.delete_one(caller, convert::delete_item_from(&item, of_item)).await;
                Item { artifact_id: item.artifact_id, failure: outcome.err().map(|error| failure(&error)) }
            })
        });
        let items = stream::iter(calls.collect::<Vec<_>>()).buffered(ITEMS_AT_ONCE).collect().await;
        Ok(v1::BatchDeleteArtifactsResponse { items })
    }

    async fn delete_one(&self, caller: &Caller, action: Result<DeleteArtifact>) -> Result<()> {
        self.edge.services.delete_artifact(caller, action?).await
    }
}
