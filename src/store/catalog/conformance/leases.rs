//! Leases: who has one, and until when.

use super::super::leases::Lease;
use super::super::*;
use super::world::{HOUR, MINUTE, START, World};

const SWEEP: &str = "sweep";

async fn take(world: &World, holder: &str, now: Timestamp) -> Option<Lease> {
    world.catalog.take_lease(SWEEP, holder, now.plus(MINUTE), now).await.unwrap()
}

async fn renew(world: &World, lease: &Lease, until: Timestamp) -> bool {
    world.catalog.renew_lease(lease, until).await.unwrap()
}

pub(super) async fn one_holder_at_a_time(world: &World) {
    let names: Vec<String> = (0..16).map(|at| format!("replica-{at}")).collect();
    let taken = futures::future::join_all(names.iter().map(|name| take(world, name, START))).await;
    let held: Vec<Lease> = taken.into_iter().flatten().collect();
    assert_eq!((held.len(), held[0].epoch), (1, 1));
    let again = take(world, &held[0].holder, START).await;
    assert_eq!(again.as_ref(), Some(&held[0]), "who has it keeps its epoch");
}

pub(super) async fn what_a_dead_holder_held_passes_on_when_it_ends(world: &World) {
    take(world, "a", START).await.unwrap();
    let almost = START.plus(MINUTE).minus(Duration::from_micros(1));
    assert_eq!(take(world, "b", almost).await, None);
    let next = take(world, "b", START.plus(MINUTE)).await.unwrap();
    assert_eq!((&*next.holder, next.epoch), ("b", 2));
    assert_eq!(take(world, "a", START.plus(MINUTE)).await, None);
}

pub(super) async fn a_holder_that_was_late_is_told(world: &World) {
    let first = take(world, "a", START).await.unwrap();
    assert!(renew(world, &first, START.plus(HOUR)).await);
    assert_eq!(take(world, "b", START.plus(MINUTE)).await, None, "it was renewed");
    let second = take(world, "b", START.plus(HOUR)).await.unwrap();
    assert!(!renew(world, &first, START.plus(9 * HOUR)).await);
    assert!(renew(world, &second, START.plus(HOUR)).await, "given back: it has ended now");
    // The same holder's turn of before is not its turn now.
    let third = take(world, "a", START.plus(HOUR)).await.unwrap();
    assert_eq!(third.epoch, 3);
    assert!(!renew(world, &first, START.plus(9 * HOUR)).await);
    assert!(renew(world, &third, START.plus(2 * HOUR)).await);
}

pub(super) async fn leases_of_other_names_are_apart(world: &World) {
    take(world, "a", START).await.unwrap();
    let until = START.plus(MINUTE);
    let other = world.catalog.take_lease("other", "b", until, START).await.unwrap().unwrap();
    assert_eq!((other.name, other.epoch), ("other", 1));
}
