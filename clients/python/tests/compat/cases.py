"""What a program may do with the store, as cases that run against the original package and against ours.

A case gives what it saw, as plain values; what must differ (ids, times, sandboxes) it leaves out or reduces to its form.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from types import ModuleType
from typing import Any

Case = Callable[[ModuleType, Any], Awaitable[Any]]
CASES: dict[str, Case] = {}


def case(function: Case) -> Case:
    CASES[function.__name__] = function
    return function


async def failure(awaitable: Awaitable[Any]) -> list[str]:
    """The names of the exception and of what it may be caught by."""
    try:
        found = await awaitable
    except Exception as error:
        return [kind.__name__ for kind in type(error).__mro__ if issubclass(kind, Exception) and kind is not Exception]
    return ["nothing", repr(found)]


def shown(record: Any, *names: str) -> dict[str, Any]:
    wanted = names or ("mime", "summary", "meta", "filename", "bytes", "sha256", "ttl", "scope", "owner_id")
    found = {name: getattr(record, name) for name in wanted}
    return {name: getattr(value, "value", value) for name, value in found.items()}


async def made(store: Any, **options: Any) -> str:
    said: dict[str, Any] = {"data": b"hello", "mime": "text/plain", "summary": "s", "user_id": "alice", **options}
    return str(await store.store(**said))


@case
async def what_is_stored_comes_back(m: ModuleType, store: Any) -> Any:
    id = await made(store, filename="a/b.txt", meta={"n": {"x": 1}, "l": [1, 2]})
    return [await store.retrieve(id), shown(await store.metadata(id)), await store.exists(id)]


@case
async def nothing_is_content(m: ModuleType, store: Any) -> Any:
    id = await made(store, data=b"")
    return [await store.retrieve(id), (await store.metadata(id)).bytes]


@case
async def records_read_like_dictionaries(m: ModuleType, store: Any) -> Any:
    record = await store.metadata(await made(store))
    return [record["mime"], record.get("summary"), record.get("nothing", 5), "mime" in list(record.keys())]


@case
async def sessions_are_made_from_users(m: ModuleType, store: Any) -> Any:
    session = (await store.metadata(await made(store))).session_id
    return bool(re.match(r"sess-alice-\d+-[0-9a-f]+$", session))


@case
async def own_sessions_are_used(m: ModuleType, store: Any) -> Any:
    id = await made(store, session_id="org_9", user_id=None)
    return [(await store.metadata(id)).session_id, await store.validate_session("org_9")]


@case
async def the_session_of_another_is_refused(m: ModuleType, store: Any) -> Any:
    id = await made(store, session_id="hers")
    return await failure(store.retrieve(id, session_id="his"))


@case
async def the_sessions_user_reads_without_naming_it(m: ModuleType, store: Any) -> Any:
    return await store.retrieve(await made(store), user_id="alice")


@case
async def another_user_who_names_no_session(m: ModuleType, store: Any) -> Any:
    id = await made(store)
    return [await failure(store.retrieve(id, user_id="bob")), await failure(store.delete(id, user_id="bob"))]


@case
async def another_user_in_a_session_of_alices(m: ModuleType, store: Any) -> Any:
    await made(store, session_id="hers")
    return await failure(made(store, session_id="hers", user_id="bob"))


@case
async def users_files_follow_their_user(m: ModuleType, store: Any) -> Any:
    id = await made(store, scope="user", ttl=86400)
    found = [await store.retrieve(id, user_id="alice"), shown(await store.metadata(id), "scope", "owner_id", "ttl")]
    return [*found, await failure(store.retrieve(id, user_id="bob")), await failure(store.retrieve(id))]


@case
async def files_without_end(m: ModuleType, store: Any) -> Any:
    return await failure(made(store, scope="user", ttl=None))


@case
async def the_sandbox_is_read_by_all_and_deleted_by_nobody(m: ModuleType, store: Any) -> Any:
    id = await made(store, scope="sandbox", user_id=None)
    return [await store.retrieve(id), await store.retrieve(id, user_id="x"), await failure(store.delete(id))]


@case
async def arguments_that_are_wrong(m: ModuleType, store: Any) -> Any:
    id = await made(store)
    return [
        (await failure(made(store, scope="user", user_id=None)))[0],
        (await failure(made(store, scope="galaxy")))[-1],
        (await failure(store.update_file(id)))[0],
        (await failure(store.search()))[0],
        (await failure(store.list_by_user("")))[0],
    ]


@case
async def what_is_not_there(m: ModuleType, store: Any) -> Any:
    nothing = "0" * 32
    return [
        (await failure(store.retrieve(nothing)))[0],
        (await failure(store.metadata(nothing)))[0],
        (await failure(store.delete(nothing)))[0],
        await store.exists(nothing),
        await store.list_by_session("none"),
        await store.get_session_info("none"),
        await store.validate_session("none"),
        await store.delete_session("none"),
        await store.extend_session_ttl("none", 1),
        await store.update_session_metadata("none", {}),
    ]


@case
async def an_update_of_what_is_not_there(m: ModuleType, store: Any) -> Any:
    return await failure(store.update_file("0" * 32, data=b""))


@case
async def updates_change_what_is_given(m: ModuleType, store: Any) -> Any:
    id = await made(store, filename="a", meta={"k": 1})
    answer = await store.update_file(id, data=b"two!", summary="t", meta={"only": 1})
    return [answer, await store.retrieve(id), shown(await store.metadata(id), "summary", "meta", "filename", "bytes")]


@case
async def metadata_merges_at_the_top(m: ModuleType, store: Any) -> Any:
    id = await made(store, meta={"a": {"x": 1}, "b": 1})
    merged = await store.update_metadata(id, summary="t", meta={"a": {"y": 2}, "c": None})
    replaced = await store.update_metadata(id, meta={"d": 1}, merge=False)
    return [merged.meta, merged.summary, replaced.meta, replaced.summary]


@case
async def fields_of_the_servers_are_written(m: ModuleType, store: Any) -> Any:
    return (await failure(store.update_metadata(await made(store), owner_id="bob")))[0]


@case
async def lives_are_extended(m: ModuleType, store: Any) -> Any:
    return (await store.extend_ttl(await made(store), 100)).ttl


@case
async def copies_say_where_they_come_from(m: ModuleType, store: Any) -> Any:
    id = await made(store, filename="a.txt", meta={"n": {"x": 1}})
    record = await store.metadata(await store.copy_file(id, new_meta={"n": 2}))
    same = record.session_id == (await store.metadata(id)).session_id
    meta = {key: value if key == "n" else bool(value) for key, value in record.meta.items()}
    named = await store.metadata(await store.copy_file(id, new_filename="b", summary="t"))
    return [same, meta, record.filename, record.summary, named.filename, named.summary]


@case
async def copies_keep_their_lifetime(m: ModuleType, store: Any) -> Any:
    id = await made(store, ttl=7200)
    return (await store.metadata(await store.copy_file(id))).ttl


@case
async def files_stay_in_their_session(m: ModuleType, store: Any) -> Any:
    id = await made(store)
    copied = await failure(store.copy_file(id, target_session_id="other"))
    return [copied[-1], (await failure(store.move_file(id, new_session_id="other")))[-1]]


@case
async def moves_answer_with_the_new_name(m: ModuleType, store: Any) -> Any:
    id = await made(store, filename="a", meta={"k": 1})
    return shown(await store.move_file(id, new_filename="z", new_meta={"m": 1}), "filename", "meta")


@case
async def moves_last(m: ModuleType, store: Any) -> Any:
    id = await made(store, filename="a")
    await store.move_file(id, new_filename="z")
    return (await store.metadata(id)).filename


@case
async def text_is_written_and_read(m: ModuleType, store: Any) -> Any:
    id = await store.write_file("grüße", filename="g.txt", user_id="alice", encoding="latin-1")
    record = await store.metadata(id)
    text = await store.read_file(id, encoding="latin-1")
    return [text, await store.read_file(id, as_text=False), record.mime, record.summary]


@case
async def users_read_their_own_files_as_text(m: ModuleType, store: Any) -> Any:
    return await failure(store.read_file(await made(store, scope="user")))


@case
async def sessions_are_listed_by_prefix(m: ModuleType, store: Any) -> Any:
    for name in ("docs/a", "docs/b", "images/c"):
        await made(store, filename=name, session_id="s")
    lists = [
        await store.list_by_session("s"),
        await store.list_files("s", "docs/"),
        await store.get_directory_contents("s", "images/"),
        await store.list_by_session("s", limit=2),
    ]
    names = [sorted(record.filename for record in records) for records in lists]
    return [*names[:3], len(names[3])]


@case
async def users_files_are_found(m: ModuleType, store: Any) -> Any:
    for mime, quarter in (("application/pdf", "Q4"), ("image/png", "Q4"), ("image/png", "Q3")):
        await made(store, mime=mime, meta={"quarter": quarter, "a.b": 1}, scope="user", filename=f"{mime}{quarter}")
    await made(store, scope="user", user_id="bob")
    lists = [
        await store.search(user_id="alice", scope="user"),
        await store.search(user_id="alice", scope="user", mime_prefix="image/"),
        await store.search(user_id="alice", meta_filter={"quarter": "Q4", "a.b": 1}),
        await store.list_by_user("alice", mime_prefix="image/", meta_filter={"quarter": "Q3"}),
        await store.search(scope="sandbox"),
    ]
    return [sorted(record.filename for record in records) for records in lists]


@case
async def a_users_session_files_are_searched(m: ModuleType, store: Any) -> Any:
    await made(store, filename="x")
    return [record.filename for record in await store.search(user_id="alice", scope="session")]


@case
async def batches_have_an_outcome_for_each(m: ModuleType, store: Any) -> Any:
    good = {"data": b"x", "mime": "text/plain", "summary": "s", "filename": "f", "meta": {"k": 1}, "ttl": 5}
    ids = await store.store_batch([good, {**good, "data": b""}, {"data": b"x"}, good], session_id="s")
    record = await store.metadata(ids[0])
    return [[bool(id) for id in ids], shown(record), record.session_id]


@case
async def batches_without_a_session_share_one(m: ModuleType, store: Any) -> Any:
    ids = await store.store_batch([{"data": b"x", "mime": "a/b", "summary": ""}] * 3)
    return len({(await store.metadata(id)).session_id for id in ids})


@case
async def sessions_live(m: ModuleType, store: Any) -> Any:
    id = await store.create_session("alice", 2, {"job": 1})
    info = await store.get_session_info(id)
    return [
        bool(re.match(r"sess-alice-\d+-[0-9a-f]+$", id)),
        info.session_id == id,
        info.user_id,
        await store.validate_session(id),
        await store.update_session_metadata(id, {"more": 2}),
        await store.extend_session_ttl(id, 1),
        await store.delete_session(id),
        await store.validate_session(id),
    ]


@case
async def sessions_show_their_metadata(m: ModuleType, store: Any) -> Any:
    info = await store.get_session_info(await store.create_session("alice", 2, {"job": 1}))
    return [info.metadata, info.ttl_hours]


@case
async def the_end_of_a_session_ends_its_files(m: ModuleType, store: Any) -> Any:
    id = await made(store, session_id="s")
    await store.delete_session("s")
    return (await failure(store.retrieve(id)))[0]


@case
async def streams_go_in_and_out(m: ModuleType, store: Any) -> Any:
    told: list[tuple[int, int | None]] = []

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(5):
            yield b"0123456789" * 10_000

    upload = m.StreamUploadRequest(
        data_stream=pieces(), mime="a/b", summary="s", user_id="alice", content_length=500_000
    )
    id = await store.stream_upload(upload)
    request = m.StreamDownloadRequest(
        artifact_id=id, chunk_size=1000, progress_callback=lambda done, total: told.append((done, total))
    )
    whole = [piece async for piece in store.stream_download(request)]
    return [b"".join(whole) == b"0123456789" * 50_000, max(len(piece) for piece in whole), told[-1]]


@case
async def a_stream_that_breaks_is_no_artifact(m: ModuleType, store: Any) -> Any:
    async def pieces() -> AsyncIterator[bytes]:
        yield b"x" * 100
        raise OSError("the client went away")

    request = m.StreamUploadRequest(data_stream=pieces(), mime="a/b", summary="s", session_id="s")
    found = await failure(store.stream_upload(request))
    return ["failed" if found[0] != "nothing" else "stored", len(await store.list_by_session("s"))]


@case
async def keys_are_made_and_taken_apart(m: ModuleType, store: Any) -> Any:
    sandbox = store.sandbox_id
    key = store.generate_artifact_key("s1", "abc")
    parts = store.parse_grid_key(key)
    found = [store.get_canonical_prefix("s1"), key, store.get_session_prefix_pattern()]
    return [
        [text.replace(sandbox, "SANDBOX") for text in found],
        [parts.session_id, parts.artifact_id, parts.subpath],
        store.parse_grid_key("no key"),
        m.grid.artifact_key("a", "s", "x", scope="user", owner_id="u"),
        m.grid.artifact_key("a", "s", "x", scope="sandbox"),
        m.grid.canonical_prefix("a", "s", use_legacy_format=True),
        m.grid.parse("grid/a/s/x").session_id,
        m.grid.parse("grid/a/shared/x").session_id,
        m.grid.is_valid_grid_key("grid/a/users/u/x"),
    ]


@case
async def keys_with_strange_ids(m: ModuleType, store: Any) -> Any:
    return m.grid.canonical_prefix("a", "..")


@case
async def the_store_says_how_it_is(m: ModuleType, store: Any) -> Any:
    found = await store.validate_configuration()
    info = await store.get_sandbox_info()
    return [
        found["storage"]["status"] == "ok",
        found["session"]["provider"],
        found.overall.value,
        [info.bucket, info.storage_provider, info.session_ttl_hours, info.max_retries, info.closed],
    ]


@case
async def figures_are_counted(m: ModuleType, store: Any) -> Any:
    await made(store)
    await made(store, scope="user")
    stats = await store.get_stats()
    return [stats["storage_provider"], stats.total_artifacts, stats.total_bytes]


@case
async def a_closed_store_is_closed(m: ModuleType, store: Any) -> Any:
    id = await made(store)
    await store.close()
    return (await failure(store.retrieve(id)))[0]


@case
async def access_is_asked_of_functions(m: ModuleType, store: Any) -> Any:
    control = __import__(f"{m.__name__}.access_control", fromlist=["x"])
    record = await store.metadata(await made(store, scope="user"))
    contexts = [control.build_context(user_id=user, sandbox_id=record.sandbox_id) for user in ("alice", "bob", None)]
    return [control.can_modify(record, context) for context in contexts]
