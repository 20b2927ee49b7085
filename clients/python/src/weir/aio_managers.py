"""The managers of the platform's resources for asyncio: each verb is the one of its twin."""

from __future__ import annotations

from weir.access import Audit, Grants, Organizations, Roles, Tokens, Users
from weir.aio_resources import AsyncCascading, AsyncManager, AsyncOwned, awaited, each
from weir.catalog import Databases, Schemas, Tables
from weir.compute_pools import ComputePools
from weir.entities import Entities
from weir.functions import Functions
from weir.models import (
    ApiToken,
    ComputePool,
    Database,
    DescriptorSource,
    Function,
    FunctionSource,
    Organization,
    Pipeline,
    Relation,
    Role,
    Secret,
    Store,
    Table,
    TableSchema,
    User,
)
from weir.pipelines import Pipelines
from weir.relations import Relations
from weir.secrets import Secrets
from weir.stores import SchemaRegistries, Stores
from weir.topics import Topics
from weir.uploads import DescriptorSources, FunctionSources


class AsyncDatabases(AsyncCascading[Database]):
    """Like Databases."""

    list = each(Databases.list)
    create = awaited(Databases.create)
    update = awaited(Databases.update)


class AsyncSchemas(AsyncCascading[TableSchema]):
    """Like Schemas."""

    list = each(Schemas.list)
    create = awaited(Schemas.create)
    update = awaited(Schemas.update)


class AsyncTables(AsyncOwned[Table]):
    """Like Tables."""

    list = each(Tables.list)
    create = awaited(Tables.create)
    update = awaited(Tables.update)
    undrop = awaited(Tables.undrop)


class AsyncRelations(AsyncCascading[Relation]):
    """Like Relations."""

    list = each(Relations.list)
    create = awaited(Relations.create)
    create_with_schema = awaited(Relations.create_with_schema)
    create_from_select = awaited(Relations.create_from_select)
    update = awaited(Relations.update)
    start = awaited(Relations.start)
    stop = awaited(Relations.stop)
    get_status = awaited(Relations.get_status)
    sample = awaited(Relations.sample)


class AsyncStores(AsyncCascading[Store]):
    """Like Stores."""

    list = each(Stores.list)
    create = awaited(Stores.create)
    create_kafka = awaited(Stores.create_kafka)
    create_event_hubs = awaited(Stores.create_event_hubs)
    create_kinesis = awaited(Stores.create_kinesis)
    create_duckdb = awaited(Stores.create_duckdb)
    create_motherduck = awaited(Stores.create_motherduck)
    create_postgres = awaited(Stores.create_postgres)
    create_files = awaited(Stores.create_files)
    create_s3 = awaited(Stores.create_s3)
    update = awaited(Stores.update)
    test_connection = awaited(Stores.test_connection)


class AsyncSchemaRegistries(AsyncCascading[Store]):
    """Like SchemaRegistries."""

    list = each(SchemaRegistries.list)
    create = awaited(SchemaRegistries.create)
    update = awaited(SchemaRegistries.update)
    test_connection = awaited(SchemaRegistries.test_connection)


class AsyncTopics(AsyncManager):
    """Like Topics."""

    list = each(Topics.list)
    get = awaited(Topics.get)
    exists = awaited(Topics.exists)
    update = awaited(Topics.update)
    create = awaited(Topics.create)
    delete = awaited(Topics.delete)


class AsyncEntities(AsyncManager):
    """Like Entities."""

    list = each(Entities.list)
    get = awaited(Entities.get)
    exists = awaited(Entities.exists)
    print = awaited(Entities.print)
    insert_values = awaited(Entities.insert_values)


class AsyncSecrets(AsyncCascading[Secret]):
    """Like Secrets."""

    list = each(Secrets.list)
    create = awaited(Secrets.create)
    update = awaited(Secrets.update)


class AsyncPipelines(AsyncOwned[Pipeline]):
    """Like Pipelines."""

    list = each(Pipelines.list)
    create = awaited(Pipelines.create)
    update = awaited(Pipelines.update)
    validate = awaited(Pipelines.validate)
    dry_run = awaited(Pipelines.dry_run)
    start = awaited(Pipelines.start)
    drain = awaited(Pipelines.drain)
    pause = awaited(Pipelines.pause)
    resume = awaited(Pipelines.resume)
    stop = awaited(Pipelines.stop)
    reset = awaited(Pipelines.reset)
    compact = awaited(Pipelines.compact)
    progress = awaited(Pipelines.progress)
    dead_letters = each(Pipelines.dead_letters)
    replay_dead_letters = awaited(Pipelines.replay_dead_letters)


class AsyncComputePools(AsyncCascading[ComputePool]):
    """Like ComputePools."""

    list = each(ComputePools.list)
    create = awaited(ComputePools.create)
    update = awaited(ComputePools.update)
    start = awaited(ComputePools.start)
    stop = awaited(ComputePools.stop)


class AsyncFunctions(AsyncCascading[Function]):
    """Like Functions."""

    list = each(Functions.list)
    create = awaited(Functions.create)
    create_java = awaited(Functions.create_java)
    update = awaited(Functions.update)


class AsyncDescriptorSources(AsyncCascading[DescriptorSource]):
    """Like DescriptorSources."""

    list = each(DescriptorSources.list)
    create = awaited(DescriptorSources.create)
    update = awaited(DescriptorSources.update)
    download = awaited(DescriptorSources.download)


class AsyncFunctionSources(AsyncCascading[FunctionSource]):
    """Like FunctionSources."""

    list = each(FunctionSources.list)
    create = awaited(FunctionSources.create)
    update = awaited(FunctionSources.update)
    download = awaited(FunctionSources.download)


class AsyncUsers(AsyncCascading[User]):
    """Like Users."""

    list = each(Users.list)
    create = awaited(Users.create)
    update = awaited(Users.update)


class AsyncRoles(AsyncCascading[Role]):
    """Like Roles."""

    list = each(Roles.list)
    create = awaited(Roles.create)
    update = awaited(Roles.update)
    grant = awaited(Roles.grant)
    revoke = awaited(Roles.revoke)


class AsyncOrganizations(AsyncCascading[Organization]):
    """Like Organizations."""

    list = each(Organizations.list)
    create = awaited(Organizations.create)
    update = awaited(Organizations.update)
    contents = each(Organizations.contents)
    add = awaited(Organizations.add)
    remove = awaited(Organizations.remove)


class AsyncGrants(AsyncManager):
    """Like Grants."""

    list = each(Grants.list)
    get = awaited(Grants.get)
    create = awaited(Grants.create)
    delete = awaited(Grants.delete)


class AsyncTokens(AsyncOwned[ApiToken]):
    """Like Tokens."""

    list = each(Tokens.list)
    create = awaited(Tokens.create)
    update = awaited(Tokens.update)


class AsyncAudit(AsyncManager):
    """Like Audit."""

    list = each(Audit.list)
