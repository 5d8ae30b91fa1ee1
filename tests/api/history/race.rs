//! Many callers at work on the same few artifacts, and the history of what they asked and were told.
//!
//! A place holds the id of the artifact that is changed at the moment. Who deletes it puts a new one there, who copies
//! it puts the copy there and deletes the original; so some callers are always about to change what has just gone.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use artigrid::domain::{ArtifactId, Etag};
use artigrid_client::{
    Artifact, Artifacts, Changes, Client, ClientBuilder, CopyTarget, Error, ListArtifacts, NewArtifact,
    Query, Reason, RetryPolicy, Scope, Source,
};
use bytes::Bytes;
use futures::stream;
use rand::rngs::SmallRng;
use rand::{Rng as _, RngExt as _, SeedableRng as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tokio::task::JoinSet;

use super::checker::{Answer, Ask, Call, Content, Edit, MetaEdit, State};

/// Artifacts that are changed at once.
const PLACES: usize = 4;
/// Connections that the callers share.
const CONNECTIONS: usize = 8;
/// No artifact of a race gets older than this.
const REVISIONS_MAX: u64 = 1_000_000;
/// More than can be there at once.
const PAGE: u16 = 1_000;

/// How many callers, and how much each does.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    pub(crate) callers: usize,
    pub(crate) calls: usize,
    pub(crate) seed: u64,
}

/// Lets them race as one user of this server, which nobody else may be; answers what happened.
pub(crate) async fn race(server: &ClientBuilder, plan: Plan) -> Vec<Call> {
    let once = RetryPolicy { attempts: 1, ..RetryPolicy::default() };
    let clients: Vec<Client> =
        (0..CONNECTIONS).map(|_| server.clone().user("ana").retry(once).build().unwrap()).collect();
    let race = Arc::new(Race::default());
    let caller = |number: usize| Caller {
        race: Arc::clone(&race),
        client: clients[number % CONNECTIONS].clone(),
        number,
        rng: SmallRng::seed_from_u64(plan.seed ^ ((number as u64) << 32)),
        done: 0,
    };
    let mut first = caller(0);
    for _ in 0..PLACES {
        let id = first.create().await;
        race.places().push(id);
    }
    let mut callers = JoinSet::new();
    for number in 0..plan.callers {
        let mut caller = caller(number);
        callers.spawn(async move {
            for _ in 0..plan.calls {
                caller.call().await;
            }
        });
    }
    while let Some(done) = callers.join_next().await {
        done.unwrap();
    }
    // What is left when all is quiet must be what the history comes to.
    let ids = race.places().clone();
    for id in ids {
        first.read(&id).await;
    }
    first.list().await;
    std::mem::take(&mut *race.history.lock().unwrap())
}

#[derive(Default)]
struct Race {
    ticks: AtomicU64,
    history: Mutex<Vec<Call>>,
    places: Mutex<Vec<String>>,
    etags: Mutex<HashMap<String, Vec<String>>>,
}

impl Race {
    fn tick(&self) -> u64 {
        self.ticks.fetch_add(1, Ordering::SeqCst)
    }

    fn places(&self) -> MutexGuard<'_, Vec<String>> {
        self.places.lock().unwrap()
    }

    /// The revision that an etag is the opaque form of.
    fn revision(&self, artifact: &Artifact) -> u64 {
        let mut etags = self.etags.lock().unwrap();
        let known = etags.entry(artifact.id.clone()).or_default();
        if let Some(at) = known.iter().position(|etag| *etag == artifact.etag) {
            return at as u64 + 1;
        }
        let id = ArtifactId::parse("id", &artifact.id).unwrap();
        for revision in known.len() as u64 + 1..REVISIONS_MAX {
            let etag = Etag::of(id.as_bytes(), revision).as_str().to_owned();
            let found = etag == artifact.etag;
            known.push(etag);
            if found {
                return revision;
            }
        }
        panic!("an etag of no revision: {artifact:?}");
    }

    fn state(&self, artifact: &Artifact) -> State {
        State {
            revision: self.revision(artifact),
            version: artifact.version,
            filename: artifact.filename.clone().unwrap_or_default(),
            summary: artifact.summary.clone(),
            meta: Value::Object(artifact.meta.clone()),
            content: (artifact.digests.sha256.unwrap(), artifact.size),
        }
    }

    fn answer(&self, outcome: Result<Artifact, Error>) -> Answer {
        match outcome {
            Ok(artifact) => Answer::Artifact(artifact.id.clone(), self.state(&artifact)),
            Err(error) => refusal(&error),
        }
    }

    /// What was found, with the content that came rather than that which was announced.
    fn seen(&self, outcome: Result<(Artifact, u64, Content), Error>) -> Answer {
        match outcome {
            Ok((artifact, version, content)) => {
                let state = State { version, content, ..self.state(&artifact) };
                Answer::Artifact(artifact.id, state)
            }
            Err(error) => refusal(&error),
        }
    }
}

fn refusal(error: &Error) -> Answer {
    match error.reason() {
        Reason::EtagMismatch => Answer::EtagMismatch,
        Reason::ArtifactNotFound => Answer::NotFound,
        _ => panic!("nothing in a race explains this: {error:?}"),
    }
}

fn sum(bytes: &[u8]) -> Content {
    (Sha256::digest(bytes).into(), bytes.len() as u64)
}

struct Caller {
    race: Arc<Race>,
    client: Client,
    number: usize,
    rng: SmallRng,
    done: u64,
}

impl Caller {
    fn artifacts(&self) -> Artifacts {
        self.client.artifacts()
    }

    /// Keeps what was asked and told, with the times between which it happened.
    fn keep(&self, began: u64, ask: Ask, answer: Answer) {
        let ended = self.race.tick();
        self.race.history.lock().unwrap().push(Call { began, ended, ask, answer });
    }

    fn place(&mut self) -> (usize, String) {
        let place = self.rng.random_range(0..PLACES);
        (place, self.race.places()[place].clone())
    }

    /// One turn: a call, or a few that belong together.
    async fn call(&mut self) {
        self.done += 1;
        let (place, id) = self.place();
        match self.rng.random_range(0..100) {
            0..20 => self.change(&id, None).await,
            20..32 => {
                // Read, modify, write: what the others do meanwhile is noticed.
                if let Some((revision, etag)) = self.get(&id).await {
                    self.change(&id, Some((revision, etag))).await;
                }
            }
            32..44 => self.replace_content(&id, None).await,
            44..50 => {
                if let Some(seen) = self.get(&id).await {
                    self.replace_content(&id, Some(seen)).await;
                }
            }
            50..56 => self.rename(&id).await,
            56..61 => self.copy_in_place(place, &id).await,
            61..64 => {
                let seen = if self.rng.random() { self.get(&id).await } else { None };
                if self.delete(&id, seen).await {
                    let new = self.create().await;
                    self.race.places()[place] = new;
                }
            }
            64..74 => self.read(&id).await,
            74..80 => self.download(&id).await,
            80..88 => drop(self.get(&id).await),
            88..94 => self.exists(&id).await,
            94..97 => self.list().await,
            _ => self.search().await,
        }
    }

    async fn create(&mut self) -> String {
        let (data, name, summary) = (self.content(), self.name(), self.words());
        let meta = json!({ "made": { "by": self.number }, "last": self.done });
        let edit = Edit {
            if_revision: None,
            filename: Some(name.clone()),
            summary: Some(summary.clone()),
            meta: Some(MetaEdit::Replace(meta.clone())),
            content: Some(sum(&data)),
        };
        let new = NewArtifact::new().scope(Scope::User).filename(name).summary(summary).meta(meta);
        let began = self.race.tick();
        let made = self.artifacts().upload(data, new).await.unwrap();
        let answer = self.race.answer(Ok(made.clone()));
        self.keep(began, Ask::Create(edit), answer);
        made.id
    }

    /// Metadata: merged as a rule, so that a lost merge leaves a hole.
    async fn change(&mut self, id: &str, seen: Option<(u64, String)>) {
        let mut edit = Edit { if_revision: seen.as_ref().map(|seen| seen.0), ..Edit::default() };
        let mut changes = Changes::new();
        if let Some((_, etag)) = seen {
            changes = changes.if_etag(etag);
        }
        let mine = format!("w{}", self.number);
        if self.rng.random_ratio(1, 12) {
            let meta = json!({ "anew": { mine: self.done } });
            edit.meta = Some(MetaEdit::Replace(meta.clone()));
            changes = changes.replace_meta(meta);
        } else {
            // A key of one's own, in common company; sometimes it is taken back.
            let value = if self.rng.random_ratio(1, 6) { Value::Null } else { json!(self.done) };
            let patch = json!({ "by": { mine: value }, "last": { "by": self.number, "at": self.done } });
            edit.meta = Some(MetaEdit::Merge(patch.clone()));
            changes = changes.merge_meta(patch);
        }
        if self.rng.random_ratio(1, 4) {
            let data = self.content();
            edit.content = Some(sum(&data));
            changes = changes.data(data);
        }
        let began = self.race.tick();
        let outcome = self.artifacts().update(id, changes).await;
        self.keep(began, Ask::Change(id.to_owned(), edit), self.race.answer(outcome));
    }

    /// Content by an upload, with words that go with it.
    async fn replace_content(&mut self, id: &str, seen: Option<(u64, String)>) {
        let (data, summary) = (self.content(), self.words());
        let edit = Edit {
            if_revision: seen.as_ref().map(|seen| seen.0),
            summary: Some(summary.clone()),
            content: Some(sum(&data)),
            ..Edit::default()
        };
        let mut changes = Changes::new().summary(summary);
        if let Some((_, etag)) = seen {
            changes = changes.if_etag(etag);
        }
        let source = self.source(data);
        let began = self.race.tick();
        let outcome = self.artifacts().replace(id, source, changes).await;
        self.keep(began, Ask::Change(id.to_owned(), edit), self.race.answer(outcome));
    }

    async fn rename(&mut self, id: &str) {
        let name = self.name();
        let edit = Edit { filename: Some(name.clone()), ..Edit::default() };
        let began = self.race.tick();
        let outcome = self.artifacts().rename(id, name).await;
        self.keep(began, Ask::Change(id.to_owned(), edit), self.race.answer(outcome));
    }

    async fn copy_in_place(&mut self, place: usize, id: &str) {
        let seen = if self.rng.random() { self.get(id).await } else { None };
        let name = self.name();
        let edit = Edit {
            if_revision: seen.as_ref().map(|seen| seen.0),
            filename: Some(name.clone()),
            ..Edit::default()
        };
        let mut changes = Changes::new().filename(name);
        if let Some((_, etag)) = seen {
            changes = changes.if_etag(etag);
        }
        let began = self.race.tick();
        let outcome = self.artifacts().copy(id, CopyTarget::SameOwner, changes).await;
        let copy = outcome.as_ref().ok().map(|copy| copy.id.clone());
        self.keep(began, Ask::Copy(id.to_owned(), edit), self.race.answer(outcome));
        if let Some(copy) = copy {
            self.race.places()[place] = copy;
            self.delete(id, None).await;
        }
    }

    /// Answers whether it was this call that took it away.
    async fn delete(&mut self, id: &str, seen: Option<(u64, String)>) -> bool {
        let (revision, etag) = seen.unzip();
        let began = self.race.tick();
        let outcome = self.artifacts().delete_if(id, etag.unwrap_or_default()).await;
        let answer = outcome.as_ref().map_or_else(refusal, |()| Answer::Deleted);
        self.keep(began, Ask::Delete(id.to_owned(), revision), answer);
        outcome.is_ok()
    }

    /// Revision and etag of what is there, if it is.
    async fn get(&mut self, id: &str) -> Option<(u64, String)> {
        let began = self.race.tick();
        let outcome = self.artifacts().get(id).await;
        let seen =
            outcome.as_ref().ok().map(|artifact| (self.race.revision(artifact), artifact.etag.clone()));
        self.keep(began, Ask::Look(id.to_owned()), self.race.answer(outcome));
        seen
    }

    async fn read(&mut self, id: &str) {
        let began = self.race.tick();
        let outcome = self.artifacts().read(id, None).await;
        let outcome = outcome.map(|read| (read.artifact, read.version, sum(&read.data)));
        self.keep(began, Ask::Look(id.to_owned()), self.race.seen(outcome));
    }

    async fn download(&mut self, id: &str) {
        let began = self.race.tick();
        let outcome = async {
            let mut content = self.artifacts().download(id).open().await?;
            let (artifact, version) = (content.artifact().clone(), content.version());
            let mut whole = Vec::new();
            while let Some(bytes) = content.next().await? {
                whole.extend_from_slice(&bytes);
            }
            Ok((artifact, version, sum(&whole)))
        };
        let outcome = outcome.await;
        // What it shows is what was current when it began; how long its bytes take is its own affair, so it may well end
        // after the next revision is known, but never see that.
        self.keep(began, Ask::Look(id.to_owned()), self.race.seen(outcome));
    }

    async fn exists(&mut self, id: &str) {
        let began = self.race.tick();
        let exists = self.artifacts().exists(id).await.unwrap();
        self.keep(began, Ask::Exists(id.to_owned()), Answer::Exists(exists));
    }

    async fn list(&mut self) {
        let began = self.race.tick();
        let all = ListArtifacts::new().scope(Scope::User).page_size(PAGE);
        let page = self.artifacts().list_page(&all, None).await.unwrap();
        assert_eq!(page.next_page_token, None, "all of them fit on one page");
        self.keep(began, Ask::List, self.listed(&page.artifacts));
    }

    async fn search(&mut self) {
        let began = self.race.tick();
        let all = Query::new(Scope::User).page_size(PAGE);
        let page = self.client.search().page(&all, None).await.unwrap();
        assert_eq!(page.next_page_token, None, "all of them fit on one page");
        self.keep(began, Ask::List, self.listed(&page.artifacts));
    }

    fn listed(&self, artifacts: &[Artifact]) -> Answer {
        let all = artifacts.iter().map(|artifact| (artifact.id.clone(), self.race.state(artifact)));
        Answer::Listed(all.collect())
    }

    /// Empty, of one row, of one file; seldom more than one message holds.
    fn content(&mut self) -> Bytes {
        let size = match self.rng.random_range(0..20) {
            0 => 0,
            1..10 => self.rng.random_range(1..=4_096),
            10..19 => self.rng.random_range(4_097..=40_000),
            _ => self.rng.random_range(300_000..=600_000),
        };
        let mut bytes = vec![0; size];
        self.rng.fill_bytes(&mut bytes);
        bytes.into()
    }

    /// Bytes at hand, or a stream that does not say how long it is.
    fn source(&mut self, data: Bytes) -> Source {
        if self.rng.random() {
            return Source::bytes(data);
        }
        let step = self.rng.random_range(1_000..=200_000);
        let pieces: Vec<_> =
            (0..data.len()).step_by(step).map(|at| Ok(data.slice(at..data.len().min(at + step)))).collect();
        Source::stream(stream::iter(pieces))
    }

    fn name(&mut self) -> String {
        format!("dir-{}/{}-{}", self.rng.random_range(0..3), self.number, self.done)
    }

    fn words(&self) -> String {
        format!("the {}th of caller {}", self.done, self.number)
    }
}
