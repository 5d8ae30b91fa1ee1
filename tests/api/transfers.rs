//! Content in and out, as the SDK sends it.

use artigrid_client::{NewArtifact, Scope, Source};

use crate::harness::{Profile, TestServer, content};

#[tokio::test]
async fn what_is_put_is_read_back_whole_on_every_backend() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let client = server.user("ana");
        for size in [0, 1, 4_096, 4_097, 70_000, (1 << 20) - 1, 1 << 20, (3 << 20) + 17] {
            let bytes = content(size, size as u64);
            let new = NewArtifact::new().scope(Scope::User).filename("a/b.bin");
            let artifact = client.artifacts().upload(Source::bytes(bytes.clone()), new).await.unwrap();
            assert_eq!(artifact.size, size as u64, "{profile:?}");
            let back = client.artifacts().download(&artifact.id).bytes(8 << 20).await.unwrap();
            assert!(back == bytes, "{profile:?}: {size} bytes came back changed");
        }
    }
}
