//! The Rust SDK goes on with large content by itself, and from one process to the next.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use artigrid_client::{NewArtifact, RetryPolicy, Scope, Source};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use super::*;

/// A relay before the server that cuts each of its first connections after so many bytes upwards.
struct Cutting {
    address: String,
    connections: Arc<AtomicU64>,
}

impl Cutting {
    async fn start(server: String, cuts: u64, after: usize) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let connections = Arc::new(AtomicU64::new(0));
        let counter = Arc::clone(&connections);
        tokio::spawn(async move {
            loop {
                let Ok((client, _)) = listener.accept().await else { return };
                let number = counter.fetch_add(1, Ordering::SeqCst);
                let room = if number < cuts { after } else { usize::MAX };
                let Ok(server) = TcpStream::connect(&server).await else { return };
                tokio::spawn(pass(client, server, room));
            }
        });
        Self { address, connections }
    }

    fn client(&self) -> artigrid_client::Client {
        let instant = Duration::from_millis(1);
        let retry = RetryPolicy { attempts: 5, first_wait: instant, longest_wait: instant };
        artigrid_client::Client::builder().address(&self.address).user("ana").retry(retry).build().unwrap()
    }
}

/// Whichever way ends first ends both, in the middle of whatever it was.
async fn pass(mut client: TcpStream, mut server: TcpStream, room: usize) {
    let (mut asked, mut ask) = client.split();
    let (mut answered, mut answer) = server.split();
    let upwards = async {
        let (mut buffer, mut left) = (vec![0; 64 << 10], room);
        while let Ok(size @ 1..) = asked.read(&mut buffer).await {
            let size = size.min(left);
            left -= size;
            if answer.write_all(&buffer[..size]).await.is_err() || left == 0 {
                return;
            }
        }
    };
    tokio::select! {
        () = upwards => {}
        _ = tokio::io::copy(&mut answered, &mut ask) => {}
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a16_large_content_goes_through_broken_connections_without_its_caller_noticing() {
    for profile in [Profile::Files, Profile::Sqlite] {
        let server = TestServer::start(profile).await;
        let relay = Cutting::start(server.address().to_owned(), 4, 9 * MIB).await;
        let whole = content(30 * MIB + 11, 4);
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("big");
        std::fs::write(&file, &whole).unwrap();
        for source in [Source::bytes(whole.clone()), Source::path(&file)] {
            let artifacts = relay.client().artifacts();
            let new = NewArtifact::new().scope(Scope::User).filename("big");
            let made = artifacts.upload(source, new).await.unwrap();
            assert_eq!(made.size, whole.len() as u64);
            assert!(read_back(&server, "ana", &made.id).await == whole, "{profile:?}");
        }
        assert!(relay.connections.load(Ordering::SeqCst) > 4, "all cuts came");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_state_file_lets_the_next_process_go_on_and_only_with_the_same_content() {
    let server = TestServer::start(Profile::Files).await;
    // Cut every time: this process gives up.
    let relay = Cutting::start(server.address().to_owned(), u64::MAX, 6 * MIB).await;
    let dir = tempfile::tempdir().unwrap();
    let (file, state) = (dir.path().join("big"), dir.path().join("state"));
    let whole = content(40 * MIB, 4);
    std::fs::write(&file, &whole).unwrap();
    let new = || NewArtifact::new().scope(Scope::User);
    let put = |client: artigrid_client::Client| {
        client.artifacts().upload(Source::path(&file), new()).state_file(&state)
    };
    let once = RetryPolicy { attempts: 1, ..RetryPolicy::default() };
    let hasty = artigrid_client::Client::builder().address(&relay.address).user("ana").retry(once).build();
    put(hasty.unwrap()).await.unwrap_err();
    assert!(state.exists());
    let ana = server.raw(Who::user("ana"));
    let listed = ana.artifacts().list_uploads(v1::ListUploadsRequest::default()).await.unwrap().into_inner();
    let begun = listed.uploads.into_iter().next().unwrap();
    eventually("something is safe", || async { persisted(&look(&ana, &begun.id).await.unwrap()) > 0 }).await;

    let mut other = whole.clone();
    other[5] ^= 1;
    std::fs::write(&file, &other).unwrap();
    let changed = put(server.user("ana")).await.unwrap_err();
    assert!(changed.message().contains("has changed"), "{changed}");
    std::fs::write(&file, &whole).unwrap();
    let made = put(server.user("ana")).await.unwrap();
    assert_eq!(made.id, begun.artifact_id);
    assert!(!state.exists());
    assert!(read_back(&server, "ana", &made.id).await == whole);
}
