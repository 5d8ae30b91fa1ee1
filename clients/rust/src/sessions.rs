//! Sessions: begun, looked at, renewed, ended.

use std::time::Duration;

use futures::stream::Stream;
use serde_json::Value;

use crate::artifacts::pages;
use crate::client::{Client, call};
use crate::error::Result;
use crate::model::{Session, duration, meta_to, optional, session};
use crate::raw::v1::{self, renew_session_request::Lifetime};
use crate::retry::Repeat;

/// The session calls of a [`Client`].
#[derive(Debug, Clone)]
pub struct Sessions {
    client: Client,
}

/// What a new session shall be. Everything may be left out; its user is the client's.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NewSession {
    id: String,
    meta: Option<Value>,
    ttl: Option<Duration>,
    request_id: String,
}

impl NewSession {
    /// A session with an id that the server makes.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The id wanted.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = id.into();
        self
    }

    /// Metadata: a JSON object.
    #[must_use]
    pub fn meta(mut self, meta: impl Into<Value>) -> Self {
        self.meta = Some(meta.into());
        self
    }

    /// How long it shall live.
    #[must_use]
    pub fn ttl(mut self, ttl: Duration) -> Self {
        self.ttl = Some(ttl);
        self
    }

    /// A UUID that makes the call repeatable.
    #[must_use]
    pub fn request_id(mut self, id: impl Into<String>) -> Self {
        self.request_id = id.into();
        self
    }
}

/// A page of sessions.
#[derive(Debug, Clone, PartialEq)]
pub struct SessionPage {
    /// The sessions.
    pub sessions: Vec<Session>,
    /// Where the next page begins; none after the last.
    pub next_page_token: Option<String>,
}

impl Sessions {
    pub(crate) fn new(client: Client) -> Self {
        Self { client }
    }

    /// Begins a session. The client does not act in it by that: [`crate::ClientBuilder::session`] and
    /// [`crate::NewArtifact::session`] do.
    ///
    /// # Errors
    /// What the server says.
    pub async fn create(&self, new: NewSession) -> Result<Session> {
        let request = v1::CreateSessionRequest {
            session_id: new.id,
            meta_json: new.meta.as_ref().map(meta_to).unwrap_or_default(),
            ttl: new.ttl.map(duration).transpose()?,
            request_id: new.request_id,
        };
        let repeat = Repeat::by_request_id(&request.request_id);
        session(call!(self.client, repeat, session_stub.create_session(request))?.session)
    }

    /// Reads a session.
    ///
    /// # Errors
    /// What the server says.
    pub async fn get(&self, id: impl Into<String>) -> Result<Session> {
        let request = v1::GetSessionRequest { session_id: id.into() };
        session(call!(self.client, Repeat::Safe, session_stub.get_session(request))?.session)
    }

    /// The session if it is live and the client may use it, else none.
    ///
    /// # Errors
    /// What the server says.
    pub async fn validate(&self, id: impl Into<String>) -> Result<Option<Session>> {
        let request = v1::ValidateSessionRequest { session_id: id.into() };
        let answer = call!(self.client, Repeat::Safe, session_stub.validate_session(request))?;
        if answer.valid { session(answer.session).map(Some) } else { Ok(None) }
    }

    /// Lets a session live so long from now, or by the server's default.
    ///
    /// # Errors
    /// What the server says.
    pub async fn renew(&self, id: impl Into<String>, ttl: Option<Duration>) -> Result<Session> {
        let lifetime = ttl.map(duration).transpose()?.map(Lifetime::Ttl);
        let request = v1::RenewSessionRequest { session_id: id.into(), lifetime, request_id: String::new() };
        // So long from now, said twice, is so long from now.
        session(call!(self.client, Repeat::Safe, session_stub.renew_session(request))?.session)
    }

    /// Lets a session live so much longer than planned.
    ///
    /// # Errors
    /// What the server says.
    pub async fn extend(&self, id: impl Into<String>, by: Duration) -> Result<Session> {
        let lifetime = Some(Lifetime::ExtendBy(duration(by)?));
        let request = v1::RenewSessionRequest { session_id: id.into(), lifetime, request_id: String::new() };
        session(call!(self.client, Repeat::Unsafe, session_stub.renew_session(request))?.session)
    }

    /// Puts metadata in place of what is there; with an etag, only while the session has it.
    ///
    /// # Errors
    /// What the server says.
    pub async fn replace_meta(
        &self,
        id: impl Into<String>,
        meta: impl Into<Value>,
        etag: Option<String>,
    ) -> Result<Session> {
        self.change_meta(id.into(), meta.into(), v1::MetaMode::Replace, etag).await
    }

    /// Merges a patch (RFC 7396) into the metadata; with an etag, only while the session has it.
    ///
    /// # Errors
    /// What the server says.
    pub async fn merge_meta(
        &self,
        id: impl Into<String>,
        patch: impl Into<Value>,
        etag: Option<String>,
    ) -> Result<Session> {
        self.change_meta(id.into(), patch.into(), v1::MetaMode::Merge, etag).await
    }

    async fn change_meta(
        &self,
        session_id: String,
        meta: Value,
        mode: v1::MetaMode,
        etag: Option<String>,
    ) -> Result<Session> {
        let request = v1::UpdateSessionRequest {
            session_id,
            etag: etag.unwrap_or_default(),
            meta_json: meta_to(&meta),
            update_mask: Some(prost_types::FieldMask { paths: vec!["meta_json".to_owned()] }),
            meta_mode: mode.into(),
            request_id: String::new(),
        };
        session(call!(self.client, Repeat::Unsafe, session_stub.update_session(request))?.session)
    }

    /// Ends a session; its artifacts go with it.
    ///
    /// # Errors
    /// What the server says.
    pub async fn delete(&self, id: impl Into<String>) -> Result<()> {
        let request = v1::DeleteSessionRequest { session_id: id.into(), ..Default::default() };
        call!(self.client, Repeat::Unsafe, session_stub.delete_session(request))?;
        Ok(())
    }

    /// One page of the live sessions that the client may use, perhaps of one user only.
    ///
    /// # Errors
    /// What the server says.
    pub async fn list_page(&self, owner: Option<&str>, token: Option<String>) -> Result<SessionPage> {
        let request = v1::ListSessionsRequest {
            owner: owner.unwrap_or_default().to_owned(),
            page_size: 0,
            page_token: token.unwrap_or_default(),
        };
        let answer = call!(self.client, Repeat::Safe, session_stub.list_sessions(request))?;
        Ok(SessionPage {
            sessions: answer.sessions.into_iter().map(Session::try_from).collect::<Result<_>>()?,
            next_page_token: optional(answer.next_page_token),
        })
    }

    /// All pages of the live sessions, each fetched when it is asked for.
    pub fn list(&self, owner: Option<String>) -> impl Stream<Item = Result<SessionPage>> + Send + use<> {
        let sessions = self.clone();
        pages(move |token| {
            let (sessions, owner) = (sessions.clone(), owner.clone());
            async move {
                let page = sessions.list_page(owner.as_deref(), token).await?;
                Ok((page.next_page_token.clone(), page))
            }
        })
    }
}
