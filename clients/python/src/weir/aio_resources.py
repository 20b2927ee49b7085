"""The managers of resources for asyncio: every call is made on a thread, so that the loop never waits."""

from __future__ import annotations

import asyncio
import functools
from typing import TYPE_CHECKING, Any, AsyncIterator, Callable, Coroutine, Generic, Iterator, Optional, TypeVar

from weir.catalog import Database, Databases, Schema, Schemas, Tables
from weir.client import WeirClient
from weir.ingest import (
    ComputePool,
    ComputePools,
    DescriptorSource,
    DescriptorSources,
    Function,
    Functions,
    FunctionSource,
    FunctionSources,
    SchemaRegistries,
    SchemaRegistry,
)
from weir.relations import Relation, Relations
from weir.resources import Answer, Cascading, Resources
from weir.settings import Settings

if TYPE_CHECKING:
    # Of Python 3.10; at run time nobody asks, and 3.9 goes on working.
    from typing_extensions import Concatenate, ParamSpec

    Asked = ParamSpec("Asked")

One = TypeVar("One")
Result = TypeVar("Result")


def _awaited(
    method: Callable[Concatenate[Any, Asked], Result],
) -> Callable[Concatenate[AsyncResources[Any], Asked], Coroutine[Any, Any, Result]]:
    """A manager's method, with all its parameters, to be awaited."""

    @functools.wraps(method)
    async def on_a_thread(self: AsyncResources[Any], /, *args: Asked.args, **named: Asked.kwargs) -> Result:
        bound: Callable[Asked, Result] = getattr(self._resources, method.__name__)
        return await asyncio.to_thread(bound, *args, **named)

    return on_a_thread


def _each(
    method: Callable[Concatenate[Any, Asked], Iterator[Result]],
) -> Callable[Concatenate[AsyncResources[Any], Asked], AsyncIterator[Result]]:
    """A manager's list, with all its parameters, for `async for`."""

    @functools.wraps(method)
    async def one_by_one(
        self: AsyncResources[Any], /, *args: Asked.args, **named: Asked.kwargs
    ) -> AsyncIterator[Result]:
        bound: Callable[Asked, Iterator[Result]] = getattr(self._resources, method.__name__)
        found = bound(*args, **named)
        end = object()
        while True:
            one: Any = await asyncio.to_thread(next, found, end)
            if one is end:
                return
            yield one

    return one_by_one


class AsyncResources(Generic[One]):
    """What can be done with resources of every kind."""

    def __init__(self, resources: Resources[One]) -> None:
        self._resources = resources

    async def get(self, name: str) -> One:
        """Raises NotFound."""
        return await asyncio.to_thread(self._resources.get, name)

    async def exists(self, name: str) -> bool:
        """Whether there is one that the caller may see."""
        return await asyncio.to_thread(self._resources.exists, name)

    async def delete(self, name: str) -> None:
        """Raises Conflict where it is used."""
        await asyncio.to_thread(self._resources.delete, name)

    async def hand_over(self, name: str, owner: str) -> One:
        """Gives it another owner, as in "user:ann"."""
        return await asyncio.to_thread(self._resources.hand_over, name, owner)


class AsyncCascading(AsyncResources[One]):
    """What can be deleted with its users."""

    def __init__(self, resources: Cascading[One]) -> None:
        super().__init__(resources)
        self._cascading = resources

    async def delete(self, name: str, *, cascade: bool = False) -> None:
        """Raises Conflict where it is used; with cascade its users go, too."""
        await asyncio.to_thread(lambda: self._cascading.delete(name, cascade=cascade))


class AsyncDatabases(AsyncCascading[Database]):
    """Like Databases."""

    list = _each(Databases.list)
    create = _awaited(Databases.create)
    update = _awaited(Databases.update)


class AsyncSchemas(AsyncCascading[Schema]):
    """Like Schemas."""

    list = _each(Schemas.list)
    create = _awaited(Schemas.create)
    update = _awaited(Schemas.update)


class AsyncTables(AsyncResources[Answer]):
    """Like Tables."""

    list = _each(Tables.list)
    create = _awaited(Tables.create)
    undrop = _awaited(Tables.undrop)


class AsyncRelations(AsyncCascading[Relation]):
    """Like Relations."""

    list = _each(Relations.list)
    create = _awaited(Relations.create)
    create_with_schema = _awaited(Relations.create_with_schema)
    create_from_select = _awaited(Relations.create_from_select)
    update = _awaited(Relations.update)
    start = _awaited(Relations.start)
    stop = _awaited(Relations.stop)
    get_status = _awaited(Relations.get_status)
    sample = _awaited(Relations.sample)


class AsyncComputePools(AsyncCascading[ComputePool]):
    """Like ComputePools."""

    list = _each(ComputePools.list)
    create = _awaited(ComputePools.create)
    update = _awaited(ComputePools.update)
    start = _awaited(ComputePools.start)
    stop = _awaited(ComputePools.stop)


class AsyncFunctions(AsyncCascading[Function]):
    """Like Functions."""

    list = _each(Functions.list)
    create = _awaited(Functions.create)
    create_java = _awaited(Functions.create_java)
    update = _awaited(Functions.update)


class AsyncDescriptorSources(AsyncCascading[DescriptorSource]):
    """Like DescriptorSources."""

    list = _each(DescriptorSources.list)
    create = _awaited(DescriptorSources.create)
    update = _awaited(DescriptorSources.update)
    download = _awaited(DescriptorSources.download)


class AsyncFunctionSources(AsyncCascading[FunctionSource]):
    """Like FunctionSources."""

    list = _each(FunctionSources.list)
    create = _awaited(FunctionSources.create)
    update = _awaited(FunctionSources.update)
    download = _awaited(FunctionSources.download)


class AsyncSchemaRegistries(AsyncResources[SchemaRegistry]):
    """Like SchemaRegistries."""

    list = _each(SchemaRegistries.list)
    create = _awaited(SchemaRegistries.create)
    update = _awaited(SchemaRegistries.update)
    test_connection = _awaited(SchemaRegistries.test_connection)


class AsyncWeirClient:
    """Managers like those of WeirClient, with `await` and `async for`."""

    def __init__(self, settings: Optional[Settings] = None) -> None:
        self.client = WeirClient(settings)
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

    async def use_database(self, name: str) -> None:
        """Like WeirClient.use_database."""
        await asyncio.to_thread(self.client.use_database, name)

    async def use_schema(self, name: str) -> None:
        """Like WeirClient.use_schema."""
        await asyncio.to_thread(self.client.use_schema, name)

    def get_current_database(self) -> str:
        """The database that names of tables are in which say none."""
        return self.client.get_current_database()

    def get_current_schema(self) -> str:
        """The schema that names of tables are in which say none."""
        return self.client.get_current_schema()
