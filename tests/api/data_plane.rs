//! The HTTP listeners themselves: probes, web pages, silence, limits, the end.

use std::time::Duration;

use artigrid_client::raw::v1;
use tokio::time::timeout;

use crate::harness::http::{Connection, Request, ask};
use crate::harness::{Profile, Raw, TestServer, Who, content, eventually, reason};

/// Far longer than anything here takes: only so that a fault is told and not waited for.
const PATIENCE: Duration = Duration::from_secs(30);

fn ana() -> Who {
    Who::user("ana")
}

async fn url_of(raw: &Raw, id: &str) -> String {
    let request = v1::PresignDownloadRequest { artifact_id: id.to_owned(), ..Default::default() };
    raw.artifacts().presign_download(request).await.unwrap().into_inner().signed_url.unwrap().url
}

/// An artifact of so many MiB, and a URL for it.
async fn large(server: &TestServer, mib: usize) -> (String, Vec<u8>) {
    let data = content(mib << 20, 7);
    let made = server
        .user("ana")
        .artifacts()
        .upload(data.clone(), artigrid_client::NewArtifact::new())
        .await
        .unwrap();
    (url_of(&server.raw(ana()), &made.id).await, data)
}

#[tokio::test]
async fn probes_have_a_port_of_their_own() {
    let server = TestServer::memory().await;
    let alive = ask("GET", "/healthz").send(server.ops()).await;
    assert_eq!((alive.status, alive.body.as_slice()), (200, &b"alive\n"[..]));
    eventually("the server is ready", || async {
        ask("GET", "/readyz").send(server.ops()).await.status == 200
    })
    .await;
    let ready = ask("GET", "/readyz").send(server.ops()).await;
    assert_eq!(ready.body, b"{\"ready\":true,\"failing\":[]}\n");
    for path in ["/", "/signed/x", "/shared/x"] {
        assert_eq!(ask("GET", path).send(server.ops()).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn a_server_without_http_says_that_it_gives_no_urls() {
    let server = TestServer::with_flags(Profile::Memory, &["--http-addr=off", "--ops-addr=off"]).await;
    let raw = server.raw(ana());
    let id = raw.put(v1::Scope::User, "a", b"hello").await;
    let request = v1::PresignDownloadRequest { artifact_id: id.clone(), ..Default::default() };
    assert_eq!(reason(&raw.artifacts().presign_download(request).await.unwrap_err()), "UNIMPLEMENTED");
    let request = v1::CreateShareLinkRequest { artifact_id: id, ..Default::default() };
    assert_eq!(reason(&raw.artifacts().create_share_link(request).await.unwrap_err()), "UNIMPLEMENTED");
}

#[tokio::test]
async fn urls_begin_as_the_operator_says() {
    let server =
        TestServer::with_flags(Profile::Memory, &["--public-url=https://files.example.org/grid/"]).await;
    let raw = server.raw(ana());
    let id = raw.put(v1::Scope::User, "a", b"hello").await;
    let url = url_of(&raw, &id).await;
    let path = url.strip_prefix("https://files.example.org/grid").unwrap();
    assert_eq!(ask("GET", path).send(server.http()).await.body, b"hello");
}

#[tokio::test]
async fn web_pages_are_kept_out_unless_their_origin_is_named() {
    let page = |request: Request, origin: &str| request.with("Origin", origin);
    let preflight = |method: &str| {
        let request = ask("OPTIONS", "/signed/x").with("Access-Control-Request-Method", method);
        request.with("Access-Control-Request-Headers", "range")
    };
    let off = TestServer::memory().await;
    let refused = page(preflight("PUT"), "https://app.example.org").send(off.http()).await;
    assert_eq!((refused.status, refused.header("access-control-allow-origin")), (405, ""));

    let server = TestServer::with_flags(Profile::Memory, &["--cors-origins=https://app.example.org"]).await;
    let raw = server.raw(ana());
    let url = url_of(&raw, &raw.put(v1::Scope::User, "a", b"hello").await).await;
    let allowed = page(preflight("PUT"), "https://app.example.org").send(server.http()).await;
    assert_eq!(
        (allowed.status, allowed.header("access-control-allow-origin")),
        (200, "https://app.example.org")
    );
    assert!(allowed.header("access-control-allow-methods").contains("PUT"));
    assert!(allowed.header("access-control-allow-headers").contains("range"));
    assert_eq!(allowed.header("access-control-allow-credentials"), "");
    let got = page(ask("GET", &url), "https://app.example.org").send(server.http()).await;
    assert_eq!((got.status, got.header("access-control-allow-origin")), (200, "https://app.example.org"));
    assert!(got.header("access-control-expose-headers").contains("content-range"));
    assert!(got.header("vary").contains("origin"), "{got:?}");
    let other = page(ask("GET", &url), "https://evil.example.org").send(server.http()).await;
    assert_eq!(other.header("access-control-allow-origin"), "");
    let refusal = page(ask("GET", "/signed/x"), "https://app.example.org").send(server.http()).await;
    assert_eq!(
        (refusal.status, refusal.header("access-control-allow-origin")),
        (403, "https://app.example.org")
    );

    let open = TestServer::with_flags(Profile::Memory, &["--cors-origins=*"]).await;
    let any = page(ask("GET", "/signed/x"), "https://anybody.example.org").send(open.http()).await;
    assert_eq!(any.header("access-control-allow-origin"), "*");
}

/// A unary call as a browser makes it: the message in a frame, the trailers in another one behind the answer.
fn grpc_web(rpc: &str, message: &[u8]) -> Request {
    let mut body = vec![0];
    body.extend(u32::try_from(message.len()).unwrap().to_be_bytes());
    body.extend(message);
    let request = ask("POST", &format!("/{rpc}")).with("Content-Type", "application/grpc-web+proto");
    request.with("Origin", "https://app.example.org").with("X-Grpc-Web", 1).body(body)
}

#[tokio::test]
async fn grpc_web_is_spoken_to_pages_whose_origin_is_named() {
    let server = TestServer::with_flags(Profile::Memory, &["--cors-origins=https://app.example.org"]).await;
    let check = grpc_web("grpc.health.v1.Health/Check", b"").send(server.grpc()).await;
    assert_eq!(check.status, 200);
    assert_eq!(check.header("content-type"), "application/grpc-web+proto");
    assert_eq!(check.header("access-control-allow-origin"), "https://app.example.org");
    assert!(check.header("access-control-expose-headers").contains("grpc-status"));
    let text = String::from_utf8_lossy(&check.body);
    assert!(text.contains("grpc-status:0"), "trailers come in the body: {text:?}");

    // A refusal carries its reason: nothing was asked for.
    let refused = grpc_web("artigrid.v1.ArtifactService/GetArtifact", b"").send(server.grpc()).await;
    let said = format!("{:?} {}", refused.headers, String::from_utf8_lossy(&refused.body));
    assert!(said.contains("grpc-status") && said.contains("grpc-status-details-bin"), "{said}");
    assert_eq!(refused.header("access-control-allow-origin"), "https://app.example.org");

    let preflight = ask("OPTIONS", "/artigrid.v1.ArtifactService/GetArtifact")
        .with("Origin", "https://app.example.org")
        .with("Access-Control-Request-Method", "POST")
        .with("Access-Control-Request-Headers", "content-type,x-grpc-web,artigrid-user");
    let preflight = preflight.send(server.grpc()).await;
    assert_eq!(
        (preflight.status, preflight.header("access-control-allow-origin")),
        (200, "https://app.example.org")
    );
    assert!(preflight.header("access-control-allow-headers").contains("artigrid-user"));
    // gRPC itself goes on as before on the same port.
    server.raw(ana()).put(v1::Scope::User, "a", b"hello").await;

    let off = TestServer::memory().await;
    let mut connection = Connection::open(off.grpc()).await;
    connection.write(b"POST /grpc.health.v1.Health/Check HTTP/1.1\r\nHost: a\r\nContent-Type: application/grpc-web+proto\r\nContent-Length: 5\r\n\r\n\0\0\0\0\0").await;
    let said = timeout(PATIENCE, connection.read_to_end()).await.unwrap();
    assert!(!String::from_utf8_lossy(&said).contains("grpc-status"), "off by default");
}

#[tokio::test]
async fn a_client_that_says_nothing_is_let_go() {
    let server =
        TestServer::with_flags(Profile::Memory, &["--stream-idle-timeout=200ms", "--http-connections=1"])
            .await;
    for begun in [&b""[..], b"GET /signed/x HT", b"GET /signed/x HTTP/1.1\r\nHost: a\r\n"] {
        let mut connection = Connection::open(server.http()).await;
        connection.write(begun).await;
        assert!(timeout(PATIENCE, connection.is_closed()).await.unwrap(), "{begun:?}");
    }
    // Between two requests too.
    let mut connection = Connection::open(server.http()).await;
    assert_eq!(connection.send(ask("GET", "/signed/x")).await.status, 403);
    assert!(timeout(PATIENCE, connection.is_closed()).await.unwrap());
}

#[tokio::test]
async fn a_client_that_takes_nothing_is_let_go_and_gives_its_place_to_the_next() {
    let server =
        TestServer::with_flags(Profile::Memory, &["--stream-idle-timeout=200ms", "--http-connections=1"])
            .await;
    let (url, data) = large(&server, 24).await;
    let mut deaf = Connection::open(server.http()).await;
    let path = &url[url.find("/signed").unwrap()..];
    deaf.write(format!("GET {path} HTTP/1.1\r\nHost: a\r\n\r\n").as_bytes()).await;
    // There is one place only, and who sits there reads nothing.
    let next = timeout(PATIENCE, ask("GET", &url).with("Range", "bytes=0-9").send(server.http())).await;
    assert_eq!(next.expect("the place was never given up").body, data[..10]);
    let got = deaf.read_to_end().await;
    assert!(got.len() < data.len(), "{} bytes were sent to who did not take them", got.len());
}

#[tokio::test]
async fn what_runs_is_finished_when_the_server_ends_and_nothing_new_is_begun() {
    let server = TestServer::memory().await;
    let (url, data) = large(&server, 24).await;
    let mut idle = Connection::open(server.http()).await;
    assert_eq!(idle.send(ask("HEAD", &url)).await.status, 200);
    let mut running = Connection::open(server.http()).await;
    let path = &url[url.find("/signed").unwrap()..];
    running.write(format!("GET {path} HTTP/1.1\r\nHost: a\r\n\r\n").as_bytes()).await;
    running.wait().await;
    let address = server.http();
    server.end();
    assert!(timeout(PATIENCE, idle.is_closed()).await.unwrap(), "an idle connection is closed");
    eventually("nobody is let in", || async { tokio::net::TcpStream::connect(address).await.is_err() }).await;
    let answer = running.read(false).await;
    assert_eq!((answer.status, answer.body == data), (200, true), "what ran came to its end");
}

#[tokio::test]
async fn requests_with_too_much_in_their_head_are_refused() {
    let server = TestServer::memory().await;
    let mut many = ask("GET", "/signed/x");
    for at in 0..200 {
        many = many.with(&format!("x-{at}"), 1);
    }
    assert_eq!(many.send(server.http()).await.status, 431);
    let long = ask("GET", "/signed/x").with("x-long", "a".repeat(1 << 20));
    let mut connection = Connection::open(server.http()).await;
    let answer = connection.try_send(long).await;
    assert!(answer.is_none_or(|answer| answer.status == 431));
    assert_eq!(ask("GET", "/signed/x").send(server.http()).await.status, 403, "the others go on");
}
