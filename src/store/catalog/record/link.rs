//! The columns of a share link.

use serde::{Deserialize, Serialize};

use super::{RowName, signed};
use crate::domain::{ArtifactId, Disposition, LinkId, ShareLink, Timestamp};
use crate::error::Result;

/// The columns of a share link, without its hash.
#[derive(Serialize, Deserialize)]
pub(in crate::store::catalog) struct LinkRow {
    pub(in crate::store::catalog) id: Vec<u8>,
    pub(in crate::store::catalog) sandbox: String,
    pub(in crate::store::catalog) artifact: Vec<u8>,
    pub(in crate::store::catalog) disposition: i64,
    pub(in crate::store::catalog) create_time: i64,
    pub(in crate::store::catalog) expire_time: Option<i64>,
    pub(in crate::store::catalog) max_downloads: Option<i64>,
    pub(in crate::store::catalog) downloads: i64,
    pub(in crate::store::catalog) revoke_time: Option<i64>,
}

impl LinkRow {
    /// The columns that say this of a link.
    pub(in crate::store::catalog) fn of(link: &ShareLink) -> Self {
        Self {
            id: link.id.as_bytes().to_vec(),
            sandbox: link.sandbox.as_str().to_owned(),
            artifact: link.artifact.as_bytes().to_vec(),
            disposition: match link.disposition {
                Disposition::Attachment => 0,
                Disposition::Inline => 1,
            },
            create_time: link.create_time.as_micros(),
            expire_time: link.expire_time.map(Timestamp::as_micros),
            max_downloads: link.max_downloads.map(signed),
            downloads: signed(link.downloads),
            revoke_time: link.revoke_time.map(Timestamp::as_micros),
        }
    }

    /// The link that the row is of.
    pub(in crate::store::catalog) fn read(self) -> Result<ShareLink> {
        let id = RowName { table: "share_links", key: &"its own id" }.bytes("id", &self.id)?;
        let id = LinkId::from_bytes(id);
        let row = RowName { table: "share_links", key: &id };
        Ok(ShareLink {
            id,
            sandbox: row.sandbox(&self.sandbox)?,
            artifact: ArtifactId::from_bytes(row.bytes("artifact", &self.artifact)?),
            disposition: match self.disposition {
                0 => Disposition::Attachment,
                1 => Disposition::Inline,
                _ => return Err(row.nonsense("disposition")),
            },
            create_time: Timestamp::from_micros(self.create_time),
            expire_time: self.expire_time.map(Timestamp::from_micros),
            max_downloads: self.max_downloads.map(|max| row.count("max_downloads", max)).transpose()?,
            downloads: row.count("downloads", self.downloads)?,
            revoke_time: self.revoke_time.map(Timestamp::from_micros),
        })
    }
}
