//! The generated stubs, as they are: for tests that send what this SDK never would.
//!
//! Nothing here is stable; the facade is. `clients/rust/generate` makes the files.

#![allow(
    clippy::allow_attributes,
    clippy::allow_attributes_without_reason,
    clippy::all,
    clippy::pedantic,
    missing_docs,
    unreachable_pub,
    unused_qualifications,
    reason = "generated code"
)]

/// Package `artigrid.v1`.
pub mod v1 {
    include!("gen/artigrid.v1.rs");
}

/// Package `grpc.health.v1`.
pub mod health {
    include!("gen/grpc.health.v1.rs");
}
