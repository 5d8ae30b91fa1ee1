//! Uploads by clients that cannot stream: one call for each piece.

use super::*;

const PIECE: usize = 8 * MIB;

async fn append(caller: &Raw, id: &str, offset: usize, data: &[u8]) -> Result<v1::Upload, Status> {
    let request = v1::AppendUploadRequest {
        upload_id: id.to_owned(),
        offset: i64::try_from(offset).unwrap(),
        data: data.to_vec().into(),
        crc32c: Some(crc32c(data)),
    };
    let mut stub = caller.artifacts().max_encoding_message_size(128 << 20);
    Ok(stub.append_upload(request).await?.into_inner().upload.unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a16_pieces_of_the_size_that_was_told_make_an_artifact() {
    for profile in Profile::bytewise() {
        let server = TestServer::start(*profile).await;
        let ana = server.raw(Who::user("ana"));
        let whole = content(2 * PIECE + 9, 5);
        let begun = start(&ana, spec("a")).await.unwrap();
        for at in (0..whole.len()).step_by(PIECE) {
            let upload = append(&ana, &begun.id, at, &whole[at..whole.len().min(at + PIECE)]).await.unwrap();
            let end = whole.len().min(at + PIECE);
            assert_eq!(persisted(&upload), end);
            assert_eq!(upload.prefix_digests, Some(digests_of(&whole[..end])));
            // Sent again because its answer was lost: it is told where to go on.
            let again = append(&ana, &begun.id, at, &whole[at..end]).await.unwrap_err();
            assert_eq!(reason(&again), "OFFSET_MISMATCH");
            assert_eq!(fact(&again, "persisted_offset"), end.to_string());
        }
        let behind = append(&ana, &begun.id, whole.len(), b"more").await.unwrap_err();
        assert_eq!(reason(&behind), "SIZE_MISMATCH", "a shorter piece is the last");
        let made = complete(&ana, &begun.id, said_of(&whole)).await.unwrap();
        assert!(read_back(&server, "ana", &made.id).await == whole, "{profile:?}");
    }
}

#[tokio::test]
async fn pieces_that_are_not_as_they_should_be_are_refused_and_nothing_of_them_stays() {
    let server = TestServer::memory().await;
    let ana = server.raw(Who::user("ana"));
    let size = i64::try_from(PIECE + 5).ok();
    let begun = start(&ana, v1::UploadSpec { size, ..spec("a") }).await.unwrap();
    let whole = content(PIECE + 5, 5);
    let too_large = append(&ana, &begun.id, 0, &whole).await.unwrap_err();
    assert_eq!((reason(&too_large), fact(&too_large, "limit")), ("SIZE_LIMIT".to_owned(), PIECE.to_string()));
    assert_eq!(reason(&append(&ana, &begun.id, 0, &whole[..9]).await.unwrap_err()), "SIZE_MISMATCH");
    assert_eq!(reason(&append(&ana, &begun.id, 0, b"").await.unwrap_err()), "INVALID_ARGUMENT");
    assert_eq!(reason(&append(&ana, &begun.id, 7, &whole[..PIECE]).await.unwrap_err()), "OFFSET_MISMATCH");
    let request = v1::AppendUploadRequest {
        upload_id: begun.id.clone(),
        offset: 0,
        data: whole[..PIECE].to_vec().into(),
        crc32c: Some(1),
    };
    let mut stub = ana.artifacts().max_encoding_message_size(128 << 20);
    let torn = stub.append_upload(request).await.unwrap_err();
    assert_eq!((reason(&torn), fact(&torn, "offset")), ("CHECKSUM_MISMATCH".to_owned(), "0".to_owned()));
    assert_eq!(persisted(&look(&ana, &begun.id).await.unwrap()), 0);
    append(&ana, &begun.id, 0, &whole[..PIECE]).await.unwrap();
    assert_eq!(reason(&append(&ana, &begun.id, PIECE, &whole[..6]).await.unwrap_err()), "SIZE_MISMATCH");
    append(&ana, &begun.id, PIECE, &whole[PIECE..]).await.unwrap();
    complete(&ana, &begun.id, said_of(&whole)).await.unwrap();
}

#[tokio::test]
async fn only_this_method_takes_messages_as_large_as_a_piece() {
    let server = TestServer::memory().await;
    let ana = server.raw(Who::user("ana"));
    let request = v1::CreateArtifactRequest { data: vec![0; 5 * MIB].into(), ..Default::default() };
    let mut stub = ana.artifacts().max_encoding_message_size(128 << 20);
    assert_eq!(reason(&stub.create_artifact(request).await.unwrap_err()), "SIZE_LIMIT");
    let begun = start(&ana, spec("a")).await.unwrap();
    let beyond = append(&ana, &begun.id, 0, &vec![0; 65 * MIB]).await.unwrap_err();
    assert_eq!(reason(&beyond), "SIZE_LIMIT");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_piece_takes_the_upload_from_a_stream_and_a_stream_from_pieces() {
    let server = TestServer::start(Profile::Files).await;
    let ana = server.raw(Who::user("ana"));
    let whole = content(PIECE + 2 * MIB, 5);
    let begun = start(&ana, spec("a")).await.unwrap();
    let held = Held::open(&ana);
    held.send(rest(&begun.id, &whole, 0, MIB)).await;
    eventually("the stream holds it", || async { look(&ana, &begun.id).await.unwrap().epoch == 1 }).await;
    append(&ana, &begun.id, 0, &whole[..PIECE]).await.unwrap();
    drop(held.messages);
    assert_eq!(reason(&held.answer.await.unwrap().unwrap_err()), "UPLOAD_FENCED");
    let made = ana.upload(to_the_end(&begun.id, &whole, PIECE)).await.unwrap();
    assert!(read_back(&server, "ana", &made.id).await == whole);
}
