//! `grpc.health.v1`, as its proto says: Check, List and Watch.
//!
//! Our own, because tonic-health 0.14 has no List, ends a Watch of an unknown name with an error instead of
//! SERVICE_UNKNOWN, and starts as SERVING before anything was asked whether it works.

use std::collections::BTreeMap;
use std::sync::Arc;

use futures::stream::BoxStream;
use futures::{StreamExt as _, future};
use tokio::sync::watch;
use tokio_stream::wrappers::WatchStream;
use tonic::{Code, Request, Response, Status};

use super::SERVICE_NAMES;
use crate::proto::health::health_check_response::ServingStatus;
use crate::proto::health::health_server::Health;
use crate::proto::health::{HealthCheckRequest, HealthCheckResponse, HealthListRequest, HealthListResponse};
use crate::service::Probe;

/// The whole server, and the same by its other name: may it be sent requests?
const READINESS: &[&str] = &["", "readiness"];
/// Is the process alive at all?
const LIVENESS: &str = "liveness";

/// What is known of the server's health; cheap to clone, everybody sees the same.
#[derive(Debug, Clone)]
pub struct HealthBoard {
    statuses: Arc<watch::Sender<BTreeMap<String, ServingStatus>>>,
}

impl HealthBoard {
    /// A server that lives and is not ready.
    pub fn new() -> Self {
        let mut statuses = BTreeMap::from([(LIVENESS.to_owned(), ServingStatus::Serving)]);
        for name in READINESS.iter().chain(SERVICE_NAMES) {
            statuses.insert((*name).to_owned(), ServingStatus::NotServing);
        }
        Self { statuses: Arc::new(watch::Sender::new(statuses)) }
    }

    /// Writes down what the dependencies answered; the server is ready when all of them work.
    pub fn post(&self, probes: &[Probe]) {
        let ready = serving(probes.iter().all(|probe| probe.outcome.is_ok()));
        self.statuses.send_if_modified(|statuses| {
            let before = statuses.clone();
            for probe in probes {
                statuses.insert(probe.name.clone(), serving(probe.outcome.is_ok()));
            }
            for name in READINESS.iter().chain(SERVICE_NAMES) {
                statuses.insert((*name).to_owned(), ready);
            }
            *statuses != before
        });
    }

    /// May the server be sent requests?
    pub fn is_ready(&self) -> bool {
        self.statuses.borrow().get("readiness") == Some(&ServingStatus::Serving)
    }

    /// The names of what does not work.
    pub fn failing(&self) -> Vec<String> {
        let statuses = self.statuses.borrow();
        let failing =
            statuses.iter().filter(|(name, status)| !name.is_empty() && **status != ServingStatus::Serving);
        failing.map(|(name, _)| name.clone()).collect()
    }

    /// The server is going down: it lives, but wants no more requests.
    pub fn retire(&self) {
        self.statuses.send_modify(|statuses| {
            for (name, status) in statuses {
                if name != LIVENESS {
                    *status = ServingStatus::NotServing;
                }
            }
        });
    }
}

impl Default for HealthBoard {
    fn default() -> Self {
        Self::new()
    }
}

fn serving(works: bool) -> ServingStatus {
    if works { ServingStatus::Serving } else { ServingStatus::NotServing }
}

fn answer(status: ServingStatus) -> HealthCheckResponse {
    HealthCheckResponse { status: status.into() }
}

#[tonic::async_trait]
impl Health for HealthBoard {
    async fn check(
        &self,
        request: Request<HealthCheckRequest>,
    ) -> Result<Response<HealthCheckResponse>, Status> {
        let name = request.into_inner().service;
        match self.statuses.borrow().get(&name) {
            Some(status) => Ok(Response::new(answer(*status))),
            // The health protocol's own answer, not one of our reasons: probes look for this code.
            None => Err(Status::new(Code::NotFound, "unknown service")),
        }
    }

    async fn list(&self, _: Request<HealthListRequest>) -> Result<Response<HealthListResponse>, Status> {
        let statuses = self.statuses.borrow();
        let statuses = statuses.iter().map(|(name, status)| (name.clone(), answer(*status))).collect();
        Ok(Response::new(HealthListResponse { statuses }))
    }

    async fn watch(
        &self,
        request: Request<HealthCheckRequest>,
    ) -> Result<Response<BoxStream<'static, Result<HealthCheckResponse, Status>>>, Status> {
        let name = request.into_inner().service;
        let mut last = None;
        let changes = WatchStream::new(self.statuses.subscribe()).filter_map(move |statuses| {
            let status = statuses.get(&name).copied().unwrap_or(ServingStatus::ServiceUnknown);
            let news = (last != Some(status)).then(|| Ok(answer(status)));
            last = Some(status);
            future::ready(news)
        });
        Ok(Response::new(changes.boxed()))
    }
}
