//! Uploads that go on, into a real bucket: what is safe there are whole parts.

use artigrid_test_services::{Garage, or_skip};

use super::*;

const PART: usize = 8 * MIB;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a16_c11_parts_in_a_bucket_are_safe_and_what_is_between_them_is_sent_again() {
    let Some(garage) = or_skip(Garage::shared()) else { return };
    let (id, secret) = garage.key();
    let flags = [
        "--provider=s3".to_owned(),
        format!("--bucket={}", garage.fresh_bucket()),
        format!("--s3-endpoint-url={}", garage.endpoint()),
        format!("--aws-region={}", garage.region()),
        format!("--aws-access-key-id={id}"),
        format!("--aws-secret-access-key={secret}"),
    ];
    let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
    let server = TestServer::with_flags(Profile::Files, &flags).await;
    let ana = server.raw(Who::user("ana"));
    let whole = content(2 * PART + 5 * MIB, 7);
    let begun = start(&ana, spec("a")).await.unwrap();
    let held = Held::open(&ana);
    held.send(rest(&begun.id, &whole, 0, PART + 3 * MIB)).await;
    eventually("a part is safe", || async { persisted(&look(&ana, &begun.id).await.unwrap()) >= PART }).await;
    held.cut().await;
    let seen = look(&ana, &begun.id).await.unwrap();
    let safe = persisted(&seen);
    assert_eq!((safe, seen.prefix_digests), (PART, Some(digests_of(&whole[..PART]))));
    // On another process, over the same bucket and rows.
    let server = server.restart().await;
    let ana = server.raw(Who::user("ana"));
    let made = ana.upload(to_the_end(&begun.id, &whole, safe)).await.unwrap();
    assert_eq!(made.digests, Some(digests_of(&whole)));
    assert!(read_back(&server, "ana", &made.id).await == whole);
    // A second one, given up: the bucket forgets its parts, so that the name is free of them.
    let begun = start(&ana, spec("b")).await.unwrap();
    ana.upload(rest(&begun.id, &whole, 0, PART)).await.unwrap_err();
    cancel(&ana, &begun.id).await.unwrap();
    assert_eq!(reason(&look(&ana, &begun.id).await.unwrap_err()), "UPLOAD_NOT_FOUND");
}
