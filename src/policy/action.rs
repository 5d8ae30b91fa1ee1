//! What callers want to do: one small struct per action, which is also the store call's argument.
//!
//! An action names its resource and says whether it reads or writes; the rule for that is in [`rules`](super::rules).

mod uploads;
mod urls;

use bytes::Bytes;

pub use uploads::{AppendUpload, CancelUpload, CompleteUpload, GetUpload, ListUploads, ResumeUpload};
pub use urls::{
    CreateShareLink, FollowLink, ListShareLinks, PresignDownload, PresignUploadParts, PutContent,
    RegisterUpload, RevokeShareLink, RotateSigningKeys,
};

use super::rules::Access;
use super::{Copying, FiguresOf, Linked, ReadFrom, UploadsOf, WriteInto};
use crate::domain::{
    Artifact, ArtifactId, ArtifactQuery, ArtifactSpec, ByteRange, Changes, Expected, Lifetime, Meta,
    PageRequest, Precondition, Repeatable, SandboxId, Scope, SearchOrder, Session, SessionChanges, SessionId,
    StoreName, Upload, UploadId, UserId,
};

/// Something that a caller may be allowed to do.
pub trait Action: Send + Sync + 'static {
    /// What it is called in an error and in the audit.
    const VERB: &'static str;
    /// What kind of access it is.
    const ACCESS: Access;
    /// What a decision finds it to be about.
    type Subject: Send + Sync;
}

/// An action on an artifact that is there.
pub trait OnArtifact: Action<Subject = Artifact> {
    /// The artifact it is on.
    fn artifact(&self) -> ArtifactId;
}

/// An action that makes something new in a scope.
pub trait IntoScope: Action<Subject = WriteInto> {
    /// The scope.
    fn scope(&self) -> Scope;
    /// The session that the request chooses, in session scope.
    fn session(&self) -> Option<&SessionId>;
}

/// An action that looks through a scope.
pub trait OverScope: Action<Subject = ReadFrom> {
    /// The scope.
    fn scope(&self) -> Scope;
    /// The session that the request chooses, in session scope.
    fn session(&self) -> Option<&SessionId>;
    /// The user that it narrows to.
    fn owner(&self) -> Option<&UserId>;
}

/// An action on an upload that is not over.
pub trait OnUpload: Action<Subject = Upload> {
    /// Does it bring the artifact nearer? Then the session must be live that it is for.
    const ADDS: bool;

    /// The upload it is on.
    fn upload(&self) -> UploadId;
}

/// An action on a session that is live.
pub trait OnSession: Action<Subject = Session> {
    /// The session it is on.
    fn session(&self) -> &SessionId;
}

/// Declares what an action is: its verb, its access, and the resource it is on.
macro_rules! actions {
    ($($action:ident: $verb:literal, $access:ident, $subject:ty;)+) => {$(
        impl Action for $action {
            const VERB: &'static str = $verb;
            const ACCESS: Access = Access::$access;
            type Subject = $subject;
        }
    )+};
}

actions! {
    CreateArtifact: "create", Write, WriteInto;
    GetArtifact: "read", Read, Artifact;
    ReadArtifact: "read", Read, Artifact;
    UpdateArtifact: "update", Write, Artifact;
    DeleteArtifact: "delete", Write, Artifact;
    ListArtifacts: "list", Read, ReadFrom;
    SearchArtifacts: "search", Read, ReadFrom;
    CopyArtifact: "copy", Read, Copying;
    GetUpload: "read", Write, Upload;
    ResumeUpload: "resume", Write, Upload;
    AppendUpload: "append to", Write, Upload;
    CompleteUpload: "complete", Write, Upload;
    CancelUpload: "cancel", Write, Upload;
    ListUploads: "list", Write, UploadsOf;
    Sweep: "sweep", Write, ();
    Scrub: "scrub", Read, ();
    ValidateConfiguration: "check", Read, ();
    GetStats: "count", Read, FiguresOf;
    CreateSession: "begin", Write, WriteInto;
    GetSession: "read", Read, Session;
    RenewSession: "renew", Write, Session;
    UpdateSession: "update", Write, Session;
    ListSessions: "list", Read, ReadFrom;
    DeleteSession: "delete", Write, Session;
    PresignDownload: "read", Read, Artifact;
    CreateShareLink: "share", Write, Artifact;
    ListShareLinks: "share", Write, Artifact;
    RevokeShareLink: "revoke", Write, Linked;
    FollowLink: "read", Read, Linked;
    RotateSigningKeys: "rotate", Write, ();
    PresignUploadParts: "continue", Write, Upload;
    RegisterUpload: "complete", Write, Upload;
    PutContent: "continue", Write, Upload;
}

/// Make a new artifact; its content comes beside.
#[derive(Debug, Clone)]
pub struct CreateArtifact {
    /// Where.
    pub scope: Scope,
    /// Session scope: into this session.
    pub session: Option<SessionId>,
    /// What it shall be.
    pub spec: ArtifactSpec,
    /// What its content shall be, as far as the client said so beforehand.
    pub expected: Expected,
    /// By which it is known when it comes again.
    pub request: Option<Repeatable>,
}

impl IntoScope for CreateArtifact {
    fn scope(&self) -> Scope {
        self.scope
    }

    fn session(&self) -> Option<&SessionId> {
        self.session.as_ref()
    }
}

/// Look at an artifact's metadata.
#[derive(Debug, Clone)]
pub struct GetArtifact {
    /// Which.
    pub id: ArtifactId,
}

/// Read an artifact's content.
#[derive(Debug, Clone)]
pub struct ReadArtifact {
    /// Which.
    pub id: ArtifactId,
    /// Which version; `None` is the current one.
    pub version: Option<u64>,
    /// Which bytes.
    pub range: ByteRange,
}

/// Change an artifact: metadata, and with it its content if some comes beside.
#[derive(Debug, Clone)]
pub struct UpdateArtifact {
    /// Which.
    pub id: ArtifactId,
    /// When only.
    pub precondition: Precondition,
    /// What of its metadata.
    pub changes: Changes,
    /// What its new content shall be, as far as the client said so beforehand.
    pub expected: Expected,
    /// New content, if it is small and came with the request.
    pub content: Option<Bytes>,
    /// By which it is known when it comes again.
    pub request: Option<Repeatable>,
}

/// Take an artifact away.
#[derive(Debug, Clone)]
pub struct DeleteArtifact {
    /// Which.
    pub id: ArtifactId,
    /// When only.
    pub precondition: Precondition,
    /// By which it is known when it comes again.
    pub request: Option<Repeatable>,
}

/// Make a new artifact of one that is there.
#[derive(Debug, Clone)]
pub struct CopyArtifact {
    /// Of which.
    pub id: ArtifactId,
    /// While it is so only.
    pub precondition: Precondition,
    /// Which version; `None` is the current one.
    pub version: Option<u64>,
    /// Where the copy goes; `None` is where its source is.
    pub scope: Option<Scope>,
    /// Session scope: into this session; `None` is its source's.
    pub session: Option<SessionId>,
    /// What shall be different of its metadata, and its life.
    pub changes: Changes,
    /// By which it is known when it comes again.
    pub request: Option<Repeatable>,
}

macro_rules! on_artifact {
    ($($action:ident)+) => {$(
        impl OnArtifact for $action {
            fn artifact(&self) -> ArtifactId {
                self.id
            }
        }
    )+};
}

on_artifact!(GetArtifact ReadArtifact UpdateArtifact DeleteArtifact PresignDownload CreateShareLink ListShareLinks);

/// List artifacts like the files of a directory.
#[derive(Debug, Clone)]
pub struct ListArtifacts {
    /// Where.
    pub scope: Scope,
    /// Session scope: of this session.
    pub session: Option<SessionId>,
    /// Of this user.
    pub owner: Option<UserId>,
    /// Whose file names begin with this.
    pub prefix: String,
    /// Roll up what stands behind the next `/`.
    pub roll_up: bool,
    /// Which page.
    pub page: PageRequest,
}

impl OverScope for ListArtifacts {
    fn scope(&self) -> Scope {
        self.scope
    }

    fn session(&self) -> Option<&SessionId> {
        self.session.as_ref()
    }

    fn owner(&self) -> Option<&UserId> {
        self.owner.as_ref()
    }
}

/// Find artifacts by what they are.
#[derive(Debug, Clone)]
pub struct SearchArtifacts {
    /// Where.
    pub scope: Scope,
    /// Session scope: of this session.
    pub session: Option<SessionId>,
    /// Of this user.
    pub owner: Option<UserId>,
    /// What must hold of them.
    pub query: ArtifactQuery,
    /// In which order.
    pub order: SearchOrder,
    /// Which page.
    pub page: PageRequest,
}

impl OverScope for SearchArtifacts {
    fn scope(&self) -> Scope {
        self.scope
    }

    fn session(&self) -> Option<&SessionId> {
        self.session.as_ref()
    }

    fn owner(&self) -> Option<&UserId> {
        self.owner.as_ref()
    }
}

/// Begin a session, of the caller's user.
#[derive(Debug, Clone)]
pub struct CreateSession {
    /// Its name; `None` makes one.
    pub id: Option<SessionId>,
    /// What shall be kept with it.
    pub meta: Meta,
    /// How long it shall live.
    pub lifetime: Lifetime,
    /// By which it is known when it comes again.
    pub request: Option<Repeatable>,
}

/// Look at a session.
#[derive(Debug, Clone)]
pub struct GetSession {
    /// Which.
    pub id: SessionId,
}

/// Move a session's end.
#[derive(Debug, Clone)]
pub struct RenewSession {
    /// Which.
    pub id: SessionId,
    /// How long it shall live now.
    pub lifetime: Lifetime,
    /// By which it is known when it comes again.
    pub request: Option<Repeatable>,
}

/// Change what is kept with a session.
#[derive(Debug, Clone)]
pub struct UpdateSession {
    /// Which.
    pub id: SessionId,
    /// When only.
    pub precondition: Precondition,
    /// What of it.
    pub changes: SessionChanges,
    /// By which it is known when it comes again.
    pub request: Option<Repeatable>,
}

/// List sessions, newest first.
#[derive(Debug, Clone)]
pub struct ListSessions {
    /// Of this user.
    pub owner: Option<UserId>,
    /// Which page.
    pub page: PageRequest,
}

/// End a session, and what it holds with it.
#[derive(Debug, Clone)]
pub struct DeleteSession {
    /// Which.
    pub id: SessionId,
    /// When only.
    pub precondition: Precondition,
    /// By which it is known when it comes again.
    pub request: Option<Repeatable>,
}

macro_rules! on_session {
    ($($action:ident)+) => {$(
        impl OnSession for $action {
            fn session(&self) -> &SessionId {
                &self.id
            }
        }
    )+};
}

on_session!(GetSession RenewSession UpdateSession DeleteSession);

/// One step of freeing what is over.
#[derive(Debug, Clone)]
pub struct Sweep {
    /// At most so many things.
    pub max_items: usize,
    /// Where the step before ended; empty is the beginning.
    pub token: String,
    /// Count only.
    pub dry_run: bool,
}

/// One step of reading what is kept and holding it against its sums.
#[derive(Debug, Clone)]
pub struct Scrub {
    /// At most so many contents.
    pub max_items: usize,
    /// Where the step before ended; empty is the beginning.
    pub token: String,
    /// In this store only.
    pub store: Option<StoreName>,
}

/// Try everything that the server depends on.
#[derive(Debug, Clone)]
pub struct ValidateConfiguration;

/// Count what is there.
#[derive(Debug, Clone)]
pub struct GetStats {
    /// In this sandbox, which only an operator may choose.
    pub sandbox: Option<SandboxId>,
}
