//! Signing keys of replicas: whoever rotates them, all verify, and all come to sign with the same.

use std::sync::Arc;

use clap::Parser;
use futures::future::join_all;
use tempfile::TempDir;

use super::super::super::conformance::world::{HOUR, START, World};
use crate::chance::SeededChance;
use crate::clock::ManualClock;
use crate::config::ServeArgs;
use crate::domain::{Keyring, SigningKey};
use crate::shutdown::Shutdown;
use crate::store::Store;

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    args: ServeArgs,
}

/// A store of its own over the database: another process, as far as the keys can tell.
async fn replica(url: &str, seed: u64) -> (Store, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let dir = format!("--data-dir={}", folder.path().display());
    let line = Line::try_parse_from(["serve", &dir, &format!("--catalog={url}")]).unwrap();
    let config = line.args.resolve().unwrap();
    let (clock, chance) = (Arc::new(ManualClock::new(START)), Arc::new(SeededChance::new(seed)));
    let store = Store::open(&config.storage, &config.limits, clock, chance, Shutdown::new()).await.unwrap();
    (store, folder)
}

fn signer(ring: &Keyring) -> Option<u32> {
    Keyring::key_of(&ring.sign("test", b"x"))
}

#[tokio::test]
async fn a_rotation_on_one_replica_is_known_to_the_others() {
    let Some(settings) = World::database().await else { return };
    let ((one, _one), (two, _two)) = (replica(&settings.url, 1).await, replica(&settings.url, 2).await);
    let old = one.keys.ring().sign("test", b"old");
    assert_eq!(
        two.keys.ring().verify("test", &old),
        Some(&b"old"[..]),
        "the first to start made the key for all"
    );

    let until = START.plus(HOUR);
    one.catalog.rotate_signing_keys([2; 32], until, START).await.unwrap();
    one.refresh_keys().await.unwrap();
    let new = one.keys.ring().sign("test", b"new");
    assert_eq!((Keyring::key_of(&new), signer(&two.keys.ring())), (Some(2), Some(1)));
    assert_eq!(two.keys.ring().verify("test", &new), None, "it has not heard of it");
    // A token of a key that is not known is what makes it look.
    let ring = two.ring_knowing(Keyring::key_of(&new)).await.unwrap();
    assert_eq!(ring.verify("test", &new), Some(&b"new"[..]));
    assert_eq!((ring.verify("test", &old), signer(&two.keys.ring())), (Some(&b"old"[..]), Some(2)));

    // So is its next reading, if no token comes by: each replica reads before each of its turns to sweep, or not to.
    one.catalog.rotate_signing_keys([3; 32], until, START).await.unwrap();
    assert_eq!(
        signer(&two.ring_knowing(Some(2)).await.unwrap()),
        Some(2),
        "what it knows it does not ask for"
    );
    two.refresh_keys().await.unwrap();
    assert_eq!(signer(&two.keys.ring()), Some(3));
    assert_eq!(two.keys.ring().verify("test", &old), Some(&b"old"[..]));
    // A key that nobody has is asked for and not found.
    let never = two.ring_knowing(Some(77)).await.unwrap();
    assert!(!never.knows(77) && signer(&never) == Some(3));
}

#[tokio::test]
async fn of_rotations_on_many_replicas_at_once_each_gives_another_key() {
    let Some(one) = World::postgres().await else { return };
    let two = one.beside().await;
    one.catalog.signing_keys(SigningKey { id: 1, secret: [1; 32] }, START).await.unwrap();
    let rotate = |at: u8| {
        let catalog = if at.is_multiple_of(2) { &one.catalog } else { &two.catalog };
        catalog.rotate_signing_keys([at; 32], START.plus(HOUR), START)
    };
    let mut made: Vec<_> =
        join_all((0..16).map(rotate)).await.into_iter().map(|key| key.unwrap().id).collect();
    made.sort_unstable();
    assert_eq!(made, (2..18).collect::<Vec<_>>());
    assert_eq!(one.catalog.known_signing_keys(START).await.unwrap().len(), 17);
    // Every one but the last has its end.
    let left = two.catalog.known_signing_keys(START.plus(HOUR)).await.unwrap();
    assert_eq!(left.iter().map(|key| key.id).collect::<Vec<_>>(), [17]);
}
