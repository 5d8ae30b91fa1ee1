//! Signed URLs to read by: what they give to a plain HTTP client, and for how long.

use std::time::Duration;

use artigrid_client::raw::v1;
use base64::Engine as _;

use crate::harness::http::{Response, ask};
use crate::harness::{Profile, Raw, TestServer, Who, content, reason};

const MINUTE: Duration = Duration::from_mins(1);

fn ana() -> Who {
    Who::user("ana")
}

/// A URL for this artifact that works for so many seconds, or the refusal.
async fn presign(raw: &Raw, id: &str, seconds: i64) -> Result<v1::PresignDownloadResponse, tonic::Status> {
    let expires_in = Some(prost_types::Duration { seconds, nanos: 0 });
    let request = v1::PresignDownloadRequest { artifact_id: id.to_owned(), expires_in, ..Default::default() };
    Ok(raw.artifacts().presign_download(request).await?.into_inner())
}

async fn url_of(raw: &Raw, id: &str, seconds: i64) -> String {
    presign(raw, id, seconds).await.unwrap().signed_url.unwrap().url
}

async fn upload(raw: &Raw, name: &str, mime: &str, data: &[u8]) -> v1::Artifact {
    use crate::harness::frames;
    let spec = v1::ArtifactSpec {
        scope: v1::Scope::User.into(),
        filename: name.to_owned(),
        mime_type: mime.to_owned(),
        ..Default::default()
    };
    let mut messages = vec![frames::create_of(spec)];
    for (at, chunk) in data.chunks(1 << 20).enumerate() {
        messages.push(frames::chunk(at << 20, chunk));
    }
    messages.push(frames::finish());
    raw.upload(messages).await.unwrap()
}

#[tokio::test]
async fn a13_a_signed_url_works_with_plain_http_on_every_backend() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let raw = server.raw(ana());
        let data = content(2_500_000, 3);
        let artifact = upload(&raw, "dir/Bär.bin", "image/png", &data).await;
        let answer = presign(&raw, &artifact.id, 60).await.unwrap();
        let url = answer.signed_url.unwrap();
        assert_eq!((answer.version, url.method.as_str(), url.native), (1, "GET", false));
        assert!(url.url.starts_with(&format!("http://{}/signed/", server.http())), "{}", url.url);

        let got = ask("GET", &url.url).send(server.http()).await;
        assert_eq!(got.status, 200, "{profile:?}");
        assert_eq!(got.body, data);
        assert_eq!(got.header("content-type"), "image/png");
        assert_eq!(
            got.header("content-disposition"),
            "attachment; filename=\"B_r.bin\"; filename*=UTF-8''B%C3%A4r.bin"
        );
        assert_eq!(got.header("cache-control"), "private, max-age=60");
        assert_eq!(got.header("accept-ranges"), "bytes");
        assert_eq!(got.header("x-content-type-options"), "nosniff");
        assert_eq!(got.header("content-security-policy"), "sandbox");
        assert_eq!(got.header("referrer-policy"), "no-referrer");
        assert_eq!(got.header("access-control-allow-origin"), "", "CORS is off");
        let sha256 = artifact.digests.unwrap().sha256.unwrap();
        let digest = base64::engine::general_purpose::STANDARD.encode(&sha256);
        assert_eq!(got.header("repr-digest"), format!("sha-256=:{digest}:"));

        let head = ask("HEAD", &url.url).send(server.http()).await;
        assert_eq!((head.status, head.body.len()), (200, 0));
        let plain = |response: &Response| {
            let mut headers = response.headers.clone();
            headers.remove("date");
            headers
        };
        assert_eq!(plain(&head), plain(&got), "HEAD says what GET says");
    }
}

#[tokio::test]
async fn a13_a_signed_url_expires_to_the_microsecond() {
    let server = TestServer::memory().await;
    let raw = server.raw(ana());
    let id = raw.put(v1::Scope::User, "a.txt", b"hello").await;
    let url = url_of(&raw, &id, 60).await;
    server.advance(MINUTE - Duration::from_micros(1));
    let last = ask("GET", &url).send(server.http()).await;
    assert_eq!((last.status, last.header("cache-control")), (200, "private, max-age=0"));
    server.advance(Duration::from_micros(1));
    let late = ask("GET", &url).send(server.http()).await;
    assert_eq!(late.outcome(), "403 ACCESS_DENIED");
    let problem: serde_json::Value = serde_json::from_slice(&late.body).unwrap();
    assert_eq!(problem["title"], "Forbidden");
    assert_eq!(problem["detail"], "the URL has expired; ask for a new one");
    assert_eq!(late.header("cache-control"), "no-store");
    assert_eq!(late.header("x-content-type-options"), "nosniff");
}

#[tokio::test]
async fn any_number_of_seconds_is_a_life_up_to_the_maximum() {
    let server = TestServer::with_flags(Profile::Memory, &["--url-max-ttl=2h"]).await;
    let raw = server.raw(ana());
    let id = raw.put(v1::Scope::User, "a.txt", b"hello").await;
    let now = i64::try_from(crate::harness::BEGINNING.as_millis() / 1_000).unwrap();
    for seconds in [1, 37, 900, 3_600, 7_200] {
        let url = presign(&raw, &id, seconds).await.unwrap().signed_url.unwrap();
        assert_eq!(url.expire_time.unwrap().seconds, now + seconds);
    }
    for bad in [0, -1, 7_201] {
        let refused = presign(&raw, &id, bad).await.unwrap_err();
        assert_eq!(reason(&refused), "INVALID_ARGUMENT", "{bad}");
    }
    let request = v1::PresignDownloadRequest { artifact_id: id, ..Default::default() };
    let url = raw.artifacts().presign_download(request).await.unwrap().into_inner().signed_url.unwrap();
    assert_eq!(url.expire_time.unwrap().seconds, now + 3_600, "an hour when nobody says");
}

#[tokio::test]
async fn c8_a_url_ends_no_later_than_its_artifact_and_session() {
    let server = TestServer::memory().await;
    let raw = server.raw(ana());
    raw.begin("hers").await.unwrap();
    let seconds =
        |seconds| Some(v1::artifact_spec::Lifetime::Ttl(prost_types::Duration { seconds, nanos: 0 }));
    let spec = |scope: v1::Scope, session: &str, ttl| v1::ArtifactSpec {
        scope: scope.into(),
        session_id: session.to_owned(),
        lifetime: seconds(ttl),
        ..Default::default()
    };
    let brief = raw.create_of(spec(v1::Scope::User, "", 100), b"hello").await.unwrap();
    let url = presign(&raw, &brief.id, 3_600).await.unwrap().signed_url.unwrap();
    assert_eq!(url.expire_time, brief.expire_time, "the artifact's own end");
    let long = raw.create_of(spec(v1::Scope::Session, "hers", 7 * 86_400), b"hello").await.unwrap();
    let url = presign(&raw, &long.id, 5 * 86_400).await.unwrap().signed_url.unwrap();
    let session = raw.sessions().get_session(v1::GetSessionRequest { session_id: "hers".to_owned() }).await;
    assert_eq!(
        url.expire_time,
        session.unwrap().into_inner().session.unwrap().expire_time,
        "its session's end"
    );
}

#[tokio::test]
async fn c8_a_url_that_still_lives_does_not_outlive_what_it_reads() {
    let server = TestServer::memory().await;
    let raw = server.raw(ana());
    raw.begin("hers").await.unwrap();
    let spec = |ttl| v1::ArtifactSpec {
        scope: v1::Scope::Session.into(),
        session_id: "hers".to_owned(),
        lifetime: Some(v1::artifact_spec::Lifetime::Ttl(prost_types::Duration { seconds: ttl, nanos: 0 })),
        ..Default::default()
    };
    let [deleted, shortened, ended] = [3_600, 3_600, 3_600].map(|ttl| raw.create_of(spec(ttl), b"hello"));
    let (deleted, shortened, ended) =
        (deleted.await.unwrap(), shortened.await.unwrap(), ended.await.unwrap());
    let mut urls = Vec::new();
    for artifact in [&deleted, &shortened, &ended] {
        urls.push(url_of(&raw, &artifact.id, 3_600).await);
    }
    let get = |url: String| ask("GET", &url).send(server.http());
    assert_eq!(get(urls[0].clone()).await.status, 200);

    let request = v1::DeleteArtifactRequest { artifact_id: deleted.id, ..Default::default() };
    raw.artifacts().delete_artifact(request).await.unwrap();
    assert_eq!(get(urls[0].clone()).await.outcome(), "404 ARTIFACT_NOT_FOUND");

    let ttl = prost_types::Duration { seconds: 10, nanos: 0 };
    let request = v1::UpdateArtifactRequest {
        artifact_id: shortened.id,
        lifetime: Some(v1::update_artifact_request::Lifetime::Ttl(ttl)),
        ..Default::default()
    };
    raw.artifacts().update_artifact(request).await.unwrap();
    assert_eq!(get(urls[1].clone()).await.header("cache-control"), "private, max-age=10");
    server.advance(Duration::from_secs(10));
    assert_eq!(get(urls[1].clone()).await.outcome(), "410 ARTIFACT_EXPIRED");
    server.sweep().await;
    assert_eq!(get(urls[1].clone()).await.outcome(), "410 ARTIFACT_EXPIRED", "and swept");

    assert_eq!(get(urls[2].clone()).await.status, 200);
    raw.end("hers").await.unwrap();
    assert_eq!(get(urls[2].clone()).await.outcome(), "404 ARTIFACT_NOT_FOUND");
}

#[tokio::test]
async fn a_url_stays_with_its_version_until_that_is_freed() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let raw = server.raw(ana());
        let (old, new) = (content(9_000, 1), content(8_000, 2));
        let artifact = upload(&raw, "a", "", &old).await;
        let url = url_of(&raw, &artifact.id, 86_400).await;
        let replaced = {
            use crate::harness::frames;
            raw.upload(vec![frames::replace(&artifact.id), frames::chunk(0, &new), frames::finish()])
                .await
                .unwrap()
        };
        assert_eq!(replaced.version, 2);
        let get = || ask("GET", &url).send(server.http());
        assert_eq!(get().await.body, old, "{profile:?}");
        let current = url_of(&raw, &artifact.id, 86_400).await;
        assert_eq!(ask("GET", &current).send(server.http()).await.body, new);
        // Naming the replaced version works as long as it is kept.
        let request =
            v1::PresignDownloadRequest { artifact_id: artifact.id.clone(), version: 1, ..Default::default() };
        let pinned = raw.artifacts().presign_download(request.clone()).await.unwrap().into_inner();
        assert_eq!(pinned.version, 1);
        server.advance(Duration::from_hours(1));
        server.sweep().await;
        assert_eq!(get().await.outcome(), "410 VERSION_GONE");
        assert_eq!(reason(&raw.artifacts().presign_download(request).await.unwrap_err()), "VERSION_GONE");
    }
}

#[tokio::test]
async fn a_token_with_any_byte_changed_is_refused() {
    let server = TestServer::memory().await;
    let raw = server.raw(ana());
    let id = raw.put(v1::Scope::User, "a.txt", b"hello").await;
    let url = url_of(&raw, &id, 60).await;
    let token = url.rsplit('/').next().unwrap();
    let mut connection = crate::harness::http::Connection::open(server.http()).await;
    assert_eq!(connection.send(ask("GET", &url)).await.status, 200);
    for at in 0..token.len() {
        for other in ["A", "b", "-"] {
            if &token[at..=at] == other {
                continue;
            }
            let bent = format!("/signed/{}{other}{}", &token[..at], &token[at + 1..]);
            assert_eq!(
                connection.send(ask("GET", &bent)).await.outcome(),
                "403 ACCESS_DENIED",
                "{at} {other}"
            );
        }
        let cut = format!("/signed/{}", &token[..at]);
        let expected = if at == 0 { "404" } else { "403 ACCESS_DENIED" };
        assert_eq!(connection.send(ask("GET", &cut)).await.outcome(), expected, "cut at {at}");
    }
    for other in [format!("{token}A"), format!("{token}%00"), "..%2f..".to_owned(), "%ff".to_owned()] {
        let answer = connection.send(ask("GET", &format!("/signed/{other}"))).await;
        assert!([400, 403].contains(&answer.status), "{other}: {answer:?}");
    }
}

#[tokio::test]
async fn a_url_gives_away_nothing_else() {
    let server = TestServer::memory().await;
    let raw = server.raw(Who::user("ana-maria").of("acme"));
    let spec = v1::ArtifactSpec {
        scope: v1::Scope::User.into(),
        filename: "private".to_owned(),
        ..Default::default()
    };
    let artifact = raw.create_of(spec, b"hello").await.unwrap();
    let url = url_of(&raw, &artifact.id, 60).await;
    let token = url.rsplit('/').next().unwrap();
    let bytes = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(token).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    assert!(!text.contains("ana-maria") && !text.contains("private"), "the token names nobody: {text:?}");
    for method in ["PUT", "POST", "DELETE", "PATCH", "OPTIONS", "BREW"] {
        let answer = ask(method, &url).send(server.http()).await;
        let expected = if method == "PUT" { "403 ACCESS_DENIED" } else { "405" };
        assert_eq!(answer.outcome(), expected, "{method}");
    }
    assert_eq!(
        ask("GET", &url.replace("/signed/", "/shared/")).send(server.http()).await.outcome(),
        "404 LINK_NOT_FOUND"
    );
    for path in [
        "/",
        "/signed",
        "/signed/",
        "/metrics",
        "/healthz",
        "/readyz",
        "/signed/a/b",
        "/artigrid.v1.AdminService/Sweep",
    ] {
        assert_eq!(ask("GET", path).send(server.http()).await.outcome(), "404", "{path}");
    }
}

#[tokio::test]
async fn ranges_and_conditions_are_answered_as_http_says() {
    let server = TestServer::memory().await;
    let raw = server.raw(ana());
    let data = content(3_000_000, 9);
    let artifact = upload(&raw, "a", "", &data).await;
    let url = url_of(&raw, &artifact.id, 60).await;
    let whole = ask("GET", &url).send(server.http()).await;
    let (tag, modified) = (whole.header("etag").to_owned(), whole.header("last-modified").to_owned());
    assert!(tag.starts_with('"') && modified.ends_with("GMT"), "{tag} {modified}");
    let size = data.len();
    let get = |range: &str| ask("GET", &url).with("Range", range).send(server.http());
    for (range, from, to) in [
        ("bytes=0-0", 0, 1),
        ("bytes=1048570-1048580", 1_048_570, 1_048_581),
        ("bytes=2000000-", 2_000_000, size),
        ("bytes=-5", size - 5, size),
        ("bytes=-99999999", 0, size),
        ("bytes=2999999-99999999", size - 1, size),
    ] {
        let part = get(range).await;
        assert_eq!(part.status, 206, "{range}");
        assert_eq!(part.body, data[from..to], "{range}");
        assert_eq!(part.header("content-range"), format!("bytes {from}-{}/{size}", to - 1));
        assert_eq!(part.header("content-length"), (to - from).to_string());
        assert_eq!(part.header("etag"), tag);
        assert_eq!(part.header("repr-digest"), whole.header("repr-digest"), "of the whole");
    }
    for range in ["bytes=3000000-", "bytes=3000000-3000001", "bytes=-0"] {
        let refused = get(range).await;
        assert_eq!(refused.outcome(), "416 RANGE_NOT_SATISFIABLE", "{range}");
        assert_eq!(refused.header("content-range"), format!("bytes */{size}"));
    }
    for range in ["bytes=5-2", "bytes=0-1,5-6", "lines=1-2", "nonsense"] {
        assert_eq!(get(range).await.status, 200, "{range}");
    }
    let with = |name: &str, value: &str| {
        ask("GET", &url).with(name, value).with("Range", "bytes=0-9").send(server.http())
    };
    assert_eq!(with("If-Range", &tag).await.status, 206);
    assert_eq!(with("If-Range", "\"other\"").await.status, 200);
    assert_eq!(with("If-Range", &modified).await.status, 200, "a date is no strong validator");
    let same = with("If-None-Match", &tag).await;
    assert_eq!((same.status, same.body.len(), same.header("etag")), (304, 0, tag.as_str()));
    assert_eq!(with("If-None-Match", "\"other\"").await.status, 206);
    assert_eq!(with("If-Modified-Since", &modified).await.status, 304);
    assert_eq!(with("If-Match", &tag).await.status, 206);
    assert_eq!(with("If-Match", "\"other\"").await.outcome(), "412 ETAG_MISMATCH");
    assert_eq!(ask("HEAD", &url).with("If-None-Match", &tag).send(server.http()).await.status, 304);
    let head = ask("HEAD", &url).with("Range", "bytes=0-9").send(server.http()).await;
    assert_eq!((head.status, head.header("content-length")), (200, size.to_string().as_str()));

    let empty = upload(&raw, "empty", "", b"").await;
    let url = url_of(&raw, &empty.id, 60).await;
    for (range, status) in [("", 200), ("bytes=-5", 200), ("bytes=0-", 416), ("bytes=-0", 416)] {
        let answer = ask("GET", &url).with("Range", range).send(server.http()).await;
        assert_eq!((answer.status, answer.header("etag").is_empty()), (status, status == 416), "{range}");
    }
}

#[tokio::test]
async fn the_validator_changes_with_the_content_and_not_with_the_name() {
    let server = TestServer::with_flags(Profile::Memory, &["--digests=crc32c"]).await;
    let raw = server.raw(ana());
    let id = raw.put(v1::Scope::User, "a.txt", b"hello").await;
    let tag = async || {
        let url = url_of(&raw, &id, 60).await;
        let answer = ask("HEAD", &url).send(server.http()).await;
        assert_eq!(answer.header("repr-digest"), "", "none is computed");
        answer.header("etag").to_owned()
    };
    let first = tag().await;
    let rename =
        v1::MoveArtifactRequest { artifact_id: id.clone(), filename: "b".to_owned(), ..Default::default() };
    raw.artifacts().move_artifact(rename).await.unwrap();
    assert_eq!(tag().await, first);
    let request = v1::UpdateArtifactRequest {
        artifact_id: id.clone(),
        data: Some("world".into()),
        ..Default::default()
    };
    raw.artifacts().update_artifact(request).await.unwrap();
    assert_ne!(tag().await, first);
}

#[tokio::test]
async fn content_is_shown_in_place_only_if_the_url_says_so() {
    let server = TestServer::memory().await;
    let raw = server.raw(ana());
    let id = raw.put(v1::Scope::User, "page.html", b"<script>").await;
    for (disposition, expected) in [
        (v1::Disposition::Unspecified, "attachment; filename=\"page.html\""),
        (v1::Disposition::Attachment, "attachment; filename=\"page.html\""),
        (v1::Disposition::Inline, "inline; filename=\"page.html\""),
    ] {
        let request = v1::PresignDownloadRequest {
            artifact_id: id.clone(),
            disposition: disposition.into(),
            ..Default::default()
        };
        let url =
            raw.artifacts().presign_download(request).await.unwrap().into_inner().signed_url.unwrap().url;
        let answer = ask("GET", &url).send(server.http()).await;
        assert_eq!(answer.header("content-disposition"), expected);
        assert_eq!(answer.header("content-security-policy"), "sandbox");
    }
}

#[tokio::test]
async fn what_a_store_corrupted_is_never_sent() {
    let server = TestServer::start(Profile::Files).await;
    let raw = server.raw(ana());
    let data = content(2_500_000, 4);
    let artifact = upload(&raw, "a", "", &data).await;
    let url = url_of(&raw, &artifact.id, 60).await;
    let [file] = server.blob_files().try_into().unwrap();
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[1_500_000] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    // The first block is whole: the answer has begun when the second turns out wrong, and ends short.
    let mut connection = crate::harness::http::Connection::open(server.http()).await;
    connection
        .write(format!("GET {} HTTP/1.1\r\nHost: a\r\n\r\n", &url[url.find("/signed").unwrap()..]).as_bytes())
        .await;
    let sent = connection.read_to_end().await;
    assert!(sent.len() < 1_600_000, "{} bytes were sent", sent.len());
    let part = ask("GET", &url).with("Range", "bytes=0-999999").send(server.http()).await;
    assert_eq!((part.status, part.body.len()), (206, 1_000_000));
}

#[tokio::test]
async fn old_keys_verify_until_their_end_and_other_replicas_learn_of_new_ones() {
    let server = TestServer::with_flags(Profile::Memory, &["--url-max-ttl=1d"]).await;
    let raw = server.raw(ana());
    let operator = server.raw(Who::nobody().role("operator"));
    let id = raw.put(v1::Scope::User, "a.txt", b"hello").await;
    let day = 86_400;
    let old = url_of(&raw, &id, day).await;
    let rotated =
        operator.admin().rotate_signing_keys(v1::RotateSigningKeysRequest {}).await.unwrap().into_inner();
    assert_eq!(rotated.key_id, "2");
    let now = i64::try_from(crate::harness::BEGINNING.as_millis() / 1_000).unwrap();
    let end = rotated.old_key_expire_time.unwrap().seconds;
    assert!(end >= now + day, "not before the longest URL: {end}");
    let new = url_of(&raw, &id, day).await;
    assert_ne!(old, new);
    let get = |url: String| ask("GET", &url).send(server.http());
    assert_eq!((get(old.clone()).await.status, get(new.clone()).await.status), (200, 200));
    server.advance(Duration::from_secs(day as u64) - Duration::from_micros(1));
    assert_eq!(get(old.clone()).await.status, 200, "to its last moment");
    let again =
        operator.admin().rotate_signing_keys(v1::RotateSigningKeysRequest {}).await.unwrap().into_inner();
    assert_eq!(again.key_id, "3", "each call rotates again");
    let server = server.restart().await;
    assert_eq!(
        ask("GET", &old).send(server.http()).await.status,
        403,
        "a memory catalog is gone with its keys"
    );
}
