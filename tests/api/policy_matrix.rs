//! Who may do what: every RPC that works × caller × what it is about → what comes out, as a page that people can read.
//!
//! The page is `policy_matrix.txt`. It is the contract: a change of it is a change of what callers may do. After such a
//! change `UPDATE_GOLDEN=1 cargo test --test api policy_matrix` writes it anew.

use std::fmt::Write as _;
use std::path::Path;

use artigrid_client::raw::health::HealthCheckRequest;
use artigrid_client::raw::health::health_client::HealthClient;
use artigrid_client::raw::v1;
use futures::StreamExt as _;
use tonic::Status;

use crate::harness::{Raw, TestServer, Who, frames, reason};
use crate::route_matrix;

const HEAD: &str = "\
Who may do what: what each caller (left) gets from each RPC on each thing (above).

Each cell has a sandbox of its own with the same things in it:
  hers     ana's session `hers` and one artifact in it      user     one of ana's own artifacts
  free     nobody's session `free` and one artifact in it   sandbox  one of the sandbox's artifacts
  unnamed  session scope, and the request names no session  server   nothing in particular
Beside each of these artifacts there is an upload that was begun for another one like it.
Requests name the session `hers` or `free` where they can, and lists of user scope narrow to the owner ana.
OK alone means: done to that very thing. A write tells where it went, a list how much it found (`OK 1`).
`elsewhere` is the caller's own sandbox, where all names mean something else.
";

/// The callers, each as what it says of itself.
fn callers(sandbox: &str) -> Vec<(&'static str, Who)> {
    let service = || Who::nobody().of(sandbox);
    let user = |name| Who::user(name).of(sandbox);
    vec![
        ("service", service()),
        ("service as ana", user("ana")),
        ("service as bob", user("bob")),
        ("service in hers", service().bound("hers")),
        ("service in free", service().bound("free")),
        ("service as ana in free", user("ana").bound("free")),
        ("service as bob in hers", user("bob").bound("hers")),
        ("user ana", user("ana").role("user")),
        ("user bob", user("bob").role("user")),
        ("user ana in hers", user("ana").role("user").bound("hers")),
        ("admin", service().role("admin")),
        ("admin as bob", user("bob").role("admin")),
        ("operator", service().role("operator")),
        ("user ana, other sandbox", Who::user("ana").of(&format!("{sandbox}-other")).role("user")),
    ]
}

/// What a request can be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Thing {
    Hers,
    Free,
    User,
    Sandbox,
    Unnamed,
    Server,
}

use Thing::{Free, Hers, Sandbox, Server, Unnamed, User};

impl Thing {
    fn name(self) -> &'static str {
        match self {
            Hers => "hers",
            Free => "free",
            User => "user",
            Sandbox => "sandbox",
            Unnamed => "unnamed",
            Server => "server",
        }
    }

    fn scope(self) -> v1::Scope {
        match self {
            User => v1::Scope::User,
            Sandbox => v1::Scope::Sandbox,
            Hers | Free | Unnamed | Server => v1::Scope::Session,
        }
    }

    /// The session that a request about it names.
    fn session(self) -> String {
        match self {
            Hers | Free => self.name().to_owned(),
            User | Sandbox | Unnamed | Server => String::new(),
        }
    }
}

/// The things whose one artifact an id addresses.
const ARTIFACTS: &[Thing] = &[Hers, Free, User, Sandbox];
const PLACES: &[Thing] = &[Hers, Free, Unnamed, User, Sandbox];
const SESSIONS: &[Thing] = &[Hers, Free];
const NAMES: &[Thing] = &[Hers, Free, Unnamed];
const ALL: &[Thing] = &[Server];

/// The RPCs, and what each may be about.
const RPCS: &[(&str, &[Thing])] = &[
    ("artigrid.v1.ArtifactService/Upload (a new artifact)", PLACES),
    ("artigrid.v1.ArtifactService/Upload (new content)", ARTIFACTS),
    ("artigrid.v1.ArtifactService/Upload (one that was begun)", ARTIFACTS),
    ("artigrid.v1.ArtifactService/StartUpload", PLACES),
    ("artigrid.v1.ArtifactService/GetUpload", ARTIFACTS),
    ("artigrid.v1.ArtifactService/AppendUpload", ARTIFACTS),
    ("artigrid.v1.ArtifactService/CompleteUpload", ARTIFACTS),
    ("artigrid.v1.ArtifactService/CancelUpload", ARTIFACTS),
    ("artigrid.v1.ArtifactService/ListUploads", &[Hers, User, Sandbox]),
    ("artigrid.v1.ArtifactService/Download", ARTIFACTS),
    ("artigrid.v1.ArtifactService/CreateArtifact", PLACES),
    ("artigrid.v1.ArtifactService/ReadArtifact", ARTIFACTS),
    ("artigrid.v1.ArtifactService/GetArtifact", ARTIFACTS),
    ("artigrid.v1.ArtifactService/ListArtifacts", PLACES),
    ("artigrid.v1.ArtifactService/UpdateArtifact", ARTIFACTS),
    ("artigrid.v1.ArtifactService/ArtifactExists", ARTIFACTS),
    ("artigrid.v1.ArtifactService/DeleteArtifact", ARTIFACTS),
    ("artigrid.v1.ArtifactService/BatchCreateArtifacts", PLACES),
    ("artigrid.v1.ArtifactService/BatchReadArtifacts", ARTIFACTS),
    ("artigrid.v1.ArtifactService/BatchDeleteArtifacts", ARTIFACTS),
    ("artigrid.v1.ArtifactService/CopyArtifact (beside it)", ARTIFACTS),
    ("artigrid.v1.ArtifactService/CopyArtifact (to the user)", ARTIFACTS),
    ("artigrid.v1.ArtifactService/CopyArtifact (to the sandbox)", ARTIFACTS),
    ("artigrid.v1.ArtifactService/MoveArtifact", ARTIFACTS),
    ("artigrid.v1.ArtifactService/PresignDownload", ARTIFACTS),
    ("artigrid.v1.ArtifactService/PresignUpload (a new artifact)", PLACES),
    ("artigrid.v1.ArtifactService/PresignUpload (new content)", ARTIFACTS),
    ("artigrid.v1.ArtifactService/PresignUploadParts", ARTIFACTS),
    ("artigrid.v1.ArtifactService/RegisterUpload", ARTIFACTS),
    ("artigrid.v1.ArtifactService/CreateShareLink", ARTIFACTS),
    ("artigrid.v1.ArtifactService/ListShareLinks", ARTIFACTS),
    ("artigrid.v1.ArtifactService/RevokeShareLink", ARTIFACTS),
    ("artigrid.v1.SessionService/CreateSession", NAMES),
    ("artigrid.v1.SessionService/GetSession", SESSIONS),
    ("artigrid.v1.SessionService/ValidateSession", SESSIONS),
    ("artigrid.v1.SessionService/RenewSession", SESSIONS),
    ("artigrid.v1.SessionService/UpdateSession", SESSIONS),
    ("artigrid.v1.SessionService/DeleteSession", SESSIONS),
    ("artigrid.v1.SessionService/ListSessions", SESSIONS),
    ("artigrid.v1.SearchService/SearchArtifacts", PLACES),
    ("artigrid.v1.AdminService/GetCapabilities", ALL),
    ("artigrid.v1.AdminService/GetStats", ALL),
    ("artigrid.v1.AdminService/GetStats (of a sandbox)", ALL),
    ("artigrid.v1.AdminService/ValidateConfiguration", ALL),
    ("artigrid.v1.AdminService/Sweep", ALL),
    ("artigrid.v1.AdminService/Scrub", ALL),
    ("artigrid.v1.AdminService/RotateSigningKeys", ALL),
    ("grpc.health.v1.Health/Check", ALL),
    ("grpc.health.v1.Health/List", ALL),
    ("grpc.health.v1.Health/Watch", ALL),
];

/// One cell: a sandbox with the things in it.
struct Cell {
    sandbox: String,
    thing: Thing,
    /// The thing's artifact, where it has one.
    id: String,
    /// The upload beside it.
    upload: String,
}

impl Cell {
    async fn furnish(server: &Raw, sandbox: String, thing: Thing) -> Self {
        if thing == Server {
            return Self { sandbox, thing, id: String::new(), upload: String::new() };
        }
        let ana = server.with(Who::user("ana").of(&sandbox));
        let service = server.with(Who::nobody().of(&sandbox));
        let admin = server.with(Who::nobody().of(&sandbox).role("admin"));
        ana.begin("hers").await.unwrap();
        service.begin("free").await.unwrap();
        let (mut id, mut upload) = (String::new(), String::new());
        for (place, owner) in [(Hers, &ana), (Free, &service), (User, &ana), (Sandbox, &admin)] {
            let made = owner.create_of(spec(place), b"content").await.unwrap();
            let begun = begin(owner, place).await.unwrap();
            if place == thing {
                (id, upload) = (made.id, begun.id);
            }
        }
        Self { sandbox, thing, id, upload }
    }

    /// Where a new artifact went.
    fn place(&self, artifact: &v1::Artifact) -> String {
        let elsewhere = if artifact.sandbox_id == self.sandbox { "" } else { " elsewhere" };
        let place = match (artifact.scope(), artifact.session_id.as_str(), artifact.user_id.as_str()) {
            (v1::Scope::Session, "hers" | "free", _) => artifact.session_id.clone(),
            (v1::Scope::Session, _, "") => "a new session".to_owned(),
            (v1::Scope::Session, _, user) => format!("{user}'s automatic"),
            (v1::Scope::User, _, user) => user.to_owned(),
            (v1::Scope::Sandbox, ..) => "sandbox".to_owned(),
            (v1::Scope::Unspecified, ..) => "nowhere".to_owned(),
        };
        format!("OK {place}{elsewhere}")
    }

    async fn ask(&self, rpc: &str, caller: &Raw) -> Result<String, Status> {
        match rpc.split_once('/').unwrap() {
            ("artigrid.v1.ArtifactService", method) => self.ask_artifacts(method, caller).await,
            ("artigrid.v1.SessionService", method) => self.ask_sessions(method, caller).await,
            ("artigrid.v1.SearchService", _) => ask_search(self.thing, caller).await,
            ("artigrid.v1.AdminService", method) => ask_admin(method, caller).await,
            ("grpc.health.v1.Health", method) => ask_health(method, caller).await,
            _ => panic!("nobody asks {rpc}"),
        }
    }

    async fn ask_artifacts(&self, method: &str, caller: &Raw) -> Result<String, Status> {
        let artifact_id = self.id.clone();
        let mut stub = caller.artifacts();
        match method {
            "Upload (a new artifact)" => {
                let messages =
                    vec![frames::create_of(spec(self.thing)), frames::chunk(0, b"new"), frames::finish()];
                Ok(self.place(&caller.upload(messages).await?))
            }
            "Upload (new content)" => {
                let messages = vec![frames::replace(&self.id), frames::chunk(0, b"new"), frames::finish()];
                caller.upload(messages).await.map(ok)
            }
            "Download" => {
                let request = v1::DownloadRequest { artifact_id, ..Default::default() };
                let mut messages = stub.download(request).await?.into_inner();
                while messages.message().await?.is_some() {}
                Ok(ok(()))
            }
            "CreateArtifact" => Ok(self.place(&caller.create_of(spec(self.thing), b"new").await?)),
            "ReadArtifact" => {
                let request = v1::ReadArtifactRequest { artifact_id, ..Default::default() };
                stub.read_artifact(request).await.map(ok)
            }
            "GetArtifact" => caller.get(&self.id).await.map(ok),
            "ListArtifacts" => {
                let page = caller.list(list(self.thing)).await?;
                Ok(format!("OK {}", page.artifacts.len()))
            }
            "UpdateArtifact" => {
                let changes = v1::ArtifactChanges { summary: "new".to_owned(), ..Default::default() };
                let request =
                    v1::UpdateArtifactRequest { artifact_id, changes: Some(changes), ..Default::default() };
                stub.update_artifact(request).await.map(ok)
            }
            "ArtifactExists" => {
                let answer = stub.artifact_exists(v1::ArtifactExistsRequest { artifact_id }).await?;
                Ok(yes_or_no(answer.into_inner().exists))
            }
            "DeleteArtifact" => {
                let request = v1::DeleteArtifactRequest { artifact_id, ..Default::default() };
                stub.delete_artifact(request).await.map(ok)
            }
            "MoveArtifact" => {
                let filename = "new".to_owned();
                let request = v1::MoveArtifactRequest { artifact_id, filename, ..Default::default() };
                stub.move_artifact(request).await.map(ok)
            }
            "CopyArtifact (beside it)" => self.copy(v1::Scope::Unspecified, caller).await,
            "CopyArtifact (to the user)" => self.copy(v1::Scope::User, caller).await,
            "CopyArtifact (to the sandbox)" => self.copy(v1::Scope::Sandbox, caller).await,
            "PresignUpload (a new artifact)"
            | "PresignUpload (new content)"
            | "PresignUploadParts"
            | "RegisterUpload" => self.ask_url_uploads(method, caller).await,
            "PresignDownload" | "CreateShareLink" | "ListShareLinks" | "RevokeShareLink" => {
                self.ask_urls(method, caller).await
            }
            _ if method.contains("Upload") => self.ask_uploads(method, caller).await,
            _ => self.ask_batches(method, caller).await,
        }
    }

    async fn ask_url_uploads(&self, method: &str, caller: &Raw) -> Result<String, Status> {
        use v1::upload_spec::Target;
        let mut stub = caller.artifacts();
        let admin = caller.with(Who::nobody().of(&self.sandbox).role("admin"));
        let begin = |target| v1::PresignUploadRequest {
            spec: Some(v1::UploadSpec { target: Some(target), ..Default::default() }),
            ..Default::default()
        };
        let replace = || {
            let artifact_id = self.id.clone();
            begin(Target::Replace(v1::ContentReplacement { artifact_id, ..Default::default() }))
        };
        match method {
            "PresignUpload (a new artifact)" => {
                stub.presign_upload(begin(Target::Create(spec(self.thing)))).await.map(ok)
            }
            "PresignUpload (new content)" => stub.presign_upload(replace()).await.map(ok),
            _ => {
                let begun = admin.artifacts().presign_upload(replace()).await.unwrap().into_inner();
                let upload_id = begun.upload.unwrap().id;
                if method == "PresignUploadParts" {
                    let request = v1::PresignUploadPartsRequest {
                        upload_id,
                        part_numbers: vec![1],
                        ..Default::default()
                    };
                    return stub.presign_upload_parts(request).await.map(ok);
                }
                // Nothing was put: who may register is told that.
                let request = v1::RegisterUploadRequest { upload_id, ..Default::default() };
                stub.register_upload(request).await.map(ok)
            }
        }
    }

    async fn ask_urls(&self, method: &str, caller: &Raw) -> Result<String, Status> {
        let artifact_id = self.id.clone();
        let mut stub = caller.artifacts();
        match method {
            "PresignDownload" => {
                let request = v1::PresignDownloadRequest { artifact_id, ..Default::default() };
                stub.presign_download(request).await.map(ok)
            }
            "CreateShareLink" => {
                let request = v1::CreateShareLinkRequest { artifact_id, ..Default::default() };
                stub.create_share_link(request).await.map(ok)
            }
            "ListShareLinks" => {
                let request = v1::ListShareLinksRequest { artifact_id, ..Default::default() };
                stub.list_share_links(request).await.map(ok)
            }
            "RevokeShareLink" => {
                let admin = caller.with(Who::nobody().of(&self.sandbox).role("admin"));
                let request = v1::CreateShareLinkRequest { artifact_id, ..Default::default() };
                let made = admin.artifacts().create_share_link(request).await.unwrap().into_inner();
                let share_link_id = made.share_link.unwrap().id;
                stub.revoke_share_link(v1::RevokeShareLinkRequest { share_link_id }).await.map(ok)
            }
            _ => panic!("nobody asks {method}"),
        }
    }

    async fn copy(&self, scope: v1::Scope, caller: &Raw) -> Result<String, Status> {
        let (artifact_id, scope) = (self.id.clone(), scope.into());
        let request = v1::CopyArtifactRequest { artifact_id, scope, ..Default::default() };
        Ok(self.place(&caller.artifacts().copy_artifact(request).await?.into_inner().artifact.unwrap()))
    }

    async fn ask_uploads(&self, method: &str, caller: &Raw) -> Result<String, Status> {
        let upload_id = self.upload.clone();
        let mut stub = caller.artifacts();
        match method {
            "Upload (one that was begun)" => {
                let start = Some(v1::upload_request::Start::UploadId(upload_id));
                let first = v1::UploadRequest { start, ..frames::chunk(0, b"new") };
                Ok(self.place(&caller.upload(vec![first, frames::finish()]).await?))
            }
            "StartUpload" => {
                let upload_id = begin(caller, self.thing).await?.id;
                let request = v1::CompleteUploadRequest { upload_id, finish: None };
                let made = stub.complete_upload(request).await?.into_inner();
                Ok(self.place(&made.artifact.unwrap()))
            }
            "GetUpload" => stub.get_upload(v1::GetUploadRequest { upload_id }).await.map(ok),
            "AppendUpload" => {
                let data = b"new".as_slice().into();
                let request = v1::AppendUploadRequest { upload_id, data, ..Default::default() };
                stub.append_upload(request).await.map(ok)
            }
            "CompleteUpload" => {
                let request = v1::CompleteUploadRequest { upload_id, finish: None };
                let made = stub.complete_upload(request).await?.into_inner();
                Ok(self.place(&made.artifact.unwrap()))
            }
            "CancelUpload" => stub.cancel_upload(v1::CancelUploadRequest { upload_id }).await.map(ok),
            "ListUploads" => {
                let request =
                    v1::ListUploadsRequest { scope: self.thing.scope().into(), ..Default::default() };
                let page = stub.list_uploads(request).await?.into_inner();
                Ok(format!("OK {}", page.uploads.len()))
            }
            _ => panic!("nobody asks {method}"),
        }
    }

    async fn ask_batches(&self, method: &str, caller: &Raw) -> Result<String, Status> {
        use v1::{batch_create_artifacts_response as created, batch_read_artifacts_response as read};
        let artifact_id = self.id.clone();
        let mut stub = caller.artifacts();
        let why = |failure: v1::Failure| {
            failure.reason().as_str_name().trim_start_matches("ERROR_REASON_").to_owned()
        };
        match method {
            "BatchCreateArtifacts" => {
                let item = v1::batch_create_artifacts_request::Item {
                    spec: Some(spec(self.thing)),
                    ..Default::default()
                };
                let request = v1::BatchCreateArtifactsRequest { items: vec![item], ..Default::default() };
                let answer = stub.batch_create_artifacts(request).await?.into_inner().items.remove(0);
                Ok(match answer.outcome.unwrap() {
                    created::item::Outcome::Artifact(artifact) => self.place(&artifact),
                    created::item::Outcome::Failure(failure) => why(failure),
                })
            }
            "BatchReadArtifacts" => {
                let item = v1::batch_read_artifacts_request::Item { artifact_id, ..Default::default() };
                let request = v1::BatchReadArtifactsRequest { items: vec![item] };
                let answer = stub.batch_read_artifacts(request).await?.into_inner().items.remove(0);
                Ok(match answer.outcome.unwrap() {
                    read::item::Outcome::Content(content) => ok(content),
                    read::item::Outcome::Failure(failure) => why(failure),
                })
            }
            "BatchDeleteArtifacts" => {
                let item = v1::batch_delete_artifacts_request::Item { artifact_id, ..Default::default() };
                let request = v1::BatchDeleteArtifactsRequest { items: vec![item], ..Default::default() };
                let answer = stub.batch_delete_artifacts(request).await?.into_inner().items.remove(0);
                Ok(answer.failure.map_or_else(|| ok(()), why))
            }
            _ => panic!("nobody asks {method}"),
        }
    }

    async fn ask_sessions(&self, method: &str, caller: &Raw) -> Result<String, Status> {
        let session_id = self.thing.session();
        let mut stub = caller.sessions();
        match method {
            "CreateSession" => {
                let session = caller.begin(&session_id).await?;
                let whose = if session.user_id.is_empty() { "nobody" } else { &session.user_id };
                let elsewhere = if session.sandbox_id == self.sandbox { "" } else { " elsewhere" };
                Ok(format!("OK {whose}'s{elsewhere}"))
            }
            "GetSession" => stub.get_session(v1::GetSessionRequest { session_id }).await.map(ok),
            "ValidateSession" => {
                let answer = stub.validate_session(v1::ValidateSessionRequest { session_id }).await?;
                Ok(yes_or_no(answer.into_inner().valid))
            }
            "RenewSession" => {
                let request = v1::RenewSessionRequest { session_id, ..Default::default() };
                stub.renew_session(request).await.map(ok)
            }
            "UpdateSession" => {
                let meta_json = r#"{"a":1}"#.to_owned();
                let request = v1::UpdateSessionRequest { session_id, meta_json, ..Default::default() };
                stub.update_session(request).await.map(ok)
            }
            "ListSessions" => {
                let page = stub.list_sessions(v1::ListSessionsRequest::default()).await?.into_inner();
                Ok(format!("OK {}", page.sessions.len()))
            }
            "DeleteSession" => caller.end(&session_id).await.map(ok),
            _ => panic!("nobody asks {method}"),
        }
    }
}

/// As a list of the same things.
async fn ask_search(thing: Thing, caller: &Raw) -> Result<String, Status> {
    let v1::ListArtifactsRequest { scope, session_id, owner, .. } = list(thing);
    let query = Some(v1::ArtifactQuery { scope, session_id, owner, ..Default::default() });
    let request = v1::SearchArtifactsRequest { query, ..Default::default() };
    let page = caller.search().search_artifacts(request).await?.into_inner();
    Ok(format!("OK {}", page.artifacts.len()))
}

async fn ask_admin(method: &str, caller: &Raw) -> Result<String, Status> {
    let mut stub = caller.admin();
    let stats = |sandbox_id: &str| v1::GetStatsRequest { sandbox_id: sandbox_id.to_owned() };
    match method {
        "GetCapabilities" => stub.get_capabilities(v1::GetCapabilitiesRequest {}).await.map(ok),
        "GetStats" => stub.get_stats(stats("")).await.map(ok),
        "GetStats (of a sandbox)" => stub.get_stats(stats("default")).await.map(ok),
        "ValidateConfiguration" => {
            stub.validate_configuration(v1::ValidateConfigurationRequest {}).await.map(ok)
        }
        "Sweep" => stub.sweep(v1::SweepRequest::default()).await.map(ok),
        "Scrub" => stub.scrub(v1::ScrubRequest::default()).await.map(ok),
        "RotateSigningKeys" => stub.rotate_signing_keys(v1::RotateSigningKeysRequest {}).await.map(ok),
        _ => panic!("nobody asks {method}"),
    }
}

async fn ask_health(method: &str, caller: &Raw) -> Result<String, Status> {
    let mut health = HealthClient::new(caller.service());
    match method {
        "Check" => health.check(HealthCheckRequest::default()).await.map(ok),
        "List" => health.list(artigrid_client::raw::health::HealthListRequest {}).await.map(ok),
        "Watch" => {
            let mut changes = health.watch(HealthCheckRequest::default()).await?.into_inner();
            changes.next().await.unwrap().map(ok)
        }
        _ => panic!("nobody asks {method}"),
    }
}

fn ok<T>(_: T) -> String {
    "OK".to_owned()
}

fn yes_or_no(answer: bool) -> String {
    if answer { "yes" } else { "no" }.to_owned()
}

fn spec(thing: Thing) -> v1::ArtifactSpec {
    v1::ArtifactSpec { scope: thing.scope().into(), session_id: thing.session(), ..Default::default() }
}

/// Begins an upload of a new artifact there.
async fn begin(caller: &Raw, thing: Thing) -> Result<v1::Upload, Status> {
    let target = Some(v1::upload_spec::Target::Create(spec(thing)));
    let request = v1::StartUploadRequest { spec: Some(v1::UploadSpec { target, ..Default::default() }) };
    Ok(caller.artifacts().start_upload(request).await?.into_inner().upload.unwrap())
}

fn list(thing: Thing) -> v1::ListArtifactsRequest {
    let owner = if thing == User { "ana" } else { "" };
    v1::ListArtifactsRequest {
        scope: thing.scope().into(),
        session_id: thing.session(),
        owner: owner.to_owned(),
        ..Default::default()
    }
}

/// One RPC's part of the page.
async fn block(server: &Raw, number: usize, rpc: &str, things: &[Thing]) -> String {
    let mut text = format!("\n{rpc}\n");
    let mut line = format!("  {:<26}", "");
    for thing in things {
        let _ = write!(line, "{:<30}", thing.name());
    }
    let _ = writeln!(text, "{}", line.trim_end());
    for (row, (name, _)) in callers("").iter().enumerate() {
        let mut line = format!("  {name:<26}");
        for thing in things {
            let sandbox = format!("c{number}-{row}-{}", thing.name());
            let cell = Cell::furnish(server, sandbox, *thing).await;
            let who = callers(&cell.sandbox).swap_remove(row).1;
            let outcome = cell.ask(rpc, &server.with(who)).await;
            let _ = write!(line, "{:<30}", outcome.unwrap_or_else(|status| reason(&status)));
        }
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text
}

#[tokio::test]
async fn every_caller_gets_what_the_page_says() {
    let server = TestServer::memory().await;
    let raw = server.raw(Who::nobody());
    let mut page = HEAD.to_owned();
    for (number, (rpc, things)) in RPCS.iter().enumerate() {
        page += &block(&raw, number, rpc, things).await;
    }
    page += &route_matrix::page().await;
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/api/policy_matrix.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&golden, &page).unwrap();
    }
    let agreed = std::fs::read_to_string(&golden).unwrap_or_default();
    let differences = differences(&agreed, &page);
    assert!(differences.is_empty(), "callers get something else than {}:\n{differences}", golden.display());
}

/// The lines that differ, each below its RPC.
fn differences(agreed: &str, now: &str) -> String {
    let (mut agreed, mut now) = (agreed.lines(), now.lines());
    let (mut rpc, mut text) = ("", String::new());
    loop {
        let (old, new) = (agreed.next(), now.next());
        if old.is_none() && new.is_none() {
            return text;
        }
        if let Some(title) = new.filter(|line| line.contains('/') && !line.starts_with(' ')) {
            rpc = title;
        }
        if old != new {
            let _ =
                writeln!(text, "{rpc}\n  - {}\n  + {}", old.unwrap_or("nothing"), new.unwrap_or("nothing"));
        }
    }
}
