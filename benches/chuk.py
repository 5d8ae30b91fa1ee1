"""The Python library on the same Redis and disk: so many stores, then as many retrievals, of one session.

Arguments: size in bytes, callers at once, calls. Prints both rates as JSON. The variables say where Redis and the disk are.
"""

import asyncio
import json
import logging
import os
import sys
import time

logging.disable(logging.CRITICAL)

from chuk_artifacts import ArtifactStore  # noqa: E402


async def rate(callers, total, call):
    left = iter(range(total))

    async def caller():
        for index in left:
            await call(index)

    start = time.perf_counter()
    await asyncio.gather(*(caller() for _ in range(callers)))
    return total / (time.perf_counter() - start)


async def main(size, callers, total):
    data = os.urandom(size)
    store = ArtifactStore()
    first = await store.store(data, mime="application/octet-stream", summary="", filename="warm", user_id="bench")
    session = (await store.metadata(first)).session_id
    ids = [None] * total

    async def put(index):
        # Its file system provider writes a second copy under the file's name, so two must not share one.
        ids[index] = await store.store(
            data,
            mime="application/octet-stream",
            summary="",
            filename=f"content-{index}.bin",
            session_id=session,
            user_id="bench",
        )

    async def get(index):
        if len(await store.retrieve(ids[index], session_id=session)) != size:
            raise RuntimeError("other content than was stored")

    stored = await rate(callers, total, put)
    retrieved = await rate(callers, total, get)
    print(json.dumps({"store": stored, "retrieve": retrieved}))


asyncio.run(main(*map(int, sys.argv[1:])))
