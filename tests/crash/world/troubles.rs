//! What a server leans on hangs, dies or misbehaves under a load, and comes back.
//!
//! While it is in trouble a call either works or ends by saying that one may come again, and which dependency it was; none
//! goes on for ever. When it is back, the load goes on by itself. At the end, after a restart, a journal tells whether
//! everything that was answered is there, whole, and whether anything is left of what was not.
//!
//! A trouble lasts until the load has felt it, however fast the machine is. Only the heavy proof also asks for a time, and
//! holds the figures against the configured ones.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use artigrid_client::{Code, Error, NewArtifact, Origin, Reason, Scope, Source};
use rand::rngs::SmallRng;
use rand::{RngExt as _, SeedableRng as _};
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout};

use super::backends::{Backends, Dependency};
use super::content::Label;
use super::endpoint::Fault;
use super::journal::{Ended, Journal};
use super::load::Hand;
use super::server::{Launch, Server};
use super::wait::eventually_within;
use super::wire::{list_all, read_all_back};

/// Never waited for by a proof that passes.
const TOO_LONG: Duration = Duration::from_mins(2);
/// Content larger than a part of S3, which is 5 MiB here.
const LARGEST: usize = 6 << 20;
/// More requests than come while a fault lasts.
const LASTING: usize = usize::MAX;
/// Soon after the dependency's first good answer.
const SOON: Duration = Duration::from_secs(1);

/// What befalls a dependency.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Trouble {
    /// Its process is stopped: connections are taken, nothing is answered.
    Stopped(Dependency),
    /// Its process is killed, and started again on what it left.
    Killed(Dependency),
    /// S3 answers, and not well.
    Misbehaves(Misbehaviour),
}

/// How S3 misbehaves.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Misbehaviour {
    /// Says 500 to everything.
    Fails,
    /// Says 503 SlowDown to everything.
    Throttles,
    /// Breaks off every body before its first byte. (One that breaks off later is taken up again, and so comes whole.)
    Cuts,
    /// Takes every request and never answers.
    Hangs,
    /// Closes every connection without an answer.
    Closes,
}

impl Misbehaviour {
    /// All of them.
    pub(crate) const ALL: [Self; 5] = [Self::Fails, Self::Throttles, Self::Cuts, Self::Hangs, Self::Closes];

    /// To which requests, and what.
    fn fault(self) -> (&'static str, Fault) {
        match self {
            Self::Fails => ("", Fault::Answer(500, "InternalError")),
            Self::Throttles => ("", Fault::Answer(503, "SlowDown")),
            Self::Cuts => ("GET", Fault::Cut(0)),
            Self::Hangs => ("", Fault::Hang),
            Self::Closes => ("", Fault::Close),
        }
    }
}

impl Trouble {
    fn dependency(self) -> Dependency {
        match self {
            Self::Stopped(dependency) | Self::Killed(dependency) => dependency,
            Self::Misbehaves(..) => Dependency::Blobs,
        }
    }

    fn begin(self, backends: &mut Backends) {
        match self {
            Self::Stopped(dependency) => backends.signal(dependency, "STOP"),
            Self::Killed(dependency) => backends.kill(dependency),
            Self::Misbehaves(how) => {
                let (requests, fault) = how.fault();
                backends.endpoint().arm(requests, fault, LASTING);
            }
        }
    }

    /// Until it is well again, and says so itself.
    fn end(self, backends: &mut Backends) {
        match self {
            Self::Stopped(dependency) => backends.signal(dependency, "CONT"),
            Self::Killed(dependency) => backends.restart(dependency),
            Self::Misbehaves(..) => backends.endpoint().heal(),
        }
    }
}

/// How much of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ordeal {
    /// Who change and read at once.
    pub(crate) callers: u64,
    /// How long each trouble lasts at least.
    pub(crate) lasts: Duration,
    /// Are times held against what was configured?
    pub(crate) timed: bool,
    pub(crate) seed: u64,
}

/// What happened since the last trouble began.
#[derive(Default)]
struct Felt {
    /// Ended by an error.
    refused: u64,
    /// The longest of these.
    slowest: Duration,
    /// Worked, and began in it.
    worked: u64,
    /// Callers that did something that worked, begun after the end.
    well: Vec<u64>,
}

struct Scene {
    launch: Launch,
    server: Server,
    journal: Mutex<Journal>,
    felt: Mutex<Felt>,
    /// The trouble, or the last one.
    of: Mutex<Option<Dependency>>,
    /// Odd while there is trouble.
    season: AtomicU64,
    /// The load is to end.
    over: AtomicBool,
}

/// Goes through these troubles, one after the other, and looks at what is left.
pub(crate) async fn go_through(mut backends: Backends, troubles: &[Trouble], ordeal: Ordeal) {
    println!("{ordeal:?}");
    let dir = tempfile::tempdir().unwrap();
    let launch = backends.launch(dir.path()).flag("--free-after=1s").flag("--sweep-interval=1s");
    let server = launch.start().await;
    let scene = Arc::new(Scene {
        launch,
        server,
        journal: Mutex::default(),
        felt: Mutex::default(),
        of: Mutex::default(),
        season: AtomicU64::new(0),
        over: AtomicBool::new(false),
    });
    let mut callers = JoinSet::new();
    for number in 0..ordeal.callers {
        let caller = Caller::new(number, &scene, ordeal.seed);
        callers.spawn(caller.until_it_is_over());
    }
    scene.wait_until_all_are_well(ordeal, &mut callers).await;
    for trouble in troubles {
        scene.bear(*trouble, &mut backends, ordeal, &mut callers).await;
    }
    scene.over.store(true, Ordering::SeqCst);
    while let Some(done) = callers.join_next().await {
        done.unwrap();
    }
    Arc::into_inner(scene).expect("all callers have ended").look_back(&backends).await;
}

impl Scene {
    fn journal(&self) -> MutexGuard<'_, Journal> {
        self.journal.lock().unwrap()
    }

    fn felt(&self) -> MutexGuard<'_, Felt> {
        self.felt.lock().unwrap()
    }

    async fn bear(
        &self,
        trouble: Trouble,
        backends: &mut Backends,
        ordeal: Ordeal,
        callers: &mut JoinSet<()>,
    ) {
        *self.of.lock().unwrap() = Some(trouble.dependency());
        *self.felt() = Felt::default();
        self.season.fetch_add(1, Ordering::SeqCst);
        trouble.begin(backends);
        let began = Instant::now();
        wait(callers, "the load feels the trouble", || {
            began.elapsed() >= ordeal.lasts && self.felt().refused >= ordeal.callers
        })
        .await;
        let worked = self.felt().worked;
        trouble.end(backends);
        let back = Instant::now();
        let (well_after, last_refused) = self.first_good_answer(trouble.dependency(), back).await;
        self.felt().well.clear();
        self.wait_until_all_are_well(ordeal, callers).await;
        // From here on nothing excuses an error.
        self.season.fetch_add(1, Ordering::SeqCst);
        let (refused, slowest) = {
            let felt = self.felt();
            (felt.refused, felt.slowest)
        };
        println!(
            "{trouble:?}: {refused} refused, the slowest after {slowest:.1?}; {worked} worked meanwhile; \
             a call worked {well_after:.2?} after it was back"
        );
        if ordeal.timed {
            let patience = trouble.dependency().patience();
            assert!(slowest <= patience, "a refusal took {slowest:?}, more than {patience:?}");
            assert!(last_refused <= SOON, "who came {last_refused:?} after it was back was refused");
        }
    }

    /// Who comes now, and needs everything: bytes, a session, rows. Answers when that has worked, and how late the last one
    /// came that was refused.
    async fn first_good_answer(&self, dependency: Dependency, back: Instant) -> (Duration, Duration) {
        let mut last_refused = Duration::ZERO;
        let client = self.server.builder().user("eve").session("eve-s").build().unwrap();
        let bytes = Label { seed: 1, size: 20_000 }.bytes();
        while back.elapsed() < TOO_LONG {
            let came = back.elapsed();
            let new = NewArtifact::new().scope(Scope::Session);
            let outcome = async {
                let made = client.artifacts().upload(Source::bytes(bytes.clone()), new).await?;
                let read = client.artifacts().download(&made.id).bytes(bytes.len()).await?;
                assert!(read == bytes);
                client.artifacts().delete(&made.id).await
            };
            match outcome.await {
                Ok(()) => return (back.elapsed(), last_refused),
                Err(error) => {
                    assert_told_to_come_again(&error, dependency, &self.server);
                    last_refused = came;
                }
            }
        }
        panic!("{dependency:?} is back, and nothing works:\n{}", self.server.said());
    }

    async fn wait_until_all_are_well(&self, ordeal: Ordeal, callers: &mut JoinSet<()>) {
        wait(callers, "everybody gets on with it", || {
            (0..ordeal.callers).all(|number| self.felt().well.contains(&number))
        })
        .await;
    }

    /// After a restart: all that was answered is there, whole, and nothing else.
    async fn look_back(self, backends: &Backends) {
        self.server.stop().await;
        let server = self.launch.start().await;
        let mut journal = self.journal.into_inner().unwrap();
        let ids = read_all_back(&server, &mut journal).await;
        let artifacts = list_all(&server.admin().artifacts()).await;
        let strays = async || backends.left_in_the_bucket(&artifacts).await;
        match strays().await {
            None => {}
            // Others share the catalog: what was pending is not this server's to end before its deadline, an hour later.
            Some(left) if backends.share_the_catalog() => {
                println!("(objects, uploads) that wait in the bucket for their deadline: {left:?}");
            }
            Some(_) => {
                eventually_within(
                    TOO_LONG,
                    "nothing is left in the bucket of what was not answered",
                    || async { strays().await == Some((0, 0)) },
                )
                .await;
            }
        }
        println!("{} acknowledged changes, {} artifacts read back whole", journal.acknowledged, ids.len());
        server.stop().await;
    }
}

/// Waits, and fails as soon as one of the callers has.
async fn wait(callers: &mut JoinSet<()>, what: &str, come_true: impl Fn() -> bool) {
    let callers = Mutex::new(callers);
    eventually_within(TOO_LONG, what, || async {
        if let Some(ended) = callers.lock().unwrap().try_join_next() {
            ended.unwrap();
        }
        come_true()
    })
    .await;
}

/// Changes and reads, again and again.
struct Caller {
    number: u64,
    user: &'static str,
    scene: Arc<Scene>,
    hand: Hand,
}

impl Caller {
    fn new(number: u64, scene: &Arc<Scene>, seed: u64) -> Self {
        let user = if number.is_multiple_of(2) { "ana" } else { "ben" };
        let hand = Hand {
            client: scene.server.user(user),
            rng: SmallRng::seed_from_u64(seed ^ (number << 32)),
            largest: LARGEST,
            on_chunk: Arc::new(|| ()),
        };
        Self { number, user, scene: Arc::clone(scene), hand }
    }

    async fn until_it_is_over(mut self) {
        while !self.scene.over.load(Ordering::SeqCst) {
            let (season, began) = (self.scene.season.load(Ordering::SeqCst), Instant::now());
            let outcome = timeout(TOO_LONG, self.do_something()).await.expect("a call without an end");
            let mut felt = self.scene.felt();
            match outcome {
                Ok(()) => {
                    felt.worked += 1;
                    felt.well.push(self.number);
                }
                Err(error) => {
                    let calm = season.is_multiple_of(2) && self.scene.season.load(Ordering::SeqCst) == season;
                    assert!(!calm, "all was well, and yet: {error:?}\n{}", self.scene.server.said());
                    let of = self.scene.of.lock().unwrap().expect("there was trouble");
                    assert_told_to_come_again(&error, of, &self.scene.server);
                    felt.refused += 1;
                    felt.slowest = felt.slowest.max(began.elapsed());
                }
            }
        }
    }

    async fn do_something(&mut self) -> Result<(), Error> {
        let live = self.scene.journal().live(self.user);
        if !live.is_empty() && self.hand.rng.random_ratio(1, 3) {
            let id = &live[self.hand.rng.random_range(0..live.len())];
            return self.read(id).await;
        }
        let intent = self.hand.choose(&live);
        let begun = self.scene.journal().begin(intent.clone());
        match self.hand.carry_out(intent).await {
            Ok(artifact) => {
                let ended = Ended::Acknowledged(artifact.map(|artifact| artifact.id));
                self.scene.journal().end(self.user, begun, ended);
                Ok(())
            }
            // Somebody else's delete came first.
            Err(error) if error.reason() == Reason::ArtifactNotFound => {
                self.scene.journal().end(self.user, begun, Ended::Refused);
                Ok(())
            }
            // Whether it was done, nobody knows: the journal leaves it open.
            Err(error) => Err(error),
        }
    }

    /// What comes is whole, and is what its row says: an early end would be the worst of all answers.
    async fn read(&self, id: &str) -> Result<(), Error> {
        let read = async {
            let mut content = self.hand.client.artifacts().download(id).open().await?;
            let label: Label = content.artifact().summary.parse().expect("every artifact carries its label");
            let mut bytes = Vec::with_capacity(label.size);
            while let Some(piece) = content.next().await? {
                bytes.extend_from_slice(&piece);
            }
            assert!(bytes == label.bytes(), "other bytes than were sent: {id}");
            Ok::<(), Error>(())
        };
        match read.await {
            // Somebody else has deleted or replaced it, and what it was is freed after a second.
            Err(error) if matches!(error.reason(), Reason::ArtifactNotFound | Reason::VersionGone) => Ok(()),
            outcome => outcome,
        }
    }
}

/// That it may come again, when, and which dependency it was that failed.
#[track_caller]
fn assert_told_to_come_again(error: &Error, dependency: Dependency, server: &Server) {
    let said = || format!("{error:?}\n{}", server.said());
    assert_eq!(error.origin(), Origin::Server, "{}", said());
    assert_eq!((error.reason(), error.code()), (Reason::BackendUnavailable, Code::Unavailable), "{}", said());
    assert!(error.retryable() && error.retry_after().is_some(), "{}", said());
    assert_eq!(error.metadata().get("dependency").map(String::as_str), Some(dependency.name()), "{}", said());
}
