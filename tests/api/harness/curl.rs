//! The `curl` that people have: what a signed URL must work with, if with anything.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Stdio;

use artigrid_test_services::or_skip;
use tokio::process::Command;

/// What it came back with.
#[derive(Debug)]
pub(crate) struct Curled {
    pub(crate) status: u16,
    /// Names in lower case; of the last answer, if it was led on.
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Vec<u8>,
}

/// Is there one? If not, that is said.
pub(crate) fn has_curl() -> bool {
    let found = std::process::Command::new("curl").arg("--version").stdout(Stdio::null()).status();
    let missing = artigrid_test_services::Missing("there is no curl on the path".to_owned());
    or_skip(found.map(drop).map_err(|_| missing)).is_some()
}

/// Runs it with these words; its own failures (a cut connection) are panics.
pub(crate) async fn curl(words: &[&str]) -> Curled {
    let dir = tempfile::tempdir().unwrap();
    let (head, body) = (dir.path().join("head"), dir.path().join("body"));
    let mut command = Command::new("curl");
    command.args(["--silent", "--show-error", "--max-time", "300", "--dump-header"]).arg(&head);
    let done = command.arg("--output").arg(&body).args(words).output().await.unwrap();
    assert!(done.status.success(), "{words:?}: {}", String::from_utf8_lossy(&done.stderr));
    let head = String::from_utf8_lossy(&read(&head)).into_owned();
    let last = head.trim_end().split("\r\n\r\n").last().unwrap();
    let mut lines = last.lines();
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let headers = lines.filter_map(|line| line.split_once(':'));
    let headers = headers.map(|(name, value)| (name.to_lowercase(), value.trim().to_owned())).collect();
    Curled { status, headers, body: read(&body) }
}

/// Puts a file by a URL.
pub(crate) async fn curl_put(url: &str, headers: &[(String, String)], file: &Path) -> Curled {
    let said: Vec<String> = headers.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    let mut words: Vec<&str> = said.iter().flat_map(|line| ["--header", line]).collect();
    words.extend(["--upload-file", file.to_str().unwrap(), url]);
    curl(&words).await
}

/// What has no body has no file.
fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_default()
}
