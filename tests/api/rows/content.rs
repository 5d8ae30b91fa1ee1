//! Content in and out: A1, A4, A5, A16, C9, C11.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use artigrid_client::raw::v1;
use artigrid_client::{Changes, Lifetime, NewArtifact, Progress, Reason, Scope, Source, text};
use bytes::Bytes;
use futures::{TryStreamExt as _, stream};
use serde_json::json;

use super::{read, store, writers};
use crate::harness::{Profile, TestServer, Who, content, frames, reason};

#[tokio::test]
async fn a1_bytes_are_stored_with_all_that_is_said_of_them_and_answered_by_an_id() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        for (scope, client) in writers(&server) {
            for size in [0, 100, 100_000, 1 << 20] {
                let data = content(size, 1);
                let new = NewArtifact::new()
                    .scope(scope)
                    .filename("reports/q1.pdf")
                    .mime_type("application/pdf")
                    .summary("the first quarter")
                    .meta(json!({"quarter": 1, "by": {"name": "ana"}}))
                    .ttl(Duration::from_mins(10));
                let made = store(&client, data.clone(), new).await;
                assert_eq!(made.id.len(), 36, "{profile:?} {scope}");
                assert_eq!((made.scope, made.filename.as_deref()), (scope, Some("reports/q1.pdf")));
                assert_eq!((&*made.mime_type, &*made.summary), ("application/pdf", "the first quarter"));
                assert_eq!(json!(made.meta), json!({"quarter": 1, "by": {"name": "ana"}}));
                assert_eq!((made.size, made.version), (size as u64, 1));
                let lives = made.expire_time.unwrap().duration_since(made.create_time).unwrap();
                assert_eq!(lives, Duration::from_mins(10));
                assert_eq!(client.artifacts().get(&made.id).await.unwrap(), made);
                assert!(read(&client, &made).await == data, "{profile:?} {scope} {size}");
            }
        }
    }
}

#[tokio::test]
async fn a1_up_to_a_mebibyte_takes_one_round_trip_each_way() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let raw = server.raw(Who::user("ana"));
        let data = content(1 << 20, 2);
        let request = v1::CreateArtifactRequest {
            spec: Some(v1::ArtifactSpec::default()),
            data: data.clone().into(),
            ..Default::default()
        };
        let answer = raw.artifacts().create_artifact(request).await.unwrap().into_inner();
        let made = answer.artifact.unwrap();
        assert_eq!(answer.session_id, made.session_id, "the session is in the answer");
        let request = v1::ReadArtifactRequest { artifact_id: made.id, ..Default::default() };
        let back = raw.artifacts().read_artifact(request).await.unwrap().into_inner();
        assert!(back.data == data, "{profile:?}");
    }
}

#[tokio::test]
async fn a4_content_is_read_whole_or_as_text_in_an_encoding_by_those_who_may() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let words = "Größe: 5 €, 日本語";
        for (scope, client) in writers(&server) {
            for encoding in ["utf-8", "utf-16le", "gb18030"] {
                let source = Source::text(words, encoding).unwrap();
                let made = client.artifacts().upload(source, NewArtifact::new().scope(scope)).await.unwrap();
                let whole = client.artifacts().read(&made.id, None).await.unwrap();
                assert_eq!(whole.text(encoding).unwrap(), words, "{profile:?} {scope}");
                assert_eq!(whole.data, text::encode(words, encoding).unwrap());
                let download = || client.artifacts().download(&made.id);
                assert_eq!(download().text(1_000, encoding).await.unwrap(), words);
                // Bytes that are no such text are never made up.
                let other = download().text(1_000, "iso-2022-jp").await.unwrap_err();
                assert_eq!(other.reason(), Reason::InvalidArgument);
            }
        }
        let [(_, session), (_, user), (_, sandbox)] = writers(&server);
        let in_session = store(&session, "s", NewArtifact::new()).await;
        let users = store(&user, "u", NewArtifact::new().scope(Scope::User)).await;
        let shared = store(&sandbox, "a", NewArtifact::new().scope(Scope::Sandbox)).await;
        let bob = server.user("bob");
        for (artifact, may) in [(&in_session, false), (&users, false), (&shared, true)] {
            assert_eq!(user.artifacts().read(&artifact.id, None).await.unwrap().data.len(), 1);
            let told = bob.artifacts().read(&artifact.id, None).await;
            assert_eq!(
                told.map(drop).map_err(|error| error.reason()),
                if may { Ok(()) } else { Err(Reason::AccessDenied) }
            );
        }
        // From another session of one's own a user's file is read, another session's is not.
        let elsewhere = server.builder().user("ana").session("elsewhere").build().unwrap();
        store(&elsewhere, "x", NewArtifact::new()).await;
        assert!(elsewhere.artifacts().read(&users.id, None).await.is_ok());
        let told = elsewhere.artifacts().read(&in_session.id, None).await.unwrap_err();
        assert_eq!(told.reason(), Reason::AccessDenied, "{profile:?}");
    }
}

#[tokio::test]
async fn a5_one_step_may_change_content_and_everything_that_is_said_of_it() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        for (scope, client) in writers(&server) {
            let new =
                NewArtifact::new().scope(scope).filename("a.txt").mime_type("text/plain").summary("old");
            let made = store(&client, "old", new.meta(json!({"a": 1}))).await;
            server.advance(Duration::from_secs(1));
            let everything = || {
                Changes::new()
                    .filename("b/b.md")
                    .mime_type("text/markdown")
                    .summary("new")
                    .merge_meta(json!({"b": 2}))
                    .lifetime(Lifetime::Ttl(Duration::from_hours(2)))
                    .data(text::encode("new words", "utf-8").unwrap())
            };
            let stale = client.artifacts().update(&made.id, everything().if_etag("stale")).await.unwrap_err();
            assert_eq!(stale.reason(), Reason::EtagMismatch, "the other is told");
            assert_eq!(client.artifacts().get(&made.id).await.unwrap(), made, "and nothing of it is done");
            let changed =
                client.artifacts().update(&made.id, everything().if_etag(&made.etag)).await.unwrap();
            assert_eq!(changed.filename.as_deref(), Some("b/b.md"));
            assert_eq!((&*changed.mime_type, &*changed.summary), ("text/markdown", "new"));
            assert_eq!(json!(changed.meta), json!({"a": 1, "b": 2}));
            assert_eq!((changed.version, changed.size), (2, 9), "{profile:?} {scope}");
            let lives = changed.expire_time.unwrap().duration_since(changed.update_time).unwrap();
            assert_eq!(lives, Duration::from_hours(2));
            assert_eq!((changed.create_time, &changed.id), (made.create_time, &made.id));
            assert_eq!(read(&client, &changed).await, b"new words");
            // Bytes alone leave the words as they are.
            let bytes =
                client.artifacts().replace(&made.id, content(300_000, 4), Changes::new()).await.unwrap();
            assert_eq!((bytes.version, &*bytes.summary, bytes.meta.len()), (3, "new", 2));
            assert!(read(&client, &bytes).await == content(300_000, 4), "{profile:?} {scope}");
        }
    }
}

type Seen = Arc<Mutex<Vec<Progress>>>;

fn watch(seen: &Seen) -> impl FnMut(Progress) + Send + 'static {
    let seen = Arc::clone(seen);
    move |progress| seen.lock().unwrap().push(progress)
}

/// From nothing to all of it, never backwards; and what all is, if that is known.
fn check_progress(seen: &Seen, size: u64, total: Option<u64>, what: &str) {
    let seen = std::mem::take(&mut *seen.lock().unwrap());
    let done: Vec<u64> = seen.iter().map(|progress| progress.done).collect();
    assert!(done.is_sorted(), "{what}: {done:?}");
    assert_eq!((done.first(), done.last()), (Some(&0), Some(&size)), "{what}");
    assert!(seen.iter().all(|progress| progress.total == total), "{what}");
    assert!(done.len() > 3, "{what}: it is told on the way: {done:?}");
}

#[tokio::test]
async fn a16_every_kind_of_source_and_target_streams_and_reports_its_progress() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let client = server.user("ana");
        let data = content(2_500_000, 3);
        let (dir, size) = (tempfile::tempdir().unwrap(), data.len() as u64);
        let path = dir.path().join("source");
        std::fs::write(&path, &data).unwrap();
        let pieces = || data.chunks(77_777).map(Bytes::copy_from_slice).collect::<Vec<_>>();
        let sources = [
            ("bytes", Some(size), Source::bytes(data.clone())),
            ("a file", Some(size), Source::path(&path)),
            ("a reader", None, Source::reader(std::io::Cursor::new(data.clone()))),
            ("an iterator", None, Source::pieces(pieces())),
            ("an iterator of known size", Some(size), Source::pieces(pieces()).size(size)),
            ("an async iterator", None, Source::stream(stream::iter(pieces().into_iter().map(Ok)))),
        ];
        let seen = Seen::default();
        for (what, total, source) in sources {
            let upload = client.artifacts().upload(source, NewArtifact::new()).on_progress(watch(&seen));
            let made = upload.await.unwrap();
            check_progress(&seen, size, total, what);
            assert_eq!(made.size, size, "{profile:?} {what}");
            let download = || client.artifacts().download(&made.id).on_progress(watch(&seen));
            let copy = dir.path().join("copy");
            download().to_path(&copy).await.unwrap();
            check_progress(&seen, size, Some(size), "to a file");
            let mut written = Vec::new();
            download().to_writer(&mut written).await.unwrap();
            check_progress(&seen, size, Some(size), "to a writer");
            let chunks: Vec<Bytes> =
                download().open().await.unwrap().into_stream().try_collect().await.unwrap();
            check_progress(&seen, size, Some(size), "as a stream");
            assert!(std::fs::read(&copy).unwrap() == data && written == data && chunks.concat() == data);
        }
    }
}

/// Names that break what takes a name for a path, a header or a key.
const NAMES: [&str; 12] = [
    "Größe.txt",
    "日本語/報告.pdf",
    "🙂.png",
    "e\u{301}.txt",
    "\u{e9}.txt",
    "a b/c d",
    "...",
    "C:\\windows\\system32",
    "%2e%2e/%2e%2e",
    "a\"b;c=d",
    "con",
    "~/.ssh/authorized_keys",
];

#[tokio::test]
async fn c9_any_unicode_name_works_and_none_reaches_outside_or_another_artifact() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let client = server.user("ana");
        let mut made = Vec::new();
        for name in NAMES {
            // Twice: a name need not be unique, and neither is in the other's way.
            for seed in [1, 2] {
                let data = content(20_000, seed);
                let new = NewArtifact::new().scope(Scope::User).filename(name);
                made.push((store(&client, data.clone(), new).await, name, data));
            }
        }
        for (artifact, name, data) in &made {
            let found = client.artifacts().get(&artifact.id).await.unwrap();
            assert_eq!(found.filename.as_deref(), Some(*name), "byte for byte as it came");
            assert!(read(&client, artifact).await == *data, "{profile:?} {name}");
            assert!(!found.grid_key.contains(".."), "{}", found.grid_key);
        }
        // Not one byte of a name is a path on the disk.
        let ids: Vec<&str> = made.iter().map(|(artifact, ..)| artifact.id.as_str()).collect();
        for file in server.blob_files() {
            let relative = file.strip_prefix(server.dir().join("blobs")).unwrap().to_str().unwrap();
            let name = relative.strip_prefix("grid/default/users/ana/").unwrap();
            assert!(ids.iter().any(|id| name.starts_with(id)), "{profile:?}: {relative}");
        }
    }
}

#[tokio::test]
async fn c11_sizes_and_digests_decide_and_a_retry_is_not_a_second_artifact() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let raw = server.raw(Who::user("ana"));
        let data = content(100_000, 5);
        let digests = |crc32c| Some(v1::Digests { crc32c: Some(crc32c), sha256: None });
        let crc = artigrid::domain::crc32c(&data);
        for (size, digests, why) in [
            (Some(100_001), None, "SIZE_MISMATCH"),
            (Some(0), None, "SIZE_MISMATCH"),
            (Some(100_000), digests(crc ^ 1), "CHECKSUM_MISMATCH"),
        ] {
            let finish = frames::finish_with(v1::UploadFinish { size, digests });
            let upload = vec![frames::create("cut"), frames::chunk(0, &data), finish];
            assert_eq!(reason(&raw.upload(upload).await.unwrap_err()), why, "{profile:?}");
        }
        // Half of it, and then silence: no success, and nothing is left.
        let cut = vec![frames::create("cut"), frames::chunk(0, &data[..50_000])];
        assert_eq!(reason(&raw.upload(cut).await.unwrap_err()), "INVALID_ARGUMENT");
        let all = v1::ListArtifactsRequest { scope: v1::Scope::User.into(), ..Default::default() };
        assert_eq!(raw.list(all.clone()).await.unwrap().artifacts, []);
        assert!(server.blob_files().is_empty(), "{profile:?}");
        let client = server.user("ana");
        let new = || {
            let id = "01890a5d-ac96-774b-bcce-b302099a8057";
            NewArtifact::new().scope(Scope::User).request_id(id)
        };
        let first = store(&client, data.clone(), new()).await;
        let again = store(&client, data.clone(), new()).await;
        assert_eq!((&again, raw.list(all).await.unwrap().artifacts.len()), (&first, 1));
        assert!(read(&client, &again).await == data, "{profile:?}");
    }
}
