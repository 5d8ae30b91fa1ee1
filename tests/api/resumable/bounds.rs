//! What bounds an upload: its deadline, its owner, its session, what was declared of it.

use super::*;

const DAY: Duration = Duration::from_hours(24);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn progress_renews_the_deadline_and_past_it_nothing_is_left() {
    for profile in [Profile::Files, Profile::Sqlite] {
        let server = TestServer::start(profile).await;
        let ana = server.raw(Who::user("ana"));
        let whole = content(2 * MIB, 1);
        let begun = start(&ana, spec("a")).await.unwrap();
        server.advance(6 * DAY);
        ana.upload(rest(&begun.id, &whole, 0, MIB)).await.unwrap_err();
        server.advance(6 * DAY);
        server.sweep().await;
        assert_eq!(persisted(&look(&ana, &begun.id).await.unwrap()), MIB, "the progress renewed it");
        server.advance(2 * DAY);
        assert_eq!(reason(&look(&ana, &begun.id).await.unwrap_err()), "UPLOAD_NOT_FOUND", "before the sweep");
        assert_eq!(server.rows_to_free().await, 1);
        let late = ana.upload(to_the_end(&begun.id, &whole, MIB)).await.unwrap_err();
        assert_eq!(reason(&late), "UPLOAD_NOT_FOUND");
        assert_eq!(server.sweep().await.freed, 1);
        assert_eq!(server.rows_to_free().await, 0);
        assert_eq!(server.blob_files(), Vec::<std::path::PathBuf>::new());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cancelled_upload_is_gone_with_its_bytes() {
    for profile in Profile::bytewise() {
        let server = TestServer::start(*profile).await;
        let ana = server.raw(Who::user("ana"));
        let begun = start(&ana, spec("a")).await.unwrap();
        let held = Held::open(&ana);
        held.send(rest(&begun.id, &content(9 * MIB, 1), 0, 9 * MIB)).await;
        eventually("a part is safe", || async { persisted(&look(&ana, &begun.id).await.unwrap()) > 0 }).await;
        cancel(&ana, &begun.id).await.unwrap();
        assert_eq!(reason(&cancel(&ana, &begun.id).await.unwrap_err()), "UPLOAD_NOT_FOUND");
        assert_eq!(reason(&look(&ana, &begun.id).await.unwrap_err()), "UPLOAD_NOT_FOUND");
        // Its writer learns of it, and leaves nothing behind.
        held.send(vec![frames::finish()]).await;
        assert_eq!(reason(&held.answer.await.unwrap().unwrap_err()), "UPLOAD_NOT_FOUND");
        if *profile != Profile::Memory {
            assert_eq!(server.rows_to_free().await, 0);
        }
        assert_eq!(server.blob_files(), Vec::<std::path::PathBuf>::new());
        assert_eq!(reason(&ana.get(&begun.artifact_id).await.unwrap_err()), "ARTIFACT_NOT_FOUND");
    }
}

#[tokio::test]
async fn callers_list_their_own_uploads_newest_first_in_pages() {
    let server = TestServer::memory().await;
    let (ana, bob) = (server.raw(Who::user("ana")), server.raw(Who::user("bob")));
    let mut ids = Vec::new();
    for number in 0..5 {
        server.advance(Duration::from_secs(1));
        let mut spec = spec("a");
        if number == 2 {
            spec.target = Some(Target::Create(v1::ArtifactSpec::default()));
        }
        ids.push(start(&ana, spec).await.unwrap().id);
    }
    start(&bob, spec("b")).await.unwrap();
    let done = start(&ana, spec("done")).await.unwrap();
    complete(&ana, &done.id, v1::UploadFinish::default()).await.unwrap();
    ids.reverse();
    let list = async |caller: &Raw, scope: v1::Scope, page_token: String| {
        let request = v1::ListUploadsRequest { scope: scope.into(), page_size: 2, page_token };
        caller.artifacts().list_uploads(request).await.map(tonic::Response::into_inner)
    };
    let (mut listed, mut token) = (Vec::new(), String::new());
    loop {
        let page = list(&ana, v1::Scope::Unspecified, token).await.unwrap();
        assert!(page.uploads.len() <= 2);
        listed.extend(page.uploads.into_iter().map(|upload| upload.id));
        token = page.next_page_token;
        if token.is_empty() {
            break;
        }
    }
    assert_eq!(listed, ids);
    let page = list(&ana, v1::Scope::Session, String::new()).await.unwrap();
    assert_eq!(page.uploads.iter().map(|upload| &upload.id).collect::<Vec<_>>(), [&ids[2]]);
    let token = list(&ana, v1::Scope::User, String::new()).await.unwrap().next_page_token;
    assert_eq!(reason(&list(&bob, v1::Scope::User, token).await.unwrap_err()), "PAGE_TOKEN_INVALID");
    let admin = server.raw(Who::nobody().role("admin"));
    assert_eq!(list(&admin, v1::Scope::Unspecified, String::new()).await.unwrap().uploads.len(), 2);
}

#[tokio::test]
async fn anothers_upload_is_denied_in_the_sandbox_and_unknown_outside() {
    let server = TestServer::memory().await;
    let ana = server.raw(Who::user("ana"));
    let begun = start(&ana, spec("a")).await.unwrap();
    for (who, why) in [
        (Who::user("bob"), "ACCESS_DENIED"),
        (Who::nobody(), "ACCESS_DENIED"),
        (Who::user("ana").of("elsewhere"), "UPLOAD_NOT_FOUND"),
        (Who::nobody().role("admin").of("elsewhere"), "UPLOAD_NOT_FOUND"),
    ] {
        let other = server.raw(who.clone());
        let refusals = [
            look(&other, &begun.id).await.unwrap_err(),
            other.upload(to_the_end(&begun.id, b"x", 0)).await.unwrap_err(),
            complete(&other, &begun.id, v1::UploadFinish::default()).await.unwrap_err(),
            cancel(&other, &begun.id).await.unwrap_err(),
        ];
        assert!(refusals.iter().all(|status| reason(status) == why), "{who:?}: {refusals:?}");
    }
    let seen = look(&ana, &begun.id).await.unwrap();
    assert_eq!((seen.epoch, seen.persisted_offset), (0, 0), "nobody took it over");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_declared_is_held_against_what_came() {
    let server = TestServer::start(Profile::Files).await;
    let ana = server.raw(Who::user("ana"));
    let whole = content(2 * MIB, 1);
    let sized = |size: usize| v1::UploadSpec { size: i64::try_from(size).ok(), ..spec("a") };
    let larger = start(&ana, sized(MIB)).await.unwrap();
    let status = ana.upload(to_the_end(&larger.id, &whole, 0)).await.unwrap_err();
    assert_eq!(reason(&status), "SIZE_MISMATCH", "as soon as too much comes");
    let smaller = start(&ana, sized(3 * MIB)).await.unwrap();
    let messages = vec![resume(&smaller.id), frames::chunk(0, &whole[..MIB]), frames::finish()];
    let status = ana.upload(messages).await.unwrap_err();
    assert_eq!(
        (reason(&status), fact(&status, "persisted_offset")),
        ("SIZE_MISMATCH".to_owned(), MIB.to_string())
    );
    let wrong = v1::UploadSpec { digests: Some(digests_of(b"other")), ..spec("a") };
    let other = start(&ana, wrong).await.unwrap();
    let status = ana.upload(to_the_end(&other.id, &whole, 0)).await.unwrap_err();
    assert_eq!(reason(&status), "CHECKSUM_MISMATCH");
    let torn = start(&ana, spec("a")).await.unwrap();
    let mut chunk = frames::chunk(MIB, &whole[MIB..]);
    chunk.crc32c = Some(1);
    let status =
        ana.upload(vec![resume(&torn.id), frames::chunk(0, &whole[..MIB]), chunk]).await.unwrap_err();
    assert_eq!((reason(&status), fact(&status, "offset")), ("CHECKSUM_MISMATCH".to_owned(), MIB.to_string()));
    for begun in [larger, smaller, other, torn] {
        assert_eq!(look(&ana, &begun.id).await.unwrap().state(), v1::UploadState::Active);
        assert_eq!(reason(&ana.get(&begun.artifact_id).await.unwrap_err()), "ARTIFACT_NOT_FOUND");
        cancel(&ana, &begun.id).await.unwrap();
    }
    assert_eq!(server.blob_files(), Vec::<std::path::PathBuf>::new());
    let huge = start(&ana, v1::UploadSpec { size: Some(1 << 50), ..spec("a") }).await.unwrap_err();
    assert_eq!(reason(&huge), "SIZE_LIMIT");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_ends_in_the_middle_takes_no_more() {
    let server = TestServer::start(Profile::Files).await;
    let ana = server.raw(Who::user("ana"));
    ana.begin("work").await.unwrap();
    let artifact = v1::ArtifactSpec { session_id: "work".to_owned(), ..Default::default() };
    let spec = v1::UploadSpec { target: Some(Target::Create(artifact)), ..Default::default() };
    let begun = start(&ana, spec).await.unwrap();
    assert_eq!(begun.session_id, "work");
    let whole = content(2 * MIB, 1);
    let held = Held::open(&ana);
    held.send(rest(&begun.id, &whole, 0, MIB)).await;
    eventually("the stream holds it", || async { look(&ana, &begun.id).await.unwrap().epoch == 1 }).await;
    ana.end("work").await.unwrap();
    held.send(rest(&begun.id, &whole, MIB, 2 * MIB).split_off(1)).await;
    held.send(vec![frames::finish()]).await;
    assert_eq!(reason(&held.answer.await.unwrap().unwrap_err()), "SESSION_EXPIRED", "at the commit");
    let again = ana.upload(to_the_end(&begun.id, &whole, 0)).await.unwrap_err();
    assert_eq!(reason(&again), "SESSION_EXPIRED", "at the start");
    cancel(&ana, &begun.id).await.unwrap();
    assert_eq!(server.blob_files(), Vec::<std::path::PathBuf>::new());
}

#[tokio::test]
async fn c11_a_start_that_is_repeated_begins_one_upload() {
    let server = TestServer::memory().await;
    let ana = server.raw(Who::user("ana"));
    let request_id = "01890a5d-ac96-774b-bcce-b302099a8057".to_owned();
    let spec = v1::UploadSpec { request_id, size: Some(5), ..spec("a") };
    let first = start(&ana, spec.clone()).await.unwrap();
    ana.upload(rest(&first.id, b"hel", 0, 3)).await.unwrap_err();
    assert_eq!(start(&ana, spec.clone()).await.unwrap(), first, "as it was answered then");
    let other = start(&ana, v1::UploadSpec { size: Some(6), ..spec }).await.unwrap_err();
    assert_eq!(reason(&other), "REQUEST_ID_REUSED");
}
