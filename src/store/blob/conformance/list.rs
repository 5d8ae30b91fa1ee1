//! Listing.

use super::*;

pub(super) async fn list_goes_in_the_order_of_keys_from_behind_a_key_up_to_a_limit(world: &dyn Backend) {
    let owners = [
        "sessions/a",
        "sessions/a!2F",
        "sessions/a-b",
        "sessions/a.b",
        "sessions/aa",
        "shared",
        "users/Z",
        "users/a",
    ];
    let mut all = Vec::new();
    for owner in owners.into_iter().rev() {
        for number in [3, 1, 2] {
            let key = key_of(owner, number);
            put(world.store(), &key, &content(number as usize)).await.unwrap();
            all.push(key.as_str().to_owned());
        }
    }
    all.sort_unstable();
    assert_eq!(keys(world.store(), None, 1_000).await, all);
    assert!(keys(world.store(), None, 0).await.is_empty());
    for limit in [1, 2, 7] {
        let (mut paged, mut after) = (Vec::new(), None::<String>);
        loop {
            let page = keys(world.store(), after.as_deref(), limit).await;
            assert!(page.len() <= limit);
            let Some(last) = page.last().cloned() else { break };
            after = Some(last);
            paged.extend(page);
        }
        assert_eq!(paged, all);
    }
    // From behind what is no key: a part of one, what lies between two, what is behind all.
    assert_eq!(keys(world.store(), Some("grid/acme/sessions/a"), 1_000).await, all);
    assert_eq!(keys(world.store(), Some("grid/acme/sessions/a."), 1).await, all[6..7]);
    assert_eq!(keys(world.store(), Some("grid/acme/shared/"), 1).await, all[15..16]);
    assert!(keys(world.store(), Some("h"), 1).await.is_empty());
}

pub(super) async fn a_listing_tells_size_and_time(world: &dyn Backend) {
    let before = SystemClock.now().minus(Duration::from_mins(1));
    put(world.store(), &key(1), &content(12_345)).await.unwrap();
    let entries = world.store().list(None, 10).await.unwrap();
    assert_eq!((entries.len(), entries[0].size), (1, 12_345));
    let after = SystemClock.now().plus(Duration::from_mins(1));
    assert!((before..after).contains(&entries[0].modified), "{:?}", entries[0].modified);
    assert!(entries[0].modified > Timestamp::from_micros(0));
}
