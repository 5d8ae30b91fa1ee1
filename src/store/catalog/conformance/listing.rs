//! Lists: order, prefixes, roll-up, pages.

use std::collections::BTreeSet;

use super::super::*;
use super::world::{HOUR, MINUTE, START, World, user};
use crate::chance::Chance;
use crate::domain::{Filename, Meta, Place};
use crate::error::ErrorKind;

fn query(world: &World, owners: Owners, prefix: &str, roll_up: bool) -> ListQuery {
    ListQuery {
        sandbox: world.sandbox.clone(),
        owners,
        prefix: prefix.into(),
        roll_up,
        after: None,
        limit: 1_000,
    }
}

fn names(page: &ListPage) -> Vec<&str> {
    page.artifacts.iter().map(|artifact| artifact.filename.as_ref().map_or("", Filename::as_str)).collect()
}

async fn add(world: &World, owner: &Owner, names: &[&str]) {
    for name in names {
        world.create(world.fresh(owner.clone(), name), START).await.unwrap();
    }
}

pub(super) async fn names_come_in_the_order_of_their_bytes(world: &World) {
    add(world, &Owner::Sandbox, &["b", "ä", "B", "a/b", "", "a", "a b", "\u{10ffff}", "a", "z/\u{10ffff}x"])
        .await;
    let list = async |prefix| {
        let all = query(world, Owners::Everyone(Scope::Sandbox), prefix, false);
        let page = world.catalog.list(&all, START).await.unwrap();
        assert_eq!(page.next, None);
        names(&page).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(list("").await, ["", "B", "a", "a", "a b", "a/b", "b", "z/\u{10ffff}x", "ä", "\u{10ffff}"]);
    assert_eq!(list("a").await, ["a", "a", "a b", "a/b"]);
    assert_eq!(list("z/\u{10ffff}").await, ["z/\u{10ffff}x"]);
    assert_eq!(list("\u{10ffff}").await, ["\u{10ffff}"]);
    assert_eq!(list("%").await, [""; 0]);
    let page =
        world.catalog.list(&query(world, Owners::Everyone(Scope::Sandbox), "b", false), START).await.unwrap();
    assert_eq!(page.artifacts[0].content.place, Place::Inline(None), "inline content is left out");
}

pub(super) async fn only_what_is_live_is_listed(world: &World) {
    let session = world.begun("s", Some("ann"), START, HOUR).await;
    for owner in [Owner::Session(Box::new(session.clone())), Owner::User(user("ann")), Owner::Sandbox] {
        let mut new = world.fresh(owner.clone(), "short");
        new.expire_time = Some(START.plus(MINUTE));
        world.create(new, START).await.unwrap();
        add(world, &owner, &["long"]).await;
        let owners = match &owner {
            Owner::Session(session) => Owners::Sessions(vec![session.uid]),
            Owner::User(user) => Owners::User(user.clone()),
            Owner::Sandbox => Owners::Everyone(Scope::Sandbox),
        };
        for owners in [owners, Owners::Everyone(owner.scope())] {
            for roll_up in [false, true] {
                let all = query(world, owners.clone(), "", roll_up);
                assert_eq!(names(&world.catalog.list(&all, START).await.unwrap()), ["long", "short"]);
                let page = world.catalog.list(&all, START.plus(MINUTE)).await.unwrap();
                assert_eq!(names(&page), ["long"]);
                let page = world.catalog.list(&all, START.plus(HOUR)).await.unwrap();
                assert_eq!(names(&page).is_empty(), owner.session().is_some());
            }
        }
    }
}

pub(super) async fn what_stands_behind_a_slash_is_rolled_up(world: &World) {
    let owner = Owner::User(user("ann"));
    add(world, &owner, &["a", "a.txt", "a/1", "a/2", "a/b/3", "a0", "ä/x", "b/c/d", "z"]).await;
    let mut expired = world.fresh(owner, "gone/x");
    expired.expire_time = Some(START);
    world.create(expired, START.minus(MINUTE)).await.unwrap();
    for (prefix, artifacts, prefixes) in [
        ("", &["a", "a.txt", "a0", "z"][..], &["a/", "b/", "ä/"][..]),
        ("a", &["a", "a.txt", "a0"], &["a/"]),
        ("a/", &["a/1", "a/2"], &["a/b/"]),
        ("ä/", &["ä/x"], &[]),
        ("b", &[], &["b/"]),
        ("b/c", &[], &["b/c/"]),
        ("q", &[], &[]),
    ] {
        for owners in [Owners::User(user("ann")), Owners::Everyone(Scope::User)] {
            let page = world.catalog.list(&query(world, owners, prefix, true), START).await.unwrap();
            assert_eq!(
                (names(&page), &page.prefixes[..]),
                (artifacts.to_vec(), &prefixes.map_owned()[..]),
                "{prefix}"
            );
        }
    }
}

trait MapOwned {
    fn map_owned(&self) -> Vec<String>;
}

impl MapOwned for &[&str] {
    fn map_owned(&self) -> Vec<String> {
        self.iter().map(|&text| text.to_owned()).collect()
    }
}

pub(super) async fn owners_are_merged_and_kept_apart(world: &World) {
    let mut uids = Vec::new();
    for (name, files) in [("s1", ["a", "d", "x/1"]), ("s2", ["b", "c", "x/2"]), ("s3", ["no", "one", "asks"])]
    {
        let session = world.begun(name, None, START, HOUR).await;
        uids.push(session.uid);
        add(world, &Owner::Session(Box::new(session)), &files).await;
    }
    uids.pop();
    uids.reverse();
    uids.push(uids[0]);
    let page =
        world.catalog.list(&query(world, Owners::Sessions(uids.clone()), "", false), START).await.unwrap();
    assert_eq!(names(&page), ["a", "b", "c", "d", "x/1", "x/2"]);
    let page = world.catalog.list(&query(world, Owners::Sessions(uids), "", true), START).await.unwrap();
    assert_eq!((names(&page), &page.prefixes[..]), (vec!["a", "b", "c", "d"], &["x/".to_owned()][..]));
    let page = world.catalog.list(&query(world, Owners::Sessions(vec![]), "", false), START).await.unwrap();
    assert_eq!((page.artifacts, page.next), (vec![], None));
    let all =
        world.catalog.list(&query(world, Owners::Everyone(Scope::Session), "", false), START).await.unwrap();
    assert_eq!(all.artifacts.len(), 9);
    let other = ListQuery {
        sandbox: SandboxId::parse("s", "other").unwrap(),
        ..query(world, Owners::Everyone(Scope::Session), "", false)
    };
    assert_eq!(world.catalog.list(&other, START).await.unwrap().artifacts, []);
}

/// What a plain program makes of the same names.
fn model(
    files: &[(String, ArtifactId, usize)],
    owners: &[usize],
    prefix: &str,
    roll_up: bool,
) -> Vec<(String, Option<ArtifactId>)> {
    let mut items = BTreeSet::new();
    for (name, id, owner) in files {
        let Some(rest) = name.strip_prefix(prefix).filter(|_| owners.contains(owner)) else {
            continue;
        };
        match rest.find('/') {
            Some(slash) if roll_up => items.insert((format!("{prefix}{}", &rest[..=slash]), None)),
            _ => items.insert((name.clone(), Some(*id))),
        };
    }
    items.into_iter().collect()
}

pub(super) async fn pages_join_without_gap_or_overlap(world: &World) {
    let mut sessions = Vec::new();
    for name in ["s1", "s2", "s3"] {
        sessions.push(world.begun(name, None, START, HOUR).await);
    }
    let chance: &dyn Chance = &*world.chance;
    let mut files = Vec::new();
    for _ in 0..1_000 {
        let bytes: [u8; 8] = chance.bytes();
        let letters = ["a", "b", "/", "0", ".", "é", "🙂", "/"];
        let name: String = bytes[1..].iter().map(|byte| letters[usize::from(byte % 8)]).collect();
        let name =
            name.split('/').filter(|part| !matches!(*part, "" | "." | "..")).collect::<Vec<_>>().join("/");
        let owner = usize::from(bytes[0] % 3);
        let made = world
            .create(world.fresh(Owner::Session(Box::new(sessions[owner].clone())), &name), START)
            .await
            .unwrap();
        files.push((name, made.id, owner));
    }
    for (owners, which) in [
        (Owners::Sessions(vec![sessions[0].uid]), vec![0]),
        (Owners::Sessions(sessions.iter().map(|session| session.uid).collect()), vec![0, 1, 2]),
        (Owners::Everyone(Scope::Session), vec![0, 1, 2]),
    ] {
        for (prefix, roll_up, limit) in [
            ("", false, 7),
            ("", true, 1),
            ("a", true, 5),
            ("a/", true, 3),
            ("b", false, 1_000),
            ("é", true, 100),
            ("", true, 1_000),
            ("/", true, 9),
        ] {
            let mut query = ListQuery { limit, ..query(world, owners.clone(), prefix, roll_up) };
            let mut seen = Vec::new();
            loop {
                let page = world.catalog.list(&query, START).await.unwrap();
                assert!(page.artifacts.len() + page.prefixes.len() <= limit);
                let artifacts = names(&page)
                    .into_iter()
                    .zip(&page.artifacts)
                    .map(|(name, artifact)| (name.to_owned(), Some(artifact.id)));
                let mut items: Vec<_> =
                    artifacts.chain(page.prefixes.iter().map(|prefix| (prefix.clone(), None))).collect();
                items.sort();
                seen.extend(items);
                query.after = page.next;
                if query.after.is_none() {
                    break;
                }
            }
            assert_eq!(seen, model(&files, &which, prefix, roll_up), "{prefix:?} {roll_up} {limit}");
        }
    }
}

pub(super) async fn a_page_ends_at_its_bytes(world: &World) {
    let meta = Meta::parse("meta", &format!(r#"{{"x":"{}"}}"#, "y".repeat(16_000))).unwrap();
    for at in 0..300 {
        let mut new = world.fresh(Owner::Sandbox, &format!("{at:03}"));
        new.spec.meta = meta.clone();
        world.create(new, START).await.unwrap();
    }
    let mut query = query(world, Owners::Everyone(Scope::Sandbox), "", false);
    let page = world.catalog.list(&query, START).await.unwrap();
    assert!((150..200).contains(&page.artifacts.len()), "{}", page.artifacts.len());
    query.after = page.next;
    let rest = world.catalog.list(&query, START).await.unwrap();
    assert_eq!((rest.artifacts.len() + page.artifacts.len(), rest.next), (300, None));
}

pub(super) async fn a_bad_position_is_refused(world: &World) {
    for after in [vec![], vec![9], vec![1, 2, 3], vec![2, b'a'], vec![2, 0xff, b'/']] {
        let query =
            ListQuery { after: Some(after), ..query(world, Owners::Everyone(Scope::Sandbox), "", false) };
        let error = world.catalog.list(&query, START).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::PageTokenInvalid);
    }
}
