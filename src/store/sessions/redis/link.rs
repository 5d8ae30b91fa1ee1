//! Connections to Redis: how they are made, how long they are waited for, and when one is given up.
//!
//! A connection carries one question at a time, so the pool's size bounds what Redis is asked at once. One that fell
//! silent or broke is thrown away: after a Redis that went and came back, or was replaced by its stand-in behind the same
//! name, only a new one is sure to reach it. What broke on the way is asked again by another connection, since every
//! question here may be asked twice.

use std::error::Error as StdError;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use std::{fmt, io};

use bb8_redis::bb8::{self, ErrorSink, ManageConnection, RunError};
use redis::aio::MultiplexedConnection;
use redis::{
    AsyncConnectionConfig, Client, ErrorKind as Kind, FromRedisValue, RedisError, RedisResult, Script,
    ServerErrorKind, Value,
};
use tokio::time::timeout;

use super::RedisSettings;
use crate::error::{Error, ErrorKind, Result};

/// One connection.
pub(super) struct Link {
    connection: MultiplexedConnection,
    /// Which run of which Redis it leads to; empty if that Redis does not say.
    run: Arc<str>,
    broken: bool,
}

/// Makes connections.
struct Maker {
    client: Client,
    patience: Duration,
}

/// What is asked.
#[derive(Clone, Copy)]
pub(super) enum Question<'a> {
    /// Are you there?
    Ping,
    /// These fields of a key.
    Fields(&'a str, &'static [&'static str]),
    /// A script on a key; before its other arguments comes the generation.
    Run(&'a Script, &'a str, &'a [String]),
}

/// Redis, by a bounded number of connections and with a bounded wait for each answer.
pub(super) struct Links {
    pool: bb8::Pool<Maker>,
    spare: Maker,
    catalog: String,
    size: u32,
    connect: Duration,
    answer: Duration,
    last: LastFailure,
}

impl Links {
    /// Connects to nothing yet.
    pub(super) fn new(settings: &RedisSettings<'_>, catalog: &str) -> Result<Self> {
        let client = client(settings)?;
        let maker = || Maker { client: client.clone(), patience: settings.connect_timeout };
        let last = LastFailure::default();
        let pool = bb8::Pool::builder()
            .max_size(settings.pool_size)
            .connection_timeout(settings.connect_timeout)
            // Asking whether it works costs as much as the question itself.
            .test_on_check_out(false)
            .error_sink(Box::new(last.clone()))
            .build_unchecked(maker());
        Ok(Self {
            pool,
            spare: maker(),
            catalog: catalog.to_owned(),
            size: settings.pool_size,
            connect: settings.connect_timeout,
            answer: settings.command_timeout,
            last,
        })
    }

    /// Is there anything wrong that waiting would not mend? A Redis that is away is no such thing.
    pub(super) async fn try_out(&self) -> Result<()> {
        let error = match self.spare.connect().await {
            Ok(link) => {
                if link.run.is_empty() {
                    tracing::warn!(
                        "Redis does not answer INFO: views from before its restart may be believed"
                    );
                }
                return Ok(());
            }
            Err(error) => error,
        };
        let Some(fault) = fault_of(&error) else {
            tracing::warn!(%error, "Redis does not answer: what needs sessions waits for it");
            return Ok(());
        };
        let refusal = ErrorKind::BackendUnavailable.error(format!("Redis (SESSION_REDIS_URL): {fault}"));
        Err(refusal.with("dependency", "sessions").caused_by(error))
    }

    /// Asks, and answers within the two bounds together, whatever becomes of Redis. With the answer comes the generation that
    /// was asked: what must be the same for what is there to be believed.
    pub(super) async fn ask<T: FromRedisValue>(&self, question: Question<'_>) -> Result<(T, String)> {
        let asked = timeout(self.connect + self.answer, self.ask_some_link(question)).await;
        asked.unwrap_or_else(|_| Err(unavailable("Redis did not answer in time")))
    }

    async fn ask_some_link<T: FromRedisValue>(&self, question: Question<'_>) -> Result<(T, String)> {
        // All that lie in the pool may have broken together.
        for _ in 0..self.size {
            if let Some(answer) = self.ask_a_link(question).await? {
                return Ok(answer);
            }
        }
        self.ask_a_link(question).await?.ok_or_else(|| unavailable("every connection to Redis broke"))
    }

    /// `None` if the connection broke before it brought an answer.
    async fn ask_a_link<T: FromRedisValue>(&self, question: Question<'_>) -> Result<Option<(T, String)>> {
        let mut link = self.pool.get().await.map_err(|error| self.no_link(error))?;
        let generation = format!("{}.{}", self.catalog, link.run);
        let asked = timeout(self.answer, question.put_to(&mut link.connection, &generation)).await;
        match asked.map(|answer| answer.and_then(|value| Ok(T::from_redis_value(value)?))) {
            Ok(Ok(answer)) => Ok(Some((answer, generation))),
            Ok(Err(error))
                if error.is_connection_dropped() || (error.is_io_error() && !error.is_timeout()) =>
            {
                link.broken = true;
                tracing::debug!(%error, "a connection to Redis broke");
                Ok(None)
            }
            Ok(Err(error)) => {
                link.broken = true;
                Err(unavailable(error))
            }
            Err(_) => {
                link.broken = true;
                Err(unavailable("Redis fell silent"))
            }
        }
    }

    fn no_link(&self, error: RunError<RedisError>) -> Error {
        match error {
            RunError::User(error) => unavailable(error),
            RunError::TimedOut => match self.last.take() {
                Some(error) => unavailable(error),
                None => unavailable("no connection to Redis was free in time"),
            },
        }
    }
}

impl Question<'_> {
    async fn put_to(self, connection: &mut MultiplexedConnection, generation: &str) -> RedisResult<Value> {
        match self {
            Self::Ping => redis::cmd("PING").query_async(connection).await,
            Self::Fields(key, fields) => {
                redis::cmd("HMGET").arg(key).arg(fields).query_async(connection).await
            }
            Self::Run(script, key, args) => {
                script.key(key).arg(generation).arg(args).invoke_async(connection).await
            }
        }
    }
}

impl ManageConnection for Maker {
    type Connection = Link;
    type Error = RedisError;

    async fn connect(&self) -> Result<Link, RedisError> {
        let opening = async {
            // The bounds are ours, so that there is one of each.
            let config = AsyncConnectionConfig::new().set_connection_timeout(None).set_response_timeout(None);
            let mut connection = self.client.get_multiplexed_async_connection_with_config(&config).await?;
            let run = run_of(&mut connection).await?.into();
            Ok(Link { connection, run, broken: false })
        };
        let late = || Err(io::Error::from(io::ErrorKind::TimedOut).into());
        timeout(self.patience, opening).await.unwrap_or_else(|_| late())
    }

    async fn is_valid(&self, _: &mut Link) -> Result<(), RedisError> {
        Ok(())
    }

    fn has_broken(&self, link: &mut Link) -> bool {
        link.broken
    }
}

/// The run of the server behind a connection: another one after each restart, and another one of its stand-in.
async fn run_of(connection: &mut MultiplexedConnection) -> RedisResult<String> {
    let info: RedisResult<String> = redis::cmd("INFO").arg("server").query_async(connection).await;
    match info {
        Ok(info) => {
            let run = info.lines().find_map(|line| line.strip_prefix("run_id:"));
            Ok(run.unwrap_or_default().trim().to_owned())
        }
        Err(error) if error.code() == Some("NOPERM") => Ok(String::new()),
        Err(error) => Err(error),
    }
}

fn client(settings: &RedisSettings<'_>) -> Result<Client> {
    let client = match &settings.ca {
        None => Client::open(settings.url),
        Some(ca) => {
            let certificates = redis::TlsCertificates { client_tls: None, root_cert: Some(ca.clone()) };
            Client::build_with_tls(settings.url, certificates)
        }
    };
    // What the library says of a URL may have the URL in it, and that the password.
    client.map_err(|_| Error::invalid("SESSION_REDIS_URL", "cannot be used; see the variable's description"))
}

/// What is wrong for good, in words for the operator; `None` if it may pass.
fn fault_of(error: &RedisError) -> Option<&'static str> {
    match (error.kind(), error.code()) {
        (Kind::AuthenticationFailed, _) | (_, Some("WRONGPASS")) => Some("the user or the password is wrong"),
        (_, Some("NOAUTH")) => Some("it asks for a password, and the URL has none"),
        (_, Some("NOPERM")) => Some("the user may not run the commands that are needed"),
        (Kind::InvalidClientConfig, _) => Some("the URL cannot be used"),
        (Kind::Server(ServerErrorKind::ResponseError), _) => Some("it refuses the connection"),
        _ if is_of_tls(error) => Some("its certificate is not trusted, or it does not speak TLS"),
        _ => None,
    }
}

/// What rustls says comes as an IO error of data that is not what it should be, behind a pointer of the library's.
fn is_of_tls(error: &RedisError) -> bool {
    let shared = error.source().and_then(|source| source.downcast_ref::<Arc<dyn StdError + Send + Sync>>());
    let io = shared.and_then(|shared| shared.downcast_ref::<io::Error>());
    io.is_some_and(|io| io.kind() == io::ErrorKind::InvalidData)
}

/// A failure as the caller reads it: Redis' own words are for the log.
fn unavailable(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    ErrorKind::BackendUnavailable
        .error("the session registry does not answer")
        .with("dependency", "sessions")
        .caused_by(cause)
}

/// Why the last connection could not be made: the pool itself only says that none came in time.
#[derive(Debug, Clone, Default)]
struct LastFailure(Arc<Mutex<Option<RedisError>>>);

impl LastFailure {
    fn take(&self) -> Option<RedisError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl ErrorSink<RedisError> for LastFailure {
    fn sink(&self, error: RedisError) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
    }

    fn boxed_clone(&self) -> Box<dyn ErrorSink<RedisError>> {
        Box::new(self.clone())
    }
}

impl fmt::Debug for Maker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Maker")
    }
}
