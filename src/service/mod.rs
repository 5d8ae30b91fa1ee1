//! Use cases: authorize, act, answer.
//!
//! Both edges come through here. A use case asks the policy for a grant and the store to act on it; it knows no wire
//! format and no backend. The time is read here, once for each request.

mod admin;
mod artifacts;
mod replay;
mod search;
mod sessions;
mod uploads;
mod url_uploads;
mod urls;

use std::sync::Arc;

pub use self::replay::Run;
use self::replay::Running;
pub use self::url_uploads::NewUpload;
pub use self::urls::{Door, Fetched, Shown, SignedUrl, Wanted};
use crate::clock::Clock;
use crate::config::Limits;
use crate::domain::{PublicUrl, StoreName, Timestamp};
use crate::policy::Policy;
use crate::store::Store;
/// What can be asked for, and what comes of it: the words in which an edge speaks to a use case.
pub use crate::{
    policy::action,
    policy::signed_url::AfterPut,
    store::{
        Check, Figures, Finding, FoundPage, LinkListing, Listing, NativeUrl, Probe, Put, Reading, Resolved,
        Rotated, ScrubStep, SessionListing, SignedPart, SweepStep, UploadListing,
    },
};

/// Everything a caller can ask for; handed to every edge.
#[derive(Clone)]
pub struct Services {
    policy: Policy,
    store: Arc<Store>,
    clock: Arc<dyn Clock>,
    limits: Arc<Limits>,
    started: Timestamp,
    running: Running,
    /// What URLs of ours begin with, if any are served.
    public_url: Option<Arc<PublicUrl>>,
}

impl Services {
    /// The use cases over this store.
    pub fn new(store: Arc<Store>, clock: Arc<dyn Clock>, limits: Limits) -> Self {
        let facts: Arc<dyn crate::policy::Facts> = Arc::clone(&store) as _;
        let started = clock.now();
        Self {
            policy: Policy::new(facts),
            store,
            clock,
            limits: Arc::new(limits),
            started,
            running: Running::default(),
            public_url: None,
        }
    }

    /// The same, which gives URLs that begin so.
    #[must_use]
    pub fn reached_at(self, public_url: PublicUrl) -> Self {
        Self { public_url: Some(Arc::new(public_url)), ..self }
    }

    /// What one request may take; open to everybody.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Asks every dependency whether it works; open to everybody.
    pub async fn probe(&self) -> Vec<Probe> {
        self.store.probe().await
    }

    /// The kind of backend behind a store's name.
    pub fn provider_of(&self, store: &StoreName) -> &'static str {
        self.store.provider_of(store)
    }

    fn now(&self) -> Timestamp {
        self.clock.now()
    }
}
