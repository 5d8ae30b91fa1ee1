//! A session as Redis keeps it: what its key does not say, as JSON.

use serde::{Deserialize, Serialize};

use crate::domain::{Meta, SandboxId, Session, SessionId, SessionUid, Timestamp, UserId};
use crate::error::{Error, Result};

#[derive(Serialize, Deserialize)]
struct View {
    uid: [u8; 16],
    user: Option<String>,
    meta: String,
    create_time: i64,
    update_time: i64,
    expire_time: i64,
    automatic: bool,
    revision: u64,
}

/// What is kept of a live session.
pub(super) fn write(session: &Session) -> Result<String> {
    let view = View {
        uid: *session.uid.as_bytes(),
        user: session.user.as_ref().map(|user| user.as_str().to_owned()),
        meta: session.meta.to_json(),
        create_time: session.create_time.as_micros(),
        update_time: session.update_time.as_micros(),
        expire_time: session.expire_time.as_micros(),
        automatic: session.automatic,
        revision: session.revision,
    };
    serde_json::to_string(&view)
        .map_err(|why| Error::internal("a session could not be written down").caused_by(why))
}

/// The session of this name that was kept so; `None` if that makes no sense, which is as good as a miss.
pub(super) fn read(sandbox: &SandboxId, id: &SessionId, text: &str) -> Option<Session> {
    let view: View = serde_json::from_str(text).ok()?;
    Some(Session {
        uid: SessionUid::from_bytes(view.uid),
        sandbox: sandbox.clone(),
        id: id.clone(),
        user: view.user.map(|user| UserId::parse("user", &user)).transpose().ok()?,
        meta: Meta::parse("meta", &view.meta).ok()?,
        create_time: Timestamp::from_micros(view.create_time),
        update_time: Timestamp::from_micros(view.update_time),
        expire_time: Timestamp::from_micros(view.expire_time),
        end_time: None,
        automatic: view.automatic,
        revision: view.revision,
    })
}
