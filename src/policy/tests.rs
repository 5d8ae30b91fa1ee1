//! The rules, caller by caller.

use super::rules::{Access, Standing, allows, may_bind, standing};
use crate::domain::{
    Caller, Meta, Owner, Role, SandboxId, Scope, Session, SessionId, SessionUid, Timestamp, UserId,
};

fn user(name: &str) -> UserId {
    UserId::parse("user", name).unwrap()
}

fn session(id: &str, of: Option<&str>) -> Session {
    Session {
        uid: SessionUid::from_bytes([1; 16]),
        sandbox: SandboxId::parse("sandbox", "default").unwrap(),
        id: SessionId::parse("session", id).unwrap(),
        user: of.map(user),
        meta: Meta::default(),
        create_time: Timestamp::from_micros(0),
        update_time: Timestamp::from_micros(0),
        expire_time: Timestamp::from_micros(1),
        end_time: None,
        automatic: false,
        revision: 1,
    }
}

fn caller(role: Role, of: Option<&str>, bound: Option<&str>) -> Caller {
    Caller {
        sandbox: SandboxId::parse("sandbox", "default").unwrap(),
        role,
        user: of.map(user),
        session: bound.map(|id| SessionId::parse("session", id).unwrap()),
    }
}

#[test]
fn who_stands_where() {
    use Role::{Admin, Operator, Service, User};
    use Standing::{Member, Owner as Own, Stranger};
    let alices = Owner::User(user("alice"));
    let work = Owner::Session(Box::new(session("work", Some("alice"))));
    let free = Owner::Session(Box::new(session("free", None)));
    #[rustfmt::skip]
    let table = [
        // role, user, session                    alice's   her session  nobody's session  sandbox
        (User, Some("alice"), None,               Own,      Own,         Stranger,         Member),
        (User, Some("bob"), None,                 Stranger, Stranger,    Stranger,         Member),
        (User, Some("alice"), Some("work"),       Own,      Own,         Stranger,         Member),
        (User, Some("alice"), Some("other"),      Own,      Stranger,    Stranger,         Member),
        (User, Some("bob"), Some("work"),         Stranger, Stranger,    Stranger,         Member),
        (Service, None, None,                     Stranger, Stranger,    Stranger,         Member),
        (Service, Some("alice"), None,            Own,      Own,         Stranger,         Member),
        (Service, None, Some("work"),             Stranger, Own,         Stranger,         Member),
        (Service, None, Some("free"),             Stranger, Stranger,    Own,              Member),
        (Service, Some("bob"), Some("work"),      Stranger, Stranger,    Stranger,         Member),
        (Service, Some("alice"), Some("free"),    Own,      Stranger,    Stranger,         Member),
        (Admin, Some("alice"), None,              Own,      Own,         Stranger,         Member),
        (Admin, None, None, Standing::Admin, Standing::Admin, Standing::Admin, Standing::Admin),
        (Operator, None, None,                    Stranger, Stranger,    Stranger,         Stranger),
        (Operator, Some("alice"), Some("work"),   Stranger, Stranger,    Stranger,         Stranger),
    ];
    for (role, of, bound, to_alice, to_work, to_free, to_sandbox) in table {
        let caller = caller(role, of, bound);
        assert_eq!(standing(&caller, &alices), to_alice, "{caller:?} to alice");
        assert_eq!(standing(&caller, &work), to_work, "{caller:?} to alice's session");
        assert_eq!(standing(&caller, &free), to_free, "{caller:?} to nobody's session");
        assert_eq!(standing(&caller, &Owner::Sandbox), to_sandbox, "{caller:?} to the sandbox");
    }
}

#[test]
fn naming_nobody_a_service_may_choose_any_session_and_a_person_only_its_own() {
    let (work, free) = (session("work", Some("alice")), session("free", None));
    assert!(may_bind(&caller(Role::Service, None, None), &work));
    assert!(may_bind(&caller(Role::Admin, None, None), &free));
    assert!(!may_bind(&caller(Role::Service, Some("bob"), None), &work));
    assert!(!may_bind(&caller(Role::Service, None, Some("free")), &work));
    assert!(may_bind(&caller(Role::User, Some("alice"), None), &work));
    assert!(!may_bind(&caller(Role::User, Some("alice"), None), &free));
    assert!(!may_bind(&caller(Role::Operator, None, None), &work));
}

#[test]
fn only_admins_write_what_is_shared_and_strangers_do_nothing() {
    assert!(allows(Scope::Sandbox, Access::Read, Standing::Member));
    assert!(!allows(Scope::Sandbox, Access::Write, Standing::Member));
    assert!(allows(Scope::Sandbox, Access::Write, Standing::Admin));
    for scope in [Scope::Session, Scope::User, Scope::Sandbox] {
        for access in [Access::Read, Access::Write] {
            assert!(!allows(scope, access, Standing::Stranger), "{scope:?} {access:?}");
        }
    }
}
