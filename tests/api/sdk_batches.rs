//! Batches as the SDK sends them: as many messages as it takes, and an answer for each item.

use artigrid_client::raw::v1;
use artigrid_client::{DeleteItem, NewArtifact, ReadItem, Reason, Scope};
use bytes::Bytes;

use crate::harness::{Profile, TestServer, Who, content};

fn new(name: impl ToString) -> NewArtifact {
    NewArtifact::new().scope(Scope::User).filename(name.to_string())
}

#[tokio::test]
async fn a12_the_sdk_splits_what_is_too_many_and_answers_each_item() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let ana = server.user("ana");
        let items = (0..250_u64).map(|at| {
            let name = if at % 50 == 7 { "bad//name".to_owned() } else { format!("{at:03}") };
            (Bytes::from(content(usize::try_from(at * 20).unwrap(), at)), new(name))
        });
        let made = ana.artifacts().create_batch(items).await;
        assert_eq!(made.len(), 250);
        for (at, outcome) in made.iter().enumerate() {
            match outcome {
                Ok(artifact) => assert_eq!(artifact.filename, Some(format!("{at:03}")), "{profile:?}"),
                Err(error) => {
                    assert_eq!((at % 50, error.reason()), (7, Reason::InvalidArgument), "{error:?}");
                }
            }
        }
        let ids: Vec<&str> = made.iter().flatten().map(|artifact| artifact.id.as_str()).collect();
        assert_eq!(ids.len(), 245);

        let unknown = "01890a5d-ac96-774b-bcce-b302099a8057";
        let asked = ids.iter().copied().chain([unknown, "no id"]).map(ReadItem::new);
        let read = ana.artifacts().read_batch(asked).await;
        let reasons: Vec<_> =
            read.iter().map(|outcome| outcome.as_ref().err().map(artigrid_client::Error::reason)).collect();
        assert_eq!(reasons[245..], [Some(Reason::ArtifactNotFound), Some(Reason::InvalidArgument)]);
        for (content_of, artifact) in read.iter().flatten().zip(made.iter().flatten()) {
            assert_eq!(content_of.artifact, *artifact);
            let at: u64 = artifact.filename.as_deref().unwrap().parse().unwrap();
            assert!(content_of.data == content(usize::try_from(at * 20).unwrap(), at), "{profile:?} {at}");
        }
        assert_eq!(read.iter().flatten().count(), 245);

        let stale = DeleteItem::new(ids[0]).if_etag("stale");
        let all = std::iter::once(stale).chain(ids.iter().map(|id| DeleteItem::new(*id)));
        let deleted = ana.artifacts().delete_batch(all).await;
        assert_eq!(deleted.len(), 246);
        let failed: Vec<_> = deleted
            .iter()
            .map(|outcome| outcome.as_ref().err().map(artigrid_client::Error::reason))
            .collect();
        // The two of the same artifact run side by side.
        assert!(
            matches!(failed[0], Some(Reason::EtagMismatch | Reason::ArtifactNotFound)),
            "{:?}",
            failed[0]
        );
        assert!(failed[1..].iter().all(Option::is_none), "{profile:?} {failed:?}");
        let list = artigrid_client::ListArtifacts::new().scope(Scope::User);
        assert!(ana.artifacts().list_page(&list, None).await.unwrap().artifacts.is_empty());
    }
}

#[tokio::test]
async fn a12_the_sdk_splits_what_is_too_large_and_only_what_fits_nowhere_fails() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let ana = server.user("ana");
        let sizes = [1 << 20, 1 << 20, 1 << 20, 10, (1 << 20) + 1, 700_000, 1 << 20, 0, 1 << 20];
        let items = sizes.iter().enumerate().map(|(at, size)| (content(*size, at as u64).into(), new(at)));
        let mut made = ana.artifacts().create_batch(items).await;
        let too_large = made.remove(4).unwrap_err();
        assert_eq!(too_large.reason(), Reason::SizeLimit);
        let made: Vec<_> = made.into_iter().map(Result::unwrap).collect();
        // What is too large for any answer is uploaded otherwise, and stands in the others' way.
        let large = ana.artifacts().upload(content(2 << 20, 1), new("large")).await.unwrap();
        let mut ids: Vec<_> = made.iter().map(|artifact| ReadItem::new(&artifact.id)).collect();
        ids.insert(0, ReadItem::new(&large.id));
        ids.push(ReadItem::new(&large.id).range(5..10));
        let read = ana.artifacts().read_batch(ids).await;
        assert_eq!(read[0].as_ref().unwrap_err().reason(), Reason::SizeLimit, "{profile:?}");
        assert_eq!(read.last().unwrap().as_ref().unwrap().data, content(2 << 20, 1)[5..10]);
        for (artifact, read) in made.iter().zip(&read[1..]) {
            let at: usize = artifact.filename.as_deref().unwrap().parse().unwrap();
            assert!(read.as_ref().unwrap().data == content(sizes[at], at as u64), "{profile:?} {at}");
        }
    }
}

#[tokio::test]
async fn a12_a_batch_of_nobody_lands_in_one_session_and_a_lost_server_is_each_items_failure() {
    let server = TestServer::memory().await;
    let nobody = server.client();
    let items = (0..150).map(|at| (Bytes::from(at.to_string()), NewArtifact::new()));
    let made = nobody.artifacts().create_batch(items).await;
    let first = made[0].as_ref().unwrap().session_id.clone();
    assert_eq!(nobody.session(), first);
    assert!(made.iter().all(|outcome| outcome.as_ref().unwrap().session_id == first), "one session for all");
    let request = v1::ListSessionsRequest::default();
    let admin = server.raw(Who::nobody().role("admin"));
    assert_eq!(admin.sessions().list_sessions(request).await.unwrap().into_inner().sessions.len(), 1);

    let once = artigrid_client::RetryPolicy { attempts: 1, ..Default::default() };
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let lost = artigrid_client::Client::builder().address(free.to_string()).user("ana").retry(once);
    let lost = lost.build().unwrap().artifacts();
    let made = lost.create_batch((0..120).map(|at| (Bytes::new(), new(at)))).await;
    let (read, deleted) = (lost.read_batch(["a", "b"]).await, lost.delete_batch(["a", "b"]).await);
    assert_eq!((made.len(), read.len(), deleted.len()), (120, 2, 2));
    assert!(made.iter().all(|outcome| outcome.as_ref().unwrap_err().retryable()));
    assert!(read.iter().all(Result::is_err) && deleted.iter().all(Result::is_err));
    let none: Vec<ReadItem> = Vec::new();
    assert!(lost.read_batch(none).await.is_empty());
    let item = (Bytes::new(), new("a").request_id("01890a5d-ac96-774b-bcce-b302099a8057"));
    let refused = nobody.artifacts().create_batch([item]).await.remove(0).unwrap_err();
    assert_eq!(refused.reason(), Reason::InvalidArgument, "a request id is of a call, not of an item");
}
