//! What SQLite's failures mean here.

use crate::error::Error;
use crate::store::blob::{corrupt, full, taken, unavailable};

/// A key that is taken is told by the index of whole blobs.
pub(super) fn refusal(error: sqlx::Error) -> Error {
    match &error {
        sqlx::Error::Database(database) if database.is_unique_violation() => taken(),
        _ => failure(error),
    }
}

/// What a failure of the database means to the caller: SQLite's primary codes, <https://sqlite.org/rescode.html>.
pub(super) fn failure(error: sqlx::Error) -> Error {
    const FULL: u32 = 13;
    const CORRUPT: u32 = 11;
    const NOT_A_DATABASE: u32 = 26;
    let code = match &error {
        sqlx::Error::Database(database) => database.code().and_then(|code| code.parse::<u32>().ok()),
        _ => None,
    };
    match code.map(|code| code & 0xFF) {
        Some(FULL) => full(error),
        Some(CORRUPT | NOT_A_DATABASE) => corrupt("the blob database is damaged").caused_by(error),
        _ => unavailable(error),
    }
}
