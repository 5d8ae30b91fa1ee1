//! Compiles the contract in `proto/` by a compiler written in Rust, so that nothing else needs to be installed.

use std::path::PathBuf;

const PROTOS: &[&str] = &[
    "artigrid/v1/admin_service.proto",
    "artigrid/v1/artifact_service.proto",
    "artigrid/v1/errors.proto",
    "artigrid/v1/resources.proto",
    "artigrid/v1/search_service.proto",
    "artigrid/v1/session_service.proto",
    "grpc/health/v1/health.proto",
];

#[expect(clippy::disallowed_methods, reason = "cargo tells a build script where to write by a variable")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo:rerun-if-changed=proto");
    let mut compiler = protox::Compiler::new(["proto"])?;
    compiler.include_imports(true).include_source_info(true).open_files(PROTOS)?;
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    // For server reflection.
    std::fs::write(out.join("descriptors.bin"), compiler.encode_file_descriptor_set())?;
    tonic_prost_build::configure()
        // Payloads stay slices of the message they came in.
        .bytes(".")
        .build_client(false)
        // A method that is not built yet answers UNIMPLEMENTED by itself.
        .generate_default_stubs(true)
        .compile_fds(compiler.file_descriptor_set())?;
    Ok(())
}
