//! The gRPC edge: messages in, domain values through, messages out.

mod admin;
mod appends;
mod artifacts;
mod authenticate;
mod batches;
mod convert;
mod deadline;
mod frames;
mod health;
mod reasons;
mod search;
mod sessions;
pub mod status;
mod urls;

use tonic::service::Routes;
use tonic::{Request, Status};
use tonic_reflection::server::Builder as Reflection;

pub use deadline::Deadlines;
pub use health::HealthBoard;
pub use reasons::Reasons;

use self::admin::Admin;
use self::appends::WithAppends;
use self::artifacts::Artifacts;
use self::frames::Buffers;
use self::search::Search;
use self::sessions::Sessions;
use crate::domain::{Caller, SandboxId};
use crate::error::{Error, Result};
use crate::proto::health::health_server::HealthServer;
use crate::proto::v1::admin_service_server::AdminServiceServer;
use crate::proto::v1::search_service_server::SearchServiceServer;
use crate::proto::v1::session_service_server::SessionServiceServer;
use crate::proto::{DESCRIPTORS, health::health_server, v1};
use crate::service::Services;
use crate::shutdown::Shutdown;

/// The largest message that any method takes: two MiB of data and what is said about them fit well.
pub const MESSAGE_MAX_BYTES: usize = 4 << 20;
/// The most data of one stream message.
pub const CHUNK_MAX_BYTES: usize = 2 << 20;
/// The data of one stream message that costs least to send and take.
pub const CHUNK_ADVISED_BYTES: usize = 512 << 10;
/// The most content in a request or answer that is no stream.
pub const INLINE_MAX_BYTES: usize = 1 << 20;

/// What every service of this edge needs.
#[derive(Clone)]
pub struct Edge {
    services: Services,
    default_sandbox: SandboxId,
    /// Pays for stream messages in memory: taken before the next one is read.
    buffers: Buffers,
    /// Tells streams when to leave off.
    shutdown: Shutdown,
}

impl Edge {
    /// An edge over these use cases.
    pub fn new(services: Services, default_sandbox: SandboxId, shutdown: Shutdown) -> Self {
        let buffers = Buffers::new(services.limits().transfer_buffers);
        Self { services, default_sandbox, buffers, shutdown }
    }

    /// Every service of this edge, ready to be served.
    pub fn routes(&self, health: HealthBoard) -> Result<Routes> {
        let reflection =
            |fault| Error::internal("the contract's own description cannot be read").caused_by(fault);
        let describe = || Reflection::configure().register_encoded_file_descriptor_set(DESCRIPTORS);
        Ok(Routes::default()
            .add_service(WithAppends::new(Artifacts::new(self.clone())))
            .add_service(SessionServiceServer::new(Sessions::new(self.clone())))
            .add_service(SearchServiceServer::new(Search::new(self.clone())))
            .add_service(AdminServiceServer::new(Admin::new(self.clone())))
            .add_service(HealthServer::new(health))
            .add_service(describe().build_v1().map_err(reflection)?)
            .add_service(describe().build_v1alpha().map_err(reflection)?))
    }

    /// Who is asking.
    fn caller<T>(&self, request: &Request<T>) -> Result<Caller, Status> {
        Ok(authenticate::caller(request.metadata(), &self.default_sandbox)?)
    }
}

/// Full names of our services, as health knows them.
pub const SERVICE_NAMES: &[&str] = &[
    v1::artifact_service_server::SERVICE_NAME,
    v1::session_service_server::SERVICE_NAME,
    v1::search_service_server::SERVICE_NAME,
    v1::admin_service_server::SERVICE_NAME,
    health_server::SERVICE_NAME,
];
