//! How the server begins, refuses to begin, and ends.

use std::process::Stdio;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::world::{Label, Launch, Profile, artigrid, eventually, files_below, inspect};

/// More than all windows and pipes between the disk and whoever does not read.
const BIG: Label = Label { seed: 11, size: 64 << 20 };

#[tokio::test]
async fn a_second_server_on_the_same_directory_says_why_it_does_not_start() {
    for profile in [Profile::Files, Profile::Sqlite] {
        let dir = tempfile::tempdir().unwrap();
        let launch = Launch::on(dir.path(), profile);
        let first = launch.start().await;
        let refused = launch.refused().await;
        assert_eq!(refused.code, Some(69), "{}", refused.stderr);
        assert!(refused.stderr.contains("another process has"), "{}", refused.stderr);
        first.kill();
        first.ended().await;
        launch.start().await.stop().await;
    }
}

#[tokio::test]
async fn a_bad_configuration_names_every_fault_and_opens_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    for check in [&[][..], &["--check"]] {
        let mut command = artigrid();
        command.arg("serve").args(check).arg("--data-dir").arg(&data);
        command.args(["--grpc-addr=everywhere", "--auth=jwt", "--provider=tape", "--session-provider=redis"]);
        command.env("ARTIGRID_SWEEP_INTERVAL", "soon").env("ARTIGRID_INLINE_MAX", "1TiB");
        let done = command.output().await.unwrap();
        let told = String::from_utf8_lossy(&done.stderr);
        assert_eq!(done.status.code(), Some(64), "{told}");
        for variable in [
            "ARTIGRID_GRPC_ADDR",
            "ARTIGRID_AUTH",
            "ARTIFACT_PROVIDER",
            "SESSION_PROVIDER",
            "ARTIGRID_SWEEP_INTERVAL",
            "ARTIGRID_INLINE_MAX",
        ] {
            assert_eq!(told.lines().filter(|line| line.contains(variable)).count(), 1, "{variable}: {told}");
        }
        assert!(!data.exists());
    }
}

/// `tests/heavy big_file_survives_kill` has the large file; what a transfer takes does not depend on its size.
#[tokio::test]
async fn a_transfer_takes_less_memory_than_its_content() {
    let dir = tempfile::tempdir().unwrap();
    let server = Launch::on(&dir.path().join("data"), Profile::Files).start().await;
    let before = server.peak_mib();
    let source = dir.path().join("source");
    std::fs::write(&source, BIG.bytes()).unwrap();
    let id = server.run(&["put", source.to_str().unwrap()]).await;
    let id = String::from_utf8(id.stdout).unwrap();
    let back = server.run(&["cat", id.trim()]).await;
    assert!(back.stdout == BIG.bytes());
    let peak = server.peak_mib();
    println!("{} MiB up and down: the server had {peak} MiB resident at most", BIG.size >> 20);
    // Messages, hashes, and code that runs first now: nothing of the content's size.
    assert!(peak - before < 24, "{before} MiB when it was ready");
    server.stop().await;
}

#[tokio::test]
async fn a_server_that_is_told_to_end_finishes_what_runs() {
    let dir = tempfile::tempdir().unwrap();
    let launch = Launch::on(dir.path(), Profile::Files);
    let server = launch.start().await;
    let source = dir.path().with_extension("source");
    std::fs::write(&source, BIG.bytes()).unwrap();
    let id = server.run(&["put", source.to_str().unwrap()]).await;
    std::fs::remove_file(&source).unwrap();
    let id = String::from_utf8(id.stdout).unwrap().trim().to_owned();

    // A download that runs: some of it was read, and nobody reads on.
    let mut cat = server.command(&["cat", &id]).stdout(Stdio::piped()).spawn().unwrap();
    let mut out = cat.stdout.take().unwrap();
    let mut read = vec![0; 1_000];
    out.read_exact(&mut read).await.unwrap();
    // An upload that runs: some of it is on the disk.
    let mut put = server.command(&["put", "-"]);
    let mut put = put.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = put.stdin.take().unwrap();
    let bytes = BIG.bytes();
    let (head, tail) = bytes.split_at(8 << 20);
    input.write_all(head).await.unwrap();
    let staging = dir.path().join("blobs/.staging");
    eventually("bytes are staged", || async {
        files_below(&staging).iter().any(|file| file.metadata().is_ok_and(|about| about.len() > 0))
    })
    .await;

    server.terminate().await;
    eventually("the server was told to end", || async { server.said().contains("told to end") }).await;
    input.write_all(tail).await.unwrap();
    drop(input);
    let put = put.wait_with_output().await.unwrap();
    assert!(put.status.success());
    out.read_to_end(&mut read).await.unwrap();
    assert!(cat.wait().await.unwrap().success());
    assert!(read == bytes, "the download is not whole");
    assert_eq!(server.ended().await.code(), Some(0), "{}", server.said());

    let keys = inspect(dir.path(), Profile::Files).await;
    assert_eq!(keys.artifacts.len(), 2, "what was answered while it ended is there");
}
