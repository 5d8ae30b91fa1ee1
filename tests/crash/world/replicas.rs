//! Several servers over one Postgres, one Redis and one bucket: a mixed load on all of them, and one after the other is
//! killed and comes back on its port.
//!
//! Every answer is held against what another replica says at once: what one has acknowledged the others know. Whatever
//! fails must have failed at a server that was about to be killed.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use artigrid_client::{Client, Error, NewArtifact, Reason, Scope, Source};
use artigrid_test_services::free_port;
use rand::rngs::SmallRng;
use rand::{RngExt as _, SeedableRng as _};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::content::Label;
use super::journal::{Ended, Intent, Journal};
use super::load::{Hand, LARGEST};
use super::server::{Launch, Server};
use super::shared::Shared;
use super::wait::{eventually, eventually_within};
use super::wire::{read_all_back, sweep_once};

/// How many servers there are.
pub(super) const REPLICAS: usize = 3;
/// Clients at once; each goes from replica to replica.
const CLIENTS: u64 = 9;
/// The longest time between two kills, and the longest absence, in events of the clients.
const EVENTS_MAX: u64 = 300;
/// A killed process keeps its turn for a minute.
const TURN_PASSES: Duration = Duration::from_mins(2);

/// A server in its place.
#[derive(Clone)]
pub(crate) struct Replica {
    pub(crate) server: Arc<Server>,
    /// Whatever fails there from now on is excused.
    doomed: Arc<AtomicBool>,
}

/// The servers, each on a port of its own.
pub(crate) struct Replicas {
    launches: Vec<Launch>,
    running: Mutex<Vec<Replica>>,
}

impl Replicas {
    /// Starts them all at once, on an empty database: one of them makes its tables.
    pub(crate) async fn start(launch: &Launch) -> Self {
        let launches: Vec<_> = (0..REPLICAS).map(|_| launch.clone().port(free_port())).collect();
        let running = futures::future::join_all(launches.iter().map(begin)).await;
        Self { launches, running: Mutex::new(running) }
    }

    /// The one in this place, or what was there last.
    pub(crate) fn at(&self, place: usize) -> Replica {
        self.running.lock().unwrap()[place % REPLICAS].clone()
    }

    async fn kill(&self, place: usize) {
        let replica = self.at(place);
        replica.doomed.store(true, Ordering::SeqCst);
        replica.server.kill();
        replica.server.ended().await;
    }

    /// Starts it again where it was.
    pub(crate) async fn restart(&self, place: usize) {
        let fresh = begin(&self.launches[place]).await;
        self.running.lock().unwrap()[place] = fresh;
    }

    /// Ends all of them, and each must end well.
    pub(crate) async fn stop(self) {
        for replica in self.running.into_inner().unwrap() {
            replica.server.terminate().await;
            assert_eq!(replica.server.ended().await.code(), Some(0), "{}", replica.server.said());
        }
    }
}

async fn begin(launch: &Launch) -> Replica {
    Replica { server: Arc::new(launch.start().await), doomed: Arc::default() }
}

/// The proof while it runs.
struct Stage {
    replicas: Replicas,
    journal: Mutex<Journal>,
    events: watch::Sender<u64>,
    over: AtomicBool,
    /// Answers that another replica has confirmed.
    confirmed: AtomicU64,
}

impl Stage {
    fn journal(&self) -> MutexGuard<'_, Journal> {
        self.journal.lock().unwrap()
    }

    fn event(&self) {
        self.events.send_modify(|events| *events += 1);
    }

    async fn wait_for(&self, more: u64) {
        let mut events = self.events.subscribe();
        let until = *events.borrow() + more;
        events.wait_for(|events| *events >= until).await.unwrap();
    }
}

/// One client of the load, at one replica at a time.
struct Caller {
    stage: Arc<Stage>,
    user: &'static str,
    place: usize,
    hand: Hand,
    /// A client for each replica, made of the server that was there.
    clients: Vec<Option<(Replica, Client)>>,
}

impl Caller {
    async fn until_the_end(mut self) {
        while !self.stage.over.load(Ordering::SeqCst) {
            self.place += 1;
            let (replica, client) = self.client(self.place);
            self.hand.client = client;
            let live = self.stage.journal().live(self.user);
            let intent = self.hand.choose(&live);
            let begun = self.stage.journal().begin(intent.clone());
            let outcome = self.hand.carry_out(intent.clone()).await;
            self.stage.event();
            let id = match outcome {
                Ok(artifact) => {
                    let made = artifact.map(|artifact| artifact.id);
                    self.stage.journal().end(self.user, begun, Ended::Acknowledged(made.clone()));
                    made.or(id_of(intent))
                }
                // Somebody else's delete came first.
                Err(error) if error.reason() == Reason::ArtifactNotFound => {
                    self.stage.journal().end(self.user, begun, Ended::Refused);
                    None
                }
                // Whether it was done, nobody knows.
                Err(error) => {
                    excused(&replica, &error);
                    None
                }
            };
            if let Some(id) = id {
                self.ask_another(&id).await;
            }
        }
    }

    /// What one has answered another says at once.
    async fn ask_another(&mut self, id: &str) {
        let (replica, client) = self.client(self.place + 1);
        let asked = self.stage.journal().as_of_now(id);
        match read_whole(&client, id).await {
            Ok(found) => self.stage.journal().check_read(&asked, id, found.as_ref()),
            Err(error) => return excused(&replica, &error),
        }
        self.stage.confirmed.fetch_add(1, Ordering::Relaxed);
    }

    fn client(&mut self, place: usize) -> (Replica, Client) {
        let replica = self.stage.replicas.at(place);
        let kept = &mut self.clients[place % REPLICAS];
        match kept {
            Some((of, client)) if Arc::ptr_eq(&of.server, &replica.server) => (replica, client.clone()),
            Some(_) | None => {
                let client = replica.server.user(self.user);
                *kept = Some((replica.clone(), client.clone()));
                (replica, client)
            }
        }
    }
}

fn id_of(intent: Intent) -> Option<String> {
    match intent {
        Intent::Create(..) => None,
        Intent::Replace(id, _) | Intent::Rename(id, _) | Intent::Delete(id) => Some(id),
    }
}

/// Fails the proof unless the server was about to be killed.
fn excused(replica: &Replica, error: &Error) {
    let doomed = replica.doomed.load(Ordering::SeqCst);
    assert!(doomed, "a server failed that was not killed: {error:?}\n{}", replica.server.said());
}

/// The artifact, after its bytes were held against its label; `None` if there is none.
async fn read_whole(client: &Client, id: &str) -> Result<Option<artigrid_client::Artifact>, Error> {
    let gone = |error: &Error| matches!(error.reason(), Reason::ArtifactNotFound | Reason::VersionGone);
    let mut content = match client.artifacts().download(id).open().await {
        Ok(content) => content,
        Err(error) if gone(&error) => return Ok(None),
        Err(error) => return Err(error),
    };
    let artifact = content.artifact().clone();
    let mut bytes = Vec::new();
    while let Some(more) = content.next().await? {
        bytes.extend_from_slice(&more);
    }
    let label: Label = artifact.summary.parse().unwrap();
    assert!(bytes == label.bytes(), "other bytes than were sent: {artifact:?}");
    Ok(Some(artifact))
}

/// Kills a replica so often under load, and looks what all of them say then.
pub(crate) async fn kill_replicas(kills: usize, seed: u64) {
    let Some(backends) = Shared::fresh() else { return };
    println!("{kills} kills of {REPLICAS} replicas (ARTIGRID_TEST_SEED={seed} repeats the choices)");
    let launch = backends.launch().flag("--free-after=1s").flag("--sweep-interval=1s");
    let replicas = Replicas::start(&launch.flag("--sweep-orphan-age=0s")).await;
    let stage = Arc::new(Stage {
        replicas,
        journal: Mutex::default(),
        events: watch::Sender::new(0),
        over: AtomicBool::new(false),
        confirmed: AtomicU64::new(0),
    });
    let mut clients = JoinSet::new();
    for number in 0..CLIENTS {
        let user = if number % 2 == 0 { "ana" } else { "ben" };
        let rng = SmallRng::seed_from_u64(seed ^ (number << 32));
        let place = usize::try_from(number).unwrap();
        let client = stage.replicas.at(place).server.user(user);
        let told = Arc::clone(&stage);
        let hand = Hand { client, rng, largest: LARGEST, on_chunk: Arc::new(move || told.event()) };
        let clients_of = (0..REPLICAS).map(|_| None).collect();
        let caller = Caller { stage: Arc::clone(&stage), user, place, hand, clients: clients_of };
        clients.spawn(caller.until_the_end());
    }
    let killing = kill_now_and_then(Arc::clone(&stage), kills, SmallRng::seed_from_u64(seed));
    tokio::pin!(killing);
    // A client that ends before the end has found something.
    tokio::select! {
        () = &mut killing => {}
        ended = clients.join_next() => { ended.unwrap().unwrap(); }
    }
    while let Some(done) = clients.join_next().await {
        done.unwrap();
    }
    let stage = Arc::into_inner(stage).expect("every client has ended");
    look(stage, &backends).await;
}

async fn kill_now_and_then(stage: Arc<Stage>, kills: usize, mut rng: SmallRng) {
    for _ in 0..kills {
        stage.wait_for(rng.random_range(1..=EVENTS_MAX)).await;
        let victim = rng.random_range(0..REPLICAS);
        stage.replicas.kill(victim).await;
        // The others go on without it.
        stage.wait_for(rng.random_range(1..=EVENTS_MAX)).await;
        stage.replicas.restart(victim).await;
    }
    stage.wait_for(1).await;
    stage.over.store(true, Ordering::SeqCst);
}

async fn look(stage: Stage, backends: &Shared) {
    let Stage { replicas, journal, confirmed, .. } = stage;
    let mut journal = journal.into_inner().unwrap();
    let mut told: Vec<BTreeSet<String>> = Vec::new();
    for place in 0..REPLICAS {
        let ids = read_all_back(&replicas.at(place).server, &mut journal).await;
        told.push(ids.iter().map(|id| id.replace('-', "")).collect());
    }
    assert!(told.iter().all(|ids| *ids == told[0]), "replicas list different things: {told:?}");
    assert_eq!(sweep_once(&replicas.at(0).server).await, 0, "reported and left alone");
    assert_eq!(backends.inspect().await, told[0], "rows and listings differ");
    the_turn_passes_on(&replicas, backends).await;
    replicas.stop().await;
    let confirmed = confirmed.into_inner();
    assert!(confirmed > 0, "no answer was held against another replica's");
    println!(
        "{} acknowledged changes, {confirmed} confirmed by another replica, {} artifacts read back whole",
        journal.acknowledged,
        told[0].len(),
    );
}

/// Whoever swept is killed, with all others: among those that come back somebody frees what is due.
async fn the_turn_passes_on(replicas: &Replicas, backends: &Shared) {
    eventually("somebody sweeps", || async { backends.sweeper().await.is_some() }).await;
    let before = backends.sweeper().await;
    for place in 0..REPLICAS {
        replicas.kill(place).await;
        replicas.restart(place).await;
    }
    let admin = replicas.at(0).server.admin();
    let short = NewArtifact::new().scope(Scope::Sandbox).ttl(Duration::from_secs(1));
    let content = Label { seed: 1, size: 100_000 }.bytes();
    admin.artifacts().upload(Source::bytes(content), short).await.unwrap();
    for scope in [Scope::Session, Scope::User] {
        let all = artigrid_client::ListArtifacts::new().scope(scope);
        let pages: Vec<_> = futures::TryStreamExt::try_collect(admin.artifacts().list(all)).await.unwrap();
        for artifact in pages.into_iter().flat_map(|page: artigrid_client::ArtifactPage| page.artifacts) {
            replicas.at(1).server.admin().artifacts().delete(&artifact.id).await.unwrap();
        }
    }
    eventually_within(TURN_PASSES, "what is due is freed", || async { backends.kept().await == 0 }).await;
    assert_ne!(backends.sweeper().await, before, "a dead process frees nothing");
    assert_eq!(backends.inspect().await.len(), 0);
}
