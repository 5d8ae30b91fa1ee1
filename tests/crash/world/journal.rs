//! What was begun and what was acknowledged, and what may therefore be found after a kill.
//!
//! Content and file name of an artifact are each a register that several clients write. A write may be the one that is
//! found if no *acknowledged* write began after it was acknowledged; one that never was acknowledged may have come
//! last, or not at all. An acknowledged delete is the end.

use std::collections::{BTreeMap, HashMap};

use artigrid_client::{Artifact, Scope};

use super::content::Label;

/// A moment in the order of the journal's lines.
type Moment = u64;

/// A write of a register.
#[derive(Debug, Clone)]
struct Written<T> {
    value: T,
    began: Moment,
    /// When it was acknowledged.
    ended: Option<Moment>,
}

/// Writes of one register.
#[derive(Debug, Clone)]
struct Register<T>(Vec<Written<T>>);

impl<T: Clone + PartialEq> Register<T> {
    fn holding(value: T, at: Moment) -> Self {
        Self(vec![Written { value, began: at, ended: Some(at) }])
    }

    fn may_hold(&self, value: &T) -> bool {
        let later = |ended: Moment| self.0.iter().any(|write| write.ended.is_some() && write.began > ended);
        self.0.iter().any(|write| write.value == *value && !write.ended.is_some_and(later))
    }

    fn holds(&self, value: &T) -> bool {
        self.0.iter().any(|write| write.value == *value)
    }

    /// May somebody find this who asked `then`? What began after the question may be the answer, too.
    fn may_be_read(&self, then: &Self, value: &T) -> bool {
        then.may_hold(value) || self.holds(value) && !then.holds(value)
    }

    fn end(&mut self, began: Moment, at: Moment) {
        if let Some(write) = self.0.iter_mut().find(|write| write.began == began) {
            write.ended = Some(at);
        }
    }

    fn forget(&mut self, began: Moment) {
        self.0.retain(|write| write.began != began);
    }
}

/// An artifact whose id is known.
#[derive(Debug, Clone)]
struct Known {
    user: String,
    content: Register<Label>,
    name: Register<String>,
    /// A delete was sent.
    deleting: bool,
    /// A delete was acknowledged.
    deleted: bool,
}

/// An artifact as it was known at a moment.
#[derive(Debug)]
pub(super) struct AsOf(Option<Known>);

/// What somebody is about to do.
#[derive(Debug, Clone)]
pub(super) enum Intent {
    Create(Label, String),
    Replace(String, Label),
    Rename(String, String),
    Delete(String),
}

/// A line of the journal, to be ended.
#[derive(Debug)]
pub(super) struct Begun {
    at: Moment,
    intent: Intent,
}

/// How something ended, for who knows.
#[derive(Debug)]
pub(super) enum Ended {
    /// With the id, if it is a creation.
    Acknowledged(Option<String>),
    /// Refused: it changed nothing.
    Refused,
}

/// The journal.
#[derive(Debug, Default)]
pub(super) struct Journal {
    now: Moment,
    known: BTreeMap<String, Known>,
    /// Creations whose answer nobody has: content → file name.
    creating: HashMap<Label, String>,
    pub(super) acknowledged: u64,
}

impl Journal {
    pub(super) fn begin(&mut self, intent: Intent) -> Begun {
        self.now += 1;
        let at = self.now;
        match &intent {
            Intent::Create(label, name) => {
                self.creating.insert(*label, name.clone());
            }
            Intent::Replace(id, label) => {
                self.of(id).content.0.push(Written { value: *label, began: at, ended: None });
            }
            Intent::Rename(id, name) => {
                self.of(id).name.0.push(Written { value: name.clone(), began: at, ended: None });
            }
            Intent::Delete(id) => self.of(id).deleting = true,
        }
        Begun { at, intent }
    }

    /// Writes down an answer. Whatever has none stays as it is: perhaps.
    pub(super) fn end(&mut self, user: &str, begun: Begun, ended: Ended) {
        self.now += 1;
        let (now, at) = (self.now, begun.at);
        self.acknowledged += u64::from(matches!(ended, Ended::Acknowledged(_)));
        match (begun.intent, ended) {
            (Intent::Create(label, name), Ended::Acknowledged(id)) => {
                self.creating.remove(&label);
                let (content, name) = (Register::holding(label, at), Register::holding(name, at));
                let known = Known { user: user.to_owned(), content, name, deleting: false, deleted: false };
                self.known.insert(id.expect("a creation answers an id"), known);
            }
            (Intent::Create(label, _), Ended::Refused) => drop(self.creating.remove(&label)),
            (Intent::Replace(id, _), Ended::Acknowledged(_)) => self.of(&id).content.end(at, now),
            (Intent::Replace(id, _), Ended::Refused) => self.of(&id).content.forget(at),
            (Intent::Rename(id, _), Ended::Acknowledged(_)) => self.of(&id).name.end(at, now),
            (Intent::Rename(id, _), Ended::Refused) => self.of(&id).name.forget(at),
            (Intent::Delete(id), Ended::Acknowledged(_)) => self.of(&id).deleted = true,
            // Somebody else's delete came first.
            (Intent::Delete(_), Ended::Refused) => {}
        }
    }

    fn of(&mut self, id: &str) -> &mut Known {
        self.known.get_mut(id).expect("only known artifacts are chosen")
    }

    /// Artifacts of this user that nobody has begun to delete.
    pub(super) fn live(&self, user: &str) -> Vec<String> {
        let live = self.known.iter().filter(|(_, known)| known.user == user && !known.deleting);
        live.map(|(id, _)| id.clone()).collect()
    }

    /// What a reader that begins now must not be told less of.
    pub(super) fn as_of_now(&self, id: &str) -> AsOf {
        AsOf(self.known.get(id).cloned())
    }

    /// What somebody read who began at this moment; `None`: there was nothing.
    pub(super) fn check_read(&self, asked: &AsOf, id: &str, found: Option<&Artifact>) {
        let then = asked.0.as_ref().expect("only known artifacts are read");
        let now = &self.known[id];
        let Some(found) = found else {
            assert!(now.deleting, "acknowledged, never deleted, and not found: {id} {now:?}");
            return;
        };
        assert!(!then.deleted, "its delete was answered before it was asked for: {found:?}");
        let label: Label = found.summary.parse().expect("every artifact carries its label");
        let name = found.filename.clone().unwrap_or_default();
        let (content, named) = (now.content.may_be_read(&then.content, &label), &now.name);
        assert!(content, "older content than was answered: {then:?} {found:?}");
        assert!(named.may_be_read(&then.name, &name), "an older name than was answered: {then:?} {found:?}");
    }

    /// Artifacts whose delete was acknowledged since the last look.
    pub(super) fn deleted(&self) -> Vec<String> {
        self.known.iter().filter(|(_, known)| known.deleted).map(|(id, _)| id.clone()).collect()
    }

    /// May this be found? From here on it is what is there.
    pub(super) fn take_found(&mut self, found: &Artifact) -> Label {
        let label: Label = found.summary.parse().expect("every artifact carries its label");
        let name = found.filename.clone().unwrap_or_default();
        assert!(matches!(found.scope, Scope::Session | Scope::User));
        let at = self.now;
        let user = if let Some(known) = self.known.remove(&found.id) {
            assert!(!known.deleted, "deleted and answered, yet there: {found:?}");
            assert!(known.content.may_hold(&label), "older content than was answered: {known:?} {found:?}");
            assert!(known.name.may_hold(&name), "an older name than was answered: {known:?} {found:?}");
            known.user
        } else {
            let named = self.creating.remove(&label);
            assert_eq!(named.as_ref(), Some(&name), "nobody made this: {found:?}");
            found.user_id.clone().expect("every client of the load has a user")
        };
        let (content, name) = (Register::holding(label, at), Register::holding(name, at));
        self.known.insert(found.id.clone(), Known { user, content, name, deleting: false, deleted: false });
        label
    }

    /// After all that is there was taken: what is not there must be allowed to be gone.
    pub(super) fn take_absent(&mut self, there: &dyn Fn(&str) -> bool) {
        self.known.retain(|id, known| {
            assert!(there(id) || known.deleting, "acknowledged, never deleted, and gone: {id} {known:?}");
            there(id)
        });
        self.creating.clear();
    }
}

#[test]
fn the_journal_allows_what_may_be_and_nothing_else() {
    let write = |value, began, ended| Written { value, began, ended };
    let register = Register(vec![write('a', 1, Some(2)), write('b', 3, Some(6)), write('c', 4, Some(5))]);
    assert!(!register.may_hold(&'a'), "b began after a was answered");
    assert!(register.may_hold(&'b') && register.may_hold(&'c'), "they ran at once");
    let register = Register(vec![write('a', 1, Some(2)), write('b', 3, None)]);
    assert!(register.may_hold(&'a') && register.may_hold(&'b'), "nobody answered b");
    let then = Register(vec![write('a', 1, Some(2)), write('b', 3, Some(4))]);
    let now = Register(vec![write('a', 1, Some(2)), write('b', 3, Some(4)), write('c', 5, Some(6))]);
    assert!(!now.may_be_read(&then, &'a'), "b was answered before the question");
    assert!(now.may_be_read(&then, &'b') && now.may_be_read(&then, &'c'), "c came meanwhile");
    assert!(!now.may_be_read(&then, &'d'), "nobody wrote d");
}
