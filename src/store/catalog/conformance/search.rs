//! Searches: the same answers as a plain program gives, in every order, page by page.

use std::collections::BTreeMap;

use serde_json::Value;

use super::super::*;
use super::world::{HOUR, MINUTE, START, World, inline, renamed, user};
use crate::chance::Chance;
use crate::domain::{Filename, Meta, MetaEquals, MimeType};
use crate::error::ErrorKind;

const NAMES: [&str; 7] = ["", "a", "a/1", "a/b/2", "b", "é/x", "z"];
const MIMES: [&str; 4] = ["image/png", "image/jpeg", "text/plain", "application/pdf"];
const VALUES: [&str; 9] = ["1", "1.0", "2", "\"1\"", "null", "true", "[1,2]", "{\"c\":1}", "{}"];
const PATHS: [&str; 4] = ["a", "a.b", "a.b.c", "q"];

/// Random numbers of one world, below a bound.
pub(in crate::store::catalog) fn below(world: &World, bound: usize) -> usize {
    let chance: &dyn Chance = &*world.chance;
    usize::try_from(u64::from_be_bytes(chance.bytes()) % bound as u64).unwrap()
}

fn one_of<'a>(world: &World, all: &[&'a str]) -> &'a str {
    all[below(world, all.len())]
}

/// Metadata of few shapes, so that random questions meet it; now and then with more scalars than have terms.
fn meta(world: &World) -> Meta {
    let value = || one_of(world, &VALUES);
    let text = match below(world, 8) {
        0 => String::new(),
        1 => format!(r#"{{"a":{}}}"#, value()),
        2 | 3 => format!(r#"{{"a":{{"b":{}}},"q":{}}}"#, value(), value()),
        4 => format!(r#"{{"a":{{"b":{{"c":{}}}}}}}"#, value()),
        5 => {
            let wide: Vec<String> = (0..70).map(|at| format!("\"w{at}\":{at}")).collect();
            format!(r#"{{"q":{},{}}}"#, value(), wide.join(","))
        }
        _ => format!(r#"{{"q":{}}}"#, value()),
    };
    Meta::parse("meta", &text).unwrap()
}

/// A random artifact of this owner: the generator of the corpus.
pub(in crate::store::catalog) async fn grow(world: &World, owner: &Owner, at: Timestamp) -> Artifact {
    let mut new = world.fresh(owner.clone(), one_of(world, &NAMES));
    new.spec.mime = MimeType::parse("mime", one_of(world, &MIMES)).unwrap();
    new.spec.meta = meta(world);
    if below(world, 10) == 0 {
        new.expire_time = Some(START.plus(MINUTE));
    }
    let content = inline(&vec![7; below(world, 50)]);
    world.catalog.commit(Write::Create(Box::new(new)), Some(content), at).await.unwrap()
}

fn condition(path: &str, value: &str) -> MetaEquals {
    MetaEquals::parse("meta", path, value).unwrap()
}

fn query(world: &World, owners: Owners, query: ArtifactQuery, order: SearchOrder) -> SearchQuery {
    SearchQuery { sandbox: world.sandbox.clone(), owners, query, order, after: None, limit: 1_000 }
}

/// All pages of a search, each no longer than asked.
async fn walk(world: &World, mut query: SearchQuery, now: Timestamp) -> Vec<ArtifactId> {
    let mut found = Vec::new();
    loop {
        let page = world.catalog.search(&query, now).await.unwrap();
        assert!(page.artifacts.len() <= query.limit);
        found.extend(page.artifacts.iter().map(|artifact| artifact.id));
        assert!(page.next.is_none() || page.next != query.after, "a page leads on");
        query.after = page.next;
        if query.after.is_none() {
            return found;
        }
    }
}

fn name(artifact: &Artifact) -> &str {
    artifact.filename.as_ref().map_or("", Filename::as_str)
}

/// Equality written once more, and simply: the numbers of these tests are small.
fn equal(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one.as_f64() == other.as_f64(),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| equal(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(key, value)| other.get(key).is_some_and(|other| equal(value, other)))
        }
        _ => one == other,
    }
}

fn says(artifact: &Artifact, path: &str, value: &str) -> bool {
    let meta: Value = serde_json::from_str(&artifact.meta.to_json()).unwrap();
    let found = path.split('.').try_fold(&meta, |at, key| at.as_object()?.get(key));
    found.is_some_and(|found| equal(found, &serde_json::from_str(value).unwrap()))
}

/// What a plain program finds among all there is.
fn plain(
    all: &[Artifact],
    owns: impl Fn(&Artifact) -> bool,
    (mime, prefix, meta): (&str, &str, &[(&str, &str)]),
    order: SearchOrder,
    now: Timestamp,
) -> Vec<ArtifactId> {
    let mut found: Vec<&Artifact> = all
        .iter()
        .filter(|artifact| owns(artifact) && artifact.expire_time.is_none_or(|end| end > now))
        .filter(|artifact| artifact.mime.as_str().starts_with(mime) && name(artifact).starts_with(prefix))
        .filter(|artifact| meta.iter().all(|(path, value)| says(artifact, path, value)))
        .collect();
    found.sort_by_key(|artifact| {
        let number = match order {
            SearchOrder::Filename => 0,
            SearchOrder::CreateTime | SearchOrder::CreateTimeDesc => artifact.create_time.as_micros(),
            SearchOrder::UpdateTime | SearchOrder::UpdateTimeDesc => artifact.update_time.as_micros(),
            SearchOrder::Size | SearchOrder::SizeDesc => i64::try_from(artifact.content.size).unwrap(),
        };
        let text = if order == SearchOrder::Filename { name(artifact) } else { "" };
        (number, text.to_owned(), artifact.id)
    });
    if order.is_descending() {
        found.reverse();
    }
    found.into_iter().map(|artifact| artifact.id).collect()
}

/// How many random questions are asked. To a server each page of an answer is some ten ways, which is what takes the time,
/// and most of what is asked is decided above the database: there every fifth is asked, of all kinds still.
fn rounds(world: &World) -> usize {
    if world.catalog.is_shared() { 120 } else { 600 }
}

pub(super) async fn a_search_answers_as_a_plain_evaluation_does(world: &World) {
    let mut sessions = Vec::new();
    for name in ["s1", "s2", "s3"] {
        sessions.push(world.begun(name, Some("ann"), START, HOUR).await);
    }
    let held = |at: usize| Owner::Session(Box::new(sessions[at].clone()));
    let owners =
        [held(0), held(1), held(2), Owner::User(user("ann")), Owner::User(user("bob")), Owner::Sandbox];
    let mut all = Vec::new();
    for at in 0..900_u64 {
        // Ann has most of the users' artifacts, and Bob few: searches of theirs go different ways.
        let owner = [0, 0, 1, 2, 3, 3, 3, 3, 4, 5, 5][below(world, 11)];
        all.push(grow(world, &owners[owner], START.plus(Duration::from_secs(at % 40))).await);
    }
    for at in (0..all.len()).step_by(7) {
        let change = world.change(all[at].id, Changes { meta: Some(meta(world)), ..renamed("a/new") });
        all[at] = world.commit_change(change, None, START.plus(MINUTE.mul_f64(0.9))).await.unwrap();
    }
    for _ in 0..80 {
        let gone = all.swap_remove(below(world, all.len()));
        world.catalog.delete(&world.sandbox, gone.id, &Precondition::None, HOUR, None, START).await.unwrap();
    }
    let uids = |which: &[usize]| Owners::Sessions(which.iter().map(|at| sessions[*at].uid).collect());
    let spaces: [(Owners, &[usize]); 8] = [
        (uids(&[0]), &[0]),
        (uids(&[2, 0]), &[0, 2]),
        (uids(&[0, 1, 2]), &[0, 1, 2]),
        (Owners::User(user("ann")), &[3]),
        (Owners::User(user("bob")), &[4]),
        (Owners::Everyone(Scope::Session), &[0, 1, 2]),
        (Owners::Everyone(Scope::User), &[3, 4]),
        (Owners::Everyone(Scope::Sandbox), &[5]),
    ];
    for round in 0..rounds(world) {
        let (space, which) = &spaces[round % spaces.len()];
        let mime = one_of(world, &["", "", "image/", "image/p", "text/plain", "no/"]);
        let prefix = one_of(world, &["", "", "", "a", "a/", "é", "y"]);
        let wanted: Vec<(&str, &str)> =
            (0..below(world, 3)).map(|_| (one_of(world, &PATHS), one_of(world, &VALUES))).collect();
        let order = SearchOrder::ALL[below(world, 7)];
        let now = [START.plus(MINUTE.mul_f64(0.95)), START.plus(MINUTE)][below(world, 2)];
        let asked = ArtifactQuery {
            mime_prefix: mime.to_owned(),
            filename_prefix: prefix.to_owned(),
            meta: wanted.iter().map(|(path, value)| condition(path, value)).collect(),
        };
        let limit = [1, 3, 40, 1_000][below(world, 4)];
        let found =
            walk(world, SearchQuery { limit, ..query(world, space.clone(), asked, order) }, now).await;
        let owns = |artifact: &Artifact| which.iter().any(|at| same_owner(&owners[*at], &artifact.owner));
        let expected = plain(&all, owns, (mime, prefix, &wanted), order, now);
        assert_eq!(found, expected, "{space:?} {mime:?} {prefix:?} {wanted:?} {order:?} {limit}");
    }
}

fn same_owner(one: &Owner, other: &Owner) -> bool {
    match (one.session(), other.session()) {
        (Some(one), Some(other)) => one.uid == other.uid,
        _ => one == other,
    }
}

pub(super) async fn boundaries_hold_whatever_is_asked(world: &World) {
    let anns = Owner::User(user("ann"));
    for _ in 0..60 {
        grow(world, &anns, START).await;
    }
    for order in SearchOrder::ALL {
        for meta in [vec![], vec![condition("q", "1")]] {
            let asked = ArtifactQuery { meta, ..ArtifactQuery::default() };
            let mine = query(world, Owners::User(user("ann")), asked, order);
            assert!(!walk(world, mine.clone(), START).await.is_empty());
            let elsewhere = SandboxId::parse("s", "other").unwrap();
            let foreign = SearchQuery { sandbox: elsewhere, ..mine.clone() };
            assert_eq!(walk(world, foreign, START).await, []);
            for owners in [
                Owners::User(user("bob")),
                Owners::Sessions(vec![]),
                Owners::Everyone(Scope::Sandbox),
                Owners::Everyone(Scope::Session),
            ] {
                assert_eq!(walk(world, SearchQuery { owners, ..mine.clone() }, START).await, []);
            }
        }
    }
}

pub(super) async fn pages_stay_right_while_artifacts_come_and_go(world: &World) {
    let anns = Owner::User(user("ann"));
    for order in SearchOrder::ALL {
        let mut standing = BTreeMap::new();
        let mut passing = Vec::new();
        for at in 0..120_u64 {
            let made = grow(world, &anns, START.plus(Duration::from_secs(at % 9))).await;
            let stays = at % 2 == 0 && made.expire_time.is_none();
            if stays && made.mime.as_str().starts_with("image/") {
                standing.insert(made.id, 0);
            } else if !stays {
                passing.push(made.id);
            }
        }
        let asked = ArtifactQuery { mime_prefix: "image/".into(), ..ArtifactQuery::default() };
        let mut query = SearchQuery { limit: 4, ..query(world, Owners::User(user("ann")), asked, order) };
        loop {
            let page = world.catalog.search(&query, START).await.unwrap();
            for artifact in &page.artifacts {
                if let Some(seen) = standing.get_mut(&artifact.id) {
                    *seen += 1;
                }
            }
            grow(world, &anns, START).await;
            if let Some(gone) = passing.pop() {
                world
                    .catalog
                    .delete(&world.sandbox, gone, &Precondition::None, HOUR, None, START)
                    .await
                    .unwrap();
            }
            query.after = page.next;
            if query.after.is_none() {
                break;
            }
        }
        assert!(standing.len() > 10 && standing.values().all(|seen| *seen == 1), "{order:?} {standing:?}");
    }
}

pub(super) async fn what_is_over_is_not_found(world: &World) {
    let session = world.begun("s", Some("ann"), START, HOUR).await;
    let owner = Owner::Session(Box::new(session.clone()));
    let mut short = world.fresh(owner.clone(), "short");
    short.expire_time = Some(START.plus(MINUTE));
    let short = world.create(short, START).await.unwrap().id;
    let long = world.create(world.fresh(owner, "long"), START).await.unwrap().id;
    for order in SearchOrder::ALL {
        for meta in [vec![], vec![condition("a.b", "1.5")]] {
            for owners in [Owners::Sessions(vec![session.uid]), Owners::Everyone(Scope::Session)] {
                let asked = ArtifactQuery { meta: meta.clone(), ..ArtifactQuery::default() };
                let query = query(world, owners, asked, order);
                let found = async |now| walk(world, query.clone(), now).await;
                let both = found(START).await;
                assert!(both.len() == 2 && both.contains(&short) && both.contains(&long));
                assert_eq!(found(START.plus(MINUTE)).await, [long]);
                assert_eq!(found(START.plus(HOUR)).await, []);
            }
        }
    }
    world.catalog.end_session(session.uid, &Precondition::None, None, START.plus(MINUTE)).await.unwrap();
    let all = query(world, Owners::Sessions(vec![session.uid]), ArtifactQuery::default(), SearchOrder::Size);
    assert_eq!(walk(world, all, START.plus(MINUTE)).await, []);
}

pub(super) async fn a_change_of_metadata_is_found_at_once(world: &World) {
    let made = world.create(world.fresh(Owner::Sandbox, "x"), START).await.unwrap();
    let found = async |path: &str, value: &str| {
        let asked = ArtifactQuery { meta: vec![condition(path, value)], ..ArtifactQuery::default() };
        let all = query(world, Owners::Everyone(Scope::Sandbox), asked, SearchOrder::Filename);
        walk(world, all, START).await == [made.id]
    };
    assert!(found("a.b", "1.5").await && found("a.c", "18446744073709551615").await);
    let patch = Meta::parse("meta", r#"{"a":{"b":2,"d":"new"}}"#).unwrap();
    let patch = Changes { meta_patch: Some(patch), ..Changes::default() };
    world.commit_change(world.change(made.id, patch), None, START).await.unwrap();
    assert!(found("a.b", "2.0").await && found("a.d", "\"new\"").await);
    assert!(found("a", r#"{"d":"new","c":18446744073709551615,"b":2}"#).await);
    assert!(!found("a.b", "1.5").await);
    let other = Changes { meta: Some(Meta::default()), ..Changes::default() };
    world.commit_change(world.change(made.id, other), Some(inline(b"new")), START).await.unwrap();
    assert!(!found("a.b", "2").await);
}

pub(super) async fn a_place_of_another_order_is_refused(world: &World) {
    for (order, after) in [
        (SearchOrder::Filename, vec![]),
        (SearchOrder::Filename, vec![9; 20]),
        (SearchOrder::Filename, [&[1][..], &[0; 16], &[0xff]].concat()),
        (SearchOrder::Size, [&[1][..], &[0; 16], b"name"].concat()),
    ] {
        let asked = query(world, Owners::User(user("ann")), ArtifactQuery::default(), order);
        let asked = SearchQuery { after: Some(after), ..asked };
        let error = world.catalog.search(&asked, START).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::PageTokenInvalid);
    }
}
