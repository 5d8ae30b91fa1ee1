//! No RPC and no HTTP route without an answer to who may call it: each is on the page of [`crate::policy_matrix`], or not built yet.

use std::collections::BTreeSet;

use artigrid::api::http::ROUTES;
use artigrid::proto::DESCRIPTORS;
use prost::Message as _;
use prost_types::FileDescriptorSet;
use tonic::client::Grpc;
use tonic::{Code, Request, Status};
use tonic_prost::ProstCodec;

use crate::harness::{Raw, TestServer, Who, reason};

const PAGE: &str = include_str!("policy_matrix.txt");

/// What answers UNIMPLEMENTED until its issue: this list may only shrink.
const NOT_BUILT: &[&str] = &[
    "artigrid.v1.AdminService/AdoptStore",
    "artigrid.v1.AdminService/CreateApiKey",
    "artigrid.v1.AdminService/DeleteQuota",
    "artigrid.v1.AdminService/EraseUser",
    "artigrid.v1.AdminService/GetUsage",
    "artigrid.v1.AdminService/ListApiKeys",
    "artigrid.v1.AdminService/ListAuditEvents",
    "artigrid.v1.AdminService/ListQuotas",
    "artigrid.v1.AdminService/RevokeApiKey",
    "artigrid.v1.AdminService/SetQuota",
    "artigrid.v1.SearchService/CountArtifacts",
    "artigrid.v1.SearchService/WatchArtifacts",
];

/// Every RPC of the contract, as `package.Service/Method`.
fn contract() -> BTreeSet<String> {
    let files = FileDescriptorSet::decode(DESCRIPTORS).unwrap().file;
    let mut rpcs = BTreeSet::new();
    for file in &files {
        for service in &file.service {
            for method in &service.method {
                rpcs.insert(format!("{}.{}/{}", file.package(), service.name(), method.name()));
            }
        }
    }
    rpcs
}

/// The RPCs that have a block on the page.
fn answered() -> BTreeSet<String> {
    let titles = PAGE.lines().filter(|line| !line.starts_with(' ') && line.contains('/'));
    titles.map(|line| line.split(' ').next().unwrap().to_owned()).collect()
}

#[test]
fn every_rpc_of_the_contract_is_on_the_page_or_not_built_and_never_both() {
    let not_built: BTreeSet<String> = NOT_BUILT.iter().map(ToString::to_string).collect();
    let both: Vec<_> = answered().intersection(&not_built).cloned().collect();
    assert!(both.is_empty(), "on the page, and said not to be built: {both:?}");
    let known: BTreeSet<String> = answered().union(&not_built).cloned().collect();
    let routes: BTreeSet<String> = ROUTES.iter().map(ToString::to_string).collect();
    let all: BTreeSet<String> = contract().union(&routes).cloned().collect();
    assert_eq!(known, all, "an RPC or a route has no rows, or rows have none");
}

#[tokio::test]
async fn what_is_not_built_says_so_with_a_reason() {
    let server = TestServer::memory().await;
    let raw = server.raw(Who::user("ana"));
    for rpc in NOT_BUILT {
        let status = call(&raw, rpc).await.expect_err(rpc);
        assert_eq!(
            (status.code(), reason(&status).as_str()),
            (Code::Unimplemented, "UNIMPLEMENTED"),
            "{rpc}"
        );
    }
}

/// Calls a method by its name, with the empty message.
async fn call(raw: &Raw, rpc: &str) -> Result<(), Status> {
    let mut grpc = Grpc::new(raw.service());
    grpc.ready().await.unwrap();
    let path = format!("/{rpc}").parse().unwrap();
    grpc.unary(Request::new(()), path, ProstCodec::<(), ()>::default()).await.map(drop)
}
