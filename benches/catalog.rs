//! What becomes of small calls as the catalog grows: two servers of different size take turns, so that what slows the
//! machine slows both. The rows come from a seeded generator; a tenth are the calling user's, the rest are spread over a
//! thousand others, and expired ones lie among them.

use crate::client::{Client, PAGE, calls};
use crate::ours::{Ours, Storage};
use crate::report::Report;
use crate::{Effort, KIB, Outcome};
use artigrid_client::raw::v1 as wire;
use std::sync::{Arc, Mutex, PoisonError};

const CALLERS: usize = 32;
const CALLS: usize = 4_000;
/// The contenders are sizes of a catalog.
const SIZES: [(usize, &str); 2] = [(10_000, "10,000 rows"), (1_000_000, "1,000,000 rows")];
const QUICK_SIZES: [(usize, &str); 2] = [(1_000, "1,000 rows"), (10_000, "10,000 rows")];
/// A call may cost at most 1.5 times as much in the larger one.
const AT_LEAST: f64 = 1.0 / 1.5;
const USERS: u64 = 1_000;
const SHAPES: u64 = 50;
const MIMES: [&str; 5] =
    ["image/png", "image/jpeg", "text/plain", "application/pdf", "application/octet-stream"];
/// The session whose list is measured.
const SESSION: &str = "bench";

/// A server with a filled catalog.
struct Contender {
    name: &'static str,
    client: Client,
    ids: Arc<Vec<String>>,
    _server: Ours,
}

pub(crate) async fn measure(effort: Effort) -> Outcome<Report> {
    let mut report = Report::new("catalog", "calls/s", effort.quick);
    let mut contenders = Vec::new();
    for (rows, name) in if effort.quick { QUICK_SIZES } else { SIZES } {
        let server = Ours::start(Storage::Files).await?;
        let client = Client::connect(server.address()).await?;
        let ids = Arc::new(sample(&fill(&client, rows).await?));
        contenders.push(Contender { name, client, ids, _server: server });
    }
    for _ in 0..effort.repetitions {
        for contender in &contenders {
            turn(contender, &mut report).await?;
        }
    }
    let rows = ["get", "list a session", "search metadata", "search newest", "search type", "create"];
    for row in rows {
        report.mark(row, contenders[1].name, contenders[0].name, Some(AT_LEAST));
    }
    Ok(report)
}

async fn turn(contender: &Contender, report: &mut Report) -> Outcome<()> {
    let Contender { name, client, ids, .. } = contender;
    let some = Arc::clone(ids);
    let get = move |mut client: Client, index: usize| {
        let some = Arc::clone(&some);
        async move { client.get(&some[index % some.len()]).await }
    };
    report.add("get", name, calls(client, CALLERS, CALLS, get).await?);
    let list = |mut client: Client, _| async move { client.list_session(SESSION).await };
    report.add("list a session", name, calls(client, CALLERS, CALLS, list).await?);
    for (row, query, order) in searches() {
        let search = move |mut client: Client, _| {
            let query = query.clone();
            async move { client.search(query, order).await }
        };
        report.add(row, name, calls(client, CALLERS, CALLS, search).await?);
    }
    let create = |mut client: Client, _| async move { client.create(KIB).await.map(drop) };
    report.add("create", name, calls(client, CALLERS, CALLS, create).await?);
    Ok(())
}

/// A page of ten of the calling user's, asked for in three ways.
fn searches() -> [(&'static str, wire::ArtifactQuery, wire::SearchOrder); 3] {
    let mine = || wire::ArtifactQuery { scope: wire::Scope::User.into(), ..Default::default() };
    let project = wire::MetaEquals { path: "project.name".to_owned(), value_json: "\"p7\"".to_owned() };
    [
        (
            "search metadata",
            wire::ArtifactQuery { meta: vec![project], ..mine() },
            wire::SearchOrder::Filename,
        ),
        ("search newest", mine(), wire::SearchOrder::UpdateTimeDesc),
        (
            "search type",
            wire::ArtifactQuery { mime_prefix: "image/".to_owned(), ..mine() },
            wire::SearchOrder::CreateTimeDesc,
        ),
    ]
}

/// Creates so many, and answers the ids of the calling user's.
async fn fill(client: &Client, rows: usize) -> Outcome<Vec<String>> {
    let ids = Arc::new(Mutex::new(Vec::new()));
    let keep = Arc::clone(&ids);
    let create = move |mut client: Client, index| {
        let keep = Arc::clone(&keep);
        async move {
            let row = row(index as u64);
            let mine = row.user.is_none();
            let id = client.create_row(row).await?;
            if mine {
                keep.lock().unwrap_or_else(PoisonError::into_inner).push(id);
            }
            Ok(())
        }
    };
    calls(client, CALLERS * 4, rows, create).await?;
    let ids = ids.lock().unwrap_or_else(PoisonError::into_inner);
    Ok(ids.clone())
}

/// An artifact of the corpus.
pub(crate) struct Row {
    /// Whose; `None` is the calling user.
    pub(crate) user: Option<String>,
    pub(crate) spec: wire::ArtifactSpec,
}

/// The artifact of this number: always the same.
fn row(number: u64) -> Row {
    let random = scrambled(number);
    let mine = number.is_multiple_of(10);
    let in_session = number.is_multiple_of(100);
    let shape = random % SHAPES;
    let meta = format!(
        r#"{{"project":{{"name":"p{}","run":{}}},"shape{shape}":{number}}}"#,
        random / 7 % 50,
        random / 11 % 7
    );
    let lifetime = (random.is_multiple_of(20) && !mine)
        .then_some(wire::artifact_spec::Lifetime::Ttl(prost_types::Duration { seconds: 1, nanos: 0 }));
    let spec = wire::ArtifactSpec {
        scope: if in_session { wire::Scope::Session } else { wire::Scope::User }.into(),
        session_id: if in_session { SESSION.to_owned() } else { String::new() },
        filename: format!("dir{}/{number}", random % 100),
        mime_type: MIMES[(random % 5) as usize].to_owned(),
        meta_json: meta,
        lifetime,
        ..Default::default()
    };
    Row { user: (!mine).then(|| format!("user{}", random / 13 % USERS)), spec }
}

/// Numbers in an order that no index would like (splitmix64).
fn scrambled(number: u64) -> u64 {
    let mut state = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}

/// A thousand ids from all over the catalog.
fn sample(ids: &[String]) -> Vec<String> {
    const STEP: usize = 7_919; // a prime, so that it visits all before it returns
    (0..1_000).map(|index| ids[index * STEP % ids.len()].clone()).collect()
}

const _: () = assert!(PAGE == 10, "what the rows' names say");
