//! The real binary as a process of its own: killed, starved, misconfigured, spoken to by its own command line.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test stops at what it did not expect, and tells its figures"
)]

mod cli;
mod dependencies;
mod disk;
mod kills;
mod lifecycle;
mod order;
mod replicas;
mod resumable;
mod variables;
mod world;

// Where the world's endpoint looks for it.
use artigrid::shutdown;
