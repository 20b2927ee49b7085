"""The managers of resources for asyncio: every call is made on a thread, so that the loop never waits."""

from __future__ import annotations

import asyncio
from typing import Any, AsyncIterator, Generic, Iterator, Mapping, Optional, Sequence, TypeVar

from weir.catalog import Database, Databases, Schema, Schemas
from weir.client import WeirClient
from weir.ingest import (
    ComputePool,
    ComputePools,
    DescriptorSource,
    DescriptorSources,
    Function,
    Functions,
    SchemaRegistries,
    SchemaRegistry,
)
from weir.resources import Resources
from weir.settings import Settings

One = TypeVar("One")


async def _each(found: Iterator[One]) -> AsyncIterator[One]:
    end = object()
    while True:
        one: Any = await asyncio.to_thread(next, found, end)
        if one is end:
            return
        yield one


class _AsyncResources(Generic[One]):
    """What can be done with resources of every kind."""

    def __init__(self, resources: Resources[One]) -> None:
        self._resources = resources

    async def get(self, name: str) -> One:
        """Raises NotFound."""
        return await asyncio.to_thread(self._resources.get, name)

    async def exists(self, name: str) -> bool:
        return await asyncio.to_thread(self._resources.exists, name)


class AsyncDatabases(_AsyncResources[Database]):
    """Like Databases."""

    def __init__(self, databases: Databases) -> None:
        super().__init__(databases)
        self._databases = databases

    def list(self, prefix: Optional[str] = None) -> AsyncIterator[Database]:
        return _each(self._databases.list(prefix))

    async def create(self, name: str, **more: Any) -> Database:
        return await asyncio.to_thread(lambda: self._databases.create(name, **more))

    async def update(self, name: str, **changes: Any) -> Database:
        return await asyncio.to_thread(lambda: self._databases.update(name, **changes))

    async def delete(self, name: str, *, cascade: bool = False) -> None:
        await asyncio.to_thread(lambda: self._databases.delete(name, cascade=cascade))

    async def hand_over(self, name: str, owner: str) -> Database:
        return await asyncio.to_thread(self._databases.hand_over, name, owner)


class AsyncSchemas(_AsyncResources[Schema]):
    """Like Schemas."""

    def __init__(self, schemas: Schemas) -> None:
        super().__init__(schemas)
        self._schemas = schemas

    def list(self, database: Optional[str] = None, prefix: Optional[str] = None) -> AsyncIterator[Schema]:
        return _each(self._schemas.list(database, prefix))

    async def create(self, name: str, **more: Any) -> Schema:
        return await asyncio.to_thread(lambda: self._schemas.create(name, **more))

    async def update(self, name: str, **changes: Any) -> Schema:
        return await asyncio.to_thread(lambda: self._schemas.update(name, **changes))

    async def delete(self, name: str, *, cascade: bool = False) -> None:
        await asyncio.to_thread(lambda: self._schemas.delete(name, cascade=cascade))

    async def hand_over(self, name: str, owner: str) -> Schema:
        return await asyncio.to_thread(self._schemas.hand_over, name, owner)


class AsyncComputePools(_AsyncResources[ComputePool]):
    """Like ComputePools."""

    def __init__(self, pools: ComputePools) -> None:
        super().__init__(pools)
        self._pools = pools

    def list(self) -> AsyncIterator[ComputePool]:
        return _each(self._pools.list())

    async def create(
        self,
        name: str,
        *,
        size: Optional[str] = None,
        min_units: Optional[int] = None,
        max_units: Optional[int] = None,
        auto_suspend_minutes: Optional[int] = None,
        properties: Optional[Mapping[str, str]] = None,
    ) -> ComputePool:
        return await asyncio.to_thread(
            lambda: self._pools.create(
                name,
                size=size,
                min_units=min_units,
                max_units=max_units,
                auto_suspend_minutes=auto_suspend_minutes,
                properties=properties,
            )
        )

    async def update(
        self,
        name: str,
        *,
        size: Optional[str] = None,
        min_units: Optional[int] = None,
        max_units: Optional[int] = None,
        auto_suspend_minutes: Optional[int] = None,
        properties: Optional[Mapping[str, str]] = None,
    ) -> ComputePool:
        return await asyncio.to_thread(
            lambda: self._pools.update(
                name,
                size=size,
                min_units=min_units,
                max_units=max_units,
                auto_suspend_minutes=auto_suspend_minutes,
                properties=properties,
            )
        )

    async def start(self, name: str) -> ComputePool:
        return await asyncio.to_thread(self._pools.start, name)

    async def stop(self, name: str) -> ComputePool:
        return await asyncio.to_thread(self._pools.stop, name)

    async def delete(self, name: str) -> None:
        await asyncio.to_thread(self._pools.delete, name)

    async def hand_over(self, name: str, owner: str) -> ComputePool:
        return await asyncio.to_thread(self._pools.hand_over, name, owner)


class AsyncFunctions(_AsyncResources[Function]):
    """Like Functions."""

    def __init__(self, functions: Functions) -> None:
        super().__init__(functions)
        self._functions = functions

    def list(self) -> AsyncIterator[Function]:
        return _each(self._functions.list())

    async def create(
        self,
        name: str,
        parameters: Sequence[str],
        body: str,
        *,
        comment: str = "",
        properties: Optional[Mapping[str, str]] = None,
    ) -> Function:
        return await asyncio.to_thread(
            lambda: self._functions.create(name, parameters, body, comment=comment, properties=properties)
        )

    async def update(
        self,
        name: str,
        *,
        parameters: Optional[Sequence[str]] = None,
        body: Optional[str] = None,
        comment: Optional[str] = None,
        properties: Optional[Mapping[str, str]] = None,
    ) -> Function:
        return await asyncio.to_thread(
            lambda: self._functions.update(
                name, parameters=parameters, body=body, comment=comment, properties=properties
            )
        )

    async def delete(self, name: str) -> None:
        await asyncio.to_thread(self._functions.delete, name)

    async def hand_over(self, name: str, owner: str) -> Function:
        return await asyncio.to_thread(self._functions.hand_over, name, owner)


class AsyncDescriptorSources(_AsyncResources[DescriptorSource]):
    """Like DescriptorSources."""

    def __init__(self, sources: DescriptorSources) -> None:
        super().__init__(sources)
        self._sources = sources

    def list(self) -> AsyncIterator[DescriptorSource]:
        return _each(self._sources.list())

    async def create(
        self,
        name: str,
        content: bytes,
        *,
        comment: str = "",
        properties: Optional[Mapping[str, str]] = None,
    ) -> DescriptorSource:
        return await asyncio.to_thread(
            lambda: self._sources.create(name, content, comment=comment, properties=properties)
        )

    async def update(
        self,
        name: str,
        *,
        content: Optional[bytes] = None,
        comment: Optional[str] = None,
        properties: Optional[Mapping[str, str]] = None,
    ) -> DescriptorSource:
        return await asyncio.to_thread(
            lambda: self._sources.update(name, content=content, comment=comment, properties=properties)
        )

    async def download(self, name: str) -> bytes:
        return await asyncio.to_thread(self._sources.download, name)

    async def delete(self, name: str) -> None:
        await asyncio.to_thread(self._sources.delete, name)

    async def hand_over(self, name: str, owner: str) -> DescriptorSource:
        return await asyncio.to_thread(self._sources.hand_over, name, owner)


class AsyncSchemaRegistries(_AsyncResources[SchemaRegistry]):
    """Like SchemaRegistries."""

    def __init__(self, registries: SchemaRegistries) -> None:
        super().__init__(registries)
        self._registries = registries

    def list(self) -> AsyncIterator[SchemaRegistry]:
        return _each(self._registries.list())

    async def create(
        self, name: str, url: str, *, username: Optional[str] = None, password: Optional[str] = None
    ) -> SchemaRegistry:
        return await asyncio.to_thread(
            lambda: self._registries.create(name, url, username=username, password=password)
        )

    async def update(self, name: str, properties: Mapping[str, str]) -> SchemaRegistry:
        return await asyncio.to_thread(self._registries.update, name, properties)

    async def delete(self, name: str) -> None:
        await asyncio.to_thread(self._registries.delete, name)

    async def test_connection(self, name: str) -> Mapping[str, Any]:
        return await asyncio.to_thread(self._registries.test_connection, name)

    async def hand_over(self, name: str, owner: str) -> SchemaRegistry:
        return await asyncio.to_thread(self._registries.hand_over, name, owner)


class AsyncWeirClient:
    """Managers like those of WeirClient, with `await` and `async for`."""

    def __init__(self, settings: Optional[Settings] = None) -> None:
        self.client = WeirClient(settings)
        self.databases = AsyncDatabases(self.client.databases)
        self.schemas = AsyncSchemas(self.client.schemas)
        self.compute_pools = AsyncComputePools(self.client.compute_pools)
        self.functions = AsyncFunctions(self.client.functions)
        self.descriptor_sources = AsyncDescriptorSources(self.client.descriptor_sources)
        self.schema_registries = AsyncSchemaRegistries(self.client.schema_registries)
