//! Asks everything that the server depends on whether it works: side by side, each within a bound.
//!
//! A probe runs in a task of its own, so that one that hangs (a network disk can, in a thread that nothing ends) keeps
//! nobody waiting beyond the bound. It is not asked again before it came back: that would only hang more of them.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures::future::{BoxFuture, join_all};
use futures::{FutureExt as _, future};
use tokio::sync::oneshot;
use tokio::time::timeout;

use super::Store;
use crate::error::{Error, ErrorKind, Result};
use crate::shutdown::spawn_detached;

/// What a dependency said when it was probed.
#[derive(Debug)]
pub struct Probe {
    /// Its name in health: `catalog`, `sessions`, `store.<name>`.
    pub name: String,
    /// Whether it works.
    pub outcome: Result<()>,
}

/// Probes that have not come back.
#[derive(Debug, Clone, Default)]
pub(super) struct Probing(Arc<Mutex<BTreeSet<String>>>);

/// One of them; it has come back when this is dropped, however it ended.
struct Under {
    probing: Probing,
    name: String,
}

impl Probing {
    /// Asks, and answers within the bound. `name` tells one probe from the others.
    pub(super) async fn ask(
        &self,
        name: String,
        patience: Duration,
        probe: impl Future<Output = Result<()>> + Send + 'static,
    ) -> Result<()> {
        let entered = self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(name.clone());
        if !entered {
            return Err(silent(&name));
        }
        let under = Under { probing: self.clone(), name: name.clone() };
        let (tell, told) = oneshot::channel();
        spawn_detached(async move {
            let outcome = probe.await;
            drop(under);
            // Nobody listens any more if it took too long.
            let _ = tell.send(outcome);
        });
        match timeout(patience, told).await {
            Ok(outcome) => outcome.unwrap_or_else(|_| Err(Error::internal("a probe broke"))),
            Err(_) => Err(silent(&name)),
        }
    }
}

impl Drop for Under {
    fn drop(&mut self) {
        self.probing.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.name);
    }
}

fn silent(name: &str) -> Error {
    let dependency = if name.contains("store.") { "blobs" } else { name.trim_start_matches("try ") };
    ErrorKind::BackendUnavailable.error("it did not answer in time").with("dependency", dependency)
}

impl Store {
    /// Asks every dependency whether it works.
    pub async fn probe(&self) -> Vec<Probe> {
        let (catalog, sessions) = (Arc::clone(&self.catalog), Arc::clone(&self.sessions));
        let mut asked: Vec<(String, BoxFuture<'static, Result<()>>)> = vec![
            ("catalog".to_owned(), async move { catalog.check().await }.boxed()),
            ("sessions".to_owned(), async move { sessions.check().await }.boxed()),
        ];
        for (name, blobs) in self.mounts.all() {
            let blobs = Arc::clone(blobs);
            asked.push((format!("store.{name}"), async move { blobs.check().await }.boxed()));
        }
        let patience = self.limits.probe_timeout;
        let probes = asked.into_iter().map(|(name, probe)| {
            let outcome = self.probing.ask(name.clone(), patience, probe);
            future::FutureExt::map(outcome, |outcome| Probe { name, outcome })
        });
        join_all(probes).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_probe_that_hangs_is_not_asked_again_before_it_came_back() {
        let probing = Probing::default();
        let (free, held) = oneshot::channel::<()>();
        let hangs = async move {
            let _ = held.await;
            Ok(())
        };
        let ask = |probe| probing.ask("catalog".to_owned(), Duration::from_secs(5), probe);
        let error = ask(hangs.boxed()).await.unwrap_err();
        assert_eq!(error.metadata()["dependency"], "catalog");
        let never = async { panic!("asked while the other hangs") }.boxed();
        assert!(ask(never).await.is_err());
        free.send(()).unwrap();
        tokio::task::yield_now().await;
        assert!(ask(async { Ok(()) }.boxed()).await.is_ok());
    }
}
