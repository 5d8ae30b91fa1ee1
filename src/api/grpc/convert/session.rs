//! Sessions, what is asked of them and what is said of them.

use super::{duration_from, refuse_request_id, session_id_from, timestamp_to, ttl_from};
use crate::domain::{Lifetime, Meta, Session, SessionId};
use crate::error::Result;
use crate::proto::v1;
use crate::service::action::{CreateSession, RenewSession};

/// A session as callers see it.
pub(in crate::api::grpc) fn session_to(session: Session) -> v1::Session {
    v1::Session {
        etag: session.etag().as_str().to_owned(),
        id: session.id.to_string(),
        sandbox_id: session.sandbox.to_string(),
        user_id: session.user.as_ref().map(ToString::to_string).unwrap_or_default(),
        meta_json: session.meta.to_json(),
        create_time: Some(timestamp_to(session.create_time)),
        update_time: Some(timestamp_to(session.update_time)),
        expire_time: Some(timestamp_to(session.expire_time)),
        automatic: session.automatic,
    }
}

/// A session to be begun.
pub(in crate::api::grpc) fn create_session_from(request: v1::CreateSessionRequest) -> Result<CreateSession> {
    refuse_request_id(&request.request_id)?;
    Ok(CreateSession {
        id: session_id_from("session_id", &request.session_id)?,
        meta: Meta::parse("meta_json", &request.meta_json)?,
        lifetime: match &request.ttl {
            Some(ttl) => ttl_from("ttl", ttl)?,
            None => Lifetime::Unspecified,
        },
    })
}

/// A session whose end is to be moved.
pub(in crate::api::grpc) fn renew_session_from(request: v1::RenewSessionRequest) -> Result<RenewSession> {
    use v1::renew_session_request::Lifetime as Wish;
    refuse_request_id(&request.request_id)?;
    Ok(RenewSession {
        id: SessionId::parse("session_id", &request.session_id)?,
        lifetime: match &request.lifetime {
            None => Lifetime::Unspecified,
            Some(Wish::Ttl(ttl)) => ttl_from("ttl", ttl)?,
            Some(Wish::ExtendBy(by)) => Lifetime::ExtendBy(duration_from("extend_by", by)?),
        },
    })
}
