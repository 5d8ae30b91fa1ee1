//! SIGKILL at random moments under a mixed load, and what must hold after each.
//!
//! On files, others have put things into our directory before we came; and after each kill lies there what the worst
//! kill of all might leave, bytes under a key of ours without a row. One sweep frees the latter and reports the former.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use artigrid::chance::{Chance, SystemChance};
use rand::rngs::SmallRng;
use rand::{RngExt as _, SeedableRng as _};

use super::journal::Journal;
use super::leftovers::{FOREIGN, inspect, plant_foreign, plant_orphan};
use super::load::Round;
use super::server::{Launch, Profile};
use super::wire::{read_all_back, sweep_once};

/// The longest life of a server, in events of its clients.
const EVENTS_MAX: i64 = 400;
/// How often at most the scheduler gets a turn between an event and the kill.
const HESITATION_MAX: u32 = 2_000;

/// How often, and on what.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    pub(crate) profile: Profile,
    pub(crate) kills: usize,
    pub(crate) seed: u64,
}

/// A seed that was never used before, unless `ARTIGRID_TEST_SEED` was set when the test was built.
pub(crate) fn seed() -> u64 {
    let fresh = || u64::from_le_bytes((&SystemChance as &dyn Chance).bytes());
    option_env!("ARTIGRID_TEST_SEED").map_or_else(fresh, |seed| seed.parse().unwrap())
}

/// Kills, starts again, looks; as often as planned, on one data directory that grows old.
pub(crate) async fn kill_again_and_again(plan: Plan) {
    println!("{plan:?} (ARTIGRID_TEST_SEED={} repeats the choices)", plan.seed);
    let dir = tempfile::tempdir().unwrap();
    // What was replaced or deleted is freed within the round, so that kills fall into that, too.
    let launch = Launch::on(dir.path(), plan.profile).flag("--free-after=1s").flag("--sweep-interval=1s");
    let launch = launch.flag("--sweep-orphan-age=0s");
    let foreign = if plan.profile == Profile::Files { FOREIGN.len() } else { 0 };
    if plan.profile == Profile::Files {
        plant_foreign(dir.path());
    }
    let journal = Arc::new(Mutex::new(Journal::default()));
    let mut rng = SmallRng::seed_from_u64(plan.seed);
    let (mut read_back, mut bytes_left) = (0, 0);
    for kill in 1..=plan.kills {
        let (events, hesitation) = (rng.random_range(1..=EVENTS_MAX), rng.random_range(0..HESITATION_MAX));
        let round = Round::new(launch.start().await, &journal, events, hesitation);
        round.run(rng.random()).await;

        let orphan = (plan.profile == Profile::Files).then(|| plant_orphan(dir.path(), kill));
        let server = launch.start().await;
        // Nobody else has it now; out of its lock, so that no lock is held while the wire is waited for.
        let mut found = std::mem::take(&mut *journal.lock().unwrap());
        let ids = read_all_back(&server, &mut found).await;
        *journal.lock().unwrap() = found;
        assert_eq!(sweep_once(&server).await, foreign, "reported and left alone after kill {kill}");
        assert!(
            orphan.is_none_or(|orphan| !orphan.exists()),
            "an orphan outlived the sweep after kill {kill}"
        );
        server.stop().await;
        let keys = inspect(dir.path(), plan.profile).await;
        let on_wire: BTreeSet<String> = ids.iter().map(|id| id.replace('-', "")).collect();
        assert_eq!(keys.artifacts, on_wire, "rows and listings differ after kill {kill}");
        read_back += ids.len();
        bytes_left = keys.bytes();
    }
    println!(
        "{:?}: {} kills, {} acknowledged changes, {read_back} artifacts read back whole, {bytes_left} bytes at the end",
        plan.profile,
        plan.kills,
        journal.lock().unwrap().acknowledged,
    );
}
