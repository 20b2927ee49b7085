"""Client of Weir: stores, pipelines, tables, who may do what; runs, snapshots, lineage, live events."""

from weir.aio import AsyncJobContext
from weir.aio_client import AsyncClient, AsyncWeirClient
from weir.client import Client, DatlakeClient, Snapshot, StoredObject, WeirClient
from weir.errors import (
    AuthError,
    Conflict,
    ConnectionError,
    InvalidConfiguration,
    InvalidRequest,
    NotFound,
    PermissionError,
    ResourceAlreadyExists,
    ResourceInUse,
    ResourceNotFound,
    ServerError,
    SQLError,
    TransientNetworkError,
    WeirError,
)
from weir.job import JobContext
from weir.pipelines import PipelineDefinition
from weir.settings import Settings

__all__ = [
    "AsyncClient",
    "AsyncJobContext",
    "AsyncWeirClient",
    "AuthError",
    "Client",
    "Conflict",
    "ConnectionError",
    "DatlakeClient",
    "InvalidConfiguration",
    "InvalidRequest",
    "JobContext",
    "NotFound",
    "PermissionError",
    "PipelineDefinition",
    "ResourceAlreadyExists",
    "ResourceInUse",
    "ResourceNotFound",
    "SQLError",
    "ServerError",
    "Settings",
    "Snapshot",
    "StoredObject",
    "TransientNetworkError",
    "WeirClient",
    "WeirError",
]
