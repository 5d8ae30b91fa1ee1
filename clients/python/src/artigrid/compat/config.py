"""Configuration by the environment, in code. Each function sets variables and gives what it has set."""

from __future__ import annotations

import os
from typing import Any

from artigrid.compat.store import ArtifactStore


def _set(**variables: str | None) -> dict[str, str]:
    said = {name: value for name, value in variables.items() if value is not None}
    os.environ.update(said)
    return said


def configure_memory() -> dict[str, str]:
    """Everything in memory."""
    return _set(ARTIFACT_PROVIDER="memory", SESSION_PROVIDER="memory", ARTIFACT_BUCKET="mcp-artifacts")


def configure_filesystem(root: str = "./artifacts") -> dict[str, str]:
    """Files under a directory, with their catalog beside them: a later process finds them again."""
    return _set(
        ARTIFACT_PROVIDER="filesystem",
        SESSION_PROVIDER="memory",
        ARTIFACT_FS_ROOT=root,
        ARTIFACT_BUCKET="mcp-artifacts",
    )


def configure_s3(
    *,
    access_key: str,
    secret_key: str,
    bucket: str,
    endpoint_url: str | None = None,
    region: str = "us-east-1",
    session_provider: str = "memory",
) -> dict[str, str]:
    """S3 or something compatible. The server also wants ARTIGRID_CATALOG, and says so."""
    return _set(
        ARTIFACT_PROVIDER="s3",
        AWS_ACCESS_KEY_ID=access_key,
        AWS_SECRET_ACCESS_KEY=secret_key,
        AWS_REGION=region,
        ARTIFACT_BUCKET=bucket,
        S3_ENDPOINT_URL=endpoint_url,
        SESSION_PROVIDER=session_provider,
    )


def configure_ibm_cos(
    *,
    access_key: str,
    secret_key: str,
    bucket: str,
    endpoint: str = "https://s3.us-south.cloud-object-storage.appdomain.cloud",
    region: str = "us-south",
    session_provider: str = "memory",
) -> dict[str, str]:
    """IBM Cloud Object Storage, by the variables that the server reads."""
    return _set(
        ARTIFACT_PROVIDER="ibm_cos",
        IBM_COS_ACCESS_KEY=access_key,
        IBM_COS_SECRET_KEY=secret_key,
        IBM_COS_ENDPOINT=endpoint,
        AWS_REGION=region,
        ARTIFACT_BUCKET=bucket,
        SESSION_PROVIDER=session_provider,
    )


def configure_redis_session(redis_url: str = "redis://localhost:6379/0") -> dict[str, str]:
    """Sessions seen by several servers."""
    return _set(SESSION_PROVIDER="redis", SESSION_REDIS_URL=redis_url)


def create_store() -> ArtifactStore:
    """A store as the environment says."""
    return ArtifactStore()


def development_setup() -> ArtifactStore:
    """A store in memory."""
    configure_memory()
    return ArtifactStore()


def testing_setup(artifacts_dir: str = "./test-artifacts") -> ArtifactStore:
    """A store in files."""
    configure_filesystem(artifacts_dir)
    return ArtifactStore()


def production_setup(*, storage_type: str, **options: Any) -> ArtifactStore:
    """A store on `s3` or `ibm_cos`."""
    if storage_type == "s3":
        configure_s3(**options)
    elif storage_type == "ibm_cos":
        configure_ibm_cos(**options)
    else:
        raise ValueError(f"no such storage for production: {storage_type!r}")
    return ArtifactStore()
