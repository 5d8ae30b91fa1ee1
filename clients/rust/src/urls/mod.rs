//! URLs that work with any HTTP client: to read one version, to write an upload, to share an artifact.
//!
//! A URL is a right written down: whoever has it can use it until it ends. So what holds one does not show it when it
//! is printed for debugging. Where the server's store signs its own URLs, bytes pass the server by; then what was
//! written by them becomes an artifact only when it is [registered](Urls::register).

mod answers;
mod asked;

use futures::stream::Stream;

use crate::artifacts::pages;
use crate::client::{Client, call};
use crate::error::{Error, Result};
use crate::model::{Artifact, Digests, artifact, duration, optional, present, signed, unsigned};
use crate::options::{Changes, NewArtifact};
use crate::raw::v1::{self, upload_spec::Target};
use crate::retry::Repeat;
use crate::transfer::upload::{as_artifact, only_metadata, replacement};

pub use answers::{PartUrl, ShareLink, ShareLinkPage, SignedUrl, UploadByUrl};
pub use asked::{DownloadUrl, NewShareLink, PutContent, UploadUrl, UrlLife};

use answers::{share_link, signed_url, upload_by_url};

/// The URL calls of a [`Client`].
#[derive(Debug, Clone)]
pub struct Urls {
    client: Client,
}

impl Urls {
    pub(crate) fn new(client: Client) -> Self {
        Self { client }
    }

    /// A URL to read one version by, and which version that is.
    ///
    /// # Errors
    /// What the server says.
    pub async fn presign_download(
        &self,
        id: impl Into<String>,
        wanted: DownloadUrl,
    ) -> Result<(SignedUrl, u64)> {
        let request = v1::PresignDownloadRequest {
            artifact_id: id.into(),
            version: signed(wanted.version, "version")?,
            expires_in: wanted.life.to_raw()?,
            disposition: disposition(wanted.inline),
            filename: wanted.filename,
        };
        let answer = call!(self.client, Repeat::Safe, artifact_stub.presign_download(request))?;
        Ok((signed_url(answer.signed_url)?, unsigned(answer.version, "version")?))
    }

    /// A URL to write a new artifact by.
    ///
    /// # Errors
    /// What the server says.
    pub async fn presign_upload(&self, spec: NewArtifact, wanted: UploadUrl) -> Result<UploadByUrl> {
        let (mut spec, request_id) = spec.into_raw()?;
        let held = self.client.begin_write(&mut spec, &request_id).await;
        let answer = self.send_presign(Target::Create(spec), request_id, wanted).await?;
        if let Some(upload) = &answer.upload {
            self.client.wrote(held, &as_artifact(upload));
        }
        upload_by_url(answer)
    }

    /// A URL to write new content of an artifact by, and metadata changes with it.
    ///
    /// # Errors
    /// What the server says.
    pub async fn presign_replace(
        &self,
        id: impl Into<String>,
        changes: Changes,
        wanted: UploadUrl,
    ) -> Result<UploadByUrl> {
        only_metadata(&changes)?;
        let (target, request_id) = replacement(id.into(), changes);
        upload_by_url(self.send_presign(target, request_id, wanted).await?)
    }

    async fn send_presign(
        &self,
        target: Target,
        request_id: String,
        wanted: UploadUrl,
    ) -> Result<v1::PresignUploadResponse> {
        let repeat = Repeat::by_request_id(&request_id);
        let size = wanted.size.map(|size| signed(size, "size")).transpose()?;
        let digests = wanted.digests.map(Digests::to_raw);
        let spec = v1::UploadSpec { target: Some(target), size, digests, request_id };
        let request = v1::PresignUploadRequest {
            spec: Some(spec),
            expires_in: wanted.life.to_raw()?,
            auto_register: wanted.auto_register,
        };
        call!(self.client, repeat, artifact_stub.presign_upload(request))
    }

    /// URLs to write parts by, at most 100 at once; parts may come in any order, and several at the same time.
    ///
    /// # Errors
    /// What the server says.
    pub async fn presign_parts(
        &self,
        upload_id: impl Into<String>,
        numbers: impl IntoIterator<Item = u32>,
        life: impl Into<UrlLife>,
    ) -> Result<Vec<PartUrl>> {
        let request = v1::PresignUploadPartsRequest {
            upload_id: upload_id.into(),
            part_numbers: numbers.into_iter().map(part_number).collect::<Result<_>>()?,
            expires_in: life.into().to_raw()?,
        };
        let answer = call!(self.client, Repeat::Safe, artifact_stub.presign_upload_parts(request))?;
        let part = |part: v1::presign_upload_parts_response::Part| {
            Ok(PartUrl {
                number: u32::try_from(part.part_number)
                    .map_err(|_| Error::corrupt("the answer's part has no number"))?,
                offset: unsigned(part.offset, "offset")?,
                size: unsigned(part.size, "size")?,
                signed_url: signed_url(part.signed_url)?,
            })
        };
        answer.parts.into_iter().map(part).collect()
    }

    /// Makes an artifact of what was put. Done again, it gives the same answer.
    ///
    /// # Errors
    /// What the server says.
    pub async fn register(&self, upload_id: impl Into<String>, put: PutContent) -> Result<Artifact> {
        let part = |(number, etag)| {
            let part_number = part_number(number)?;
            Ok(v1::register_upload_request::Part { part_number, etag })
        };
        let finish = v1::UploadFinish {
            size: put.size.map(|size| signed(size, "size")).transpose()?,
            digests: put.digests.map(Digests::to_raw),
        };
        let request = v1::RegisterUploadRequest {
            upload_id: upload_id.into(),
            parts: put.parts.into_iter().map(part).collect::<Result<_>>()?,
            finish: Some(finish),
        };
        let answer = call!(self.client, Repeat::Safe, artifact_stub.register_upload(request))?;
        artifact(answer.artifact)
    }

    /// A link that anybody may read the artifact by, and its URL, which is told only here.
    ///
    /// # Errors
    /// What the server says.
    pub async fn share(&self, id: impl Into<String>, new: NewShareLink) -> Result<(ShareLink, String)> {
        let request = v1::CreateShareLinkRequest {
            artifact_id: id.into(),
            ttl: new.ttl.map(duration).transpose()?,
            max_downloads: new.max_downloads.map(|most| signed(most, "max_downloads")).transpose()?,
            disposition: disposition(new.inline),
            request_id: new.request_id,
        };
        let repeat = Repeat::by_request_id(&request.request_id);
        let answer = call!(self.client, repeat, artifact_stub.create_share_link(request))?;
        Ok((share_link(answer.share_link)?, present(answer.url, "URL")?))
    }

    /// One page of an artifact's links, ended ones too for as long as they are kept.
    ///
    /// # Errors
    /// What the server says.
    pub async fn share_links_page(
        &self,
        id: impl Into<String>,
        token: Option<String>,
    ) -> Result<ShareLinkPage> {
        let request = v1::ListShareLinksRequest {
            artifact_id: id.into(),
            page_size: 0,
            page_token: token.unwrap_or_default(),
        };
        let answer = call!(self.client, Repeat::Safe, artifact_stub.list_share_links(request))?;
        Ok(ShareLinkPage {
            links: answer.share_links.into_iter().map(ShareLink::try_from).collect::<Result<_>>()?,
            next_page_token: optional(answer.next_page_token),
        })
    }

    /// All pages of an artifact's links, each fetched when it is asked for.
    pub fn share_links(&self, id: String) -> impl Stream<Item = Result<ShareLinkPage>> + Send + use<> {
        let urls = self.clone();
        pages(move |token| {
            let (urls, id) = (urls.clone(), id.clone());
            async move {
                let page = urls.share_links_page(id, token).await?;
                Ok((page.next_page_token.clone(), page))
            }
        })
    }

    /// Ends a link at once.
    ///
    /// # Errors
    /// What the server says.
    pub async fn revoke(&self, link_id: impl Into<String>) -> Result<ShareLink> {
        let request = v1::RevokeShareLinkRequest { share_link_id: link_id.into() };
        // Not repeated: had the first try worked, the second would say "not found".
        let answer = call!(self.client, Repeat::Unsafe, artifact_stub.revoke_share_link(request))?;
        share_link(answer.share_link)
    }
}

fn part_number(number: u32) -> Result<i32> {
    i32::try_from(number).map_err(|_| Error::usage(format!("there is no part {number}")))
}

fn disposition(inline: bool) -> i32 {
    if inline { v1::Disposition::Inline.into() } else { v1::Disposition::Attachment.into() }
}
