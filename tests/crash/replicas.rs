//! Several servers over the same Postgres, Redis and S3.

use crate::world::{kill_replicas, seed};

/// `tests/heavy replicas_survive_kills` has the large number.
const KILLS: usize = 6;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn replicas_that_are_killed_lose_nothing_and_agree_with_each_other() {
    kill_replicas(KILLS, seed()).await;
}
