//! The service through its wire: one binary for all of it, since linking is what costs.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::unchecked_time_subtraction,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    clippy::items_after_statements,
    clippy::unnecessary_wraps,
    reason = "a test stops at what it did not expect, knows its own numbers and reads as a story"
)]

mod admin;
mod batches;
mod boundaries;
mod copies;
mod curl;
mod data_plane;
mod draining;
mod error_table;
mod grid_keys;
mod harness;
mod history;
mod lifetimes;
mod listing;
mod native_urls;
mod policy_coverage;
mod policy_matrix;
mod preconditions;
mod redis;
mod refusals;
mod replay;
mod restart;
mod resumable;
mod route_matrix;
mod rows;
mod sdk_batches;
mod sdk_urls;
mod search;
mod server;
mod serving;
mod session_lists;
mod sessions;
mod share_links;
mod signed_urls;
mod stores;
mod sweeping;
mod transfers;
mod url_uploads;
mod wire;
