//! The client's variables, and who is said to be calling.
//!
//! People are users of their own files, so the login name is the user when nobody says another. But it is only a
//! default: it yields to whatever was said in words. A session and a user that are both sent must belong together,
//! so with a session in words the login name stays out (and in user scope, where only a user counts, the session
//! does). A token says by itself whose it is. An admin who names nobody may do everything, so naming one would only
//! take rights away.

use artigrid_client::{Client, Scope};
use clap::parser::ValueSource;
use clap::{ArgMatches, Args};

use super::failure::Failure;

/// Flags of every command but `serve`; each is a variable too.
#[derive(Clone, Default, Args)]
#[command(next_help_heading = "Client (all commands but serve)")]
pub struct ClientArgs {
    /// The server: http://HOST:PORT, or on this machine HOST:PORT; several with commas between are tried in turn
    /// [default: 127.0.0.1:50051].
    #[arg(long, global = true, env = "ARTIGRID_ADDR", value_name = "ADDR")]
    addr: Option<String>,
    /// The sandbox; unset, the server's default.
    #[arg(long, global = true, env = "ARTIGRID_SANDBOX", value_name = "NAME")]
    sandbox: Option<String>,
    /// The user to act for [default: the login name, unless a session, a token or the role admin is given].
    #[arg(long, global = true, env = "ARTIGRID_USER", value_name = "NAME")]
    user: Option<String>,
    /// The session to act in.
    #[arg(long, global = true, env = "ARTIGRID_SESSION", value_name = "ID")]
    session: Option<String>,
    /// The role, where the server believes it: user, service, admin or operator.
    #[arg(long, global = true, env = "ARTIGRID_ROLE", value_name = "ROLE")]
    role: Option<String>,
    /// A JWT or API key. Other users of this machine may see flags; they do not see variables.
    #[arg(long, global = true, env = "ARTIGRID_TOKEN", value_name = "TOKEN", hide_env_values = true)]
    token: Option<String>,
    /// A file with the token; --token wins.
    #[arg(long, global = true, env = "ARTIGRID_TOKEN_FILE", value_name = "FILE")]
    token_file: Option<std::path::PathBuf>,
    /// Answers and errors as JSON.
    #[arg(long, global = true)]
    json: bool,
    /// The login name, by its two usual variables.
    #[arg(long, global = true, env = "LOGNAME", hide = true)]
    login_name: Option<String>,
    #[arg(long, global = true, env = "USER", hide = true)]
    login_user: Option<String>,
}

/// As they are called on the command line; the ids differ from the flags only by `_`.
const FLAGS: [&str; 8] = ["addr", "sandbox", "user", "session", "role", "token", "token_file", "json"];

impl ClientArgs {
    /// A flag of these that the command line has; variables do not count.
    #[must_use]
    pub fn flag_in(matches: &ArgMatches) -> Option<String> {
        let given = |flag: &&&str| matches.value_source(flag) == Some(ValueSource::CommandLine);
        FLAGS.iter().find(given).map(|flag| flag.replace('_', "-"))
    }

    pub(super) fn json(&self) -> bool {
        self.json
    }
}

/// What a command is about; decides who is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// A thing by its id, whosever it is.
    ById,
    /// To look at a scope.
    Read(Scope),
    /// To put something into a scope.
    Write(Scope),
    /// A session that does not exist yet.
    NewSession,
    /// The server itself, which is nobody's: without a token, as its operator unless another role is given.
    Server,
}

/// Makes clients.
pub(super) struct Connector {
    args: ClientArgs,
}

impl Connector {
    pub(super) fn new(args: ClientArgs) -> Self {
        Self { args }
    }

    /// A client for this purpose. The connection is opened with its first call.
    pub(super) fn client(&self, purpose: Purpose) -> Result<Client, Failure> {
        let mut builder = Client::builder();
        if let Some(addr) = given(self.args.addr.as_deref()) {
            builder = builder.address(addr);
        }
        if let Some(sandbox) = given(self.args.sandbox.as_deref()) {
            builder = builder.sandbox(sandbox);
        }
        let token = self.token()?;
        let operator = (purpose == Purpose::Server && token.is_none()).then_some("operator");
        if let Some(role) = given(self.args.role.as_deref()).or(operator) {
            builder = builder.role(role);
        }
        let (user, session) = self.identity(purpose, token.is_some());
        if let Some(user) = user {
            builder = builder.user(user);
        }
        if let Some(session) = session {
            builder = builder.session(session);
        }
        if let Some(token) = token {
            builder = builder.token(token);
        }
        Ok(builder.build()?)
    }

    /// User and session to name.
    fn identity(&self, purpose: Purpose, has_token: bool) -> (Option<String>, Option<String>) {
        let user = given(self.args.user.as_deref()).map(ToOwned::to_owned);
        let session = given(self.args.session.as_deref()).map(ToOwned::to_owned);
        let needs_user = match purpose {
            Purpose::Write(Scope::User) | Purpose::NewSession => true,
            Purpose::Write(Scope::Session | Scope::Sandbox)
            | Purpose::ById
            | Purpose::Read(_)
            | Purpose::Server => false,
        };
        let users_own = needs_user || purpose == Purpose::Read(Scope::User);
        let unbound = matches!(given(self.args.role.as_deref()), Some("admin" | "operator")) && !needs_user;
        if user.is_some() || has_token || unbound || purpose == Purpose::Server {
            return (user, session);
        }
        if session.is_some() && !users_own {
            return (None, session);
        }
        (Some(self.login()), None)
    }

    fn login(&self) -> String {
        let named = given(self.args.login_name.as_deref()).or(given(self.args.login_user.as_deref()));
        named.map_or_else(nameless_user, ToOwned::to_owned)
    }

    fn token(&self) -> Result<Option<String>, Failure> {
        if let Some(token) = given(self.args.token.as_deref()) {
            return Ok(Some(token.to_owned()));
        }
        let path = self.args.token_file.as_deref().filter(|path| !path.as_os_str().is_empty());
        let Some(path) = path else {
            return Ok(None);
        };
        let text = std::fs::read_to_string(path).map_err(|error| Failure::local(path.display(), &error))?;
        Ok(Some(text.trim().to_owned()))
    }
}

/// Empty is as good as unset.
fn given(value: Option<&str>) -> Option<&str> {
    value.filter(|value| !value.is_empty())
}

/// In a container there may be no login name, but there is always a user id.
#[cfg(unix)]
fn nameless_user() -> String {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self")
        .map_or_else(|_| "user".to_owned(), |about| format!("user-{}", about.uid()))
}

#[cfg(not(unix))]
fn nameless_user() -> String {
    "user".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(user: &str, session: &str, role: &str, purpose: Purpose) -> (String, String) {
        let text = |text: &str| Some(text.to_owned());
        let args = ClientArgs {
            user: text(user),
            session: text(session),
            role: text(role),
            login_name: text("login"),
            ..Default::default()
        };
        let (user, session) = Connector::new(args).identity(purpose, false);
        (user.unwrap_or_default(), session.unwrap_or_default())
    }

    #[test]
    fn the_login_name_is_only_a_default() {
        let named = |user: &str, session: &str| (user.to_owned(), session.to_owned());
        for (user, session, role, purpose, expected) in [
            ("", "", "", Purpose::Write(Scope::User), named("login", "")),
            ("", "", "", Purpose::Write(Scope::Session), named("login", "")),
            ("", "", "", Purpose::ById, named("login", "")),
            ("ana", "", "", Purpose::ById, named("ana", "")),
            ("ana", "s", "", Purpose::Write(Scope::User), named("ana", "s")),
            ("", "s", "", Purpose::Write(Scope::Session), named("", "s")),
            ("", "s", "", Purpose::Read(Scope::Session), named("", "s")),
            ("", "s", "", Purpose::ById, named("", "s")),
            ("", "s", "", Purpose::Write(Scope::User), named("login", "")),
            ("", "s", "", Purpose::Read(Scope::User), named("login", "")),
            ("", "s", "", Purpose::NewSession, named("login", "")),
            ("", "", "admin", Purpose::Write(Scope::Sandbox), named("", "")),
            ("", "", "admin", Purpose::ById, named("", "")),
            ("", "", "admin", Purpose::Write(Scope::User), named("login", "")),
            ("ana", "", "admin", Purpose::ById, named("ana", "")),
            ("", "", "", Purpose::Server, named("", "")),
        ] {
            let found = identity(user, session, role, purpose);
            assert_eq!(found, expected, "{user:?} {session:?} {role:?} {purpose:?}");
        }
    }

    #[test]
    fn a_token_says_whose_it_is() {
        let connector = Connector::new(ClientArgs::default());
        assert_eq!(connector.identity(Purpose::Write(Scope::User), true), (None, None));
    }
}
