//! The client: one connection, one identity, and the session that it keeps.
//!
//! A client that names no session keeps that of its first write to session scope, so that all its
//! writes go to one place. If that session belongs to a user, later writes name it in their spec,
//! and reads still see all of the user's sessions. An anonymous session is visible only to those
//! who name it, so then every later call does; and because two first writes at once would begin two
//! of them, writes wait until the first has told its session.
//!
//! A write of a user that carries a request id never names the kept session: it was perhaps sent
//! before there was one, and a request that is repeated must say what it said the first time. The
//! user's automatic session is the same one then as now.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{Mutex as AsyncMutex, OwnedMutexGuard};
use tonic::Request;
use tonic::metadata::MetadataMap;
use tonic::transport::Channel;

use crate::admin::Admin;
use crate::artifacts::Artifacts;
use crate::builder::{ClientBuilder, encoded};
use crate::error::Result;
use crate::raw::v1;
use crate::retry::RetryPolicy;
use crate::search::Search;
use crate::sessions::Sessions;
use crate::urls::Urls;

/// Room for a batch or page of 3 MiB and what surrounds it; the server's largest message is 4 MiB.
const MAX_MESSAGE: usize = 6 * 1024 * 1024;

/// A connection to an Artigrid server under one identity. Cheap to clone; clones share both.
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

pub(crate) struct Settings {
    pub(crate) identity: MetadataMap,
    pub(crate) deadline: Duration,
    pub(crate) stream_idle: Duration,
    pub(crate) retry: RetryPolicy,
}

struct Inner {
    channel: Channel,
    settings: Settings,
    session: Mutex<SessionChoice>,
    first_write: Arc<AsyncMutex<()>>,
}

#[derive(Clone)]
enum SessionChoice {
    /// Nothing is known yet.
    Open,
    /// Named with every call.
    Named(String),
    /// Named by writes only.
    ForWrites(String),
}

/// Held by a write to session scope that names no session, until its answer has told one.
pub(crate) struct FirstWrite(Option<OwnedMutexGuard<()>>);

impl FirstWrite {
    /// Do others wait for its answer?
    pub(crate) fn is_first(&self) -> bool {
        self.0.is_some()
    }
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client").field("session", &self.session()).finish_non_exhaustive()
    }
}

impl Client {
    /// Begins a client.
    #[must_use]
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }

    /// A client as the environment's `ARTIGRID_*` variables say; see [`ClientBuilder::from_env`].
    ///
    /// # Errors
    /// As [`ClientBuilder::from_env`] and [`ClientBuilder::build`].
    pub fn from_env() -> Result<Self> {
        ClientBuilder::from_env()?.build()
    }

    pub(crate) fn new(channel: Channel, settings: Settings, session: Option<String>) -> Self {
        let session = session.map_or(SessionChoice::Open, SessionChoice::Named);
        let first_write = Arc::default();
        Self { inner: Arc::new(Inner { channel, settings, session: Mutex::new(session), first_write }) }
    }

    /// Artifacts: content and metadata.
    #[must_use]
    pub fn artifacts(&self) -> Artifacts {
        Artifacts::new(self.clone())
    }

    /// Sessions.
    #[must_use]
    pub fn sessions(&self) -> Sessions {
        Sessions::new(self.clone())
    }

    /// Search.
    #[must_use]
    pub fn search(&self) -> Search {
        Search::new(self.clone())
    }

    /// Signed URLs and share links.
    #[must_use]
    pub fn urls(&self) -> Urls {
        Urls::new(self.clone())
    }

    /// What the server can do, and looking after it.
    #[must_use]
    pub fn admin(&self) -> Admin {
        Admin::new(self.clone())
    }

    /// The session that this client names or keeps, if any yet.
    #[must_use]
    pub fn session(&self) -> Option<String> {
        match self.choice() {
            SessionChoice::Open => None,
            SessionChoice::Named(id) | SessionChoice::ForWrites(id) => Some(id),
        }
    }

    /// The connection, for raw stubs beside this client.
    #[must_use]
    pub fn channel(&self) -> Channel {
        self.inner.channel.clone()
    }

    pub(crate) fn retry(&self) -> RetryPolicy {
        self.inner.settings.retry
    }

    pub(crate) fn stream_idle(&self) -> Duration {
        self.inner.settings.stream_idle
    }

    /// A call with an answer of its own: identity and deadline.
    pub(crate) fn unary<T>(&self, message: T) -> Request<T> {
        let mut request = self.streaming(message);
        request.set_timeout(self.inner.settings.deadline);
        request
    }

    /// A transfer: identity, and no deadline but silence.
    pub(crate) fn streaming<T>(&self, message: T) -> Request<T> {
        let mut request = Request::new(message);
        *request.metadata_mut() = self.inner.settings.identity.clone();
        if let SessionChoice::Named(id) = self.choice() {
            request.metadata_mut().insert("artigrid-session", encoded(&id));
        }
        request
    }

    /// Names the kept session in a write to session scope that names none, or takes the right to
    /// be the first such write.
    pub(crate) async fn begin_write(&self, spec: &mut v1::ArtifactSpec, request_id: &str) -> FirstWrite {
        let session_scope = !matches!(spec.scope(), v1::Scope::User | v1::Scope::Sandbox);
        if !session_scope || !spec.session_id.is_empty() {
            return FirstWrite(None);
        }
        let mut guard = None;
        // A user has one automatic session, however many first writes there are at once.
        let anonymous = !self.inner.settings.identity.contains_key("artigrid-user");
        if anonymous && matches!(self.choice(), SessionChoice::Open) {
            guard = Some(self.inner.first_write.clone().lock_owned().await);
        }
        match self.choice() {
            SessionChoice::Open => FirstWrite(guard),
            SessionChoice::Named(_) => FirstWrite(None),
            SessionChoice::ForWrites(_) if !request_id.is_empty() => FirstWrite(None),
            SessionChoice::ForWrites(id) => {
                spec.session_id = id;
                FirstWrite(None)
            }
        }
    }

    /// Keeps the session of an answer, if none is kept. Call it before the guard is dropped.
    pub(crate) fn wrote(&self, _held: FirstWrite, artifact: &v1::Artifact) {
        self.wrote_one(artifact);
    }

    /// The same, while the guard is held elsewhere.
    pub(crate) fn wrote_one(&self, artifact: &v1::Artifact) {
        if artifact.scope() != v1::Scope::Session || artifact.session_id.is_empty() {
            return;
        }
        let mut choice = self.inner.session.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(*choice, SessionChoice::Open) {
            let id = artifact.session_id.clone();
            *choice = if artifact.user_id.is_empty() {
                SessionChoice::Named(id)
            } else {
                SessionChoice::ForWrites(id)
            };
        }
    }

    fn choice(&self) -> SessionChoice {
        self.inner.session.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// A stub on the client's connection, with our message limits.
macro_rules! stub {
    ($name:ident, $module:ident, $kind:ident) => {
        pub(crate) fn $name(&self) -> v1::$module::$kind<Channel> {
            v1::$module::$kind::new(self.channel())
                .max_decoding_message_size(MAX_MESSAGE)
                .max_encoding_message_size(MAX_MESSAGE)
        }
    };
}

impl Client {
    stub!(artifact_stub, artifact_service_client, ArtifactServiceClient);
    stub!(session_stub, session_service_client, SessionServiceClient);
    stub!(search_stub, search_service_client, SearchServiceClient);
    stub!(admin_stub, admin_service_client, AdminServiceClient);
}

/// Sends a request, again as far as it may be, and gives the answer's message.
macro_rules! call {
    ($client:expr, $repeat:expr, $stub:ident.$method:ident($request:expr)) => {{
        let (client, request) = (&$client, $request);
        let calling = client.retry().run($repeat, || {
            let request = client.unary(request.clone());
            async move { Ok(client.$stub().$method(request).await?.into_inner()) }
        });
        calling.await
    }};
}
pub(crate) use call;
