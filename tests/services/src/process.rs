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
    command: Vec<String>,
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
        let (mut keeper, alive) = launch(&spec.command, spec.dir.path());
        let deadline = Instant::now() + PATIENCE;
        while !answers(&mut keeper, spec.port) {
            let ended = keeper.try_wait().expect("a child of ours").is_some();
            assert!(
                !ended && Instant::now() < deadline,
                "{} did not start: {}",
                spec.name,
                std::fs::read_to_string(spec.dir.path().join("log")).unwrap_or_default()
            );
            std::thread::sleep(PAUSE);
        }
        Self { port: spec.port, command: spec.command, dir: spec.dir, keeper, alive }
    }

    /// Starts it again; says whether it accepts connections.
    fn launch(&mut self) -> bool {
        (self.keeper, self.alive) = launch(&self.command, self.dir.path());
        loop {
            if answers(&mut self.keeper, self.port) {
                return true;
            }
            if self.keeper.try_wait().expect("a child of ours").is_some() {
                return false;
            }
            std::thread::sleep(PAUSE);
        }
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.dir.path().join("log")).unwrap_or_default()
    }

    /// Where it listens on loopback.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Kills it, as the machine's end would, and starts it again where it was: same port, same directory.
    ///
    /// # Panics
    /// If it does not come back.
    pub fn kill_and_restart(&mut self) {
        self.kill();
        self.restart();
    }

    /// Kills it and what it has started.
    ///
    /// # Panics
    /// If it is not there to be killed.
    pub fn kill(&mut self) {
        self.signal_all("KILL");
        drop(self.alive.take());
        let _ = self.keeper.wait();
    }

    /// Starts one that was killed where it was: same port, same directory.
    ///
    /// # Panics
    /// If it does not come back.
    pub fn restart(&mut self) {
        // What it had started may hold on to its directory for a moment longer.
        let deadline = Instant::now() + PATIENCE;
        while !self.launch() {
            assert!(Instant::now() < deadline, "it did not come back: {}", self.log());
            std::thread::sleep(PAUSE);
        }
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
        assert!(send(signal, &[self.pid()]), "cannot send {signal}");
    }

    /// The same, and the processes that it has started: those of a PostgreSQL go on answering while only the first is
    /// stopped.
    ///
    /// # Panics
    /// If there is no such signal.
    pub fn signal_all(&self, signal: &str) {
        let mut family = self.children();
        family.push(self.pid());
        // One that has ended meanwhile needs no signal.
        assert!(send(signal, &family) || send(signal, &[self.pid()]), "cannot send {signal}");
    }

    fn pid(&self) -> String {
        std::fs::read_to_string(self.dir.path().join("pid")).unwrap_or_default().trim().to_owned()
    }

    fn children(&self) -> Vec<String> {
        let listed = Command::new("ps").args(["-o", "pid=", "--ppid", &self.pid()]).output();
        let listed = listed.map(|done| done.stdout).unwrap_or_default();
        String::from_utf8_lossy(&listed).split_whitespace().map(str::to_owned).collect()
    }
}

fn send(signal: &str, pids: &[String]) -> bool {
    let done = Command::new("kill").arg(format!("-{signal}")).args(pids).stderr(Stdio::null()).status();
    done.is_ok_and(|status| status.success())
}

fn launch(command: &[String], dir: &Path) -> (Child, Option<ChildStdin>) {
    let output = std::fs::File::create(dir.join("log")).expect("a log file in a directory of ours");
    let errors = output.try_clone().expect("the same file twice");
    let mut keeper = Command::new("sh")
        .args(["-c", KEEPER, "keeper"])
        .arg(dir.join("pid"))
        .args(command)
        .stdin(Stdio::piped())
        .stdout(output)
        .stderr(errors)
        .spawn()
        .expect("a shell");
    let alive = keeper.stdin.take();
    (keeper, alive)
}

fn answers(keeper: &mut Child, port: u16) -> bool {
    keeper.try_wait().is_ok_and(|ended| ended.is_none()) && TcpStream::connect(("127.0.0.1", port)).is_ok()
}

impl Drop for Server {
    fn drop(&mut self) {
        // A test that failed may have left some of it stopped: those would never notice the end of the rest.
        let mut family = self.children();
        family.push(self.pid());
        send("CONT", &family);
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
