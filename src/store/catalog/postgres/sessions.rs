//! Sessions: one row for each incarnation.

use sqlx::postgres::PgRow;
use sqlx::{PgConnection, Row as _};

use super::super::{Begun, ChangeSession, Replay, SessionsPage, SessionsQuery, position, record, session};
use super::fault::Outcome;
use super::work::{Job, Way};
use super::{requests, rows};
use crate::domain::{
    Answer, Precondition, SandboxId, Session, SessionId, SessionState, SessionUid, Timestamp, UserId,
};

/// The current incarnation of a name.
pub(super) struct ByName<'a> {
    pub(super) sandbox: &'a SandboxId,
    pub(super) id: &'a SessionId,
}

impl Job for ByName<'_> {
    type Answer = Option<Session>;
    const WAY: Way = Way::Look;

    async fn run(&self, db: &mut PgConnection) -> Outcome<Option<Session>> {
        by_name(db, self.sandbox, self.id).await
    }
}

async fn by_name(db: &mut PgConnection, sandbox: &SandboxId, id: &SessionId) -> Outcome<Option<Session>> {
    let row = sqlx::query(include_str!("queries/session_by_name.sql"))
        .bind(sandbox.as_str())
        .bind(id.as_str())
        .fetch_optional(db)
        .await?;
    row.as_ref().map(rows::session).transpose()
}

/// The session of a row, unless anything says that it is over or the sweep is done with it.
fn open(row: &PgRow, now: Timestamp) -> Outcome<Option<Session>> {
    let (session, swept) = (rows::session(row)?, row.try_get::<bool, _>("swept")?);
    Ok(Some(session).filter(|session| !swept && session.state(now) == SessionState::Live))
}

async fn live(
    db: &mut PgConnection,
    sql: &'static str,
    uid: SessionUid,
    now: Timestamp,
) -> Outcome<Option<Session>> {
    let row = sqlx::query(sql).bind(uid.as_bytes().to_vec()).fetch_optional(db).await?;
    Ok(row.map(|row| open(&row, now)).transpose()?.flatten())
}

/// A session that is live, for who puts something into it: until that is committed, nobody ends or sweeps it.
pub(super) async fn hold(db: &mut PgConnection, uid: SessionUid, now: Timestamp) -> Outcome<Option<Session>> {
    live(db, include_str!("queries/session_to_hold.sql"), uid, now).await
}

/// A session that is live, locked for who changes it.
async fn live_to_change(db: &mut PgConnection, uid: SessionUid, now: Timestamp) -> Outcome<Option<Session>> {
    live(db, include_str!("queries/session_to_change.sql"), uid, now).await
}

/// The live automatic session of a user.
pub(super) struct Standing<'a> {
    pub(super) sandbox: &'a SandboxId,
    pub(super) user: &'a UserId,
    pub(super) now: Timestamp,
}

impl Standing<'_> {
    async fn find(&self, db: &mut PgConnection, sql: &'static str) -> Outcome<Option<Session>> {
        let row = sqlx::query(sql)
            .bind(self.sandbox.as_str())
            .bind(self.user.as_str())
            .bind(self.now.as_micros())
            .fetch_optional(db)
            .await?;
        row.as_ref().map(rows::session).transpose()
    }
}

impl Job for Standing<'_> {
    type Answer = Option<Session>;
    const WAY: Way = Way::Look;

    async fn run(&self, db: &mut PgConnection) -> Outcome<Option<Session>> {
        self.find(db, include_str!("queries/standing_session.sql")).await
    }
}

/// The live sessions of a user, oldest first.
pub(super) struct LiveOf<'a> {
    pub(super) sandbox: &'a SandboxId,
    pub(super) user: &'a UserId,
    pub(super) now: Timestamp,
}

impl Job for LiveOf<'_> {
    type Answer = Vec<Session>;
    const WAY: Way = Way::Look;

    async fn run(&self, db: &mut PgConnection) -> Outcome<Vec<Session>> {
        let rows = sqlx::query(include_str!("queries/live_sessions_of.sql"))
            .bind(self.sandbox.as_str())
            .bind(self.user.as_str())
            .bind(self.now.as_micros())
            .fetch_all(db)
            .await?;
        rows.iter().map(rows::session).collect()
    }
}

/// One page of live sessions, newest first.
pub(super) struct Page<'a> {
    pub(super) query: &'a SessionsQuery,
    pub(super) now: Timestamp,
}

impl Job for Page<'_> {
    type Answer = SessionsPage;
    const WAY: Way = Way::Look;

    async fn run(&self, db: &mut PgConnection) -> Outcome<SessionsPage> {
        let query = self.query;
        let (before, uid) = match &query.after {
            Some(bytes) => position::read_behind_session(bytes)?,
            None => (Timestamp::from_micros(i64::MAX), SessionUid::from_bytes([u8::MAX; 16])),
        };
        let sql = match &query.user {
            Some(_) => include_str!("queries/list_sessions_of.sql"),
            None => include_str!("queries/list_sessions.sql"),
        };
        let rows = sqlx::query(sql)
            .bind(query.sandbox.as_str())
            .bind(before.as_micros())
            .bind(uid.as_bytes().to_vec())
            .bind(self.now.as_micros())
            .bind(i64::try_from(query.limit).unwrap_or(i64::MAX))
            .bind(query.user.as_ref().map(UserId::as_str))
            .fetch_all(db)
            .await?;
        session::page(rows.iter().map(rows::session), query.limit)
    }
}

/// Begins a session. Of two who begin one of a name at once, the index of names refuses one; it runs again and finds
/// the other's.
pub(super) struct Begin {
    pub(super) session: Session,
    pub(super) replay: Option<Replay>,
    pub(super) now: Timestamp,
}

impl Job for Begin {
    type Answer = Begun;
    const WAY: Way = Way::Change;

    async fn run(&self, db: &mut PgConnection) -> Outcome<Begun> {
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
        insert(db, session, false, *now).await?;
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
    const WAY: Way = Way::Change;

    async fn run(&self, db: &mut PgConnection) -> Outcome<Session> {
        let Self { session, user, now } = self;
        let standing = Standing { sandbox: &session.sandbox, user, now: *now };
        let locked = standing.find(db, include_str!("queries/standing_to_renew.sql")).await?;
        if let Some(standing) = locked {
            if standing.expire_time >= session.expire_time {
                return Ok(standing);
            }
            let renewed = renew(db, standing.uid, session.expire_time, *now).await?;
            return Ok(renewed.unwrap_or(standing));
        }
        sqlx::query(include_str!("queries/supersede_standing.sql"))
            .bind(session.sandbox.as_str())
            .bind(user.as_str())
            .bind(now.as_micros())
            .execute(&mut *db)
            .await?;
        insert(db, session, true, *now).await?;
        Ok(session.clone())
    }
}

async fn insert(db: &mut PgConnection, session: &Session, standing: bool, now: Timestamp) -> Outcome<()> {
    sqlx::query(include_str!("queries/supersede_name.sql"))
        .bind(session.sandbox.as_str())
        .bind(session.id.as_str())
        .bind(now.as_micros())
        .execute(&mut *db)
        .await?;
    sqlx::query(include_str!("queries/insert_session.sql"))
        .bind(session.uid.as_bytes().to_vec())
        .bind(session.sandbox.as_str())
        .bind(session.id.as_str())
        .bind(session.user.as_ref().map(UserId::as_str))
        .bind(session.meta.to_json())
        .bind(session.create_time.as_micros())
        .bind(session.update_time.as_micros())
        .bind(session.expire_time.as_micros())
        .bind(session.end_time.map(Timestamp::as_micros))
        .bind(session.automatic)
        .bind(record::signed(session.revision))
        .bind(standing)
        .execute(db)
        .await?;
    Ok(())
}

fn answer(session: &Session) -> Answer {
    Answer::Session(Box::new(session.clone()))
}

/// Moves a live session's end.
async fn renew(
    db: &mut PgConnection,
    uid: SessionUid,
    expire_time: Timestamp,
    now: Timestamp,
) -> Outcome<Option<Session>> {
    let row = sqlx::query(include_str!("queries/renew_session.sql"))
        .bind(uid.as_bytes().to_vec())
        .bind(expire_time.as_micros())
        .bind(now.as_micros())
        .fetch_optional(db)
        .await?;
    row.as_ref().map(rows::session).transpose()
}

/// Changes a live session.
pub(super) struct Change {
    pub(super) change: ChangeSession,
    pub(super) now: Timestamp,
}

impl Job for Change {
    type Answer = Option<Session>;
    const WAY: Way = Way::Change;

    async fn run(&self, db: &mut PgConnection) -> Outcome<Option<Session>> {
        let Self { change, now } = self;
        let replay = change.replay.as_ref();
        requests::check(db, replay, *now).await?;
        let Some(mut session) = live_to_change(db, change.uid, *now).await? else { return Ok(None) };
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
}

/// Ends a live session.
pub(super) struct End<'a> {
    pub(super) uid: SessionUid,
    pub(super) precondition: &'a Precondition,
    pub(super) replay: Option<Replay>,
    pub(super) now: Timestamp,
}

impl Job for End<'_> {
    type Answer = Option<Session>;
    const WAY: Way = Way::Change;

    async fn run(&self, db: &mut PgConnection) -> Outcome<Option<Session>> {
        requests::check(db, self.replay.as_ref(), self.now).await?;
        let Some(session) = live_to_change(db, self.uid, self.now).await? else { return Ok(None) };
        self.precondition.check(&session.etag())?;
        let row = sqlx::query(include_str!("queries/end_session.sql"))
            .bind(self.uid.as_bytes().to_vec())
            .bind(self.now.as_micros())
            .fetch_optional(&mut *db)
            .await?;
        requests::keep(db, self.replay.as_ref(), || Answer::Done, self.now).await?;
        row.as_ref().map(rows::session).transpose()
    }
}
