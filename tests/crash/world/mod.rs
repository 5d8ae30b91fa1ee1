//! What the proofs with real processes share: the binary, a load that writes down what it did, and the look at what is
//! left after a kill. Nothing of the server runs in this process.

mod backends;
mod content;
mod journal;
mod kills;
mod leftovers;
mod load;
mod replicas;
mod rolling;
mod server;
#[path = "../../api/harness/wait.rs"]
mod wait;
mod wire;

pub(crate) use content::Label;
pub(crate) use kills::{Plan, kill_again_and_again, seed};
pub(crate) use leftovers::{blobs_below, files_below, inspect};
pub(crate) use replicas::kill_replicas;
pub(crate) use rolling::{Rolling, rolling_restart};
pub(crate) use server::{Launch, Profile, Server, Spoken, artigrid};
pub(crate) use wait::eventually;
