//! Lists artifacts in the order of their names, a page at a time.
//!
//! Each owner's artifacts stand in the wanted order in an index, so an owner is read by a [`Cursor`] from where the
//! page before ended, a batch at a time, and several owners are merged. Rolling up is done by the query: it seeks
//! behind each prefix that it has seen once, so what is rolled up is never read.
//!
//! The databases differ in their statements alone: each gives the rows of a [`Batch`], and all that is made of them is
//! here.

use std::collections::VecDeque;

use super::position::Position;
use super::{ListPage, ListQuery, Owners};
use crate::domain::{Artifact, PageRequest, Scope};
use crate::error::Error;

/// The least that is read at once: a query costs as much as some rows.
const BATCH_MIN: usize = 16;
/// What a listed artifact takes besides its texts: ids, times, digests, the fields' names.
const ITEM_BYTES: usize = 256;

/// Some rows of one owner, in order.
pub(super) struct Batch<'a> {
    /// `None` for everybody.
    pub(super) owner: Option<&'a [u8]>,
    /// The file name and id's bytes behind which they begin.
    pub(super) from: &'a (String, Vec<u8>),
    /// At most so many.
    pub(super) limit: usize,
}

/// Where rows come from: all batches of a page see the same moment.
pub(super) trait Batches: Send {
    /// How it fails.
    type Fault: From<Error> + Send;

    /// The live rows of a batch; where prefixes are rolled up, the first row of each alone.
    fn fetch(
        &mut self,
        query: &ListQuery,
        batch: &Batch<'_>,
    ) -> impl Future<Output = Result<Vec<Artifact>, Self::Fault>> + Send;
}

/// One page.
pub(super) async fn page<R: Batches>(rows: R, query: &ListQuery) -> Result<ListPage, R::Fault> {
    let after = query.after.as_deref().map(Position::read).transpose()?;
    Lister { rows, query }.page(after).await
}

/// An item of the listing.
enum Item {
    Artifact(Box<Artifact>),
    Prefix(String),
}

impl Item {
    fn position(&self) -> Position {
        match self {
            Self::Artifact(artifact) => {
                Position::Artifact { filename: name(artifact).to_owned(), id: artifact.id }
            }
            Self::Prefix(prefix) => Position::Prefix(prefix.clone()),
        }
    }

    /// How two owners' next items are ordered. A prefix comes before the names behind it: none of them is an item.
    fn key(&self) -> (&str, &[u8]) {
        match self {
            Self::Artifact(artifact) => (name(artifact), &artifact.id.as_bytes()[..]),
            Self::Prefix(prefix) => (prefix, &[]),
        }
    }

    fn bytes(&self) -> usize {
        match self {
            Self::Artifact(artifact) => bytes_of(artifact),
            Self::Prefix(prefix) => prefix.len() + 8,
        }
    }
}

/// What an artifact takes of a page.
pub(super) fn bytes_of(artifact: &Artifact) -> usize {
    let texts = name(artifact).len() + artifact.mime.as_str().len() + artifact.summary.as_str().len();
    ITEM_BYTES + texts + artifact.meta.to_json().len()
}

pub(super) fn name(artifact: &Artifact) -> &str {
    artifact.filename.as_ref().map_or("", |name| name.as_str())
}

/// What of one owner has been read.
struct Cursor {
    /// `None` for everybody.
    owner: Option<Vec<u8>>,
    from: (String, Vec<u8>),
    read: VecDeque<Item>,
    done: bool,
}

struct Lister<'a, R> {
    rows: R,
    query: &'a ListQuery,
}

impl<R: Batches> Lister<'_, R> {
    async fn page(&mut self, after: Option<Position>) -> Result<ListPage, R::Fault> {
        // Behind the position, and not before the prefix: an id is greater than an empty one, so a name that is the
        // prefix is seen.
        let first = (self.query.prefix.clone(), Vec::new());
        let from = after.map_or_else(|| first.clone(), |position| position.bound().max(first.clone()));
        let mut cursors = self.cursors(&from);
        let batch = (2 * self.query.limit / cursors.len().max(1))
            .clamp(BATCH_MIN, PageRequest::MAX)
            .min(self.query.limit + 1);
        let mut page = ListPage::default();
        let (mut items, mut bytes) = (0, 0);
        let mut last = None;
        while let Some(item) = self.next(&mut cursors, batch).await? {
            bytes += item.bytes();
            if items == self.query.limit || (items > 0 && bytes > PageRequest::MAX_BYTES) {
                page.next = last.as_ref().map(Position::write);
                break;
            }
            items += 1;
            last = Some(item.position());
            match item {
                Item::Artifact(artifact) => page.artifacts.push(*artifact),
                Item::Prefix(prefix) => page.prefixes.push(prefix),
            }
        }
        Ok(page)
    }

    fn cursors(&self, from: &(String, Vec<u8>)) -> Vec<Cursor> {
        let cursor = |owner| Cursor { owner, from: from.clone(), read: VecDeque::new(), done: false };
        match &self.query.owners {
            Owners::Sessions(uids) => {
                let mut uids = uids.clone();
                uids.sort_unstable();
                uids.dedup();
                uids.iter().map(|uid| cursor(Some(uid.as_bytes().to_vec()))).collect()
            }
            Owners::User(user) => vec![cursor(Some(user.as_str().as_bytes().to_vec()))],
            Owners::Everyone(Scope::Sandbox) => vec![cursor(Some(Vec::new()))],
            Owners::Everyone(Scope::Session | Scope::User) => vec![cursor(None)],
        }
    }

    /// The least of what the owners have next.
    async fn next(&mut self, cursors: &mut [Cursor], batch: usize) -> Result<Option<Item>, R::Fault> {
        let mut least: Option<usize> = None;
        for at in 0..cursors.len() {
            if cursors[at].read.is_empty() && !cursors[at].done {
                self.read(&mut cursors[at], batch).await?;
            }
            let Some(item) = cursors[at].read.front() else {
                continue;
            };
            let smaller =
                |other: usize| cursors[other].read.front().is_none_or(|other| item.key() < other.key());
            if least.is_none_or(smaller) {
                least = Some(at);
            }
        }
        let item = least.and_then(|at| cursors[at].read.pop_front());
        if let Some(Item::Prefix(prefix)) = &item {
            // Other owners may have rolled up the same.
            for cursor in cursors {
                let same = |item: &Item| matches!(item, Item::Prefix(other) if other == prefix);
                if cursor.read.front().is_some_and(same) {
                    cursor.read.pop_front();
                }
            }
        }
        Ok(item)
    }

    async fn read(&mut self, cursor: &mut Cursor, limit: usize) -> Result<(), R::Fault> {
        let batch = Batch { owner: cursor.owner.as_deref(), from: &cursor.from, limit };
        let rows = self.rows.fetch(self.query, &batch).await?;
        cursor.done = rows.len() < limit;
        for artifact in rows {
            let item = self.item(artifact);
            cursor.from = item.position().bound();
            cursor.read.push_back(item);
        }
        Ok(())
    }

    fn item(&self, artifact: Artifact) -> Item {
        let behind = name(&artifact).strip_prefix(self.query.prefix.as_str()).unwrap_or_default();
        match behind.find('/') {
            Some(slash) if self.query.roll_up => {
                Item::Prefix(format!("{}{}", self.query.prefix, &behind[..=slash]))
            }
            _ => Item::Artifact(Box::new(artifact)),
        }
    }
}

pub(super) fn scope_of(owners: &Owners) -> Scope {
    match owners {
        Owners::Sessions(_) => Scope::Session,
        Owners::User(_) => Scope::User,
        Owners::Everyone(scope) => *scope,
    }
}
