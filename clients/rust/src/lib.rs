//! The Rust SDK of Artigrid.
