"""A web application that keeps what its users upload.

    pip install artigrid fastapi python-multipart uvicorn
    ARTIGRID_ADDR=127.0.0.1:50051 uvicorn web:app

One connection serves all users: each request acts for its own. Content streams through, however large it is.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Header, HTTPException, UploadFile
from fastapi.responses import StreamingResponse

from artigrid import AsyncClient, errors


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    async with AsyncClient.from_env() as client:
        app.state.client = client
        yield


app = FastAPI(lifespan=lifespan)


async def mine(x_user: Annotated[str, Header()]) -> AsyncClient:
    """The client on behalf of who asks. A real application takes the user from its login, not from a header."""
    client: AsyncClient = app.state.client
    return client.acting_for(user=x_user)


Mine = Annotated[AsyncClient, Depends(mine)]


@app.post("/files")
async def upload(file: UploadFile, client: Mine) -> dict[str, Any]:
    kept = await client.artifacts.upload(
        file, filename=file.filename or "", mime_type=file.content_type or "", scope="user"
    )
    return {"id": kept.id, "name": kept.filename, "size": kept.size}


@app.get("/files")
async def files(client: Mine, prefix: str = "") -> list[dict[str, Any]]:
    found = client.artifacts.list(scope="user", prefix=prefix)
    return [{"id": each.id, "name": each.filename, "size": each.size, "type": each.mime_type} async for each in found]


@app.get("/files/{file_id}")
async def download(file_id: str, client: Mine) -> StreamingResponse:
    try:
        artifact = await client.artifacts.get(file_id)
    except errors.NotFound as error:
        raise HTTPException(410 if error.expired else 404, str(error)) from error
    except errors.AccessDenied as error:
        raise HTTPException(403, str(error)) from error

    async def content() -> AsyncIterator[bytes]:
        async with client.artifacts.open(file_id, version=artifact.version) as arriving:
            async for data in arriving:
                yield data

    return StreamingResponse(content(), media_type=artifact.mime_type)
