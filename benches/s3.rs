//! Content through us into a bucket and back, beside the same server driven directly.
//!
//! The content repeats, and garage keeps equal blocks once. So its disk is not what is measured but the way there, which
//! is where we stand; on a slower store our share of the time is smaller.

use std::time::Duration;

use artigrid_test_services::{Garage, Missing};

use crate::baseline_s3::Direct;
use crate::client::{Client, Digests};
use crate::ours::{Ours, Storage};
use crate::report::Report;
use crate::{Effort, GIB, MIB, Outcome, say_skipped};

/// Small transfers are repeated until they have moved this much, so that a clock can tell them apart.
const ENOUGH: u64 = 64 * MIB;
const MARK: f64 = 0.80;

/// `None`, loudly, where there is no S3 server.
pub(crate) async fn measure(effort: Effort) -> Outcome<Option<Report>> {
    let garage = match Garage::start() {
        Ok(garage) => garage,
        Err(Missing(why)) => return Ok(say_skipped("s3", &why)),
    };
    let mut report = Report::new("s3", "MB/s", effort.quick);
    let sizes: &[u64] = if effort.quick { &[MIB, 64 * MIB] } else { &[MIB, 64 * MIB, GIB] };
    for &size in sizes {
        for _ in 0..effort.repetitions {
            round(&mut report, &garage, size).await?;
        }
        for row in rows(size) {
            // Streams are what was promised; 1 MiB is one request there, and three and a durable row with us.
            report.mark(&row, "ours, S3", "S3 directly", (size > MIB).then_some(MARK));
        }
    }
    Ok(Some(report))
}

/// Both once, each on a bucket of its own.
async fn round(report: &mut Report, garage: &Garage, size: u64) -> Outcome<()> {
    let [up, down] = rows(size);
    let times = (ENOUGH / size).max(1);
    let rate = |took: Duration| (size * times) as f64 / 1e6 / took.as_secs_f64();

    let direct = Direct::connect(garage, garage.fresh_bucket());
    direct.upload("warm", MIB).await?;
    direct.download("warm", MIB).await?;
    let (mut sent, mut received) = (Duration::ZERO, Duration::ZERO);
    for number in 0..times {
        sent += direct.upload(&number.to_string(), size).await?;
    }
    for number in 0..times {
        received += direct.download(&number.to_string(), size).await?;
    }
    report.add(&up, "S3 directly", rate(sent));
    report.add(&down, "S3 directly", rate(received));

    let server = ours(garage).await?;
    let mut client = Client::connect(server.address()).await?;
    let (id, _) = client.upload(MIB, Digests::Crc32c).await?;
    client.download(&id, MIB, Digests::Crc32c).await?;
    let (mut sent, mut received) = (Duration::ZERO, Duration::ZERO);
    let mut ids = Vec::new();
    for _ in 0..times {
        let (id, took) = client.upload(size, Digests::Crc32c).await?;
        sent += took;
        ids.push(id);
    }
    for id in ids {
        received += client.download(&id, size, Digests::Crc32c).await?;
    }
    report.add(&up, "ours, S3", rate(sent));
    report.add(&down, "ours, S3", rate(received));
    Ok(())
}

/// Bytes in a fresh bucket, rows in a folder of the server's own.
async fn ours(garage: &Garage) -> Outcome<Ours> {
    let (bucket, endpoint, (id, secret)) = (garage.fresh_bucket(), garage.endpoint(), garage.key());
    let variables = [
        ("ARTIFACT_PROVIDER", "s3"),
        ("ARTIFACT_BUCKET", &bucket),
        ("S3_ENDPOINT_URL", &endpoint),
        ("AWS_REGION", garage.region()),
        ("AWS_ACCESS_KEY_ID", id),
        ("AWS_SECRET_ACCESS_KEY", secret),
    ];
    Ours::start_with(Storage::Files, &variables).await
}

fn rows(size: u64) -> [String; 2] {
    let size = if size < GIB { format!("{} MiB", size / MIB) } else { format!("{} GiB", size / GIB) };
    [format!("{size} up"), format!("{size} down")]
}
