//! What the proofs with real processes share: the binary, a load that writes down what it did, and the look at what is
//! left after a kill. Nothing of the server runs in this process.

mod backends;
mod content;
// The one that tests of the S3 backend use.
#[path = "../../../src/store/blob/s3/tests/endpoint.rs"]
#[expect(dead_code, reason = "they also look at what passed")]
mod endpoint;
mod journal;
mod kills;
mod leftovers;
mod load;
mod memory;
mod replicas;
mod rolling;
mod server;
mod shared;
mod troubles;
#[path = "../../api/harness/wait.rs"]
mod wait;
mod wire;

pub(crate) use backends::{Backends, Dependency};
pub(crate) use content::Label;
pub(crate) use kills::{Plan, kill_again_and_again, seed};
pub(crate) use leftovers::{blobs_below, files_below, inspect};
pub(crate) use memory::{Uploads, upload_to_s3};
pub(crate) use replicas::kill_replicas;
pub(crate) use rolling::{Rolling, rolling_restart};
pub(crate) use server::{Launch, Profile, Server, Spoken, artigrid};
pub(crate) use troubles::{Misbehaviour, Ordeal, Trouble, go_through};
pub(crate) use wait::eventually;
