//! The probes, on a port of their own: never reached by who has a URL.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use serde::Serialize;

/// What there is to say of the server's health.
#[derive(Debug, Clone, Serialize)]
pub struct Readiness {
    /// May it be sent requests?
    pub ready: bool,
    /// What does not work, by the names that `grpc.health.v1` has.
    pub failing: Vec<String>,
}

/// Says how the server is at this moment.
pub type AskReadiness = Arc<dyn Fn() -> Readiness + Send + Sync>;

/// `/healthz`: the process lives. `/readyz`: it may be sent requests; else 503, and what does not work.
pub fn ops_router(ask: AskReadiness) -> Router {
    Router::new().route("/healthz", get(async || "alive\n")).route("/readyz", get(ready)).with_state(ask)
}

async fn ready(State(ask): State<AskReadiness>) -> (StatusCode, String) {
    let readiness = ask();
    let status = if readiness.ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    // A flag and some names always make JSON.
    (status, serde_json::to_string(&readiness).unwrap_or_default() + "\n")
}
