//! Sizes, times and counts: every limit has a name, a unit, a default and a reason.

use std::time::Duration;

use clap::Args;

use super::units::{duration, positive, size};
use super::{Faults, given};

/// Variables that bound what one request may take.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Limits")]
pub struct LimitsArgs {
    /// How long an artifact in session scope lives when its writer does not say.
    #[arg(long, env = "ARTIGRID_ARTIFACT_TTL", value_name = "TIME", default_value = "15m")]
    pub artifact_ttl: String,
    /// How long a session lives when its maker does not say.
    #[arg(long, env = "ARTIGRID_SESSION_TTL", value_name = "TIME", default_value = "24h")]
    pub session_ttl: String,
    /// The longest ttl that anybody may ask for; unset, there is none, and artifacts may live for ever.
    #[arg(long, env = "ARTIGRID_MAX_TTL", value_name = "TIME")]
    pub max_ttl: Option<String>,
    /// The largest content.
    #[arg(long, env = "ARTIGRID_MAX_ARTIFACT_SIZE", value_name = "SIZE", default_value = "1TiB")]
    pub max_artifact_size: String,
    /// Content up to this size lies in the catalog's row and costs no blob; 0 switches that off, 64KiB is the most.
    #[arg(long, env = "ARTIGRID_INLINE_MAX", value_name = "SIZE", default_value = "4KiB")]
    pub inline_max: String,
    /// How long replaced content stays readable for downloads that began before, and for clients that resume one.
    #[arg(long, env = "ARTIGRID_FREE_AFTER", value_name = "TIME", default_value = "1h")]
    pub free_after: String,
    /// Digests computed of content: `crc32c` or `crc32c,sha256`. SHA-256 is the costliest part of an upload.
    #[arg(long, env = "ARTIGRID_DIGESTS", value_name = "LIST", default_value = "crc32c,sha256")]
    pub digests: String,
    /// How many messages of all streams together may be in memory at once; each takes up to about 2 MiB, twice while it
    /// is decoded.
    #[arg(long, env = "ARTIGRID_TRANSFER_BUFFERS", value_name = "COUNT", default_value = "32")]
    pub transfer_buffers: String,
    /// How long a stream may be silent before it is ended.
    #[arg(long, env = "ARTIGRID_STREAM_IDLE_TIMEOUT", value_name = "TIME", default_value = "60s")]
    pub stream_idle_timeout: String,
    /// The longest that a signed URL may work; 7d is the most.
    #[arg(long, env = "ARTIGRID_URL_MAX_TTL", value_name = "TIME", default_value = "7d")]
    pub url_max_ttl: String,
    /// The most content that came to signed URLs in parts and is read once at registration, for its SHA-256.
    #[arg(long, env = "ARTIGRID_REGISTER_READ_MAX", value_name = "SIZE", default_value = "5GiB")]
    pub register_read_max: String,
    /// How long an upload that can be resumed waits for its next byte before it is given up.
    #[arg(long, env = "ARTIGRID_UPLOAD_TTL", value_name = "TIME", default_value = "7d")]
    pub upload_ttl: String,
    /// How often what has expired, was replaced or abandoned is freed.
    #[arg(long, env = "ARTIGRID_SWEEP_INTERVAL", value_name = "TIME", default_value = "60s")]
    pub sweep_interval: String,
    /// How old bytes must be that no row tells of before a sweep by an operator frees them.
    #[arg(long, env = "ARTIGRID_SWEEP_ORPHAN_AGE", value_name = "TIME", default_value = "24h")]
    pub sweep_orphan_age: String,
    /// How often every dependency is asked whether it works; readiness follows.
    #[arg(long, env = "ARTIGRID_PROBE_INTERVAL", value_name = "TIME", default_value = "5s")]
    pub probe_interval: String,
    /// How long a dependency may take to answer that, or to be tried by ValidateConfiguration.
    #[arg(long, env = "ARTIGRID_PROBE_TIMEOUT", value_name = "TIME", default_value = "5s")]
    pub probe_timeout: String,
}

/// What one request may take.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Default life of an artifact in session scope.
    pub artifact_ttl: Duration,
    /// Default life of a session.
    pub session_ttl: Duration,
    /// The longest life that may be asked for.
    pub max_ttl: Option<Duration>,
    /// The largest content, in bytes.
    pub max_artifact_size: u64,
    /// The largest content that lies in the catalog's row, in bytes.
    pub inline_max: u64,
    /// How long replaced content stays readable.
    pub free_after: Duration,
    /// Is SHA-256 computed beside CRC32C?
    pub sha256: bool,
    /// Messages of all streams in memory at once.
    pub transfer_buffers: usize,
    /// How long a stream may be silent.
    pub stream_idle_timeout: Duration,
    /// The longest that a signed URL may work.
    pub url_max_ttl: Duration,
    /// The most content that is read at registration, in bytes.
    pub register_read_max: u64,
    /// How long an upload is kept after its last progress.
    pub upload_ttl: Duration,
    /// Time between two sweeps.
    pub sweep_interval: Duration,
    /// The least age of orphans that are freed.
    pub sweep_orphan_age: Duration,
    /// Time between two probes of everything.
    pub probe_interval: Duration,
    /// How long a probe may take.
    pub probe_timeout: Duration,
}

/// The contract gives URLs no longer life.
const URL_CEILING: Duration = Duration::from_hours(7 * 24);
/// Rows larger than this slow every query that passes them.
const INLINE_CEILING: u64 = 64 << 10;

impl LimitsArgs {
    pub(super) fn resolve(&self, faults: &mut Faults) -> Limits {
        let limits = Limits {
            artifact_ttl: faults.read("ARTIGRID_ARTIFACT_TTL", &self.artifact_ttl, positive),
            session_ttl: faults.read("ARTIGRID_SESSION_TTL", &self.session_ttl, positive),
            max_ttl: given(self.max_ttl.as_ref()).map(|text| faults.read("ARTIGRID_MAX_TTL", text, positive)),
            max_artifact_size: faults.read("ARTIGRID_MAX_ARTIFACT_SIZE", &self.max_artifact_size, size),
            inline_max: faults.read("ARTIGRID_INLINE_MAX", &self.inline_max, inline_size),
            free_after: faults.read("ARTIGRID_FREE_AFTER", &self.free_after, duration),
            sha256: faults.read("ARTIGRID_DIGESTS", &self.digests, digests),
            transfer_buffers: faults.read("ARTIGRID_TRANSFER_BUFFERS", &self.transfer_buffers, buffers),
            stream_idle_timeout: faults.read(
                "ARTIGRID_STREAM_IDLE_TIMEOUT",
                &self.stream_idle_timeout,
                positive,
            ),
            url_max_ttl: faults.read("ARTIGRID_URL_MAX_TTL", &self.url_max_ttl, url_life),
            register_read_max: faults.read("ARTIGRID_REGISTER_READ_MAX", &self.register_read_max, size),
            upload_ttl: faults.read("ARTIGRID_UPLOAD_TTL", &self.upload_ttl, positive),
            sweep_interval: faults.read("ARTIGRID_SWEEP_INTERVAL", &self.sweep_interval, positive),
            sweep_orphan_age: faults.read("ARTIGRID_SWEEP_ORPHAN_AGE", &self.sweep_orphan_age, duration),
            probe_interval: faults.read("ARTIGRID_PROBE_INTERVAL", &self.probe_interval, positive),
            probe_timeout: faults.read("ARTIGRID_PROBE_TIMEOUT", &self.probe_timeout, positive),
        };
        for (name, ttl) in
            [("ARTIGRID_ARTIFACT_TTL", limits.artifact_ttl), ("ARTIGRID_SESSION_TTL", limits.session_ttl)]
        {
            if limits.max_ttl.is_some_and(|max| ttl > max) {
                faults.note(format!("{name} is above ARTIGRID_MAX_TTL."));
            }
        }
        limits
    }
}

fn url_life(text: &str) -> Result<Duration, String> {
    positive(text)
        .and_then(|life| if life > URL_CEILING { Err("may be at most 7d".to_owned()) } else { Ok(life) })
}

fn inline_size(text: &str) -> Result<u64, String> {
    size(text).and_then(
        |size| if size > INLINE_CEILING { Err("may be at most 64KiB".to_owned()) } else { Ok(size) },
    )
}

fn digests(text: &str) -> Result<bool, String> {
    let mut names: Vec<&str> = text.split(',').map(str::trim).collect();
    names.sort_unstable();
    match names.as_slice() {
        ["crc32c"] => Ok(false),
        ["crc32c", "sha256"] => Ok(true),
        _ => Err("write crc32c or crc32c,sha256; crc32c cannot be left out".to_owned()),
    }
}

pub(super) fn count(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(count @ 1..=65_536) => Ok(count),
        _ => Err("write a number from 1 to 65536".to_owned()),
    }
}

/// Of one, first bytes would leave none to go on with.
fn buffers(text: &str) -> Result<usize, String> {
    count(text).and_then(|count| if count < 2 { Err("may not be less than 2".to_owned()) } else { Ok(count) })
}
