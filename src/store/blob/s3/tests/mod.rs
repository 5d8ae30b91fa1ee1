//! S3 as it is and as it fails. What every backend promises is in the conformance suite.

mod endpoint;
mod faults;
mod presign;
mod requests;
pub(in crate::store::blob) mod world;
