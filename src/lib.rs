//! Artigrid keeps artifacts: files with metadata, their owners and their lifetimes.
pub mod chance;
pub mod clock;
pub mod config;
pub mod domain;
pub mod error;
pub mod policy;
pub mod shutdown;
pub mod store;
