"""Client of Weir: runs, snapshots, lineage, live events."""

from weir.aio import AsyncJobContext
from weir.aio_resources import AsyncRelations, AsyncWeirClient
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
from weir.ingest import ComputePool, DescriptorSource, Function, FunctionSource, JavaMethod, SchemaRegistry
from weir.job import JobContext
from weir.relations import Relation, RelationStatus
from weir.settings import Settings

__all__ = [
    "AsyncJobContext",
    "AsyncRelations",
    "AsyncWeirClient",
    "AuthError",
    "ComputePool",
    "Conflict",
    "Database",
    "DatlakeClient",
    "DescriptorSource",
    "Function",
    "FunctionSource",
    "InvalidRequest",
    "JavaMethod",
    "JobContext",
    "NotFound",
    "Relation",
    "RelationStatus",
    "Schema",
    "SchemaRegistry",
    "ServerError",
    "Settings",
    "Snapshot",
    "StoredObject",
    "TransientNetworkError",
    "WeirClient",
    "WeirError",
]
