//! Uploads by signed URL: put by a plain HTTP client, whole or in parts, and registered.

use std::time::Duration;

use artigrid_client::raw::v1;
use sha2::{Digest as _, Sha256};

use crate::harness::http::{Connection, Response, ask};
use crate::harness::{Profile, Raw, TestServer, Who, content, reason};

fn ana() -> Who {
    Who::user("ana")
}

fn spec(name: &str) -> v1::UploadSpec {
    let spec =
        v1::ArtifactSpec { scope: v1::Scope::User.into(), filename: name.to_owned(), ..Default::default() };
    v1::UploadSpec { target: Some(v1::upload_spec::Target::Create(spec)), ..Default::default() }
}

async fn presign(raw: &Raw, spec: v1::UploadSpec) -> (v1::Upload, String, u64) {
    let request = v1::PresignUploadRequest { spec: Some(spec), ..Default::default() };
    let answer = raw.artifacts().presign_upload(request).await.unwrap().into_inner();
    let url = answer.signed_url.unwrap();
    assert_eq!(url.method, "PUT");
    (answer.upload.unwrap(), url.url, answer.part_size as u64)
}

async fn put(server: &TestServer, url: &str, data: &[u8]) -> Response {
    ask("PUT", url).body(data.to_vec()).send(server.http()).await
}

async fn register(raw: &Raw, upload: &str) -> Result<v1::Artifact, tonic::Status> {
    let request = v1::RegisterUploadRequest { upload_id: upload.to_owned(), ..Default::default() };
    Ok(raw.artifacts().register_upload(request).await?.into_inner().artifact.unwrap())
}

async fn read(raw: &Raw, server: &TestServer, id: &str) -> Vec<u8> {
    let request = v1::PresignDownloadRequest { artifact_id: id.to_owned(), ..Default::default() };
    let url = raw.artifacts().presign_download(request).await.unwrap().into_inner().signed_url.unwrap().url;
    ask("GET", &url).send(server.http()).await.body
}

#[tokio::test]
async fn a14_content_put_by_url_is_there_when_it_is_registered_and_not_before() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let raw = server.raw(ana());
        for data in [content(9 << 20, 1), content(1_000, 2), Vec::new()] {
            let (upload, url, part_size) = presign(&raw, spec("a.bin")).await;
            assert_eq!((upload.kind(), part_size), (v1::UploadKind::Url, 8 << 20));
            let early = register(&raw, &upload.id).await.unwrap_err();
            assert_eq!(reason(&early), "INVALID_ARGUMENT", "nothing was put yet");
            let done = put(&server, &url, &data).await;
            assert_eq!(done.outcome(), "200", "{profile:?} {}", data.len());
            assert_eq!(reason(&raw.get(&upload.artifact_id).await.unwrap_err()), "ARTIFACT_NOT_FOUND");
            let artifact = register(&raw, &upload.id).await.unwrap();
            assert_eq!(
                (artifact.id.as_str(), artifact.size),
                (upload.artifact_id.as_str(), data.len() as i64)
            );
            let sha256 = artifact.digests.clone().unwrap().sha256.unwrap();
            assert_eq!(sha256.to_vec(), Sha256::digest(&data).to_vec());
            assert_eq!(read(&raw, &server, &artifact.id).await, data, "{profile:?}");
            // Again: the same answer, and the URL changes nothing any more.
            assert_eq!(register(&raw, &upload.id).await.unwrap(), artifact);
            assert_eq!(put(&server, &url, b"other").await.outcome(), "409 UPLOAD_FENCED");
            assert_eq!(read(&raw, &server, &artifact.id).await, data);
        }
    }
}

#[tokio::test]
async fn a14_only_the_owner_registers() {
    let server = TestServer::memory().await;
    let raw = server.raw(ana());
    let (upload, url, _) = presign(&raw, spec("a")).await;
    put(&server, &url, b"hello").await;
    for (who, expected) in [
        (Who::user("bob"), "ACCESS_DENIED"),
        (Who::nobody(), "ACCESS_DENIED"),
        (ana().of("other"), "UPLOAD_NOT_FOUND"),
    ] {
        assert_eq!(reason(&register(&raw.with(who), &upload.id).await.unwrap_err()), expected);
    }
    register(&raw, &upload.id).await.unwrap();
}

#[tokio::test]
async fn a14_auto_register_makes_the_artifact_with_the_put() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let raw = server.raw(ana());
        let request =
            v1::PresignUploadRequest { spec: Some(spec("a")), auto_register: true, ..Default::default() };
        let answer = raw.artifacts().presign_upload(request).await.unwrap().into_inner();
        let (upload, url) = (answer.upload.unwrap(), answer.signed_url.unwrap().url);
        let done = put(&server, &url, b"hello").await;
        assert_eq!(done.status, 201);
        let told: serde_json::Value = serde_json::from_slice(&done.body).unwrap();
        assert_eq!(
            (told["artifact_id"].as_str().unwrap(), &told["size"]),
            (upload.artifact_id.as_str(), &5.into())
        );
        assert_eq!(read(&raw, &server, &upload.artifact_id).await, b"hello", "{profile:?}");
        assert_eq!(register(&raw, &upload.id).await.unwrap().id, upload.artifact_id);
    }
}

#[tokio::test]
async fn a14_size_digest_and_type_are_checked() {
    let server = TestServer::start(Profile::Files).await;
    let raw = server.raw(ana());
    let data = content(20_000, 4);
    let sha256 = Sha256::digest(&data).to_vec();
    let said = |size, sha256: &[u8]| v1::UploadSpec {
        size,
        digests: Some(v1::Digests { crc32c: None, sha256: Some(sha256.to_vec().into()) }),
        ..spec("a")
    };
    for (size, digest, data, expected) in [
        (Some(20_000), &sha256, &data[..], "200"),
        (Some(20_000), &sha256, &data[..19_999], "400 SIZE_MISMATCH"),
        (Some(19_999), &sha256, &data[..], "400 SIZE_MISMATCH"),
        (None, &vec![7; 32], &data[..], "400 CHECKSUM_MISMATCH"),
        (None, &sha256, &data[..], "200"),
    ] {
        let (upload, url, _) = presign(&raw, said(size, digest)).await;
        assert_eq!(put(&server, &url, data).await.outcome(), expected, "{size:?}");
        assert_eq!(register(&raw, &upload.id).await.is_ok(), expected == "200");
    }
    // The sender's own digest, and the type that the upload was begun for.
    let mut typed = spec("a");
    if let Some(v1::upload_spec::Target::Create(spec)) = &mut typed.target {
        spec.mime_type = "image/png".to_owned();
    }
    let (upload, url, _) = presign(&raw, typed).await;
    let request = || ask("PUT", &url).body(data.clone());
    let wrong = request().with("Content-Type", "text/html").send(server.http()).await;
    assert_eq!(wrong.outcome(), "400 INVALID_ARGUMENT");
    let digest = "sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:";
    let wrong = request().with("Repr-Digest", digest).send(server.http()).await;
    assert_eq!(wrong.outcome(), "400 CHECKSUM_MISMATCH");
    let packed = request().with("Content-Encoding", "gzip").send(server.http()).await;
    assert_eq!(packed.outcome(), "400 INVALID_ARGUMENT");
    assert_eq!(
        reason(&register(&raw, &upload.id).await.unwrap_err()),
        "INVALID_ARGUMENT",
        "nothing was taken"
    );
    assert_eq!(request().with("Content-Type", "image/png").send(server.http()).await.status, 200);
    assert_eq!(register(&raw, &upload.id).await.unwrap().mime_type, "image/png");
}

#[tokio::test]
async fn a_put_that_breaks_leaves_what_was_put_before() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let raw = server.raw(ana());
        let (upload, url, _) = presign(&raw, spec("a")).await;
        let whole = content(9 << 20, 5);
        assert_eq!(put(&server, &url, &whole).await.status, 200);
        let mut broken = Connection::open(server.http()).await;
        let path = &url[url.find("/signed").unwrap()..];
        broken
            .write(format!("PUT {path} HTTP/1.1\r\nHost: a\r\nContent-Length: 10000000\r\n\r\n").as_bytes())
            .await;
        broken.write(&content(9 << 20, 6)).await;
        drop(broken);
        let artifact = register(&raw, &upload.id).await.unwrap();
        assert_eq!(read(&raw, &server, &artifact.id).await, whole, "{profile:?}");
    }
}

async fn part_urls(raw: &Raw, upload: &str, numbers: &[i32]) -> Vec<v1::presign_upload_parts_response::Part> {
    let request = v1::PresignUploadPartsRequest {
        upload_id: upload.to_owned(),
        part_numbers: numbers.to_vec(),
        ..Default::default()
    };
    raw.artifacts().presign_upload_parts(request).await.unwrap().into_inner().parts
}

#[tokio::test]
async fn a15_parts_come_in_any_order_and_complete_means_complete() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let raw = server.raw(ana());
        let data = content((20 << 20) + 77, 8);
        let declared = v1::UploadSpec {
            size: Some(data.len() as i64),
            digests: Some(v1::Digests { crc32c: None, sha256: Some(Sha256::digest(&data).to_vec().into()) }),
            ..spec("big")
        };
        let (upload, _, part_size) = presign(&raw, declared).await;
        let parts = part_urls(&raw, &upload.id, &[3, 1, 2]).await;
        assert_eq!(parts.iter().map(|part| part.part_number).collect::<Vec<_>>(), [3, 1, 2]);
        let mut named = Vec::new();
        let put_part = async |part: &v1::presign_upload_parts_response::Part, seed: Option<u64>| {
            let (from, size) = (part.offset as usize, part.size as usize);
            let bytes = seed.map_or_else(|| data[from..from + size].to_vec(), |seed| content(size, seed));
            let done = put(&server, &part.signed_url.as_ref().unwrap().url, &bytes).await;
            assert_eq!(done.status, 200, "{profile:?}");
            v1::register_upload_request::Part {
                part_number: part.part_number,
                etag: done.header("etag").to_owned(),
            }
        };
        assert_eq!(parts[0].size as u64, data.len() as u64 - 2 * part_size, "the last is shorter");
        named.push(put_part(&parts[0], None).await);
        // One that is put again counts as it was put last.
        put_part(&parts[1], Some(99)).await;
        named.push(put_part(&parts[1], None).await);
        let request = |parts: &[v1::register_upload_request::Part]| v1::RegisterUploadRequest {
            upload_id: upload.id.clone(),
            parts: parts.to_vec(),
            ..Default::default()
        };
        let lacks = raw.artifacts().register_upload(request(&named)).await.unwrap_err();
        assert_eq!(reason(&lacks), "INVALID_ARGUMENT", "part 2 was never put");
        let last = put_part(&parts[2], None).await;
        let lacks = raw.artifacts().register_upload(request(&named)).await.unwrap_err();
        assert_eq!(reason(&lacks), "INVALID_ARGUMENT", "part 2 is not named");
        named.push(v1::register_upload_request::Part { etag: "\"other\"".to_owned(), ..last.clone() });
        let other = raw.artifacts().register_upload(request(&named)).await.unwrap_err();
        assert_eq!(reason(&other), "INVALID_ARGUMENT", "named by another tag");
        *named.last_mut().unwrap() = last;
        let artifact =
            raw.artifacts().register_upload(request(&named)).await.unwrap().into_inner().artifact.unwrap();
        assert_eq!(artifact.digests.unwrap().sha256.unwrap().to_vec(), Sha256::digest(&data).to_vec());
        assert_eq!(read(&raw, &server, &artifact.id).await, data, "{profile:?}");
        let again =
            put(&server, &parts[0].signed_url.as_ref().unwrap().url, &data[..parts[0].size as usize]).await;
        assert_eq!(again.outcome(), "409 UPLOAD_FENCED");
        for bad in [&[0][..], &[4], &[-1], &[]] {
            let request = v1::PresignUploadPartsRequest {
                upload_id: upload.id.clone(),
                part_numbers: bad.to_vec(),
                ..Default::default()
            };
            assert!(raw.artifacts().presign_upload_parts(request).await.is_err(), "{bad:?}");
        }
    }
}

#[tokio::test]
async fn a_part_is_no_larger_than_its_place() {
    let server = TestServer::memory().await;
    let raw = server.raw(ana());
    let (upload, _, part_size) = presign(&raw, spec("a")).await;
    let [part] = part_urls(&raw, &upload.id, &[1]).await.try_into().unwrap();
    let url = part.signed_url.unwrap().url;
    assert_eq!(put(&server, &url, &content(part_size as usize + 1, 3)).await.outcome(), "413 SIZE_LIMIT");
    assert_eq!(put(&server, &url, b"first and last").await.status, 200);
}

#[tokio::test]
async fn c10_what_is_not_registered_is_swept_a_day_after_its_url() {
    for profile in [Profile::Files, Profile::Sqlite] {
        let server = TestServer::start(profile).await;
        let raw = server.raw(ana());
        let (upload, url, _) = presign(&raw, spec("a")).await;
        assert_eq!(put(&server, &url, &content(9 << 20, 1)).await.status, 200);
        server.advance(Duration::from_hours(1));
        assert_eq!(put(&server, &url, b"late").await.outcome(), "403 ACCESS_DENIED");
        server.advance(Duration::from_hours(24) - Duration::from_micros(1));
        server.sweep().await;
        let got = v1::GetUploadRequest { upload_id: upload.id.clone() };
        raw.artifacts().get_upload(got).await.unwrap();
        server.advance(Duration::from_micros(1));
        assert_eq!(reason(&register(&raw, &upload.id).await.unwrap_err()), "UPLOAD_NOT_FOUND");
        server.sweep().await;
        assert_eq!(server.rows_to_free().await, 0, "{profile:?}");
        assert_eq!(server.blob_files(), Vec::<std::path::PathBuf>::new(), "{profile:?}");
    }
}

#[tokio::test]
async fn new_content_for_what_is_there_comes_by_url_too() {
    let server = TestServer::memory().await;
    let raw = server.raw(ana());
    let id = raw.put(v1::Scope::User, "a", b"hello").await;
    let etag = raw.get(&id).await.unwrap().etag;
    let target = v1::ContentReplacement { artifact_id: id.clone(), etag, ..Default::default() };
    let spec =
        v1::UploadSpec { target: Some(v1::upload_spec::Target::Replace(target)), ..Default::default() };
    let (first, url, _) = presign(&raw, spec.clone()).await;
    let (second, other, _) = presign(&raw, spec).await;
    put(&server, &url, b"world").await;
    put(&server, &other, b"never").await;
    assert_eq!(register(&raw, &first.id).await.unwrap().version, 2);
    assert_eq!(reason(&register(&raw, &second.id).await.unwrap_err()), "ETAG_MISMATCH");
    assert_eq!(read(&raw, &server, &id).await, b"world");
}

#[tokio::test]
async fn a_url_to_put_by_ends_with_its_session_and_lets_nobody_read() {
    let server = TestServer::memory().await;
    let raw = server.raw(ana());
    raw.begin("hers").await.unwrap();
    let target = v1::ArtifactSpec { session_id: "hers".to_owned(), ..Default::default() };
    let spec = v1::UploadSpec { target: Some(v1::upload_spec::Target::Create(target)), ..Default::default() };
    let (upload, url, _) = presign(&raw, spec).await;
    for method in ["GET", "HEAD"] {
        assert_eq!(ask(method, &url).send(server.http()).await.status, 403, "{method}");
    }
    assert_eq!(put(&server, &url, b"hello").await.status, 200);
    raw.end("hers").await.unwrap();
    assert_eq!(put(&server, &url, b"hello").await.status, 409);
    assert!(register(&raw, &upload.id).await.is_err());
}
