//! Uploads that outlive connections, server processes and their own clients.

mod appended;
mod bounds;
mod bucket;
mod sdk;

use std::time::Duration;

use artigrid::domain::crc32c;
use artigrid_client::raw::v1;
use artigrid_client::raw::v1::upload_request::Start;
use artigrid_client::raw::v1::upload_spec::Target;
use sha2::{Digest as _, Sha256};
use tokio::sync::mpsc;
use tonic::Status;
use tonic_types::StatusExt as _;

use crate::harness::{Profile, Raw, TestServer, Who, content, eventually, frames, reason};

const CHUNK: usize = 300_000;
const MIB: usize = 1 << 20;

fn spec(name: &str) -> v1::UploadSpec {
    let artifact =
        v1::ArtifactSpec { scope: v1::Scope::User.into(), filename: name.to_owned(), ..Default::default() };
    v1::UploadSpec { target: Some(Target::Create(artifact)), ..Default::default() }
}

async fn start(caller: &Raw, spec: v1::UploadSpec) -> Result<v1::Upload, Status> {
    let request = v1::StartUploadRequest { spec: Some(spec) };
    Ok(caller.artifacts().start_upload(request).await?.into_inner().upload.unwrap())
}

async fn look(caller: &Raw, id: &str) -> Result<v1::Upload, Status> {
    let request = v1::GetUploadRequest { upload_id: id.to_owned() };
    Ok(caller.artifacts().get_upload(request).await?.into_inner().upload.unwrap())
}

async fn complete(caller: &Raw, id: &str, finish: v1::UploadFinish) -> Result<v1::Artifact, Status> {
    let request = v1::CompleteUploadRequest { upload_id: id.to_owned(), finish: Some(finish) };
    Ok(caller.artifacts().complete_upload(request).await?.into_inner().artifact.unwrap())
}

async fn cancel(caller: &Raw, id: &str) -> Result<(), Status> {
    let request = v1::CancelUploadRequest { upload_id: id.to_owned() };
    caller.artifacts().cancel_upload(request).await.map(drop)
}

/// A first message that goes on with an upload.
fn resume(id: &str) -> v1::UploadRequest {
    v1::UploadRequest { start: Some(Start::UploadId(id.to_owned())), ..Default::default() }
}

/// The messages that carry these bytes, and no finish.
fn rest(id: &str, content: &[u8], from: usize, to: usize) -> Vec<v1::UploadRequest> {
    let chunks = (from..to).step_by(CHUNK).map(|at| frames::chunk(at, &content[at..to.min(at + CHUNK)]));
    std::iter::once(resume(id)).chain(chunks).collect()
}

/// All of it from there on, and the finish.
fn to_the_end(id: &str, content: &[u8], from: usize) -> Vec<v1::UploadRequest> {
    let mut messages = rest(id, content, from, content.len());
    messages.push(frames::finish_with(said_of(content)));
    messages
}

/// What a client knows of the whole.
fn said_of(content: &[u8]) -> v1::UploadFinish {
    v1::UploadFinish { size: i64::try_from(content.len()).ok(), digests: Some(digests_of(content)) }
}

fn digests_of(content: &[u8]) -> v1::Digests {
    v1::Digests { crc32c: Some(crc32c(content)), sha256: Some(Sha256::digest(content).to_vec().into()) }
}

fn persisted(upload: &v1::Upload) -> usize {
    usize::try_from(upload.persisted_offset).unwrap()
}

/// What an error says as facts.
fn fact(status: &Status, key: &str) -> String {
    let info = status.get_details_error_info().unwrap();
    info.metadata.get(key).cloned().unwrap_or_else(|| panic!("{key} is not among {:?}", info.metadata))
}

async fn read_back(server: &TestServer, user: &str, id: &str) -> Vec<u8> {
    server.user(user).artifacts().download(id).bytes(1 << 30).await.unwrap().to_vec()
}

/// A stream that can be held and cut at any place: its messages, and its answer.
struct Held {
    messages: mpsc::Sender<v1::UploadRequest>,
    answer: tokio::task::JoinHandle<Result<v1::Artifact, Status>>,
}

impl Held {
    fn open(caller: &Raw) -> Self {
        let (messages, mut queue) = mpsc::channel(64);
        let caller = caller.clone();
        let answer = tokio::spawn(async move {
            let stream = futures::stream::poll_fn(move |context| queue.poll_recv(context));
            let answer = caller.artifacts().upload(stream).await?;
            Ok(answer.into_inner().artifact.unwrap())
        });
        Self { messages, answer }
    }

    async fn send(&self, messages: Vec<v1::UploadRequest>) {
        for message in messages {
            // Nobody takes it if the server has answered.
            let _ = self.messages.send(message).await;
        }
    }

    /// The connection goes, as when a client is killed.
    async fn cut(self) {
        self.answer.abort();
        let _ = self.answer.await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a16_c11_content_that_is_cut_again_and_again_goes_on_where_it_is_safe() {
    for profile in Profile::bytewise() {
        let server = TestServer::start(*profile).await;
        let ana = server.raw(Who::user("ana"));
        let whole = content(21 * MIB + 12_345, 7);
        let begun = start(&ana, spec("a")).await.unwrap();
        assert_eq!((begun.state(), begun.kind()), (v1::UploadState::Active, v1::UploadKind::Resumable));
        assert_eq!((begun.persisted_offset, begun.append_size), (0, 8 << 20));
        let mut safe = 0;
        // Inside a block, across a part, in the first byte behind one, nothing at all.
        for cut in [1, MIB + 7, 2 * MIB, 9 * MIB + 1, 9 * MIB + 1, 16 * MIB, 20 * MIB + 3] {
            let held = Held::open(&ana);
            held.send(rest(&begun.id, &whole, safe, cut.max(safe))).await;
            let enough = cut.max(safe);
            eventually("what was sent is taken or its part is safe", || async {
                persisted(&look(&ana, &begun.id).await.unwrap()) + 8 * MIB >= enough
            })
            .await;
            held.cut().await;
            let seen = look(&ana, &begun.id).await.unwrap();
            assert!(persisted(&seen) >= safe, "the persisted offset went back");
            safe = persisted(&seen);
            assert_eq!(seen.prefix_digests, Some(digests_of(&whole[..safe])), "{profile:?} at {safe}");
        }
        let held = Held::open(&ana);
        held.send(to_the_end(&begun.id, &whole, safe)).await;
        let made = held.answer.await.unwrap();
        // What was cut last may have become safe meanwhile: then it is verified, or the place to go on is told.
        let made = match made {
            Ok(made) => made,
            Err(status) => {
                assert_eq!(reason(&status), "OFFSET_MISMATCH", "{status:?}");
                let at: usize = fact(&status, "persisted_offset").parse().unwrap();
                ana.upload(to_the_end(&begun.id, &whole, at)).await.unwrap()
            }
        };
        assert_eq!(made.digests, Some(digests_of(&whole)));
        assert_eq!((made.id.as_str(), made.version), (begun.artifact_id.as_str(), 1));
        assert!(read_back(&server, "ana", &made.id).await == whole, "{profile:?}");
        assert_eq!(look(&ana, &begun.id).await.unwrap().state(), v1::UploadState::Completed);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_came_before_a_cut_is_kept_to_the_last_message() {
    for profile in Profile::bytewise() {
        let server = TestServer::start(*profile).await;
        let ana = server.raw(Who::user("ana"));
        let whole = content(3 * MIB, 1);
        let begun = start(&ana, spec("a")).await.unwrap();
        let held = Held::open(&ana);
        held.send(rest(&begun.id, &whole, 0, 2 * MIB + 5)).await;
        // Half-closed without a finish: the answer comes when it is safe.
        drop(held.messages);
        let status = held.answer.await.unwrap().unwrap_err();
        assert_eq!(reason(&status), "INVALID_ARGUMENT");
        assert_eq!(fact(&status, "persisted_offset"), (2 * MIB + 5).to_string());
        assert_eq!(fact(&status, "upload_id"), begun.id);
        let made = ana.upload(to_the_end(&begun.id, &whole, 2 * MIB + 5)).await.unwrap();
        assert!(read_back(&server, "ana", &made.id).await == whole);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c11_an_upload_goes_on_after_the_server_was_restarted_in_its_middle() {
    for profile in [Profile::Files, Profile::Sqlite] {
        let mut server = TestServer::start(profile).await;
        let whole = content(11 * MIB + 77, 3);
        let begun = start(&server.raw(Who::user("ana")), spec("a")).await.unwrap();
        let mut safe = 0;
        for to in [4 * MIB + 3, 9 * MIB] {
            let ana = server.raw(Who::user("ana"));
            let status = ana.upload(rest(&begun.id, &whole, safe, to)).await.unwrap_err();
            assert_eq!(reason(&status), "INVALID_ARGUMENT", "{status:?}");
            server = server.restart().await;
            let seen = look(&server.raw(Who::user("ana")), &begun.id).await.unwrap();
            assert_eq!(persisted(&seen), to);
            assert_eq!(seen.prefix_digests, Some(digests_of(&whole[..to])));
            safe = to;
        }
        let ana = server.raw(Who::user("ana"));
        let made = ana.upload(to_the_end(&begun.id, &whole, safe)).await.unwrap();
        let server = server.restart().await;
        assert!(read_back(&server, "ana", &made.id).await == whole);
        // And its answer is still there for whoever lost it.
        let again = complete(&server.raw(Who::user("ana")), &begun.id, said_of(&whole)).await.unwrap();
        assert_eq!(again, made);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_older_of_two_writers_adds_no_byte_and_is_told() {
    for profile in Profile::bytewise() {
        let server = TestServer::start(*profile).await;
        let ana = server.raw(Who::user("ana"));
        let (older, newer) = (content(10 * MIB, 1), content(10 * MIB, 2));
        let begun = start(&ana, spec("a")).await.unwrap();
        let held = Held::open(&ana);
        held.send(rest(&begun.id, &older, 0, 3 * MIB)).await;
        eventually("the older writer holds it", || async { look(&ana, &begun.id).await.unwrap().epoch == 1 })
            .await;
        // It waits in the middle of a part; the newer one begins at what is safe, which is nothing, and finishes.
        let made = ana.upload(to_the_end(&begun.id, &newer, 0)).await.unwrap();
        held.send(rest(&begun.id, &older, 3 * MIB, 10 * MIB).split_off(1)).await;
        held.send(vec![frames::finish()]).await;
        let status = held.answer.await.unwrap().unwrap_err();
        assert_eq!(reason(&status), "UPLOAD_FENCED", "{status:?}");
        assert_eq!(fact(&status, "resumable"), "false");
        assert!(read_back(&server, "ana", &made.id).await == newer, "{profile:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bytes_that_come_twice_are_verified_and_a_difference_or_a_gap_is_told() {
    for profile in Profile::bytewise() {
        let server = TestServer::start(*profile).await;
        let ana = server.raw(Who::user("ana"));
        let whole = content(3 * MIB + 500, 1);
        let begun = start(&ana, spec("a")).await.unwrap();
        let cut = 2 * MIB + 9;
        ana.upload(rest(&begun.id, &whole, 0, 10)).await.unwrap_err();
        ana.upload(rest(&begun.id, &whole, 10, cut)).await.unwrap_err();
        let mut other = whole.clone();
        other[MIB + 3] ^= 1;
        for (from, content, why, at) in [
            (0, &other, "CHECKSUM_MISMATCH", Some(MIB)),
            (10, &other, "CHECKSUM_MISMATCH", Some(10)),
            (11, &whole, "OFFSET_MISMATCH", Some(11)),
            (cut + 1, &whole, "OFFSET_MISMATCH", Some(cut + 1)),
        ] {
            let status = ana.upload(to_the_end(&begun.id, content, from)).await.unwrap_err();
            assert_eq!(reason(&status), why, "from {from}: {status:?}");
            assert_eq!(fact(&status, "persisted_offset"), cut.to_string());
            assert_eq!(Some(fact(&status, "offset")), at.map(|at| at.to_string()), "from {from}");
        }
        // What ends before what is safe is not the same content.
        let short = ana.upload(to_the_end(&begun.id, &whole[..MIB], 0)).await.unwrap_err();
        assert_eq!(reason(&short), "OFFSET_MISMATCH");
        // And from each place that has a sum, it goes through.
        ana.upload(rest(&begun.id, &whole, 0, cut)).await.unwrap_err();
        ana.upload(rest(&begun.id, &whole, MIB, cut + 3)).await.unwrap_err();
        let made = ana.upload(to_the_end(&begun.id, &whole, 10)).await.unwrap();
        assert!(read_back(&server, "ana", &made.id).await == whole);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c11_completing_twice_answers_the_same_and_makes_one_artifact() {
    for profile in Profile::bytewise() {
        let server = TestServer::start(*profile).await;
        let ana = server.raw(Who::user("ana"));
        for size in [0, 5, 9 * MIB] {
            let whole = content(size, 1);
            let begun = start(&ana, spec("a")).await.unwrap();
            if size > 0 {
                ana.upload(rest(&begun.id, &whole, 0, size)).await.unwrap_err();
            }
            let (one, two) = tokio::join!(
                complete(&ana, &begun.id, said_of(&whole)),
                complete(&ana, &begun.id, v1::UploadFinish::default())
            );
            let made = one.unwrap();
            assert_eq!(two.unwrap(), made);
            // A stream whose answer was lost, too; and who says something else of the content is told.
            assert_eq!(ana.upload(to_the_end(&begun.id, &whole, size)).await.unwrap(), made);
            let wrong = v1::UploadFinish { digests: Some(digests_of(b"other")), ..Default::default() };
            let status = complete(&ana, &begun.id, wrong).await.unwrap_err();
            assert_eq!(reason(&status), "CHECKSUM_MISMATCH");
            let more = ana.upload(vec![resume(&begun.id), frames::chunk(size, b"more")]).await.unwrap_err();
            assert_eq!(reason(&more), "SIZE_MISMATCH");
            assert_eq!(made.version, 1);
            assert!(read_back(&server, "ana", &made.id).await == whole);
            assert_eq!(reason(&cancel(&ana, &begun.id).await.unwrap_err()), "UPLOAD_NOT_FOUND");
        }
        let page = ana.list(v1::ListArtifactsRequest { scope: v1::Scope::User.into(), ..Default::default() });
        assert_eq!(page.await.unwrap().artifacts.len(), 3);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn new_content_for_an_artifact_is_one_step_under_its_precondition() {
    let server = TestServer::start(Profile::Files).await;
    let ana = server.raw(Who::user("ana"));
    let id = ana.put(v1::Scope::User, "old", b"old").await;
    let etag = ana.get(&id).await.unwrap().etag;
    let changes = v1::ArtifactChanges { filename: "new".to_owned(), ..Default::default() };
    let replace = |etag: &str| v1::ContentReplacement {
        artifact_id: id.clone(),
        etag: etag.to_owned(),
        changes: Some(changes.clone()),
        ..Default::default()
    };
    let of =
        |etag: &str| v1::UploadSpec { target: Some(Target::Replace(replace(etag))), ..Default::default() };
    assert_eq!(reason(&start(&ana, of("stale")).await.unwrap_err()), "ETAG_MISMATCH", "at the start");
    let whole = content(MIB + 1, 1);
    let late = start(&ana, of(&etag)).await.unwrap();
    let begun = start(&ana, of(&etag)).await.unwrap();
    ana.upload(rest(&late.id, &whole, 0, 10)).await.unwrap_err();
    assert_eq!(begun.filename, "new");
    let made = ana.upload(to_the_end(&begun.id, &whole, 0)).await.unwrap();
    assert_eq!((made.id.as_str(), made.version, made.filename.as_str()), (id.as_str(), 2, "new"));
    let status = ana.upload(to_the_end(&late.id, &whole, 10)).await.unwrap_err();
    assert_eq!(reason(&status), "ETAG_MISMATCH", "at the commit");
    cancel(&ana, &late.id).await.unwrap();
    assert!(read_back(&server, "ana", &id).await == whole);
    server.advance(Duration::from_hours(2));
    server.sweep().await;
    assert_eq!(server.blob_files().len(), 1, "{:?}", server.blob_files());
}
