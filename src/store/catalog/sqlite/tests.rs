//! What is SQLite's own: the writer's groups, its failures, the file, and the plans of the queries.

mod search;

use std::sync::Arc;

use futures::future::join_all;
use sqlx::{ConnectOptions as _, Row as _};

use super::super::conformance::world::{HOUR, MINUTE, START, World, inline, user};
use super::super::*;
use super::fault::{Fault, Outcome};
use super::writer::Job;
use super::*;
use crate::domain::{Owner, SigningKey};
use crate::error::ErrorKind;
use crate::store::reserve::Reserve;

/// Writes a signing key, or refuses, or breaks the database's own rules.
enum Step {
    Key(i64),
    Refuse,
    Break,
}

impl Job for Step {
    type Answer = i64;

    async fn run(&self, db: &mut SqliteConnection) -> Outcome<i64> {
        let key = |id: i64| {
            sqlx::query(include_str!("queries/add_signing_key.sql")).bind(id).bind(vec![0; 32]).bind(0_i64)
        };
        match self {
            Self::Key(id) => key(*id).execute(db).await.map(|_| *id).map_err(Fault::from),
            Self::Refuse => Err(ErrorKind::EtagMismatch.error("no").into()),
            Self::Break => {
                key(7_000).execute(&mut *db).await?;
                key(7_000).execute(db).await.map(|_| 0).map_err(Fault::from)
            }
        }
    }
}

async fn both() -> (Vec<SqliteCatalog>, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let limits = CatalogLimits::default();
    let file = SqliteCatalog::file(&folder.path().join("c.sqlite"), &limits, "x").await.unwrap();
    (vec![file, SqliteCatalog::memory(&limits, "x").await.unwrap()], folder)
}

async fn keys(catalog: &SqliteCatalog) -> Vec<u32> {
    let keys = catalog.known_signing_keys(START).await.unwrap();
    keys.into_iter().map(|key| key.id).collect()
}

#[tokio::test]
async fn a_refusal_leaves_the_rest_of_its_group() {
    for catalog in both().await.0 {
        let jobs =
            (1..=300).map(|id| catalog.writer.run(if id % 3 == 0 { Step::Refuse } else { Step::Key(id) }));
        for (id, answer) in (1..).zip(join_all(jobs).await) {
            match answer {
                Ok(done) => assert_eq!(done, id),
                Err(error) => assert_eq!((id % 3, error.kind()), (0, ErrorKind::EtagMismatch)),
            }
        }
        assert_eq!(keys(&catalog).await.len(), 200);
    }
}

#[tokio::test]
async fn a_failure_of_the_database_is_one_jobs_own() {
    for catalog in both().await.0 {
        let jobs =
            (1..=100).map(|id| catalog.writer.run(if id % 10 == 0 { Step::Break } else { Step::Key(id) }));
        for (id, answer) in (1..).zip(join_all(jobs).await) {
            assert_eq!(answer.is_err(), id % 10 == 0, "{id}");
        }
        assert_eq!(keys(&catalog).await.len(), 90, "what the broken jobs wrote is rolled back");
        assert_eq!(catalog.writer.run(Step::Key(101)).await.unwrap(), 101);
    }
}

#[tokio::test]
async fn a_caller_that_left_does_not_stop_its_job() {
    for catalog in both().await.0 {
        let mut job = Box::pin(catalog.writer.run(Step::Key(1)));
        assert!(futures::poll!(&mut job).is_pending());
        drop(job);
        assert_eq!(catalog.writer.run(Step::Key(2)).await.unwrap(), 2);
        assert_eq!(keys(&catalog).await, [1, 2]);
    }
}

#[tokio::test]
async fn a_full_disk_is_said_and_got_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("c.sqlite");
    let limits = CatalogLimits::default();
    // A bound on the file's pages fails as a full disk does, and goes with its connection.
    let mut db = connect::file(&path).connect().await.unwrap();
    connect::prepare(&mut db, "x").await.unwrap();
    let pages: i64 = sqlx::query("PRAGMA page_count").fetch_one(&mut db).await.unwrap().get(0);
    let bound = format!("PRAGMA max_page_count = {}", pages + 4);
    sqlx::raw_sql(sqlx::AssertSqlSafe(bound)).execute(&mut db).await.unwrap();
    let cache = Arc::new(RowCache::new(0, 0));
    let writer = Writer::start(
        Link::File(Box::new(connect::file(&path)), Some(db), Reserve::beside(&path).await),
        cache,
    );
    let mut failed = 0;
    for id in 1..4_000 {
        match writer.run(Step::Key(id)).await {
            Ok(_) => {}
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::StorageFull);
                assert_eq!(error.metadata()["dependency"], "catalog");
                failed += 1;
            }
        }
    }
    assert_eq!(failed, 1, "the next write works again by itself");
    let catalog = SqliteCatalog::file(&path, &limits, "y").await.unwrap();
    assert_eq!(catalog.id(), "x");
    assert_eq!(keys(&catalog).await.len(), 3_998);
}

#[tokio::test]
async fn a_reopened_file_keeps_everything() {
    let world = World::file().await;
    let session = world.begun("s", Some("ann"), START, HOUR).await;
    let owner = Owner::Session(Box::new(session.clone()));
    let blob = world.create_blob(world.fresh(owner.clone(), "a"), 3, START).await;
    let small = world.create(world.fresh(owner.clone(), "b"), START).await.unwrap();
    let upload = world.upload(&world.fresh(owner, "c"), START).await;
    let id = world.catalog.id().to_owned();
    let key = SigningKey { id: 1, secret: [3; 32] };
    world.catalog.signing_keys(key, START).await.unwrap();
    let world = world.reopened().await;
    assert_eq!(world.catalog.id(), id);
    assert_eq!(world.artifact(blob.id).await, blob);
    assert_eq!(world.artifact(small.id).await, small);
    assert_eq!(world.catalog.session(&world.sandbox, &session.id).await.unwrap(), Some(session));
    let pending = world.catalog.pending_uploads(9).await.unwrap();
    assert!(matches!(pending[..], [Due::Upload(id, _)] if id == upload.id));
    let keys = world.catalog.signing_keys(SigningKey { id: 2, secret: [4; 32] }, START).await.unwrap();
    assert_eq!((keys.len(), keys[0].secret), (1, [3; 32]));
}

#[tokio::test]
async fn a_row_that_makes_no_sense_is_named() {
    let world = World::file().await;
    let made = world.create(world.fresh(Owner::Sandbox, "a"), START).await.unwrap();
    let mut db = connect::file(&world.file_path()).connect().await.unwrap();
    sqlx::raw_sql("UPDATE artifacts SET meta = '[]'").execute(&mut db).await.unwrap();
    // A catalog that is opened anew keeps no row yet.
    let world = world.reopened().await;
    let error = world.catalog.find(&world.sandbox, made.id).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Internal);
    let facts = error.metadata();
    assert_eq!(
        (&*facts["table"], &*facts["column"], &facts["row"]),
        ("artifacts", "meta", &made.id.to_string())
    );
}

/// Every query goes by an index: what it costs does not grow with the rows that it is not about.
#[tokio::test]
async fn no_query_scans_a_table() {
    // A name is looked up in a table of one row; the ring of keys and the few stores are read whole.
    const SMALL: [&str; 2] = ["signing_keys", "stores"];
    // Figures are counted when somebody asks for them, and the rows of a store that is gone are looked for at a start:
    // both are said to cost a pass over the rows.
    const PASSES: [&str; 3] = ["/figures_", "/store_use", "/drop_store_"];
    let mut db = connect::memory().connect().await.unwrap();
    connect::prepare(&mut db, "x").await.unwrap();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/store/catalog/sqlite/queries");
    let mut seen = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if PASSES.iter().any(|pass| path.to_string_lossy().contains(pass)) {
            continue;
        }
        let sql = format!("EXPLAIN QUERY PLAN {}", std::fs::read_to_string(&path).unwrap());
        let rows = sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).fetch_all(&mut db).await.unwrap();
        let plan: Vec<String> = rows.iter().map(|row| row.get("detail")).collect();
        seen += 1;
        for step in &plan {
            // What a subquery or the recursion gave is bounded by its LIMIT; an index may be walked up to one.
            let of_rows = ["SCAN steps", "SCAN over", "SCAN json_each", "SCAN CONSTANT ROW"]
                .iter()
                .any(|fine| step.starts_with(fine));
            let small = SMALL.iter().any(|table| *step == format!("SCAN {table}"));
            let walks = step.contains("USING INDEX sqlite_autoindex_uploads_1");
            assert!(!step.starts_with("SCAN") || of_rows || small || walks, "{}: {plan:#?}", path.display());
            let sorts = step.contains("TEMP B-TREE");
            let may =
                ["live_sessions_of", "list_rolled"].iter().any(|name| path.to_string_lossy().contains(name));
            assert!(!sorts || may, "{}: {plan:#?}", path.display());
        }
    }
    assert!(seen > 40);
}

/// Not a test: prints how many inline creates a second 128 callers get. `cargo test --release … -- --ignored`.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a measurement, for release mode"]
async fn inline_creates_per_second() {
    for (kind, world) in [("memory", World::memory().await), ("file", World::file().await)] {
        let session = world.begun("s", Some("ann"), START, HOUR).await;
        for owner in [Owner::Sandbox, Owner::User(user("ann")), Owner::Session(Box::new(session))] {
            let world = &world;
            let scope = owner.scope();
            let started = tokio::time::Instant::now();
            let callers = (0..128).map(|caller| {
                let owner = owner.clone();
                async move {
                    let content = inline(&[7; 1_024]);
                    for at in 0..200 {
                        let mut new = world.fresh(owner.clone(), &format!("dir{}/{caller}-{at}", at % 10));
                        new.expire_time = Some(START.plus(MINUTE));
                        let write = Write::Create(Box::new(new));
                        world.catalog.commit(write, Some(content.clone()), START).await.unwrap();
                    }
                }
            });
            join_all(callers).await;
            let seconds = started.elapsed().as_secs_f64();
            println!("{kind} {scope:?}: {:.0} creates/s", f64::from(128 * 200) / seconds);
        }
    }
}
