//! Log lines: one vocabulary, to standard error. (Traces and metrics come with the operating issue.)

use tracing_subscriber::EnvFilter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::config::{LogFormat, ServerConfig};
use crate::error::{Error, ErrorKind, Result};

/// Starts logging for the whole process; the second call in one process is refused.
pub fn init(config: &ServerConfig) -> Result<()> {
    let filter = EnvFilter::try_new(&config.log);
    let filter = filter.map_err(|why| Error::invalid("ARTIGRID_LOG", why.to_string()))?;
    let registry = tracing_subscriber::registry().with(filter);
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let started = match config.log_format {
        LogFormat::Pretty => registry.with(lines).try_init(),
        LogFormat::Json => registry.with(lines.json().flatten_event(true)).try_init(),
    };
    started.map_err(|why| Error::internal("logging was started twice").caused_by(why))
}

/// An error leaves the house, by whatever edge: logged once, with its causes.
pub fn leaves(error: &Error) {
    match error.kind() {
        ErrorKind::Internal | ErrorKind::DataCorrupt => tracing::error!(?error, "a request failed"),
        ErrorKind::BackendUnavailable | ErrorKind::StorageFull => {
            tracing::warn!(?error, "a dependency failed");
        }
        _ => tracing::debug!(?error, "a request was refused"),
    }
}
