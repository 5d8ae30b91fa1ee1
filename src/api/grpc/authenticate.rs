//! Who is asking: the request's metadata as a caller. Mode `none` believes it.

use percent_encoding::percent_decode_str;
use tonic::metadata::MetadataMap;

use crate::domain::{Caller, Role, SandboxId, SessionId, UserId};
use crate::error::{Error, Result};

/// Metadata by which callers say who they are or for whom they act; values are percent-encoded UTF-8.
const SANDBOX: &str = "artigrid-sandbox";
const USER: &str = "artigrid-user";
const SESSION: &str = "artigrid-session";
const ROLE: &str = "artigrid-role";

/// The caller of a request with this metadata. What is named nowhere is the default sandbox's service.
pub(super) fn caller(metadata: &MetadataMap, default_sandbox: &SandboxId) -> Result<Caller> {
    let sandbox = match text(metadata, SANDBOX)? {
        Some(sandbox) => SandboxId::parse(SANDBOX, &sandbox)?,
        None => default_sandbox.clone(),
    };
    let role = match text(metadata, ROLE)? {
        Some(role) => parse_role(&role)?,
        None => Role::Service,
    };
    let user = text(metadata, USER)?.map(|user| UserId::parse(USER, &user)).transpose()?;
    let session = text(metadata, SESSION)?.map(|session| SessionId::parse(SESSION, &session)).transpose()?;
    if role == Role::User && user.is_none() {
        return Err(Error::invalid(USER, "role user must say which user"));
    }
    Ok(Caller { sandbox, role, user, session })
}

fn parse_role(name: &str) -> Result<Role> {
    let known = Role::ALL.iter().find(|role| role.name() == name);
    known.copied().ok_or_else(|| Error::invalid(ROLE, "must be user, service, admin or operator"))
}

/// The value of a key, if it is there and not empty. A key that comes twice could be read in two ways, so it is refused.
fn text(metadata: &MetadataMap, key: &'static str) -> Result<Option<String>> {
    let mut values = metadata.get_all(key).iter();
    let Some(value) = values.next() else {
        return Ok(None);
    };
    if values.next().is_some() {
        return Err(Error::invalid(key, "comes more than once"));
    }
    let fault = || Error::invalid(key, "must be percent-encoded UTF-8");
    let value = value.to_str().ok().filter(|value| every_percent_encodes(value)).ok_or_else(fault)?;
    let text = percent_decode_str(value).decode_utf8().map_err(|_| fault())?;
    Ok(Some(text.into_owned()).filter(|text| !text.is_empty()))
}

/// The decoder lets a percent that encodes nothing stand for itself: two spellings of one name.
fn every_percent_encodes(value: &str) -> bool {
    value.split('%').skip(1).all(|behind| {
        let digits = behind.as_bytes().first_chunk::<2>();
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    })
}

#[cfg(test)]
mod tests {
    use tonic::metadata::MetadataValue;

    use super::*;

    fn of(pairs: &[(&'static str, &'static str)]) -> Result<Caller> {
        let mut metadata = MetadataMap::new();
        for (key, value) in pairs {
            metadata.append(*key, MetadataValue::from_static(value));
        }
        caller(&metadata, &SandboxId::default_sandbox())
    }

    #[test]
    fn metadata_is_a_caller() {
        let nobody = of(&[]).unwrap();
        assert!(
            nobody.names_nobody() && nobody.role == Role::Service && nobody.sandbox.as_str() == "default"
        );
        let jo = of(&[("artigrid-user", "J%C3%B6"), ("artigrid-role", "user"), ("artigrid-sandbox", "acme")])
            .unwrap();
        assert_eq!((jo.user.unwrap().as_str(), jo.sandbox.as_str(), jo.role), ("Jö", "acme", Role::User));
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_refused() {
        for bad in [
            &[("artigrid-user", "a"), ("artigrid-user", "b")][..],
            &[("artigrid-user", "%FF")],
            &[("artigrid-user", "%00")],
            &[("artigrid-user", "%zz")],
            &[("artigrid-user", "ana%2")],
            &[("artigrid-role", "root")],
            &[("artigrid-role", "user")],
            &[("artigrid-sandbox", "A")],
        ] {
            assert!(of(bad).is_err(), "{bad:?}");
        }
    }
}
