//! The Rust SDK of Artigrid: artifacts in and out, by one connection and one identity.
//!
//! ```no_run
//! # async fn example() -> artigrid_client::Result<()> {
//! use artigrid_client::{Client, NewArtifact, Scope};
//!
//! let client = Client::builder().address("127.0.0.1:50051").user("ana").build()?;
//! let report = NewArtifact::new().scope(Scope::User).filename("report.pdf");
//! let kept = client.artifacts().upload(std::path::Path::new("report.pdf"), report).await?;
//! client.artifacts().download(&kept.id).to_path("copy.pdf").await?;
//! # Ok(())
//! # }
//! ```
//!
//! | module | knows |
//! |---|---|
//! | `builder`, `client` | where the server is, who is calling, which session is kept |
//! | `artifacts`, `sessions`, `search`, `admin` | one method per call |
//! | `urls` | signed URLs and share links |
//! | `batch` | many small artifacts in few messages |
//! | `grid`, [`text`] | keys and encodings: no server needed |
//! | `transfer` | streams, chunks, digests, resuming; nothing of metadata |
//! | `retry` | what is tried again, and when |
//! | `error` | the one error, by the contract's reasons |
//! | `model`, `options` | answers and arguments; the wire's types stay inside |
//! | [`raw`] | the generated stubs, for tests of servers |

#![forbid(unsafe_code)]
#![warn(missing_docs, unreachable_pub)]

mod addresses;
pub mod admin;
mod artifacts;
mod batch;
mod builder;
mod client;
mod error;
mod grid;
mod model;
mod options;
pub mod raw;
mod retry;
mod search;
mod sessions;
#[cfg(test)]
mod tests;
pub mod text;
mod transfer;
mod urls;

pub use artifacts::{ArtifactPage, Artifacts, CopyTarget, ReadContent};
pub use batch::{DeleteItem, ReadItem};
pub use builder::ClientBuilder;
pub use client::Client;
pub use error::{Error, Origin, Reason, Result};
pub use grid::{GridKey, GridOwner};
pub use model::{Artifact, Digests, Scope, Session};
pub use options::{Changes, Lifetime, ListArtifacts, NewArtifact, Part};
pub use retry::RetryPolicy;
pub use search::{Count, Query, Search, SearchOrder};
pub use sessions::{NewSession, SessionPage, Sessions};
pub use tonic::Code;
pub use transfer::Progress;
pub use transfer::download::{Content, Download};
pub use transfer::source::Source;
pub use transfer::upload::Upload;
pub use urls::{
    DownloadUrl, NewShareLink, PartUrl, PutContent, ShareLink, ShareLinkPage, SignedUrl, UploadByUrl,
    UploadUrl, UrlLife, Urls,
};

/// The quick start of the README is compiled like everything else.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
