//! What operators write, and what comes of it.

use std::path::Path;

use clap::Parser;

use super::{CatalogChoice, Config, ServeArgs, SessionProvider, StoreChoice};

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
