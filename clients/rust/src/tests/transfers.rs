//! Content there and back, on good days and bad ones.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use futures::stream::{StreamExt, TryStreamExt};
use tokio::sync::mpsc;

use super::fake::{CHUNK, Fake, Fault, client, cutting_relay};
use crate::{NewArtifact, Part, Reason, Source};

fn content(size: usize) -> Vec<u8> {
    (0..size).map(|n| u8::try_from(n * 31 % 251).unwrap()).collect()
}

#[tokio::test]
async fn small_content_goes_in_one_call_and_large_content_by_stream() {
    let (fake, client) = Fake::start().await;
    for (size, method) in
        [(0, "create"), (256 * 1024, "create"), (256 * 1024 + 1, "upload"), (3_500_000, "upload")]
    {
        let whole = content(size);
        let seen = Arc::new(Mutex::new(None));
        let told = seen.clone();
        let upload = client.artifacts().upload(whole.clone(), NewArtifact::new());
        let made = upload.on_progress(move |progress| *told.lock().unwrap() = Some(progress)).await.unwrap();
        assert_eq!(made.size, size as u64);
        assert_eq!(seen.lock().unwrap().unwrap().done, size as u64);
        assert!(fake.calls().last().unwrap().starts_with(method), "{size}");
        assert_eq!(client.artifacts().download("a").bytes(size).await.unwrap(), whole);
    }
}

#[tokio::test]
async fn content_of_unknown_size_goes_by_stream_even_when_empty() {
    let (fake, client) = Fake::start().await;
    for size in [0, 5, 1_200_000] {
        let whole = content(size);
        let source = Source::reader(std::io::Cursor::new(whole.clone()));
        client.artifacts().upload(source, NewArtifact::new()).await.unwrap();
        assert_eq!(fake.0.lock().unwrap().content, whole);
    }
    assert!(fake.calls().iter().all(|call| call.starts_with("upload")));
}

#[tokio::test]
async fn a_refusal_arrives_while_content_is_still_coming() {
    let (fake, client) = Fake::start().await;
    fake.fail([Fault::RefuseUpload]);
    // A source that never ends by itself: only the refusal can end the upload.
    let (sender, mut pieces) = mpsc::channel(1);
    sender.send(Ok(Bytes::from(content(1 << 20)))).await.unwrap();
    let source = Source::stream(futures::stream::poll_fn(move |context| pieces.poll_recv(context)));
    let error = client.artifacts().upload(source, NewArtifact::new()).await.unwrap_err();
    assert_eq!(error.reason(), Reason::QuotaExceeded);

    // And one that has more than every window.
    fake.fail([Fault::RefuseUpload]);
    let endless = futures::stream::repeat_with(|| Ok(Bytes::from(vec![0; 1 << 16])));
    let error = client.artifacts().upload(Source::stream(endless), NewArtifact::new()).await.unwrap_err();
    assert_eq!(error.reason(), Reason::QuotaExceeded);
}

#[tokio::test]
async fn content_that_cannot_be_read_ends_the_upload_with_that_error() {
    let (_fake, client) = Fake::start().await;
    let pieces = [Ok(Bytes::from(content(1 << 20))), Err(std::io::Error::other("torn tape"))];
    let source = Source::stream(futures::stream::iter(pieces));
    let error = client.artifacts().upload(source, NewArtifact::new()).await.unwrap_err();
    assert!(error.message().contains("torn tape"), "{error}");
}

#[tokio::test]
async fn a_broken_download_goes_on_at_the_next_byte_of_the_same_version() {
    let (fake, client) = Fake::start().await;
    let whole = content(5 * CHUNK + 17);
    fake.holding(whole.clone());
    fake.fail([Fault::BreakAfter(2), Fault::Unavailable, Fault::BreakAfter(1)]);
    assert_eq!(client.artifacts().download("a").bytes(1 << 20).await.unwrap(), whole);
    let end = whole.len();
    let expected = [
        format!("download v0 0..{end} as -"),
        format!("download v3 200000..{end} as -"),
        format!("download v3 200000..{end} as -"),
        format!("download v3 300000..{end} as -"),
    ];
    assert_eq!(fake.calls(), expected);
}

#[tokio::test]
async fn a_cut_connection_is_made_anew_and_the_download_goes_on() {
    let (fake, _) = Fake::start().await;
    let whole = content(20 * CHUNK);
    fake.holding(whole.clone());
    let relay = cutting_relay(fake.address(), 950_000).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("whole");
    client(relay).artifacts().download("a").to_path(&path).await.unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), whole);
    let calls = fake.calls();
    assert_eq!(calls.len(), 2, "{calls:?}");
    assert!(calls[1].starts_with("download v3 ") && !calls[1].contains(" 0.."), "{calls:?}");
}

#[tokio::test]
async fn a_download_without_progress_is_given_up_and_leaves_no_file() {
    let (fake, client) = Fake::start().await;
    fake.holding(content(3 * CHUNK));
    fake.fail([Fault::BreakAfter(1), Fault::Unavailable, Fault::Unavailable, Fault::Unavailable]);
    let folder = tempfile::tempdir().unwrap();
    let error = client.artifacts().download("a").to_path(folder.path().join("x")).await.unwrap_err();
    assert_eq!(error.reason(), Reason::Draining);
    // The blocking thread removes the part once it sees that nobody writes any more.
    let mut looks = 0;
    while std::fs::read_dir(folder.path()).unwrap().next().is_some() {
        looks += 1;
        assert!(looks < 100_000, "the part is still there");
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn wrong_bytes_and_wrong_digests_are_never_handed_over_as_whole() {
    let (fake, client) = Fake::start().await;
    fake.holding(content(3 * CHUNK));
    let folder = tempfile::tempdir().unwrap();
    for fault in [Fault::FlipByte, Fault::WrongDigest] {
        fake.fail([fault]);
        let path = folder.path().join("x");
        let error = client.artifacts().download("a").to_path(&path).await.unwrap_err();
        assert_eq!(error.reason(), Reason::DataCorrupt);
        assert!(!path.exists());
    }
}

#[tokio::test]
async fn a_download_goes_to_a_file_a_writer_or_a_stream_whole_or_in_part() {
    let (fake, client) = Fake::start().await;
    let whole = content(4 * CHUNK + 1);
    fake.holding(whole.clone());
    let artifacts = client.artifacts();

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copy");
    std::fs::write(&path, "something older").unwrap();
    artifacts.download("a").to_path(&path).await.unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), whole);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);

    let mut written = Vec::new();
    artifacts.download("a").range(10..250_000).to_writer(&mut written).await.unwrap();
    assert_eq!(written, whole[10..250_000]);

    let tail = artifacts.download("a").range(Part::Last(7)).open().await.unwrap();
    assert_eq!((tail.offset(), tail.length()), (4 * CHUNK as u64 - 6, 7));
    let tail: Vec<Bytes> = tail.into_stream().boxed().try_collect().await.unwrap();
    assert_eq!(tail.concat(), whole[whole.len() - 7..]);

    let error = artifacts.download("a").bytes(10).await.unwrap_err();
    assert_eq!(error.reason(), Reason::SizeLimit);
}
