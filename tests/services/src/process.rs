//! A server's process: found, started, waited for, ended.

use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::Missing;

/// How long a server may take to answer after its start: machines that build at the same time are slow.
const PATIENCE: Duration = Duration::from_mins(1);
/// How often it is asked.
const PAUSE: Duration = Duration::from_millis(20);

/// Ends its child when its own standard input ends, however that comes about.
const KEEPER: &str = r#"exec 3<&0; pidfile=$1; shift
"$@" </dev/null 3<&- & child=$!
echo "$child" >"$pidfile"
(cat >/dev/null; kill -KILL "$child") <&3 &
wait "$child""#;

/// How a server is started.
#[derive(Debug)]
pub struct ServerSpec<'a> {
    /// What it is called in messages.
    pub name: &'a str,
    /// Program and arguments.
    pub command: Vec<String>,
    /// Where it will listen on loopback.
    pub port: u16,
    /// Its directory, gone with it.
    pub dir: TempDir,
}

/// A running server.
#[derive(Debug)]
pub struct Server {
    port: u16,
    pid: String,
    dir: TempDir,
    keeper: Child,
    /// Closed, it ends the server.
    alive: Option<ChildStdin>,
}

impl Server {
    /// Starts it and waits until it accepts connections.
    ///
    /// # Panics
    /// If it does not start: its log is in the message.
    #[must_use]
    pub fn start(spec: ServerSpec<'_>) -> Self {
        let log = spec.dir.path().join("log");
        let pidfile = spec.dir.path().join("pid");
        let output = std::fs::File::create(&log).expect("a log file in a fresh directory");
        let errors = output.try_clone().expect("the same file twice");
        let mut keeper = Command::new("sh")
            .args(["-c", KEEPER, "keeper"])
            .arg(&pidfile)
            .args(&spec.command)
            .stdin(Stdio::piped())
            .stdout(output)
            .stderr(errors)
            .spawn()
            .expect("a shell");
        let alive = keeper.stdin.take();
        let deadline = Instant::now() + PATIENCE;
        while TcpStream::connect(("127.0.0.1", spec.port)).is_err() {
            let ended = keeper.try_wait().expect("a child of ours").is_some();
            assert!(
                !ended && Instant::now() < deadline,
                "{} did not start: {}",
                spec.name,
                std::fs::read_to_string(&log).unwrap_or_default()
            );
            std::thread::sleep(PAUSE);
        }
        let pid = std::fs::read_to_string(&pidfile).unwrap_or_default().trim().to_owned();
        Self { port: spec.port, pid, dir: spec.dir, keeper, alive }
    }

    /// Where it listens on loopback.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Its directory.
    #[must_use]
    pub fn dir(&self) -> &Path {
        self.dir.path()
    }

    /// Its process, to be stopped (`STOP`), continued (`CONT`) or killed (`KILL`) by a test of faults.
    ///
    /// # Panics
    /// If there is no such signal.
    pub fn signal(&self, signal: &str) {
        let done = Command::new("kill").args([&format!("-{signal}"), &self.pid]).status();
        assert!(done.is_ok_and(|status| status.success()), "cannot send {signal}");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.alive.take());
        let _ = self.keeper.wait();
    }
}

/// A port that nobody listens on at this moment.
///
/// # Panics
/// If there is none.
#[must_use]
pub fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    listener.local_addr().expect("an address").port()
}

/// A program on the path or in one of these directories.
pub(crate) fn program(name: &str, beside: &[PathBuf]) -> Result<PathBuf, Missing> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path)
        .chain(beside.iter().cloned())
        .map(|dir| dir.join(name))
        .find(|file| file.is_file());
    found.ok_or_else(|| Missing(format!("{name} is not installed")))
}

/// A fresh directory that any account may enter: a server that refuses to run as root runs as another.
pub(crate) fn fresh_dir() -> TempDir {
    tempfile::Builder::new().prefix("artigrid-service-").tempdir().expect("a temporary directory")
}

/// Runs a command to its end.
pub(crate) fn run(command: &mut Command) {
    let done = command.output();
    let fine = done.as_ref().is_ok_and(|output| output.status.success());
    assert!(fine, "{command:?} failed: {done:?}");
}
