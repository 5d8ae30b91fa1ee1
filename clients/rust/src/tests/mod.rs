//! What the SDK does on the wire, seen by a server that is told how to misbehave.

mod fake;
mod transfers;
mod writes;
