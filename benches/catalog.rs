//! What becomes of small calls as the catalog grows: a thousand artifacts of one user, then ten times as many.

use crate::client::{Client, calls};
use crate::ours::{Ours, Storage};
use crate::report::Report;
use crate::{Effort, KIB, Outcome};
use std::sync::{Arc, Mutex, PoisonError};

const CALLERS: usize = 32;
const CALLS: usize = 4_000;
/// The contenders are sizes of one catalog.
const SIZES: [(usize, &str); 3] = [(1_000, "1,000 rows"), (10_000, "10,000 rows"), (100_000, "100,000 rows")];

pub(crate) async fn measure(effort: Effort) -> Outcome<Report> {
    let mut report = Report::new("catalog", "calls/s", effort.quick);
    let sizes = if effort.quick { &SIZES[..2] } else { &SIZES };
    let server = Ours::start(Storage::Files).await?;
    let client = Client::connect(server.address()).await?;
    let ids = Arc::new(Mutex::new(Vec::new()));
    for &(rows, name) in sizes {
        fill(&client, &ids, rows).await?;
        for _ in 0..effort.repetitions {
            let some = Arc::new(sample(&ids));
            let get = move |mut client: Client, index: usize| {
                let some = Arc::clone(&some);
                async move { client.get(&some[index % some.len()]).await }
            };
            report.add("get", name, calls(&client, CALLERS, CALLS, get).await?);
            let list = |mut client: Client, _| async move { client.list().await };
            report.add("list 10", name, calls(&client, CALLERS, CALLS, list).await?);
        }
        if rows > SIZES[0].0 {
            report.mark("get", name, SIZES[0].1, None);
            report.mark("list 10", name, SIZES[0].1, None);
        }
    }
    Ok(report)
}

/// Creates until there are so many.
async fn fill(client: &Client, ids: &Arc<Mutex<Vec<String>>>, rows: usize) -> Outcome<()> {
    let there = ids.lock().unwrap_or_else(PoisonError::into_inner).len();
    let keep = Arc::clone(ids);
    let create = move |mut client: Client, _| {
        let keep = Arc::clone(&keep);
        async move {
            let id = client.create(KIB).await?;
            keep.lock().unwrap_or_else(PoisonError::into_inner).push(id);
            Ok(())
        }
    };
    calls(client, CALLERS * 4, rows - there, create).await?;
    Ok(())
}

/// A thousand ids from all over the catalog, in no order that an index would like.
fn sample(ids: &Mutex<Vec<String>>) -> Vec<String> {
    const STEP: usize = 7_919; // a prime, so that it visits all before it returns
    let ids = ids.lock().unwrap_or_else(PoisonError::into_inner);
    (0..1_000).map(|index| ids[index * STEP % ids.len()].clone()).collect()
}
