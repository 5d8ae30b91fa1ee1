//! Finding the server and saying who is calling.
//!
//! One client holds one HTTP/2 connection, opened with the first call and again when it breaks.
//! Identity travels as request metadata with every call, never in request fields.

use std::time::Duration;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use tonic::metadata::{AsciiMetadataValue, MetadataMap};
use tonic::transport::{Channel, Endpoint};

use crate::addresses::{self, InTurn};
use crate::client::{Client, Settings};
use crate::error::{Error, Result};
use crate::retry::RetryPolicy;

/// Where a server listens unless told otherwise.
const DEFAULT_ADDRESS: &str = "127.0.0.1:50051";
/// HTTP/2 windows. The protocol's 64 KiB would hold a transfer to one window per round trip.
const STREAM_WINDOW: u32 = 8 * 1024 * 1024;
const CONNECTION_WINDOW: u32 = 16 * 1024 * 1024;
/// With the default of 16 KiB per frame, downloads run at half the speed.
const MAX_FRAME: u32 = 1024 * 1024;
/// Unary calls; transfers are bounded by silence instead.
const DEADLINE: Duration = Duration::from_secs(30);
const STREAM_IDLE: Duration = Duration::from_mins(1);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const KEEPALIVE_INTERVAL: Duration = Duration::from_secs(30);
const KEEPALIVE_TIMEOUT: Duration = Duration::from_secs(20);

/// Metadata values are percent-encoded UTF-8; these stand as they are.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Makes a [`Client`].
#[derive(Clone)]
pub struct ClientBuilder {
    address: String,
    sandbox: Option<String>,
    user: Option<String>,
    session: Option<String>,
    role: Option<String>,
    token: Option<String>,
    deadline: Duration,
    stream_idle: Duration,
    connect_timeout: Duration,
    keepalive: Option<(Duration, Duration)>,
    retry: RetryPolicy,
}

impl std::fmt::Debug for ClientBuilder {
    /// Without the token.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("address", &self.address)
            .field("sandbox", &self.sandbox)
            .field("user", &self.user)
            .field("session", &self.session)
            .field("role", &self.role)
            .finish_non_exhaustive()
    }
}

impl Default for ClientBuilder {
    fn default() -> Self {
        Self {
            address: DEFAULT_ADDRESS.to_owned(),
            sandbox: None,
            user: None,
            session: None,
            role: None,
            token: None,
            deadline: DEADLINE,
            stream_idle: STREAM_IDLE,
            connect_timeout: CONNECT_TIMEOUT,
            keepalive: Some((KEEPALIVE_INTERVAL, KEEPALIVE_TIMEOUT)),
            retry: RetryPolicy::default(),
        }
    }
}

impl ClientBuilder {
    /// A builder that says nothing but the default address.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes `ARTIGRID_ADDR`, `_SANDBOX`, `_USER`, `_SESSION`, `_ROLE` and `_TOKEN` from the
    /// environment; empty is as good as unset.
    ///
    /// # Errors
    /// A variable is not UTF-8.
    pub fn from_env() -> Result<Self> {
        let mut builder = Self::new();
        if let Some(address) = variable("ARTIGRID_ADDR")? {
            builder.address = address;
        }
        builder.sandbox = variable("ARTIGRID_SANDBOX")?;
        builder.user = variable("ARTIGRID_USER")?;
        builder.session = variable("ARTIGRID_SESSION")?;
        builder.role = variable("ARTIGRID_ROLE")?;
        builder.token = variable("ARTIGRID_TOKEN")?;
        Ok(builder)
    }

    /// Where the server is: `http://host:port`, or on loopback a bare `host:port`. Several, with commas between, are
    /// replicas: one of them is talked to, and when that connection ends the next that answers.
    #[must_use]
    pub fn address(mut self, address: impl Into<String>) -> Self {
        self.address = address.into();
        self
    }

    /// The sandbox; the server's default when not named.
    #[must_use]
    pub fn sandbox(mut self, sandbox: impl Into<String>) -> Self {
        self.sandbox = Some(sandbox.into());
        self
    }

    /// The user to act for.
    #[must_use]
    pub fn user(mut self, user: impl Into<String>) -> Self {
        self.user = Some(user.into());
        self
    }

    /// The session to act in. When not named, the client keeps that of its first write to session
    /// scope.
    #[must_use]
    pub fn session(mut self, session: impl Into<String>) -> Self {
        self.session = Some(session.into());
        self
    }

    /// The role, where the server believes metadata: `user`, `service`, `admin` or `operator`.
    #[must_use]
    pub fn role(mut self, role: impl Into<String>) -> Self {
        self.role = Some(role.into());
        self
    }

    /// A JWT or API key.
    #[must_use]
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// How long a call other than a transfer may take in all, each try by itself. Default 30 s.
    #[must_use]
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// How long a download may be silent before it is given up and resumed. Default 60 s.
    #[must_use]
    pub fn stream_idle_timeout(mut self, idle: Duration) -> Self {
        self.stream_idle = idle;
        self
    }

    /// How long connecting may take. Default 10 s.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Pings while calls run, so that a dead peer is noticed: every `interval`, given up after
    /// `timeout`. Default 30 s and 20 s.
    #[must_use]
    pub fn keepalive(mut self, interval: Duration, timeout: Duration) -> Self {
        self.keepalive = Some((interval, timeout));
        self
    }

    /// How calls that may be repeated are tried again.
    #[must_use]
    pub fn retry(mut self, retry: RetryPolicy) -> Self {
        self.retry = retry;
        self
    }

    /// Makes the client, inside a tokio runtime. The connection is opened with the first call.
    ///
    /// # Errors
    /// The address is not one, or would send content in the clear beyond this machine.
    pub fn build(self) -> Result<Client> {
        let (endpoint, several) = self.endpoint()?;
        let channel = match several {
            Some(in_turn) => endpoint.connect_with_connector_lazy(in_turn),
            None => endpoint.connect_lazy(),
        };
        self.build_on(channel)
    }

    /// Makes the client and waits until the server is reached.
    ///
    /// # Errors
    /// As [`build`](Self::build), and when the server cannot be reached.
    pub async fn connect(self) -> Result<Client> {
        let (endpoint, several) = self.endpoint()?;
        let connected = match several {
            Some(in_turn) => endpoint.connect_with_connector(in_turn).await,
            None => endpoint.connect().await,
        };
        let channel = connected.map_err(|error| {
            let cause = std::error::Error::source(&error).map(ToString::to_string);
            let cause = cause.unwrap_or_else(|| error.to_string());
            Error::broken(format!("{} cannot be reached: {cause}", self.address))
        })?;
        self.build_on(channel)
    }

    fn build_on(self, channel: Channel) -> Result<Client> {
        let mut identity = MetadataMap::new();
        let named = [
            ("artigrid-sandbox", &self.sandbox),
            ("artigrid-user", &self.user),
            ("artigrid-role", &self.role),
        ];
        for (key, value) in named {
            if let Some(value) = value {
                identity.insert(key, encoded(value));
            }
        }
        if let Some(token) = &self.token {
            let mut bearer = AsciiMetadataValue::try_from(format!("Bearer {token}"))
                .map_err(|_| Error::usage("the token has characters that no token has"))?;
            bearer.set_sensitive(true);
            identity.insert("authorization", bearer);
        }
        let settings =
            Settings { identity, deadline: self.deadline, stream_idle: self.stream_idle, retry: self.retry };
        Ok(Client::new(channel, settings, self.session))
    }

    /// How to connect, and to which servers if there are several.
    fn endpoint(&self) -> Result<(Endpoint, Option<InTurn>)> {
        let addresses = addresses::parse(&self.address)?;
        let tries = u32::try_from(addresses.len()).unwrap_or(u32::MAX);
        let first = addresses.first().cloned().unwrap_or_default();
        let several = (tries > 1).then(|| InTurn::new(addresses, self.connect_timeout));
        let mut endpoint = Endpoint::from(first)
            .connect_timeout(self.connect_timeout.saturating_mul(tries))
            .tcp_nodelay(true)
            .initial_stream_window_size(STREAM_WINDOW)
            .initial_connection_window_size(CONNECTION_WINDOW)
            .max_frame_size(MAX_FRAME);
        if let Some((interval, timeout)) = self.keepalive {
            endpoint = endpoint.http2_keep_alive_interval(interval).keep_alive_timeout(timeout);
        }
        let endpoint = endpoint
            .user_agent(concat!("artigrid-client-rust/", env!("CARGO_PKG_VERSION")))
            .map_err(|error| Error::usage(error.to_string()))?;
        Ok((endpoint, several))
    }
}

/// Percent-encoded, so that any UTF-8 can be metadata.
pub(crate) fn encoded(value: &str) -> AsciiMetadataValue {
    let text = utf8_percent_encode(value, PLAIN).to_string();
    // Percent-encoding leaves visible ASCII only, which is what a value may hold.
    AsciiMetadataValue::try_from(text).unwrap_or_else(|_| AsciiMetadataValue::from_static(""))
}

#[expect(clippy::disallowed_methods, reason = "the client's variables are read here and nowhere else")]
fn variable(name: &str) -> Result<Option<String>> {
    match std::env::var(name) {
        Ok(value) => Ok(Some(value).filter(|value| !value.is_empty())),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => Err(Error::usage(format!("{name} is not UTF-8"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_utf8_can_be_a_metadata_value() {
        assert_eq!(encoded("zoë m@x").to_str().unwrap(), "zo%C3%AB%20m%40x");
        assert_eq!(encoded("sess-1_a.b~").to_str().unwrap(), "sess-1_a.b~");
    }
}
