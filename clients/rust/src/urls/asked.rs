//! What is asked of URLs.

use std::time::Duration;

use crate::error::Result;
use crate::model::{Digests, duration};

/// How long a URL shall work. It never outlives its artifact, nor that one's session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum UrlLife {
    /// 15 minutes.
    Short,
    /// An hour.
    #[default]
    Medium,
    /// 24 hours.
    Long,
    /// So long; at most 7 days.
    For(Duration),
}

impl From<Duration> for UrlLife {
    fn from(life: Duration) -> Self {
        Self::For(life)
    }
}

impl UrlLife {
    pub(super) fn to_raw(self) -> Result<Option<prost_types::Duration>> {
        let life = match self {
            Self::Short => Duration::from_mins(15),
            Self::Medium => Duration::from_hours(1),
            Self::Long => Duration::from_hours(24),
            Self::For(life) => life,
        };
        duration(life).map(Some)
    }
}

/// What a URL to read by shall be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DownloadUrl {
    pub(super) life: UrlLife,
    pub(super) version: u64,
    pub(super) inline: bool,
    pub(super) filename: String,
}

impl DownloadUrl {
    /// The current version, for an hour, saved as a file.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How long it shall work.
    #[must_use]
    pub fn life(mut self, life: impl Into<UrlLife>) -> Self {
        self.life = life.into();
        self
    }

    /// Of this version.
    #[must_use]
    pub fn version(mut self, version: u64) -> Self {
        self.version = version;
        self
    }

    /// Browsers show it in place.
    #[must_use]
    pub fn inline(mut self) -> Self {
        self.inline = true;
        self
    }

    /// Offered under another file name than the artifact's.
    #[must_use]
    pub fn filename(mut self, filename: impl Into<String>) -> Self {
        self.filename = filename.into();
        self
    }
}

/// What a URL to write by shall be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct UploadUrl {
    pub(super) life: UrlLife,
    pub(super) size: Option<u64>,
    pub(super) digests: Option<Digests>,
    pub(super) auto_register: bool,
}

impl UploadUrl {
    /// For an hour, of content that nothing is known of.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How long it shall work.
    #[must_use]
    pub fn life(mut self, life: impl Into<UrlLife>) -> Self {
        self.life = life.into();
        self
    }

    /// Only for content of this size.
    #[must_use]
    pub fn size(mut self, size: u64) -> Self {
        self.size = Some(size);
        self
    }

    /// Only for content with these digests.
    #[must_use]
    pub fn digests(mut self, digests: Digests) -> Self {
        self.digests = Some(digests);
        self
    }

    /// Its PUT registers by itself.
    #[must_use]
    pub fn auto_register(mut self) -> Self {
        self.auto_register = true;
        self
    }
}

/// What is known of content that was put.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PutContent {
    pub(super) parts: Vec<(u32, String)>,
    pub(super) size: Option<u64>,
    pub(super) digests: Option<Digests>,
}

impl PutContent {
    /// It was put whole, and nothing more is said of it.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// It was put in parts: all of them, each with the `ETag` that its PUT was answered with.
    #[must_use]
    pub fn parts(mut self, parts: impl IntoIterator<Item = (u32, String)>) -> Self {
        self.parts = parts.into_iter().collect();
        self
    }

    /// Its size.
    #[must_use]
    pub fn size(mut self, size: u64) -> Self {
        self.size = Some(size);
        self
    }

    /// Its digests.
    #[must_use]
    pub fn digests(mut self, digests: Digests) -> Self {
        self.digests = Some(digests);
        self
    }
}

/// What a share link shall be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewShareLink {
    pub(super) ttl: Option<Duration>,
    pub(super) max_downloads: Option<u64>,
    pub(super) inline: bool,
    pub(super) request_id: String,
}

impl NewShareLink {
    /// For as long as the artifact lives, as often as anybody likes.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How long it shall work.
    #[must_use]
    pub fn ttl(mut self, ttl: Duration) -> Self {
        self.ttl = Some(ttl);
        self
    }

    /// How many downloads it allows; every range is one.
    #[must_use]
    pub fn max_downloads(mut self, downloads: u64) -> Self {
        self.max_downloads = Some(downloads);
        self
    }

    /// Browsers show it in place.
    #[must_use]
    pub fn inline(mut self) -> Self {
        self.inline = true;
        self
    }

    /// A UUID that makes the call repeatable.
    #[must_use]
    pub fn request_id(mut self, id: impl Into<String>) -> Self {
        self.request_id = id.into();
        self
    }
}
