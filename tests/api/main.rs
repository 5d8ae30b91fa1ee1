//! The service through its wire: one binary for all of it, since linking is what costs.
#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test stops at what it did not expect")]

mod admin;
mod batches;
mod copies;
mod harness;
mod replay;
mod session_lists;
mod sweeping;
mod transfers;
