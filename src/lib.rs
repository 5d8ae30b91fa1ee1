//! Artigrid keeps artifacts: files with metadata, their owners and their lifetimes.
pub mod chance;
pub mod clock;
pub mod domain;
pub mod error;
pub mod store;
