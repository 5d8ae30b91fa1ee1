//! The sizes and counts that the issues name. Ignored, so that `tests/heavy` runs each alone and by its name.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test stops at what it did not expect, and tells its figures"
)]

#[path = "../crash/world/mod.rs"]
#[expect(dead_code, unused_imports, reason = "shared with tests/crash, which uses what is not used here")]
mod world;

// Where the world's endpoint looks for it.
use artigrid::shutdown;

mod backends;
#[path = "../api/history/checker.rs"]
mod checker;
#[path = "../api/harness/curl.rs"]
mod curl;
mod gigabyte;
#[path = "../api/history/race.rs"]
mod race;
mod resume;

use std::io::Read as _;
use std::path::Path;

use artigrid_test_services::{Garage, or_skip};
use checker::{Answer, check};
use race::{Plan as Race, race};
use rand::rngs::SmallRng;
use rand::{Rng as _, SeedableRng as _};
use sha2::{Digest as _, Sha256};
use tokio::task::JoinSet;
use world::{
    Launch, Plan, Profile, Rolling, Server, inspect, kill_again_and_again, kill_replicas, rolling_restart,
    seed,
};

/// What the server may have in memory while it moves one large file.
const ONE_TRANSFER_MAX_MIB: u64 = 96;
/// What it may have in memory while a gigabyte comes and goes by URLs: to a bucket, in parts that are held whole.
const BY_URL_MAX_MIB: u64 = 192;
/// What it may have in memory while many upload at once.
const MANY_UPLOADS_MAX_MIB: u64 = 512;

/// A file of random bytes, as far as any of them can be told from others.
fn random_file(path: &Path, mib: usize, seed: u64) {
    use std::io::Write as _;
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(path).unwrap();
    let mut rng = SmallRng::seed_from_u64(seed);
    let mut block = vec![0; 1 << 20];
    for _ in 0..mib {
        rng.fill_bytes(&mut block);
        file.write_all(&block).unwrap();
    }
}

/// SHA-256 of a file that does not fit into memory.
fn sha256_of_file(path: &Path) -> [u8; 32] {
    let mut file = std::fs::File::open(path).unwrap();
    let (mut sum, mut buffer) = (Sha256::new(), vec![0; 1 << 20]);
    loop {
        match file.read(&mut buffer).unwrap() {
            0 => return sum.finalize().into(),
            read => sum.update(&buffer[..read]),
        }
    }
}

/// Runs a command of the command line that must work, and answers what it printed.
async fn answer(server: &Server, words: &[&str]) -> String {
    let done = server.run(words).await;
    assert_eq!(done.code, Some(0), "{words:?}: {}", done.stderr);
    String::from_utf8(done.stdout).unwrap().trim().to_owned()
}

#[tokio::test]
#[ignore = "2 GiB: tests/heavy runs it"]
async fn big_file_survives_kill() {
    let dir = tempfile::tempdir().unwrap();
    let (source, copy) = (dir.path().join("source"), dir.path().join("copy"));
    let seed = seed();
    println!("2 GiB from seed {seed}");
    random_file(&source, 2 << 10, seed);
    let expected = sha256_of_file(&source);
    let launch = Launch::on(&dir.path().join("data"), Profile::Files);

    let server = launch.start().await;
    let id = answer(&server, &["put", source.to_str().unwrap()]).await;
    let peak = server.peak_mib();
    server.kill();
    server.ended().await;
    println!("put, then SIGKILL: the server had {peak} MiB resident at most (bound: {ONE_TRANSFER_MAX_MIB})");
    assert!(peak < ONE_TRANSFER_MAX_MIB);

    let server = launch.start().await;
    answer(&server, &["get", &id, "--output", copy.to_str().unwrap()]).await;
    let peak = server.peak_mib();
    server.stop().await;
    println!("get after the restart: {peak} MiB at most; SHA-256 {expected:02x?}");
    assert!(peak < ONE_TRANSFER_MAX_MIB);
    assert_eq!(sha256_of_file(&copy), expected);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "12.5 GiB on the disk, 200 processes: tests/heavy runs it"]
async fn many_uploaders_fit_in_memory() {
    const UPLOADERS: usize = 200;
    let dir = tempfile::tempdir().unwrap();
    let source = dir.path().join("source");
    random_file(&source, 64, seed());
    let server = Launch::on(&dir.path().join("data"), Profile::Files).start().await;
    let mut uploads = JoinSet::new();
    for number in 0..UPLOADERS {
        let name = format!("file-{number}");
        let mut put = server.command(&["put", source.to_str().unwrap(), "--name", &name]);
        put.stdout(std::process::Stdio::piped());
        let put = put.spawn().unwrap();
        uploads.spawn(async move { put.wait_with_output().await.unwrap().status.success() });
    }
    let done = uploads.join_all().await;
    let peak = server.peak_mib();
    let well = done.iter().filter(|well| **well).count();
    println!(
        "{well} of {UPLOADERS} uploads of 64 MiB at once: {peak} MiB at most (bound: {MANY_UPLOADS_MAX_MIB})"
    );
    assert_eq!(well, UPLOADERS);
    assert!(peak < MANY_UPLOADS_MAX_MIB);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "minutes: tests/heavy runs it"]
async fn hundred_kills() {
    for profile in [Profile::Files, Profile::Sqlite] {
        kill_again_and_again(Plan { profile, kills: 100, seed: seed() }).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "minutes: tests/heavy runs it"]
async fn replicas_survive_kills() {
    kill_replicas(60, seed()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "100 streams: tests/heavy runs it"]
async fn rolling_restart_is_unseen() {
    rolling_restart(Rolling { streams: 50, size: 16 << 20, seed: seed() }).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "minutes: tests/heavy runs it"]
async fn long_races() {
    let dir = tempfile::tempdir().unwrap();
    let files = Launch::on(&dir.path().join("files"), Profile::Files);
    let sqlite = Launch::on(&dir.path().join("sqlite"), Profile::Sqlite);
    for (name, launch) in [("memory", Launch::in_memory()), ("files", files), ("sqlite", sqlite)] {
        for _ in 0..3 {
            let plan = Race { callers: 64, calls: 150, seed: seed() };
            // Whatever is left of the race before would be listed in this one.
            let server = launch.start().await;
            let sandbox = format!("race-{}", plan.seed);
            let history = race(&server.builder().sandbox(sandbox), plan).await;
            let refused = history
                .iter()
                .filter(|call| matches!(call.answer, Answer::EtagMismatch | Answer::NotFound))
                .count();
            println!("{name}, {plan:?}: {} calls, {refused} of them refused", history.len());
            assert_eq!(check(&history), []);
            server.stop().await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "4 GiB on files, and on SQLite: tests/heavy runs it"]
async fn resume_survives_fifty_cuts() {
    for profile in [Profile::Files, Profile::Sqlite] {
        let dir = tempfile::tempdir().unwrap();
        let (source, copy) = (dir.path().join("source"), dir.path().join("copy"));
        random_file(&source, 4 << 10, seed());
        let expected = sha256_of_file(&source);
        let plan = resume::Plan { profile, mib: 4 << 10, cuts: 50 };
        let (id, server) = resume::send_through_cuts(&plan, &source, dir.path()).await;
        answer(&server, &["get", &id, "--output", copy.to_str().unwrap()]).await;
        server.stop().await;
        assert_eq!(sha256_of_file(&copy), expected);
        inspect(&dir.path().join("data"), profile).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "22 GiB through S3: tests/heavy runs it"]
async fn s3_uploads_fit_in_memory() {
    backends::memory().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "minutes: tests/heavy runs it"]
async fn faults_under_load() {
    backends::troubles().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "2 GiB on each of five stores: tests/heavy runs it"]
async fn curl_moves_a_gigabyte() {
    if !curl::has_curl() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let source = dir.path().join("source");
    random_file(&source, 1 << 10, seed());
    let sha256 = sha256_of_file(&source);
    let on = |name: &str, profile| Launch::on(&dir.path().join(name), profile);
    let mut launches = vec![
        ("memory", Launch::in_memory(), false),
        ("files", on("files", Profile::Files), false),
        ("sqlite", on("sqlite", Profile::Sqlite), false),
    ];
    let garage = tokio::task::spawn_blocking(|| or_skip(Garage::shared())).await.unwrap();
    if let Some(garage) = &garage {
        for (name, mode) in [("a bucket, through us", "proxy"), ("a bucket, past us", "auto")] {
            let launch = bucket(on(name, Profile::Files), garage).flag(&format!("--presign={mode}"));
            launches.push((name, launch, mode == "auto"));
        }
    }
    for (name, launch, native) in launches {
        let server = launch.start().await;
        let client = server.user("ana");
        let story = gigabyte::Story { client: &client, source: &source, sha256, dir: dir.path(), native };
        for id in [story.whole().await, story.parts().await] {
            story.read(&id).await;
            client.artifacts().delete(id).await.unwrap();
        }
        let peak = server.peak_mib();
        println!("{name}: whole, in parts, and read: {peak} MiB resident at most");
        // In memory it is what is kept.
        assert!(name == "memory" || peak < BY_URL_MAX_MIB);
        server.stop().await;
    }
}

/// With a bucket of its own.
fn bucket(launch: Launch, garage: &Garage) -> Launch {
    let (id, secret) = garage.key();
    launch
        .flag("--provider=s3")
        .flag(&format!("--bucket={}", garage.fresh_bucket()))
        .flag(&format!("--s3-endpoint-url={}", garage.endpoint()))
        .flag(&format!("--aws-region={}", garage.region()))
        .variable("AWS_ACCESS_KEY_ID", id)
        .variable("AWS_SECRET_ACCESS_KEY", secret)
}
