//! The servers that a server leans on, each the proof's own: to be stopped, killed and brought back where they were.
//!
//! Each proof names those that it takes. What is not named is on the disk: a proof about Redis runs where no S3 is.

use std::path::Path;
use std::time::Duration;

use artigrid_client::Artifact;
use artigrid_test_services::{Garage, Postgres, Redis, or_skip};
use aws_config::BehaviorVersion;
use aws_sdk_s3::config::{Builder, Credentials, Region};
use tokio::task::block_in_place;

use super::endpoint::Endpoint;
use super::server::{Launch, Profile};

/// How long S3 may give no sign.
const S3_TIMEOUT: Duration = Duration::from_secs(2);
/// How long a connection to Redis, or an answer of it, may take.
const SESSIONS_TIMEOUT: Duration = Duration::from_secs(1);
/// How long a connection to Postgres may take to become free, or a statement to end.
const CATALOG_TIMEOUT: Duration = Duration::from_secs(2);
/// What a call costs that nothing holds up, on a machine with other things to do.
const OWN_TIME: Duration = Duration::from_secs(2);

/// What a server leans on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dependency {
    /// S3.
    Blobs,
    /// Redis.
    Sessions,
    /// Postgres.
    Catalog,
}

impl Dependency {
    /// What errors call it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Blobs => "blobs",
            Self::Sessions => "sessions",
            Self::Catalog => "catalog",
        }
    }

    /// How long a call may take that this one holds up. A call asks it twice at the most before it gives up: S3 to take
    /// something and to take back what it took, Redis and the catalog for who calls and for what is called for.
    pub(super) fn patience(self) -> Duration {
        let configured = match self {
            Self::Blobs => S3_TIMEOUT,
            Self::Sessions => 2 * SESSIONS_TIMEOUT,
            Self::Catalog => 2 * CATALOG_TIMEOUT,
        };
        2 * configured + OWN_TIME
    }
}

/// Running servers.
pub(crate) struct Backends {
    garage: Option<(Garage, String)>,
    redis: Option<Redis>,
    postgres: Option<(Postgres, String)>,
    endpoint: Option<Endpoint>,
}

impl Backends {
    /// Starts these; `None`, loudly, if one of them is not installed.
    pub(crate) fn start(needed: &[Dependency]) -> Option<Self> {
        block_in_place(|| {
            let mut backends = Self { garage: None, redis: None, postgres: None, endpoint: None };
            for dependency in needed {
                match dependency {
                    Dependency::Blobs => {
                        let garage = or_skip(Garage::start())?;
                        let bucket = garage.fresh_bucket();
                        backends.garage = Some((garage, bucket));
                    }
                    Dependency::Sessions => backends.redis = Some(or_skip(Redis::start())?),
                    Dependency::Catalog => {
                        let postgres = or_skip(Postgres::start())?;
                        let url = postgres.fresh_database();
                        backends.postgres = Some((postgres, url));
                    }
                }
            }
            Some(backends)
        })
    }

    /// Puts an endpoint before S3 that misbehaves when it is told to.
    pub(crate) async fn behind_an_endpoint(mut self) -> Self {
        let (garage, _) = self.garage.as_ref().expect("an endpoint stands before S3");
        self.endpoint = Some(Endpoint::before(&garage.endpoint()).await);
        self
    }

    /// A server that leans on them, and on the disk for the rest.
    pub(crate) fn launch(&self, dir: &Path) -> Launch {
        let mut launch = Launch::on(dir, Profile::Files);
        if let Some((garage, bucket)) = &self.garage {
            let endpoint =
                self.endpoint.as_ref().map_or_else(|| garage.endpoint(), |before| before.url.clone());
            let (id, secret) = garage.key();
            launch = launch
                .variable("ARTIFACT_PROVIDER", "s3")
                .variable("ARTIFACT_BUCKET", bucket)
                .variable("S3_ENDPOINT_URL", &endpoint)
                .variable("AWS_REGION", garage.region())
                .variable("AWS_ACCESS_KEY_ID", id)
                .variable("AWS_SECRET_ACCESS_KEY", secret)
                .variable("ARTIGRID_S3_TIMEOUT", &seconds(S3_TIMEOUT))
                .variable("ARTIGRID_S3_PART_SIZE", "5MiB");
        }
        if let Some(redis) = &self.redis {
            launch = launch
                .variable("SESSION_PROVIDER", "redis")
                .variable("SESSION_REDIS_URL", &redis.url())
                .variable("ARTIGRID_SESSIONS_CONNECT_TIMEOUT", &seconds(SESSIONS_TIMEOUT))
                .variable("ARTIGRID_SESSIONS_COMMAND_TIMEOUT", &seconds(SESSIONS_TIMEOUT));
        }
        if let Some((_, url)) = &self.postgres {
            launch = launch
                .variable("ARTIGRID_CATALOG", url)
                .variable("ARTIGRID_CATALOG_ACQUIRE_TIMEOUT", &seconds(CATALOG_TIMEOUT))
                .variable("ARTIGRID_CATALOG_STATEMENT_TIMEOUT", &seconds(CATALOG_TIMEOUT));
        }
        launch
    }

    /// Are rows where other servers may be at work, too?
    pub(super) fn share_the_catalog(&self) -> bool {
        self.postgres.is_some()
    }

    /// The endpoint before S3.
    pub(super) fn endpoint(&self) -> &Endpoint {
        self.endpoint.as_ref().expect("started behind an endpoint")
    }

    /// Stops it or lets it go on: it takes connections, and answers none.
    pub(super) fn signal(&self, dependency: Dependency, signal: &str) {
        let server = match dependency {
            Dependency::Blobs => self.garage.as_ref().map(|(garage, _)| garage.server()),
            Dependency::Sessions => self.redis.as_ref().map(Redis::server),
            Dependency::Catalog => self.postgres.as_ref().map(|(postgres, _)| postgres.server()),
        };
        block_in_place(|| server.expect("one of those that were started").signal_all(signal));
    }

    /// SIGKILL.
    pub(super) fn kill(&mut self, dependency: Dependency) {
        block_in_place(|| match dependency {
            Dependency::Blobs => self.garage.as_mut().map(|(garage, _)| garage.kill()),
            Dependency::Sessions => self.redis.as_mut().map(Redis::kill),
            Dependency::Catalog => self.postgres.as_mut().map(|(postgres, _)| postgres.kill()),
        })
        .expect("one of those that were started");
    }

    /// Starts it again, on the same port and on what it left.
    pub(super) fn restart(&mut self, dependency: Dependency) {
        block_in_place(|| match dependency {
            Dependency::Blobs => self.garage.as_mut().map(|(garage, _)| garage.restart()),
            Dependency::Sessions => self.redis.as_mut().map(Redis::restart),
            Dependency::Catalog => self.postgres.as_mut().map(|(postgres, _)| postgres.restart()),
        })
        .expect("one of those that were started");
    }

    /// How many objects lie in the bucket that are none of these artifacts' (but for the one that says whose it is), and how
    /// many uploads are unfinished.
    pub(super) async fn left_in_the_bucket(&self, artifacts: &[Artifact]) -> Option<(usize, usize)> {
        let (garage, bucket) = self.garage.as_ref()?;
        let (id, secret) = garage.key();
        let config = Builder::new()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new(garage.region()))
            .credentials_provider(Credentials::new(id, secret, None, None, "proof"))
            .endpoint_url(garage.endpoint())
            .force_path_style(true)
            .build();
        let client = aws_sdk_s3::Client::from_conf(config);
        let mut pages = client.list_objects_v2().bucket(bucket).into_paginator().send();
        let (mut stray, mut found) = (0, 0);
        let owned = artifacts.iter().filter(|artifact| artifact.store != "catalog");
        let owned: Vec<String> = owned.map(|artifact| format!("{}.", artifact.grid_key)).collect();
        while let Some(page) = pages.next().await {
            for object in page.unwrap().contents.unwrap_or_default() {
                let key = object.key.unwrap();
                if owned.iter().any(|owned| key.starts_with(owned)) {
                    found += 1;
                } else if key != "grid/.artigrid-store" {
                    stray += 1;
                }
            }
        }
        // Two objects of one artifact: one of them is what was replaced.
        stray += found - owned.len().min(found);
        let uploads = client.list_multipart_uploads().bucket(bucket).send().await.unwrap();
        Some((stray, uploads.uploads.unwrap_or_default().len()))
    }
}

fn seconds(time: Duration) -> String {
    format!("{}s", time.as_secs())
}
