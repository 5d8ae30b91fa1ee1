//! Several servers over the same Postgres, Redis and S3.

use crate::world::{Rolling, kill_replicas, rolling_restart, seed};

/// `tests/heavy replicas_survive_kills` has the large number.
const KILLS: usize = 6;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn replicas_that_are_killed_lose_nothing_and_agree_with_each_other() {
    kill_replicas(KILLS, seed()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rolling_restart_is_seen_by_no_application() {
    rolling_restart(Rolling { streams: 4, size: 40 << 20, seed: seed() }).await;
}
