//! Redis, Postgres and S3 in trouble under a load; `tests/heavy faults_under_load` has the times.

use std::time::Duration;

use crate::world::{
    Backends, Dependency, Misbehaviour, Ordeal, Trouble, Uploads, go_through, seed, upload_to_s3,
};

const CALLERS: u64 = 4;

fn small() -> Ordeal {
    Ordeal { callers: CALLERS, lasts: Duration::ZERO, timed: false, seed: seed() }
}

/// Stopped, then killed, and back each time.
async fn hangs_and_dies(dependency: Dependency) {
    let Some(backends) = Backends::start(&[dependency]) else { return };
    go_through(backends, &[Trouble::Stopped(dependency), Trouble::Killed(dependency)], small()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c7_a_redis_that_hangs_or_dies_refuses_what_needs_it_and_loses_nothing() {
    hangs_and_dies(Dependency::Sessions).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c7_a_postgres_that_hangs_or_dies_refuses_what_needs_it_and_loses_nothing() {
    hangs_and_dies(Dependency::Catalog).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c7_an_s3_that_hangs_or_dies_refuses_what_needs_it_and_loses_nothing() {
    hangs_and_dies(Dependency::Blobs).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c7_an_s3_that_fails_throttles_cuts_or_hangs_leaves_no_part_of_anything() {
    let Some(backends) = Backends::start(&[Dependency::Blobs]) else { return };
    let backends = backends.behind_an_endpoint().await;
    go_through(backends, &Misbehaviour::ALL.map(Trouble::Misbehaves), small()).await;
}

/// `tests/heavy s3_uploads_fit_in_memory` has the large ones, and the pools that the server has by itself.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c2_uploads_to_s3_take_the_memory_that_the_formula_says() {
    let uploads = Uploads { at_once: 6, mib: 32, parts_mib: 16, messages: 4 };
    assert!(uploads.formula() < uploads.at_once * 32, "content that fits into the bound proves nothing");
    let Some(resident) = upload_to_s3(uploads, seed()).await else { return };
    assert!(resident.peak <= resident.before + uploads.formula(), "{resident:?}");
}
