//! Sessions: one row for each incarnation.

use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};

use super::super::cache::Row;
use super::super::{Begun, ChangeSession, Replay, SessionsPage, SessionsQuery, position, record, session};
use super::fault::Outcome;
use super::writer::Job;
use super::{requests, rows};
use crate::domain::{
    Answer, Precondition, SandboxId, Session, SessionId, SessionState, SessionUid, Timestamp, UserId,
};

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

/// One page of live sessions, newest first.
pub(super) async fn page(
    db: &mut SqliteConnection,
    query: &SessionsQuery,
    now: Timestamp,
) -> Outcome<SessionsPage> {
    let (before, uid) = match &query.after {
        Some(bytes) => position::read_behind_session(bytes)?,
        None => (Timestamp::from_micros(i64::MAX), SessionUid::from_bytes([u8::MAX; 16])),
    };
    let sql = match &query.user {
        Some(_) => include_str!("queries/list_sessions_of.sql"),
        None => include_str!("queries/list_sessions.sql"),
    };
    let rows = sqlx::query(sql)
        .bind(query.sandbox.as_str().to_owned())
        .bind(before.as_micros())
        .bind(uid.as_bytes().to_vec())
        .bind(now.as_micros())
        .bind(i64::try_from(query.limit).unwrap_or(i64::MAX))
        .bind(query.user.as_ref().map(|user| user.as_str().to_owned()))
        .fetch_all(db)
        .await?;
    session::page(rows.iter().map(rows::session), query.limit)
}

/// Begins a session.
pub(super) struct Begin {
    pub(super) session: Session,
    pub(super) replay: Option<Replay>,
    pub(super) now: Timestamp,
}

impl Job for Begin {
    type Answer = Begun;

    async fn run(&self, db: &mut SqliteConnection) -> Outcome<Begun> {
        let Self { session, replay, now } = self;
        requests::check(db, replay.as_ref(), *now).await?;
        if let Some(kept) = by_name(db, &session.sandbox, &session.id).await? {
            if kept.user != session.user {
                return Ok(Begun::Foreign);
            }
            if kept.state(*now) == SessionState::Live {
                return Ok(Begun::Live(kept));
            }
        }
        insert(db, session, false).await?;
        requests::keep(db, replay.as_ref(), || answer(session), *now).await?;
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
            let renewed = renew(db, standing.uid, session.expire_time, *now).await?;
            return Ok(renewed.unwrap_or(standing));
        }
        sqlx::query(include_str!("queries/supersede_standing.sql"))
            .bind(session.sandbox.as_str().to_owned())
            .bind(user.as_str().to_owned())
            .execute(&mut *db)
            .await?;
        insert(db, session, true).await?;
        Ok(session.clone())
    }

    fn changes(&self, session: &Session) -> Vec<Row> {
        vec![Row::Session(session.uid)]
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

fn answer(session: &Session) -> Answer {
    Answer::Session(Box::new(session.clone()))
}

/// Moves a live session's end.
async fn renew(
    db: &mut SqliteConnection,
    uid: SessionUid,
    expire_time: Timestamp,
    now: Timestamp,
) -> Outcome<Option<Session>> {
    // All rows are fetched: a statement that returns rows is done only when it was stepped to its end.
    let rows = sqlx::query(include_str!("queries/renew_session.sql"))
        .bind(uid.as_bytes().to_vec())
        .bind(expire_time.as_micros())
        .bind(now.as_micros())
        .fetch_all(db)
        .await?;
    rows.first().map(rows::session).transpose()
}

/// A session that is live, by its incarnation.
async fn live(db: &mut SqliteConnection, uid: SessionUid, now: Timestamp) -> Outcome<Option<Session>> {
    let row = sqlx::query(include_str!("queries/session_by_uid.sql"))
        .bind(uid.as_bytes().to_vec())
        .fetch_optional(db)
        .await?;
    Ok(row.map(|row| open(&row, now)).transpose()?.flatten())
}

/// Changes a live session.
pub(super) struct Change {
    pub(super) change: ChangeSession,
    pub(super) now: Timestamp,
}

impl Job for Change {
    type Answer = Option<Session>;

    async fn run(&self, db: &mut SqliteConnection) -> Outcome<Option<Session>> {
        let Self { change, now } = self;
        let replay = change.replay.as_ref();
        requests::check(db, replay, *now).await?;
        let Some(mut session) = live(db, change.uid, *now).await? else { return Ok(None) };
        change.precondition.check(&session.etag())?;
        change.changes.apply(&mut session, change.max_ttl, *now)?;
        sqlx::query(include_str!("queries/update_session.sql"))
            .bind(session.uid.as_bytes().to_vec())
            .bind(session.meta.to_json())
            .bind(session.expire_time.as_micros())
            .bind(session.update_time.as_micros())
            .bind(record::signed(session.revision))
            .execute(&mut *db)
            .await?;
        requests::keep(db, replay, || answer(&session), *now).await?;
        Ok(Some(session))
    }

    fn changes(&self, _: &Option<Session>) -> Vec<Row> {
        vec![Row::Session(self.change.uid)]
    }
}

/// Ends a live session.
pub(super) struct End {
    pub(super) uid: SessionUid,
    pub(super) precondition: Precondition,
    pub(super) replay: Option<Replay>,
    pub(super) now: Timestamp,
}

impl Job for End {
    type Answer = Option<Session>;
    const FREES: bool = true;

    async fn run(&self, db: &mut SqliteConnection) -> Outcome<Option<Session>> {
        requests::check(db, self.replay.as_ref(), self.now).await?;
        let Some(session) = live(db, self.uid, self.now).await? else { return Ok(None) };
        self.precondition.check(&session.etag())?;
        let rows = sqlx::query(include_str!("queries/end_session.sql"))
            .bind(self.uid.as_bytes().to_vec())
            .bind(self.now.as_micros())
            .fetch_all(&mut *db)
            .await?;
        requests::keep(db, self.replay.as_ref(), || Answer::Done, self.now).await?;
        rows.first().map(rows::session).transpose()
    }

    fn changes(&self, _: &Option<Session>) -> Vec<Row> {
        vec![Row::Session(self.uid)]
    }
}
