//! What is asked of who looks after the server, and what is said.

use std::collections::BTreeMap;

use super::{duration_to, number_to, timestamp_to};
use crate::api::grpc::status::failure;
use crate::domain::{SandboxId, Scope, StoreName};
use crate::error::{Error, Result};
use crate::proto::v1;
use crate::service::Services;
use crate::service::action::{GetStats, Scrub, Sweep};
use crate::service::{Check, Figures, ScrubStep, SweepStep};

/// Things in one step of sweeping when the caller does not say.
const SWEEP_ITEMS: usize = 1_000;
/// Contents in one step of scrubbing when the caller does not say.
const SCRUB_ITEMS: usize = 100;
/// The most of either; more is cut down to it.
const ITEMS_MAX: usize = 10_000;

fn items_from(items: i32, default: usize) -> Result<usize> {
    match usize::try_from(items) {
        Ok(0) => Ok(default),
        Ok(items) => Ok(items.min(ITEMS_MAX)),
        Err(_) => Err(Error::invalid("max_items", "must not be negative")),
    }
}

/// A step of sweeping.
pub(in crate::api::grpc) fn sweep_from(request: v1::SweepRequest) -> Result<Sweep> {
    let max_items = items_from(request.max_items, SWEEP_ITEMS)?;
    Ok(Sweep { max_items, token: request.token, dry_run: request.dry_run })
}

/// What it did.
pub(in crate::api::grpc) fn sweep_to(step: SweepStep) -> v1::SweepResponse {
    v1::SweepResponse {
        expired_artifacts: number_to(step.expired),
        ended_sessions: number_to(step.sessions),
        abandoned_uploads: number_to(step.uploads),
        freed_blobs: number_to(step.blobs),
        freed_bytes: number_to(step.bytes),
        reported: number_to(step.reported),
        next_token: step.next_token,
    }
}

/// A step of scrubbing.
pub(in crate::api::grpc) fn scrub_from(request: v1::ScrubRequest) -> Result<Scrub> {
    let store = match request.store.as_str() {
        "" => None,
        name => Some(StoreName::parse("store", name)?),
    };
    Ok(Scrub { max_items: items_from(request.max_items, SCRUB_ITEMS)?, token: request.token, store })
}

/// What it found.
pub(in crate::api::grpc) fn scrub_to(step: ScrubStep) -> v1::ScrubResponse {
    let findings = step.findings.into_iter().map(|finding| {
        let failure = failure(&finding.error);
        v1::scrub_response::Finding {
            artifact_id: finding.artifact.to_string(),
            version: number_to(finding.version),
            reason: failure.reason,
            message: failure.message,
        }
    });
    v1::ScrubResponse {
        blobs: number_to(step.contents),
        bytes: number_to(step.bytes),
        findings: findings.collect(),
        next_token: step.next_token,
    }
}

/// What was tried and what came of it. An error's message names no secret; its causes stay in the log.
pub(in crate::api::grpc) fn checks_to(checks: Vec<Check>) -> v1::ValidateConfigurationResponse {
    let valid = checks.iter().all(|check| check.outcome.is_ok());
    let checks = checks.into_iter().map(|check| v1::validate_configuration_response::Check {
        name: check.name,
        ok: check.outcome.is_ok(),
        message: check.outcome.err().map(|error| failure(&error).message).unwrap_or_default(),
        took: Some(duration_to(check.took)),
    });
    v1::ValidateConfigurationResponse { valid, checks: checks.collect() }
}

/// Which figures.
pub(in crate::api::grpc) fn stats_from(request: &v1::GetStatsRequest) -> Result<GetStats> {
    let sandbox = match request.sandbox_id.as_str() {
        "" => None,
        name => Some(SandboxId::parse("sandbox_id", name)?),
    };
    Ok(GetStats { sandbox })
}

/// The figures, by scope and by store; every configured store is named.
pub(in crate::api::grpc) fn stats_to(services: &Services, figures: &Figures) -> v1::GetStatsResponse {
    let mut scopes = [Scope::Session, Scope::User, Scope::Sandbox].map(|scope| (scope, 0, 0));
    let mut stores: BTreeMap<StoreName, (u64, u64, u64)> = BTreeMap::new();
    for name in services.store_names() {
        stores.entry(name.clone()).or_default();
    }
    for (scope, store, artifacts, bytes) in &figures.artifacts {
        for of in scopes.iter_mut().filter(|of| of.0 == *scope) {
            of.1 += artifacts;
            of.2 += bytes;
        }
        let of = stores.entry(store.clone()).or_default();
        of.0 += artifacts;
        of.1 += bytes;
    }
    for (store, bytes) in &figures.garbage {
        stores.entry(store.clone()).or_default().2 += bytes;
    }
    let scopes = scopes.map(|(scope, artifacts, bytes)| v1::ScopeStats {
        scope: scope_to(scope).into(),
        artifacts: number_to(artifacts),
        bytes: number_to(bytes),
    });
    let stores = stores.into_iter().map(|(store, (artifacts, bytes, garbage))| v1::StoreStats {
        provider: services.provider_of(&store).to_owned(),
        store: store.to_string(),
        artifacts: number_to(artifacts),
        bytes: number_to(bytes),
        garbage_bytes: number_to(garbage),
    });
    v1::GetStatsResponse {
        artifacts: scopes.iter().map(|scope| scope.artifacts).sum(),
        bytes: scopes.iter().map(|scope| scope.bytes).sum(),
        sessions: number_to(figures.sessions),
        uploads: number_to(figures.uploads),
        scopes: scopes.to_vec(),
        stores: stores.collect(),
        start_time: Some(timestamp_to(services.started())),
    }
}

fn scope_to(scope: Scope) -> v1::Scope {
    match scope {
        Scope::Session => v1::Scope::Session,
        Scope::User => v1::Scope::User,
        Scope::Sandbox => v1::Scope::Sandbox,
    }
}
