//! Connections: how many, how large their buffers, how long they live, how they end.

use std::time::Duration;

use clap::Args;

use super::units::{duration, size};
use super::{Faults, given};

/// Variables about connections of clients.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Connections")]
pub struct ConnectionsArgs {
    /// How many connections are served at once; more wait to be accepted until one ends.
    #[arg(long, env = "ARTIGRID_CONNECTION_MAX", value_name = "COUNT", default_value = "4096")]
    pub connection_max: String,
    /// How many requests run at once on one connection; the client holds back more by itself.
    #[arg(long, env = "ARTIGRID_CONNECTION_STREAMS", value_name = "COUNT", default_value = "1000")]
    pub connection_streams: String,
    /// HTTP/2 flow control: the bytes of one stream that may be in memory before they are read. More lets one upload over a
    /// long line go faster, and many at once take more memory.
    #[arg(long, env = "ARTIGRID_STREAM_WINDOW", value_name = "SIZE", default_value = "512KiB")]
    pub stream_window: String,
    /// HTTP/2 flow control: the same for all streams of one connection together.
    #[arg(long, env = "ARTIGRID_CONNECTION_WINDOW", value_name = "SIZE", default_value = "8MiB")]
    pub connection_window: String,
    /// The largest HTTP/2 frame that a client may send. HTTP/2's own 16KiB halves the speed of uploads; much larger ones only
    /// take memory.
    #[arg(long, env = "ARTIGRID_CONNECTION_FRAME", value_name = "SIZE", default_value = "256KiB")]
    pub connection_frame: String,
    /// The bytes of one stream that wait for a client to read them.
    #[arg(long, env = "ARTIGRID_CONNECTION_SEND_BUFFER", value_name = "SIZE", default_value = "512KiB")]
    pub connection_send_buffer: String,
    /// After this time, a tenth more or less, a connection is asked to end (GOAWAY), so that clients spread over the
    /// replicas anew; `none` lets it live for ever.
    #[arg(long, env = "ARTIGRID_CONNECTION_AGE", value_name = "TIME", default_value = "1h")]
    pub connection_age: String,
    /// How long requests of such a connection may go on before it is cut.
    #[arg(long, env = "ARTIGRID_CONNECTION_GRACE", value_name = "TIME", default_value = "1h")]
    pub connection_grace: String,
    /// How long a new connection may take to say what it speaks.
    #[arg(long, env = "ARTIGRID_CONNECTION_HANDSHAKE", value_name = "TIME", default_value = "10s")]
    pub connection_handshake: String,
    /// How often a silent connection is asked whether it is still there.
    #[arg(long, env = "ARTIGRID_CONNECTION_KEEPALIVE", value_name = "TIME", default_value = "60s")]
    pub connection_keepalive: String,
    /// How long it may take to answer.
    #[arg(long, env = "ARTIGRID_CONNECTION_KEEPALIVE_TIMEOUT", value_name = "TIME", default_value = "20s")]
    pub connection_keepalive_timeout: String,
    /// The longest that a request that is no stream may run, whatever deadline its caller sets.
    #[arg(long, env = "ARTIGRID_REQUEST_TIMEOUT", value_name = "TIME", default_value = "60s")]
    pub request_timeout: String,
    /// The longest that a stream may run; `none` bounds it by its idle timeout alone.
    #[arg(long, env = "ARTIGRID_STREAM_TIMEOUT", value_name = "TIME", default_value = "24h")]
    pub stream_timeout: String,
    /// Told to end (SIGTERM), the server says at once that it is not ready, and goes on accepting for this long, until those who
    /// send requests have heard.
    #[arg(long, env = "ARTIGRID_DRAIN_DELAY", value_name = "TIME", default_value = "0s")]
    pub drain_delay: String,
    /// How long requests that run may then go on. Three quarters of it are for finishing; who is not done by then is told to
    /// come back (DRAINING).
    #[arg(long, env = "ARTIGRID_DRAIN_TIMEOUT", value_name = "TIME", default_value = "20s")]
    pub drain_timeout: String,
}

/// What a connection may take, and how it ends.
#[derive(Debug, Clone)]
pub struct Connections {
    /// Connections at once.
    pub max: usize,
    /// Requests at once on one.
    pub streams: u32,
    /// Bytes of one stream that are received and not read, in bytes.
    pub stream_window: u32,
    /// The same of one connection, in bytes.
    pub connection_window: u32,
    /// The largest frame that is received, in bytes.
    pub frame: u32,
    /// Bytes of one stream that wait to be sent.
    pub send_buffer: usize,
    /// When a connection is asked to end.
    pub age: Option<Duration>,
    /// How long its requests may go on then.
    pub grace: Duration,
    /// How long it may take to begin.
    pub handshake: Duration,
    /// When a silent connection is asked whether it is there.
    pub keepalive: Duration,
    /// How long it may take to answer.
    pub keepalive_timeout: Duration,
    /// The longest that a request that is no stream may run.
    pub request_timeout: Duration,
    /// The longest that a stream may run.
    pub stream_timeout: Option<Duration>,
    /// How long the server goes on accepting after it was told to end.
    pub drain_delay: Duration,
    /// How long requests may go on after that.
    pub drain_timeout: Duration,
}

impl ConnectionsArgs {
    pub(super) fn resolve(&self, faults: &mut Faults) -> Connections {
        Connections {
            max: faults.read("ARTIGRID_CONNECTION_MAX", &self.connection_max, count),
            streams: faults.read("ARTIGRID_CONNECTION_STREAMS", &self.connection_streams, count) as u32,
            stream_window: faults.read("ARTIGRID_STREAM_WINDOW", &self.stream_window, window),
            connection_window: faults.read("ARTIGRID_CONNECTION_WINDOW", &self.connection_window, window),
            frame: faults.read("ARTIGRID_CONNECTION_FRAME", &self.connection_frame, frame),
            send_buffer: faults.read("ARTIGRID_CONNECTION_SEND_BUFFER", &self.connection_send_buffer, window)
                as usize,
            age: faults.read("ARTIGRID_CONNECTION_AGE", &self.connection_age, or_none),
            grace: faults.read("ARTIGRID_CONNECTION_GRACE", &self.connection_grace, duration),
            handshake: faults.read("ARTIGRID_CONNECTION_HANDSHAKE", &self.connection_handshake, positive),
            keepalive: faults.read("ARTIGRID_CONNECTION_KEEPALIVE", &self.connection_keepalive, positive),
            keepalive_timeout: faults.read(
                "ARTIGRID_CONNECTION_KEEPALIVE_TIMEOUT",
                &self.connection_keepalive_timeout,
                positive,
            ),
            request_timeout: faults.read("ARTIGRID_REQUEST_TIMEOUT", &self.request_timeout, positive),
            stream_timeout: faults.read("ARTIGRID_STREAM_TIMEOUT", &self.stream_timeout, or_none),
            drain_delay: faults.read("ARTIGRID_DRAIN_DELAY", &self.drain_delay, duration),
            drain_timeout: faults.read("ARTIGRID_DRAIN_TIMEOUT", &self.drain_timeout, duration),
        }
    }
}

fn positive(text: &str) -> Result<Duration, String> {
    duration(text).and_then(|time| if time.is_zero() { Err("must not be zero".to_owned()) } else { Ok(time) })
}

fn or_none(text: &str) -> Result<Option<Duration>, String> {
    given(Some(&text.to_owned())).filter(|text| *text != "none").map(positive).transpose()
}

fn count(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(count @ 1..=1_000_000) => Ok(count),
        _ => Err("write a number from 1 to 1000000".to_owned()),
    }
}

/// HTTP/2 begins with 64 KiB and knows no more than 2 GiB.
fn window(text: &str) -> Result<u32, String> {
    match size(text)? {
        bytes @ 65_536..=0x7FFF_FFFF => Ok(bytes as u32),
        _ => Err("may be 64KiB to 2047MiB".to_owned()),
    }
}

/// HTTP/2 knows frames of 16 KiB to 16 MiB less one byte.
fn frame(text: &str) -> Result<u32, String> {
    match size(text)? {
        bytes @ 16_384..=0x00FF_FFFF => Ok(bytes as u32),
        _ => Err("may be 16KiB to 16383KiB".to_owned()),
    }
}
