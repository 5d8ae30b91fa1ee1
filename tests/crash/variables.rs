//! Rows A19, A20 and A26: what a server is made of is said by variables alone, and makes no difference to its users.

use std::path::Path;
use std::time::Duration;

use artigrid_client::{
    Changes, Client, CopyTarget, ListArtifacts, NewArtifact, NewSession, Query, Reason, Scope,
};
use serde_json::json;

use crate::world::{Launch, artigrid};

/// A bit of everything; answers what every provider must have answered, and the provider's name.
async fn use_it(client: &Client) -> (Vec<String>, String) {
    let (artifacts, sessions) = (client.artifacts(), client.sessions());
    let mut told = Vec::new();
    let session = sessions.create(NewSession::new().id("work").meta(json!({"n": 1}))).await.unwrap();
    told.push(format!("{:?} {:?}", session.user_id, session.meta));
    let data: Vec<u8> = (0..300_000_u32).map(|at| (at % 251) as u8).collect();
    let new = NewArtifact::new().session("work").filename("dir/a.bin").meta(json!({"tag": [1]}));
    let made = artifacts.upload(data.clone(), new.ttl(Duration::from_hours(1))).await.unwrap();
    told.push(format!("{:?} {} {:?} {:?}", made.filename, made.size, made.digests, made.session_id));
    let part = artifacts.download(&made.id).range(100_000..100_010).bytes(10).await.unwrap();
    told.push(format!("{part:?}"));
    let changes = Changes::new().merge_meta(json!({"tag": null, "k": 2})).if_etag(&made.etag);
    let changed = artifacts.update(&made.id, changes.clone()).await.unwrap();
    told.push(format!("{:?} {}", changed.meta, changed.version));
    told.push(format!("{:?}", artifacts.update(&made.id, changes).await.unwrap_err().reason()));
    let replaced = artifacts.replace(&made.id, &b"new words"[..], Changes::new()).await.unwrap();
    told.push(format!("{} {}", replaced.version, replaced.size));
    let old = artifacts.download(&made.id).version(1).bytes(1 << 20).await.unwrap();
    assert!(old == data, "a replaced version is whole");
    let kept = artifacts.copy(&made.id, CopyTarget::User, Changes::new().filename("kept")).await.unwrap();
    told.push(format!("{:?} {:?}", kept.filename, kept.scope));
    let list = ListArtifacts::new().scope(Scope::User);
    told.push(format!("{}", artifacts.list_page(&list, None).await.unwrap().artifacts.len()));
    let found = client.search().page(&Query::new(Scope::User).meta_equals("k", 2), None).await.unwrap();
    told.push(format!("{}", found.artifacts.len()));
    sessions.delete("work").await.unwrap();
    told.push(format!("{:?}", artifacts.get(&made.id).await.unwrap_err().reason()));
    assert_eq!(artifacts.read(&kept.id, None).await.unwrap().data, "new words");
    artifacts.delete(&kept.id).await.unwrap();
    assert_eq!(artifacts.get(&kept.id).await.unwrap_err().reason(), Reason::ArtifactNotFound);
    (told, made.provider)
}

/// Starts a server in a directory of its own with these variables and no flag, and uses it.
async fn with(variables: &[(&str, &str)], dir: &Path) -> (Vec<String>, String) {
    let mut launch = Launch::in_memory().within(dir);
    for (name, value) in variables {
        launch = launch.variable(name, value);
    }
    let server = launch.start().await;
    let used = use_it(&server.user("ana")).await;
    server.stop().await;
    used
}

#[tokio::test]
async fn a19_a20_providers_are_swapped_by_variables_alone_and_behave_the_same() {
    let mut answers = Vec::new();
    for (provider, name) in [
        ("memory", "memory"),
        ("filesystem", "filesystem"),
        ("sqlite", "sqlite"),
        ("vfs-memory", "memory"),
        ("vfs-filesystem", "filesystem"),
        ("vfs-sqlite", "sqlite"),
    ] {
        for sessions in ["memory", "catalog"] {
            let dir = tempfile::tempdir().unwrap();
            let root = dir.path().join("bytes").display().to_string();
            let file = dir.path().join("bytes.db").display().to_string();
            let variables = [
                ("ARTIFACT_PROVIDER", provider),
                ("SESSION_PROVIDER", sessions),
                ("ARTIFACT_FS_ROOT", &root),
                ("ARTIFACT_SQLITE_PATH", &file),
            ];
            let (told, kind) = with(&variables, dir.path()).await;
            assert_eq!(kind, name, "{provider}");
            assert_eq!(Path::new(&root).exists(), name == "filesystem", "{provider}");
            assert_eq!(Path::new(&file).exists(), name == "sqlite", "{provider}");
            answers.push(told);
        }
    }
    for other in &answers[1..] {
        assert_eq!(*other, answers[0]);
    }
}

#[tokio::test]
async fn a26_no_variable_need_be_set_and_each_is_documented() {
    let dir = tempfile::tempdir().unwrap();
    let (_, kind) = with(&[], dir.path()).await;
    assert_eq!(kind, "memory");
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0, "nothing is written anywhere");

    let help = artigrid().args(["serve", "--help"]).output().await.unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let reference = include_str!("../../src/docs/configuration.md");
    let variables: Vec<&str> =
        reference.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    assert!(variables.len() >= 20, "{variables:?}");
    for variable in variables {
        assert!(help.contains(&format!("[env: {variable}")), "{variable} is not in the help");
    }
}
