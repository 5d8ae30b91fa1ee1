//! The rules: a table, and who stands where. Pure values in, pure values out.

use super::WriteInto;
use crate::domain::{Caller, Owner, Role, Scope, Session};

/// What an action does to what it is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// It looks.
    Read,
    /// It makes, changes or takes away.
    Write,
}

/// How a caller stands to an owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is the owner, or acts for it.
    Owner,
    /// An admin of the sandbox who acts for nobody in particular.
    Admin,
    /// Somebody of the sandbox.
    Member,
    /// None of these.
    Stranger,
}

/// Who may: the table of the contract. What is not listed may not.
const MAY: &[(Scope, Access, &[Standing])] = &[
    (Scope::Session, Access::Read, &[Standing::Owner, Standing::Admin]),
    (Scope::Session, Access::Write, &[Standing::Owner, Standing::Admin]),
    (Scope::User, Access::Read, &[Standing::Owner, Standing::Admin]),
    (Scope::User, Access::Write, &[Standing::Owner, Standing::Admin]),
    (Scope::Sandbox, Access::Read, &[Standing::Member, Standing::Admin]),
    (Scope::Sandbox, Access::Write, &[Standing::Admin]),
];

/// May somebody who stands so have this access in this scope?
pub fn allows(scope: Scope, access: Access, standing: Standing) -> bool {
    MAY.iter().any(|(of, to, who)| *of == scope && *to == access && who.contains(&standing))
}

/// How this caller stands to this owner (of the caller's sandbox).
pub fn standing(caller: &Caller, owner: &Owner) -> Standing {
    if caller.role == Role::Operator {
        return Standing::Stranger;
    }
    if caller.role == Role::Admin && caller.names_nobody() {
        return Standing::Admin;
    }
    let owns = match owner {
        Owner::Sandbox => return Standing::Member,
        Owner::User(user) => caller.user.as_ref() == Some(user),
        Owner::Session(session) => is_bound(caller, session),
    };
    if owns { Standing::Owner } else { Standing::Stranger }
}

/// Is the caller bound to this session by what it names? By the session itself, which must be its user's if it names one
/// too; or by the user alone, whose sessions all are.
fn is_bound(caller: &Caller, session: &Session) -> bool {
    let users_own = caller.user.is_some() && caller.user == session.user;
    match (&caller.session, &caller.user) {
        (Some(named), Some(_)) => *named == session.id && users_own,
        // A person is always bound through its user.
        (Some(named), None) => *named == session.id && caller.role != Role::User,
        (None, Some(_)) => users_own,
        (None, None) => false,
    }
}

/// May the caller choose this session? One it is bound to, or, naming nobody, any of its sandbox if it acts for others.
pub fn may_bind(caller: &Caller, session: &Session) -> bool {
    match caller.role {
        Role::Operator => false,
        Role::Service | Role::Admin if caller.names_nobody() => true,
        Role::User | Role::Service | Role::Admin => is_bound(caller, session),
    }
}

/// May a copy go this way, whoever makes it? To its own owner, between a user and that user's sessions, and out of what
/// is shared; never from one session to another, nor from one user to another. Into what is shared goes what an admin
/// puts there, which is asked with the target.
pub fn may_pass(from: &Owner, into: &WriteInto) -> bool {
    match (from, into) {
        (Owner::Sandbox, _) | (_, WriteInto::Sandbox) => true,
        (Owner::Session(from), WriteInto::Session(to)) => from.uid == to.uid,
        (Owner::Session(from), WriteInto::User(to)) => from.user.as_ref() == Some(to),
        // Another session than its own: that one is live.
        (Owner::Session(_), WriteInto::Begin { .. } | WriteInto::Automatic(_)) => false,
        (Owner::User(from), WriteInto::User(to) | WriteInto::Automatic(to)) => from == to,
        (Owner::User(from), WriteInto::Session(to)) => to.user.as_ref() == Some(from),
        (Owner::User(from), WriteInto::Begin { user, .. }) => user.as_ref() == Some(from),
    }
}

/// Does the caller look after the whole server?
pub fn operates(caller: &Caller) -> bool {
    caller.role == Role::Operator
}

/// Does the caller look after its sandbox? An admin who names somebody has that one's rights.
pub fn administers(caller: &Caller) -> bool {
    caller.role == Role::Admin && caller.names_nobody()
}
