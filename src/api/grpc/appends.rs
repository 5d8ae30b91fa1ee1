//! `AppendUpload` alone takes messages as large as a part: the rest of the service stays at what a stream message needs.
//!
//! tonic has one limit for a service, so there are two of it, and a call goes to the one that its method needs. A large
//! message is decoded whole, so it is paid for before it is read, from a pool of its own.

use std::convert::Infallible;
use std::sync::Arc;
use std::task::{Context, Poll};

use http::{Request, Response};
use tokio::sync::Semaphore;
use tonic::body::Body;
use tonic::codegen::BoxFuture;
use tonic::server::NamedService;
use tower::Service;

use super::MESSAGE_MAX_BYTES;
use super::artifacts::Artifacts;
use crate::proto::v1::artifact_service_server::{ArtifactServiceServer, SERVICE_NAME};

const METHOD: &str = "/artigrid.v1.ArtifactService/AppendUpload";

/// The most that any upload may carry in one piece.
const PIECE_MAX_BYTES: usize = 64 << 20;

/// What a message has besides its piece.
const ROUND_IT: usize = 4 << 10;

/// Large messages in memory at once.
const AT_ONCE: usize = 4;

/// The artifact service, with room for large pieces.
#[derive(Clone)]
pub(super) struct WithAppends {
    usual: ArtifactServiceServer<Artifacts>,
    large: ArtifactServiceServer<Artifacts>,
    room: Arc<Semaphore>,
}

impl WithAppends {
    pub(super) fn new(artifacts: Artifacts) -> Self {
        let usual =
            ArtifactServiceServer::new(artifacts.clone()).max_decoding_message_size(MESSAGE_MAX_BYTES);
        let large =
            ArtifactServiceServer::new(artifacts).max_decoding_message_size(PIECE_MAX_BYTES + ROUND_IT);
        Self { usual, large, room: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

impl NamedService for WithAppends {
    const NAME: &'static str = SERVICE_NAME;
}

impl Service<Request<Body>> for WithAppends {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = BoxFuture<Self::Response, Infallible>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        if request.uri().path() != METHOD {
            return self.usual.call(request);
        }
        let (mut large, room) = (self.large.clone(), Arc::clone(&self.room));
        Box::pin(async move {
            // Never closed; and if it were, the limit on the message would still hold.
            let _permit = room.acquire().await;
            large.call(request).await
        })
    }
}
