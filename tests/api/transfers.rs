//! Content in and out: whole, in parts, by version, and while somebody changes it.

use std::time::Duration;

use artigrid_client::raw::v1;
use artigrid_client::raw::v1::download_response::Frame;
use artigrid_client::{Changes, Client, NewArtifact, Part, Reason, Scope, Source};
use tonic::{Status, Streaming};

use crate::harness::{Profile, TestServer, Who, content, reason};

/// Sizes on both sides of every border: the row, a block, some blocks.
const SIZES: [usize; 8] = [0, 1, 4_096, 4_097, 70_000, (1 << 20) - 1, 1 << 20, (3 << 20) + 17];
const HOUR: Duration = Duration::from_hours(1);

async fn upload(client: &Client, bytes: Vec<u8>) -> artigrid_client::Artifact {
    let new = NewArtifact::new().scope(Scope::User).filename("a/b.bin");
    client.artifacts().upload(Source::bytes(bytes), new).await.unwrap()
}

async fn replace(client: &Client, id: &str, bytes: Vec<u8>) -> artigrid_client::Artifact {
    client.artifacts().replace(id, Source::bytes(bytes), Changes::new()).await.unwrap()
}

async fn version(client: &Client, id: &str, version: u64) -> artigrid_client::Result<Vec<u8>> {
    Ok(client.artifacts().download(id).version(version).bytes(16 << 20).await?.to_vec())
}

#[tokio::test]
async fn a4_a19_what_is_put_is_read_back_whole_on_every_backend() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let client = server.user("ana");
        for size in SIZES {
            let bytes = content(size, size as u64);
            let artifact = upload(&client, bytes.clone()).await;
            assert_eq!(artifact.size, size as u64, "{profile:?}");
            let back = client.artifacts().download(&artifact.id).bytes(8 << 20).await.unwrap();
            assert!(back == bytes, "{profile:?}: {size} bytes came back changed");
        }
    }
}

#[tokio::test]
async fn a_part_is_the_same_bytes_as_in_the_whole_on_every_backend() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let client = server.user("ana");
        let bytes = content((3 << 20) + 17, 7);
        let id = upload(&client, bytes.clone()).await.id;
        let mib = 1_u64 << 20;
        for part in
            [0..1, 0..mib, mib - 1..mib + 1, mib..2 * mib, 5..3 * mib + 17, 3 * mib + 16..3 * mib + 17]
        {
            let back = client.artifacts().download(&id).range(part.clone()).bytes(8 << 20).await.unwrap();
            assert!(back == bytes[part.start as usize..part.end as usize], "{profile:?} {part:?}");
        }
        let last = client.artifacts().download(&id).range(Part::Last(18)).bytes(8 << 20).await.unwrap();
        assert!(last == bytes[bytes.len() - 18..], "{profile:?}");
        let rest = client.artifacts().download(&id).range(3 * mib..).bytes(8 << 20).await.unwrap();
        assert!(rest == bytes[3 << 20..], "{profile:?}");
    }
}

#[tokio::test]
async fn a_replaced_version_is_read_by_its_number_until_it_is_freed() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let client = server.user("ana");
        for size in [100, 70_000] {
            let (old, new) = (content(size, 1), content(size + 1, 2));
            let id = upload(&client, old.clone()).await.id;
            let replaced = replace(&client, &id, new.clone()).await;
            assert_eq!((replaced.version, replaced.size), (2, size as u64 + 1));
            server.advance(HOUR.checked_sub(Duration::from_secs(1)).unwrap());
            server.sweep().await;
            assert!(version(&client, &id, 1).await.unwrap() == old, "{profile:?} {size}");
            assert!(version(&client, &id, 0).await.unwrap() == new, "{profile:?} {size}");
            server.advance(Duration::from_secs(1));
            server.sweep().await;
            let gone = version(&client, &id, 1).await.unwrap_err();
            assert_eq!(gone.reason(), Reason::VersionGone, "{profile:?} {size}");
            assert!(version(&client, &id, 2).await.unwrap() == new, "{profile:?} {size}");
        }
    }
}

#[tokio::test]
async fn what_is_deleted_is_not_read_by_version_either() {
    let server = TestServer::memory().await;
    let client = server.user("ana");
    let id = upload(&client, content(70_000, 1)).await.id;
    replace(&client, &id, content(70_000, 2)).await;
    client.artifacts().delete(&id).await.unwrap();
    for number in [0, 1, 2] {
        let gone = version(&client, &id, number).await.unwrap_err();
        assert_eq!(gone.reason(), Reason::ArtifactNotFound, "version {number}");
    }
}

/// A download that waits after its first chunk: its windows are far smaller than what is still to come.
struct Waiting {
    messages: Streaming<v1::DownloadResponse>,
    data: Vec<u8>,
}

impl Waiting {
    async fn open(server: &TestServer, artifact_id: &str) -> Self {
        let raw = server.raw(Who::user("ana"));
        let request = v1::DownloadRequest { artifact_id: artifact_id.to_owned(), ..Default::default() };
        let messages = raw.artifacts().download(request).await.unwrap().into_inner();
        let mut waiting = Self { messages, data: Vec::new() };
        let Some(Frame::Header(header)) = waiting.next().await.unwrap() else {
            panic!("the header comes first")
        };
        assert_eq!(header.artifact.unwrap().id, artifact_id);
        waiting.next().await.unwrap();
        waiting
    }

    async fn next(&mut self) -> Result<Option<Frame>, Status> {
        let Some(message) = self.messages.message().await? else { return Ok(None) };
        if let Some(Frame::Chunk(chunk)) = &message.frame {
            assert_eq!(chunk.offset as usize, self.data.len());
            assert_eq!(chunk.crc32c, artigrid::domain::crc32c(&chunk.data));
            self.data.extend_from_slice(&chunk.data);
        }
        Ok(message.frame)
    }

    async fn rest(mut self) -> Result<Vec<u8>, Status> {
        while let Some(frame) = self.next().await? {
            assert!(matches!(frame, Frame::Chunk(_)), "the header comes once");
        }
        Ok(self.data)
    }
}

#[tokio::test]
async fn a_running_download_finishes_after_its_version_was_replaced_or_deleted() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let client = server.user("ana");
        let bytes = content(6 << 20, 3);
        let id = upload(&client, bytes.clone()).await.id;
        let before_replace = Waiting::open(&server, &id).await;
        replace(&client, &id, content(6 << 20, 4)).await;
        let before_delete = Waiting::open(&server, &id).await;
        client.artifacts().delete(&id).await.unwrap();
        server.sweep().await;
        assert!(before_replace.rest().await.unwrap() == bytes, "{profile:?}");
        assert!(before_delete.rest().await.unwrap() == content(6 << 20, 4), "{profile:?}");
    }
}

#[tokio::test]
async fn a_download_that_outlasts_its_version_ends_whole_or_says_that_it_is_gone() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let client = server.user("ana");
        let bytes = content(6 << 20, 3);
        let id = upload(&client, bytes.clone()).await.id;
        let running = Waiting::open(&server, &id).await;
        replace(&client, &id, content(10, 4)).await;
        server.advance(HOUR);
        server.sweep().await;
        match running.rest().await {
            Ok(data) => assert!(data == bytes, "{profile:?}"),
            Err(status) => assert_eq!(reason(&status), "VERSION_GONE", "{profile:?}"),
        }
    }
}

#[tokio::test]
async fn a_download_that_outlasts_its_artifact_ends_whole_or_says_that_it_is_gone() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let client = server.user("ana");
        let bytes = content(6 << 20, 3);
        let id = upload(&client, bytes.clone()).await.id;
        let running = Waiting::open(&server, &id).await;
        client.artifacts().delete(&id).await.unwrap();
        server.advance(HOUR);
        server.sweep().await;
        match running.rest().await {
            Ok(data) => assert!(data == bytes, "{profile:?}"),
            Err(status) => assert_eq!(reason(&status), "VERSION_GONE", "{profile:?}"),
        }
    }
}

#[tokio::test]
async fn readers_during_a_replace_see_one_version_whole() {
    const VERSIONS: u8 = 12;
    let of = |version: u8| vec![version; 90_000 + usize::from(version)];
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let client = server.user("ana");
        let id = upload(&client, of(1)).await.id;
        let readers: Vec<_> = (0..6)
            .map(|_| {
                let (client, id) = (client.clone(), id.clone());
                tokio::spawn(async move {
                    let mut last = 0;
                    while last < VERSIONS {
                        let data = client.artifacts().download(&id).bytes(1 << 20).await.unwrap();
                        assert!(data[0] >= last, "an older version came after {last}");
                        last = data[0];
                        assert!(data == of(last), "two versions in one content");
                    }
                })
            })
            .collect();
        for version in 2..=VERSIONS {
            assert_eq!(replace(&client, &id, of(version)).await.version, u64::from(version));
        }
        for reader in readers {
            reader.await.unwrap();
        }
    }
}

#[tokio::test]
async fn what_a_replace_and_a_delete_leave_is_freed_by_the_sweep() {
    let server = TestServer::start(Profile::Files).await;
    let client = server.user("ana");
    let id = upload(&client, content(70_000, 1)).await.id;
    let before = server.blob_files().len();
    replace(&client, &id, content(70_000, 2)).await;
    client.artifacts().delete(&id).await.unwrap();
    assert_eq!(server.blob_files().len(), before + 1);
    server.advance(HOUR);
    assert_eq!(server.sweep().await.freed, 2);
    assert_eq!((server.blob_files().len(), server.rows_to_free().await), (before - 1, 0));
}
