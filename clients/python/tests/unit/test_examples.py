"""The examples do what they say."""

from __future__ import annotations

import base64
import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from ..servers import Server

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(autouse=True)
def environment(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARTIGRID_ADDR", server.address)
    monkeypatch.setenv("ARTIGRID_SANDBOX", "examples")


def example(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, EXAMPLES / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def web() -> Iterator[Any]:
    from fastapi.testclient import TestClient

    with TestClient(example("web").app) as client:
        yield client


def test_a27_the_web_application_keeps_what_its_users_upload(web: Any) -> None:
    content = bytes(3 * 1024 * 1024)
    kept = web.post("/files", files={"file": ("film.bin", content, "video/x")}, headers={"x-user": "web-ana"}).json()
    assert (kept["name"], kept["size"]) == ("film.bin", len(content))
    listed = web.get("/files", headers={"x-user": "web-ana"}).json()
    assert listed == [{**kept, "type": "video/x"}]
    back = web.get(f"/files/{kept['id']}", headers={"x-user": "web-ana"})
    assert back.content == content
    assert back.headers["content-type"] == "video/x"
    assert web.get("/files", headers={"x-user": "web-bob"}).json() == []
    assert web.get(f"/files/{kept['id']}", headers={"x-user": "web-bob"}).status_code == 403
    nothing = "00000000-0000-7000-8000-000000000000"
    assert web.get(f"/files/{nothing}", headers={"x-user": "web-ana"}).status_code == 404


async def test_a27_the_mcp_server_keeps_and_lists_files() -> None:
    from mcp import Client

    module = example("mcp_server")
    async with Client(module.server) as client:
        content = base64.b64encode(b"hello").decode()
        arguments = {"data_b64": content, "filename": "a.txt", "user_id": "mcp-ana"}
        kept = (await client.call_tool("upload_file", arguments)).structured_content
        assert kept
        assert (kept["filename"], kept["size"]) == ("a.txt", 5)
        listed = (await client.call_tool("list_files", {"user_id": "mcp-ana"})).structured_content
        assert listed == {"files": [{"id": kept["file_id"], "name": "a.txt", "size": 5}]}
        nobody = (await client.call_tool("list_files", {"user_id": "mcp-bob"})).structured_content
        assert nobody == {"files": []}
    await module.client().close()
