"""Client of Weir: runs, snapshots, lineage, live events."""

from weir.aio import AsyncJobContext
from weir.catalog import Database, Schema
from weir.client import DatlakeClient, Snapshot, StoredObject, WeirClient
from weir.errors import (
    AuthError,
    Conflict,
    InvalidRequest,
    NotFound,
    ServerError,
    TransientNetworkError,
    WeirError,
)
from weir.job import JobContext
from weir.settings import Settings

__all__ = [
    "AsyncJobContext",
    "AuthError",
    "Conflict",
    "Database",
    "DatlakeClient",
    "InvalidRequest",
    "JobContext",
    "NotFound",
    "Schema",
    "ServerError",
    "Settings",
    "Snapshot",
    "StoredObject",
    "TransientNetworkError",
    "WeirClient",
    "WeirError",
]
