//! How the database is asked: a connection of the pool for one job, a bound on its time, and another attempt where that
//! is safe.
//!
//! Changes run under READ COMMITTED and lock the rows that they decide by; what two could make at once a unique index
//! refuses to one of them. So a job that was refused by an index, or chosen as a deadlock's victim, runs again and finds
//! what the other made. A connection that broke is no reason to fail either, as long as COMMIT was not sent: nothing was
//! done. After that nobody knows, and the caller is told that the catalog does not answer.
//!
//! A job whose caller left, or whose time is over, leaves its connection in the middle of a conversation: such a
//! connection is closed and never given to another.

use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::{Connection as _, PgConnection, PgPool, Postgres};

use super::fault::{self, Fault, Outcome, Remedy};
use crate::error::Result;

/// How often a job may be in another's way before its caller hears of it.
const ATTEMPTS: u32 = 10;
/// What the second attempt waits; each further one waits that much longer.
const PAUSE: Duration = Duration::from_millis(2);

/// How a job is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// One reading, or some that need not be of the same moment.
    Look,
    /// Several readings of the same moment.
    Snapshot,
    /// A change, whole or not at all.
    Change,
}

/// Something to be asked or done, as data. It may run more than once.
pub(super) trait Job: Sync {
    /// What it answers.
    type Answer: Send;
    /// How it is run.
    const WAY: Way;

    /// Runs it; what it wrote is rolled back unless it answers.
    fn run(&self, db: &mut PgConnection) -> impl Future<Output = Outcome<Self::Answer>> + Send;
}

/// The pool, and the bound on each job.
pub(super) struct Link {
    pool: PgPool,
    /// The most that one job may take, waiting for a connection and other attempts included.
    bound: Duration,
    /// Each connection of the pool may turn out to be broken once.
    reconnects: u32,
}

/// What became of one attempt.
enum Attempt<T> {
    Answered(T),
    /// It failed before COMMIT was sent.
    Failed(Fault),
    /// It failed with COMMIT, or after.
    Unknown(sqlx::Error),
}

/// A connection that goes back to the pool only if its conversation came to an end.
struct Lent {
    db: Option<PoolConnection<Postgres>>,
}

impl Lent {
    fn give_back(mut self) {
        drop(self.db.take());
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        // Detached from the pool and closed; the server rolls back what it was at.
        drop(self.db.take().map(PoolConnection::detach));
    }
}

impl Link {
    pub(super) fn new(pool: PgPool, bound: Duration) -> Self {
        let reconnects = pool.options().get_max_connections() + 1;
        Self { pool, bound, reconnects }
    }

    /// Does a job, and answers when its effect is durable.
    pub(super) async fn run<J: Job>(&self, job: J) -> Result<J::Answer> {
        match tokio::time::timeout(self.bound, self.attempts(&job)).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(Fault::Refused(error))) => Err(error),
            Ok(Err(Fault::Database(error))) => Err(fault::name(error)),
            Err(_) => Err(fault::unavailable()),
        }
    }

    async fn attempts<J: Job>(&self, job: &J) -> Outcome<J::Answer> {
        let (mut tried, mut broken) = (0, 0);
        loop {
            let mut lent = Lent { db: Some(self.pool.acquire().await?) };
            let Some(db) = lent.db.as_mut() else {
                return Err(Fault::Refused(fault::unavailable()));
            };
            let error = match attempt(db, job).await {
                Attempt::Answered(answer) => {
                    lent.give_back();
                    return Ok(answer);
                }
                Attempt::Failed(Fault::Refused(error)) => {
                    lent.give_back();
                    return Err(Fault::Refused(error));
                }
                Attempt::Failed(Fault::Database(error)) => error,
                // Rolled back by the server itself, in words.
                Attempt::Unknown(error) if fault::remedy(&error) == Remedy::Again => error,
                Attempt::Unknown(error) => return Err(Fault::Database(error)),
            };
            match fault::remedy(&error) {
                Remedy::Again if tried < ATTEMPTS => {
                    lent.give_back();
                    tried += 1;
                    tracing::debug!(%error, tried, "a job of the catalog met another and runs again");
                    tokio::time::sleep(PAUSE * tried).await;
                }
                Remedy::Reconnect if broken < self.reconnects => {
                    drop(lent);
                    broken += 1;
                    tracing::debug!(%error, broken, "a connection to the catalog was broken");
                }
                Remedy::Again | Remedy::None => {
                    lent.give_back();
                    return Err(Fault::Database(error));
                }
                Remedy::Reconnect => return Err(Fault::Database(error)),
            }
        }
    }
}

/// One attempt. When it ends with a refusal or the database's word, the transaction is rolled back.
async fn attempt<J: Job>(db: &mut PgConnection, job: &J) -> Attempt<J::Answer> {
    let begin = match J::WAY {
        Way::Look => return job.run(db).await.map_or_else(Attempt::Failed, Attempt::Answered),
        Way::Snapshot => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        Way::Change => "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE",
    };
    let mut transaction = match db.begin_with(begin).await {
        Ok(transaction) => transaction,
        Err(error) => return Attempt::Failed(error.into()),
    };
    match job.run(&mut transaction).await {
        Ok(answer) => match transaction.commit().await {
            Ok(()) => Attempt::Answered(answer),
            Err(error) => Attempt::Unknown(error),
        },
        Err(fault) => {
            // If that fails too, the connection is broken: the next to take it sees to that.
            if let Err(error) = transaction.rollback().await {
                tracing::debug!(%error, "nothing to roll back");
            }
            Attempt::Failed(fault)
        }
    }
}
