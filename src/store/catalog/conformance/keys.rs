//! Signing keys.

use super::world::{HOUR, START, World};
use crate::domain::SigningKey;

fn ids(keys: &[SigningKey]) -> Vec<u32> {
    keys.iter().map(|key| key.id).collect()
}

pub(super) async fn signing_keys_are_made_once(world: &World) {
    let key = |id, byte| SigningKey { id, secret: [byte; 32] };
    for byte in [1, 2] {
        let keys = world.catalog.signing_keys(key(1, byte), START).await.unwrap();
        assert_eq!(keys.iter().map(|key| (key.id, key.secret)).collect::<Vec<_>>(), [(1, [1; 32])]);
    }
    assert_eq!(ids(&world.catalog.known_signing_keys(START).await.unwrap()), [1]);
    assert_eq!(world.catalog.id().len(), 32);
    world.catalog.check().await.unwrap();
}

pub(super) async fn a_rotated_key_verifies_until_its_end_and_its_id_is_never_given_again(world: &World) {
    let catalog = &world.catalog;
    catalog.signing_keys(SigningKey { id: 1, secret: [1; 32] }, START).await.unwrap();
    let second = catalog.rotate_signing_keys([2; 32], START.plus(HOUR), START).await.unwrap();
    assert_eq!((second.id, second.secret), (2, [2; 32]));
    // Another rotation leaves the first one's end where it was.
    let third = catalog.rotate_signing_keys([3; 32], START.plus(2 * HOUR), START).await.unwrap();
    assert_eq!(third.id, 3);
    for (at, known) in
        [(START, vec![1, 2, 3]), (START.plus(HOUR), vec![2, 3]), (START.plus(2 * HOUR), vec![3])]
    {
        assert_eq!(ids(&catalog.known_signing_keys(at).await.unwrap()), known);
    }
    let far = START.plus(100 * HOUR);
    let fourth = catalog.rotate_signing_keys([4; 32], far.plus(HOUR), far).await.unwrap();
    assert_eq!((fourth.id, ids(&catalog.known_signing_keys(far).await.unwrap())), (4, vec![3, 4]));
    let keys = catalog.signing_keys(SigningKey { id: 1, secret: [9; 32] }, far).await.unwrap();
    assert_eq!(ids(&keys), [3, 4], "there are keys, so none is made");
}
