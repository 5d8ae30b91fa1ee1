//! Sessions: one row for each incarnation.

use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};

use super::super::{Begun, cache::RowCache, record};
use super::fault::Outcome;
use super::rows;
use super::writer::Job;
use crate::domain::{SandboxId, Session, SessionId, SessionState, SessionUid, Timestamp, UserId};

/// The current incarnation of a name.
pub(super) async fn by_name(
    db: &mut SqliteConnection,
    sandbox: &SandboxId,
    id: &SessionId,
) -> Outcome<Option<Session>> {
    let row = sqlx::query(include_str!("queries/session_by_name.sql"))
        .bind(sandbox.as_str().to_owned())
        .bind(id.as_str().to_owned())
        .fetch_optional(db)
        .await?;
    row.as_ref().map(rows::session).transpose()
}

/// The session of a row, unless anything says that it is over or the sweep is done with it.
pub(super) fn open(row: &SqliteRow, now: Timestamp) -> Outcome<Option<Session>> {
    let session = rows::session(row)?;
    let swept = row.try_get::<i64, _>("swept")? != 0;
    Ok(Some(session).filter(|session| !swept && session.state(now) == SessionState::Live))
}

/// The live automatic session of a user.
pub(super) async fn standing(
    db: &mut SqliteConnection,
    sandbox: &SandboxId,
    user: &UserId,
    now: Timestamp,
) -> Outcome<Option<Session>> {
    let row = sqlx::query(include_str!("queries/standing_session.sql"))
        .bind(sandbox.as_str().to_owned())
        .bind(user.as_str().to_owned())
        .bind(now.as_micros())
        .fetch_optional(db)
        .await?;
    row.as_ref().map(rows::session).transpose()
}

/// The live sessions of a user, oldest first.
pub(super) async fn live_of(
    db: &mut SqliteConnection,
    sandbox: &SandboxId,
    user: &UserId,
    now: Timestamp,
) -> Outcome<Vec<Session>> {
    let rows = sqlx::query(include_str!("queries/live_sessions_of.sql"))
        .bind(sandbox.as_str().to_owned())
        .bind(user.as_str().to_owned())
        .bind(now.as_micros())
        .fetch_all(db)
        .await?;
    rows.iter().map(rows::session).collect()
}

/// Begins a session.
pub(super) struct Begin {
    pub(super) session: Session,
    pub(super) now: Timestamp,
}

impl Job for Begin {
    type Answer = Begun;

    async fn run(&self, db: &mut SqliteConnection) -> Outcome<Begun> {
        let Self { session, now } = self;
        if let Some(kept) = by_name(db, &session.sandbox, &session.id).await? {
            if kept.user != session.user {
                return Ok(Begun::Foreign);
            }
            if kept.state(*now) == SessionState::Live {
                return Ok(Begun::Live(kept));
            }
        }
        insert(db, session, false).await?;
        Ok(Begun::New(session.clone()))
    }
}

/// Finds, renews or makes the automatic session of a user.
pub(super) struct Automatic {
    pub(super) session: Session,
    pub(super) user: UserId,
    pub(super) now: Timestamp,
}

impl Job for Automatic {
    type Answer = Session;

    async fn run(&self, db: &mut SqliteConnection) -> Outcome<Session> {
        let Self { session, user, now } = self;
        if let Some(standing) = standing(db, &session.sandbox, user, *now).await? {
            if standing.expire_time >= session.expire_time {
                return Ok(standing);
            }
            let renew = Renew { uid: standing.uid, expire_time: session.expire_time, now: *now };
            return Ok(renew.run(db).await?.unwrap_or(standing));
        }
        sqlx::query(include_str!("queries/supersede_standing.sql"))
            .bind(session.sandbox.as_str().to_owned())
            .bind(user.as_str().to_owned())
            .execute(&mut *db)
            .await?;
        insert(db, session, true).await?;
        Ok(session.clone())
    }

    fn committed(&self, session: &Session, cache: &RowCache) {
        cache.session_changed(session.uid);
    }
}

async fn insert(db: &mut SqliteConnection, session: &Session, standing: bool) -> Outcome<()> {
    sqlx::query(include_str!("queries/supersede_name.sql"))
        .bind(session.sandbox.as_str().to_owned())
        .bind(session.id.as_str().to_owned())
        .execute(&mut *db)
        .await?;
    sqlx::query(include_str!("queries/insert_session.sql"))
        .bind(session.uid.as_bytes().to_vec())
        .bind(session.sandbox.as_str().to_owned())
        .bind(session.id.as_str().to_owned())
        .bind(session.user.as_ref().map(|user| user.as_str().to_owned()))
        .bind(session.meta.to_json())
        .bind(session.create_time.as_micros())
        .bind(session.update_time.as_micros())
        .bind(session.expire_time.as_micros())
        .bind(session.end_time.map(Timestamp::as_micros))
        .bind(i64::from(session.automatic))
        .bind(record::signed(session.revision))
        .bind(i64::from(standing))
        .execute(db)
        .await?;
    Ok(())
}

/// Moves a live session's end.
pub(super) struct Renew {
    pub(super) uid: SessionUid,
    pub(super) expire_time: Timestamp,
    pub(super) now: Timestamp,
}

impl Job for Renew {
    type Answer = Option<Session>;

    async fn run(&self, db: &mut SqliteConnection) -> Outcome<Option<Session>> {
        let rows = sqlx::query(include_str!("queries/renew_session.sql"))
            .bind(self.uid.as_bytes().to_vec())
            .bind(self.expire_time.as_micros())
            .bind(self.now.as_micros())
            .fetch_all(db)
            .await?;
        rows.first().map(rows::session).transpose()
    }

    fn committed(&self, _: &Option<Session>, cache: &RowCache) {
        cache.session_changed(self.uid);
    }
}

/// Ends a live session.
pub(super) struct End {
    pub(super) uid: SessionUid,
    pub(super) now: Timestamp,
}

impl Job for End {
    type Answer = Option<Session>;
    const FREES: bool = true;

    async fn run(&self, db: &mut SqliteConnection) -> Outcome<Option<Session>> {
        // All rows are fetched: a statement that returns rows is done only when it was stepped to its end.
        let rows = sqlx::query(include_str!("queries/end_session.sql"))
            .bind(self.uid.as_bytes().to_vec())
            .bind(self.now.as_micros())
            .fetch_all(db)
            .await?;
        rows.first().map(rows::session).transpose()
    }

    fn committed(&self, _: &Option<Session>, cache: &RowCache) {
        cache.session_changed(self.uid);
    }
}
