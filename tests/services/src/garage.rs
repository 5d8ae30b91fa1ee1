//! A garage of one's own: a real S3 server in one process.

use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::Missing;
use crate::process::{Server, ServerSpec, free_port, fresh_dir, program, run};

/// Secrets of nobody: the server listens on loopback and ends with its test.
const RPC_SECRET: &str = "c3ea8cb80333d04e208d136698b1a01ae370d463f0d435ab2177510b3478bf44";
const KEY_ID: &str = "GK31c2f218a2e44f485b94239e";
const KEY_SECRET: &str = "b892c0665f0ada8a4755dae98baa3b133590e11dae3bcc1f9d769d67f16c3835";

/// A running garage of a single node, with its metadata in SQLite.
#[derive(Debug)]
pub struct Garage {
    server: Server,
    program: PathBuf,
    buckets: AtomicU32,
}

impl Garage {
    /// Starts one with no bucket.
    pub fn start() -> Result<Self, Missing> {
        Self::start_at(free_port())
    }

    /// Starts one on this port, so that one that was killed comes back where it was (and empty).
    pub fn start_at(port: u16) -> Result<Self, Missing> {
        let program = program("garage", &built())?;
        let dir = fresh_dir();
        let (path, rpc, admin) = (dir.path().display(), free_port(), free_port());
        let config = format!(
            "metadata_dir = \"{path}/meta\"\ndata_dir = \"{path}/data\"\ndb_engine = \"sqlite\"\n\
             replication_factor = 1\nmetadata_fsync = false\ndata_fsync = false\n\
             rpc_bind_addr = \"127.0.0.1:{rpc}\"\nrpc_public_addr = \"127.0.0.1:{rpc}\"\n\
             rpc_secret = \"{RPC_SECRET}\"\n\
             [s3_api]\ns3_region = \"garage\"\napi_bind_addr = \"127.0.0.1:{port}\"\n\
             [admin]\napi_bind_addr = \"127.0.0.1:{admin}\"\n"
        );
        std::fs::write(dir.path().join("config.toml"), config).expect("a file in a fresh directory");
        let words = [
            "env".to_owned(),
            "RUST_LOG=warn".to_owned(),
            format!("GARAGE_DEFAULT_ACCESS_KEY={KEY_ID}"),
            format!("GARAGE_DEFAULT_SECRET_KEY={KEY_SECRET}"),
            program.to_string_lossy().into_owned(),
            "-c".to_owned(),
            format!("{path}/config.toml"),
        ];
        let command =
            words.into_iter().chain(["server", "--single-node", "--default-access-key"].map(str::to_owned));
        let server = ServerSpec { name: "garage", command: command.collect(), port, dir };
        let garage = Self { server: Server::start(server), program, buckets: AtomicU32::new(0) };
        garage.wait_until_ready();
        Ok(garage)
    }

    /// The one that this process's tests share; each takes a bucket of its own.
    pub fn shared() -> Result<Arc<Self>, Missing> {
        static SHARED: std::sync::OnceLock<Result<Arc<Garage>, Missing>> = std::sync::OnceLock::new();
        SHARED.get_or_init(|| Self::start().map(Arc::new)).clone()
    }

    /// Makes an empty bucket that the key may do everything with, and answers its name.
    pub fn fresh_bucket(&self) -> String {
        let name = format!("fresh-{}", self.buckets.fetch_add(1, Ordering::Relaxed));
        run(self.tool().args(["bucket", "create", &name]));
        run(self.tool().args(["bucket", "allow", "--read", "--write", "--owner", &name, "--key", KEY_ID]));
        name
    }

    /// Where it answers.
    #[must_use]
    pub fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.server.port())
    }

    /// The id and the secret of its access key.
    #[must_use]
    pub fn key(&self) -> (&'static str, &'static str) {
        (KEY_ID, KEY_SECRET)
    }

    /// The region that it believes to be in.
    #[must_use]
    pub fn region(&self) -> &'static str {
        "garage"
    }

    /// Its process.
    #[must_use]
    pub fn server(&self) -> &Server {
        &self.server
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
        // It accepts connections before its layout and its key are there.
        let ready = |_| {
            self.tool().args(["key", "info", KEY_ID]).output().is_ok_and(|output| output.status.success())
        };
        assert!((0..600).any(|round| ready(round) || pause()), "garage accepts connections and answers none");
    }

    fn tool(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.env("RUST_LOG", "error").arg("-c").arg(self.server.dir().join("config.toml"));
        command
    }
}

fn pause() -> bool {
    std::thread::sleep(std::time::Duration::from_millis(100));
    false
}

/// Where `tests/run` builds it.
fn built() -> Vec<PathBuf> {
    let workspace = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    vec![workspace.join("target/tools/garage/bin")]
}
