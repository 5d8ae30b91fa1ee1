//! Private instances of the servers that Artigrid runs on: each on a free port, with its own directory, for the test
//! process that started it alone.
//!
//! A server is started once per process and ends with it: its keeper, a shell, waits for the end of its own standard
//! input, which is a pipe from here. So it ends however the test process ends, by a kill too, and nothing has to be
//! cleaned up by hand. Tests share the instance and never its data: each takes a database, a key prefix or a bucket of
//! its own.
//!
//! A machine without the server's program cannot run such a test. It is then skipped and *says so*; with
//! `ARTIGRID_TEST_SERVICES=required` (as `tests/run` sets it) it fails.

mod garage;
mod postgres;
mod process;
mod redis;

pub use garage::Garage;
pub use postgres::Postgres;
pub use process::{Server, ServerSpec, free_port};
pub use redis::Redis;

/// The variable by which a run insists on every server.
pub const REQUIRED: &str = "ARTIGRID_TEST_SERVICES";

/// Why a server is not there.
#[derive(Debug, Clone)]
pub struct Missing(pub String);

/// The server, or `None` after saying loudly that the test is skipped.
///
/// # Panics
/// If servers are required here, or if the program is there and its server does not start.
pub fn or_skip<T>(server: Result<T, Missing>) -> Option<T> {
    match server {
        Ok(server) => Some(server),
        Err(Missing(why)) => {
            let required = std::env::var(REQUIRED).is_ok_and(|value| value == "required");
            assert!(!required, "{why}, and {REQUIRED}=required");
            say(&format!("!!! SKIPPED: {why}"));
            None
        }
    }
}

#[expect(clippy::print_stderr, reason = "a skipped test must be seen by whoever runs it")]
fn say(line: &str) {
    eprintln!("{line}");
}

#[cfg(test)]
mod tests {
    use std::net::TcpStream;

    use super::*;

    #[test]
    fn a_redis_answers_and_ends_with_its_handle() {
        let Some(redis) = or_skip(Redis::start()) else { return };
        let port = redis.server().port();
        assert!(TcpStream::connect(("127.0.0.1", port)).is_ok());
        drop(redis);
        assert!(TcpStream::connect(("127.0.0.1", port)).is_err());
    }

    #[test]
    fn a_garage_makes_buckets() {
        let Some(garage) = or_skip(Garage::start()) else { return };
        assert_ne!(garage.fresh_bucket(), garage.fresh_bucket());
    }

    #[test]
    fn a_postgres_makes_databases() {
        let Some(postgres) = or_skip(Postgres::start()) else { return };
        assert_ne!(postgres.fresh_database(), postgres.fresh_database());
    }
}
