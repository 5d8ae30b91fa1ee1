//! The Rust SDK of Artigrid.

pub mod raw;
