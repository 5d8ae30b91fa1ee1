//! Who is asking.

use super::{SandboxId, SessionId, UserId};

/// What kind of caller it is: what each may do is the policy's to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// A person: itself.
    User,
    /// A backend service: may act for any user or session of its sandbox, by naming it.
    Service,
    /// An administrator of one sandbox: as a service; naming nobody, everything in the sandbox.
    Admin,
    /// Whoever runs the server: no content.
    Operator,
}

impl Role {
    /// Every role.
    pub const ALL: &[Self] = &[Self::User, Self::Service, Self::Admin, Self::Operator];

    /// The role's name in metadata and tokens.
    pub const fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Service => "service",
            Self::Admin => "admin",
            Self::Operator => "operator",
        }
    }
}

/// A caller that has been authenticated: who it is, or for whom it acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// The sandbox it is in: nothing outside exists for it.
    pub sandbox: SandboxId,
    /// What kind of caller it is.
    pub role: Role,
    /// The user it is or acts for.
    pub user: Option<UserId>,
    /// The session it names.
    pub session: Option<SessionId>,
}

impl Caller {
    /// Does it act for nobody in particular?
    pub fn names_nobody(&self) -> bool {
        self.user.is_none() && self.session.is_none()
    }
}
