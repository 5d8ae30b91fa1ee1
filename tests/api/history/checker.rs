//! Judges a history: is there one order of the acknowledged changes that explains every answer?
//!
//! There is no search for that order: each change of an artifact answers with a revision, so the order is *told*, and
//! what is left is to hold every answer against it.
//!
//! 1. Revisions are 1, 2, 3 … without a gap and none is used twice. Each answer is what the changes make of the
//!    artifact when they are applied in that order, so no merge is lost and no version is torn.
//! 2. The order keeps to time: what was known before a call began comes before what the call did or saw. A revision is
//!    known once its change was acknowledged or somebody saw it; a deletion likewise.
//! 3. Who only looked saw exactly one revision, one that could be current while the call was under way.
//! 4. A refusal is justified: another revision could be current, or the artifact could be deleted, while the call was
//!    under way.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::{Map, Value};

/// SHA-256 and size of content.
pub(crate) type Content = ([u8; 32], u64);

/// What an artifact was seen to be.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct State {
    pub(crate) revision: u64,
    pub(crate) version: u64,
    pub(crate) filename: String,
    pub(crate) summary: String,
    pub(crate) meta: Value,
    pub(crate) content: Content,
}

/// How metadata shall change.
#[derive(Debug, Clone)]
pub(crate) enum MetaEdit {
    Replace(Value),
    Merge(Value),
}

/// What shall change of an artifact; what is not named stays.
#[derive(Debug, Clone, Default)]
pub(crate) struct Edit {
    /// Only while it is at this revision.
    pub(crate) if_revision: Option<u64>,
    pub(crate) filename: Option<String>,
    pub(crate) summary: Option<String>,
    pub(crate) meta: Option<MetaEdit>,
    pub(crate) content: Option<Content>,
}

/// What a caller asked for.
#[derive(Debug, Clone)]
pub(crate) enum Ask {
    /// A new artifact that is empty but for this.
    Create(Edit),
    Change(String, Edit),
    Delete(String, Option<u64>),
    /// Metadata, or metadata and content: then the state's content is what the bytes were, not what was said of them.
    Look(String),
    Exists(String),
    /// Everything that the caller may see.
    List,
    /// A copy under another name.
    Copy(String, Edit),
}

/// What it was told.
#[derive(Debug, Clone)]
pub(crate) enum Answer {
    Artifact(String, State),
    Deleted,
    Exists(bool),
    Listed(Vec<(String, State)>),
    EtagMismatch,
    NotFound,
}

/// A call, between two ticks of a clock that never shows the same time twice.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) began: u64,
    pub(crate) ended: u64,
    pub(crate) ask: Ask,
    pub(crate) answer: Answer,
}

/// What no order explains.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Fault {
    /// Two changes have this revision, or two deletions were acknowledged.
    Twice { artifact: String, revision: u64 },
    /// A later revision was seen, but nobody was told that it made this one.
    Gap { artifact: String, revision: u64 },
    /// At this revision the artifact is something else, namely in this field.
    Differs { artifact: String, revision: u64, field: &'static str },
    /// A change was made though its precondition named another revision.
    PreconditionIgnored { artifact: String, revision: u64 },
    /// A change began after a later one was known.
    OutOfOrder { artifact: String, revision: u64 },
    /// A revision was seen after a later one was known.
    Stale { artifact: String, revision: u64 },
    /// A revision was seen before its change began.
    TooEarly { artifact: String, revision: u64 },
    /// Something found or changed an artifact after its deletion was known.
    FoundAfterDelete { artifact: String },
    /// A refusal that nothing justifies.
    Unfounded { artifact: String, answer: String },
    /// A list lacks what was there all the while.
    NotListed { artifact: String },
    /// A copy is like no revision of its source that it could be made of.
    CopyOfNothing { artifact: String },
    /// An artifact that nobody made.
    Unknown { artifact: String },
    /// An answer that does not belong to its question.
    Nonsense { call: String },
}

/// Everything that is wrong with a history.
pub(crate) fn check(history: &[Call]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut tracks = gather(history, &mut faults);
    for (id, track) in &mut tracks {
        track.replay(id, &mut faults);
    }
    for call in history {
        learn(&mut tracks, call);
    }
    for (id, track) in &mut tracks {
        track.check_order(id, &mut faults);
    }
    for call in history {
        judge(&tracks, call, &mut faults);
    }
    faults
}

/// What is told of one artifact.
#[derive(Default)]
struct Track<'a> {
    /// Who made each revision.
    changes: BTreeMap<u64, &'a Call>,
    deletion: Option<&'a Call>,
    /// What the artifact is at revision 1, 2, 3 …
    states: Vec<State>,
    /// When each of these was known at the latest.
    known: Vec<u64>,
    /// When it was known to be deleted.
    known_deleted: Option<u64>,
}

fn gather<'a>(history: &'a [Call], faults: &mut Vec<Fault>) -> HashMap<String, Track<'a>> {
    let mut tracks: HashMap<String, Track<'a>> = HashMap::new();
    for call in history {
        match (&call.ask, &call.answer) {
            (Ask::Create(_) | Ask::Copy(..) | Ask::Change(..), Answer::Artifact(id, state)) => {
                let track = tracks.entry(id.clone()).or_default();
                if track.changes.insert(state.revision, call).is_some() {
                    faults.push(Fault::Twice { artifact: id.clone(), revision: state.revision });
                }
            }
            (Ask::Delete(id, _), Answer::Deleted) => {
                let track = tracks.entry(id.clone()).or_default();
                if track.deletion.replace(call).is_some() {
                    let revision = track.changes.len() as u64 + 1;
                    faults.push(Fault::Twice { artifact: id.clone(), revision });
                }
            }
            _ => {}
        }
    }
    tracks
}

impl Track<'_> {
    /// Applies the acknowledged changes in the order of their revisions, and holds each answer against the outcome.
    fn replay(&mut self, id: &str, faults: &mut Vec<Fault>) {
        for (revision, call) in &self.changes {
            let expected = self.states.len() as u64 + 1;
            if *revision != expected {
                faults.push(Fault::Gap { artifact: id.to_owned(), revision: expected });
                break;
            }
            let Answer::Artifact(_, told) = &call.answer else { continue };
            let state = match (&call.ask, self.states.last()) {
                (Ask::Create(edit), None) => edit.applied(&State::nothing()),
                // What a copy is like is judged by its source.
                (Ask::Copy(..), None) => State { version: 1, ..told.clone() },
                (Ask::Change(_, edit), Some(before)) => {
                    if edit.if_revision.is_some_and(|wanted| wanted != before.revision) {
                        faults.push(Fault::PreconditionIgnored {
                            artifact: id.to_owned(),
                            revision: *revision,
                        });
                    }
                    edit.applied(before)
                }
                _ => {
                    faults.push(Fault::Gap { artifact: id.to_owned(), revision: expected });
                    break;
                }
            };
            faults.extend(state.difference(id, told));
            self.states.push(state);
            self.known.push(call.ended);
        }
        let Some(Call { ask: Ask::Delete(_, wanted), ended, .. }) = self.deletion else { return };
        self.known_deleted = Some(*ended);
        let last = self.states.len() as u64;
        if wanted.is_some_and(|wanted| wanted != last) {
            faults.push(Fault::PreconditionIgnored { artifact: id.to_owned(), revision: last + 1 });
        }
    }

    /// A change must not begin after a later one, or the deletion, was known.
    fn check_order(&mut self, id: &str, faults: &mut Vec<Fault>) {
        let mut later = self.known_deleted;
        for (revision, call) in self.changes.iter().rev() {
            if later.is_some_and(|known| known < call.began) {
                let (artifact, revision) = (id.to_owned(), *revision);
                faults.push(match self.known_deleted {
                    Some(known) if known < call.began => Fault::FoundAfterDelete { artifact },
                    _ => Fault::OutOfOrder { artifact, revision },
                });
            }
            let known = self.known.get(*revision as usize - 1).copied();
            later = later.into_iter().chain(known).min();
        }
    }

    /// The first and the last revision that could be current while this call was under way.
    fn window(&self, call: &Call) -> (u64, u64) {
        let first = self.known.iter().rposition(|known| *known < call.began).map_or(0, |at| at as u64 + 1);
        let made = |revision: &u64| self.changes.get(revision).is_some_and(|made| made.began < call.ended);
        let last = (1..=self.states.len() as u64).take_while(made).last().unwrap_or(0);
        (first.max(1), last)
    }

    fn deleted_before(&self, call: &Call) -> bool {
        self.known_deleted.is_some_and(|known| known < call.began)
    }

    fn could_be_deleted(&self, call: &Call) -> bool {
        self.deletion.is_some_and(|deletion| deletion.began < call.ended)
    }

    /// Who saw this state saw one revision whole, and one that could be current.
    fn check_seen(&self, id: &str, seen: &State, call: &Call, faults: &mut Vec<Fault>) {
        let (artifact, revision) = (id.to_owned(), seen.revision);
        let Some(state) = self.states.get((revision as usize).wrapping_sub(1)) else {
            faults.push(Fault::TooEarly { artifact, revision });
            return;
        };
        faults.extend(state.difference(id, seen));
        let (first, last) = self.window(call);
        if self.deleted_before(call) {
            faults.push(Fault::FoundAfterDelete { artifact });
        } else if revision < first {
            faults.push(Fault::Stale { artifact, revision });
        } else if revision > last {
            faults.push(Fault::TooEarly { artifact, revision });
        }
    }
}

/// What a call's answer proves to have been so when it ended.
fn learn(tracks: &mut HashMap<String, Track<'_>>, call: &Call) {
    let mut seen = |id: &String, state: &State| {
        let Some(track) = tracks.get_mut(id) else { return };
        if let Some(known) = track.known.get_mut((state.revision as usize).wrapping_sub(1)) {
            *known = call.ended.min(*known);
        }
    };
    match (&call.ask, &call.answer) {
        (Ask::Look(_), Answer::Artifact(id, state)) => seen(id, state),
        (Ask::List, Answer::Listed(all)) => {
            for (id, state) in all {
                seen(id, state);
            }
        }
        (Ask::Change(id, _) | Ask::Delete(id, _) | Ask::Look(id) | Ask::Copy(id, _), Answer::NotFound)
        | (Ask::Exists(id), Answer::Exists(false)) => {
            let Some(track) = tracks.get_mut(id) else { return };
            if let Some(known) = &mut track.known_deleted {
                *known = call.ended.min(*known);
            }
        }
        _ => {}
    }
}

fn judge(tracks: &HashMap<String, Track<'_>>, call: &Call, faults: &mut Vec<Fault>) {
    let (id, track) = match &call.ask {
        Ask::Create(_) => {
            if !matches!(call.answer, Answer::Artifact(..)) {
                faults.push(Fault::Nonsense { call: format!("{call:?}") });
            }
            return;
        }
        Ask::List => return judge_list(tracks, call, faults),
        Ask::Change(id, _) | Ask::Delete(id, _) | Ask::Look(id) | Ask::Exists(id) | Ask::Copy(id, _) => {
            match tracks.get(id) {
                Some(track) => (id, track),
                None => return faults.push(Fault::Unknown { artifact: id.clone() }),
            }
        }
    };
    let unfounded = || Fault::Unfounded { artifact: id.clone(), answer: format!("{:?}", call.answer) };
    match (&call.ask, &call.answer) {
        // Held against the order already.
        (Ask::Change(..), Answer::Artifact(..)) | (Ask::Delete(..), Answer::Deleted) => {}
        (Ask::Look(_), Answer::Artifact(_, seen)) => track.check_seen(id, seen, call, faults),
        (Ask::Exists(_), Answer::Exists(true)) => {
            if track.deleted_before(call) {
                faults.push(Fault::FoundAfterDelete { artifact: id.clone() });
            }
        }
        (Ask::Copy(_, edit), Answer::Artifact(copy, made)) => {
            if track.deleted_before(call) {
                faults.push(Fault::FoundAfterDelete { artifact: id.clone() });
            } else if !track.could_be_copied(edit, made, call) {
                faults.push(Fault::CopyOfNothing { artifact: copy.clone() });
            }
        }
        (_, Answer::NotFound) | (Ask::Exists(_), Answer::Exists(false)) => {
            if !track.could_be_deleted(call) {
                faults.push(unfounded());
            }
        }
        (
            Ask::Change(_, Edit { if_revision: Some(wanted), .. })
            | Ask::Delete(_, Some(wanted))
            | Ask::Copy(_, Edit { if_revision: Some(wanted), .. }),
            Answer::EtagMismatch,
        ) => {
            let (first, last) = track.window(call);
            if (first..=last).all(|revision| revision == *wanted) {
                faults.push(unfounded());
            }
        }
        _ => faults.push(Fault::Nonsense { call: format!("{call:?}") }),
    }
}

impl Track<'_> {
    /// Is there a revision of this source that the copy is like, and that could be current when it was made?
    fn could_be_copied(&self, edit: &Edit, made: &State, call: &Call) -> bool {
        let (first, last) = self.window(call);
        (first..=last).filter(|revision| edit.if_revision.is_none_or(|wanted| wanted == *revision)).any(
            |revision| {
                let source = &self.states[revision as usize - 1];
                *made == State { revision: 1, version: 1, ..edit.applied(source) }
            },
        )
    }
}

fn judge_list(tracks: &HashMap<String, Track<'_>>, call: &Call, faults: &mut Vec<Fault>) {
    let Answer::Listed(all) = &call.answer else {
        return faults.push(Fault::Nonsense { call: format!("{call:?}") });
    };
    for (id, seen) in all {
        match tracks.get(id) {
            Some(track) => track.check_seen(id, seen, call, faults),
            None => faults.push(Fault::Unknown { artifact: id.clone() }),
        }
    }
    let listed: BTreeSet<&String> = all.iter().map(|(id, _)| id).collect();
    for (id, track) in tracks {
        let there = track.known.first().is_some_and(|known| *known < call.began);
        if there && !track.could_be_deleted(call) && !listed.contains(id) {
            faults.push(Fault::NotListed { artifact: id.clone() });
        }
    }
}

impl State {
    /// What is there before anything is made.
    fn nothing() -> Self {
        let (filename, summary) = (String::new(), String::new());
        let meta = Value::Object(Map::new());
        Self { revision: 0, version: 0, filename, summary, meta, content: ([0; 32], 0) }
    }

    /// The field by which what was told is not this.
    fn difference(&self, id: &str, told: &Self) -> Option<Fault> {
        let field = if self.revision != told.revision {
            "revision"
        } else if self.version != told.version {
            "version"
        } else if self.content != told.content {
            "content"
        } else if self.meta != told.meta {
            "meta"
        } else if self.filename != told.filename {
            "filename"
        } else if self.summary != told.summary {
            "summary"
        } else {
            return None;
        };
        Some(Fault::Differs { artifact: id.to_owned(), revision: told.revision, field })
    }
}

impl Edit {
    fn applied(&self, before: &State) -> State {
        let mut state = before.clone();
        state.revision += 1;
        if let Some(filename) = &self.filename {
            state.filename.clone_from(filename);
        }
        if let Some(summary) = &self.summary {
            state.summary.clone_from(summary);
        }
        match &self.meta {
            Some(MetaEdit::Replace(meta)) => state.meta = meta.clone(),
            Some(MetaEdit::Merge(patch)) => merge(&mut state.meta, patch),
            None => {}
        }
        if let Some(content) = self.content {
            state.content = content;
            state.version += 1;
        }
        state
    }
}

/// RFC 7396, as its section 2 writes it; not the server's own, which is what is being judged.
fn merge(target: &mut Value, patch: &Value) {
    let Some(patch) = patch.as_object() else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    let Some(members) = target.as_object_mut() else { return };
    for (name, value) in patch {
        if value.is_null() {
            members.remove(name);
        } else {
            merge(members.entry(name.clone()).or_insert(Value::Null), value);
        }
    }
}
