//! The sentences of [`Catalog`], each as a test that every backend passes.
//!
//! A backend is a function that makes a fresh world; the macro at the end lists each test once for each of them.

mod artifacts;
mod care;
mod keys;
mod leases;
mod links;
mod listing;
mod native;
mod requests;
pub(in crate::store::catalog) mod search;
mod sessions;
mod stores;
mod sweep;
pub(in crate::store::catalog) mod uploads;
pub(in crate::store::catalog) mod world;

/// Lists every test of a topic for every backend.
macro_rules! conformance {
    ($($topic:ident: $($test:ident)+;)+) => {$(
        mod $topic {
            mod memory {$(
                #[tokio::test]
                async fn $test() {
                    let world = super::super::world::World::memory().await;
                    super::super::super::$topic::$test(&world).await;
                }
            )+}
            mod sqlite {$(
                #[tokio::test]
                async fn $test() {
                    let world = super::super::world::World::file().await;
                    super::super::super::$topic::$test(&world).await;
                }
            )+}
            mod postgres {$(
                #[tokio::test]
                async fn $test() {
                    let Some(world) = super::super::world::World::postgres().await else { return };
                    super::super::super::$topic::$test(&world).await;
                }
            )+}
        }
    )+};
}

mod run {
    use super::world;

    conformance! {
        artifacts:
            what_is_created_is_found_whole
            another_sandbox_finds_nothing
            a_change_is_one_revision_and_content_one_version
            a_precondition_holds_at_the_commit
            a_refusal_changes_nothing
            replaced_content_is_found_until_it_is_forgotten
            deleted_content_is_garbage_and_not_found
            a_commit_settles_its_upload_once
            an_upload_given_to_the_sweep_cannot_be_committed
            a_deadline_can_be_moved
            block_sums_are_read_from_any_block_on
            a_reader_never_sees_an_old_row_after_a_commit;
        sessions:
            a_name_stands_for_its_last_incarnation
            a_name_of_another_user_is_foreign
            sixty_four_writers_get_one_automatic_session
            an_automatic_session_is_renewed_and_replaced
            live_sessions_are_told_oldest_first
            an_end_is_final
            a_session_changes_from_what_it_is_then
            live_sessions_are_listed_newest_first_in_pages
            a_page_of_sessions_ends_at_its_bytes
            an_ended_session_hides_what_it_held_and_takes_no_more
            a_renewed_session_lengthens_what_it_holds;
        keys:
            signing_keys_are_made_once
            a_rotated_key_verifies_until_its_end_and_its_id_is_never_given_again;
        links:
            a_link_is_known_by_its_secret_and_in_its_sandbox
            links_are_listed_newest_first_in_pages
            of_sixty_four_at_once_no_more_use_a_link_than_it_allows
            a_link_that_has_ended_is_used_no_more
            a_link_is_told_again_with_its_secret
            ended_links_are_forgotten_a_day_later;
        native:
            what_can_be_read_natively_is_due_as_soon_as_its_artifact_is_gone
            one_object_is_taken_of_those_that_lie_beside_a_key;
        listing:
            names_come_in_the_order_of_their_bytes
            only_what_is_live_is_listed
            what_stands_behind_a_slash_is_rolled_up
            owners_are_merged_and_kept_apart
            pages_join_without_gap_or_overlap
            a_page_ends_at_its_bytes
            a_bad_position_is_refused;
        search:
            a_search_answers_as_a_plain_evaluation_does
            boundaries_hold_whatever_is_asked
            pages_stay_right_while_artifacts_come_and_go
            what_is_over_is_not_found
            a_change_of_metadata_is_found_at_once
            a_place_of_another_order_is_refused;
        sweep:
            what_expired_becomes_garbage_and_a_tombstone
            what_an_expired_session_held_becomes_garbage
            what_a_deleted_session_held_leaves_no_tombstone
            the_sweep_goes_on_where_its_limit_ended_it
            a_commit_late_by_its_clock_is_refused_after_the_sweep
            pending_uploads_are_all_told;
        requests:
            an_answer_is_kept_with_its_effect_for_a_day
            every_change_keeps_its_answer
            a_refusal_keeps_no_answer
            of_many_at_once_one_is_done
            items_are_answered_by_themselves;
        care:
            what_is_overdue_is_counted_before_it_is_swept
            a_key_is_known_as_long_as_any_row_tells_of_it
            all_artifacts_are_scanned_once
            figures_count_what_is_live;
        stores:
            a_store_is_on_record_as_it_was_said_last
            rows_of_a_store_are_counted_and_dropped;
        leases:
            one_holder_at_a_time
            what_a_dead_holder_held_passes_on_when_it_ends
            a_holder_that_was_late_is_told
            leases_of_other_names_are_apart;
        uploads:
            an_upload_is_found_as_it_was_begun
            a_beginning_is_told_again
            a_writer_that_was_taken_over_adds_nothing
            of_many_that_take_over_at_once_each_has_an_epoch_and_a_number
            of_many_parts_at_one_offset_one_counts
            who_takes_over_knows_of_every_part_that_counts
            a_sealed_upload_takes_no_byte_and_is_completed_once
            content_of_an_upload_replaces_and_completes
            what_is_given_up_is_found_by_the_sweep_alone
            of_a_completion_and_a_giving_up_at_once_one_is_done
            of_a_part_by_url_the_last_claim_counts
            content_put_whole_takes_the_place_of_parts
            uploads_are_listed_newest_first_to_whom_they_belong
            parts_go_with_the_rows_of_their_store;
    }
}
