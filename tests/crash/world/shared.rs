//! What replicas share: a Postgres, a Redis and a bucket of an S3 server, all of them real and of this process alone.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use artigrid_test_services::{Garage, Postgres, Redis, or_skip};
use aws_sdk_s3::config::{BehaviorVersion, Credentials, Region};
use sqlx::{Connection as _, PgConnection, Row as _};

use super::server::Launch;

/// Says whose the bucket is, and is nobody's content.
const MARK: &str = "grid/.artigrid-store";

/// A database, a bucket and a key prefix that nobody else uses.
pub(crate) struct Shared {
    redis: Arc<Redis>,
    garage: Arc<Garage>,
    bucket: String,
    catalog: String,
}

impl Shared {
    /// Fresh ones, or `None` after saying loudly which server is not installed here.
    pub(crate) fn fresh() -> Option<Self> {
        let postgres = or_skip(Postgres::shared())?;
        let (redis, garage) = (or_skip(Redis::shared())?, or_skip(Garage::shared())?);
        let (bucket, catalog) = (garage.fresh_bucket(), postgres.fresh_database());
        Some(Self { redis, garage, bucket, catalog })
    }

    /// A server that shares them with others.
    pub(crate) fn launch(&self) -> Launch {
        let (key, secret) = self.garage.key();
        let flags = [
            "--provider=s3".to_owned(),
            format!("--bucket={}", self.bucket),
            format!("--s3-endpoint-url={}", self.garage.endpoint()),
            format!("--aws-region={}", self.garage.region()),
            format!("--aws-access-key-id={key}"),
            format!("--aws-secret-access-key={secret}"),
            format!("--catalog={}", self.catalog),
            format!("--sessions-prefix={}", self.bucket),
        ];
        let launch = Launch::in_memory()
            .variable("SESSION_PROVIDER", "redis")
            .variable("SESSION_REDIS_URL", &self.redis.url());
        flags.iter().fold(launch, |launch, flag| launch.flag(flag))
    }

    async fn rows(&self) -> PgConnection {
        PgConnection::connect(&self.catalog).await.unwrap()
    }

    /// Who sweeps, or did when it was last looked at.
    pub(crate) async fn sweeper(&self) -> Option<String> {
        let holder = sqlx::query_scalar("SELECT holder FROM leases WHERE name = 'sweep'");
        holder.fetch_optional(&mut self.rows().await).await.unwrap()
    }

    /// How many artifacts and waiting deletes there are.
    pub(crate) async fn kept(&self) -> i64 {
        let count = "SELECT (SELECT count(*) FROM artifacts) + (SELECT count(*) FROM garbage)";
        sqlx::query_scalar(count).fetch_one(&mut self.rows().await).await.unwrap()
    }

    /// Holds every byte of the bucket against the rows, and answers the ids of the artifacts.
    pub(crate) async fn inspect(&self) -> BTreeSet<String> {
        // First the bytes: a row may go meanwhile, but none of its bytes before it.
        let (stored, unfinished) = self.bytes().await;
        let mut rows = self.rows().await;
        let mut artifacts = BTreeSet::new();
        let mut known = BTreeSet::new();
        let found = sqlx::query("SELECT encode(id, 'hex') AS id, size, blob_key FROM artifacts");
        for row in found.fetch_all(&mut rows).await.unwrap() {
            artifacts.insert(row.get::<String, _>("id"));
            if let Some(key) = row.get::<Option<String>, _>("blob_key") {
                assert_eq!(stored.get(&key), Some(&row.get::<i64, _>("size")), "the bytes of a row: {key}");
                known.insert(key);
            }
        }
        // What a killed server was writing is in its row, until that is due.
        let writing: Vec<String> = sqlx::query_scalar("SELECT blob_key FROM uploads WHERE state < 2")
            .fetch_all(&mut rows)
            .await
            .unwrap();
        let garbage: Vec<String> =
            sqlx::query_scalar("SELECT blob_key FROM garbage WHERE blob_key IS NOT NULL")
                .fetch_all(&mut rows)
                .await
                .unwrap();
        for key in &unfinished {
            assert!(writing.contains(key), "parts without a row: {key}");
        }
        known.extend(writing);
        known.extend(garbage);
        for key in stored.keys() {
            assert!(known.contains(key), "bytes without a row: {key}");
        }
        artifacts
    }

    /// Keys and sizes of what is there, and keys of what was begun in parts.
    async fn bytes(&self) -> (BTreeMap<String, i64>, Vec<String>) {
        let (id, secret) = self.garage.key();
        let config = aws_sdk_s3::Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new(self.garage.region()))
            .endpoint_url(self.garage.endpoint())
            .force_path_style(true)
            .credentials_provider(Credentials::new(id, secret, None, None, "test"));
        let client = aws_sdk_s3::Client::from_conf(config.build());
        let mut stored = BTreeMap::new();
        let mut pages = client.list_objects_v2().bucket(&self.bucket).into_paginator().send();
        while let Some(page) = pages.next().await {
            for object in page.unwrap().contents.unwrap_or_default() {
                stored.insert(object.key.unwrap(), object.size.unwrap());
            }
        }
        assert!(stored.remove(MARK).is_some(), "the bucket has no mark: {stored:?}");
        let begun = client.list_multipart_uploads().bucket(&self.bucket).send().await.unwrap();
        let begun = begun.uploads.unwrap_or_default().into_iter().map(|upload| upload.key.unwrap());
        (stored, begun.collect())
    }
}
