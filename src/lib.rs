//! Artigrid keeps artifacts: files with metadata, their owners and their lifetimes.
//!
//! ```text
//! gRPC ──► api ──► service ──► policy ──► Grant ──► store ─┬─► store::blob      memory files sqlite
//!        (translate) (use cases) (may they?) (proof)         ├─► store::catalog   sqlite
//!                                                          └─► store::sessions  memory
//! beneath all of them: domain · error · clock · chance      above all of them: app (wires) · main (starts)
//! ```
//!
//! Five sentences to keep in mind:
//! 1. The edge translates; it decides nothing.
//! 2. A use case is three lines: authorize, act, answer.
//! 3. Nothing persisted can be touched without a [`Grant`](policy::Grant), and only [`policy`] makes one.
//! 4. The store keeps its parts in step: bytes are whole before their row is visible; a row is invisible before its
//!    bytes go. No visible row points at nothing, and no bytes exist that no sweep will find.
//! 5. Expired means invisible at once; swept means gone, later.
//!
//! What a module does not know matters as much: `domain` knows no IO, no wire and no time of day; `policy` no store;
//! `store` no rules and no wire; `api` no backend. `tests/tidy.rs` holds the imports to that.

pub mod error;

pub mod domain;

pub mod chance;
pub mod clock;

pub mod config;
pub mod shutdown;
pub mod telemetry;

pub mod policy;
pub mod store;

pub mod service;

pub mod proto;

pub mod api;
pub mod serving;

pub mod app;

pub mod cli;

pub mod docs;
