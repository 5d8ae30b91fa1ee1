//! S3, Redis and Postgres: memory beside large uploads, and times beside troubles.

use std::time::Duration;

use crate::world::{
    Backends, Dependency, Misbehaviour, Ordeal, Trouble, Uploads, go_through, seed, upload_to_s3,
};

/// What the server may have in memory while ten upload 2 GiB each.
const TEN_UPLOADS_MAX_MIB: u64 = 512;
/// And while one does.
const ONE_UPLOAD_MAX_MIB: u64 = 128;
/// What one server leans on here.
const DEPENDENCIES: &[Dependency] = &[Dependency::Blobs, Dependency::Sessions, Dependency::Catalog];
/// How long each trouble lasts.
const LASTS: Duration = Duration::from_secs(10);

/// With the sizes of pools that the server has by itself; the formula explains both figures.
pub(crate) async fn memory() {
    for (at_once, mark) in [(10, TEN_UPLOADS_MAX_MIB), (1, ONE_UPLOAD_MAX_MIB)] {
        let uploads = Uploads { at_once, mib: 2 << 10, parts_mib: 256, messages: 32 };
        let resident = upload_to_s3(uploads, seed()).await.expect("a proof about S3 needs one");
        let promised = resident.before + uploads.formula();
        assert!(promised <= mark, "the formula promises {promised} MiB, more than {mark}");
        assert!(resident.peak <= promised, "more than the formula says");
    }
}

/// All of them under one server, each in every trouble that there is; then S3 by itself, misbehaving.
pub(crate) async fn troubles() {
    let ordeal = Ordeal { callers: 8, lasts: LASTS, timed: true, seed: seed() };
    let backends = Backends::start(DEPENDENCIES).expect("a proof about them needs them all");
    let troubles: Vec<_> = DEPENDENCIES
        .iter()
        .flat_map(|dependency| [Trouble::Stopped(*dependency), Trouble::Killed(*dependency)])
        .collect();
    go_through(backends, &troubles, ordeal).await;

    let backends = Backends::start(&[Dependency::Blobs]).expect("a proof about S3 needs one");
    let troubles = Misbehaviour::ALL.map(Trouble::Misbehaves);
    go_through(backends.behind_an_endpoint().await, &troubles, ordeal).await;
}
