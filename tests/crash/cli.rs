//! The command line from end to end: what goes in comes out, and scripts can tell why it did not.

use std::path::Path;
use std::process::Stdio;

use serde_json::Value;
use tokio::io::AsyncWriteExt as _;

use crate::world::{Label, Launch, Profile, Server, Spoken, blobs_below, files_below};

const BIG: Label = Label { seed: 7, size: 5_000_000 };

/// A server, and a folder for the user's files.
struct World {
    dir: tempfile::TempDir,
    server: Server,
}

impl World {
    async fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("here")).unwrap();
        let server = Launch::on(&dir.path().join("data"), Profile::Files).start().await;
        Self { dir, server }
    }

    /// A path of the user's folder.
    fn path(&self, name: &str) -> String {
        self.dir.path().join("here").join(name).to_str().unwrap().to_owned()
    }

    fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// Runs what must work; answers what it printed.
    async fn well(&self, words: &[&str]) -> String {
        let done = self.server.run(words).await;
        assert_eq!(done.code, Some(0), "{words:?}: {}", done.stderr);
        String::from_utf8(done.stdout).unwrap()
    }

    async fn json(&self, words: &[&str]) -> Value {
        let text = self.well(words).await;
        serde_json::from_str(&text).unwrap_or_else(|why| panic!("{words:?}: {why}: {text}"))
    }

    async fn put(&self, file: &str) -> String {
        self.well(&["put", file]).await.trim().to_owned()
    }

    /// Runs what must fail so, printing nothing as an answer and one line as the reason.
    async fn fails(&self, code: i32, words: &[&str]) -> String {
        fails(words, self.server.run(words).await, code)
    }
}

fn fails(words: &[&str], done: Spoken, code: i32) -> String {
    assert_eq!(done.code, Some(code), "{words:?}: {}", done.stderr);
    assert!(done.stdout.is_empty(), "{words:?} answered {:?}", String::from_utf8_lossy(&done.stdout));
    assert!(!done.stderr.is_empty(), "{words:?} failed silently");
    done.stderr
}

#[tokio::test]
async fn what_is_put_is_listed_described_fetched_and_removed() {
    let world = World::new().await;
    let source = world.file("report.pdf", &BIG.bytes());
    let id = world.put(&source).await;

    let about = world.json(&["stat", &id, "--json"]).await;
    assert_eq!((&about["filename"], &about["size"]), (&"report.pdf".into(), &BIG.size.into()));
    assert_eq!((&about["mime_type"], &about["user_id"]), (&"application/pdf".into(), &"ana".into()));
    let listed = world.json(&["ls", "--json"]).await;
    assert_eq!(listed["id"], about["id"]);
    assert!(world.well(&["ls"]).await.contains("report.pdf"));

    let copy = world.path("copy");
    world.well(&["get", &id, "--output", &copy]).await;
    assert!(std::fs::read(&copy).unwrap() == BIG.bytes());
    let part = world.server.run(&["cat", &id, "--range", "1000000-1999999"]).await;
    assert!(part.stdout == BIG.bytes()[1_000_000..2_000_000]);

    let newer = world.file("newer", b"second");
    world.well(&["put", &newer, "--onto", &id]).await;
    assert_eq!(world.well(&["cat", &id]).await, "second");
    world.well(&["rm", &id]).await;
    world.fails(66, &["cat", &id]).await;
    assert_eq!(world.well(&["ls", "--json"]).await, "");
}

#[tokio::test]
async fn a_dash_is_standard_input_and_standard_output() {
    let world = World::new().await;
    for label in [Label { size: 0, ..BIG }, Label { size: 10, ..BIG }, BIG] {
        let mut put = world.server.command(&["put", "-", "--name", "piped"]);
        let mut put = put.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut input = put.stdin.take().unwrap();
        input.write_all(&label.bytes()).await.unwrap();
        drop(input);
        let done = put.wait_with_output().await.unwrap();
        assert!(done.status.success());
        let id = String::from_utf8(done.stdout).unwrap();
        let back = world.server.run(&["get", id.trim(), "--output", "-"]).await;
        assert!(back.code == Some(0) && back.stdout == label.bytes(), "{label:?}: {}", back.stderr);
    }
}

#[tokio::test]
async fn sessions_are_begun_used_renewed_and_ended() {
    let world = World::new().await;
    let id = world.well(&["session", "create", "--ttl", "1h"]).await.trim().to_owned();
    let file = world.file("note", b"of the session");
    let note = world.well(&["put", &file, "--scope", "session", "--session", &id]).await.trim().to_owned();
    let about = world.json(&["stat", &note, "--json"]).await;
    assert_eq!((&about["scope"], &about["session_id"]), (&"session".into(), &id.as_str().into()));
    assert!(world.well(&["ls", "--scope", "session", "--session", &id]).await.contains("note"));
    world.well(&["session", "validate", &id]).await;
    world.well(&["session", "renew", &id, "--ttl", "2h"]).await;
    assert_eq!(world.json(&["session", "show", &id, "--json"]).await["user_id"], "ana");
    world.well(&["session", "rm", &id]).await;
    world.fails(66, &["session", "validate", &id]).await;
    world.fails(66, &["cat", &note]).await;
}

#[tokio::test]
async fn each_kind_of_failure_has_its_exit_code() {
    let world = World::new().await;
    let file = world.file("file", b"content");
    let id = world.put(&file).await;
    let missing = "0190a000-0000-7000-8000-000000000000";

    for words in
        [&["put"][..], &["frobnicate"], &["get", &id, "--range", "9-0"], &["rm", &id, &id, "--etag", "e"]]
    {
        world.fails(64, words).await;
    }
    for words in [&["put", &file, "--name", "a/../b"][..], &["put", &file, "--name", &"n".repeat(5_000)]] {
        world.fails(65, words).await;
    }
    for words in [&["cat", missing][..], &["stat", missing], &["rm", missing], &["get", missing]] {
        world.fails(66, words).await;
    }
    let nobody = "127.0.0.1:9"; // the discard service's port, where nothing listens
    assert!(world.fails(69, &["put", &file, "--addr", nobody]).await.contains("BACKEND_UNAVAILABLE"));
    world.fails(74, &["put", &world.path("absent")]).await;
    world.fails(74, &["get", &id, "--output", &world.path("absent/file")]).await;
    world.fails(75, &["rm", &id, "--etag", "\"other\""]).await;
    for words in [&["cat", &id, "--user", "ben"][..], &["rm", &id, "--user", "ben"]] {
        assert!(world.fails(77, words).await.contains("ACCESS_DENIED"));
    }
    let told: Value = serde_json::from_str(&world.fails(66, &["stat", missing, "--json"]).await).unwrap();
    let (reason, code) = (&told["error"]["reason"], &told["error"]["exit_code"]);
    assert_eq!((reason, code), (&"ARTIFACT_NOT_FOUND".into(), &66.into()));
    assert_eq!(world.well(&["cat", &id]).await, "content", "refusals changed nothing");
}

#[tokio::test]
async fn a_get_that_fails_leaves_no_file_and_keeps_the_one_that_was_there() {
    let world = World::new().await;
    let id = world.put(&world.file("source", &BIG.bytes())).await;
    let kept = world.file("kept", b"mine");
    world.fails(74, &["get", &id, "--output", &kept]).await;

    // The fourth block is damaged: three are sent before it.
    damage(&world.dir.path().join("data/blobs"), 3_500_000);
    let told = world.fails(65, &["get", &id, "--output", &world.path("copy")]).await;
    assert!(told.contains("DATA_CORRUPT"), "{told}");
    world.fails(65, &["get", &id, "--output", &kept, "--force"]).await;
    assert_eq!(std::fs::read(&kept).unwrap(), b"mine");
    let mut here = files_below(&world.dir.path().join("here"));
    here.sort();
    assert_eq!(here, [Path::new(&kept), Path::new(&world.path("source"))]);
}

/// Turns a byte of the one blob over.
fn damage(blobs: &Path, at: usize) {
    let files = blobs_below(blobs);
    assert_eq!(files.len(), 1, "{files:?}");
    let mut bytes = std::fs::read(&files[0]).unwrap();
    bytes[at] ^= 1;
    std::fs::write(&files[0], bytes).unwrap();
}
