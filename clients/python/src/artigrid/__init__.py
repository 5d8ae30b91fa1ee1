"""Artigrid: keep files with metadata, stream them in and out, share them, find them again.

    from artigrid import Client

    with Client("127.0.0.1:50051", user="ana") as client:
        note = client.artifacts.store(b"remember the milk", filename="note.txt")
        print(client.artifacts.read_text(note.id))

`Client` blocks, `AsyncClient` is for asyncio; both have the same methods. `errors` has an exception per reason, `grid` the
keys of artifacts, `compat` the drop-in for users of chuk-artifacts.
"""

from artigrid import errors, grid
from artigrid._config import Tls
from artigrid._retry import RetryPolicy
from artigrid.aio.client import AsyncClient
from artigrid.aio.download import AsyncDownload
from artigrid.errors import ArtigridError
from artigrid.models import (
    Artifact,
    Capabilities,
    Content,
    Counts,
    Digests,
    Event,
    Failure,
    NewArtifact,
    Page,
    Progress,
    Scope,
    Session,
    ShareLink,
    SignedUrl,
    Upload,
    UploadTicket,
    Wanted,
)
from artigrid.sync.client import Client
from artigrid.sync.download import Download

__version__ = "0.1.0"

__all__ = [
    "Artifact",
    "ArtigridError",
    "AsyncClient",
    "AsyncDownload",
    "Capabilities",
    "Client",
    "Content",
    "Counts",
    "Digests",
    "Download",
    "Event",
    "Failure",
    "NewArtifact",
    "Page",
    "Progress",
    "RetryPolicy",
    "Scope",
    "Session",
    "ShareLink",
    "SignedUrl",
    "Tls",
    "Upload",
    "UploadTicket",
    "Wanted",
    "errors",
    "grid",
]
