//! The HTTP part of [`crate::policy_matrix`]: every route × method × what became of what its URL is for → what comes out.

use std::fmt::Write as _;
use std::time::Duration;

use artigrid_client::raw::v1;

use crate::harness::http::ask;
use crate::harness::{Raw, TestServer, Who};

const HEAD: &str = "
HTTP: what whoever has the URL gets, without saying who it is; ana made the URL for an artifact in her session.
";

const METHODS: &[&str] = &["GET", "HEAD", "PUT", "POST", "DELETE"];

/// What the URL is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Url {
    Signed,
    Shared,
}

/// What became of it, and of what it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Fresh,
    LastMoment,
    Over,
    Tampered,
    Revoked,
    UsedUp,
    Replaced,
    ReplacedAndFreed,
    Expired,
    Deleted,
    SessionEnded,
    KeysRotated,
}

use Fate::{
    Deleted, Expired, Fresh, KeysRotated, LastMoment, Over, Replaced, ReplacedAndFreed, Revoked,
    SessionEnded, Tampered, UsedUp,
};

const SIGNED: &[Fate] = &[
    Fresh,
    LastMoment,
    Over,
    Tampered,
    Replaced,
    ReplacedAndFreed,
    Expired,
    Deleted,
    SessionEnded,
    KeysRotated,
];
const SHARED: &[Fate] = &[
    Fresh,
    LastMoment,
    Over,
    Tampered,
    Revoked,
    UsedUp,
    Replaced,
    ReplacedAndFreed,
    Expired,
    Deleted,
    SessionEnded,
    KeysRotated,
];

impl Fate {
    fn name(self) -> &'static str {
        match self {
            Fresh => "fresh",
            LastMoment => "its last moment",
            Over => "its time is over",
            Tampered => "tampered with",
            Revoked => "revoked",
            UsedUp => "used up",
            Replaced => "content replaced",
            ReplacedAndFreed => "content replaced and freed",
            Expired => "artifact expired",
            Deleted => "artifact deleted",
            SessionEnded => "session ended",
            KeysRotated => "keys rotated",
        }
    }
}

const TICK: Duration = Duration::from_micros(1);
/// How long the URLs work: longer than replaced content is kept.
const LIFE: Duration = Duration::from_hours(2);

fn seconds(time: Duration) -> prost_types::Duration {
    prost_types::Duration { seconds: time.as_secs() as i64, nanos: 0 }
}

/// A URL of ana's, and what it is for.
struct Made {
    url: String,
    link: String,
    artifact: String,
}

async fn make(raw: &Raw, kind: Url) -> Made {
    raw.begin("hers").await.unwrap();
    let spec = v1::ArtifactSpec {
        scope: v1::Scope::Session.into(),
        session_id: "hers".to_owned(),
        lifetime: Some(v1::artifact_spec::Lifetime::Ttl(seconds(3 * LIFE))),
        ..Default::default()
    };
    let artifact_id = raw.create_of(spec, &[7; 9_000]).await.unwrap().id;
    match kind {
        Url::Signed => {
            let request = v1::PresignDownloadRequest {
                artifact_id: artifact_id.clone(),
                expires_in: Some(seconds(LIFE)),
                ..Default::default()
            };
            let answer = raw.artifacts().presign_download(request).await.unwrap().into_inner();
            Made { url: answer.signed_url.unwrap().url, link: String::new(), artifact: artifact_id }
        }
        Url::Shared => {
            let request = v1::CreateShareLinkRequest {
                artifact_id: artifact_id.clone(),
                ttl: Some(seconds(LIFE)),
                max_downloads: Some(1),
                ..Default::default()
            };
            let answer = raw.artifacts().create_share_link(request).await.unwrap().into_inner();
            Made { url: answer.url, link: answer.share_link.unwrap().id, artifact: artifact_id }
        }
    }
}

async fn befall(server: &TestServer, raw: &Raw, made: &mut Made, fate: Fate) {
    let artifact_id = made.artifact.clone();
    match fate {
        Fresh => {}
        LastMoment => server.advance(LIFE - TICK),
        Over => server.advance(LIFE),
        Tampered => {
            let last = made.url.pop().unwrap();
            made.url.push(if last == 'A' { 'B' } else { 'A' });
        }
        Revoked => {
            let request = v1::RevokeShareLinkRequest { share_link_id: made.link.clone() };
            raw.artifacts().revoke_share_link(request).await.unwrap();
        }
        UsedUp => assert_eq!(ask("GET", &made.url).send(server.http()).await.status, 200),
        Replaced | ReplacedAndFreed => {
            let data = Some(vec![8; 9_000].into());
            let request = v1::UpdateArtifactRequest { artifact_id, data, ..Default::default() };
            raw.artifacts().update_artifact(request).await.unwrap();
            if fate == ReplacedAndFreed {
                server.advance(Duration::from_hours(1));
                server.sweep().await;
            }
        }
        Expired => {
            let lifetime = v1::update_artifact_request::Lifetime::Ttl(seconds(Duration::from_secs(1)));
            let request =
                v1::UpdateArtifactRequest { artifact_id, lifetime: Some(lifetime), ..Default::default() };
            raw.artifacts().update_artifact(request).await.unwrap();
            server.advance(Duration::from_secs(1));
        }
        Deleted => {
            let request = v1::DeleteArtifactRequest { artifact_id, ..Default::default() };
            raw.artifacts().delete_artifact(request).await.unwrap();
        }
        SessionEnded => raw.end("hers").await.unwrap(),
        KeysRotated => {
            let operator = raw.with(Who::nobody().role("operator"));
            operator.admin().rotate_signing_keys(v1::RotateSigningKeysRequest {}).await.unwrap();
        }
    }
}

async fn block(title: &str, kind: Url, fates: &[Fate]) -> String {
    let mut text = format!("\n{title}\n");
    let mut line = format!("  {:<30}", "");
    for method in METHODS {
        let _ = write!(line, "{method:<26}");
    }
    let _ = writeln!(text, "{}", line.trim_end());
    for fate in fates {
        let mut line = format!("  {:<30}", fate.name());
        let server = TestServer::memory().await;
        for method in METHODS {
            // A sandbox for each cell: a link is used up by the first who follows it.
            let raw = server.raw(Who::user("ana").of(&method.to_ascii_lowercase()));
            let mut made = make(&raw, kind).await;
            befall(&server, &raw, &mut made, *fate).await;
            let answer = ask(method, &made.url).send(server.http()).await;
            let outcome = if *method == "HEAD" { answer.status.to_string() } else { answer.outcome() };
            let _ = write!(line, "{outcome:<26}");
        }
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text
}

/// The page's part about HTTP.
pub(crate) async fn page() -> String {
    let mut page = HEAD.to_owned();
    page += &block("/signed/{token} (to read)", Url::Signed, SIGNED).await;
    page += &block("/shared/{secret}", Url::Shared, SHARED).await;
    page
}
