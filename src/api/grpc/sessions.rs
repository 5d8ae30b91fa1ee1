//! `SessionService`.

use tonic::{Request, Response, Status};

use super::Edge;
use super::convert::{self, session_to};
use crate::domain::SessionId;
use crate::error::Result;
use crate::proto::v1::session_service_server::SessionService;
use crate::proto::v1::{
    CreateSessionRequest, CreateSessionResponse, DeleteSessionRequest, DeleteSessionResponse,
    GetSessionRequest, GetSessionResponse, ListSessionsRequest, ListSessionsResponse, RenewSessionRequest,
    RenewSessionResponse, UpdateSessionRequest, UpdateSessionResponse, ValidateSessionRequest,
    ValidateSessionResponse,
};
use crate::service::action::GetSession;

/// Answers for sessions.
#[derive(Clone)]
pub(super) struct Sessions {
    edge: Edge,
}

impl Sessions {
    pub(super) fn new(edge: Edge) -> Self {
        Self { edge }
    }
}

fn get_from(session_id: &str) -> Result<GetSession> {
    Ok(GetSession { id: SessionId::parse("session_id", session_id)? })
}

#[tonic::async_trait]
impl SessionService for Sessions {
    async fn create_session(
        &self,
        request: Request<CreateSessionRequest>,
    ) -> Result<Response<CreateSessionResponse>, Status> {
        let caller = self.edge.caller(&request)?;
        let action = convert::create_session_from(request.into_inner())?;
        let session = self.edge.services.create_session(&caller, action).await?;
        Ok(Response::new(CreateSessionResponse { session: Some(session_to(session)) }))
    }

    async fn get_session(
        &self,
        request: Request<GetSessionRequest>,
    ) -> Result<Response<GetSessionResponse>, Status> {
        let caller = self.edge.caller(&request)?;
        let session =
            self.edge.services.get_session(&caller, get_from(&request.get_ref().session_id)?).await?;
        Ok(Response::new(GetSessionResponse { session: Some(session_to(session)) }))
    }

    async fn validate_session(
        &self,
        request: Request<ValidateSessionRequest>,
    ) -> Result<Response<ValidateSessionResponse>, Status> {
        let caller = self.edge.caller(&request)?;
        let action = get_from(&request.get_ref().session_id)?;
        let session = self.edge.services.validate_session(&caller, action).await?;
        Ok(Response::new(ValidateSessionResponse {
            valid: session.is_some(),
            session: session.map(session_to),
        }))
    }

    async fn renew_session(
        &self,
        request: Request<RenewSessionRequest>,
    ) -> Result<Response<RenewSessionResponse>, Status> {
        let caller = self.edge.caller(&request)?;
        let action = convert::renew_session_from(request.into_inner())?;
        let session = self.edge.services.renew_session(&caller, action).await?;
        Ok(Response::new(RenewSessionResponse { session: Some(session_to(session)) }))
    }

    async fn update_session(
        &self,
        request: Request<UpdateSessionRequest>,
    ) -> Result<Response<UpdateSessionResponse>, Status> {
        let caller = self.edge.caller(&request)?;
        let action = convert::update_session_from(request.into_inner())?;
        let session = self.edge.services.update_session(&caller, action).await?;
        Ok(Response::new(UpdateSessionResponse { session: Some(session_to(session)) }))
    }

    async fn list_sessions(
        &self,
        request: Request<ListSessionsRequest>,
    ) -> Result<Response<ListSessionsResponse>, Status> {
        let caller = self.edge.caller(&request)?;
        let action = convert::list_sessions_from(request.into_inner())?;
        let listing = self.edge.services.list_sessions(&caller, action).await?;
        Ok(Response::new(ListSessionsResponse {
            sessions: listing.sessions.into_iter().map(session_to).collect(),
            next_page_token: listing.next_page_token,
        }))
    }

    async fn delete_session(
        &self,
        request: Request<DeleteSessionRequest>,
    ) -> Result<Response<DeleteSessionResponse>, Status> {
        let caller = self.edge.caller(&request)?;
        let action = convert::delete_session_from(request.get_ref())?;
        self.edge.services.delete_session(&caller, action).await?;
        Ok(Response::new(DeleteSessionResponse {}))
    }
}
