//! Rows of the feature list, each as a user of the SDK would meet it. Where another file proves a row, or a part of
//! one, its test carries the row's id too; `tests/tidy.rs` says which row no test names.

mod content;
mod limits;
mod metadata;
mod upkeep;

use artigrid_client::{Artifact, Client, NewArtifact, Scope};

use crate::harness::TestServer;

/// Every scope, with a client that may write there.
fn writers(server: &TestServer) -> [(Scope, Client); 3] {
    let admin = server.builder().role("admin").build().unwrap();
    [(Scope::Session, server.user("ana")), (Scope::User, server.user("ana")), (Scope::Sandbox, admin)]
}

async fn store(client: &Client, data: impl Into<Vec<u8>>, new: NewArtifact) -> Artifact {
    client.artifacts().upload(data.into(), new).await.unwrap()
}

async fn read(client: &Client, artifact: &Artifact) -> Vec<u8> {
    client.artifacts().download(&artifact.id).bytes(1 << 30).await.unwrap().to_vec()
}
