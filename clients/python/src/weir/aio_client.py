"""The platform, as one caller sees it, for asyncio."""

from __future__ import annotations

import asyncio
from typing import Mapping, Optional

from weir.aio_managers import (
    AsyncAudit,
    AsyncComputePools,
    AsyncDatabases,
    AsyncDescriptorSources,
    AsyncEntities,
    AsyncFunctions,
    AsyncFunctionSources,
    AsyncGrants,
    AsyncOrganizations,
    AsyncPipelines,
    AsyncRelations,
    AsyncRoles,
    AsyncSchemaRegistries,
    AsyncSchemas,
    AsyncSecrets,
    AsyncStores,
    AsyncTables,
    AsyncTokens,
    AsyncTopics,
    AsyncUsers,
)
from weir.client import WeirClient
from weir.models import CanI
from weir.settings import Settings


class AsyncWeirClient:
    """Managers like those of WeirClient, with `await` and `async for`."""

    def __init__(self, settings: Optional[Settings] = None) -> None:
        self.client = WeirClient(settings)
        self.stores = AsyncStores(self.client.stores)
        self.secrets = AsyncSecrets(self.client.secrets)
        self.topics = AsyncTopics(self.client.topics)
        self.entities = AsyncEntities(self.client.entities)
        self.pipelines = AsyncPipelines(self.client.pipelines)
        self.databases = AsyncDatabases(self.client.databases)
        self.schemas = AsyncSchemas(self.client.schemas)
        self.tables = AsyncTables(self.client.tables)
        self.relations = AsyncRelations(self.client.relations)
        self.streams = AsyncRelations(self.client.streams)
        self.changelogs = AsyncRelations(self.client.changelogs)
        self.views = AsyncRelations(self.client.views)
        self.compute_pools = AsyncComputePools(self.client.compute_pools)
        self.functions = AsyncFunctions(self.client.functions)
        self.function_sources = AsyncFunctionSources(self.client.function_sources)
        self.descriptor_sources = AsyncDescriptorSources(self.client.descriptor_sources)
        self.schema_registries = AsyncSchemaRegistries(self.client.schema_registries)
        self.users = AsyncUsers(self.client.users)
        self.roles = AsyncRoles(self.client.roles)
        self.organizations = AsyncOrganizations(self.client.organizations)
        self.grants = AsyncGrants(self.client.grants)
        self.tokens = AsyncTokens(self.client.tokens)
        self.audit = AsyncAudit(self.client.audit)

    @classmethod
    def from_environment(cls, environment: Optional[Mapping[str, str]] = None) -> AsyncWeirClient:
        """Like WeirClient.from_environment."""
        return cls(Settings.from_environment(environment))

    @classmethod
    def from_dsn(cls, dsn: str) -> AsyncWeirClient:
        """By "https://:TOKEN@host"."""
        return cls(Settings.from_dsn(dsn))

    async def use_store(self, name: str) -> None:
        """Like WeirClient.use_store."""
        await asyncio.to_thread(self.client.use_store, name)

    async def use_database(self, name: str) -> None:
        """Like WeirClient.use_database."""
        await asyncio.to_thread(self.client.use_database, name)

    async def use_schema(self, name: str) -> None:
        """Like WeirClient.use_schema."""
        await asyncio.to_thread(self.client.use_schema, name)

    def get_current_store(self) -> Optional[str]:
        """The store that topics and entities are of where none is said."""
        return self.client.get_current_store()

    def get_current_database(self) -> str:
        """The database that names of tables are in which say none."""
        return self.client.get_current_database()

    def get_current_schema(self) -> str:
        """The schema that names of tables are in which say none."""
        return self.client.get_current_schema()

    async def can_i(
        self, privilege: str, kind: str, name: Optional[str] = None, *, user: Optional[str] = None
    ) -> CanI:
        """Like WeirClient.can_i."""
        return await asyncio.to_thread(lambda: self.client.can_i(privilege, kind, name, user=user))


AsyncClient = AsyncWeirClient
