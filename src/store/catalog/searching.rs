//! Searches: a page of what meets a query, in an order of its own.
//!
//! Each owner is read by a [`Cursor`], as lists are, and several are merged. A cursor goes the way that leads to fewest
//! rows: if a term of the metadata, or all that the owner has, is few, those are read and sorted; else it walks the
//! order. On the walk most of what is passed over may not match, so it goes in windows, and a page has a budget: when
//! that is spent, the page ends at the last place that was looked at. So no question costs more than so much a page,
//! however large the catalog is, and none is cut short.
//!
//! The databases differ in the words of their statements ([`Dialect`]) and in how they are asked ([`Finds`]).

use std::cmp::Ordering;
use std::collections::VecDeque;

use super::listing::{bytes_of, name, scope_of};
use super::search_sql::{Ask, Dialect, Key, Place, Statement, Way};
use super::{Owners, SearchPage, SearchQuery, terms};
use crate::domain::{Artifact, Filename, PageRequest, Scope, SearchOrder, Timestamp};
use crate::error::{Error, ErrorKind};

// Tests have small catalogs, and should see every turn that large ones take.
const fn scaled(size: usize) -> usize {
    if cfg!(test) { size.div_ceil(100) } else { size }
}

/// Entries that a walk looks at first; each further window is twice the one before.
const WINDOW: usize = scaled(400);
/// Entries that a page may look at.
const BUDGET: usize = scaled(20_000);
/// What a row that is read and not shown counts for, beside an entry of an index.
const ROW_COST: usize = 8;
/// What is few enough to be read and sorted at once,
const FEW: usize = scaled(200);
/// and what is when a walk has not filled the page within this many entries.
const FEW_LATER: usize = scaled(2_000);
const LATER: usize = scaled(2_000);
/// The least that is read at once: a query costs as much as some rows.
const BATCH_MIN: usize = 16;

/// Who answers statements: all of a page see the same moment.
pub(super) trait Finds: Send {
    /// How it fails.
    type Fault: From<Error> + Send;
    /// In whose words statements are.
    const DIALECT: Dialect;

    /// The artifacts that it selects.
    fn artifacts(
        &mut self,
        statement: Statement,
    ) -> impl Future<Output = Result<Vec<Artifact>, Self::Fault>> + Send;

    /// The place that it selects, if there is one, in this order.
    fn place(
        &mut self,
        statement: Statement,
        order: SearchOrder,
    ) -> impl Future<Output = Result<Option<Place>, Self::Fault>> + Send;

    /// Does it select anything?
    fn any(&mut self, statement: Statement) -> impl Future<Output = Result<bool, Self::Fault>> + Send;
}

/// One page.
pub(super) async fn page<R: Finds>(
    rows: R,
    query: &SearchQuery,
    now: Timestamp,
) -> Result<SearchPage, R::Fault> {
    let after = query.after.as_deref().map(|bytes| read_place(bytes, query.order)).transpose()?;
    let terms = terms::wanted(&query.query.meta);
    Searcher { rows, query, terms: &terms, now, budget: BUDGET }.page(after).await
}

/// A place as bytes that a caller carries: a version, the id, and what the order compares.
fn write_place(place: &Place) -> Vec<u8> {
    match &place.key {
        Key::Text(text) => [&[1], &place.id[..], text.as_bytes()].concat(),
        Key::Number(number) => [&[1], &place.id[..], &number.to_be_bytes()].concat(),
    }
}

/// They were signed by us for this order, but perhaps by an older version of us.
fn read_place(bytes: &[u8], order: SearchOrder) -> Result<Place, Error> {
    let parse = || {
        let (id, key) = bytes.strip_prefix(&[1])?.split_first_chunk::<16>()?;
        let key = match order {
            SearchOrder::Filename if key.len() > Filename::MAX_BYTES => return None,
            SearchOrder::Filename => Key::Text(String::from_utf8(key.to_vec()).ok()?),
            _ => Key::Number(i64::from_be_bytes(key.try_into().ok()?)),
        };
        Some(Place { key, id: id.to_vec() })
    };
    parse().ok_or_else(|| ErrorKind::PageTokenInvalid.error("the page token is none of this query"))
}

fn place_of(artifact: &Artifact, order: SearchOrder) -> Place {
    let key = match order {
        SearchOrder::Filename => Key::Text(name(artifact).to_owned()),
        SearchOrder::CreateTime | SearchOrder::CreateTimeDesc => {
            Key::Number(artifact.create_time.as_micros())
        }
        SearchOrder::UpdateTime | SearchOrder::UpdateTimeDesc => {
            Key::Number(artifact.update_time.as_micros())
        }
        SearchOrder::Size | SearchOrder::SizeDesc => {
            Key::Number(i64::try_from(artifact.content.size).unwrap_or(i64::MAX))
        }
    };
    Place { key, id: artifact.id.as_bytes().to_vec() }
}

/// What of one owner has been read.
struct Cursor {
    /// `None` for everybody.
    owner: Option<Vec<u8>>,
    way: Way,
    /// Everything up to here has been looked at.
    from: Option<Place>,
    window: usize,
    read: VecDeque<(Place, Artifact)>,
    /// It has moved on this page, so the page is worth something even if the budget is spent.
    moved: bool,
    done: bool,
}

impl Cursor {
    fn is_hungry(&self) -> bool {
        self.read.is_empty() && !self.done
    }

    /// Where its next artifact is, or at least is not before.
    fn head(&self) -> Option<&Place> {
        match self.read.front() {
            Some((place, _)) => Some(place),
            None if self.done => None,
            None => self.from.as_ref(),
        }
    }
}

struct Searcher<'a, R> {
    rows: R,
    query: &'a SearchQuery,
    terms: &'a [i64],
    now: Timestamp,
    budget: usize,
}

impl<R: Finds> Searcher<'_, R> {
    async fn page(&mut self, after: Option<Place>) -> Result<SearchPage, R::Fault> {
        let mut cursors = self.cursors(after).await?;
        let batch = (2 * self.query.limit / cursors.len().max(1))
            .clamp(BATCH_MIN, PageRequest::MAX)
            .min(self.query.limit + 1);
        let mut page = SearchPage::default();
        let (mut bytes, mut last) = (0, None);
        loop {
            for cursor in &mut cursors {
                while cursor.is_hungry() && (self.budget > 0 || !cursor.moved) {
                    self.read(cursor, batch).await?;
                }
            }
            let Some(next) = least(&mut cursors, self.query.order) else {
                break;
            };
            let Some((place, artifact)) = next.read.pop_front() else {
                // Nobody has anything before this place, and behind it one has not looked: the budget is spent.
                page.next = next.from.as_ref().map(write_place);
                break;
            };
            bytes += bytes_of(&artifact);
            let items = page.artifacts.len();
            if items == self.query.limit || (items > 0 && bytes > PageRequest::MAX_BYTES) {
                page.next = last.as_ref().map(write_place);
                break;
            }
            page.artifacts.push(artifact);
            last = Some(place);
        }
        Ok(page)
    }

    async fn cursors(&mut self, after: Option<Place>) -> Result<Vec<Cursor>, R::Fault> {
        let owners = match &self.query.owners {
            Owners::Sessions(uids) => {
                let mut uids = uids.clone();
                uids.sort_unstable();
                uids.dedup();
                uids.iter().map(|uid| Some(uid.as_bytes().to_vec())).collect()
            }
            Owners::User(user) => vec![Some(user.as_str().as_bytes().to_vec())],
            Owners::Everyone(Scope::Sandbox) => vec![Some(Vec::new())],
            Owners::Everyone(Scope::Session | Scope::User) => vec![None],
        };
        // By file names, what comes before the prefix need not be walked.
        let prefix = &self.query.query.filename_prefix;
        let first = (self.query.order == SearchOrder::Filename && !prefix.is_empty())
            .then(|| Place { key: Key::Text(prefix.clone()), id: Vec::new() });
        let from = after.max(first);
        let mut cursors = Vec::with_capacity(owners.len());
        for owner in owners {
            let way = self.way(owner.as_deref(), FEW).await?;
            let (from, read) = (from.clone(), VecDeque::new());
            cursors.push(Cursor { owner, way, from, window: WINDOW, read, moved: false, done: false });
        }
        Ok(cursors)
    }

    /// A way that leads to no more than `few` rows, or else the walk. What belongs to everybody has no terms in one place.
    async fn way(&mut self, owner: Option<&[u8]>, few: usize) -> Result<Way, R::Fault> {
        if owner.is_none() {
            return Ok(Way::Order);
        }
        let by_name = self.query.order == SearchOrder::Filename;
        let own = (!by_name).then_some(Way::Own);
        for way in self.terms.iter().map(|term| Way::Term(*term)).chain(own) {
            let more = self.ask(owner).more_than(way, few);
            if !self.rows.any(more).await? {
                return Ok(way);
            }
        }
        Ok(Way::Order)
    }

    async fn read(&mut self, cursor: &mut Cursor, batch: usize) -> Result<(), R::Fault> {
        cursor.moved = true;
        let to = match cursor.way {
            Way::Order => self.window_end(cursor).await?,
            Way::Term(_) | Way::Own => None,
        };
        let rows =
            self.ask(cursor.owner.as_deref()).rows(cursor.way, cursor.from.as_ref(), to.as_ref(), batch);
        let rows = self.rows.artifacts(rows).await?;
        let full = rows.len() == batch;
        for artifact in rows {
            let place = place_of(&artifact, self.query.order);
            cursor.from = Some(place.clone());
            // A term leads to more than what it means: this decides.
            if self.query.query.holds(&artifact) {
                cursor.read.push_back((place, artifact));
            } else {
                self.budget = self.budget.saturating_sub(ROW_COST);
            }
        }
        if !full {
            cursor.done = to.is_none();
            cursor.from = to.or_else(|| cursor.from.take());
        }
        // Asked once: the window doubles, and passes this only on its way up.
        let later = cursor.way == Way::Order && (LATER..2 * LATER).contains(&cursor.window);
        if later && !full && !cursor.done {
            cursor.way = self.way(cursor.owner.as_deref(), FEW_LATER).await?;
        }
        Ok(())
    }

    /// The end of the next window of a walk, which is paid for; `None` if what is left is no more than that.
    async fn window_end(&mut self, cursor: &mut Cursor) -> Result<Option<Place>, R::Fault> {
        let window = cursor.window.min(self.budget.max(WINDOW));
        cursor.window *= 2;
        self.budget = self.budget.saturating_sub(window);
        let ahead = self.ask(cursor.owner.as_deref()).place_ahead(cursor.from.as_ref(), window);
        self.rows.place(ahead, self.query.order).await
    }

    fn ask<'b>(&'b self, owner: Option<&'b [u8]>) -> Ask<'b> {
        Ask {
            sandbox: &self.query.sandbox,
            scope: scope_of(&self.query.owners),
            owner,
            query: &self.query.query,
            terms: self.terms,
            order: self.query.order,
            now: self.now,
            dialect: R::DIALECT,
        }
    }
}

/// The cursor whose head comes first in the order.
fn least(cursors: &mut [Cursor], order: SearchOrder) -> Option<&mut Cursor> {
    let ahead = |one: &Cursor, other: &Cursor| {
        let natural = one.head().cmp(&other.head());
        if order.is_descending() { natural.reverse() } else { natural }
    };
    cursors.iter_mut().filter(|cursor| cursor.head().is_some()).min_by(|one, other| match ahead(one, other) {
        // What one has found at a place was looked at by the other up to there.
        Ordering::Equal => one.read.is_empty().cmp(&other.read.is_empty()),
        unequal => unequal,
    })
}
