//! What it costs to ask Redis for a session, and small artifacts with Redis sessions beside the Python library's.
//!
//! Both use one Redis and one disk. Ours syncs what it answers and keeps its sums; the library does neither, and its
//! caller is in its own process while ours goes by gRPC. None of this is made up for.

use std::sync::{Arc, Mutex, PoisonError};

use artigrid_test_services::{Missing, Redis};

use crate::baseline_chuk::{Chuk, Rates};
use crate::client::{Client, calls};
use crate::ours::{Ours, Storage};
use crate::report::Report;
use crate::{Effort, KIB, MIB, Outcome, say_skipped};

/// Less than 30 % more time is more than this of the rate.
const CHECK_MARK: f64 = 1.0 / 1.3;
const SESSION: &str = "bench-session";
const OURS: &str = "ours, redis";
const LIBRARY: &str = "chuk-artifacts 0.7, redis";

/// `None`, loudly, where there is no Redis.
pub(crate) async fn measure(effort: Effort) -> Outcome<Option<Report>> {
    let redis = match Redis::start() {
        Ok(redis) => redis,
        Err(Missing(why)) => return Ok(say_skipped("sessions", &why)),
    };
    let mut report = Report::new("sessions", "calls/s", effort.quick);
    for callers in [1, 32] {
        checks(&mut report, effort, &redis, callers).await?;
    }
    match Chuk::install().await {
        Ok(chuk) => beside_the_library(&mut report, effort, &redis, &chuk).await?,
        Err(why) => drop(say_skipped::<()>("beside the Python library", &why.to_string())),
    }
    Ok(Some(report))
}

/// Reads of 1 KiB in session scope, by each provider in turn.
async fn checks(report: &mut Report, effort: Effort, redis: &Redis, callers: usize) -> Outcome<()> {
    let row = format!("read, 1 KiB, {callers} at once");
    let total = if callers == 1 { 2_000 } else { 12_000 } / if effort.quick { 4 } else { 1 };
    for _ in 0..effort.repetitions {
        for provider in ["redis", "memory", "catalog"] {
            let server = ours(provider, redis).await?;
            let client = Client::connect(server.address()).await?;
            let id: Arc<str> = client.clone().create_in(SESSION, KIB).await?.into();
            let read = move |mut client: Client, _| {
                let id = Arc::clone(&id);
                async move { client.read_in(SESSION, &id).await }
            };
            calls(&client, callers, total / 10, read.clone()).await?; // warms up
            report.add(&row, &format!("ours, {provider}"), calls(&client, callers, total, read).await?);
        }
    }
    report.mark(&row, OURS, "ours, memory", Some(CHECK_MARK));
    report.mark(&row, OURS, "ours, catalog", Some(CHECK_MARK));
    Ok(())
}

async fn beside_the_library(report: &mut Report, effort: Effort, redis: &Redis, chuk: &Chuk) -> Outcome<()> {
    for (size, total, at_least) in [(KIB, 800, 10.0), (MIB, 160, 3.0)] {
        for callers in [1, 32] {
            let total = if effort.quick { total / 4 } else { total };
            let row = |call: &str| format!("{call}, {} KiB, {callers} at once", size / KIB);
            for _ in 0..effort.repetitions {
                for (contender, rates) in [
                    (LIBRARY, chuk.measure(&redis.url(), size, callers, total).await?),
                    (OURS, ours_both(redis, size, callers, total).await?),
                ] {
                    report.add(&row("store"), contender, rates.store);
                    report.add(&row("retrieve"), contender, rates.retrieve);
                }
            }
            for call in ["store", "retrieve"] {
                report.mark(&row(call), OURS, LIBRARY, Some(at_least));
            }
        }
    }
    Ok(())
}

async fn ours_both(redis: &Redis, size: u64, callers: usize, total: usize) -> Outcome<Rates> {
    let server = ours("redis", redis).await?;
    let client = Client::connect(server.address()).await?;
    client.clone().create_in(SESSION, size).await?; // warms up
    let made = Arc::new(Mutex::new(Vec::with_capacity(total)));
    let keep = Arc::clone(&made);
    let create = move |mut client: Client, _| {
        let keep = Arc::clone(&keep);
        async move {
            let id = client.create_in(SESSION, size).await?;
            keep.lock().unwrap_or_else(PoisonError::into_inner).push(id);
            Ok(())
        }
    };
    let store = calls(&client, callers, total, create).await?;
    let ids = Arc::new(std::mem::take(&mut *made.lock().unwrap_or_else(PoisonError::into_inner)));
    let read = move |mut client: Client, index: usize| {
        let ids = Arc::clone(&ids);
        async move { client.read_in(SESSION, &ids[index]).await }
    };
    let retrieve = calls(&client, callers, total, read).await?;
    Ok(Rates { store, retrieve })
}

/// Files and SQLite on the disk, sessions seen through this provider.
async fn ours(provider: &str, redis: &Redis) -> Outcome<Ours> {
    let url = redis.url();
    Ours::start_with(Storage::Files, &[("SESSION_PROVIDER", provider), ("SESSION_REDIS_URL", &url)]).await
}
