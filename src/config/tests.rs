//! What operators write, and what comes of it.

use std::path::Path;

use clap::Parser;

use super::{
    CatalogChoice, Config, Faults, S3Args, S3Config, S3Encryption, S3Keys, Secret, ServeArgs,
    SessionProvider, StoreChoice,
};
use crate::domain::Scope;

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    args: ServeArgs,
}

fn resolve(flags: &[&str]) -> Result<Config, Vec<String>> {
    let words = std::iter::once("serve").chain(flags.iter().copied());
    Line::try_parse_from(words).expect("flags that exist").args.resolve()
}

#[test]
fn nothing_set_is_all_in_memory_on_loopback() {
    let config = resolve(&[]).unwrap();
    assert!(config.storage.is_ephemeral() && config.server.grpc_addr.ip().is_loopback());
    assert_eq!(config.server.default_sandbox.as_str(), "default");
    assert_eq!(config.limits.artifact_ttl.as_secs(), 900);
}

#[test]
fn a_data_directory_holds_everything_unless_a_variable_says_otherwise() {
    let storage = resolve(&["--data-dir", "/d"]).unwrap().storage;
    assert_eq!(storage.store, StoreChoice::Filesystem("/d/blobs".into()));
    assert_eq!(storage.catalog, CatalogChoice::Sqlite("/d/catalog.sqlite".into()));
    let storage =
        resolve(&["--data-dir", "/d", "--provider", "vfs-sqlite", "--catalog", "sqlite:/c"]).unwrap().storage;
    assert_eq!(storage.store, StoreChoice::Sqlite("/d/blobs.sqlite".into()));
    assert_eq!(storage.catalog, CatalogChoice::Sqlite("/c".into()));
    let storage = resolve(&["--provider", "filesystem", "--fs-root", "/f"]).unwrap().storage;
    assert_eq!(storage.catalog, CatalogChoice::Sqlite(Path::new("/f/catalog.sqlite").into()));
}

#[test]
fn every_fault_is_named_at_once() {
    let faults = resolve(&[
        "--grpc-addr=0.0.0.0:1",
        "--artifact-ttl=5",
        "--inline-max=1GiB",
        "--provider=floppy",
        "--digests=md5",
        "--sandbox-id=A b",
    ])
    .unwrap_err();
    let all = faults.join("\n");
    for name in ["GRPC_ADDR", "ARTIFACT_TTL", "INLINE_MAX", "ARTIFACT_PROVIDER", "DIGESTS", "SANDBOX_ID"] {
        assert!(all.contains(name), "{name} is missing in:\n{all}");
    }
    assert_eq!(faults.len(), 6, "{all}");
}

#[test]
fn bytes_and_rows_are_lost_together_or_not_at_all() {
    assert!(resolve(&["--catalog", "sqlite:/c"]).is_err());
    assert!(resolve(&["--data-dir", "/d", "--catalog", "memory"]).is_err());
    assert!(resolve(&["--catalog", "postgres://db/x"]).is_err());
    let shared = ["--provider", "filesystem", "--catalog", "postgres://db/x"];
    assert_eq!(resolve(&shared).unwrap().storage.sessions, SessionProvider::Catalog);
    assert!(resolve(&[&shared[..], &["--session-provider", "memory"]].concat()).is_err());
}

#[test]
fn a_store_of_a_name_is_mounted_where_it_is_said() {
    let flags = ["--data-dir=/d", "--store", "fast=memory:", "--store", "big=file:/big", "--mounts"];
    let storage = resolve(&[&flags[..], &["session=fast, user=big"]].concat()).unwrap().storage;
    let mount = |scope| storage.stores.mount(scope).to_string();
    assert_eq!([Scope::Session, Scope::User, Scope::Sandbox].map(mount), ["fast", "big", "default"]);
    let further: Vec<_> = storage.stores.further.values().cloned().collect();
    assert_eq!(further, [StoreChoice::Filesystem("/big".into()), StoreChoice::Memory]);
}

#[test]
fn a_store_that_makes_no_sense_is_a_fault() {
    for (flags, why) in [
        (&["--store=fast"][..], "file:DIR"),
        (&["--store=fast=floppy:"], "file:DIR"),
        (&["--store=Fast=memory:"], "Fast"),
        (&["--store=default=memory:"], "ARTIFACT_*"),
        (&["--store=catalog=memory:"], "catalog itself"),
        (&["--store=far=s3:"], "s3://bucket"),
        (&["--mounts=session=fast"], "no store fast"),
        (&["--mounts=everybody=default"], "everybody"),
        (&["--mounts=user=default,user=default"], "twice"),
        (&["--stores-moved=fast"], "no store fast"),
        (&["--data-dir=/d", "--store=a=file:/d/blobs"], "same place"),
        (&["--store=disk=file:/d", "--mounts=user=disk"], "rows in memory"),
        // The bytes of two scopes would be lost, and nobody said so.
        (&["--catalog=sqlite:/c", "--store=disk=file:/d", "--mounts=user=disk"], "leaves session scope"),
        (&["--catalog=sqlite:/c", "--provider=memory", "--store=fast=memory:"], "loses their bytes"),
    ] {
        let faults = resolve(flags).unwrap_err().join("\n");
        assert!(faults.contains(why), "{flags:?} says {faults}");
    }
    let said = ["--catalog=sqlite:/c", "--provider=memory", "--store=disk=file:/d", "--mounts=user=disk"];
    assert!(resolve(&said).is_ok());
}

#[test]
fn a_secret_is_read_from_a_file_and_never_shown() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "rediss://:sesame@host:1/2\n").unwrap();
    let file = format!("--session-redis-url-file={}", file.path().display());
    let config = resolve(&["--session-provider=redis", &file]).unwrap();
    let SessionProvider::Redis(redis) = &config.storage.sessions else { panic!("{config:?}") };
    assert_eq!(redis.url.expose(), "rediss://:sesame@host:1/2");
    assert!(!format!("{config:?}").contains("sesame"));
    for bad in [
        &["--session-redis-url=http://:sesame@host"][..],
        &["--session-redis-url=redis://:sesame@host", &file],
        &["--session-redis-url-file=/nowhere/at/all"],
        &[],
    ] {
        let faults = resolve(&[&["--session-provider=redis"], bad].concat()).unwrap_err();
        assert!(faults.len() == 1 && !faults[0].contains("sesame"), "{faults:?}");
    }
    let ours = ["--session-provider=redis", "--session-redis-url=redis://ours", "--redis-url=redis://theirs"];
    let SessionProvider::Redis(redis) = resolve(&ours).unwrap().storage.sessions else { panic!() };
    assert_eq!(redis.url.expose(), "redis://ours");
}

#[test]
fn strangers_are_let_in_only_when_told_so_in_words() {
    assert!(resolve(&["--grpc-addr", "0.0.0.0:1"]).is_err());
    assert!(resolve(&["--grpc-addr", "0.0.0.0:1", "--allow-remote-noauth", "yes"]).is_ok());
}

#[test]
#[expect(clippy::disallowed_methods, reason = "whoever changes a flag on purpose says so by a variable")]
fn the_reference_says_what_the_flags_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/docs/configuration.md");
    if std::env::var("UPDATE_GOLDEN").is_ok() {
        std::fs::write(&path, super::reference()).unwrap();
    }
    let page = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        page == super::reference(),
        "src/docs/configuration.md is stale: run this test with UPDATE_GOLDEN=1"
    );
}
