//! The stubs are checked in, because a published crate cannot reach the protos of the repository.
//! This test makes them anew and compares; with `ARTIGRID_WRITE_STUBS` set (see `generate`) it
//! writes them instead.
#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use std::path::{Path, PathBuf};
use std::{env, fs};

const PROTOS: [&str; 7] = [
    "artigrid/v1/admin_service.proto",
    "artigrid/v1/artifact_service.proto",
    "artigrid/v1/errors.proto",
    "artigrid/v1/resources.proto",
    "artigrid/v1/search_service.proto",
    "artigrid/v1/session_service.proto",
    "grpc/health/v1/health.proto",
];

#[test]
fn checked_in_stubs_are_what_the_protos_make() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let fresh = tempfile::tempdir().unwrap();
    generate(&here.join("../../proto"), fresh.path());

    let kept = here.join("src/gen");
    if env::var_os("ARTIGRID_WRITE_STUBS").is_some() {
        fs::create_dir_all(&kept).unwrap();
        for name in names(fresh.path()) {
            fs::copy(fresh.path().join(&name), kept.join(&name)).unwrap();
        }
    }
    assert_eq!(names(fresh.path()), names(&kept), "other files: run clients/rust/generate");
    for name in names(&kept) {
        let same = fs::read(kept.join(&name)).unwrap() == fs::read(fresh.path().join(&name)).unwrap();
        assert!(same, "{} is stale: run clients/rust/generate", name.display());
    }
}

fn generate(protos: &Path, out: &Path) {
    let descriptors = protox::compile(PROTOS, [protos]).unwrap();
    tonic_prost_build::configure()
        // Payloads are reference-counted slices of what was received, not copies.
        .bytes(".")
        // Servers are for this crate's own tests only.
        .server_mod_attribute(".", "#[cfg(test)]")
        .generate_default_stubs(true)
        .out_dir(out)
        .compile_fds(descriptors)
        .unwrap();
}

fn names(folder: &Path) -> Vec<PathBuf> {
    let mut names: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into()).collect();
    names.sort();
    names
}
