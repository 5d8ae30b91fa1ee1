//! The end of the process, and the only place that spawns: what was spawned is waited for.

use std::future::Future;

use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// Told to everything that runs; cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Shutdown {
    token: CancellationToken,
    hurry: CancellationToken,
    tasks: TaskTracker,
}

impl Shutdown {
    /// A process that runs.
    pub fn new() -> Self {
        Self::default()
    }

    /// Runs `task` beside everything else; [`Shutdown::finished`] waits for it.
    pub fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        self.tasks.spawn(task);
    }

    /// Asks everything to end.
    pub fn begin(&self) {
        self.token.cancel();
    }

    /// Waits until everything is asked to end.
    pub async fn begun(&self) {
        self.token.cancelled().await;
    }

    /// Asks what still runs to leave off where it can be taken up again.
    pub fn hurry(&self) {
        self.hurry.cancel();
    }

    /// Waits until everything is asked to hurry.
    pub async fn hurried(&self) {
        self.hurry.cancelled().await;
    }

    /// Waits until every task has ended; call [`Shutdown::begin`] before.
    pub async fn finished(&self) {
        self.tasks.close();
        self.tasks.wait().await;
    }
}

/// Runs a task that nobody waits for: one that ends with its last handle, and that answers only for what is done.
#[expect(clippy::disallowed_methods, reason = "the home of spawning")]
pub fn spawn_detached(task: impl Future<Output = ()> + Send + 'static) {
    tokio::spawn(task);
}
