//! A backend that fails when it is told to: for tests of what the store does then.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use bytes::Bytes;
use futures::{StreamExt, stream};

use super::{BlobBody, BlobBytes, BlobEntry, BlobStore, PartStore, Presigner, WrittenPart, unavailable};
use crate::domain::{BlobKey, Part, PartRules, PartSpot, PartsHandle, ResolvedRange};
use crate::error::{Error, Result};

/// What is to go wrong. Each happens once, and then the backend is well again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum Fault {
    /// The call after so many others fails, having done nothing.
    Refuse {
        /// How many calls go well before it.
        after: usize,
    },
    /// The call after so many others does what it should, and its answer is lost.
    LoseAnswer {
        /// How many calls go well before it.
        after: usize,
    },
    /// The next write fails behind so many bytes.
    CutPut {
        /// How many bytes are taken before it.
        after: usize,
    },
    /// The next read fails behind so many bytes.
    CutGet {
        /// How many bytes are given before it.
        after: usize,
    },
}

/// The decorator.
pub(in crate::store) struct FaultyBlobs {
    inner: Arc<dyn BlobStore>,
    fault: Mutex<Option<Fault>>,
}

enum Turn {
    Well,
    LoseAnswer,
}

impl FaultyBlobs {
    /// A backend that is well until [`arm`](Self::arm)ed.
    pub(in crate::store) fn new(inner: Arc<dyn BlobStore>) -> Self {
        Self { inner, fault: Mutex::default() }
    }

    /// Says what goes wrong next; forgets what was said before.
    pub(in crate::store) fn arm(&self, fault: Fault) {
        *self.fault.lock().unwrap() = Some(fault);
    }

    /// Has what was armed not happened yet?
    pub(in crate::store) fn armed(&self) -> bool {
        self.fault.lock().unwrap().is_some()
    }

    /// Counts a call down.
    fn turn(&self) -> Result<Turn> {
        let mut fault = self.fault.lock().unwrap();
        match &mut *fault {
            Some(Fault::Refuse { after: 0 }) => {
                *fault = None;
                Err(broken())
            }
            Some(Fault::LoseAnswer { after: 0 }) => {
                *fault = None;
                Ok(Turn::LoseAnswer)
            }
            Some(Fault::Refuse { after } | Fault::LoseAnswer { after }) => {
                *after -= 1;
                Ok(Turn::Well)
            }
            Some(Fault::CutPut { .. } | Fault::CutGet { .. }) | None => Ok(Turn::Well),
        }
    }

    /// Where the body of this call is to be cut, if that is what is armed.
    fn cut(&self, of: impl Fn(Fault) -> Option<usize>) -> Option<usize> {
        let mut fault = self.fault.lock().unwrap();
        let after = fault.and_then(of);
        if after.is_some() {
            *fault = None;
        }
        after
    }
}

fn broken() -> Error {
    unavailable("injected")
}

fn answer<T>(turn: &Turn, done: Result<T>) -> Result<T> {
    match turn {
        Turn::Well => done,
        Turn::LoseAnswer => done.and(Err(broken())),
    }
}

impl FaultyBlobs {
    /// The body as it is to come, cut if that is what is armed.
    fn body<'a>(&self, body: BlobBody<'a>) -> BlobBody<'a> {
        match self.cut(|fault| if let Fault::CutPut { after } = fault { Some(after) } else { None }) {
            None => body,
            Some(after) => body
                .scan(Some(after), |left, chunk| {
                    let next = left.take().map(|room| match chunk {
                        Ok(chunk) if chunk.data.len() < room => {
                            *left = Some(room - chunk.data.len());
                            vec![Ok(chunk)]
                        }
                        Ok(mut chunk) => {
                            chunk.data.truncate(room);
                            vec![Ok(chunk), Err(broken())]
                        }
                        Err(error) => vec![Err(error)],
                    });
                    async move { next.map(stream::iter) }
                })
                .flatten()
                .boxed(),
        }
    }
}

#[async_trait]
impl BlobStore for FaultyBlobs {
    async fn put(&self, key: &BlobKey, body: BlobBody<'_>, size: Option<u64>) -> Result<u64> {
        let turn = self.turn()?;
        let body = self.body(body);
        answer(&turn, self.inner.put(key, body, size).await)
    }

    async fn copy(&self, from: &BlobKey, to: &BlobKey) -> Result<u64> {
        let turn = self.turn()?;
        answer(&turn, self.inner.copy(from, to).await)
    }

    async fn get(&self, key: &BlobKey, range: ResolvedRange) -> Result<BlobBytes> {
        let turn = self.turn()?;
        let cut = self.cut(|fault| if let Fault::CutGet { after } = fault { Some(after) } else { None });
        let bytes = answer(&turn, self.inner.get(key, range).await)?;
        let Some(after) = cut else { return Ok(bytes) };
        let cut = bytes.scan(Some(after), |left, piece: Result<Bytes>| {
            let next = left.take().map(|room| match piece {
                Ok(piece) if piece.len() < room => {
                    *left = Some(room - piece.len());
                    vec![Ok(piece)]
                }
                Ok(piece) => vec![Ok(piece.slice(..room)), Err(broken())],
                Err(error) => vec![Err(error)],
            });
            async move { next.map(stream::iter) }
        });
        Ok(cut.flatten().boxed())
    }

    async fn size_of(&self, key: &BlobKey) -> Result<Option<u64>> {
        let turn = self.turn()?;
        answer(&turn, self.inner.size_of(key).await)
    }

    async fn delete(&self, key: &BlobKey) -> Result<()> {
        let turn = self.turn()?;
        answer(&turn, self.inner.delete(key).await)
    }

    async fn list(&self, after: Option<&str>, limit: usize) -> Result<Vec<BlobEntry>> {
        let turn = self.turn()?;
        answer(&turn, self.inner.list(after, limit).await)
    }

    async fn mark(&self, mark: &str) -> Result<String> {
        let turn = self.turn()?;
        answer(&turn, self.inner.mark(mark).await)
    }

    async fn sweep_staging(&self) -> Result<u64> {
        let turn = self.turn()?;
        answer(&turn, self.inner.sweep_staging().await)
    }

    fn presigner(&self) -> Option<&dyn Presigner> {
        self.inner.presigner()
    }

    async fn check(&self) -> Result<()> {
        let turn = self.turn()?;
        answer(&turn, self.inner.check().await)
    }

    fn outlives_process(&self) -> bool {
        self.inner.outlives_process()
    }

    fn provider(&self) -> &'static str {
        self.inner.provider()
    }
}

#[async_trait]
impl PartStore for FaultyBlobs {
    fn part_rules(&self) -> PartRules {
        self.inner.part_rules()
    }

    async fn begin_parts(&self, key: &BlobKey) -> Result<PartsHandle> {
        let turn = self.turn()?;
        answer(&turn, self.inner.begin_parts(key).await)
    }

    async fn put_part(
        &self,
        key: &BlobKey,
        handle: &PartsHandle,
        spot: PartSpot,
        body: BlobBody<'_>,
    ) -> Result<WrittenPart> {
        let turn = self.turn()?;
        let body = self.body(body);
        answer(&turn, self.inner.put_part(key, handle, spot, body).await)
    }

    async fn complete_parts(&self, key: &BlobKey, handle: &PartsHandle, parts: &[Part]) -> Result<u64> {
        let turn = self.turn()?;
        answer(&turn, self.inner.complete_parts(key, handle, parts).await)
    }

    async fn abort_parts(&self, key: &BlobKey, handle: Option<&PartsHandle>) -> Result<()> {
        let turn = self.turn()?;
        answer(&turn, self.inner.abort_parts(key, handle).await)
    }

    async fn list_parts(&self, after: Option<&str>, limit: usize) -> Result<Vec<BlobEntry>> {
        let turn = self.turn()?;
        answer(&turn, self.inner.list_parts(after, limit).await)
    }
}
