//! A rolling restart: one replica after the other is told to end and comes back, while applications send and read large
//! content by the SDK and nothing else. They must see nothing of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use artigrid_client::{Client, NewArtifact, Scope, Source};
use bytes::Bytes;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::content::Label;
use super::replicas::{REPLICAS, Replicas};
use super::shared::Shared;

/// How many chunks each stream moves between two restarts, more or less.
const CHUNKS_ON: u64 = 4;

/// How many streams, of what.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rolling {
    /// Uploads at once, and as many downloads.
    pub(crate) streams: u64,
    /// How large each is.
    pub(crate) size: usize,
    pub(crate) seed: u64,
}

/// What the applications have done.
#[derive(Default)]
struct Score {
    over: AtomicBool,
    sent: AtomicU64,
    read: AtomicU64,
    /// Chunks that went up, and chunks that came down.
    up: watch::Sender<u64>,
    down: watch::Sender<u64>,
}

/// Waits until so many more chunks have moved.
async fn wait_for(chunks: &watch::Sender<u64>, more: u64) {
    let mut chunks = chunks.subscribe();
    let until = *chunks.borrow() + more;
    chunks.wait_for(|chunks| *chunks >= until).await.unwrap();
}

/// An application on its own client. It begins at one of the replicas, and knows all of them.
fn application(replicas: &Replicas, number: u64) -> Client {
    let begin = usize::try_from(number).unwrap();
    let addresses: Vec<_> =
        (begin..begin + REPLICAS).map(|place| replicas.at(place).server.address().to_owned()).collect();
    Client::builder().address(addresses.join(",")).user("ana").build().unwrap()
}

/// Sends content again and again, and answers what it has sent last.
async fn send(client: Client, score: Arc<Score>, label: Label) -> (String, Label) {
    let content = Bytes::from(label.bytes());
    let artifacts = client.artifacts();
    loop {
        let new = NewArtifact::new().scope(Scope::User);
        let upload = artifacts.upload(Source::bytes(content.clone()), new).resume_above(1 << 20);
        let progress = Arc::clone(&score);
        let upload = upload.on_progress(move |_| progress.up.send_modify(|chunks| *chunks += 1));
        let id = upload.await.unwrap_or_else(|error| panic!("upload of {label}: {error:?}")).id;
        score.sent.fetch_add(1, Ordering::Relaxed);
        if score.over.load(Ordering::SeqCst) {
            return (id, label);
        }
    }
}

/// Reads content again and again.
async fn read(client: Client, score: Arc<Score>, id: String, expected: Bytes) {
    while !score.over.load(Ordering::SeqCst) {
        assert_is(&client, &id, &expected, &score.down).await;
        score.read.fetch_add(1, Ordering::Relaxed);
    }
}

/// Reads it all, and holds it against what was sent as it comes.
async fn assert_is(client: &Client, id: &str, expected: &[u8], chunks: &watch::Sender<u64>) {
    let reading = async {
        let mut content = client.artifacts().download(id).open().await?;
        let mut offset = 0;
        while let Some(data) = content.next().await? {
            assert!(expected[offset..].starts_with(&data), "other bytes than were sent at {offset}");
            offset += data.len();
            chunks.send_modify(|chunks| *chunks += 1);
        }
        Ok::<_, artigrid_client::Error>(offset)
    };
    let offset = reading.await.unwrap_or_else(|error| panic!("download of {id}: {error:?}"));
    assert_eq!(offset, expected.len());
}

/// Restarts all replicas, one after the other, under these streams.
pub(crate) async fn rolling_restart(plan: Rolling) {
    let Some(backends) = Shared::fresh() else { return };
    println!("{plan:?} (ARTIGRID_TEST_SEED={} repeats the content)", plan.seed);
    // Too short for all streams to end by themselves.
    let launch = backends.launch().flag("--drain-timeout=1s").variable("ARTIGRID_LOG", "artigrid=debug");
    let replicas = Replicas::start(&launch).await;
    let kept = Label { seed: plan.seed, size: plan.size };
    let expected = Bytes::from(kept.bytes());
    let new = NewArtifact::new().scope(Scope::User);
    let source = Source::bytes(expected.clone());
    let id = application(&replicas, 0).artifacts().upload(source, new).await.unwrap().id;

    let score = Arc::new(Score::default());
    let (mut uploads, mut downloads) = (JoinSet::new(), JoinSet::new());
    for number in 0..plan.streams {
        let label = Label { seed: plan.seed ^ (number + 1), size: plan.size };
        uploads.spawn(send(application(&replicas, number), Arc::clone(&score), label));
        let (client, score) = (application(&replicas, number + 1), Arc::clone(&score));
        downloads.spawn(read(client, score, id.clone(), expected.clone()));
    }
    let mut told = 0;
    for place in 0..REPLICAS {
        let server = replicas.at(place).server;
        // On average each stream is some chunks on, and far from its end.
        wait_for(&score.up, plan.streams * CHUNKS_ON).await;
        wait_for(&score.down, plan.streams * CHUNKS_ON).await;
        server.terminate().await;
        assert_eq!(server.ended().await.code(), Some(0), "{}", server.said());
        told += server.said().matches("Draining").count();
        replicas.restart(place).await;
    }
    score.over.store(true, Ordering::SeqCst);
    while let Some(done) = downloads.join_next().await {
        done.unwrap();
    }
    let reader = application(&replicas, 0);
    while let Some(done) = uploads.join_next().await {
        let (id, label) = done.unwrap();
        assert_is(&reader, &id, &label.bytes(), &score.down).await;
    }
    replicas.stop().await;
    let (sent, read) = (score.sent.load(Ordering::Relaxed), score.read.load(Ordering::Relaxed));
    println!("{sent} uploads and {read} downloads, {told} of their streams were told to go on elsewhere");
    assert!(told > 0, "no stream was in the middle of anything");
}
