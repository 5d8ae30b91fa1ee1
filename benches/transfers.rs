//! Content of 64 KiB to 1 GiB, up and down, one transfer at a time.

use crate::baseline_tcp::Tcp;
use crate::child::Server;
use crate::client::{Client, Digests};
use crate::ours::{self, Ours, Storage};
use crate::report::Report;
use crate::{Effort, GIB, KIB, MIB, Outcome, baseline_disk, client};
use std::time::Duration;

/// Small transfers are repeated until they have moved this much, so that a clock can tell them apart.
const ENOUGH: u64 = 64 * MIB;
const MOST_TRANSFERS: u64 = 256;

const BARE: [(&str, &str, Digests); 3] = [
    ("bare", "none", Digests::None),
    ("bare, crc32c", "crc32c", Digests::Crc32c),
    ("bare, crc32c + sha256", "sha256", Digests::Sha256),
];

pub(crate) async fn measure(effort: Effort) -> Outcome<Report> {
    let mut report = Report::new("transfers", "MB/s", effort.quick);
    let sizes: &[u64] =
        if effort.quick { &[64 * KIB, MIB, 64 * MIB] } else { &[64 * KIB, MIB, 64 * MIB, GIB] };
    let mut tcp = Tcp::start().await?;
    for &size in sizes {
        for _ in 0..effort.repetitions {
            round(&mut report, &mut tcp, size).await?;
        }
        let (up, down) = rows(size);
        report.mark(&up, "ours, memory", "bare, crc32c + sha256", Some(0.75));
        report.mark(&up, "ours, files", "disk", Some(0.70));
        report.mark(&down, "ours, memory", "bare, crc32c", Some(0.70));
        report.mark(&down, "ours, files", "bare, crc32c", Some(0.70));
    }
    Ok(report)
}

/// Every contender once.
async fn round(report: &mut Report, tcp: &mut Tcp, size: u64) -> Outcome<()> {
    let (up, down) = rows(size);
    let times = (ENOUGH / size).clamp(1, MOST_TRANSFERS);
    let rate = |took: Duration| (size * times) as f64 / 1e6 / took.as_secs_f64();

    let (mut sent, mut received) = (Duration::ZERO, Duration::ZERO);
    for _ in 0..times {
        sent += tcp.up(size).await?;
        received += tcp.down(size).await?;
    }
    report.add(&up, "tcp", rate(sent));
    report.add(&down, "tcp", rate(received));

    for (name, argument, digests) in BARE {
        let server = Server::baseline(&["grpc", argument]).await?;
        let mut client = Client::connect(server.address).await?;
        let (sent, received) = there_and_back(&mut client, size, times, digests).await?;
        report.add(&up, name, rate(sent));
        // No server computes SHA-256 of what it sends.
        if digests != Digests::Sha256 {
            report.add(&down, name, rate(received));
        }
    }

    let content = client::content();
    let folder = ours::folder()?;
    let mut written = Duration::ZERO;
    for _ in 0..times {
        written += baseline_disk::sequential(folder.path(), &content, size)?;
    }
    report.add(&up, "disk", rate(written));

    for (name, storage) in [("ours, memory", Storage::Memory), ("ours, files", Storage::Files)] {
        let server = Ours::start(storage).await?;
        let mut client = Client::connect(server.address()).await?;
        let (sent, received) = there_and_back(&mut client, size, times, Digests::Crc32c).await?;
        report.add(&up, name, rate(sent));
        report.add(&down, name, rate(received));
    }
    Ok(())
}

/// So many uploads, then as many downloads. The first one of each is for warming up.
async fn there_and_back(
    client: &mut Client,
    size: u64,
    times: u64,
    digests: Digests,
) -> Outcome<(Duration, Duration)> {
    let (id, _) = client.upload(size.min(MIB), digests).await?;
    client.download(&id, size.min(MIB), digests).await?;

    let (mut sent, mut received) = (Duration::ZERO, Duration::ZERO);
    let mut ids = Vec::new();
    for _ in 0..times {
        let (id, took) = client.upload(size, digests).await?;
        sent += took;
        ids.push(id);
    }
    for id in ids {
        received += client.download(&id, size, digests).await?;
    }
    Ok((sent, received))
}

fn rows(size: u64) -> (String, String) {
    let size = match size {
        GIB.. => format!("{} GiB", size / GIB),
        MIB.. => format!("{} MiB", size / MIB),
        _ => format!("{} KiB", size / KIB),
    };
    (format!("{size} up"), format!("{size} down"))
}
