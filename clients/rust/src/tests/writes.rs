//! Which session a write goes to, and what is tried again.

use super::fake::{Fake, Fault};
use crate::{Client, NewArtifact, Origin, Reason, Scope};

async fn write(client: &Client) -> Option<String> {
    let made = client.artifacts().upload(vec![1_u8, 2, 3], NewArtifact::new()).await.unwrap();
    made.session_id
}

#[tokio::test]
async fn an_anonymous_session_is_kept_and_named_by_every_later_call() {
    let (fake, client) = Fake::start().await;
    // At once: all of them must land in the one session that the first begins.
    let (one, two, three) = tokio::join!(write(&client), write(&client), write(&client));
    assert_eq!((one, two, three).0.as_deref(), Some("made-1"));
    assert_eq!(client.session().as_deref(), Some("made-1"));
    drop(client.artifacts().get("a").await);
    let calls = fake.calls();
    assert_eq!(calls.iter().filter(|call| call.ends_with("as -")).count(), 1, "{calls:?}");
    assert_eq!(calls.last().unwrap(), "get as made-1");
}

#[tokio::test]
async fn a_users_session_is_kept_for_writes_and_does_not_narrow_reads() {
    let (fake, client) = Fake::start().await;
    fake.0.lock().unwrap().session_user = "ana".to_owned();
    write(&client).await;
    write(&client).await;
    drop(client.artifacts().get("a").await);
    assert_eq!(fake.calls(), ["create in \"\" as -", "create in \"made-1\" as -", "get as -"]);
}

/// Repeated with the kept session in it, it would be another request under the same id, which servers refuse.
#[tokio::test]
async fn a_repeated_request_of_a_user_says_what_it_said_the_first_time() {
    let (fake, client) = Fake::start().await;
    fake.0.lock().unwrap().session_user = "ana".to_owned();
    for _ in 0..2 {
        client.artifacts().upload(vec![0_u8], NewArtifact::new().request_id("r")).await.unwrap();
    }
    write(&client).await;
    let told = ["create in \"\" as -", "create in \"\" as -", "create in \"made-1\" as -"];
    assert_eq!(fake.calls(), told);
}

#[tokio::test]
async fn a_named_session_is_never_replaced() {
    let (fake, client) = Fake::start().await;
    let spec = NewArtifact::new().session("mine");
    client.artifacts().upload(vec![0_u8], spec).await.unwrap();
    let other = NewArtifact::new().session("other");
    client.artifacts().upload(vec![0_u8], other).await.unwrap();
    assert_eq!(client.session().as_deref(), Some("mine"));
    assert_eq!(fake.calls()[1], "create in \"other\" as mine");
    client.artifacts().upload(vec![0_u8], NewArtifact::new().scope(Scope::User)).await.unwrap();
}

#[tokio::test]
async fn only_calls_that_may_be_repeated_are_tried_again() {
    let (fake, client) = Fake::start().await;
    fake.fail([Fault::Unavailable, Fault::Unavailable]);
    let error = client.artifacts().get("a").await.unwrap_err();
    assert!(error.is_not_found() && error.is_expired());
    assert_eq!(fake.calls().len(), 3);

    fake.fail([Fault::Unavailable]);
    let error = client.artifacts().upload(vec![0_u8], NewArtifact::new()).await.unwrap_err();
    assert!(error.retryable() && error.reason() == Reason::Draining);
    assert_eq!(fake.calls().len(), 4);

    fake.fail([Fault::Unavailable]);
    client.artifacts().upload(vec![0_u8], NewArtifact::new().request_id("r")).await.unwrap();
    assert_eq!(fake.calls().len(), 6);
}

#[tokio::test]
async fn a_server_that_is_not_there_is_a_connection_error() {
    // Bound and dropped: nobody listens there.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let retry = crate::RetryPolicy { attempts: 1, ..Default::default() };
    let builder = Client::builder().address(free.to_string()).retry(retry);
    let error = builder.clone().connect().await.err().unwrap();
    assert_eq!(error.origin(), Origin::Connection);
    let error = builder.build().unwrap().artifacts().get("a").await.unwrap_err();
    assert_eq!((error.origin(), error.retryable()), (Origin::Connection, true), "{error:?}");
}
