//! A server in a process of its own, which does not outlive its handle.

use crate::Outcome;
use std::env;
use std::net::SocketAddr;
use std::process::Stdio;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

/// A running server.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    /// Killed when dropped.
    _process: Child,
}

impl Server {
    pub(crate) fn new(address: SocketAddr, process: Child) -> Self {
        Self { address, _process: process }
    }

    /// This program again, as one of the baselines; it says its address on its first line.
    pub(crate) async fn baseline(arguments: &[&str]) -> Outcome<Self> {
        let mut process = Command::new(env::current_exe()?)
            .arg("serve")
            .args(arguments)
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let output = process.stdout.take().ok_or("a baseline has no output")?;
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line).await?;
        Ok(Self::new(line.trim().parse()?, process))
    }
}
