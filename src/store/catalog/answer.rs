//! Answers as they are kept: the columns of what was answered, as JSON.

use serde::{Deserialize, Serialize};

use super::KeptUpload;
use super::record::{ArtifactRow, LinkRow, RowName, SessionRow};
use super::upload_row::UploadRow;
use crate::domain::{Answer, Artifact, ContentHasher, KeptAnswer, LinkSecret, Place, RequestId, UploadId};
use crate::error::{Error, Result};

#[derive(Serialize, Deserialize)]
enum AnswerRow {
    Artifact(Box<ArtifactRow>),
    Session(Box<SessionRow>),
    Link(Box<LinkRow>, [u8; 24]),
    Upload(Box<UploadRow>),
    Done,
}

/// The answer as its column has it. Content is not part of an answer.
pub(super) fn write(answer: &Answer) -> Result<Vec<u8>> {
    let row = match answer {
        Answer::Artifact(artifact) => {
            let mut artifact = Artifact::clone(artifact);
            if let Place::Inline(bytes) = &mut artifact.content.place {
                *bytes = None;
            }
            AnswerRow::Artifact(Box::new(ArtifactRow::of(&artifact)))
        }
        Answer::Session(session) => AnswerRow::Session(Box::new(SessionRow::of(session))),
        Answer::Link(told) => {
            let (link, secret) = told.as_ref();
            AnswerRow::Link(Box::new(LinkRow::of(link)), *secret.as_bytes())
        }
        Answer::Upload(upload) => {
            // As it was begun: nothing had come.
            let (hasher, _) = ContentHasher::new(upload.prefix.sha256.is_some()).save();
            let kept = KeptUpload { upload: (**upload).clone(), hasher, answer: None };
            AnswerRow::Upload(Box::new(UploadRow::of(&kept)?))
        }
        Answer::Done => AnswerRow::Done,
    };
    serde_json::to_vec(&row)
        .map_err(|why| Error::internal("an answer could not be written down").caused_by(why))
}

/// The answer that its columns tell of.
pub(super) fn read(id: RequestId, fingerprint: &[u8], answer: &[u8]) -> Result<KeptAnswer> {
    let id = format!("{id:?}");
    let name = RowName { table: "requests", key: &id };
    let row = serde_json::from_slice(answer).map_err(|why| name.nonsense("answer").caused_by(why))?;
    let answer = match row {
        AnswerRow::Artifact(row) => Answer::Artifact(Box::new(row.read()?)),
        AnswerRow::Session(row) => Answer::Session(Box::new(row.read()?)),
        AnswerRow::Link(row, secret) => Answer::Link(Box::new((row.read()?, LinkSecret::from_bytes(secret)))),
        AnswerRow::Upload(row) => Answer::Upload(Box::new(row.read()?.upload)),
        AnswerRow::Done => Answer::Done,
    };
    let fingerprint = fingerprint.try_into().map_err(|_| name.nonsense("fingerprint"))?;
    Ok(KeptAnswer { fingerprint, answer })
}

/// The artifact that a completed upload's row answers.
pub(super) fn read_artifact(id: UploadId, answer: &[u8]) -> Result<Artifact> {
    let name = RowName { table: "uploads", key: &id };
    match serde_json::from_slice(answer).map_err(|why| name.nonsense("answer").caused_by(why))? {
        AnswerRow::Artifact(row) => row.read(),
        AnswerRow::Session(_) | AnswerRow::Link(..) | AnswerRow::Upload(_) | AnswerRow::Done => {
            Err(name.nonsense("answer"))
        }
    }
}
