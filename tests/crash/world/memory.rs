//! What a server has in memory while large content goes through it to S3, and the formula that says so beforehand.
//!
//! No term of it has the size of the content in it, and the only one that grows without a bound with the number of uploads
//! is the smallest: a stream's window.

use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use rand::rngs::SmallRng;
use rand::{Rng as _, SeedableRng as _};
use sha2::{Digest as _, Sha256};
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::backends::{Backends, Dependency};
use super::server::Server;
use super::wire::list_all;

/// What an allocator keeps, pools of connections, and code that runs first when content comes. What the server has before
/// that is measured: most of it is the program's own pages, of which an unoptimised one has twice as many.
const KEPT_MIB: u64 = 24;
/// ARTIGRID_STREAM_WINDOW and ARTIGRID_CONNECTION_FRAME, per connection with one upload.
const WINDOW_MIB: u64 = 1;
/// The largest message, as bytes and decoded.
const MESSAGE_MIB: u64 = 2 * 2;
/// One message of an upload is being written, the next one being read.
const MESSAGES_OF_ONE: u64 = 2;
/// ARTIGRID_S3_PART_SIZE.
const PART_MIB: u64 = 8;
/// Four parts of an upload are being sent, one waits for its turn, one is being filled.
const PARTS_OF_ONE: u64 = 6;
/// Blocks of which no two are the same; garage keeps equal ones once, so that 20 GiB of uploads take no 20 GiB of disk.
const PERIOD_MIB: usize = 64;

/// Never waited for by a proof that passes, however busy the machine: uploads that wait for each other would do so for ever.
fn too_long(uploads: Uploads) -> Duration {
    Duration::from_mins(2) + Duration::from_millis(100 * uploads.at_once * uploads.mib as u64)
}

/// Uploads to S3.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Uploads {
    pub(crate) at_once: u64,
    pub(crate) mib: usize,
    /// ARTIGRID_S3_BUFFERS.
    pub(crate) parts_mib: u64,
    /// ARTIGRID_TRANSFER_BUFFERS.
    pub(crate) messages: u64,
}

impl Uploads {
    /// What the server may have resident beyond what it had when it was ready, in MiB.
    pub(crate) fn formula(self) -> u64 {
        KEPT_MIB
            + self.at_once * WINDOW_MIB
            + (self.at_once * MESSAGES_OF_ONE).min(self.messages) * MESSAGE_MIB
            + (self.at_once * PARTS_OF_ONE * PART_MIB).min(self.parts_mib)
    }
}

/// What a server had resident, in MiB.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Resident {
    /// When it was ready.
    pub(crate) before: u64,
    /// At the most.
    pub(crate) peak: u64,
}

/// What the server had resident during these uploads and a download of one of them; `None`, loudly, where there is no S3.
pub(crate) async fn upload_to_s3(uploads: Uploads, seed: u64) -> Option<Resident> {
    let backends = Backends::start(&[Dependency::Blobs])?;
    let dir = tempfile::tempdir().unwrap();
    let source = dir.path().join("source");
    let expected = periodic_file(&source, uploads.mib, seed);
    let launch = backends
        .launch(&dir.path().join("data"))
        // Many uploads on a small machine leave S3 little of it: how patient we are is another proof's matter.
        .variable("ARTIGRID_S3_TIMEOUT", "5m")
        .variable("ARTIGRID_S3_PART_SIZE", &format!("{PART_MIB}MiB"))
        .variable("ARTIGRID_S3_BUFFERS", &format!("{}MiB", uploads.parts_mib))
        .variable("ARTIGRID_TRANSFER_BUFFERS", &uploads.messages.to_string());
    let server = launch.start().await;
    let before = server.peak_mib();
    let put = timeout(too_long(uploads), put_all(&server, &source, uploads.at_once)).await;
    assert!(put.is_ok(), "uploads without an end:\n{}", server.said());
    let after_uploads = server.peak_mib();
    let artifacts = list_all(&server.admin().artifacts()).await;
    assert_eq!(artifacts.len() as u64, uploads.at_once);
    for artifact in &artifacts {
        assert_eq!(artifact.digests.sha256, Some(expected), "{artifact:?}");
    }
    // The command line holds what comes against its digest.
    let mut cat = server.command(&["cat", &artifacts[0].id]);
    assert!(cat.stdout(Stdio::null()).status().await.unwrap().success());
    let peak = server.peak_mib();
    println!(
        "{uploads:?}: {before} MiB resident when ready, {after_uploads} at most, {peak} with a download; the formula says {}",
        before + uploads.formula()
    );
    server.stop().await;
    Some(Resident { before, peak })
}

/// Each by a client of its own, and so by a connection of its own.
async fn put_all(server: &Server, source: &Path, at_once: u64) {
    let mut uploads = JoinSet::new();
    for number in 0..at_once {
        let name = format!("file-{number}");
        let mut put = server.command(&["put", source.to_str().unwrap(), "--name", &name]);
        let put = put.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        uploads.spawn(async move { put.wait_with_output().await.unwrap() });
    }
    for done in uploads.join_all().await {
        assert!(done.status.success(), "{}\n{}", String::from_utf8_lossy(&done.stderr), server.said());
    }
}

/// Random bytes that come again after a while; answers their SHA-256.
fn periodic_file(path: &Path, mib: usize, seed: u64) -> [u8; 32] {
    let mut period = vec![0; PERIOD_MIB.min(mib) << 20];
    SmallRng::seed_from_u64(seed).fill_bytes(&mut period);
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(path).unwrap();
    let (mut sum, mut left) = (Sha256::new(), mib << 20);
    while left > 0 {
        let piece = &period[..left.min(period.len())];
        file.write_all(piece).unwrap();
        sum.update(piece);
        left -= piece.len();
    }
    sum.finalize().into()
}
