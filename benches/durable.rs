//! Small artifacts that survive a power cut once their call is answered, beside files made durable one by one.

use crate::client::{Client, calls};
use crate::ours::{self, Ours, Storage};
use crate::report::Report;
use crate::{Effort, KIB, Outcome, baseline_disk};
use std::time::Duration;

const CONTENT: u64 = KIB;
const LOOP: &str = "plain loop on one thread";

pub(crate) async fn measure(effort: Effort) -> Outcome<Report> {
    let mut report = Report::new("durable", "creations/s", effort.quick);
    let content = vec![7; usize::try_from(CONTENT)?];
    let period = Duration::from_millis(if effort.quick { 300 } else { 1_500 });
    for (callers, total) in [(1, 1_500), (32, 8_000), (128, 12_000)] {
        let row = format!("create, 1 KiB, {callers} at once");
        let total = if effort.quick { total / 4 } else { total };
        for _ in 0..effort.repetitions {
            let folder = ours::folder()?;
            report.add(&row, LOOP, baseline_disk::durable_loop(folder.path(), &content, period)?);
            report.add(&row, "ours, files", creations(callers, total).await?);
        }
        report.mark(&row, "ours, files", LOOP, (callers == 128).then_some(1.5));
    }
    Ok(report)
}

async fn creations(callers: usize, total: usize) -> Outcome<f64> {
    let server = Ours::start(Storage::Files).await?;
    let client = Client::connect(server.address()).await?;
    let create = |mut client: Client, _| async move { client.create(CONTENT).await.map(drop) };
    calls(&client, callers, callers * 2, create).await?; // warms up
    calls(&client, callers, total, create).await
}
