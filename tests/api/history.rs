//! Sixty-four callers at once on the same few artifacts: every answer has one explanation, and it is the same for all.
//!
//! The race is run through the SDK and keeps what each caller asked and was told; a checker that knows nothing of the
//! server then judges it. `tests/heavy long_races` runs longer ones.

pub(crate) mod checker;
mod made_up;
pub(crate) mod race;

use checker::{Answer, Ask, Call, Fault, check};
use race::{Plan, race};

use crate::harness::{Profile, TestServer};

/// So many callers as the service is promised to serialize; few calls, since three profiles run.
const PLAN: Plan = Plan { callers: 64, calls: 12, seed: 64 };

async fn races_on(profile: Profile) {
    let server = TestServer::start(profile).await;
    let history = race(&server.builder(), PLAN).await;
    assert!(history.len() >= PLAN.callers * PLAN.calls);
    // A race in which nobody met anybody would prove nothing.
    let has = |what: fn(&Call) -> bool| history.iter().any(what);
    assert!(has(|call| matches!(call.answer, Answer::EtagMismatch)), "a lost race was told");
    assert!(has(|call| matches!(call.answer, Answer::NotFound)), "what was gone was told");
    assert!(has(|call| matches!((&call.ask, &call.answer), (Ask::Copy(..), Answer::Artifact(..)))));
    assert_eq!(check(&history), Vec::<Fault>::new(), "{profile:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a5_c4_racing_changes_are_explained_by_one_order_in_memory() {
    races_on(Profile::Memory).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a5_c4_racing_changes_are_explained_by_one_order_on_files() {
    races_on(Profile::Files).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a5_c4_racing_changes_are_explained_by_one_order_on_sqlite() {
    races_on(Profile::Sqlite).await;
}
