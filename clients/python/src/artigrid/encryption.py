"""Encryption by the client: the server never sees the key. The format is described in clients/ENCRYPTION.md."""

from artigrid._frames import EncryptionKey
from artigrid.aio.encryption import AsyncEncrypted
from artigrid.sync.encryption import Encrypted

__all__ = ["AsyncEncrypted", "Encrypted", "EncryptionKey"]
