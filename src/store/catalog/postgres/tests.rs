//! What is Postgres' own: several who start at once, the plans of the queries, and what happens when the server is away.

mod keys;

use artigrid_test_services::{Postgres, or_skip};
use futures::future::join_all;
use sqlx::{AssertSqlSafe, ConnectOptions as _, PgConnection, Row as _};

use super::super::conformance::world::{HOUR, MINUTE, START, World, settings};
use super::super::*;
use super::PostgresCatalog;
use crate::domain::{Owner, SigningKey};
use crate::error::ErrorKind;

async fn connect(settings: &PostgresSettings) -> PgConnection {
    let options: sqlx::postgres::PgConnectOptions = settings.url.parse().unwrap();
    options.connect().await.unwrap()
}

#[tokio::test]
async fn of_four_that_open_an_empty_database_at_once_one_makes_the_tables() {
    let Some(server) = or_skip(Postgres::shared()) else { return };
    let settings = settings(&server.fresh_database());
    let open = |at: u8| {
        let settings = &settings;
        async move {
            let catalog = PostgresCatalog::open(settings, &format!("id-{at}")).await.unwrap();
            let fresh = SigningKey { id: 1, secret: [at; 32] };
            let keys = catalog.signing_keys(fresh, START).await.unwrap();
            (catalog.id().to_owned(), keys.len(), keys[0].secret)
        }
    };
    let opened = join_all((0..4).map(open)).await;
    assert!(opened.iter().all(|one| *one == opened[0] && one.1 == 1), "{opened:?}");
}

#[tokio::test]
async fn a_password_is_in_no_error_and_no_print() {
    let settings = settings("postgres://me:hunter2@127.0.0.1:1/x");
    assert!(!format!("{:?}", CatalogConfig::Postgres(settings.clone())).contains("hunter2"));
    let error = PostgresCatalog::open(&settings, "x").await.err().unwrap();
    assert_eq!(error.kind(), ErrorKind::BackendUnavailable);
    assert_eq!(error.metadata()["dependency"], "catalog");
    assert!(!format!("{error:?} {error}").contains("hunter2"));
}

/// The largest tables with enough in them that reading one whole is dearer than any index.
async fn grow(db: &mut PgConnection) {
    let fill = include_str!("tests/fill.sql");
    sqlx::raw_sql(AssertSqlSafe(fill)).execute(db).await.unwrap();
}

/// Every query that requests and sweeps make goes by an index: what it costs does not grow with the rows that it is not
/// about.
#[tokio::test]
async fn no_query_reads_a_large_table_whole() {
    let Some(settings) = World::database().await else { return };
    let mut db = connect(&settings).await;
    grow(&mut db).await;
    let id = "'\\x00000000000000000000000000000007'::bytea";
    let asked = [
        ("find", format!("{id}, 'acme'")),
        ("find_to_change", format!("{id}, 'acme'")),
        ("find_tombstone", format!("{id}, 'acme'")),
        ("find_replaced", format!("{id}, 1, 'acme'")),
        ("find_request", format!("{id}, 'acme', 'p', 'm', 0, 0")),
        ("find_request_item", format!("{id}, 'acme', 'p', 'm', 0, 0")),
        ("block_sums", "'k', 0, 10".to_owned()),
        ("take_upload", format!("{id}, 5")),
        ("claim_uploads", "5, 10".to_owned()),
        ("pending_uploads", "10".to_owned()),
        ("garbage_due", "5, 10".to_owned()),
        ("lock_expired", "5, 10".to_owned()),
        ("lock_ended", "5, 10".to_owned()),
        ("lock_over", "5, 10".to_owned()),
        ("mark_swept", format!("ARRAY[{id}]")),
        ("bury", format!("ARRAY[{id}], 5, 5")),
        ("discard", format!("ARRAY[{id}], 5")),
        ("retire", format!("ARRAY[{id}]")),
        ("drop_tombstones", "5, 10".to_owned()),
        ("drop_requests", "5, 10".to_owned()),
        ("drop_sessions", "5, 10".to_owned()),
        ("known_key", format!("'k', {id}, {id}")),
        ("overdue", "5".to_owned()),
        ("scan", format!("{id}, 10")),
        ("session_by_name", "'acme', 's7'".to_owned()),
        ("session_to_hold", id.to_owned()),
        ("session_to_change", id.to_owned()),
        ("standing_session", "'acme', 'u7', 5".to_owned()),
        ("live_sessions_of", "'acme', 'u7', 5".to_owned()),
        ("list_sessions", format!("'acme', 99999999, {id}, 5, 10")),
        ("list_sessions_of", format!("'acme', 99999999, {id}, 5, 10, 'u7'")),
        ("list_owner", "5, 'acme', 1, 'a', '', 'z', 10, 'u7'::bytea".to_owned()),
        ("list_everyone", "5, 'acme', 1, 'a', '', 'z', 10".to_owned()),
        ("list_rolled_owner", "5, 'acme', 1, 'a', '', 'z', 10, 'u7'::bytea, 0".to_owned()),
        ("list_rolled_everyone", "5, 'acme', 1, 'a', '', 'z', 10, NULL, 0".to_owned()),
        ("find_kept_upload", format!("{id}, 5, 'acme'")),
        ("upload_to_change", format!("{id}, 5")),
        ("hold_sealed_upload", format!("{id}, 5")),
        ("list_uploads", format!("'acme', 1, {id}, 5, 10")),
        ("list_uploads_of", format!("'acme', 1, {id}, 5, 10, 'u7'::bytea")),
        ("cancel_upload", format!("{id}, 5")),
        ("drop_uploads", "5, 10".to_owned()),
        ("upload_handle", id.to_owned()),
        ("parts", id.to_owned()),
        ("delete_parts", id.to_owned()),
        ("drop_parts_of", format!("ARRAY[{id}]")),
        ("drop_sums_of", "ARRAY['k']".to_owned()),
        ("link_by_hash", id.to_owned()),
        ("link_by_id", format!("{id}, 'acme'")),
        ("list_links", format!("{id}, 'acme', {id}, 10")),
        ("use_link", format!("{id}, 5")),
        ("revoke_link", format!("{id}, 'acme', 5")),
        ("links_to_look_at", "5, 10".to_owned()),
        ("drop_links", format!("ARRAY[{id}], 5")),
        ("look_at_links", format!("ARRAY[{id}], 5")),
        ("delete_terms", format!("'acme', 1, 'u7'::bytea, {id}, ARRAY[1,2]::bigint[]")),
    ];
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/store/catalog/postgres/queries");
    for (name, with) in asked {
        let sql = std::fs::read_to_string(format!("{folder}/{name}.sql")).unwrap();
        // One question says what the eighth is in none of its words.
        let types = if name == "list_rolled_everyone" {
            "(bigint, text, bigint, text, bytea, text, bigint, bytea, bigint)"
        } else {
            ""
        };
        let explain = format!("PREPARE {name} {types} AS {sql}; EXPLAIN EXECUTE {name} ({with})");
        let rows = sqlx::raw_sql(AssertSqlSafe(explain)).fetch_all(&mut db).await;
        let rows = rows.unwrap_or_else(|why| panic!("{name}: {why}"));
        let plan: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
        assert!(!plan.iter().any(|step| step.contains("Seq Scan")), "{name}: {plan:#?}");
    }
}

async fn eventually<T>(mut done: impl AsyncFnMut() -> Result<T>) -> T {
    for _ in 0..600 {
        if let Ok(answer) = done().await {
            return answer;
        }
        tokio::task::yield_now().await;
    }
    panic!("it did not come back");
}

/// Killed in the middle of commits, and stopped: what was answered is there, the rest was said to be unavailable, and all
/// goes on by itself.
#[tokio::test]
async fn a_server_that_was_away_loses_nothing_and_is_found_again() {
    let Some(mut server) = or_skip(Postgres::start()) else { return };
    let patient = settings(&server.fresh_database());
    let config = PostgresSettings {
        acquire_timeout: Duration::from_secs(2),
        statement_timeout: Duration::from_secs(2),
        ..patient
    };
    let world = World::on(CatalogConfig::Postgres(config)).await;
    let before = world.create(world.fresh(Owner::Sandbox, "before"), START).await.unwrap();

    server.server().signal("STOP");
    let away = world.catalog.find(&world.sandbox, before.id).await.unwrap_err();
    assert_eq!((away.kind(), &*away.metadata()["dependency"]), (ErrorKind::BackendUnavailable, "catalog"));
    server.server().signal("CONT");
    eventually(async || world.catalog.find(&world.sandbox, before.id).await).await;

    let (told, stop) = (std::sync::Mutex::new(Vec::new()), std::sync::atomic::AtomicBool::new(false));
    let writers = join_all((0..4).map(async |_| {
        while !stop.load(std::sync::atomic::Ordering::Relaxed) {
            match world.create(world.fresh(Owner::Sandbox, "x"), START).await {
                Ok(made) => told.lock().unwrap().push(made.id),
                Err(error) => assert_eq!(error.kind(), ErrorKind::BackendUnavailable, "{error:?}"),
            }
        }
    }));
    let killing = async {
        let server = tokio::task::spawn_blocking(move || {
            server.kill_and_restart();
            server
        });
        let server = server.await.unwrap();
        let after =
            eventually(async || world.create(world.fresh(Owner::Sandbox, "after"), START).await).await;
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
        (server, after)
    };
    let (_, (_server, after)) = futures::join!(writers, killing);
    for id in told.into_inner().unwrap().into_iter().chain([before.id, after.id]) {
        assert!(matches!(world.found(id).await, Some(Found::Artifact(_))), "{id} was acknowledged");
    }
}

/// Fencing holds between processes as it does within one: the row is what they meet at.
#[tokio::test]
async fn of_replicas_that_write_one_upload_the_last_to_take_it_over_goes_on() {
    let Some(one) = World::postgres().await else { return };
    let two = one.beside().await;
    conformance::uploads::fencing_between(&one, &two).await;
}

#[tokio::test]
async fn two_replicas_see_each_others_changes_at_once() {
    let Some(one) = World::postgres().await else { return };
    let other = one.beside().await;
    let session = one.begun("s", Some("ann"), START, HOUR).await;
    let made = one.create(one.fresh(Owner::Session(Box::new(session.clone())), "a"), START).await.unwrap();
    assert_eq!(other.artifact(made.id).await, made);
    other.end(session.uid, START.plus(MINUTE)).await.unwrap().unwrap();
    let late = one.create(one.fresh(Owner::Session(Box::new(session)), "b"), START.plus(MINUTE)).await;
    assert_eq!(late.unwrap_err().kind(), ErrorKind::SessionExpired);
    let ends = one.artifact(made.id).await.owner.session().and_then(|session| session.end_time);
    assert_eq!(ends, Some(START.plus(MINUTE)));
}
