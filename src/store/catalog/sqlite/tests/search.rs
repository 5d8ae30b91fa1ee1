//! What is SQLite's own of searches: the plans of the statements, and the terms on record.

use sqlx::{AssertSqlSafe, ConnectOptions as _, Row as _};

use super::super::super::conformance::search::{below, grow};
use super::super::super::conformance::world::{HOUR, MINUTE, START, World, renamed, user};
use super::super::super::search_sql::{Ask, Dialect, Key, Place, Statement, Way};
use super::super::super::*;
use super::super::connect;
use crate::domain::{Meta, MetaEquals};

async fn plan(db: &mut sqlx::SqliteConnection, statement: &Statement) -> Vec<String> {
    let sql = format!("EXPLAIN QUERY PLAN {}", statement.sql);
    let rows = sqlx::raw_sql(AssertSqlSafe(sql)).fetch_all(db).await.unwrap();
    rows.iter().map(|row| row.get("detail")).collect()
}

/// Every kind of question goes by an index, and a walk in order sorts nothing.
#[tokio::test]
async fn no_search_scans_a_table() {
    let mut db = connect::memory().connect().await.unwrap();
    connect::prepare(&mut db, "x").await.unwrap();
    let sandbox = SandboxId::parse("sandbox", "acme").unwrap();
    for (scope, owner) in [
        (Scope::User, Some(&b"ann"[..])),
        (Scope::Session, Some(&[7; 16][..])),
        (Scope::Sandbox, Some(&[][..])),
        (Scope::User, None),
        (Scope::Session, None),
    ] {
        for order in SearchOrder::ALL {
            let key = if order == SearchOrder::Filename { Key::Text("a".into()) } else { Key::Number(7) };
            let place = Place { key, id: vec![1; 16] };
            for (mime, prefix, terms) in [
                ("", "", &[][..]),
                ("image/", "", &[]),
                ("", "a/", &[]),
                ("", "", &[5]),
                ("image/", "a/", &[5, 6, 7]),
            ] {
                let query =
                    ArtifactQuery { mime_prefix: mime.into(), filename_prefix: prefix.into(), meta: vec![] };
                let (sandbox, query, dialect) = (&sandbox, &query, Dialect::Sqlite);
                let ask = Ask { sandbox, scope, owner, query, terms, order, now: START, dialect };
                for (from, to) in [(None, None), (Some(&place), None), (Some(&place), Some(&place))] {
                    let walk = plan(&mut db, &ask.rows(Way::Order, from, to, 10)).await;
                    check(&walk, false);
                    // The walk begins at its place: both ends are given to the index.
                    let ends = walk[0].matches("<(?,?)").count() + walk[0].matches(">(?,?)").count();
                    let given = usize::from(from.is_some()) + usize::from(to.is_some());
                    assert_eq!(ends, given, "{walk:?}");
                    check(&plan(&mut db, &ask.place_ahead(from, 10)).await, false);
                    let ways = terms.iter().map(|term| Way::Term(*term)).chain([Way::Own]);
                    for way in ways.filter(|_| owner.is_some() && to.is_none()) {
                        check(&plan(&mut db, &ask.rows(way, from, None, 10)).await, true);
                        check(&plan(&mut db, &ask.more_than(way, 10)).await, false);
                    }
                }
            }
        }
    }
}

fn check(plan: &[String], may_sort: bool) {
    assert!(plan.iter().all(|step| !step.starts_with("SCAN")), "{plan:#?}");
    assert!(may_sort || plan.iter().all(|step| !step.contains("TEMP B-TREE")), "{plan:#?}");
    // Whatever is looked up is looked up by all that is known of it.
    assert!(plan.iter().all(|step| !step.starts_with("SEARCH") || step.contains("=?")), "{plan:#?}");
}

/// The terms on record, and those that the artifacts' rows have.
async fn recorded(world: &World) -> (Vec<(Vec<u8>, i64)>, Vec<(Vec<u8>, i64)>) {
    let mut db = connect::file(&world.file_path()).connect().await.unwrap();
    let rows = sqlx::raw_sql("SELECT artifact, term FROM artifact_terms").fetch_all(&mut db).await.unwrap();
    let mut on_record: Vec<_> = rows.iter().map(|row| (row.get("artifact"), row.get("term"))).collect();
    on_record.sort();
    let rows = sqlx::raw_sql("SELECT id, meta FROM artifacts").fetch_all(&mut db).await.unwrap();
    let mut had = Vec::new();
    for row in &rows {
        had.extend(
            terms::of_json(row.get("meta")).into_iter().map(|term| (row.get::<Vec<u8>, _>("id"), term)),
        );
    }
    had.sort();
    (on_record, had)
}

#[tokio::test]
async fn terms_stay_in_step_with_rows() {
    let world = World::file().await;
    let session = world.begun("s", Some("ann"), START, MINUTE).await;
    let owners = [Owner::Session(Box::new(session)), Owner::User(user("ann")), Owner::Sandbox];
    let mut ids = Vec::new();
    for at in 0..300 {
        ids.push(grow(&world, &owners[at % 3], START).await.id);
    }
    for id in ids.iter().step_by(5) {
        let meta = Meta::parse("meta", r#"{"a":{"b":7},"q":1}"#).unwrap();
        let change = world.change(*id, Changes { meta: Some(meta), ..renamed("x") });
        world.commit_change(change, None, START).await.unwrap();
    }
    for _ in 0..50 {
        let id = ids.swap_remove(below(&world, ids.len()));
        world.catalog.delete(&world.sandbox, id, &Precondition::None, HOUR, None, START).await.unwrap();
    }
    let (on_record, had) = recorded(&world).await;
    assert!(on_record.len() > 100);
    assert_eq!(on_record, had);
    // Artifacts that expired, and all that the session held.
    while world.catalog.retire_expired(HOUR, 20, START.plus(MINUTE)).await.unwrap().rows() > 0 {}
    let (after, had) = recorded(&world).await;
    assert!(after.len() < on_record.len());
    assert_eq!(after, had);
}

#[tokio::test]
async fn a_catalog_without_terms_is_filled_when_it_is_opened() {
    let world = World::file().await;
    // More than are read at once.
    for at in 0..1_200 {
        let mut new = world.fresh(Owner::Sandbox, "x");
        new.spec.meta = Meta::parse("meta", &format!(r#"{{"n":{at}}}"#)).unwrap();
        world.create(new, START).await.unwrap();
    }
    let mut db = connect::file(&world.file_path()).connect().await.unwrap();
    sqlx::raw_sql("DELETE FROM artifact_terms; UPDATE term_version SET version = 0")
        .execute(&mut db)
        .await
        .unwrap();
    drop(db);
    let world = world.reopened().await;
    let (on_record, had) = recorded(&world).await;
    assert_eq!((on_record.len(), &on_record), (1_200, &had));
    let meta = vec![MetaEquals::parse("meta", "n", "1111").unwrap()];
    let query = SearchQuery {
        sandbox: world.sandbox.clone(),
        owners: Owners::Everyone(Scope::Sandbox),
        query: ArtifactQuery { meta, ..ArtifactQuery::default() },
        order: SearchOrder::CreateTimeDesc,
        after: None,
        limit: 10,
    };
    assert_eq!(world.catalog.search(&query, START).await.unwrap().artifacts.len(), 1);
}
