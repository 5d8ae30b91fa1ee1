//! Histories that never happened, to show that the checker sees what is wrong with them.

use serde_json::{Value, json};

use super::checker::{Answer, Ask, Call, Content, Edit, Fault, MetaEdit, State, check};

const FIRST: Content = ([1; 32], 1);
const SECOND: Content = ([2; 32], 2);

fn call(began: u64, ended: u64, ask: Ask, answer: Answer) -> Call {
    Call { began, ended, ask, answer }
}

fn state(revision: u64, version: u64, meta: Value, content: Content) -> State {
    State { revision, version, filename: String::new(), summary: String::new(), meta, content }
}

fn is(id: &str, state: State) -> Answer {
    Answer::Artifact(id.to_owned(), state)
}

fn a() -> String {
    "a".to_owned()
}

/// `a` at revision 1: empty metadata, the first content; made between 0 and 1.
fn made() -> Call {
    let edit = Edit { content: Some(FIRST), ..Edit::default() };
    call(0, 1, Ask::Create(edit), is("a", state(1, 1, json!({}), FIRST)))
}

fn merging(patch: Value) -> Ask {
    Ask::Change(a(), Edit { meta: Some(MetaEdit::Merge(patch)), ..Edit::default() })
}

fn replacing(content: Content) -> Ask {
    Ask::Change(a(), Edit { content: Some(content), ..Edit::default() })
}

fn look() -> Ask {
    Ask::Look(a())
}

/// Two merges at the same time and new content after them.
fn good() -> Vec<Call> {
    vec![
        made(),
        call(2, 6, merging(json!({ "y": 2 })), is("a", state(3, 1, json!({ "x": 1, "y": 2 }), FIRST))),
        call(3, 5, merging(json!({ "x": 1 })), is("a", state(2, 1, json!({ "x": 1 }), FIRST))),
        call(8, 9, replacing(SECOND), is("a", state(4, 2, json!({ "x": 1, "y": 2 }), SECOND))),
    ]
}

/// The good history, and this.
fn good_and(call: Call) -> Vec<Fault> {
    let mut history = good();
    history.push(call);
    check(&history)
}

#[test]
fn what_one_order_explains_is_good() {
    assert_eq!(check(&good()), []);
    let all = |state| Answer::Listed(vec![(a(), state)]);
    let last = || state(4, 2, json!({ "x": 1, "y": 2 }), SECOND);
    for fine in [
        call(4, 7, look(), is("a", state(1, 1, json!({}), FIRST))),
        call(4, 7, look(), is("a", state(3, 1, json!({ "x": 1, "y": 2 }), FIRST))),
        call(7, 10, look(), is("a", last())),
        call(10, 11, Ask::List, all(last())),
        call(10, 11, Ask::Exists(a()), Answer::Exists(true)),
        call(
            10,
            11,
            Ask::Copy(a(), Edit::default()),
            is("b", state(1, 1, json!({ "x": 1, "y": 2 }), SECOND)),
        ),
        call(10, 11, Ask::Delete(a(), Some(4)), Answer::Deleted),
        call(10, 11, Ask::Delete(a(), Some(3)), Answer::EtagMismatch),
    ] {
        assert_eq!(good_and(fine.clone()), [], "{fine:?}");
    }
}

#[test]
fn a_lost_merge_is_found() {
    let mut history = good();
    // The later of the two did not see the earlier one.
    history[1].answer = is("a", state(3, 1, json!({ "y": 2 }), FIRST));
    let differs = |revision| Fault::Differs { artifact: a(), revision, field: "meta" };
    assert_eq!(check(&history), [differs(3)]);
    // Nor did anything after it.
    history[3].answer = is("a", state(4, 2, json!({ "y": 2 }), SECOND));
    assert_eq!(check(&history), [differs(3), differs(4)]);
    // A merge takes what is null away.
    let cut = call(10, 11, merging(json!({ "x": null })), is("a", state(5, 2, json!({ "y": 2 }), SECOND)));
    assert_eq!(good_and(cut), []);
    let kept = json!({ "x": null, "y": 2 });
    let kept = call(10, 11, merging(json!({ "x": null })), is("a", state(5, 2, kept, SECOND)));
    assert_eq!(good_and(kept), [differs(5)]);
}

#[test]
fn a_torn_version_is_found() {
    let now = json!({ "x": 1, "y": 2 });
    let differs = |field| vec![Fault::Differs { artifact: a(), revision: 4, field }];
    let saw = |state| good_and(call(10, 11, look(), is("a", state)));
    assert_eq!(saw(state(4, 2, now.clone(), FIRST)), differs("content"), "the bytes of another version");
    assert_eq!(saw(state(4, 2, now.clone(), ([2; 32], 1))), differs("content"), "a part of the bytes");
    assert_eq!(saw(state(4, 1, now, SECOND)), differs("version"));
    assert_eq!(saw(state(4, 2, json!({}), SECOND)), differs("meta"), "content and metadata are one step");
}

#[test]
fn a_stale_read_is_found() {
    let old = || state(3, 1, json!({ "x": 1, "y": 2 }), FIRST);
    let stale = [Fault::Stale { artifact: a(), revision: 3 }];
    assert_eq!(good_and(call(10, 11, look(), is("a", old()))), stale);
    assert_eq!(good_and(call(10, 11, Ask::List, Answer::Listed(vec![(a(), old())]))), stale);
    // The change is not acknowledged yet, but somebody has seen it.
    let mut history = good();
    history[3].ended = 20;
    let new = state(4, 2, json!({ "x": 1, "y": 2 }), SECOND);
    history.push(call(9, 10, look(), is("a", new)));
    assert_eq!(check(&history), []);
    history.push(call(11, 12, look(), is("a", old())));
    assert_eq!(check(&history), stale);
}

#[test]
fn what_is_seen_before_it_was_asked_for_is_found() {
    let early = call(6, 7, look(), is("a", state(4, 2, json!({ "x": 1, "y": 2 }), SECOND)));
    assert_eq!(good_and(early), [Fault::TooEarly { artifact: a(), revision: 4 }]);
    let never = call(10, 11, look(), is("a", state(9, 2, json!({}), SECOND)));
    assert_eq!(good_and(never), [Fault::TooEarly { artifact: a(), revision: 9 }]);
}

#[test]
fn a_revision_that_is_used_twice_or_left_out_is_found() {
    let twice = call(10, 11, merging(json!({ "z": 3 })), is("a", state(4, 1, json!({ "z": 3 }), SECOND)));
    assert!(good_and(twice).contains(&Fault::Twice { artifact: a(), revision: 4 }));
    let mut history = good();
    history.remove(2);
    assert!(check(&history).contains(&Fault::Gap { artifact: a(), revision: 2 }));
    let deletion = |began| call(began, began + 1, Ask::Delete(a(), None), Answer::Deleted);
    let mut history = good();
    history.extend([deletion(10), deletion(12)]);
    assert!(check(&history).contains(&Fault::Twice { artifact: a(), revision: 5 }));
}

#[test]
fn changes_out_of_their_order_in_time_are_found() {
    let mut history = good();
    // The third revision was acknowledged before the second was asked for.
    (history[2].began, history[2].ended) = (7, 8);
    assert_eq!(check(&history), [Fault::OutOfOrder { artifact: a(), revision: 2 }]);
}

#[test]
fn a_precondition_that_did_not_hold_is_found() {
    let edit =
        |revision| Edit { if_revision: Some(revision), summary: Some("s".to_owned()), ..Edit::default() };
    let told = State { summary: "s".to_owned(), ..state(5, 2, json!({ "x": 1, "y": 2 }), SECOND) };
    let change = |revision| call(10, 11, Ask::Change(a(), edit(revision)), is("a", told.clone()));
    assert_eq!(good_and(change(4)), []);
    let ignored = [Fault::PreconditionIgnored { artifact: a(), revision: 5 }];
    assert_eq!(good_and(change(3)), ignored);
    assert_eq!(good_and(call(10, 11, Ask::Delete(a(), Some(2)), Answer::Deleted)), ignored);
}

#[test]
fn what_is_found_after_its_deletion_is_found() {
    let last = || state(4, 2, json!({ "x": 1, "y": 2 }), SECOND);
    let merged = state(5, 2, json!({ "x": 1, "y": 2, "z": 3 }), SECOND);
    for after in [
        call(12, 13, look(), is("a", last())),
        call(12, 13, Ask::Exists(a()), Answer::Exists(true)),
        call(12, 13, Ask::List, Answer::Listed(vec![(a(), last())])),
        call(12, 13, Ask::Copy(a(), Edit::default()), is("b", State { revision: 1, version: 1, ..last() })),
        call(12, 13, merging(json!({ "z": 3 })), is("a", merged)),
    ] {
        let mut history = good();
        history.push(call(10, 11, Ask::Delete(a(), None), Answer::Deleted));
        history.push(after.clone());
        assert_eq!(check(&history), [Fault::FoundAfterDelete { artifact: a() }], "{after:?}");
    }
    // Somebody was told so before the deletion was acknowledged.
    let mut history = good();
    history.push(call(10, 20, Ask::Delete(a(), None), Answer::Deleted));
    history.push(call(11, 12, look(), Answer::NotFound));
    assert_eq!(check(&history), []);
    history.push(call(13, 14, look(), is("a", last())));
    assert_eq!(check(&history), [Fault::FoundAfterDelete { artifact: a() }]);
}

#[test]
fn a_refusal_without_cause_is_found() {
    let edit = |revision| Edit { if_revision: Some(revision), ..Edit::default() };
    let empty = Answer::Listed(Vec::new());
    for (began, ask, answer) in [
        (10, look(), Answer::NotFound),
        (10, merging(json!({})), Answer::NotFound),
        (10, Ask::Exists(a()), Answer::Exists(false)),
        (10, Ask::Change(a(), edit(4)), Answer::EtagMismatch),
        (10, Ask::Delete(a(), Some(4)), Answer::EtagMismatch),
        (10, Ask::Copy(a(), edit(4)), Answer::EtagMismatch),
        // The deletion comes later.
        (12, look(), Answer::NotFound),
    ] {
        let mut history = good();
        history.push(call(began, began + 1, ask.clone(), answer.clone()));
        history.push(call(14, 15, Ask::Delete(a(), None), Answer::Deleted));
        let faults = check(&history);
        assert!(matches!(&faults[..], [Fault::Unfounded { .. }]), "{ask:?} {answer:?}: {faults:?}");
    }
    assert_eq!(good_and(call(10, 11, Ask::List, empty.clone())), [Fault::NotListed { artifact: a() }]);
    assert_eq!(good_and(call(0, 11, Ask::List, empty)), [], "it was made meanwhile");
    let nonsense = good_and(call(10, 11, merging(json!({})), Answer::EtagMismatch));
    assert!(matches!(&nonsense[..], [Fault::Nonsense { .. }]), "nothing was demanded: {nonsense:?}");
}

#[test]
fn a_copy_of_what_never_was_is_found() {
    let copy = |state| good_and(call(10, 11, Ask::Copy(a(), Edit::default()), is("b", state)));
    let nothing = [Fault::CopyOfNothing { artifact: "b".to_owned() }];
    let now = json!({ "x": 1, "y": 2 });
    assert_eq!(copy(state(1, 1, now.clone(), SECOND)), []);
    assert_eq!(copy(state(1, 1, now.clone(), FIRST)), nothing, "of a version that was replaced before");
    assert_eq!(copy(state(1, 1, json!({}), SECOND)), nothing, "of two revisions");
    assert_eq!(copy(state(1, 1, now, ([3; 32], 3))), nothing);
}

#[test]
fn what_nobody_made_is_found() {
    let other = vec![("b".to_owned(), state(1, 1, json!({}), FIRST))];
    let mut history = vec![call(2, 3, Ask::List, Answer::Listed(other))];
    assert_eq!(check(&history), [Fault::Unknown { artifact: "b".to_owned() }]);
    history[0].ask = Ask::Look("b".to_owned());
    assert_eq!(check(&history), [Fault::Unknown { artifact: "b".to_owned() }]);
}
