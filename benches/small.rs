//! Calls that fit into one message, by one caller and by many on one connection, with everything in memory.

use crate::child::Server;
use crate::client::{Client, calls};
use crate::ours::{Ours, Storage};
use crate::report::Report;
use crate::{Effort, KIB, Outcome};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

const CALLERS: [usize; 3] = [1, 32, 128];

pub(crate) async fn measure(effort: Effort) -> Outcome<Report> {
    let mut report = Report::new("small", "calls/s", effort.quick);
    for size in [KIB, 64 * KIB] {
        for callers in CALLERS {
            let total = total(effort, size, callers);
            for _ in 0..effort.repetitions {
                let bare = Server::baseline(&["grpc", "none"]).await?;
                all_calls(&mut report, "bare", bare.address, size, callers, total).await?;
                let ours = Ours::start(Storage::Memory).await?;
                all_calls(&mut report, "ours", ours.address(), size, callers, total).await?;
            }
            add_marks(&mut report, size, callers);
        }
    }
    Ok(report)
}

/// Enough for half a second or more, and not so many that 64 KiB each fill the memory.
fn total(effort: Effort, size: u64, callers: usize) -> usize {
    let total = if callers == 1 { 2_000 } else { 12_000 };
    let of_size = if size > KIB { total / 4 } else { total };
    if effort.quick { of_size / 4 } else { of_size }
}

async fn all_calls(
    report: &mut Report,
    contender: &str,
    address: SocketAddr,
    size: u64,
    callers: usize,
    total: usize,
) -> Outcome<()> {
    let client = Client::connect(address).await?;
    calls(&client, callers, total / 10, |mut client, _| async move { client.list().await }).await?; // warms up

    let made = Arc::new(Mutex::new(Vec::with_capacity(total)));
    let keep = Arc::clone(&made);
    let create = move |mut client: Client, _| {
        let keep = Arc::clone(&keep);
        async move {
            let id = client.create(size).await?;
            keep.lock().unwrap_or_else(PoisonError::into_inner).push(id);
            Ok(())
        }
    };
    report.add(&row("create", size, callers), contender, calls(&client, callers, total, create).await?);

    let ids = Arc::new(std::mem::take(&mut *made.lock().unwrap_or_else(PoisonError::into_inner)));
    for call in [Call::Read, Call::Get, Call::List, Call::Update, Call::Delete] {
        let ids = Arc::clone(&ids);
        let one = move |client: Client, index: usize| {
            let ids = Arc::clone(&ids);
            async move { call.make(client, &ids[index]).await }
        };
        report.add(&row(call.name(), size, callers), contender, calls(&client, callers, total, one).await?);
    }
    Ok(())
}

#[derive(Clone, Copy)]
enum Call {
    Read,
    Get,
    List,
    Update,
    Delete,
}

impl Call {
    fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Get => "get",
            Self::List => "list 10",
            Self::Update => "update",
            Self::Delete => "delete",
        }
    }

    async fn make(self, mut client: Client, id: &str) -> Outcome<()> {
        match self {
            Self::Read => client.read(id).await,
            Self::Get => client.get(id).await,
            Self::List => client.list().await,
            Self::Update => client.update(id).await,
            Self::Delete => client.delete(id).await,
        }
    }
}

/// Promised are creating and reading 1 KiB; the rest is worth seeing.
fn add_marks(report: &mut Report, size: u64, callers: usize) {
    let promised = |at_least| (size == KIB).then_some(at_least);
    report.mark(&row("create", size, callers), "ours", "bare", promised(0.25));
    report.mark(&row("read", size, callers), "ours", "bare", promised(0.35));
    for call in [Call::Get, Call::List, Call::Update, Call::Delete] {
        report.mark(&row(call.name(), size, callers), "ours", "bare", None);
    }
}

fn row(call: &str, size: u64, callers: usize) -> String {
    format!("{call}, {} KiB, {callers} at once", size / KIB)
}
