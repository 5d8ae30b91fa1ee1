//! Standard output and standard error: the only file of the commands that writes there.
//!
//! Answers go to standard output and everything else to standard error, so that a pipe gets answers only. Writing
//! waits without holding a thread of the runtime: a pager that does not read must not make Ctrl-C deaf.

use std::io::{self, Write as _};

use serde_json::{Value, json};
use tokio::io::{AsyncWriteExt, Stdout};

use super::failure::Failure;
use super::table::plain;

/// Where answers go.
pub(super) struct Output {
    json: bool,
    stdout: Stdout,
}

impl Output {
    pub(super) fn new(json: bool) -> Self {
        Self { json, stdout: tokio::io::stdout() }
    }

    /// Are answers wanted as JSON?
    pub(super) fn is_json(&self) -> bool {
        self.json
    }

    /// An answer by itself: one line.
    pub(super) async fn line(&mut self, line: impl std::fmt::Display) -> Result<(), Failure> {
        self.text(&format!("{line}\n")).await
    }

    /// Text that has its line ends.
    pub(super) async fn text(&mut self, text: &str) -> Result<(), Failure> {
        self.bytes(text.as_bytes()).await?;
        self.flush().await
    }

    /// Content. What was taken is written by and by; [`flush`](Self::flush) tells of the last.
    pub(super) async fn bytes(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.stdout.write_all(bytes).await.map_err(|error| lost(&error))
    }

    pub(super) async fn flush(&mut self) -> Result<(), Failure> {
        self.stdout.flush().await.map_err(|error| lost(&error))
    }

    /// Tells on standard error why something did not work: in one line, as JSON where JSON is wanted.
    pub(super) fn failure(&self, failure: &Failure) {
        match failure {
            Failure::Told(_) | Failure::Closed => {}
            Failure::Usage(_) | Failure::Local(_) | Failure::Service { .. } | Failure::NotLive(_) => {
                if self.json {
                    return complain_as_is(&as_json(failure).to_string());
                }
                complain(&format!("{} ({})", plain(&failure.to_string()), failure.reason()));
            }
        }
    }
}

/// A line on standard error.
pub(super) fn complain(message: &str) {
    complain_as_is(&format!("artigrid: {message}"));
}

fn complain_as_is(line: &str) {
    // If standard error is closed too there is nobody left to tell; the exit code remains.
    drop(writeln!(io::stderr(), "{line}"));
}

fn lost(error: &io::Error) -> Failure {
    if error.kind() == io::ErrorKind::BrokenPipe {
        Failure::Closed
    } else {
        Failure::local("standard output", error)
    }
}

fn as_json(failure: &Failure) -> Value {
    let mut error = json!({
        "reason": failure.reason(),
        "message": failure.to_string(),
        "exit_code": failure.exit_code(),
    });
    if let Failure::Service { error: cause, .. } = failure {
        error["metadata"] = json!(cause.metadata());
        if let Some(wait) = cause.retry_after() {
            error["retry_after_seconds"] = json!(wait.as_secs_f64());
        }
    }
    json!({ "error": error })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_pipe_is_no_failure_and_a_full_disk_is() {
        assert_eq!(lost(&io::ErrorKind::BrokenPipe.into()).exit_code(), 0);
        assert_eq!(lost(&io::ErrorKind::StorageFull.into()).exit_code(), 74);
    }

    #[test]
    fn errors_are_json_objects_too() {
        let error = as_json(&Failure::Usage("no".to_owned()));
        assert_eq!(error, json!({"error": {"reason": "USAGE", "message": "no", "exit_code": 64}}));
    }
}
