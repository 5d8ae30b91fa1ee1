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

fn bucket(flags: &[&str]) -> S3Config {
    let fixed = ["--catalog=sqlite:/c", "--bucket=files"];
    let flags: Vec<&str> = fixed.iter().chain(flags).copied().collect();
    match resolve(&flags).unwrap().storage.store {
        StoreChoice::S3(config) => *config,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a19_a_bucket_is_at_aws_by_its_default_chain_unless_something_else_is_said() {
    let aws = bucket(&["--provider=s3", "--aws-region=eu-west-1"]);
    assert_eq!((aws.endpoint, aws.keys, aws.region.as_deref()), (None, None, Some("eu-west-1")));
    assert!(!aws.path_style && aws.sdk_checksums && aws.encryption.is_none());
    let own = bucket(&["--provider=vfs-s3", "--s3-endpoint-url=http://store:9000", "--s3-prefix=/a/b/"]);
    assert_eq!((own.endpoint.as_deref(), own.prefix.as_str()), (Some("http://store:9000"), "a/b/"));
    assert!(own.path_style && !own.sdk_checksums);
    let cos = bucket(&["--provider=ibm_cos", "--ibm-cos-access-key=i", "--ibm-cos-secret-key=s"]);
    assert_eq!(cos.region.as_deref(), Some("us-south"));
    assert_eq!(cos.keys, Some(S3Keys { id: "i".to_owned(), secret: Secret::new("s"), token: None }));
    let named = bucket(&["--provider=s3", "--s3-sse-algorithm=aws:kms", "--s3-sse-kms-key-id=k"]);
    assert_eq!(named.encryption, Some(S3Encryption::Kms(Some("k".to_owned()))));
}

#[test]
fn a_bucket_has_no_place_for_rows_and_no_key_without_its_secret() {
    let faults = resolve(&["--provider=s3", "--bucket=files"]).unwrap_err();
    assert!(faults.len() == 1 && faults[0].contains("ARTIGRID_CATALOG"), "{faults:?}");
    assert!(resolve(&["--provider=s3", "--bucket=files", "--data-dir=/d"]).is_ok());
    let wrong = [
        ("--bucket=", "ARTIFACT_BUCKET"),
        ("--aws-access-key-id=i", "AWS_SECRET_ACCESS_KEY"),
        ("--aws-secret-access-key-file=/no/such/file", "AWS_SECRET_ACCESS_KEY: the file"),
        ("--s3-sse-algorithm=rot13", "S3_SSE_ALGORITHM"),
        ("--s3-sse-kms-key-id=k", "S3_SSE_KMS_KEY_ID"),
        ("--s3-part-size=1MiB", "ARTIGRID_S3_PART_SIZE"),
        ("--s3-buffers=9MiB", "ARTIGRID_S3_BUFFERS"),
    ];
    for (flag, variable) in wrong {
        let mut flags = vec!["--provider=s3", "--catalog=sqlite:/c", flag];
        if variable != "ARTIFACT_BUCKET" {
            flags.push("--bucket=files");
        }
        if flag.starts_with("--aws-secret-access-key-file") {
            flags.push("--aws-access-key-id=i");
        }
        let faults = resolve(&flags).unwrap_err();
        assert!(faults.len() == 1 && faults[0].contains(variable), "{flag}: {faults:?}");
    }
}

#[test]
fn c14_secrets_come_from_files_and_are_shown_nowhere() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "hush-hush\n").unwrap();
    let path = format!("--aws-secret-access-key-file={}", file.path().display());
    let config = bucket(&["--provider=s3", "--aws-access-key-id=i", "--aws-session-token=sesame", &path]);
    let keys = config.keys.as_ref().unwrap();
    assert_eq!(
        (keys.secret.expose(), keys.token.as_ref().map(Secret::expose)),
        ("hush-hush", Some("sesame"))
    );
    let shown = format!("{config:?}");
    assert!(!shown.contains("hush") && !shown.contains("sesame"), "{shown}");
}

#[test]
fn a_bucket_in_a_url_has_the_rest_from_the_variables() {
    let args = S3Args {
        s3_addressing: "auto".to_owned(),
        s3_checksums: "auto".to_owned(),
        s3_timeout: "5s".to_owned(),
        s3_part_size: "8MiB".to_owned(),
        aws_region: Some("eu-west-1".to_owned()),
        ..S3Args::default()
    };
    let mut faults = Faults::default();
    let url = "s3://other/a/b?endpoint=http%3A%2F%2Fstore:9000&region=x&addressing=virtual";
    let config = S3Config::of_url(url, &args, "ARTIGRID_STORE_COLD", &mut faults).unwrap();
    assert_eq!((config.bucket.as_str(), config.prefix.as_str()), ("other", "a/b/"));
    assert_eq!(
        (config.endpoint.as_deref(), config.region.as_deref()),
        (Some("http://store:9000"), Some("x"))
    );
    assert!(!config.path_style && faults.0.is_empty(), "{faults:?}");
    assert!(S3Config::of_url("s3://", &args, "ARTIGRID_STORE_COLD", &mut faults).is_none());
    assert!(S3Config::of_url("s3://bucket?colour=red", &args, "ARTIGRID_STORE_COLD", &mut faults).is_some());
    assert!(faults.0.len() == 2 && faults.0.iter().all(|fault| fault.contains("COLD")), "{faults:?}");
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
