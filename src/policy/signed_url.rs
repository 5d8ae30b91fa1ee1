//! Grant ⇄ token: what a caller may do, written down for a bounded time, for whoever carries it.
//!
//! A token says what may be done (the *deed*), to what, in which sandbox and until when; signed, so that nobody else can
//! say so, and readable, so it says nothing of who made it. It is no promise that the thing will still be there: the
//! facts are looked at anew each time it is used. Whoever comes with one is nobody in particular, a *bearer*, who may do
//! this one thing.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::action::{PresignDownload, PresignUploadParts, PutContent, ReadArtifact};
use super::{Grant, Policy, live, session_over};
use crate::domain::{
    ArtifactId, ByteRange, Caller, Disposition, Expected, Filename, Keyring, Role, SandboxId, SessionState,
    Timestamp, Upload, UploadId,
};
use crate::error::{Error, ErrorKind, Result};

/// Keeps these tokens from passing as others.
const PURPOSE: &str = "url";
/// The first byte of what is signed: how the rest is to be read.
const FORM: u8 = 1;

/// What a token allows.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Deed {
    /// Read one version of an artifact.
    Read { artifact: ArtifactId, version: u64, disposition: Disposition, filename: Option<Filename> },
    /// Put the whole content of an upload.
    Put { upload: UploadId, then: AfterPut },
    /// Put one part of an upload.
    PutPart { upload: UploadId, number: u32 },
}

/// What becomes of content that was put to a URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AfterPut {
    /// It waits until its owner registers it.
    Wait,
    /// It is registered by the same request.
    Register,
}

/// A deed, where and until when.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pass {
    sandbox: SandboxId,
    until: Timestamp,
    deed: Deed,
}

/// A reading that a URL allows.
#[derive(Debug)]
pub struct ReadByUrl {
    /// The same grant that a caller gets.
    pub grant: Grant<ReadArtifact>,
    /// When the URL ends.
    pub until: Timestamp,
    /// How browsers shall treat the content.
    pub disposition: Disposition,
    /// The file name that is offered; `None` is the artifact's.
    pub filename: Option<Filename>,
}

/// Whoever comes with a URL. Naming nobody, in the role of a person, it owns nothing.
pub(super) fn bearer(sandbox: &SandboxId) -> Caller {
    Caller { sandbox: sandbox.clone(), role: Role::User, user: None, session: None }
}

impl Policy {
    /// Writes down that whoever carries the token may read this version until then. The end is the store's to say: it
    /// is never behind that of the artifact.
    pub async fn sign_download(
        &self,
        grant: &Grant<PresignDownload>,
        version: u64,
        until: Timestamp,
    ) -> Result<String> {
        let PresignDownload { disposition, filename, .. } = grant.action().clone();
        let deed = Deed::Read { artifact: grant.subject().id, version, disposition, filename };
        self.sign(&Pass { sandbox: grant.caller().sandbox.clone(), until, deed }).await
    }

    /// May whoever carries this token read? What it was signed for must still be there and live.
    pub async fn read_by_url(&self, token: &str, now: Timestamp) -> Result<ReadByUrl> {
        let Pass { sandbox, until, deed } = self.verify(token, now).await?;
        let Deed::Read { artifact, version, disposition, filename } = deed else {
            return Err(denied("the URL is for PUT: it does not let its holder read"));
        };
        let known = self.facts.artifact(&sandbox, artifact).await?;
        let artifact = live(known, artifact, now)?;
        let action = ReadArtifact { id: artifact.id, version: Some(version), range: ByteRange::Whole };
        let grant = Grant::new(action, artifact, &bearer(&sandbox), now);
        Ok(ReadByUrl { grant, until, disposition, filename })
    }

    /// Writes down that whoever carries the token may put the whole content of this upload, which its maker has just begun.
    pub async fn sign_put(&self, upload: &Upload, then: AfterPut, until: Timestamp) -> Result<String> {
        let deed = Deed::Put { upload: upload.id, then };
        self.sign(&Pass { sandbox: upload.sandbox.clone(), until, deed }).await
    }

    /// Writes down that whoever carries the token may put this part.
    pub async fn sign_part(
        &self,
        grant: &Grant<PresignUploadParts>,
        number: u32,
        until: Timestamp,
    ) -> Result<String> {
        let deed = Deed::PutPart { upload: grant.subject().id, number };
        self.sign(&Pass { sandbox: grant.caller().sandbox.clone(), until, deed }).await
    }

    /// May whoever carries this token put content? The upload must still be there, and its session live.
    pub async fn put_by_url(
        &self,
        token: &str,
        expected: Expected,
        now: Timestamp,
    ) -> Result<Grant<PutContent>> {
        let Pass { sandbox, deed, .. } = self.verify(token, now).await?;
        let (id, part, register) = match deed {
            Deed::Put { upload, then } => (upload, None, then == AfterPut::Register),
            Deed::PutPart { upload, number } => (upload, Some(number), false),
            Deed::Read { .. } => return Err(denied("the URL is for GET: it does not let its holder write")),
        };
        let Some(upload) = self.facts.upload(&sandbox, id, now).await? else {
            return Err(ErrorKind::UploadNotFound.error("the upload of this URL is over"));
        };
        match upload.owner.session() {
            Some(session) if session.state(now) != SessionState::Live => Err(session_over(session, now)),
            Some(_) | None => {
                let action = PutContent { id, part, register, expected };
                Ok(Grant::new(action, upload, &bearer(&sandbox), now))
            }
        }
    }

    async fn sign(&self, pass: &Pass) -> Result<String> {
        let ring = self.facts.keyring(None).await?;
        Ok(URL_SAFE_NO_PAD.encode(ring.sign(PURPOSE, &pass.write())))
    }

    async fn verify(&self, token: &str, now: Timestamp) -> Result<Pass> {
        let forged = || denied("the URL is not one that this server signed, or it was changed");
        let token = URL_SAFE_NO_PAD.decode(token).map_err(|_| forged())?;
        let ring = self.facts.keyring(Keyring::key_of(&token)).await?;
        let payload = ring.verify(PURPOSE, &token).ok_or_else(forged)?;
        // Signed by us: if it cannot be read, another version of ours wrote it.
        let pass = Pass::read(payload).ok_or_else(forged)?;
        if pass.until <= now {
            return Err(denied("the URL has expired; ask for a new one"));
        }
        Ok(pass)
    }
}

fn denied(why: &str) -> Error {
    ErrorKind::AccessDenied.error(why)
}

impl Pass {
    fn write(&self) -> Vec<u8> {
        let sandbox = self.sandbox.as_str().as_bytes();
        let mut bytes = vec![FORM];
        bytes.extend(self.until.as_micros().to_be_bytes());
        // A sandbox's name has at most 63 bytes.
        bytes.push(u8::try_from(sandbox.len()).unwrap_or(u8::MAX));
        bytes.extend(sandbox);
        match &self.deed {
            Deed::Read { artifact, version, disposition, filename } => {
                let filename = filename.as_ref().map_or("", |name| name.as_str()).as_bytes();
                bytes.push(1);
                bytes.extend(artifact.as_bytes());
                bytes.extend(version.to_be_bytes());
                bytes.push(u8::from(*disposition == Disposition::Inline));
                // A file name has at most 1,024 bytes.
                bytes.extend(u16::try_from(filename.len()).unwrap_or(u16::MAX).to_be_bytes());
                bytes.extend(filename);
            }
            Deed::Put { upload, then } => {
                bytes.push(2);
                bytes.extend(upload.as_bytes());
                bytes.push(u8::from(*then == AfterPut::Register));
            }
            Deed::PutPart { upload, number } => {
                bytes.push(3);
                bytes.extend(upload.as_bytes());
                bytes.extend(number.to_be_bytes());
            }
        }
        bytes
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let mut rest = Rest(bytes);
        if rest.byte()? != FORM {
            return None;
        }
        let until = Timestamp::from_micros(i64::from_be_bytes(rest.take()?));
        let len = usize::from(rest.byte()?);
        let sandbox = std::str::from_utf8(rest.slice(len)?).ok()?;
        let sandbox = SandboxId::parse("sandbox", sandbox).ok()?;
        let deed = match rest.byte()? {
            1 => Deed::Read {
                artifact: ArtifactId::from_bytes(rest.take()?),
                version: u64::from_be_bytes(rest.take()?),
                disposition: if rest.flag()? { Disposition::Inline } else { Disposition::Attachment },
                filename: rest.filename()?,
            },
            2 => Deed::Put {
                upload: UploadId::from_bytes(rest.take()?),
                then: if rest.flag()? { AfterPut::Register } else { AfterPut::Wait },
            },
            3 => Deed::PutPart {
                upload: UploadId::from_bytes(rest.take()?),
                number: u32::from_be_bytes(rest.take()?),
            },
            _ => return None,
        };
        rest.0.is_empty().then_some(Self { sandbox, until, deed })
    }
}

/// What is still to be read.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*taken)
    }

    fn slice(&mut self, len: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take::<1>().map(|[byte]| byte)
    }

    /// A file name, or none: then it is empty.
    fn filename(&mut self) -> Option<Option<Filename>> {
        let len = usize::from(u16::from_be_bytes(self.take()?));
        let name = std::str::from_utf8(self.slice(len)?).ok()?;
        if name.is_empty() { Some(None) } else { Filename::parse("filename", name).ok().map(Some) }
    }

    fn flag(&mut self) -> Option<bool> {
        match self.byte()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::SeededChance;

    fn passes() -> Vec<Pass> {
        let (at, chance) = (Timestamp::from_micros(1_700_000_000_000_000), SeededChance::new(4));
        let artifact = ArtifactId::generate(at, &chance);
        let upload = UploadId::generate(at, &chance);
        let filename = Some(Filename::parse("filename", "grüße.txt").unwrap());
        let deeds = [
            Deed::Read { artifact, version: 7, disposition: Disposition::Inline, filename: None },
            Deed::Read { artifact, version: 1, disposition: Disposition::Attachment, filename },
            Deed::Put { upload, then: AfterPut::Wait },
            Deed::Put { upload, then: AfterPut::Register },
            Deed::PutPart { upload, number: 9_000 },
        ];
        let sandbox = SandboxId::parse("sandbox", "acme").unwrap();
        deeds.into_iter().map(|deed| Pass { sandbox: sandbox.clone(), until: at, deed }).collect()
    }

    #[test]
    fn what_is_written_is_read_and_nothing_else_is() {
        for pass in passes() {
            let bytes = pass.write();
            assert_eq!(Pass::read(&bytes), Some(pass));
            for cut in 0..bytes.len() {
                assert_eq!(Pass::read(&bytes[..cut]), None, "cut at {cut}");
            }
            assert_eq!(Pass::read(&[&bytes[..], &[0]].concat()), None, "longer");
        }
    }

    #[test]
    fn no_two_passes_are_written_alike() {
        let mut written: Vec<_> = passes().iter().map(Pass::write).collect();
        let all = written.len();
        written.sort();
        written.dedup();
        assert_eq!(written.len(), all);
    }
}
