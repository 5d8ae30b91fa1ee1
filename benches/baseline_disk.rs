//! What the disk takes: one long write made durable at its end, and many small files each made durable at once.

use crate::{MIB, Outcome};
use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

/// A file of `size` bytes in writes of 1 MiB, then fdatasync.
pub(crate) fn sequential(folder: &Path, content: &[u8], size: u64) -> Outcome<Duration> {
    let path = folder.join("sequential");
    let start = Instant::now();
    let mut file = File::create(&path)?;
    let mut left = size;
    for piece in content.chunks(usize::try_from(MIB)?).cycle() {
        let length = left.min(MIB);
        file.write_all(&piece[..usize::try_from(length)?])?;
        left -= length;
        if left == 0 {
            break;
        }
    }
    file.sync_data()?;
    let took = start.elapsed();
    fs::remove_file(path)?;
    Ok(took)
}

/// For `period`: create under a staging name, write, fsync, rename, fsync of the folder; files made per second.
pub(crate) fn durable_loop(folder: &Path, content: &[u8], period: Duration) -> Outcome<f64> {
    let directory = File::open(folder)?;
    let start = Instant::now();
    let mut made = 0u32;
    while start.elapsed() < period {
        let staging = folder.join(format!("{made}.staging"));
        let mut file = File::create(&staging)?;
        file.write_all(content)?;
        file.sync_all()?;
        fs::rename(staging, folder.join(made.to_string()))?;
        directory.sync_all()?;
        made += 1;
    }
    Ok(f64::from(made) / start.elapsed().as_secs_f64())
}
