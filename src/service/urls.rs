//! Signed URLs and share links: given to callers, and used by whoever carries them.

use std::time::Duration;

use super::Services;
use super::replay::Replayed;
use crate::domain::{
    Answer, ByteRange, Caller, Disposition, Filename, LinkSecret, PublicUrl, ShareLink, Timestamp,
};
use crate::error::{ErrorKind, Result};
use crate::policy::action::{
    CreateShareLink, ListShareLinks, PresignDownload, RevokeShareLink, RotateSigningKeys,
};
use crate::store::{LinkListing, NativeUrl, Reading, Resolved, Rotated};

/// A URL and how to use it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedUrl {
    /// The URL: who has it can use it.
    pub url: String,
    /// The HTTP method.
    pub method: &'static str,
    /// Headers to send exactly so.
    pub headers: Vec<(String, String)>,
    /// When it stops working.
    pub until: Timestamp,
    /// Does it lead to the store itself?
    pub native: bool,
}

impl SignedUrl {
    pub(super) fn native(method: &'static str, url: NativeUrl) -> Self {
        let NativeUrl { url, headers, until } = url;
        Self { url, method, headers, until, native: true }
    }
}

/// By what somebody comes to the data plane.
#[derive(Debug, Clone, Copy)]
pub enum Door<'a> {
    /// The token of a signed URL.
    Signed(&'a str),
    /// The secret of a share link.
    Shared(&'a str),
}

/// What a door leads to.
pub struct Shown {
    /// The artifact and the version that may be read.
    pub resolved: Resolved,
    /// How browsers shall treat it.
    pub disposition: Disposition,
    /// The file name that is offered; `None` is the artifact's.
    pub filename: Option<Filename>,
    /// For how long an answer may be kept; nothing if each use is looked at.
    pub fresh_for: Option<Duration>,
}

/// What is wanted of it, once it is known what it is.
pub enum Wanted<T> {
    /// These bytes, from us.
    Bytes(ByteRange, T),
    /// These bytes, from wherever they are to be had.
    BytesOrPlace(ByteRange, T),
    /// No bytes: what was found out is the answer.
    Nothing(T),
}

/// What comes out of a door.
pub struct Fetched<T> {
    /// The content, if it was wanted.
    pub reading: Option<Reading>,
    /// Where it is to be had instead.
    pub elsewhere: Option<NativeUrl>,
    /// What the one who chose made of it.
    pub chosen: T,
}

impl Replayed for (ShareLink, LinkSecret) {
    fn of(answer: Answer) -> Option<Self> {
        if let Answer::Link(told) = answer { Some(*told) } else { None }
    }
}

impl Services {
    /// Signs a URL to read one version by.
    pub async fn presign_download(
        &self,
        caller: &Caller,
        action: PresignDownload,
    ) -> Result<(SignedUrl, u64)> {
        let grant = self.policy.on_artifact(caller, action, self.now()).await?;
        let terms = self.store.presign_download(&grant).await?;
        if let Some(native) = self.store.native_download(&grant, &terms).await? {
            return Ok((SignedUrl::native("GET", native), terms.version));
        }
        let public = self.public_url()?;
        let token = self.policy.sign_download(&grant, terms.version, terms.until).await?;
        let url = public.signed(&token);
        let url = SignedUrl { url, method: "GET", headers: Vec::new(), until: terms.until, native: false };
        Ok((url, terms.version))
    }

    /// Makes a share link; its URL is told only here.
    pub async fn create_share_link(
        &self,
        caller: &Caller,
        action: CreateShareLink,
    ) -> Result<(ShareLink, String)> {
        let public = self.public_url()?;
        let (link, secret) = self
            .once(caller, action.request.clone(), async {
                let grant = self.policy.on_artifact(caller, action, self.now()).await?;
                self.store.create_link(&grant).await
            })
            .await?;
        let url = public.shared(&secret);
        Ok((link, url))
    }

    /// Lists the links of an artifact.
    pub async fn list_share_links(&self, caller: &Caller, action: ListShareLinks) -> Result<LinkListing> {
        let grant = self.policy.on_artifact(caller, action, self.now()).await?;
        self.store.list_links(&grant).await
    }

    /// Ends a link.
    pub async fn revoke_share_link(&self, caller: &Caller, action: RevokeShareLink) -> Result<ShareLink> {
        let grant = self.policy.on_link(caller, action, self.now()).await?;
        self.store.revoke_link(&grant).await
    }

    /// Signs with a new key from now on.
    pub async fn rotate_signing_keys(&self, caller: &Caller) -> Result<Rotated> {
        let grant = self.policy.on_server(caller, RotateSigningKeys, self.now())?;
        self.store.rotate_keys(&grant).await
    }

    /// Reads through a door. `choose` is told what is there and says which bytes of it are wanted; only if some are, a
    /// share link's use is counted, after the content is opened and before anything of it is handed out.
    pub async fn fetch<T>(
        &self,
        door: Door<'_>,
        choose: impl FnOnce(&Shown) -> Result<Wanted<T>> + Send,
    ) -> Result<Fetched<T>> {
        match door {
            Door::Signed(token) => self.fetch_signed(token, choose).await,
            Door::Shared(secret) => self.fetch_shared(secret, choose).await,
        }
    }

    async fn fetch_signed<T>(
        &self,
        token: &str,
        choose: impl FnOnce(&Shown) -> Result<Wanted<T>> + Send,
    ) -> Result<Fetched<T>> {
        let now = self.now();
        let by_url = self.policy.read_by_url(token, now).await?;
        let resolved = self.store.resolve(&by_url.grant).await?;
        // Its time may have been shortened since the URL was signed.
        let until = resolved.artifact.expires().map_or(by_url.until, |end| end.min(by_url.until));
        let (disposition, filename) = (by_url.disposition, by_url.filename);
        let shown = Shown { resolved, disposition, filename, fresh_for: Some(until.since(now)) };
        match choose(&shown)? {
            Wanted::Nothing(chosen) => Ok(Fetched { reading: None, elsewhere: None, chosen }),
            Wanted::Bytes(range, chosen) | Wanted::BytesOrPlace(range, chosen) => {
                let reading = self.store.open_resolved(shown.resolved, range).await?;
                Ok(Fetched { reading: Some(reading), elsewhere: None, chosen })
            }
        }
    }

    async fn fetch_shared<T>(
        &self,
        secret: &str,
        choose: impl FnOnce(&Shown) -> Result<Wanted<T>> + Send,
    ) -> Result<Fetched<T>> {
        let grant = self.policy.follow_link(secret, self.now()).await?;
        let (resolved, disposition) = (self.store.resolve_link(&grant), grant.subject().link.disposition);
        let shown = Shown { resolved, disposition, filename: None, fresh_for: None };
        let (range, chosen) = match choose(&shown)? {
            Wanted::Nothing(chosen) => return Ok(Fetched { reading: None, elsewhere: None, chosen }),
            Wanted::BytesOrPlace(range, chosen) => {
                if let Some(native) = self.store.native_link(&grant).await? {
                    self.store.use_link(&grant).await?;
                    return Ok(Fetched { reading: None, elsewhere: Some(native), chosen });
                }
                (range, chosen)
            }
            Wanted::Bytes(range, chosen) => (range, chosen),
        };
        let reading = self.store.open_resolved(shown.resolved, range).await?;
        self.store.use_link(&grant).await?;
        Ok(Fetched { reading: Some(reading), elsewhere: None, chosen })
    }

    /// Are URLs of ours served? Open to everybody.
    pub fn gives_urls(&self) -> bool {
        self.public_url.is_some()
    }

    /// What URLs of ours begin with.
    pub(super) fn public_url(&self) -> Result<&PublicUrl> {
        let off = || ErrorKind::Unimplemented.error("this server serves no URLs: its HTTP listener is off");
        self.public_url.as_deref().ok_or_else(off)
    }
}
