# Made from ../aio/admin.py by ./generate. Edit that.
"""What the server can do, and looking after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from google.protobuf.json_format import MessageToDict

from artigrid._generated.v1 import admin_service_pb2 as pb
from artigrid.models import Capabilities

if TYPE_CHECKING:
    from google.protobuf.message import Message

    from artigrid.sync._core import Core


class Admin:
    """The calls of a client about the server. All but `capabilities` need a role; see the contract.

    Figures come as plain dictionaries by the contract's names.
    """

    def __init__(self, core: Core) -> None:
        self._core = core

    def capabilities(self) -> Capabilities:
        """What the server is and can do, and who it takes the caller for. For all."""
        request = pb.GetCapabilitiesRequest()
        return Capabilities.from_pb(self._core.call(request, pb.GetCapabilitiesResponse, repeatable=True))

    def stats(self, sandbox: str = "") -> dict[str, Any]:
        """Figures of the sandbox; for an operator, of any sandbox or of the whole server."""
        request = pb.GetStatsRequest(sandbox_id=sandbox)
        return _plain(self._core.call(request, pb.GetStatsResponse, repeatable=True))

    def validate_configuration(self) -> dict[str, Any]:
        """Tries each dependency of the running server. Operator."""
        request = pb.ValidateConfigurationRequest()
        return _plain(self._core.call(request, pb.ValidateConfigurationResponse, repeatable=True))

    def sweep(self, *, dry_run: bool = False) -> dict[str, int]:
        """Frees what is expired, abandoned or orphaned, step by step to the end. Operator."""
        freed: dict[str, int] = {}
        request = pb.SweepRequest(dry_run=dry_run)
        while True:
            answer = self._core.call(request, pb.SweepResponse, repeatable=True)
            for each in answer.DESCRIPTOR.fields:
                if each.name != "next_token":
                    freed[each.name] = freed.get(each.name, 0) + getattr(answer, each.name)
            if not answer.next_token:
                return freed
            request.token = answer.next_token


def _plain(message: Message) -> dict[str, Any]:
    return MessageToDict(message, preserving_proto_field_name=True, always_print_fields_with_no_presence=True)
