//! A bucket for a test world: s3s-fs over files in the world's folder, so that they outlive the server that is restarted.

use std::path::Path;

use artigrid_test_services::{Garage, or_skip};
use hyper_util::rt::{TokioExecutor, TokioIo};

/// What tells a server of the bucket under this folder, whose server is started now.
pub(super) fn flags(dir: &Path) -> Vec<String> {
    let root = dir.join("s3");
    std::fs::create_dir_all(root.join("artifacts")).unwrap();
    let mut service = s3s::service::S3ServiceBuilder::new(s3s_fs::FileSystem::new(&root).unwrap());
    service.set_auth(s3s::auth::SimpleAuth::from_single("nobody", "nothing"));
    let service = service.build();
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.set_nonblocking(true).unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let listener = tokio::net::TcpListener::from_std(listener).unwrap();
        while let Ok((socket, _)) = listener.accept().await {
            let service = service.clone();
            tokio::spawn(async move {
                let server = hyper_util::server::conn::auto::Builder::new(TokioExecutor::new());
                // A client that goes away is none of the server's failures.
                let _ = server.serve_connection(TokioIo::new(socket), service).await;
            });
        }
    });
    vec![
        format!("--data-dir={}", dir.display()),
        "--provider=s3".to_owned(),
        "--bucket=artifacts".to_owned(),
        format!("--s3-endpoint-url={endpoint}"),
        "--aws-access-key-id=nobody".to_owned(),
        "--aws-secret-access-key=nothing".to_owned(),
        // The test's clock is not that of whoever looks at signatures: URLs to the bucket have tests of their own.
        "--presign=proxy".to_owned(),
    ]
}

/// What tells a server of a bucket of its own in the garage that this process's tests share; without a garage here, that
/// is said.
pub(crate) async fn garage() -> Option<Vec<String>> {
    let bucket = || or_skip(Garage::shared()).map(|garage| (garage.fresh_bucket(), garage));
    let (bucket, garage) = tokio::task::spawn_blocking(bucket).await.unwrap()?;
    let (id, secret) = garage.key();
    Some(vec![
        "--provider=s3".to_owned(),
        format!("--bucket={bucket}"),
        format!("--s3-endpoint-url={}", garage.endpoint()),
        format!("--aws-region={}", garage.region()),
        format!("--aws-access-key-id={id}"),
        format!("--aws-secret-access-key={secret}"),
    ])
}
