"""An MCP server whose tools keep files for their users.

pip install artigrid 'mcp>=2'
ARTIGRID_ADDR=127.0.0.1:50051 python mcp_server.py
"""

import base64
from functools import cache
from typing import Any

from mcp.server import MCPServer

from artigrid import AsyncClient

server = MCPServer("artigrid")


@cache
def client() -> AsyncClient:
    """The connection, opened when the first tool is called."""
    return AsyncClient.from_env()


@server.tool()
async def upload_file(data_b64: str, filename: str, user_id: str) -> dict[str, Any]:
    """Keeps a file for a user, across sessions. The content is Base64."""
    content = base64.b64decode(data_b64, validate=True)
    kept = await client().acting_for(user=user_id).artifacts.upload(content, filename=filename, scope="user")
    return {"file_id": kept.id, "filename": kept.filename, "size": kept.size}


@server.tool()
async def list_files(user_id: str) -> dict[str, Any]:
    """Lists a user's files."""
    found = client().acting_for(user=user_id).artifacts.list(scope="user")
    return {"files": [{"id": each.id, "name": each.filename, "size": each.size} async for each in found]}


if __name__ == "__main__":
    server.run()
