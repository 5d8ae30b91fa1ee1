//! Requests that may come twice: done once, answered again.
//!
//! That an effect happens once is the catalog's doing, which keeps the answer with it in one transaction. That a request
//! is not begun while the same one runs is seen to here, in memory: a data directory has one server, so nobody else
//! could be running it.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use super::Services;
use crate::domain::{Answer, Artifact, Caller, Repeatable, RequestKey, Session, Upload};
use crate::error::{Error, ErrorKind, Result};

/// The requests with an id that are being worked on.
#[derive(Debug, Clone, Default)]
pub(super) struct Running(Arc<Mutex<HashSet<RequestKey>>>);

impl Running {
    fn enter(&self, key: RequestKey) -> Result<Run> {
        let mut running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !running.insert(key.clone()) {
            return Err(
                ErrorKind::RequestInProgress.error("the first call with this request_id is still running")
            );
        }
        Ok(Run { running: self.clone(), key })
    }
}

/// A request that is being worked on, until this is dropped.
#[derive(Debug)]
pub struct Run {
    running: Running,
    key: RequestKey,
}

impl Drop for Run {
    fn drop(&mut self) {
        self.running.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.key);
    }
}

/// What a use case answers, out of what was kept.
pub(super) trait Replayed: Sized {
    fn of(answer: Answer) -> Option<Self>;
}

impl Replayed for Artifact {
    fn of(answer: Answer) -> Option<Self> {
        if let Answer::Artifact(artifact) = answer { Some(*artifact) } else { None }
    }
}

impl Replayed for Session {
    fn of(answer: Answer) -> Option<Self> {
        if let Answer::Session(session) = answer { Some(*session) } else { None }
    }
}

impl Replayed for Upload {
    fn of(answer: Answer) -> Option<Self> {
        if let Answer::Upload(upload) = answer { Some(*upload) } else { None }
    }
}

impl Replayed for () {
    fn of(answer: Answer) -> Option<Self> {
        matches!(answer, Answer::Done).then_some(())
    }
}

impl Services {
    /// Does what is asked, unless it was done before: then the answer of that time is given, whatever became of it since.
    pub(super) async fn once<T: Replayed>(
        &self,
        caller: &Caller,
        request: Option<Repeatable>,
        act: impl Future<Output = Result<T>> + Send,
    ) -> Result<T> {
        let Some(request) = request else { return act.await };
        let _run = self.running.enter(RequestKey::of(caller, &request))?;
        if let Some(answer) = self.policy.answered(caller, &request, self.now()).await? {
            return again(answer);
        }
        match act.await {
            // Its first call was given up by its client, and came to its end meanwhile.
            Err(error) if error.kind() == ErrorKind::RequestInProgress => {
                let answer = self.policy.answered(caller, &request, self.now()).await?;
                answer.map_or(Err(error), again)
            }
            outcome => outcome,
        }
    }

    /// Begins a request for many things. What of it was done before is answered again, item by item; what was not, or
    /// failed, is done now.
    pub async fn begin_batch(&self, caller: &Caller, request: Option<&Repeatable>) -> Result<Option<Run>> {
        let Some(request) = request else { return Ok(None) };
        let run = self.running.enter(RequestKey::of(caller, request))?;
        self.policy.check_batch(caller, request, self.now()).await?;
        Ok(Some(run))
    }
}

fn again<T: Replayed>(answer: Answer) -> Result<T> {
    T::of(answer).ok_or_else(|| Error::internal("a kept answer is one of another method"))
}
