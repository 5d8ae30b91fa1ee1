//! What survives a kill.

use crate::world::{Plan, Profile, kill_again_and_again, seed};

/// `tests/heavy hundred_kills` has the large number.
const KILLS: usize = 10;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c4_c6_a_kill_at_any_moment_leaves_what_was_acknowledged_and_nothing_else_on_files() {
    kill_again_and_again(Plan { profile: Profile::Files, kills: KILLS, seed: seed() }).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c4_c6_a_kill_at_any_moment_leaves_what_was_acknowledged_and_nothing_else_on_sqlite() {
    kill_again_and_again(Plan { profile: Profile::Sqlite, kills: KILLS, seed: seed() }).await;
}
