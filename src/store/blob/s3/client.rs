//! The client: who we are at the store, where it is, how patient we are with it.
//!
//! There is one for each bucket, made once; connections and credentials are kept in it. What the SDK does by default and
//! we do not want:
//! - *Stalled-stream protection* ends a body that does not move, and ours do not move while a client does not read. It is
//!   off; `send.rs` and `read.rs` watch what moves and how long nothing does.
//! - *Checksums wherever they are supported* are refused by many compatible stores (trailers in chunked bodies): on an
//!   endpoint of one's own they are off unless asked for. Our own CRC32C is kept of every block in any case.
//! - *No timeout* for an operation: ours end within [`S3Config::timeout`], tries again included. Tries again are the SDK's:
//!   exponential with jitter, and paid from a budget of the client, so that a store in trouble is not asked ever more.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use aws_config::BehaviorVersion;
use aws_config::meta::region::RegionProviderChain;
use aws_credential_types::provider::future;
use aws_sdk_s3::Client;
use aws_sdk_s3::config::retry::RetryConfig;
use aws_sdk_s3::config::timeout::TimeoutConfig;
use aws_sdk_s3::config::{
    self, Credentials, ProvideCredentials, Region, RequestChecksumCalculation, ResponseChecksumValidation,
    SharedCredentialsProvider, StalledStreamProtectionConfig,
};

use crate::config::{S3Config, S3Keys};

/// Tries of one request at the most, the first included.
const TRIES: u32 = 4;
/// The wait before the second try is up to this; it doubles from try to try.
const FIRST_WAIT: Duration = Duration::from_millis(100);
/// No wait is longer.
const LONGEST_WAIT: Duration = Duration::from_secs(2);
/// Completing or copying a large object takes a store its time, and it gives no sign meanwhile.
const SLOW: u32 = 10;
/// A machine in the same region connects in milliseconds; from another continent in a fraction of this.
const LONGEST_CONNECT: Duration = Duration::from_secs(3);

/// Makes the client, and what tells how long its credentials live.
pub(super) async fn connect(config: &S3Config) -> (Client, CredentialsLife) {
    let mut loader = aws_config::defaults(BehaviorVersion::latest());
    loader = match (&config.region, &config.endpoint) {
        (Some(region), _) => loader.region(Region::new(region.clone())),
        // Compatible stores take any.
        (None, Some(_)) => loader.region(Region::from_static("us-east-1")),
        (None, None) => loader.region(RegionProviderChain::default_provider().or_else("us-east-1")),
    };
    if let Some(keys) = &config.keys {
        loader = loader.credentials_provider(credentials(keys));
    }
    let found = loader.load().await;
    let life = CredentialsLife::default();
    let mut builder = config::Builder::from(&found)
        .force_path_style(config.path_style)
        .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
        .retry_config(
            RetryConfig::standard()
                .with_max_attempts(TRIES)
                .with_initial_backoff(FIRST_WAIT)
                .with_max_backoff(LONGEST_WAIT),
        )
        .timeout_config(quick(config.timeout));
    if let Some(provider) = found.credentials_provider() {
        builder = builder.credentials_provider(Watched { provider, life: life.clone() });
    }
    if let Some(endpoint) = &config.endpoint {
        builder = builder.endpoint_url(endpoint);
    }
    let (request, response) = if config.sdk_checksums {
        (RequestChecksumCalculation::WhenSupported, ResponseChecksumValidation::WhenSupported)
    } else {
        (RequestChecksumCalculation::WhenRequired, ResponseChecksumValidation::WhenRequired)
    };
    let builder = builder.request_checksum_calculation(request).response_checksum_validation(response);
    (Client::from_conf(builder.build()), life)
}

fn credentials(keys: &S3Keys) -> Credentials {
    let token = keys.token.as_ref().map(|token| token.expose().to_owned());
    Credentials::new(&keys.id, keys.secret.expose(), token, None, "configuration")
}

/// For requests that are answered at once.
fn quick(limit: Duration) -> TimeoutConfig {
    TimeoutConfig::builder()
        .connect_timeout(connecting(limit))
        .operation_attempt_timeout(limit / 3)
        .operation_timeout(limit)
        .build()
}

/// For requests with a body of ours: who sends it watches that it moves.
pub(super) fn moving(limit: Duration) -> config::Builder {
    let timeouts = TimeoutConfig::builder()
        .connect_timeout(connecting(limit))
        .disable_operation_attempt_timeout()
        .disable_operation_timeout();
    aws_sdk_s3::Config::builder().timeout_config(timeouts.build())
}

/// For requests over which a store may think for long.
pub(super) fn slow(limit: Duration) -> config::Builder {
    let timeouts = TimeoutConfig::builder()
        .connect_timeout(connecting(limit))
        .operation_attempt_timeout(limit * SLOW)
        .operation_timeout(limit * SLOW);
    aws_sdk_s3::Config::builder().timeout_config(timeouts.build())
}

fn connecting(limit: Duration) -> Duration {
    (limit / 3).min(LONGEST_CONNECT)
}

/// Until when the credentials live that sign now; `None` for ones without an end.
#[derive(Debug, Clone, Default)]
pub(super) struct CredentialsLife(Arc<Mutex<Option<SystemTime>>>);

impl CredentialsLife {
    pub(super) fn until(&self) -> Option<SystemTime> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Credentials as they were, and their end written down. The SDK keeps what it got until shortly before that end, so what
/// was given last is what signs.
#[derive(Debug)]
struct Watched {
    provider: SharedCredentialsProvider,
    life: CredentialsLife,
}

impl ProvideCredentials for Watched {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(async {
            let given = self.provider.provide_credentials().await?;
            *self.life.0.lock().unwrap_or_else(PoisonError::into_inner) = given.expiry();
            Ok(given)
        })
    }
}
