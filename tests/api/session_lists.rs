//! Sessions changed and listed.

use std::time::Duration;

use artigrid_client::raw::v1;
use tonic::Status;

use crate::harness::{Calling, Profile, Raw, TestServer, reason};

const fn who(
    role: Option<&'static str>,
    user: Option<&'static str>,
    session: Option<&'static str>,
) -> Calling {
    Calling { sandbox: None, role, user, session }
}

const ANA: Calling = who(None, Some("ana"), None);
const BOB: Calling = who(None, Some("bob"), None);

async fn begin(raw: &Raw, id: &str, meta: &str) -> v1::Session {
    let request = v1::CreateSessionRequest {
        session_id: id.to_owned(),
        meta_json: meta.to_owned(),
        ..Default::default()
    };
    raw.sessions().create_session(request).await.unwrap().into_inner().session.unwrap()
}

async fn update(raw: &Raw, request: v1::UpdateSessionRequest) -> Result<v1::Session, Status> {
    Ok(raw.sessions().update_session(request).await?.into_inner().session.unwrap())
}

fn merge(id: &str, meta: &str) -> v1::UpdateSessionRequest {
    v1::UpdateSessionRequest {
        session_id: id.to_owned(),
        meta_json: meta.to_owned(),
        meta_mode: v1::MetaMode::Merge.into(),
        ..Default::default()
    }
}

async fn list(raw: &Raw, owner: &str) -> Result<Vec<String>, Status> {
    let (mut ids, mut token) = (Vec::new(), String::new());
    loop {
        let request = v1::ListSessionsRequest { owner: owner.to_owned(), page_size: 2, page_token: token };
        let page = raw.sessions().list_sessions(request).await?.into_inner();
        ids.extend(page.sessions.into_iter().map(|session| session.id));
        token = page.next_page_token;
        if token.is_empty() {
            return Ok(ids);
        }
    }
}

#[tokio::test]
async fn a17_a_sessions_metadata_are_merged_or_replaced() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let (ana, bob) = (server.raw(ANA), server.raw(BOB));
        let begun = begin(&ana, "work", r#"{"a":1,"b":{"c":2}}"#).await;
        server.advance(Duration::from_secs(1));
        let merged = update(&ana, merge("work", r#"{"b":{"c":null,"d":3}}"#)).await.unwrap();
        assert_eq!(merged.meta_json, r#"{"a":1,"b":{"d":3}}"#);
        assert_eq!(merged.expire_time, begun.expire_time);
        assert_ne!((&merged.etag, &merged.update_time), (&begun.etag, &begun.update_time));
        let stale = v1::UpdateSessionRequest { etag: begun.etag, ..merge("work", "{}") };
        assert_eq!(reason(&update(&ana, stale).await.unwrap_err()), "ETAG_MISMATCH");
        let replace = v1::UpdateSessionRequest {
            meta_mode: 0,
            etag: merged.etag.clone(),
            ..merge("work", r#"{"n":1}"#)
        };
        assert_eq!(update(&ana, replace).await.unwrap().meta_json, r#"{"n":1}"#);
        let got = ana
            .sessions()
            .get_session(v1::GetSessionRequest { session_id: "work".to_owned() })
            .await
            .unwrap();
        assert_eq!(got.into_inner().session.unwrap().meta_json, r#"{"n":1}"#, "the live view follows");
        for (raw, request, why) in [
            (&bob, merge("work", "{}"), "ACCESS_DENIED"),
            (&ana, merge("other", "{}"), "SESSION_NOT_FOUND"),
            (&ana, merge("work", "[]"), "INVALID_ARGUMENT"),
            (&ana, merge("work", ""), "INVALID_ARGUMENT"),
        ] {
            assert_eq!(reason(&update(raw, request).await.unwrap_err()), why);
        }
        let stale = v1::DeleteSessionRequest {
            session_id: "work".to_owned(),
            etag: merged.etag,
            ..Default::default()
        };
        assert_eq!(reason(&ana.sessions().delete_session(stale).await.unwrap_err()), "ETAG_MISMATCH");
        server.advance(Duration::from_hours(24));
        assert_eq!(reason(&update(&ana, merge("work", "{}")).await.unwrap_err()), "SESSION_EXPIRED");
    }
}

#[tokio::test]
async fn a17_live_sessions_are_listed_newest_first_to_who_may_bind_them() {
    let server = TestServer::memory().await;
    let (ana, bob, service) = (server.raw(ANA), server.raw(BOB), server.raw(Calling::default()));
    for (raw, id) in
        [(&ana, "a1"), (&bob, "b1"), (&ana, "a2"), (&service, "free"), (&ana, "a3"), (&ana, "gone")]
    {
        begin(raw, id, "").await;
        server.advance(Duration::from_secs(1));
    }
    let request = v1::DeleteSessionRequest { session_id: "gone".to_owned(), ..Default::default() };
    ana.sessions().delete_session(request).await.unwrap();
    assert_eq!(list(&ana, "").await.unwrap(), ["a3", "a2", "a1"]);
    assert_eq!(list(&ana, "ana").await.unwrap(), ["a3", "a2", "a1"]);
    assert_eq!(list(&service, "").await.unwrap(), ["a3", "free", "a2", "b1", "a1"]);
    assert_eq!(list(&service, "bob").await.unwrap(), ["b1"]);
    assert_eq!(list(&server.raw(who(None, Some("ana"), Some("a2"))), "").await.unwrap(), ["a2"]);
    assert_eq!(list(&server.raw(who(None, None, Some("never"))), "").await.unwrap(), Vec::<String>::new());
    assert_eq!(
        list(&server.raw(Calling { sandbox: Some("other"), ..Calling::default() }), "").await.unwrap(),
        Vec::<String>::new()
    );
    for (of, owner) in [
        (ANA, "bob"),
        (who(Some("operator"), None, None), ""),
        (who(None, Some("bob"), Some("a1")), ""),
        (who(None, None, Some("a1")), "bob"),
    ] {
        assert_eq!(
            reason(&list(&server.raw(of), owner).await.unwrap_err()),
            "ACCESS_DENIED",
            "{of:?} {owner}"
        );
    }
    let mut request = v1::ListSessionsRequest { page_size: 1, ..Default::default() };
    request.page_token =
        ana.sessions().list_sessions(request.clone()).await.unwrap().into_inner().next_page_token;
    let refused = bob.sessions().list_sessions(request).await.unwrap_err();
    assert_eq!(reason(&refused), "PAGE_TOKEN_INVALID", "a token belongs to its question");
    server.advance(Duration::from_hours(24));
    assert_eq!(list(&service, "").await.unwrap(), Vec::<String>::new());
}
