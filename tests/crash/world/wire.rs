//! What a client finds after a kill, held against the journal.

use std::collections::HashSet;

use artigrid_client::{Artifact, Artifacts, ListArtifacts, Reason, Scope};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use sha2::{Digest as _, Sha256};

use super::journal::Journal;
use super::server::Server;

/// Readers at once.
const READERS: usize = 4;

/// One whole sweep by an operator, with the scan for orphans; answers how many things it left alone and reported.
pub(super) async fn sweep_once(server: &Server) -> usize {
    let operator = server.builder().role("operator").build().unwrap().admin();
    let (mut reported, mut token) = (0, None);
    loop {
        // Small steps, so that a kill's leftovers lie in several of them.
        let step = operator.sweep(16, token, false).await.unwrap();
        reported += usize::try_from(step.reported).unwrap();
        token = Some(step.next_token).filter(|token| !token.is_empty());
        if token.is_none() {
            return reported;
        }
    }
}

/// All that is there.
pub(super) async fn list_all(artifacts: &Artifacts) -> Vec<Artifact> {
    let mut found = Vec::new();
    for scope in [Scope::Session, Scope::User, Scope::Sandbox] {
        let pages: Vec<_> =
            artifacts.list(ListArtifacts::new().scope(scope).page_size(10)).try_collect().await.unwrap();
        found.extend(pages.into_iter().flat_map(|page| page.artifacts));
    }
    found
}

/// Reads everything back; answers the ids that are there.
pub(super) async fn read_all_back(server: &Server, journal: &mut Journal) -> HashSet<String> {
    let artifacts = server.admin().artifacts();
    let found = list_all(&artifacts).await;
    for id in journal.deleted() {
        let error = artifacts.get(id.as_str()).await.expect_err("deleted and answered");
        assert_eq!(error.reason(), Reason::ArtifactNotFound, "{error:?}");
    }
    let labels: Vec<_> = found.iter().map(|artifact| journal.take_found(artifact)).collect();
    let ids: HashSet<String> = found.iter().map(|artifact| artifact.id.clone()).collect();
    assert_eq!(ids.len(), found.len(), "one artifact was listed twice");
    journal.take_absent(&|id| ids.contains(id));
    let reads = found.iter().zip(labels).map(|(artifact, label)| {
        let artifacts = &artifacts;
        async move {
            let expected = label.bytes();
            assert_eq!(artifact.size, expected.len() as u64, "{artifact:?}");
            assert_eq!(artifact.digests.sha256, Some(Sha256::digest(&expected).into()), "{artifact:?}");
            let bytes = artifacts.download(&artifact.id).bytes(expected.len()).await.unwrap();
            assert!(bytes == expected, "other bytes than were sent: {artifact:?}");
        }
    });
    stream::iter(reads).buffer_unordered(READERS).for_each(|()| async {}).await;
    ids
}
