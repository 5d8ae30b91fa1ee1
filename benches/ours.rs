//! The release `artigrid`, started fresh for each measurement, so that none pays for what another left behind.

use crate::Outcome;
use crate::child::Server;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::process::Stdio;
use std::time::Duration;
use tempfile::TempDir;
use tokio::net::TcpStream;
use tokio::process::Command;
use tokio::time;

/// Where the content goes.
#[derive(Clone, Copy)]
pub(crate) enum Storage {
    Memory,
    /// Files and SQLite in a folder of its own, on the disk that target/ is on.
    Files,
}

/// A running server and its folder.
pub(crate) struct Ours {
    server: Server,
    /// Dropped behind the server.
    _folder: TempDir,
}

impl Ours {
    pub(crate) async fn start(storage: Storage) -> Outcome<Self> {
        Self::start_with(storage, &[]).await
    }

    /// The same, with these variables.
    pub(crate) async fn start_with(storage: Storage, variables: &[(&str, &str)]) -> Outcome<Self> {
        let folder = folder()?;
        let (grpc, http, ops) = (free_address()?, free_address()?, free_address()?);
        let mut command = Command::new(env!("CARGO_BIN_EXE_artigrid"));
        command.arg("serve").env_clear();
        command.env("ARTIGRID_GRPC_ADDR", grpc.to_string());
        command.env("ARTIGRID_HTTP_ADDR", http.to_string());
        command.env("ARTIGRID_OPS_ADDR", ops.to_string());
        command.envs(variables.iter().copied());
        if matches!(storage, Storage::Files) {
            command.arg("--data-dir").arg(folder.path().join("data"));
        }
        let process = command.stdout(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true).spawn()?;
        wait_until_it_listens(grpc).await?;
        Ok(Self { server: Server::new(grpc, process), _folder: folder })
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.server.address
    }
}

/// A folder on a real disk: /tmp may be memory.
pub(crate) fn folder() -> Outcome<TempDir> {
    Ok(tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?)
}

fn free_address() -> Outcome<SocketAddr> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}

async fn wait_until_it_listens(address: SocketAddr) -> Outcome<()> {
    const LONGEST: Duration = Duration::from_secs(20);
    let listens = async {
        while TcpStream::connect(address).await.is_err() {
            time::sleep(Duration::from_millis(20)).await;
        }
    };
    time::timeout(LONGEST, listens).await.map_err(|_| "artigrid serve did not listen within 20 s".into())
}
