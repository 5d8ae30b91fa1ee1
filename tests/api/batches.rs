//! Many at once: each with its own outcome, in the order asked.

use artigrid_client::raw::v1::{
    self, batch_create_artifacts_request as create, batch_create_artifacts_response as created,
    batch_delete_artifacts_request as delete, batch_read_artifacts_request as read,
    batch_read_artifacts_response as was_read,
};

use crate::harness::{Calling, Profile, Raw, TestServer, content, reason};

const ANA: Calling = Calling { sandbox: None, role: None, user: Some("ana"), session: None };
const BOB: Calling = Calling { sandbox: None, role: None, user: Some("bob"), session: None };

fn item(name: &str, data: Vec<u8>) -> create::Item {
    let spec =
        v1::ArtifactSpec { scope: v1::Scope::User.into(), filename: name.to_owned(), ..Default::default() };
    create::Item { spec: Some(spec), data: data.into(), digests: None }
}

async fn create_all(raw: &Raw, items: Vec<create::Item>) -> Vec<Result<v1::Artifact, v1::Failure>> {
    let request = v1::BatchCreateArtifactsRequest { items, request_id: String::new() };
    let answer = raw.artifacts().batch_create_artifacts(request).await.unwrap().into_inner();
    let outcomes = answer.items.into_iter().map(|item| match item.outcome.unwrap() {
        created::item::Outcome::Artifact(artifact) => Ok(artifact),
        created::item::Outcome::Failure(failure) => Err(failure),
    });
    outcomes.collect()
}

async fn read_all(raw: &Raw, ids: &[&str]) -> Vec<Result<v1::ReadArtifactResponse, v1::ErrorReason>> {
    let items =
        ids.iter().map(|id| read::Item { artifact_id: (*id).to_owned(), ..Default::default() }).collect();
    let answer = raw.artifacts().batch_read_artifacts(v1::BatchReadArtifactsRequest { items }).await.unwrap();
    let outcomes = answer.into_inner().items.into_iter().map(|item| match item.outcome.unwrap() {
        was_read::item::Outcome::Content(content) => Ok(content),
        was_read::item::Outcome::Failure(failure) => Err(failure.reason()),
    });
    outcomes.collect()
}

#[tokio::test]
async fn a12_a_hundred_are_made_and_one_bad_item_does_not_lose_the_others() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let raw = server.raw(ANA);
        let mut items: Vec<_> =
            (0..100).map(|at| item(&format!("{at:03}"), content(at * 100, at as u64))).collect();
        items[7].spec.as_mut().unwrap().meta_json = "[]".to_owned();
        items[8].digests = Some(v1::Digests { crc32c: Some(1), sha256: None });
        items[9].spec.as_mut().unwrap().scope = v1::Scope::Sandbox.into();
        let outcomes = create_all(&raw, items).await;
        assert_eq!(outcomes.len(), 100);
        for (at, outcome) in outcomes.iter().enumerate() {
            let failed = outcome.as_ref().err().map(v1::Failure::reason);
            let expected = match at {
                7 => Some(v1::ErrorReason::InvalidArgument),
                8 => Some(v1::ErrorReason::ChecksumMismatch),
                9 => Some(v1::ErrorReason::AccessDenied),
                _ => None,
            };
            assert_eq!(failed, expected, "{profile:?}, item {at}");
            if let Ok(artifact) = outcome {
                assert_eq!(
                    (artifact.filename.as_str(), artifact.size),
                    (&*format!("{at:03}"), at as i64 * 100)
                );
            }
        }
        let failure = outcomes[9].as_ref().unwrap_err();
        assert_eq!(failure.grpc_code, tonic::Code::PermissionDenied as i32);
        assert!(failure.message.contains("sandbox scope"), "it says why: {}", failure.message);
    }
}

#[tokio::test]
async fn a12_what_does_not_fit_is_refused_by_itself() {
    let server = TestServer::memory().await;
    let raw = server.raw(ANA);
    let mega = |seed| content(1 << 20, seed);
    let small = || item("small", b"fits".to_vec());
    let outcomes =
        create_all(&raw, vec![item("a", mega(1)), item("b", mega(2)), small(), item("c", mega(3)), small()])
            .await;
    let failed: Vec<bool> = outcomes.iter().map(Result::is_err).collect();
    assert_eq!(failed, [false, false, false, true, false], "a smaller one behind it still fits");
    assert_eq!(outcomes[3].as_ref().unwrap_err().reason(), v1::ErrorReason::SizeLimit);

    let third = create_all(&raw, vec![item("c", mega(3))]).await.remove(0).unwrap().id;
    let ids: Vec<String> = outcomes.into_iter().filter_map(Result::ok).map(|artifact| artifact.id).collect();
    let back = read_all(&raw, &[&ids[0], &third, &ids[1], &ids[2]]).await;
    assert_eq!(back[0].as_ref().unwrap().data, mega(1));
    assert_eq!(back[1].as_ref().unwrap().data, mega(3));
    // With what is said about them, three do not fit into 3 MiB.
    assert_eq!(back[2].as_ref().unwrap_err(), &v1::ErrorReason::SizeLimit);
    assert_eq!(back[3].as_ref().unwrap().data, &b"fits"[..]);

    let many = v1::BatchCreateArtifactsRequest { items: vec![small(); 101], request_id: String::new() };
    let refused = raw.artifacts().batch_create_artifacts(many).await.unwrap_err();
    assert_eq!(reason(&refused), "SIZE_LIMIT");
}

#[tokio::test]
async fn a12_each_is_read_and_deleted_by_its_own_right() {
    let server = TestServer::memory().await;
    let (ana, bob) = (server.raw(ANA), server.raw(BOB));
    let hers = ana.put(v1::Scope::User, "a", b"hers").await;
    let his = bob.put(v1::Scope::User, "b", b"his").await;
    let nobodys = "01890a5d-ac96-774b-bcce-b302099a8057";
    let back = read_all(&bob, &[&hers, &his, nobodys, "x"]).await;
    assert_eq!(back[0].as_ref().unwrap_err(), &AccessDenied);
    assert_eq!(back[1].as_ref().unwrap().data, &b"his"[..]);
    assert_eq!(back[2].as_ref().unwrap_err(), &ArtifactNotFound);
    assert_eq!(back[3].as_ref().unwrap_err(), &v1::ErrorReason::InvalidArgument);

    let items = [(&*hers, ""), (&*his, "stale"), (nobodys, ""), (&*his, "")];
    let items = items.map(|(id, etag)| delete::Item { artifact_id: id.to_owned(), etag: etag.to_owned() });
    let one_by_one = async |item: delete::Item| {
        let request = v1::BatchDeleteArtifactsRequest { items: vec![item], request_id: String::new() };
        let answer =
            bob.artifacts().batch_delete_artifacts(request).await.unwrap().into_inner().items.remove(0);
        (answer.artifact_id, answer.failure.map(|failure| failure.reason()))
    };
    use v1::ErrorReason::{AccessDenied, ArtifactNotFound, EtagMismatch};
    let expected = [Some(AccessDenied), Some(EtagMismatch), Some(ArtifactNotFound), None];
    for (item, expected) in items.into_iter().zip(expected) {
        let id = item.artifact_id.clone();
        assert_eq!(one_by_one(item).await, (id, expected));
    }
    let gone = read_all(&ana, &[&hers, &his]).await;
    assert!(gone[0].is_ok());
    assert_eq!(gone[1].as_ref().unwrap_err(), &ArtifactNotFound);
}

#[tokio::test]
async fn the_limits_are_told() {
    let server = TestServer::memory().await;
    let told = server.client().admin().capabilities().await.unwrap();
    let limits = told.limits.unwrap();
    assert_eq!((limits.max_batch_items, limits.max_batch_size), (100, 3 << 20));
    let built = [
        v1::Feature::ResumableUpload,
        v1::Feature::Batch,
        v1::Feature::Copy,
        v1::Feature::Search,
        v1::Feature::RequestId,
        v1::Feature::SignedUrls,
        v1::Feature::ShareLinks,
    ];
    assert_eq!(told.features().collect::<Vec<_>>(), built);
}
