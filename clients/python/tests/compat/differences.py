"""Every case in which ours does something else than the original, and why. COMPAT.md lists the same, word for word.

What is in brackets is the row of the list of defects that ours must not have.
"""

from __future__ import annotations

#: What 0.7 did not have, or answered as plain dictionaries.
NOT_IN_0_7 = {
    "arguments_that_are_wrong",
    "sessions_live",
    "streams_go_in_and_out",
    "the_store_says_how_it_is",
    "users_files_are_found",
}

DIFFERENCES: dict[str, str] = {
    "another_user_who_names_no_session": "There, leaving out `session_id` reads and deletes another user's session files. Here the user that is named decides (C1)",
    "another_user_in_a_session_of_alices": "There, any user may write into any session. Here another user's session is refused (C1)",
    "files_without_end": "There, `ttl=None` fails after the bytes were written. Here it means what its documentation says: no end (C8)",
    "an_update_of_what_is_not_there": "There it is a `ProviderError`. Here it is an `ArtifactNotFoundError`, as everywhere else (C7)",
    "fields_of_the_servers_are_written": "There, `update_metadata` writes any field, owner and key too. Here what the server owns is refused with a `ValueError` (C1)",
    "copies_keep_their_lifetime": "There, a copy has the default ttl and session scope. Here it keeps scope and the rest of the ttl (C12)",
    "moves_last": "There, `move_file` answers with the new name and stores nothing. Here the name is changed (C12)",
    "users_read_their_own_files_as_text": "There, `read_file` refuses every user-scoped file, to its owner too. Here it reads them (C12)",
    "a_users_session_files_are_searched": 'There, `search(scope="session")` finds nothing, ever. Here it finds what is in the user\'s live sessions (C5)',
    "sessions_show_their_metadata": "There, from 0.9 on, `metadata` and `ttl_hours` of a session are always empty. Here they are true",
    "the_end_of_a_session_ends_its_files": "There, files of a deleted session stay readable. Here they end with it (C8)",
    "a_stream_that_breaks_is_no_artifact": "There, a stream that raises is stored as an empty artifact. Here the call fails and nothing is stored (C11)",
    "keys_with_strange_ids": "There, `..` and the like go into keys as they are. Here every byte that could mean something is encoded: `!2E.` (C9)",
    "figures_are_counted": "There, counts and bytes are always none. Here they are counted (C15)",
}
