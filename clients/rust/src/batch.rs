//! Many small artifacts at once: each with its own outcome, in the order asked.
//!
//! A message takes 100 items and 3 MiB; what is more goes in as many messages as it takes, one after the other. A
//! message that fails as a whole is the failure of its items, so whatever happens, each item has an answer of its own.

use std::collections::HashMap;

use bytes::Bytes;
use prost::Message;

use crate::artifacts::{Artifacts, ReadContent, read_content};
use crate::client::{Client, call};
use crate::error::{Error, Reason, Result};
use crate::model::{Artifact, artifact, signed};
use crate::options::{NewArtifact, Part};
use crate::raw::v1::{
    self, batch_create_artifacts_request as create, batch_create_artifacts_response as created,
    batch_delete_artifacts_request as delete, batch_read_artifacts_request as read,
    batch_read_artifacts_response as was_read,
};
use crate::retry::Repeat;
use crate::transfer::digest;

/// The most items of one message.
const MAX_ITEMS: usize = 100;
/// The most bytes of one message: the server's limit for content, kept for all that is said of it too.
const MAX_BYTES: usize = 3 << 20;

/// What to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadItem {
    artifact_id: String,
    version: u64,
    part: Option<Part>,
}

impl ReadItem {
    /// All of an artifact's content.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self { artifact_id: id.into(), version: 0, part: None }
    }

    /// That version rather than the current one.
    #[must_use]
    pub fn version(mut self, version: u64) -> Self {
        self.version = version;
        self
    }

    /// Only a part.
    #[must_use]
    pub fn range(mut self, part: impl Into<Part>) -> Self {
        self.part = Some(part.into());
        self
    }

    fn to_raw(&self) -> Result<read::Item> {
        Ok(read::Item {
            artifact_id: self.artifact_id.clone(),
            version: signed(self.version, "version")?,
            range: self.part.map(Part::to_raw).transpose()?,
        })
    }
}

/// What to delete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeleteItem {
    artifact_id: String,
    etag: String,
}

impl DeleteItem {
    /// An artifact.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self { artifact_id: id.into(), etag: String::new() }
    }

    /// Only while it has this etag.
    #[must_use]
    pub fn if_etag(mut self, etag: impl Into<String>) -> Self {
        self.etag = etag.into();
        self
    }
}

impl<I: Into<String>> From<I> for ReadItem {
    fn from(id: I) -> Self {
        Self::new(id)
    }
}

impl<I: Into<String>> From<I> for DeleteItem {
    fn from(id: I) -> Self {
        Self::new(id)
    }
}

impl Artifacts {
    /// Makes artifacts of at most 1 MiB each, in as few messages as they fit into. Request ids of the specs are
    /// refused: they belong to calls.
    pub async fn create_batch(
        &self,
        items: impl IntoIterator<Item = (Bytes, NewArtifact)>,
    ) -> Vec<Result<Artifact>> {
        let client = self.client();
        let mut outcomes = Outcomes::default();
        let mut message = Filling::default();
        for (at, (data, spec)) in items.into_iter().enumerate() {
            let mut item = match create_item(data, spec) {
                Ok(item) => item,
                Err(error) => {
                    outcomes.put(at, Err(error));
                    continue;
                }
            };
            let held = client.begin_write(item.spec.get_or_insert_default(), "").await;
            // The first write of an anonymous client begins the session that all others go into.
            let alone = held.is_first();
            if alone || !message.fits(item.encoded_len()) {
                create_all(client, message.take(), &mut outcomes).await;
            }
            message.add(at, item.encoded_len(), item);
            if alone {
                create_all(client, message.take(), &mut outcomes).await;
            }
            drop(held);
        }
        create_all(client, message.take(), &mut outcomes).await;
        outcomes.in_order()
    }

    /// Reads small contents, at most 1 MiB each. What does not fit into the first answer is asked for again.
    pub async fn read_batch(
        &self,
        items: impl IntoIterator<Item = impl Into<ReadItem>>,
    ) -> Vec<Result<ReadContent>> {
        let mut outcomes = Outcomes::default();
        let mut waiting = Vec::new();
        for (at, item) in items.into_iter().enumerate() {
            match item.into().to_raw() {
                Ok(item) => waiting.push((at, item)),
                Err(error) => outcomes.put(at, Err(error)),
            }
        }
        waiting.reverse();
        while !waiting.is_empty() {
            let asked = waiting.split_off(waiting.len().saturating_sub(MAX_ITEMS));
            let asked: Vec<_> = asked.into_iter().rev().collect();
            let full = read_all(self.client(), asked, &mut outcomes).await;
            waiting.extend(full.into_iter().rev());
        }
        outcomes.in_order()
    }

    /// Deletes artifacts.
    pub async fn delete_batch(
        &self,
        items: impl IntoIterator<Item = impl Into<DeleteItem>>,
    ) -> Vec<Result<()>> {
        let mut outcomes = Outcomes::default();
        let items = items.into_iter().map(|item| {
            let DeleteItem { artifact_id, etag } = item.into();
            delete::Item { artifact_id, etag }
        });
        let items: Vec<_> = items.enumerate().collect();
        for some in items.chunks(MAX_ITEMS) {
            let (places, items) = some.iter().cloned().unzip::<usize, _, Vec<_>, _>();
            let request = v1::BatchDeleteArtifactsRequest { items, request_id: String::new() };
            let answer = call!(self.client(), Repeat::Unsafe, artifact_stub.batch_delete_artifacts(request));
            let items = answer.map(|answer| answer.items.into_iter());
            let done =
                items.map(|items| items.map(|item| item.failure.map_or(Ok(()), |why| Err(why.into()))));
            outcomes.put_all(&places, done.map(Iterator::collect));
        }
        outcomes.in_order()
    }
}

fn create_item(data: Bytes, spec: NewArtifact) -> Result<create::Item> {
    let (spec, request_id) = spec.into_raw()?;
    if !request_id.is_empty() {
        return Err(Error::usage("an item of a batch has no request id"));
    }
    let digests = Some(digest::of(&data).to_raw());
    Ok(create::Item { spec: Some(spec), data, digests })
}

/// Items of a message that is being filled, with their places among all.
struct Filling<I> {
    items: Vec<I>,
    places: Vec<usize>,
    bytes: usize,
}

impl<I> Default for Filling<I> {
    fn default() -> Self {
        Self { items: Vec::new(), places: Vec::new(), bytes: 0 }
    }
}

impl<I> Filling<I> {
    fn fits(&self, bytes: usize) -> bool {
        self.items.len() < MAX_ITEMS && self.bytes + bytes <= MAX_BYTES
    }

    fn add(&mut self, place: usize, bytes: usize, item: I) {
        self.places.push(place);
        self.items.push(item);
        self.bytes += bytes;
    }

    fn take(&mut self) -> Self {
        std::mem::take(self)
    }
}

async fn create_all(client: &Client, message: Filling<create::Item>, outcomes: &mut Outcomes<Artifact>) {
    let Filling { items, places, .. } = message;
    if items.is_empty() {
        return;
    }
    let request = v1::BatchCreateArtifactsRequest { items, request_id: String::new() };
    let answer = call!(*client, Repeat::Unsafe, artifact_stub.batch_create_artifacts(request));
    let made = |item: created::Item| match item.outcome {
        Some(created::item::Outcome::Artifact(made)) => {
            client.wrote_one(&made);
            artifact(Some(made))
        }
        Some(created::item::Outcome::Failure(failure)) => Err(failure.into()),
        None => Err(Error::corrupt("an item of the answer says nothing")),
    };
    outcomes.put_all(&places, answer.map(|answer| answer.items.into_iter().map(made).collect()));
}

/// Reads these, and answers which did not fit beside the others.
async fn read_all(
    client: &Client,
    asked: Vec<(usize, read::Item)>,
    outcomes: &mut Outcomes<ReadContent>,
) -> Vec<(usize, read::Item)> {
    let (places, items): (Vec<_>, Vec<_>) = asked.iter().cloned().unzip();
    let request = v1::BatchReadArtifactsRequest { items };
    let answer = call!(*client, Repeat::Safe, artifact_stub.batch_read_artifacts(request));
    let content = |item: was_read::Item| match item.outcome {
        Some(was_read::item::Outcome::Content(content)) => read_content(content),
        Some(was_read::item::Outcome::Failure(failure)) => Err(failure.into()),
        None => Err(Error::corrupt("an item of the answer says nothing")),
    };
    let read = answer.map(|answer| answer.items.into_iter().map(content).collect::<Vec<_>>());
    // Something came with them, so next time there is more room; what is too large by itself comes to stand alone.
    let full = |outcome: &Result<ReadContent>| {
        outcome.as_ref().is_err_and(|error| error.reason() == Reason::SizeLimit)
    };
    let again: Vec<bool> = match &read {
        Ok(read) if !read.iter().all(full) => read.iter().map(full).collect(),
        Ok(_) | Err(_) => Vec::new(),
    };
    outcomes.put_all(&places, read);
    let again = again.into_iter().chain(std::iter::repeat(false));
    asked.into_iter().zip(again).filter(|(_, again)| *again).map(|(item, _)| item).collect()
}

/// What became of each item, by its place; a later word on a place replaces the earlier one.
struct Outcomes<T>(HashMap<usize, Result<T>>);

impl<T> Default for Outcomes<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<T> Outcomes<T> {
    fn put(&mut self, place: usize, outcome: Result<T>) {
        self.0.insert(place, outcome);
    }

    /// The outcomes of one message, or what became of it.
    fn put_all(&mut self, places: &[usize], outcomes: Result<Vec<Result<T>>>) {
        let error = match outcomes {
            Ok(outcomes) if outcomes.len() == places.len() => {
                for (place, outcome) in places.iter().zip(outcomes) {
                    self.put(*place, outcome);
                }
                return;
            }
            Ok(_) => Error::corrupt("the answer has not as many items as the question"),
            Err(error) => error,
        };
        for place in places {
            self.put(*place, Err(error.clone()));
        }
    }

    fn in_order(self) -> Vec<Result<T>> {
        let mut outcomes: Vec<_> = self.0.into_iter().collect();
        outcomes.sort_by_key(|(place, _)| *place);
        outcomes.into_iter().map(|(_, outcome)| outcome).collect()
    }
}
