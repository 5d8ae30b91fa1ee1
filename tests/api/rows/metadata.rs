//! What is said of artifacts, and where they are found: A2, A3, A6, A9, A10, A17, C4, C5, C12.

use std::collections::BTreeSet;
use std::time::Duration;

use artigrid_client::{
    Changes, CopyTarget, Lifetime, ListArtifacts, NewArtifact, NewSession, Query, Reason, Scope,
};
use futures::TryStreamExt as _;
use futures::future::join_all;
use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::{read, store, writers};
use crate::harness::{BEGINNING, Profile, TestServer};

#[tokio::test]
async fn a2_ids_of_any_sane_form_are_taken_and_made_ones_tell_user_and_time() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        for id in ["user_7", "org_9", "tenant_1_user_2", "workflow_x", "a b/c", "Größe", "..", "🙂"] {
            let into = NewArtifact::new().session(id);
            let client = server.user(&format!("user of {id}"));
            let made = store(&client, "x", into).await;
            assert_eq!(made.session_id.as_deref(), Some(id), "{profile:?}");
            assert_eq!(made.user_id, Some(format!("user of {id}")));
            assert_eq!(client.sessions().get(id).await.unwrap().id, id);
        }
        let ana = server.user("ana");
        let (one, two) =
            (store(&ana, "1", NewArtifact::new()).await, store(&ana, "2", NewArtifact::new()).await);
        assert_eq!(one.session_id, two.session_id, "it is reused");
        let id = one.session_id.unwrap();
        let random = id.strip_prefix(&format!("sess-ana-{}-", BEGINNING.as_secs())).unwrap();
        assert!(random.len() == 16 && random.bytes().all(|byte| byte.is_ascii_hexdigit()), "{id}");
    }
}

#[tokio::test]
async fn a3_lifetimes_that_nobody_asked_for_are_those_of_the_scope_and_configurable() {
    let hours = |hours| Some(Duration::from_hours(hours));
    let minutes = |minutes| Some(Duration::from_mins(minutes));
    let configured = ["--artifact-ttl=5m", "--session-ttl=2h", "--max-ttl=3h"];
    for (flags, session, artifacts) in [
        (&[][..], hours(24), [minutes(15), None, None]),
        (&configured[..], hours(2), [minutes(5), hours(3), hours(3)]),
    ] {
        let server = TestServer::with_flags(Profile::Memory, flags).await;
        for ((scope, client), expected) in writers(&server).into_iter().zip(artifacts) {
            let made = store(&client, "x", NewArtifact::new().scope(scope)).await;
            let lives = made.expire_time.map(|end| end.duration_since(made.create_time).unwrap());
            assert_eq!(lives, expected, "{scope} {flags:?}");
        }
        let begun = server.user("ana").sessions().create(NewSession::new()).await.unwrap();
        assert_eq!(begun.expire_time.duration_since(begun.create_time).ok(), session);
        let too_long = NewArtifact::new().ttl(Duration::from_hours(4));
        let outcome = server.user("ana").artifacts().upload(vec![1], too_long).await;
        let refused = outcome.map(drop).map_err(|error| error.reason());
        assert_eq!(refused, if flags.is_empty() { Ok(()) } else { Err(Reason::InvalidArgument) });
    }
}

#[tokio::test]
async fn a6_metadata_are_merged_or_replaced_and_a_life_is_extended_with_the_content_untouched() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        for (scope, client) in writers(&server) {
            let new = NewArtifact::new().scope(scope).ttl(Duration::from_mins(10));
            let made = store(&client, "content", new.meta(json!({"a": 1, "b": {"c": 2}}))).await;
            let update = async |changes| client.artifacts().update(&made.id, changes).await.unwrap();
            let merged = update(Changes::new().merge_meta(json!({"b": {"c": null, "d": 3}}))).await;
            assert_eq!(json!(merged.meta), json!({"a": 1, "b": {"d": 3}}), "{profile:?} {scope}");
            let replaced = update(Changes::new().replace_meta(json!({"e": null}))).await;
            assert_eq!(json!(replaced.meta), json!({"e": null}));
            server.advance(Duration::from_mins(1));
            let by = Lifetime::ExtendBy(Duration::from_secs(90));
            let extended = update(Changes::new().lifetime(by)).await;
            let longer = extended.expire_time.unwrap().duration_since(made.expire_time.unwrap()).unwrap();
            assert_eq!(longer, Duration::from_secs(90), "added to its end, not to now");
            let last = update(Changes::new().lifetime(Lifetime::NoExpiry)).await;
            let end = if scope == Scope::Session {
                let session = made.session_id.as_deref().unwrap();
                Some(client.sessions().get(session).await.unwrap().expire_time)
            } else {
                None
            };
            assert_eq!(last.expire_time, end, "without an end of its own: {scope}");
            assert_eq!((last.version, last.digests, last.size), (1, made.digests, made.size));
            assert_eq!(read(&client, &made).await, b"content");
        }
    }
}

#[tokio::test]
async fn a9_metadata_tell_everything_and_what_is_deleted_does_not_exist() {
    let providers =
        [(Profile::Memory, "memory"), (Profile::Files, "filesystem"), (Profile::Sqlite, "sqlite")];
    for (profile, provider) in providers {
        let server = TestServer::start(profile).await;
        for (scope, client) in writers(&server) {
            let data = vec![7; 10_000];
            let new = NewArtifact::new().scope(scope).filename("a/b.bin").summary("words");
            let id = store(&client, data.clone(), new.ttl(Duration::from_hours(1))).await.id;
            server.advance(Duration::from_secs(5));
            client.artifacts().update(&id, Changes::new().merge_meta(json!({"k": [1]}))).await.unwrap();
            let told = client.artifacts().get(&id).await.unwrap();
            let owner = match scope {
                Scope::Session => format!("sessions/{}", told.session_id.as_deref().unwrap()),
                Scope::User => "users/ana".to_owned(),
                Scope::Sandbox => "shared".to_owned(),
            };
            assert_eq!((&told.id, &*told.sandbox_id, told.scope), (&id, "default", scope));
            assert_eq!(told.session_id.is_some(), scope == Scope::Session);
            assert_eq!(told.user_id.as_deref(), (scope != Scope::Sandbox).then_some("ana"));
            assert_eq!(told.grid_key, format!("grid/default/{owner}/{id}"));
            assert_eq!((&*told.mime_type, &*told.summary), ("application/octet-stream", "words"));
            assert_eq!((told.filename.as_deref(), json!(told.meta)), (Some("a/b.bin"), json!({"k": [1]})));
            assert_eq!((told.size, told.digests.sha256), (10_000, Some(Sha256::digest(&data).into())));
            assert_eq!((&*told.store, &*told.provider), ("default", provider));
            assert!(told.verified && told.digests.crc32c.is_some());
            assert_eq!(told.update_time.duration_since(told.create_time).unwrap(), Duration::from_secs(5));
            let lives = told.expire_time.unwrap().duration_since(told.create_time).unwrap();
            assert_eq!(lives, Duration::from_hours(1));

            assert!(client.artifacts().exists(&id).await.unwrap());
            if scope != Scope::Sandbox {
                assert!(!server.user("bob").artifacts().exists(&id).await.unwrap(), "nobody else is told");
            }
            client.artifacts().delete(&id).await.unwrap();
            assert!(!client.artifacts().exists(&id).await.unwrap(), "{profile:?} {scope}");
            let gone = [
                client.artifacts().get(&id).await.map(drop),
                client.artifacts().download(&id).bytes(1).await.map(drop),
                client.artifacts().delete(&id).await,
            ];
            assert!(gone.iter().all(|told| told.as_ref().unwrap_err().reason() == Reason::ArtifactNotFound));
        }
    }
}

#[tokio::test]
async fn a10_sessions_users_and_the_sandbox_are_listed_like_directories_in_pages() {
    let names = ["a.txt", "docs/1.md", "docs/2.md", "docs/old/0.md", "z.txt"];
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        for (scope, client) in writers(&server) {
            for name in names.iter().rev() {
                store(&client, *name, NewArtifact::new().scope(scope).filename(*name)).await;
            }
            let listed = async |query: ListArtifacts| {
                let pages: Vec<_> = client.artifacts().list(query.scope(scope)).try_collect().await.unwrap();
                let (mut files, mut directories) = (Vec::new(), Vec::new());
                for page in pages {
                    files.extend(page.artifacts.into_iter().filter_map(|artifact| artifact.filename));
                    directories.extend(page.prefixes);
                }
                (files, directories)
            };
            for page_size in [1, 2, 100] {
                let query = || ListArtifacts::new().page_size(page_size);
                assert_eq!(listed(query()).await.0, names, "{profile:?} {scope}");
                assert_eq!(listed(query().prefix("docs/")).await.0, names[1..4]);
                let (files, directories) = listed(query().one_level()).await;
                assert_eq!(
                    (files, directories),
                    (vec!["a.txt".into(), "z.txt".into()], vec!["docs/".into()])
                );
                let (files, directories) = listed(query().prefix("docs/").one_level()).await;
                assert_eq!(files, names[1..3]);
                assert_eq!(directories, ["docs/old/"]);
            }
        }
    }
}

#[tokio::test]
async fn a17_a_session_is_begun_looked_at_changed_extended_listed_and_ended() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let ana = server.user("ana");
        let sessions = ana.sessions();
        let new = NewSession::new().ttl(Duration::from_hours(1)).meta(json!({"task": 1}));
        let begun = sessions.create(new).await.unwrap();
        assert_eq!((begun.user_id.as_deref(), json!(begun.meta)), (Some("ana"), json!({"task": 1})));
        assert_eq!(begun.expire_time.duration_since(begun.create_time).unwrap(), Duration::from_hours(1));
        assert_eq!(sessions.validate(&begun.id).await.unwrap(), Some(begun.clone()));
        assert_eq!(server.user("bob").sessions().validate(&begun.id).await.unwrap(), None);
        let merged = sessions.merge_meta(&begun.id, json!({"done": true}), None).await.unwrap();
        assert_eq!(json!(merged.meta), json!({"task": 1, "done": true}));
        let extended = sessions.extend(&begun.id, Duration::from_mins(30)).await.unwrap();
        let longer = extended.expire_time.duration_since(begun.expire_time).unwrap();
        assert_eq!(longer, Duration::from_mins(30), "{profile:?}");
        assert_eq!(sessions.get(&begun.id).await.unwrap(), extended);
        let other = sessions.create(NewSession::new().id("other")).await.unwrap();
        let listed = async || {
            let pages: Vec<_> = sessions.list(None).try_collect().await.unwrap();
            pages
                .into_iter()
                .flat_map(|page| page.sessions)
                .map(|session| session.id)
                .collect::<BTreeSet<_>>()
        };
        assert_eq!(listed().await, BTreeSet::from([begun.id.clone(), other.id.clone()]));
        sessions.delete(&other.id).await.unwrap();
        assert_eq!(listed().await, BTreeSet::from([begun.id.clone()]));
        // Over at its time, and cleaned up a day later.
        server.advance(Duration::from_mins(90));
        assert_eq!(sessions.validate(&begun.id).await.unwrap(), None);
        assert_eq!(sessions.get(&begun.id).await.unwrap_err().reason(), Reason::SessionExpired);
        assert!(listed().await.is_empty());
        server.advance(Duration::from_hours(24));
        assert_eq!(server.sweep().await.dropped, 2, "{profile:?}");
        assert_eq!(sessions.get(&begun.id).await.unwrap_err().reason(), Reason::SessionNotFound);
    }
}

#[tokio::test]
async fn c4_of_fifty_racing_merges_none_is_lost() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let ana = server.user("ana");
        let made = store(&ana, "content", NewArtifact::new().scope(Scope::User)).await;
        let merges = (0..50).map(|number| {
            let (ana, id) = (ana.clone(), made.id.clone());
            async move {
                let patch = json!({"by": {format!("caller {number}"): number}});
                ana.artifacts().update(id, Changes::new().merge_meta(patch)).await.unwrap();
            }
        });
        join_all(merges).await;
        let told = ana.artifacts().get(&made.id).await.unwrap();
        let by = told.meta["by"].as_object().unwrap();
        assert_eq!(by.len(), 50, "{profile:?}");
        assert!((0..50).all(|number| by[&format!("caller {number}")] == number));
        assert_eq!((told.version, read(&ana, &told).await), (1, b"content".to_vec()));
    }
}

#[tokio::test]
async fn c5_what_expired_hides_nothing_that_lives() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let ana = server.user("ana");
        for number in 0..120 {
            let name = format!("{number:03}");
            let new = NewArtifact::new().scope(Scope::User).filename(&name).meta(json!({"tag": 1}));
            // All but a few in between, at the beginning and the end are over soon.
            let lives = number % 40 == 17;
            store(&ana, name, if lives { new } else { new.ttl(Duration::from_secs(1)) }).await;
        }
        server.advance(Duration::from_secs(1));
        for page_size in [1, 2, 100] {
            let list = ListArtifacts::new().scope(Scope::User).page_size(page_size);
            let pages: Vec<_> = ana.artifacts().list(list).try_collect().await.unwrap();
            let names: Vec<_> = pages
                .into_iter()
                .flat_map(|page| page.artifacts)
                .filter_map(|artifact| artifact.filename)
                .collect();
            assert_eq!(names, ["017", "057", "097"], "{profile:?}: a list by {page_size}");
            let search = Query::new(Scope::User).meta_equals("tag", 1).page_size(page_size);
            let pages: Vec<_> = ana.search().pages(search).try_collect().await.unwrap();
            let names: Vec<_> = pages
                .into_iter()
                .flat_map(|page| page.artifacts)
                .filter_map(|artifact| artifact.filename)
                .collect();
            assert_eq!(names, ["017", "057", "097"], "{profile:?}: a search by {page_size}");
        }
    }
}

#[tokio::test]
async fn c12_the_owner_may_move_copy_and_read_and_a_copy_keeps_scope_and_ttl() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        for (scope, client) in writers(&server) {
            let new = NewArtifact::new().scope(scope).filename("a").ttl(Duration::from_mins(10));
            let made = store(&client, "content", new).await;
            let moved = client.artifacts().rename(&made.id, "elsewhere/b").await.unwrap();
            assert_eq!(moved.filename.as_deref(), Some("elsewhere/b"));
            let list = ListArtifacts::new().scope(scope).prefix("elsewhere/");
            let page = client.artifacts().list_page(&list, None).await.unwrap();
            assert_eq!(page.artifacts, std::slice::from_ref(&moved), "a move is stored: {profile:?} {scope}");
            assert_eq!((moved.version, read(&client, &moved).await), (1, b"content".to_vec()));
            server.advance(Duration::from_mins(4));
            let copy =
                client.artifacts().copy(&made.id, CopyTarget::SameOwner, Changes::new()).await.unwrap();
            assert_eq!(
                (copy.scope, &copy.session_id, &copy.user_id),
                (scope, &made.session_id, &made.user_id)
            );
            assert_eq!(copy.expire_time, made.expire_time, "the rest of its ttl: {profile:?} {scope}");
            let other = Changes::new().lifetime(Lifetime::Ttl(Duration::from_mins(30)));
            let other = client.artifacts().copy(&made.id, CopyTarget::SameOwner, other).await.unwrap();
            let lives = other.expire_time.unwrap().duration_since(other.create_time).unwrap();
            assert_eq!(lives, Duration::from_mins(30), "unless told otherwise");
            assert_eq!(read(&client, &copy).await, b"content");
        }
    }
}
