"""The blocking client. Use it as `artigrid.Client`."""

from artigrid.sync.client import Client
from artigrid.sync.download import Download

__all__ = ["Client", "Download"]
