//! What every backend is held to: a test for each sentence of [`BlobStore`]'s contract.
//!
//! A backend names itself in one line at the end and passes all of it. What only some can show (bytes that are damaged
//! behind their back, another process on the same bytes) goes through [`Backend`], which says so where it cannot.

mod backends;
mod care;
mod copy;
mod delete;
mod get;
mod list;
mod parts;
mod put;
mod s3;
mod tools;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use futures::future::{join, join_all};
use futures::{FutureExt, StreamExt, TryStreamExt, stream};
use tokio::sync::{Notify, Semaphore};

use self::backends::{Filesystem, Memory, Sqlite};
use self::care::*;
use self::copy::*;
use self::delete::*;
use self::get::*;
use self::list::*;
use self::put::*;
use self::s3::{Garage, S3sFs};
use self::tools::*;
use super::faulty::{Fault, FaultyBlobs};
use super::{Around, BlobBody, BlobConfig, BlobStore, Buffers, MARK_KEY, open};
use crate::clock::{Clock, ManualClock, SystemClock};
use crate::domain::{BLOCK_SIZE, BlobKey, Chunk, ResolvedRange, Timestamp};
use crate::error::{ErrorKind, Result};
use crate::shutdown::Shutdown;

const BLOCK: usize = 1 << 20;
/// Never waited for by a test that passes.
const TOO_LONG: Duration = Duration::from_mins(1);

/// What can happen to bytes behind a backend's back.
#[derive(Debug, Clone, Copy)]
enum Damage {
    Remove,
    Truncate,
}

/// A backend in a fresh world of its own.
#[async_trait]
trait Backend: Send + Sync {
    /// Is there such a backend on this machine? If not, that was said.
    fn is_there(&self) -> bool {
        true
    }
    fn store(&self) -> &dyn BlobStore;
    /// The same bytes as another process finds them, if another can.
    async fn other_process(&self) -> Option<Arc<dyn BlobStore>>;
    /// Damages a blob, if the backend keeps its bytes where that can be done.
    async fn damage(&self, key: &BlobKey, damage: Damage) -> bool;
    /// How many unfinished writes can be found by looking at what the backend keeps.
    async fn leftovers(&self) -> usize;
    /// Who frees what a dead process left.
    fn frees_the_dead(&self) -> FreesTheDead {
        FreesTheDead::Sweep
    }
    /// The longest key that it has a place for, where the world it stands in is narrower than the contract.
    fn longest_key(&self) -> usize {
        usize::MAX
    }
}

/// By what is freed what a dead process left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FreesTheDead {
    /// `sweep_staging` finds it by itself.
    Sweep,
    /// `delete` of the key.
    Delete,
    /// Nothing can find it.
    Nobody,
}

/// One test per sentence, for the backend that names itself.
macro_rules! conformance {
    ($name:ident, $backend:ident) => {
        conformance! { @$name, $backend:
            put_answers_the_size_and_get_gives_the_bytes,
            a_body_that_fails_is_answered_as_it_is_and_leaves_nothing,
            a_dropped_put_leaves_nothing,
            a_put_dropped_at_any_point_leaves_nothing,
            an_unfinished_put_is_seen_by_nobody,
            what_was_answered_is_there_for_the_next_process,
            a_key_that_exists_is_refused_and_its_bytes_stay,
            of_two_puts_of_one_key_one_is_refused,
            a_chunk_is_dropped_when_its_bytes_are_written,
            puts_of_different_keys_go_side_by_side,
            every_legal_key_is_a_place,
            a_range_gives_its_bytes,
            what_is_absent_is_corrupt_to_get_and_nothing_to_size_of,
            damaged_bytes_end_as_an_error_and_never_early,
            a_reader_goes_on_after_a_delete_or_learns_of_it,
            a_copy_has_the_bytes_and_a_life_of_its_own,
            a_copy_of_nothing_or_onto_something_is_refused,
            a_dropped_copy_leaves_nothing,
            delete_frees_and_freeing_nothing_succeeds,
            delete_frees_what_an_unfinished_put_left,
            a_put_and_a_delete_at_once_leave_all_or_nothing,
            puts_and_deletes_do_not_disturb_their_neighbours,
            list_goes_in_the_order_of_keys_from_behind_a_key_up_to_a_limit,
            a_listing_tells_size_and_time,
            sweep_frees_what_the_dead_left_and_nothing_of_the_living,
            check_finds_a_backend_that_is_well,
            the_first_mark_stays_and_is_no_blob,
            a_faulty_backend_fails_when_it_is_told_to,
        }
    };
    (@$name:ident, $backend:ident: $($test:ident,)+) => {
        mod $name {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $test() {
                    let world = super::$backend::open().await;
                    if super::Backend::is_there(&world) {
                        super::$test(&world).await;
                    }
                }
            )+

            #[tokio::test]
            async fn a_backend_knows_its_name() {
                let world = super::$backend::open().await;
                if super::Backend::is_there(&world) {
                    assert_eq!(super::Backend::store(&world).provider(), stringify!($name));
                }
            }
        }
    };
}

/// The same for parts.
macro_rules! parts_conformance {
    ($($name:ident, $backend:ident;)+) => {
        parts_conformance! { @ [$($name, $backend;)+]
            parts_of_any_epochs_make_the_blob
            what_does_not_count_is_no_part_of_the_blob
            completing_again_is_success
            a_part_that_is_missing_is_told_and_no_blob_made
            parts_are_there_for_the_next_process
            an_abort_frees_all_parts_and_ends_their_writers
            a_writer_that_was_overtaken_changes_nothing_after_completion
            a_chunk_of_a_part_is_dropped_when_it_is_written
        }
    };
    (@ [$name:ident, $backend:ident; $($rest:tt)*] $($test:ident)+) => {
        mod $name {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $test() {
                    let world = super::super::$backend::open().await;
                    if super::super::Backend::is_there(&world) {
                        super::super::parts::$test(&world).await;
                    }
                }
            )+
        }
        parts_conformance! { @ [$($rest)*] $($test)+ }
    };
    (@ [] $($test:ident)+) => {};
}

conformance!(memory, Memory);
conformance!(filesystem, Filesystem);
conformance!(sqlite, Sqlite);

mod on_garage {
    use super::*;
    conformance!(s3, Garage);
}

mod on_s3s_fs {
    use super::*;
    conformance!(s3, S3sFs);
}

mod in_parts {
    parts_conformance! {
        memory, Memory;
        filesystem, Filesystem;
        sqlite, Sqlite;
        garage, Garage;
    }
}
