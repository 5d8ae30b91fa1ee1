//! A bucket of one's own: of a garage that the process's tests share, or of an s3s-fs that lives in the test.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use artigrid_test_services::{Garage, or_skip};
use aws_sdk_s3::Client;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::TcpListener;

use crate::clock::SystemClock;
use crate::config::{S3Config, S3Flavor, S3Keys, Secret};
use crate::shutdown::{Shutdown, spawn_detached};
use crate::store::blob::s3::client;
use crate::store::blob::{Around, BlobConfig, BlobStore, Buffers, open};

/// A bucket, or a prefix in one, and a client that looks at it from outside.
pub(in crate::store::blob) struct World {
    pub(in crate::store::blob) config: S3Config,
    pub(in crate::store::blob) client: Client,
    /// Where s3s-fs keeps its files.
    dir: Option<tempfile::TempDir>,
}

/// What a process has around its stores; its clock is the real one, since a server looks at the times in signatures.
pub(in crate::store::blob) fn around(nonce: u64) -> Around {
    Around { nonce, clock: Arc::new(SystemClock), shutdown: Shutdown::new(), buffers: Buffers::new(64 << 20) }
}

/// A bucket at this endpoint.
pub(in crate::store::blob) fn config(endpoint: &str, bucket: &str, part_size: u64) -> S3Config {
    S3Config {
        flavor: S3Flavor::S3,
        bucket: bucket.to_owned(),
        prefix: String::new(),
        endpoint: Some(endpoint.to_owned()),
        region: None,
        keys: Some(S3Keys { id: "nobody".to_owned(), secret: Secret::new("nothing"), token: None }),
        path_style: true,
        encryption: None,
        sdk_checksums: false,
        timeout: Duration::from_secs(30),
        part_size,
    }
}

impl World {
    /// A part of a garage, if there is one; others are said to be skipped.
    pub(in crate::store::blob) async fn garage(part_size: u64) -> Option<Self> {
        static BUCKET: std::sync::OnceLock<String> = std::sync::OnceLock::new();
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let garage = tokio::task::spawn_blocking(|| or_skip(Garage::shared())).await.unwrap()?;
        let bucket = {
            let garage = Arc::clone(&garage);
            tokio::task::spawn_blocking(move || BUCKET.get_or_init(|| garage.fresh_bucket())).await.unwrap()
        };
        let (id, secret) = garage.key();
        let config = S3Config {
            prefix: format!("world {}/", NUMBER.fetch_add(1, Ordering::Relaxed)),
            region: Some(garage.region().to_owned()),
            keys: Some(S3Keys { id: id.to_owned(), secret: Secret::new(secret), token: None }),
            ..config(&garage.endpoint(), bucket, part_size)
        };
        let (client, _) = client::connect(&config).await;
        Some(Self { config, client, dir: None })
    }

    /// An s3s-fs.
    pub(in crate::store::blob) async fn s3s_fs(part_size: u64) -> Self {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("bucket")).unwrap();
        let mut service = s3s::service::S3ServiceBuilder::new(s3s_fs::FileSystem::new(dir.path()).unwrap());
        service.set_auth(s3s::auth::SimpleAuth::from_single("nobody", "nothing"));
        let service = service.build();
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        spawn_detached(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let service = service.clone();
                spawn_detached(async move {
                    let server = hyper_util::server::conn::auto::Builder::new(TokioExecutor::new());
                    // A client that goes away is none of the server's failures.
                    let _ = server.serve_connection(TokioIo::new(socket), service).await;
                });
            }
        });
        let config = config(&endpoint, "bucket", part_size);
        let (client, _) = client::connect(&config).await;
        Self { config, client, dir: Some(dir) }
    }

    /// The store as a process has it.
    pub(in crate::store::blob) async fn process(&self, nonce: u64) -> Arc<dyn BlobStore> {
        open(&BlobConfig::S3(Box::new(self.config.clone())), &around(nonce)).await.unwrap()
    }

    /// The key of an object in the bucket.
    pub(in crate::store::blob) fn key(&self, key: &str) -> String {
        format!("{}{key}", self.config.prefix)
    }

    /// Replaces or removes an object.
    pub(in crate::store::blob) async fn damage(&self, key: &str, bytes: Option<Vec<u8>>) {
        let key = self.key(key);
        match bytes {
            Some(bytes) => {
                let put = self.client.put_object().bucket(&self.config.bucket).key(key).body(bytes.into());
                put.send().await.unwrap();
            }
            None => {
                self.client.delete_object().bucket(&self.config.bucket).key(key).send().await.unwrap();
            }
        }
    }

    /// How many multipart uploads are open.
    pub(in crate::store::blob) async fn uploads(&self) -> usize {
        if let Some(dir) = &self.dir {
            let names = std::fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().path());
            let upload = |path: &PathBuf| path.to_str().is_some_and(|path| path.contains("/.upload-"));
            return names.filter(upload).count();
        }
        let list =
            self.client.list_multipart_uploads().bucket(&self.config.bucket).prefix(&self.config.prefix);
        list.send().await.unwrap().uploads.unwrap_or_default().len()
    }
}
