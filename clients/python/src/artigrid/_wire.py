"""Which method a request belongs to.

The contract gives every method its own `<Method>Request`, in the file of its service; so a request knows its path, and
no stub besides the messages is needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from google.protobuf.message import Message


def method_path(request: type[Message]) -> str:
    """The gRPC path of the method that takes this request."""
    descriptor = request.DESCRIPTOR
    name = descriptor.name.removesuffix("Request")
    for service in descriptor.file.services_by_name.values():
        if name in service.methods_by_name:
            return f"/{service.full_name}/{name}"
    raise TypeError(f"{descriptor.full_name} is no request of ours")
