//! A Redis of one's own.

use std::sync::Arc;

use crate::Missing;
use crate::process::{Server, ServerSpec, free_port, fresh_dir, program};

/// A running Redis that keeps nothing on disk.
#[derive(Debug)]
pub struct Redis {
    server: Server,
}

impl Redis {
    /// Starts one; `extra` are further arguments of `redis-server`, such as a password.
    pub fn start_with(extra: &[&str]) -> Result<Self, Missing> {
        Self::start_at(free_port(), extra)
    }

    /// Starts one on this port, so that one that was killed comes back where it was.
    pub fn start_at(port: u16, extra: &[&str]) -> Result<Self, Missing> {
        let redis = program("redis-server", &[])?;
        let dir = fresh_dir();
        let mut command = vec![redis.to_string_lossy().into_owned()];
        let fixed = ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--daemonize", "no"];
        command.extend(fixed.iter().chain(extra).map(ToString::to_string));
        command.extend(["--port".to_owned(), port.to_string()]);
        command.extend(["--dir".to_owned(), dir.path().to_string_lossy().into_owned()]);
        let server = Server::start(ServerSpec { name: "redis-server", command, port, dir });
        Ok(Self { server })
    }

    /// Starts one without a password.
    pub fn start() -> Result<Self, Missing> {
        Self::start_with(&[])
    }

    /// The one that this process's tests share; each keeps to a key prefix of its own.
    pub fn shared() -> Result<Arc<Self>, Missing> {
        static SHARED: std::sync::OnceLock<Result<Arc<Redis>, Missing>> = std::sync::OnceLock::new();
        SHARED.get_or_init(|| Self::start().map(Arc::new)).clone()
    }

    /// Where it is.
    #[must_use]
    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.server.port())
    }

    /// Kills it: see [`Server::kill`].
    pub fn kill(&mut self) {
        self.server.kill();
    }

    /// Starts it again where it was, and empty: it keeps nothing on disk.
    pub fn restart(&mut self) {
        self.server.restart();
    }

    /// Its process.
    #[must_use]
    pub fn server(&self) -> &Server {
        &self.server
    }
}
