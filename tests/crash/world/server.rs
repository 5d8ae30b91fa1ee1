//! The real binary as a process: started, spoken to, measured, killed.
//!
//! Its standard error goes to a file, which is where its address is read from: port 0 takes a free one.

use std::ffi::{OsStr, OsString};
use std::fs::OpenOptions;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::sync::Mutex;

use artigrid_client::{Client, ClientBuilder, RetryPolicy};
use tokio::process::{Child, Command};

use super::wait::eventually;

const BINARY: &str = env!("CARGO_BIN_EXE_artigrid");

/// Where bytes lie; rows lie in SQLite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// In files.
    Files,
    /// In SQLite.
    Sqlite,
}

/// How a server is to be started.
#[derive(Debug, Clone)]
pub(crate) struct Launch {
    dir: Option<PathBuf>,
    flags: Vec<String>,
    variables: Vec<(String, String)>,
    /// The working directory, if it is not this one.
    within: Option<PathBuf>,
    under: Vec<OsString>,
    /// The port of gRPC; 0 takes a free one.
    port: u16,
}

impl Launch {
    /// On this data directory.
    pub(crate) fn on(dir: &Path, profile: Profile) -> Self {
        let launch = Self { dir: Some(dir.to_owned()), ..Self::in_memory() };
        match profile {
            Profile::Files => launch,
            Profile::Sqlite => launch.flag("--provider=sqlite"),
        }
    }

    /// With nothing on a disk.
    pub(crate) fn in_memory() -> Self {
        Self { dir: None, flags: Vec::new(), variables: Vec::new(), within: None, under: Vec::new(), port: 0 }
    }

    /// With this flag, too.
    pub(crate) fn flag(mut self, flag: &str) -> Self {
        self.flags.push(flag.to_owned());
        self
    }

    /// With this variable set.
    pub(crate) fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// On this port.
    pub(crate) fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// In this working directory.
    pub(crate) fn within(mut self, dir: &Path) -> Self {
        self.within = Some(dir.to_owned());
        self
    }

    /// By this command, which ends with the process that it becomes.
    pub(crate) fn under<W: AsRef<OsStr>>(mut self, words: &[W]) -> Self {
        self.under = words.iter().map(|word| word.as_ref().to_owned()).collect();
        self
    }

    /// Starts it, and waits until it listens.
    pub(crate) async fn start(&self) -> Server {
        let server = self.spawn();
        eventually("the server listens, or has ended", || async {
            server.said_address().is_some() || server.try_wait().is_some()
        })
        .await;
        let Some(address) = server.said_address() else { panic!("no server: {}", server.said()) };
        Server { address, ..server }
    }

    /// Starts what must not start, and waits for its end.
    pub(crate) async fn refused(&self) -> Spoken {
        let server = self.spawn();
        let code = server.ended().await.code();
        Spoken { code, stdout: Vec::new(), stderr: server.said() }
    }

    fn spawn(&self) -> Server {
        let log = tempfile::NamedTempFile::new().unwrap().into_temp_path();
        let out = OpenOptions::new().append(true).open(&log).unwrap();
        let mut words: Vec<OsString> = self.under.clone();
        words.push(BINARY.into());
        let mut command = command(&words[0]);
        command.args(&words[1..]).arg("serve");
        command.arg(format!("--grpc-addr=127.0.0.1:{}", self.port));
        command.args(["--http-addr", "--ops-addr"].map(|flag| format!("{flag}=127.0.0.1:0")));
        if let Some(dir) = &self.dir {
            command.arg("--data-dir").arg(dir);
        }
        command.args(&self.flags).envs(self.variables.clone());
        if let Some(within) = &self.within {
            command.current_dir(within);
        }
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(out).kill_on_drop(true);
        let child = Mutex::new(command.spawn().unwrap());
        Server { child, log, address: String::new() }
    }
}

/// A command of this machine that is told nothing of us by variables.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if ["ARTIGRID_", "ARTIFACT_", "SANDBOX_", "SESSION_"].iter().any(|ours| text.starts_with(ours)) {
            command.env_remove(name);
        }
    }
    command
}

/// The binary, about to be run with whatever follows.
pub(crate) fn artigrid() -> Command {
    command(BINARY)
}

/// What a process left.
#[derive(Debug)]
pub(crate) struct Spoken {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: String,
}

/// A server's process; killed if it is dropped.
pub(crate) struct Server {
    child: Mutex<Child>,
    log: tempfile::TempPath,
    address: String,
}

impl Server {
    /// Where it listens.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// A client that tries nothing twice: whoever keeps a journal must know what was sent.
    pub(crate) fn builder(&self) -> ClientBuilder {
        let once = RetryPolicy { attempts: 1, ..RetryPolicy::default() };
        Client::builder().address(self.address()).retry(once)
    }

    /// The same, for one user.
    pub(crate) fn user(&self, user: &str) -> Client {
        self.builder().user(user).build().unwrap()
    }

    /// The same, for who sees everything in the sandbox.
    pub(crate) fn admin(&self) -> Client {
        self.builder().role("admin").build().unwrap()
    }

    /// A command of the command line, about to be sent here as user `ana`.
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = command(BINARY);
        command.args(words).env("ARTIGRID_ADDR", &self.address).env("ARTIGRID_USER", "ana");
        command.stdin(Stdio::null()).kill_on_drop(true);
        command
    }

    /// Runs a command of the command line.
    pub(crate) async fn run(&self, words: &[&str]) -> Spoken {
        let done = self.command(words).output().await.unwrap();
        let stderr = String::from_utf8_lossy(&done.stderr).into_owned();
        Spoken { code: done.status.code(), stdout: done.stdout, stderr }
    }

    /// SIGKILL, at once.
    pub(crate) fn kill(&self) {
        self.child.lock().unwrap().start_kill().unwrap();
    }

    /// SIGTERM.
    pub(crate) async fn terminate(&self) {
        let id = self.child.lock().unwrap().id().unwrap().to_string();
        assert!(command("kill").args(["-TERM", &id]).status().await.unwrap().success());
    }

    /// SIGTERM, and its end must be a good one.
    pub(crate) async fn stop(self) {
        self.terminate().await;
        let code = self.ended().await.code();
        assert_eq!(code, Some(0), "{}", self.said());
    }

    /// Waits for its end.
    pub(crate) async fn ended(&self) -> ExitStatus {
        eventually("the server has ended", || async { self.try_wait().is_some() }).await;
        self.try_wait().unwrap()
    }

    fn try_wait(&self) -> Option<ExitStatus> {
        self.child.lock().unwrap().try_wait().unwrap()
    }

    /// What it wrote to standard error.
    pub(crate) fn said(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap()
    }

    fn said_address(&self) -> Option<String> {
        let said = self.said();
        let (_, after) = said.split_once(" listens on ")?;
        Some(after.split_once(" (gRPC)")?.0.to_owned())
    }

    /// The most memory that was resident so far, in MiB.
    pub(crate) fn peak_mib(&self) -> u64 {
        let id = self.child.lock().unwrap().id().unwrap();
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        let kib: u64 = line.trim().trim_end_matches(" kB").parse().unwrap();
        kib.div_ceil(1_024)
    }
}
