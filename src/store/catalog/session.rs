//! What is asked of sessions, and answered.

use std::time::Duration;

use super::position;
use super::upkeep::Replay;
use crate::domain::{PageRequest, Precondition, SandboxId, Session, SessionChanges, SessionUid, UserId};

/// Changes to a session that is live.
#[derive(Debug, Clone)]
pub(in crate::store) struct ChangeSession {
    /// Which incarnation.
    pub(in crate::store) uid: SessionUid,
    /// When the change may be made; checked in the transaction that makes it.
    pub(in crate::store) precondition: Precondition,
    /// The changes; applied by [`SessionChanges::apply`].
    pub(in crate::store) changes: SessionChanges,
    /// The most that its end may be away from now.
    pub(in crate::store) max_ttl: Option<Duration>,
    /// Kept with it.
    pub(in crate::store) replay: Option<Replay>,
}

/// One page of sessions.
#[derive(Debug, Clone)]
pub(in crate::store) struct SessionsQuery {
    /// The sandbox.
    pub(in crate::store) sandbox: SandboxId,
    /// Whose; `None` is everybody's, and those that are nobody's.
    pub(in crate::store) user: Option<UserId>,
    /// Where the page before ended: `SessionsPage::next` of that page.
    pub(in crate::store) after: Option<Vec<u8>>,
    /// At most so many, and no more than [`PageRequest::MAX_BYTES`](crate::domain::PageRequest::MAX_BYTES) of text.
    pub(in crate::store) limit: usize,
}

/// Sessions, newest first.
#[derive(Debug, Clone, Default)]
pub(in crate::store) struct SessionsPage {
    /// The sessions.
    pub(in crate::store) sessions: Vec<Session>,
    /// Where the next page begins, if there may be one.
    pub(in crate::store) next: Option<Vec<u8>>,
}

/// What a listed session takes besides its metadata: ids, times, the fields' names.
const ITEM_BYTES: usize = 512;

/// The page that rows make which were asked for up to `limit`: it ends where they do, or at its bytes.
pub(super) fn page<F>(
    rows: impl ExactSizeIterator<Item = Result<Session, F>>,
    limit: usize,
) -> Result<SessionsPage, F> {
    let full = rows.len() >= limit;
    let (mut page, mut bytes) = (SessionsPage::default(), 0);
    for session in rows {
        let session = session?;
        bytes += ITEM_BYTES + session.meta.to_json().len();
        if bytes > PageRequest::MAX_BYTES && !page.sessions.is_empty() {
            page.next = page.sessions.last().map(position::behind_session);
            return Ok(page);
        }
        page.sessions.push(session);
    }
    if full {
        page.next = page.sessions.last().map(position::behind_session);
    }
    Ok(page)
}
