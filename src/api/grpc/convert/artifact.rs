//! Artifacts, what is asked of them and what is said of them.

use bytes::Bytes;

use super::{
    artifact_id_from, digests_from, digests_to, duration_from, no_expiry_from, number_to, precondition_from,
    repeatable_from, session_id_from, size_from, timestamp_to, ttl_from, user_id_from,
};
use crate::api::grpc::INLINE_MAX_BYTES;
use crate::domain::{
    Artifact, ArtifactSpec, ByteRange, Changes, Expected, Filename, Lifetime, Meta, MimeType, Owner,
    PageRequest, Repeatable, Scope, Summary,
};
use crate::error::{Error, ErrorKind, Result};
use crate::proto::v1;
use crate::proto::v1::upload_spec::Target;
use crate::service::action::{CreateArtifact, DeleteArtifact, ListArtifacts, ReadArtifact, UpdateArtifact};
use crate::service::{Reading, Services};

/// An artifact as callers see it.
pub(in crate::api::grpc) fn artifact_to(services: &Services, artifact: Artifact) -> v1::Artifact {
    let store = artifact.content.place.store();
    let (scope, session_id, user_id) = match &artifact.owner {
        Owner::Session(session) => (
            v1::Scope::Session,
            session.id.to_string(),
            session.user.as_ref().map(ToString::to_string).unwrap_or_default(),
        ),
        Owner::User(user) => (v1::Scope::User, String::new(), user.to_string()),
        Owner::Sandbox => (v1::Scope::Sandbox, String::new(), String::new()),
    };
    v1::Artifact {
        id: artifact.id.to_string(),
        sandbox_id: artifact.sandbox.to_string(),
        scope: scope.into(),
        session_id,
        user_id,
        grid_key: artifact.grid_key().to_string(),
        etag: artifact.etag().as_str().to_owned(),
        expire_time: artifact.expires().map(timestamp_to),
        filename: artifact.filename.map(|name| name.as_str().to_owned()).unwrap_or_default(),
        mime_type: artifact.mime.as_str().to_owned(),
        summary: artifact.summary.as_str().to_owned(),
        meta_json: artifact.meta.to_json(),
        size: number_to(artifact.content.size),
        version: number_to(artifact.content.version),
        digests: Some(digests_to(artifact.content.digests)),
        verified: artifact.content.verified,
        provider: services.provider_of(&store).to_owned(),
        store: store.to_string(),
        create_time: Some(timestamp_to(artifact.create_time)),
        update_time: Some(timestamp_to(artifact.update_time)),
    }
}

/// What a download says before its bytes.
pub(in crate::api::grpc) fn header_to(services: &Services, reading: &Reading) -> v1::DownloadHeader {
    v1::DownloadHeader {
        artifact: Some(artifact_to(services, reading.artifact.clone())),
        offset: number_to(reading.range.offset),
        length: number_to(reading.range.length),
        total_size: number_to(reading.content.size),
        version: number_to(reading.content.version),
        digests: Some(digests_to(reading.content.digests)),
    }
}

/// The scope that a request names; none is session scope.
pub(super) fn scope_from(scope: i32) -> Result<Scope> {
    match v1::Scope::try_from(scope) {
        Ok(v1::Scope::Unspecified | v1::Scope::Session) => Ok(Scope::Session),
        Ok(v1::Scope::User) => Ok(Scope::User),
        Ok(v1::Scope::Sandbox) => Ok(Scope::Sandbox),
        Err(_) => Err(Error::invalid("scope", "is no scope")),
    }
}

fn filename_from(field: &str, text: &str) -> Result<Option<Filename>> {
    if text.is_empty() { Ok(None) } else { Filename::parse(field, text).map(Some) }
}

fn inline_from(data: Bytes) -> Result<Bytes> {
    if data.len() > INLINE_MAX_BYTES {
        let why =
            format!("inline content has at most {INLINE_MAX_BYTES} bytes; stream what is larger by Upload");
        return Err(ErrorKind::SizeLimit.error(why).with("limit", INLINE_MAX_BYTES));
    }
    Ok(data)
}

fn create(spec: v1::ArtifactSpec, expected: Expected, request: Option<Repeatable>) -> Result<CreateArtifact> {
    use v1::artifact_spec::Lifetime as Wish;
    let lifetime = match &spec.lifetime {
        None => Lifetime::Unspecified,
        Some(Wish::Ttl(ttl)) => ttl_from("spec.ttl", ttl)?,
        Some(Wish::NoExpiry(wish)) => no_expiry_from("spec.no_expiry", *wish)?,
    };
    Ok(CreateArtifact {
        scope: scope_from(spec.scope)?,
        session: session_id_from("spec.session_id", &spec.session_id)?,
        spec: ArtifactSpec {
            filename: filename_from("spec.filename", &spec.filename)?,
            mime: MimeType::parse("spec.mime_type", &spec.mime_type)?,
            summary: Summary::parse("spec.summary", &spec.summary)?,
            meta: Meta::parse("spec.meta_json", &spec.meta_json)?,
            lifetime,
        },
        expected,
        request,
    })
}

/// A new artifact whose content came with the request.
pub(in crate::api::grpc) fn create_from(
    request: v1::CreateArtifactRequest,
) -> Result<(CreateArtifact, Bytes)> {
    let repeatable = repeatable_from("CreateArtifact", &request.request_id, &request)?;
    let data = inline_from(request.data)?;
    let digests = digests_from("digests", request.digests.as_ref())?;
    let expected = Expected { size: Some(data.len() as u64), digests };
    Ok((create(request.spec.unwrap_or_default(), expected, repeatable)?, data))
}

/// One of many.
pub(in crate::api::grpc) fn create_item_from(
    item: v1::batch_create_artifacts_request::Item,
    request: Option<Repeatable>,
) -> Result<(CreateArtifact, Bytes)> {
    let v1::batch_create_artifacts_request::Item { spec, data, digests } = item;
    let single = v1::CreateArtifactRequest { spec, data, digests, request_id: String::new() };
    let (action, data) = create_from(single)?;
    Ok((CreateArtifact { request, ..action }, data))
}

/// What an upload is for.
pub(in crate::api::grpc) enum Upload {
    /// A new artifact.
    Create(CreateArtifact),
    /// New content of one that is there.
    Replace(UpdateArtifact),
}

/// What the first message of an upload says.
pub(in crate::api::grpc) fn upload_from(spec: v1::UploadSpec) -> Result<Upload> {
    spec_from("Upload", spec)
}

/// What an upload is for that this method begins.
pub(super) fn spec_from(method: &'static str, spec: v1::UploadSpec) -> Result<Upload> {
    let request = repeatable_from(method, &spec.request_id, &spec)?;
    let expected = Expected {
        size: spec.size.map(|size| size_from("spec.size", size)).transpose()?,
        digests: digests_from("spec.digests", spec.digests.as_ref())?,
    };
    match spec.target {
        Some(Target::Create(artifact)) => Ok(Upload::Create(create(artifact, expected, request)?)),
        Some(Target::Replace(replace)) => Ok(Upload::Replace(replace_from(replace, expected, request)?)),
        None => Err(Error::invalid("spec.target", "must say what the content is for")),
    }
}

/// New content of an artifact that is there, and the metadata changes with it.
fn replace_from(
    request: v1::ContentReplacement,
    expected: Expected,
    repeatable: Option<Repeatable>,
) -> Result<UpdateArtifact> {
    let given = Given { changes: request.changes, mask: request.update_mask, mode: request.meta_mode };
    Ok(UpdateArtifact {
        id: artifact_id_from(&request.artifact_id)?,
        precondition: precondition_from(&request.etag)?,
        changes: given.read()?,
        expected,
        content: None,
        request: repeatable,
    })
}

/// Changes to an artifact, and small content with them.
pub(in crate::api::grpc) fn update_from(request: v1::UpdateArtifactRequest) -> Result<UpdateArtifact> {
    use v1::update_artifact_request::Lifetime as Wish;
    let repeatable = repeatable_from("UpdateArtifact", &request.request_id, &request)?;
    let id = artifact_id_from(&request.artifact_id)?;
    let given = Given { changes: request.changes, mask: request.update_mask, mode: request.meta_mode };
    let lifetime = match &request.lifetime {
        None => Lifetime::Unspecified,
        Some(Wish::Ttl(ttl)) => ttl_from("ttl", ttl)?,
        Some(Wish::ExtendBy(by)) => Lifetime::ExtendBy(duration_from("extend_by", by)?),
        Some(Wish::NoExpiry(wish)) => no_expiry_from("no_expiry", *wish)?,
    };
    let changes = Changes { lifetime, ..given.read()? };
    let content = request.data.map(inline_from).transpose()?;
    if changes.is_empty() && content.is_none() {
        return Err(Error::invalid("changes", "there is nothing to change"));
    }
    let digests = digests_from("digests", request.digests.as_ref())?;
    let expected = Expected { size: content.as_ref().map(|data| data.len() as u64), digests };
    let precondition = precondition_from(&request.etag)?;
    Ok(UpdateArtifact { id, precondition, changes, expected, content, request: repeatable })
}

/// Metadata changes as a request gives them (AIP-134).
pub(super) struct Given {
    pub(super) changes: Option<v1::ArtifactChanges>,
    pub(super) mask: Option<prost_types::FieldMask>,
    pub(super) mode: i32,
}

impl Given {
    pub(super) fn read(self) -> Result<Changes> {
        const PATHS: &[&str] = &["filename", "mime_type", "summary", "meta_json"];
        let new = self.changes.unwrap_or_default();
        let paths = match &self.mask {
            Some(mask) => {
                if let Some(path) =
                    mask.paths.iter().find(|path| *path != "*" && !PATHS.contains(&path.as_str()))
                {
                    return Err(Error::invalid(
                        "update_mask",
                        format!("{path:?} is no field that can be changed"),
                    ));
                }
                mask.paths.clone()
            }
            // Without a mask, what is populated.
            None => PATHS
                .iter()
                .filter(|path| !populated(&new, path).is_empty())
                .map(ToString::to_string)
                .collect(),
        };
        let chosen = |path: &str| paths.iter().any(|chosen| chosen == path || chosen == "*");
        let mut changes = Changes::default();
        if chosen("filename") {
            changes.filename = Some(filename_from("changes.filename", &new.filename)?);
        }
        if chosen("mime_type") {
            changes.mime = Some(MimeType::parse("changes.mime_type", &new.mime_type)?);
        }
        if chosen("summary") {
            changes.summary = Some(Summary::parse("changes.summary", &new.summary)?);
        }
        if chosen("meta_json") {
            let meta = Some(Meta::parse("changes.meta_json", &new.meta_json)?);
            match v1::MetaMode::try_from(self.mode) {
                Ok(v1::MetaMode::Unspecified | v1::MetaMode::Replace) => changes.meta = meta,
                Ok(v1::MetaMode::Merge) => changes.meta_patch = meta,
                Err(_) => return Err(Error::invalid("meta_mode", "is no mode")),
            }
        }
        Ok(changes)
    }
}

fn populated<'a>(changes: &'a v1::ArtifactChanges, path: &str) -> &'a str {
    match path {
        "filename" => &changes.filename,
        "mime_type" => &changes.mime_type,
        "summary" => &changes.summary,
        _ => &changes.meta_json,
    }
}

fn range_from(range: Option<v1::ByteRange>) -> Result<ByteRange> {
    use v1::byte_range::Range;
    match range.and_then(|range| range.range) {
        None => Ok(ByteRange::Whole),
        Some(Range::Span(span)) => {
            let length = size_from("range.span.length", span.length)?;
            let offset = size_from("range.span.offset", span.offset)?;
            Ok(ByteRange::Span { offset, length: (length > 0).then_some(length) })
        }
        Some(Range::SuffixLength(0)) => Err(Error::invalid("range.suffix_length", "must be at least 1")),
        Some(Range::SuffixLength(length)) => Ok(ByteRange::Suffix(size_from("range.suffix_length", length)?)),
    }
}

/// The version that a request names; 0 is the current one.
pub(super) fn version_from(version: i64) -> Result<Option<u64>> {
    let version = size_from("version", version)?;
    Ok((version > 0).then_some(version))
}

/// Content to be streamed.
pub(in crate::api::grpc) fn download_from(request: v1::DownloadRequest) -> Result<ReadArtifact> {
    Ok(ReadArtifact {
        id: artifact_id_from(&request.artifact_id)?,
        version: version_from(request.version)?,
        range: range_from(request.range)?,
    })
}

/// Content to be answered in one message.
pub(in crate::api::grpc) fn read_from(request: v1::ReadArtifactRequest) -> Result<ReadArtifact> {
    let v1::ReadArtifactRequest { artifact_id, version, range } = request;
    download_from(v1::DownloadRequest { artifact_id, version, range })
}

/// A page of a scope.
pub(in crate::api::grpc) fn list_from(request: v1::ListArtifactsRequest) -> Result<ListArtifacts> {
    let roll_up = match request.delimiter.as_str() {
        "" => false,
        "/" => true,
        _ => return Err(Error::invalid("delimiter", "must be empty or /")),
    };
    if request.prefix.len() > Filename::MAX_BYTES || request.prefix.chars().any(char::is_control) {
        return Err(Error::invalid("prefix", "is no beginning of a file name"));
    }
    Ok(ListArtifacts {
        scope: scope_from(request.scope)?,
        session: session_id_from("session_id", &request.session_id)?,
        owner: user_id_from("owner", &request.owner)?,
        prefix: request.prefix,
        roll_up,
        page: PageRequest {
            size: PageRequest::parse_size("page_size", request.page_size)?,
            token: request.page_token,
        },
    })
}

/// An artifact to be taken away.
pub(in crate::api::grpc) fn delete_from(request: &v1::DeleteArtifactRequest) -> Result<DeleteArtifact> {
    Ok(DeleteArtifact {
        id: artifact_id_from(&request.artifact_id)?,
        precondition: precondition_from(&request.etag)?,
        request: repeatable_from("DeleteArtifact", &request.request_id, request)?,
    })
}

/// One of many.
pub(in crate::api::grpc) fn delete_item_from(
    item: &v1::batch_delete_artifacts_request::Item,
    request: Option<Repeatable>,
) -> Result<DeleteArtifact> {
    Ok(DeleteArtifact {
        id: artifact_id_from(&item.artifact_id)?,
        precondition: precondition_from(&item.etag)?,
        request,
    })
}
