//! Share links.

use std::sync::Arc;

use super::super::*;
use super::world::{HOUR, MINUTE, START, World, user};
use crate::domain::{Answer, Disposition, LinkId, LinkSecret, ShareLink};

fn link(world: &World, artifact: ArtifactId) -> ShareLink {
    ShareLink {
        id: LinkId::generate(START, &*world.chance),
        sandbox: world.sandbox.clone(),
        artifact,
        disposition: Disposition::Inline,
        create_time: START,
        expire_time: None,
        max_downloads: None,
        downloads: 0,
        revoke_time: None,
    }
}

async fn kept(world: &World, link: ShareLink) -> (ShareLink, LinkSecret) {
    let secret = LinkSecret::generate(&*world.chance);
    let new = NewLink { link: link.clone(), secret, replay: None };
    world.catalog.create_link(new, START).await.unwrap();
    (link, secret)
}

async fn artifact(world: &World) -> ArtifactId {
    world.create(world.fresh(Owner::User(user("ann")), "a"), START).await.unwrap().id
}

pub(super) async fn a_link_is_known_by_its_secret_and_in_its_sandbox(world: &World) {
    let id = artifact(world).await;
    let full = ShareLink { expire_time: Some(START.plus(HOUR)), max_downloads: Some(7), ..link(world, id) };
    let (link, secret) = kept(world, full).await;
    assert_eq!(world.catalog.link_of(&secret.hash()).await.unwrap().as_ref(), Some(&link));
    assert_eq!(world.catalog.link(&world.sandbox, link.id).await.unwrap(), Some(link.clone()));
    let other = SandboxId::parse("sandbox", "other").unwrap();
    assert_eq!(world.catalog.link(&other, link.id).await.unwrap(), None);
    assert_eq!(world.catalog.revoke_link(&other, link.id, START).await.unwrap(), None);
    let another = LinkSecret::generate(&*world.chance);
    assert_eq!(world.catalog.link_of(&another.hash()).await.unwrap(), None);
}

pub(super) async fn links_are_listed_newest_first_in_pages(world: &World) {
    let (id, other) = (artifact(world).await, artifact(world).await);
    let mut made = Vec::new();
    for minute in 0..5 {
        let at = START.plus(minute * MINUTE);
        let link = ShareLink { id: LinkId::generate(at, &*world.chance), create_time: at, ..link(world, id) };
        made.push(kept(world, link).await.0.id);
    }
    kept(world, link(world, other)).await;
    made.reverse();
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let query = LinksQuery { sandbox: &world.sandbox, artifact: id, after, limit: 2 };
        let page = world.catalog.list_links(query).await.unwrap();
        found.extend(page.iter().map(|link| link.id));
        after = page.last().map(|link| link.id);
        if page.len() < 2 {
            break;
        }
    }
    assert_eq!(found, made);
}

pub(super) async fn of_sixty_four_at_once_no_more_use_a_link_than_it_allows(world: &World) {
    let id = artifact(world).await;
    let (link, _) = kept(world, ShareLink { max_downloads: Some(10), ..link(world, id) }).await;
    let uses = (0..64).map(|_| {
        let catalog = Arc::clone(&world.catalog);
        async move { catalog.use_link(link.id, START).await.unwrap() }
    });
    let used = futures::future::join_all(uses).await.into_iter().filter(|used| *used).count();
    assert_eq!(used, 10);
    assert_eq!(world.catalog.link(&world.sandbox, link.id).await.unwrap().unwrap().downloads, 10);
    assert_eq!(world.catalog.revoke_link(&world.sandbox, link.id, START).await.unwrap(), None, "used up");
}

pub(super) async fn a_link_that_has_ended_is_used_no_more(world: &World) {
    let id = artifact(world).await;
    let end = START.plus(HOUR);
    let (brief, _) = kept(world, ShareLink { expire_time: Some(end), ..link(world, id) }).await;
    assert!(world.catalog.use_link(brief.id, end.minus(Duration::from_micros(1))).await.unwrap());
    assert!(!world.catalog.use_link(brief.id, end).await.unwrap());
    assert_eq!(world.catalog.revoke_link(&world.sandbox, brief.id, end).await.unwrap(), None, "expired");
    let (revoked, secret) = kept(world, link(world, id)).await;
    assert!(world.catalog.use_link(revoked.id, START).await.unwrap());
    let after = world.catalog.revoke_link(&world.sandbox, revoked.id, end).await.unwrap().unwrap();
    assert_eq!(after, ShareLink { revoke_time: Some(end), downloads: 1, ..revoked });
    assert_eq!(world.catalog.link_of(&secret.hash()).await.unwrap(), Some(after));
    assert!(!world.catalog.use_link(revoked.id, START).await.unwrap());
    assert_eq!(world.catalog.revoke_link(&world.sandbox, revoked.id, end).await.unwrap(), None, "again");
    let never = LinkId::generate(START, &*world.chance);
    assert!(!world.catalog.use_link(never, START).await.unwrap());
}

pub(super) async fn a_link_is_told_again_with_its_secret(world: &World) {
    let id = artifact(world).await;
    let (link, secret) = (link(world, id), LinkSecret::generate(&*world.chance));
    let replay = world.request(1, "share it", 0);
    let new = NewLink { link: link.clone(), secret, replay: Some(replay.clone()) };
    world.catalog.create_link(new.clone(), START).await.unwrap();
    let kept = world.catalog.answer(&replay.key, START).await.unwrap().unwrap();
    assert_eq!(kept.answer, Answer::Link(Box::new((link, secret))));
    let again = world.catalog.create_link(new, START).await.unwrap_err();
    assert_eq!(again.kind(), crate::error::ErrorKind::RequestInProgress);
}

pub(super) async fn ended_links_are_forgotten_a_day_later(world: &World) {
    let catalog = &world.catalog;
    let (stays, goes) = (artifact(world).await, artifact(world).await);
    let (open, _) = kept(world, link(world, stays)).await;
    let (orphan, _) = kept(world, link(world, goes)).await;
    let (revoked, _) = kept(world, link(world, stays)).await;
    let (expired, _) =
        kept(world, ShareLink { expire_time: Some(START.plus(HOUR)), ..link(world, stays) }).await;
    catalog.revoke_link(&world.sandbox, revoked.id, START).await.unwrap();
    world.delete(&world.sandbox, goes, &Precondition::None, HOUR, START).await.unwrap();
    let left = async || {
        let mut left = Vec::new();
        for id in [open.id, orphan.id, revoked.id, expired.id] {
            left.push(catalog.link(&world.sandbox, id).await.unwrap().is_some());
        }
        left
    };
    assert_eq!(catalog.drop_links(100, START.plus(LINK_KEPT).minus(MINUTE)).await.unwrap(), 0);
    assert_eq!(left().await, [true; 4]);
    // In steps, each of which looks at what was not looked at yet.
    let day = START.plus(LINK_KEPT);
    assert_eq!(catalog.drop_links(3, day).await.unwrap(), 3);
    assert_eq!(catalog.drop_links(3, day).await.unwrap(), 1);
    assert_eq!(catalog.drop_links(3, day).await.unwrap(), 0);
    assert_eq!(left().await, [true, false, false, true], "one expired an hour after it was made");
    assert_eq!(catalog.drop_links(100, day.plus(LINK_KEPT)).await.unwrap(), 2);
    assert_eq!(left().await, [true, false, false, false]);
}
