//! The Python library, in an interpreter and with packages of its own: `benches/chuk.py` drives it.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use tokio::process::Command;

use crate::{Outcome, ours};

const PACKAGE: &str = "chuk-artifacts==0.7";
const DRIVER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/chuk.py");

/// Its interpreter, with the library in it.
pub(crate) struct Chuk {
    python: PathBuf,
}

/// Calls per second.
#[derive(serde::Deserialize)]
pub(crate) struct Rates {
    pub(crate) store: f64,
    pub(crate) retrieve: f64,
}

impl Chuk {
    /// Installs it under `target/`, once; what is missing is the error.
    pub(crate) async fn install() -> Outcome<Self> {
        let home = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("benches").join("chuk-0.7");
        let python = home.join("bin/python");
        let done = home.join("installed");
        if !done.exists() {
            run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&home)).await?;
            run(Command::new(&python).args(["-m", "pip", "install", "--quiet", PACKAGE])).await?;
            std::fs::write(done, PACKAGE)?;
        }
        Ok(Self { python })
    }

    /// `total` stores and as many retrievals by so many callers at once, on this Redis and on the disk that ours uses.
    pub(crate) async fn measure(
        &self,
        redis: &str,
        size: u64,
        callers: usize,
        total: usize,
    ) -> Outcome<Rates> {
        let folder = ours::folder()?;
        let mut command = Command::new(&self.python);
        command.arg(DRIVER).args([size.to_string(), callers.to_string(), total.to_string()]);
        command.env_clear().current_dir(folder.path());
        command.env("ARTIFACT_PROVIDER", "filesystem").env("ARTIFACT_FS_ROOT", folder.path().join("files"));
        command.env("SESSION_PROVIDER", "redis").env("SESSION_REDIS_URL", redis);
        Ok(serde_json::from_slice(&run(&mut command).await?)?)
    }
}

/// What a command prints; what it complains of, if it fails.
async fn run(command: &mut Command) -> Outcome<Vec<u8>> {
    let done = command.stdin(Stdio::null()).kill_on_drop(true).output().await;
    let done = done.map_err(|why| format!("{}: {why}", command.as_std().get_program().display()))?;
    if done.status.success() {
        return Ok(done.stdout);
    }
    let said = String::from_utf8_lossy(&done.stderr);
    let last: Vec<&str> = said.lines().rev().take(3).collect();
    Err(format!("{} failed: {}", command.as_std().get_program().display(), last.join(" | ")).into())
}
