//! Clients that do a bit of everything until the server is gone, and the moment at which it is killed.
//!
//! The moment is a count of events (an intent, a chunk that was handed over, an answer), so that it falls into the work
//! however fast the machine is; the client that reaches it pulls the trigger itself.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use artigrid_client::{Artifact, Changes, Client, Error, NewArtifact, Reason, Scope, Source};
use bytes::Bytes;
use futures::stream;
use rand::rngs::SmallRng;
use rand::{RngExt as _, SeedableRng as _};
use tokio::task::JoinSet;

use super::content::Label;
use super::journal::{Ended, Intent, Journal};
use super::server::Server;

/// Clients at once.
const CLIENTS: u64 = 8;
/// Artifacts that one user may have before they are rather deleted than made.
const ENOUGH: usize = 24;
/// Content larger than this goes by a stream, smaller by one message.
pub(super) const LARGEST: usize = 1_500_000;
/// Longer than any run of these tests.
const TTL: Duration = Duration::from_hours(20);

/// A server, its journal, and the end that awaits it.
pub(super) struct Round {
    server: Arc<Server>,
    journal: Arc<Mutex<Journal>>,
    events_left: AtomicI64,
    hesitation: u32,
    fired: AtomicBool,
}

impl Round {
    /// A round that ends with a kill at the `events`-th event and some turns of the scheduler.
    pub(super) fn new(server: Server, journal: &Arc<Mutex<Journal>>, events: i64, hesitation: u32) -> Self {
        let events_left = AtomicI64::new(events);
        let (server, journal) = (Arc::new(server), Arc::clone(journal));
        Self { server, journal, events_left, hesitation, fired: AtomicBool::new(false) }
    }

    /// Runs the clients until the kill, and waits for the process's end.
    pub(super) async fn run(self, seed: u64) {
        let round = Arc::new(self);
        let mut clients = JoinSet::new();
        for number in 0..CLIENTS {
            let user = if number % 2 == 0 { "ana" } else { "ben" };
            let rng = SmallRng::seed_from_u64(seed ^ (number << 32));
            let client = round.server.user(user);
            let on_chunk: OnChunk = Arc::new({
                let round = Arc::clone(&round);
                move || round.event()
            });
            let hand = Hand { client, rng, largest: LARGEST, on_chunk };
            let at_work = AtWork { round: Arc::clone(&round), user, hand };
            clients.spawn(at_work.until_the_end());
        }
        while let Some(done) = clients.join_next().await {
            done.unwrap();
        }
        round.server.ended().await;
    }

    fn journal(&self) -> MutexGuard<'_, Journal> {
        self.journal.lock().unwrap()
    }

    fn event(&self) {
        if self.events_left.fetch_sub(1, Ordering::SeqCst) != 1 {
            return;
        }
        for _ in 0..self.hesitation {
            std::thread::yield_now();
        }
        self.fired.store(true, Ordering::SeqCst);
        self.server.kill();
    }
}

struct AtWork {
    round: Arc<Round>,
    user: &'static str,
    hand: Hand,
}

impl AtWork {
    async fn until_the_end(mut self) {
        while !self.round.fired.load(Ordering::SeqCst) {
            let live = self.round.journal().live(self.user);
            let intent = self.hand.choose(&live);
            let begun = self.round.journal().begin(intent.clone());
            self.round.event();
            match self.hand.carry_out(intent).await {
                Ok(artifact) => {
                    let id = artifact.map(|artifact| artifact.id);
                    self.round.journal().end(self.user, begun, Ended::Acknowledged(id));
                }
                // Somebody else's delete came first.
                Err(error) if error.reason() == Reason::ArtifactNotFound => {
                    self.round.journal().end(self.user, begun, Ended::Refused);
                }
                // Whether it was done, nobody knows.
                Err(error) => {
                    let fired = self.round.fired.load(Ordering::SeqCst);
                    assert!(
                        fired,
                        "the server failed before it was killed: {error:?}\n{}",
                        self.round.server.said()
                    );
                }
            }
            self.round.event();
        }
    }
}

/// What is told of each chunk that was handed over.
type OnChunk = Arc<dyn Fn() + Send + Sync>;

/// One client: what it chooses to do, and how it does it.
pub(super) struct Hand {
    pub(super) client: Client,
    pub(super) rng: SmallRng,
    /// The most that one artifact holds.
    pub(super) largest: usize,
    pub(super) on_chunk: OnChunk,
}

impl Hand {
    /// A change, of one of these if it is not a new one.
    pub(super) fn choose(&mut self, live: &[String]) -> Intent {
        let one = |rng: &mut SmallRng| live[rng.random_range(0..live.len())].clone();
        let dice = if live.is_empty() { 0 } else { self.rng.random_range(0..100) };
        match dice {
            0..45 if live.len() < ENOUGH => Intent::Create(self.label(), self.name()),
            0..60 => Intent::Replace(one(&mut self.rng), self.label()),
            60..75 => Intent::Rename(one(&mut self.rng), self.name()),
            _ => Intent::Delete(one(&mut self.rng)),
        }
    }

    /// Empty, of one row, of one message, of a stream.
    fn label(&mut self) -> Label {
        let size = match self.rng.random_range(0..10) {
            0 => 0,
            1..4 => self.rng.random_range(1..=4_096),
            4..7 => self.rng.random_range(4_097..=262_144),
            _ => self.rng.random_range(262_145..=self.largest),
        };
        Label { seed: self.rng.random(), size }
    }

    fn name(&mut self) -> String {
        format!("dir-{}/{:08x}", self.rng.random_range(0..3), self.rng.random::<u32>())
    }

    pub(super) async fn carry_out(&mut self, intent: Intent) -> Result<Option<Artifact>, Error> {
        let artifacts = self.client.artifacts();
        match intent {
            Intent::Create(label, name) => {
                let scope = if self.rng.random_ratio(1, 3) { Scope::Session } else { Scope::User };
                let new = NewArtifact::new().scope(scope).filename(name).summary(label.to_string()).ttl(TTL);
                let on_chunk = Arc::clone(&self.on_chunk);
                let upload = artifacts.upload(self.source(label), new).on_progress(move |_| on_chunk());
                upload.await.map(Some)
            }
            Intent::Replace(id, label) => {
                let changes = Changes::new().summary(label.to_string());
                let on_chunk = Arc::clone(&self.on_chunk);
                let upload =
                    artifacts.replace(id, self.source(label), changes).on_progress(move |_| on_chunk());
                upload.await.map(Some)
            }
            Intent::Rename(id, name) => artifacts.update(id, Changes::new().filename(name)).await.map(Some),
            Intent::Delete(id) => artifacts.delete(id).await.map(|()| None),
        }
    }

    /// Bytes at hand, or a stream that does not say how long it is.
    fn source(&mut self, label: Label) -> Source {
        let bytes = Bytes::from(label.bytes());
        if self.rng.random_ratio(2, 3) {
            return Source::bytes(bytes);
        }
        let step = self.rng.random_range(10_000..=300_000);
        let pieces: Vec<_> =
            (0..bytes.len()).step_by(step).map(|at| bytes.slice(at..bytes.len().min(at + step))).collect();
        Source::stream(stream::iter(pieces.into_iter().map(Ok)))
    }
}
