//! A PostgreSQL of one's own.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::Missing;
use crate::process::{Server, ServerSpec, free_port, fresh_dir, program, run};

/// A running PostgreSQL.
#[derive(Debug)]
pub struct Postgres {
    server: Server,
    tools: PathBuf,
    databases: AtomicU32,
}

impl Postgres {
    /// Starts one with an empty cluster. It syncs as it would in production: a proof that kills it relies on that.
    pub fn start() -> Result<Self, Missing> {
        Self::start_with(&[])
    }

    fn start_with(settings: &[&str]) -> Result<Self, Missing> {
        let postgres = program("postgres", &installed())?;
        let postgres = postgres.canonicalize().unwrap_or(postgres);
        let tools = postgres.parent().unwrap_or(Path::new("")).to_owned();
        let dir = fresh_dir();
        let data = dir.path().join("data");
        give_away(dir.path());
        let account = as_somebody();
        let mut initdb = Command::new(account.first().map_or(tools.join("initdb"), PathBuf::from));
        initdb.args(account.iter().skip(1));
        if !account.is_empty() {
            initdb.arg(tools.join("initdb"));
        }
        run(initdb.arg("-D").arg(&data).args([
            "-U",
            "postgres",
            "--auth=trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
        ]));
        let port = free_port();
        let mut command = account;
        command.push(postgres.to_string_lossy().into_owned());
        command.extend(["-D".to_owned(), data.to_string_lossy().into_owned()]);
        command.extend([
            "-p".to_owned(),
            port.to_string(),
            "-k".to_owned(),
            dir.path().to_string_lossy().into_owned(),
        ]);
        let always = ["listen_addresses=127.0.0.1", "max_connections=400", "shared_buffers=64MB"];
        for setting in always.iter().chain(settings) {
            command.extend(["-c".to_owned(), (*setting).to_owned()]);
        }
        let server = Server::start(ServerSpec { name: "postgres", command, port, dir });
        let postgres = Self { server, tools, databases: AtomicU32::new(0) };
        postgres.wait_until_ready();
        Ok(postgres)
    }

    /// The one that this process's tests share; each takes a database of its own. It outlives no power loss, and need
    /// not: a database a test would wait for the disk most of its time.
    pub fn shared() -> Result<Arc<Self>, Missing> {
        static SHARED: std::sync::OnceLock<Result<Arc<Postgres>, Missing>> = std::sync::OnceLock::new();
        SHARED.get_or_init(|| Self::start_with(&["fsync=off", "full_page_writes=off"]).map(Arc::new)).clone()
    }

    /// Makes an empty database and answers its URL.
    pub fn fresh_database(&self) -> String {
        let name = format!("fresh_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        run(self.tool("createdb").arg(&name));
        self.url_of(&name)
    }

    /// Makes a copy of a database that nobody is connected to, and answers its URL.
    pub fn copy_of(&self, template: &str) -> String {
        let template = template.rsplit('/').next().unwrap_or_default();
        let name = format!("copy_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        run(self.tool("createdb").args(["--template", template, &name]));
        self.url_of(&name)
    }

    fn url_of(&self, database: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{database}", self.server.port())
    }

    /// Its process; killed, it takes the backends with it.
    #[must_use]
    pub fn server(&self) -> &Server {
        &self.server
    }

    /// Kills it and starts it again on what it left: see [`Server::kill_and_restart`].
    pub fn kill_and_restart(&mut self) {
        self.kill();
        self.restart();
    }

    /// Kills it: see [`Server::kill`].
    pub fn kill(&mut self) {
        self.server.kill();
    }

    /// Starts it again on what it left: see [`Server::restart`].
    pub fn restart(&mut self) {
        self.server.restart();
        self.wait_until_ready();
    }

    fn wait_until_ready(&self) {
        // It accepts connections a moment before it answers them.
        let ready = |_| self.tool("pg_isready").output().is_ok_and(|output| output.status.success());
        assert!(
            (0..600).any(|round| ready(round) || pause()),
            "postgres accepts connections and answers none"
        );
    }

    fn tool(&self, name: &str) -> Command {
        let mut command = Command::new(self.tools.join(name));
        command.args(["-h", "127.0.0.1", "-U", "postgres", "-p", &self.server.port().to_string()]);
        command
    }
}

fn pause() -> bool {
    std::thread::sleep(std::time::Duration::from_millis(100));
    false
}

/// Where Debian puts its server programs, which are not on the path.
fn installed() -> Vec<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    versions.map(|version| version.path().join("bin")).collect()
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// PostgreSQL refuses to run as root: it then runs as `nobody`.
fn as_somebody() -> Vec<String> {
    let drop_rights = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--"];
    if is_root() { drop_rights.map(str::to_owned).to_vec() } else { Vec::new() }
}

fn give_away(dir: &Path) {
    if is_root() {
        run(Command::new("chown").arg("nobody:nogroup").arg(dir));
    }
}
