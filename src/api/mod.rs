//! The edges. The rule: an edge translates, it decides nothing.
//!
//! Words of a transport become values of the domain and back; who may do what is the policy's to say, what happens is
//! the store's.

pub mod grpc;
pub mod http;
