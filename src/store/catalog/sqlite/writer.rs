//! The one writer: takes all jobs that wait, runs them in one transaction and answers each after the commit.
//!
//! A commit costs a sync of the disk, whatever is in it, so what comes while one is being synced goes into the next
//! one together. A job that refuses has written nothing (debug builds look), so it leaves with its refusal and the
//! others stay. When the *database* fails, the group is rolled back and each job runs again in a transaction of its
//! own, so that one job's fault is not another's. A caller that left does not stop its job.

use std::mem;
use std::sync::Arc;

use async_trait::async_trait;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Row as _, SqliteConnection};
use tokio::sync::{Mutex, mpsc, oneshot};

use super::super::cache::{Row, RowCache};
use super::fault::{self, Fault, Outcome};
use crate::error::{Error, Result};
use crate::shutdown::spawn_detached;
use crate::store::reserve::Reserve;

/// How many jobs one transaction takes at most: at 30 µs each, a group of this size is done within 10 ms.
const GROUP_MAX: usize = 256;
/// How many jobs may wait; who comes then waits to be let in.
const QUEUE_MAX: usize = 256;

/// One change, as data, and how it is made.
pub(super) trait Job: Send + Sync + 'static {
    /// What it answers.
    type Answer: Send + Sync + 'static;
    /// Does it take something away? Then it may use the room that is kept for that on a full disk.
    const FREES: bool = false;

    /// Checks all, then writes: a job that returns [`Fault::Refused`] has written nothing. It may run more than once.
    fn run(&self, db: &mut SqliteConnection) -> impl Future<Output = Outcome<Self::Answer>> + Send;

    /// Which rows the commit will have changed. They are in doubt until it is done and the cache told.
    fn changes(&self, _answer: &Self::Answer) -> Vec<Row> {
        Vec::new()
    }

    /// What the commit made, or made stale without anybody's reading it before. Called before anybody is told.
    fn committed(&self, _answer: &Self::Answer, _cache: &RowCache) {}
}

/// Where the writer writes.
pub(super) enum Link {
    /// A file: the connection is made again after a failure.
    File(Box<SqliteConnectOptions>, Option<SqliteConnection>, Reserve),
    /// The one connection that an in-memory database has, shared with the readers.
    Shared(Arc<Mutex<SqliteConnection>>),
}

/// Hands jobs to the writer's task.
pub(super) struct Writer {
    queue: mpsc::Sender<Box<dyn Waiting>>,
}

impl Writer {
    /// Starts the task; it ends when the last handle is gone and all jobs are done.
    pub(super) fn start(link: Link, cache: Arc<RowCache>) -> Self {
        let (queue, jobs) = mpsc::channel(QUEUE_MAX);
        spawn_detached(Task { link, cache }.work(jobs));
        Self { queue }
    }

    /// Does a job, and answers when its effect is durable.
    pub(super) async fn run<J: Job>(&self, job: J) -> Result<J::Answer> {
        let (caller, answer) = oneshot::channel();
        let waiting = Box::new(Entry { job, outcome: None, announced: Vec::new(), caller });
        self.queue.send(waiting).await.map_err(|_| fault::unavailable())?;
        answer.await.map_err(|_| fault::unavailable())?
    }
}

/// A job of any kind in the queue.
#[async_trait]
trait Waiting: Send {
    /// Runs the job and keeps its answer or refusal; an error is the database's.
    async fn attempt(&mut self, db: &mut SqliteConnection) -> Result<(), sqlx::Error>;
    /// The attempt is about to be durable: who sees it from now on must not find in the cache what was before.
    fn announce(&mut self, cache: &RowCache);
    /// It was not, as far as is known.
    fn retract(&mut self, cache: &RowCache);
    /// The attempt is durable: tells the cache and the caller.
    fn settle(self: Box<Self>, cache: &RowCache);
    /// [`Job::FREES`].
    fn frees(&self) -> bool;
    /// There will be no further attempt.
    fn fail(self: Box<Self>, error: Error);
}

struct Entry<J: Job> {
    job: J,
    outcome: Option<Result<J::Answer>>,
    announced: Vec<Row>,
    caller: oneshot::Sender<Result<J::Answer>>,
}

#[async_trait]
impl<J: Job> Waiting for Entry<J> {
    async fn attempt(&mut self, db: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        let before = if cfg!(debug_assertions) { total_changes(db).await? } else { 0 };
        let outcome = match self.job.run(db).await {
            Ok(answer) => Ok(answer),
            Err(Fault::Refused(error)) => {
                if cfg!(debug_assertions) {
                    assert_eq!(total_changes(db).await?, before, "a refused job has written: {error:?}");
                }
                Err(error)
            }
            Err(Fault::Database(error)) => return Err(error),
        };
        self.outcome = Some(outcome);
        Ok(())
    }

    fn announce(&mut self, cache: &RowCache) {
        if let Some(Ok(answer)) = &self.outcome {
            self.announced = self.job.changes(answer);
        }
        for row in &self.announced {
            cache.doubt(*row);
        }
    }

    fn retract(&mut self, cache: &RowCache) {
        for row in self.announced.drain(..) {
            cache.settle(row);
        }
    }

    fn settle(mut self: Box<Self>, cache: &RowCache) {
        self.retract(cache);
        let outcome = self.outcome.unwrap_or_else(|| Err(fault::unavailable()));
        if let Ok(answer) = &outcome {
            self.job.committed(answer, cache);
        }
        // The caller may have left; the job stays done.
        let _ = self.caller.send(outcome);
    }

    fn frees(&self) -> bool {
        J::FREES
    }

    fn fail(self: Box<Self>, error: Error) {
        let _ = self.caller.send(Err(error));
    }
}

async fn total_changes(db: &mut SqliteConnection) -> Result<i64, sqlx::Error> {
    sqlx::query(include_str!("queries/total_changes.sql")).fetch_one(db).await?.try_get(0)
}

struct Task {
    link: Link,
    cache: Arc<RowCache>,
}

impl Task {
    async fn work(mut self, mut jobs: mpsc::Receiver<Box<dyn Waiting>>) {
        let mut group = Vec::with_capacity(GROUP_MAX);
        while jobs.recv_many(&mut group, GROUP_MAX).await > 0 {
            let mut group = mem::replace(&mut group, Vec::with_capacity(GROUP_MAX));
            match self.transaction(&mut group).await {
                Ok(()) => self.settle(group),
                Err(error) if group.len() == 1 => self.last_attempt(group, error).await,
                Err(error) => {
                    tracing::warn!(error = %error, jobs = group.len(), "a group of catalog jobs failed; each is run alone");
                    self.one_by_one(group).await;
                }
            }
        }
    }

    async fn one_by_one(&mut self, group: Vec<Box<dyn Waiting>>) {
        for job in group {
            let mut alone = vec![job];
            match self.transaction(&mut alone).await {
                Ok(()) => self.settle(alone),
                Err(error) => self.last_attempt(alone, error).await,
            }
        }
    }

    /// A job failed alone. What frees something is not stopped by a full disk, for then nothing would ever end that.
    async fn last_attempt(&mut self, mut alone: Vec<Box<dyn Waiting>>, error: sqlx::Error) {
        let frees = alone.iter().all(|job| job.frees());
        if !frees || !fault::is_full(&error) || !self.link.make_room().await {
            return fail(alone, error);
        }
        let done = self.transaction(&mut alone).await;
        self.link.reconnect();
        match done {
            Ok(()) => self.settle(alone),
            Err(error) => fail(alone, error),
        }
    }

    fn settle(&self, group: Vec<Box<dyn Waiting>>) {
        for job in group {
            job.settle(&self.cache);
        }
    }

    /// Runs the jobs in one transaction: all of it is durable, or none.
    async fn transaction(&mut self, group: &mut [Box<dyn Waiting>]) -> Result<(), sqlx::Error> {
        let outcome = self.try_transaction(group).await;
        if outcome.is_err() {
            for job in group {
                job.retract(&self.cache);
            }
        }
        outcome
    }

    async fn try_transaction(&mut self, group: &mut [Box<dyn Waiting>]) -> Result<(), sqlx::Error> {
        let cache = &self.cache;
        match &mut self.link {
            Link::Shared(shared) => {
                let mut db = shared.lock().await;
                let outcome = run_all(&mut db, group, cache).await;
                if outcome.is_err() {
                    roll_back(&mut db).await;
                }
                outcome
            }
            Link::File(options, slot, reserve) => {
                let mut db = match slot.take() {
                    Some(db) => db,
                    None => options.connect().await?,
                };
                let outcome = run_all(&mut db, group, cache).await;
                if outcome.is_ok() {
                    *slot = Some(db);
                    reserve.take_back().await;
                } else {
                    // Rolled back in words, since the connection closes some time after it is dropped. After a
                    // failure of the disk only a new one is sure to read what is really there.
                    roll_back(&mut db).await;
                }
                outcome
            }
        }
    }
}

impl Link {
    /// Gives up the room that is kept, and what the log has that it does not need. Says whether there was any.
    async fn make_room(&mut self) -> bool {
        let Self::File(options, slot, reserve) = self else { return false };
        reserve.give_up().await;
        if let Ok(mut db) = options.connect().await {
            if let Err(error) = empty_log(&mut db, reserve).await {
                tracing::warn!(%error, "the log of a full catalog could not be emptied");
            }
            *slot = Some(db);
        }
        true
    }

    /// The next connection has its usual settings.
    fn reconnect(&mut self) {
        if let Self::File(_, slot, _) = self {
            *slot = None;
        }
    }
}

/// The log never shrinks by itself, and is not to be copied into the database at any time: that would take the room. Where it cannot be emptied, what was given up is all the room there is.
async fn empty_log(db: &mut SqliteConnection, reserve: &Reserve) -> Result<(), sqlx::Error> {
    let size = sqlx::query_scalar(include_str!("size.sql")).fetch_one(&mut *db).await?;
    sqlx::query("PRAGMA wal_autocheckpoint = 0").execute(&mut *db).await?;
    if reserve.covers(size) {
        sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_all(db).await?;
    }
    Ok(())
}

async fn run_all(
    db: &mut SqliteConnection,
    group: &mut [Box<dyn Waiting>],
    cache: &RowCache,
) -> Result<(), sqlx::Error> {
    // In words and not by sqlx's transactions: those lose count when SQLite rolls back by itself.
    sqlx::query("BEGIN IMMEDIATE").execute(&mut *db).await?;
    for job in &mut *group {
        job.attempt(db).await?;
    }
    for job in group {
        job.announce(cache);
    }
    sqlx::query("COMMIT").execute(&mut *db).await?;
    Ok(())
}

/// There may be nothing to roll back any more: SQLite does it by itself when the disk fails.
async fn roll_back(db: &mut SqliteConnection) {
    if let Err(error) = sqlx::query("ROLLBACK").execute(db).await {
        tracing::debug!(%error, "nothing to roll back");
    }
}

fn fail(group: Vec<Box<dyn Waiting>>, error: sqlx::Error) {
    let mut error = Some(fault::name(error));
    for job in group {
        job.fail(error.take().unwrap_or_else(fault::unavailable));
    }
}
