//! Sessions, what is asked of them and what is said of them.

use super::{
    duration_from, precondition_from, repeatable_from, session_id_from, timestamp_to, ttl_from, user_id_from,
};
use crate::domain::{Lifetime, Meta, PageRequest, Session, SessionChanges, SessionId};
use crate::error::{Error, Result};
use crate::proto::v1;
use crate::service::action::{CreateSession, DeleteSession, ListSessions, RenewSession, UpdateSession};

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
    let repeatable = repeatable_from("CreateSession", &request.request_id, &request)?;
    Ok(CreateSession {
        id: session_id_from("session_id", &request.session_id)?,
        meta: Meta::parse("meta_json", &request.meta_json)?,
        lifetime: match &request.ttl {
            Some(ttl) => ttl_from("ttl", ttl)?,
            None => Lifetime::Unspecified,
        },
        request: repeatable,
    })
}

/// A session whose end is to be moved.
pub(in crate::api::grpc) fn renew_session_from(request: v1::RenewSessionRequest) -> Result<RenewSession> {
    use v1::renew_session_request::Lifetime as Wish;
    let repeatable = repeatable_from("RenewSession", &request.request_id, &request)?;
    Ok(RenewSession {
        id: SessionId::parse("session_id", &request.session_id)?,
        lifetime: match &request.lifetime {
            None => Lifetime::Unspecified,
            Some(Wish::Ttl(ttl)) => ttl_from("ttl", ttl)?,
            Some(Wish::ExtendBy(by)) => Lifetime::ExtendBy(duration_from("extend_by", by)?),
        },
        request: repeatable,
    })
}

/// A session whose metadata are to be changed.
pub(in crate::api::grpc) fn update_session_from(request: v1::UpdateSessionRequest) -> Result<UpdateSession> {
    const PATH: &str = "meta_json";
    let repeatable = repeatable_from("UpdateSession", &request.request_id, &request)?;
    let chosen = match &request.update_mask {
        Some(mask) => {
            if let Some(path) = mask.paths.iter().find(|path| *path != "*" && *path != PATH) {
                return Err(Error::invalid(
                    "update_mask",
                    format!("{path:?} is no field that can be changed"),
                ));
            }
            !mask.paths.is_empty()
        }
        None => !request.meta_json.is_empty(),
    };
    if !chosen {
        return Err(Error::invalid(PATH, "there is nothing to change"));
    }
    let meta = Some(Meta::parse(PATH, &request.meta_json)?);
    let changes = match v1::MetaMode::try_from(request.meta_mode) {
        Ok(v1::MetaMode::Unspecified | v1::MetaMode::Replace) => {
            SessionChanges { meta, ..Default::default() }
        }
        Ok(v1::MetaMode::Merge) => SessionChanges { meta_patch: meta, ..Default::default() },
        Err(_) => return Err(Error::invalid("meta_mode", "is no mode")),
    };
    Ok(UpdateSession {
        id: SessionId::parse("session_id", &request.session_id)?,
        precondition: precondition_from(&request.etag)?,
        changes,
        request: repeatable,
    })
}

/// A page of sessions.
pub(in crate::api::grpc) fn list_sessions_from(request: v1::ListSessionsRequest) -> Result<ListSessions> {
    Ok(ListSessions {
        owner: user_id_from("owner", &request.owner)?,
        page: PageRequest {
            size: PageRequest::parse_size("page_size", request.page_size)?,
            token: request.page_token,
        },
    })
}

/// A session to be ended.
pub(in crate::api::grpc) fn delete_session_from(request: &v1::DeleteSessionRequest) -> Result<DeleteSession> {
    Ok(DeleteSession {
        id: SessionId::parse("session_id", &request.session_id)?,
        precondition: precondition_from(&request.etag)?,
        request: repeatable_from("DeleteSession", &request.request_id, request)?,
    })
}
