//! What becomes of small calls as the catalog grows: two servers of different size take turns, so that what slows the
//! machine slows both. A third has as many rows as the smaller one and as many again that have expired and that no sweep
//! has come to: those in the way must not be felt.
//!
//! The rows come from a generator that makes the same ones each time. A tenth are the calling user's, some of them in a
//! session; the rest are spread over a thousand others. They go in by batches, which the catalog commits in groups.

use crate::client::{Client, PAGE, calls};
use crate::ours::{Ours, Storage};
use crate::report::Report;
use crate::{Effort, KIB, Outcome};
use artigrid_client::raw::v1 as wire;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

const CALLERS: usize = 32;
const CALLS: usize = 4_000;
const QUICK_CALLS: usize = 400;
/// The contenders are sizes of a catalog.
const SIZES: [Size; 3] = [
    Size { rows: 10_000, name: "10,000 rows", expired: false },
    Size { rows: 1_000_000, name: "1,000,000 rows", expired: false },
    Size { rows: 10_000, name: "10,000 rows, 10,000 expired", expired: true },
];
const QUICK_SIZES: [Size; 3] = [
    Size { rows: 1_000, name: "1,000 rows", expired: false },
    Size { rows: 10_000, name: "10,000 rows", expired: false },
    Size { rows: 1_000, name: "1,000 rows, 1,000 expired", expired: true },
];
/// A call may cost at most 1.5 times as much in the larger one.
const AT_LEAST: f64 = 1.0 / 1.5;
/// What has expired may not be felt beyond what two runs differ by: half of what a page looks at is passed over.
const AT_LEAST_BESIDE_EXPIRED: f64 = 0.8;
/// Rows of a batch, and how many batches are on their way at once while a catalog is filled.
const BATCH: usize = 100;
const FILLERS: usize = 16;
/// The life of those that are to expire.
const SOON: Duration = Duration::from_secs(2);
const USERS: u64 = 1_000;
const SHAPES: u64 = 50;
const MIMES: [&str; 5] =
    ["image/png", "image/jpeg", "text/plain", "application/pdf", "application/octet-stream"];
/// The session whose list is measured.
const SESSION: &str = "bench";

/// How full a catalog is.
#[derive(Clone, Copy)]
struct Size {
    rows: usize,
    name: &'static str,
    /// As many again have expired.
    expired: bool,
}

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
    for size in if effort.quick { QUICK_SIZES } else { SIZES } {
        // No sweep takes away what shall be in the way.
        let server = Ours::start_with(Storage::Files, &[("ARTIGRID_SWEEP_INTERVAL", "24h")]).await?;
        let client = Client::connect(server.address()).await?;
        let ids = Arc::new(sample(&fill(&client, size).await?));
        contenders.push(Contender { name: size.name, client, ids, _server: server });
    }
    for _ in 0..effort.repetitions {
        for contender in &contenders {
            turn(contender, effort, &mut report).await?;
        }
    }
    let rows = ["get", "list a session", "search metadata", "search newest", "search type", "create"];
    for row in rows {
        report.mark(row, contenders[1].name, contenders[0].name, Some(AT_LEAST));
        report.mark(row, contenders[2].name, contenders[0].name, Some(AT_LEAST_BESIDE_EXPIRED));
    }
    Ok(report)
}

async fn turn(contender: &Contender, effort: Effort, report: &mut Report) -> Outcome<()> {
    let total = if effort.quick { QUICK_CALLS } else { CALLS };
    let Contender { name, client, ids, .. } = contender;
    let some = Arc::clone(ids);
    let get = move |mut client: Client, index: usize| {
        let some = Arc::clone(&some);
        async move { client.get(&some[index % some.len()]).await }
    };
    report.add("get", name, calls(client, CALLERS, total, get).await?);
    let list = |mut client: Client, _| async move { client.list_session(SESSION).await };
    report.add("list a session", name, calls(client, CALLERS, total, list).await?);
    for (row, query, order) in searches() {
        let search = move |mut client: Client, _| {
            let query = query.clone();
            async move { client.search(query, order).await }
        };
        report.add(row, name, calls(client, CALLERS, total, search).await?);
    }
    let create = |mut client: Client, _| async move { client.create(KIB).await.map(drop) };
    report.add("create", name, calls(client, CALLERS, total, create).await?);
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
async fn fill(client: &Client, size: Size) -> Outcome<Vec<String>> {
    let ids = Arc::new(Mutex::new(Vec::new()));
    let keep = Arc::clone(&ids);
    let create = move |mut client: Client, index| {
        let keep = Arc::clone(&keep);
        async move {
            let live = client.create_rows(rows(index as u64, false)).await?;
            if size.expired {
                client.create_rows(rows(index as u64, true)).await?;
            }
            if is_mine(index as u64) {
                keep.lock().unwrap_or_else(PoisonError::into_inner).extend(live);
            }
            Ok(())
        }
    };
    let rate = calls(client, FILLERS, size.rows / BATCH, create).await? * BATCH as f64;
    println!("filled {}: {rate:.0} rows/s", size.name);
    if size.expired {
        tokio::time::sleep(SOON).await;
    }
    let ids = ids.lock().unwrap_or_else(PoisonError::into_inner);
    Ok(ids.clone())
}

/// Artifacts of one owner.
pub(crate) struct Rows {
    /// Whose; `None` is the calling user.
    pub(crate) user: Option<String>,
    pub(crate) specs: Vec<wire::ArtifactSpec>,
}

/// A tenth of all.
fn is_mine(batch: u64) -> bool {
    batch.is_multiple_of(10)
}

/// The artifacts of this batch: always the same. Those that are soon over lie side by side with the others, in every
/// order that there is.
fn rows(batch: u64, soon_over: bool) -> Rows {
    let mine = is_mine(batch);
    let numbers = (0..BATCH as u64).map(|at| batch * BATCH as u64 + at);
    let specs = numbers.map(|number| row(number, mine, soon_over)).collect();
    Rows { user: (!mine).then(|| format!("user{}", scrambled(batch) % USERS)), specs }
}

fn row(number: u64, mine: bool, soon_over: bool) -> wire::ArtifactSpec {
    use wire::artifact_spec::Lifetime;
    let random = scrambled(number);
    let in_session = mine && number.is_multiple_of(10);
    let shape = random % SHAPES;
    let meta = format!(
        r#"{{"project":{{"name":"p{}","run":{}}},"shape{shape}":{number}}}"#,
        random / 7 % 50,
        random / 11 % 7
    );
    let lifetime = if soon_over {
        Lifetime::Ttl(prost_types::Duration { seconds: SOON.as_secs().cast_signed(), nanos: 0 })
    } else {
        Lifetime::NoExpiry(true)
    };
    wire::ArtifactSpec {
        scope: if in_session { wire::Scope::Session } else { wire::Scope::User }.into(),
        session_id: if in_session { SESSION.to_owned() } else { String::new() },
        filename: format!("dir{}/{number}", random % 100),
        mime_type: MIMES[(random % 5) as usize].to_owned(),
        meta_json: meta,
        lifetime: Some(lifetime),
        ..Default::default()
    }
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
