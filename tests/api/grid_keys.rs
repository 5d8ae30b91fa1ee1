//! Row A18: grid keys, as the server makes them and as the SDK reads them; both by the vectors of all languages.

use artigrid::domain::{GridKey as ServersKey, GridOwner as ServersOwner};
use artigrid_client::{GridKey, GridOwner, NewArtifact, NewSession, Scope};
use serde_json::Value;

use crate::harness::{Profile, TestServer};

fn vectors() -> Value {
    serde_json::from_str(include_str!("../../clients/scenarios/grid_keys.json")).unwrap()
}

#[test]
fn the_server_reads_the_keys_that_every_language_is_tested_by_and_no_others() {
    let vectors = vectors();
    for vector in vectors["keys"].as_array().unwrap() {
        let of = |name: &str| vector[name].as_str().unwrap();
        let key = ServersKey::parse(of("key")).unwrap();
        let owner = match key.owner() {
            ServersOwner::Session(id) => ("session", id.as_str()),
            ServersOwner::User(id) => ("user", id.as_str()),
            ServersOwner::Sandbox => ("sandbox", ""),
        };
        assert_eq!(owner, (of("scope"), of("owner")));
        assert_eq!((key.sandbox().as_str(), &*key.artifact().to_string()), (of("sandbox"), of("artifact")));
        assert_eq!(key.to_string(), of("key"));
    }
    for bad in vectors["no_keys"].as_array().unwrap() {
        assert!(ServersKey::parse(bad.as_str().unwrap()).is_err(), "{bad}");
        assert!(GridKey::parse(bad.as_str().unwrap()).is_err(), "{bad}");
    }
}

#[tokio::test]
async fn a18_a_key_on_the_wire_is_the_sdks_key_and_stays_in_its_place() {
    for profile in Profile::ALL {
        if *profile == Profile::S3 {
            println!(
                "SKIPPED: s3s-fs has no place for names as long as these; garage has, in the conformance suite"
            );
            continue;
        }
        let server = TestServer::start(*profile).await;
        let vectors = vectors();
        for vector in vectors["keys"].as_array().unwrap() {
            let of = |name: &str| vector[name].as_str().unwrap();
            let client = server.builder().sandbox(of("sandbox"));
            let (client, owner, new) = match of("scope") {
                "session" => {
                    let client = client.user("ana").build().unwrap();
                    client.sessions().create(NewSession::new().id(of("owner"))).await.ok();
                    let new = NewArtifact::new().session(of("owner"));
                    (client, GridOwner::Session(of("owner").to_owned()), new)
                }
                "user" => {
                    let client = client.user(of("owner")).build().unwrap();
                    let new = NewArtifact::new().scope(Scope::User);
                    (client, GridOwner::User(of("owner").to_owned()), new)
                }
                _ => {
                    let client = client.role("admin").build().unwrap();
                    (client, GridOwner::Sandbox, NewArtifact::new().scope(Scope::Sandbox))
                }
            };
            let made = client.artifacts().upload(vec![1; 5_000], new).await.unwrap();
            let key = GridKey::parse(&made.grid_key).unwrap();
            assert_eq!(key, GridKey::new(of("sandbox"), owner.clone(), &made.id).unwrap(), "{profile:?}");
            assert_eq!((key.to_string(), key.artifact()), (made.grid_key.clone(), &*made.id));
            assert!(made.grid_key.starts_with(&owner.prefix(of("sandbox")).unwrap()));
            assert_eq!(key.owner().scope(), made.scope);
        }
        // On files the key is the path, and every one of them is below the root and reads back.
        for file in server.blob_files() {
            let relative = file.strip_prefix(server.dir().join("blobs")).unwrap().to_str().unwrap();
            let (key, _upload) = relative.rsplit_once('.').unwrap();
            assert!(GridKey::parse(key).is_ok(), "{profile:?}: {relative}");
        }
    }
}
