"""Databases, schemas and tables, and which of them a table's name means."""

from __future__ import annotations

from typing import Any, Iterator, Mapping, Optional, Sequence
from urllib.parse import quote

from weir.models import Database, Table, TableSchema
from weir.resources import Cascading, Owned
from weir.transport import Transport

DEFAULT_DATABASE = "weir"
DEFAULT_SCHEMA = "default"


class Context:
    """What names of tables are in which say less than all of "database.schema.table"."""

    def __init__(self, database: str, schema: str) -> None:
        self.current = (database, schema)

    def use(self, database: str, schema: str) -> None:
        # One assignment: another thread sees both or none.
        self.current = (database, schema)

    def schema_of(self, name: str) -> tuple[str, str]:
        """The database and the schema that "schema" or "database.schema" means."""
        database, dot, schema = name.partition(".")
        return (database, schema) if dot else (self.current[0], name)

    def table(self, name: str) -> str:
        """The name that the platform knows a table by: the shortest that means it without a context."""
        database, schema = self.current
        parts = name.split(".", 2)
        if "" in parts or len(parts) == 3:
            return _shortest(name)
        if len(parts) == 2:
            return _shortest(f"{database}.{name}")
        return _shortest(f"{database}.{schema}.{name}")


def _shortest(name: str) -> str:
    database, _, rest = name.partition(".")
    schema, _, table = rest.partition(".")
    if database != DEFAULT_DATABASE or "." in table or not (schema and table):
        return name
    return table if schema == DEFAULT_SCHEMA else rest


class Databases(Cascading[Database]):
    """Databases that the caller may see. One that is deleted with its users drops their tables, to be taken back."""

    def __init__(self, transport: Transport) -> None:
        super().__init__(transport, "/api/v1/databases", Database.of)

    def list(self, prefix: Optional[str] = None) -> Iterator[Database]:
        """All of them, page after page, in the order of their names."""
        return self._pages(self._path, {"prefix": prefix})

    def create(
        self,
        name: str,
        *,
        comment: str = "",
        properties: Optional[Mapping[str, str]] = None,
        implicit_schemas: bool = False,
    ) -> Database:
        """Raises ResourceAlreadyExists where there is one of this name, or a schema of weir."""
        body = {
            "name": name,
            "comment": comment,
            "properties": dict(properties or {}),
            "implicitSchemas": implicit_schemas,
        }
        return self._create(self._path, body)

    def update(
        self,
        name: str,
        *,
        comment: Optional[str] = None,
        properties: Optional[Mapping[str, Optional[str]]] = None,
        implicit_schemas: Optional[bool] = None,
    ) -> Database:
        """Changes what is given; a property that is None is taken away. Raises Conflict where another changed it meanwhile."""
        return self._update(
            name, {"comment": comment, "properties": properties, "implicitSchemas": implicit_schemas}
        )


class Schemas(Cascading[TableSchema]):
    """Schemas: "schema" is one of the current database, "database.schema" says it.

    One that is deleted with its users drops its tables, to be taken back.
    """

    def __init__(self, transport: Transport, context: Context) -> None:
        super().__init__(transport, "/api/v1/databases", TableSchema.of)
        self._context = context

    def _item(self, name: str) -> str:
        database, schema = self._context.schema_of(name)
        return self._schemas_of(database) + "/" + quote(schema, safe="")

    def _schemas_of(self, database: str) -> str:
        return f"{self._path}/{quote(database, safe='')}/schemas"

    def list(self, database: Optional[str] = None, prefix: Optional[str] = None) -> Iterator[TableSchema]:
        """All of a database, the current one unless it is said, in the order of their names."""
        return self._pages(self._schemas_of(database or self._context.current[0]), {"prefix": prefix})

    def create(
        self, name: str, *, comment: str = "", properties: Optional[Mapping[str, str]] = None
    ) -> TableSchema:
        """Raises ResourceAlreadyExists, ResourceNotFound where there is no such database."""
        database, schema = self._context.schema_of(name)
        body = {"name": schema, "comment": comment, "properties": dict(properties or {})}
        return self._create(self._schemas_of(database), body)

    def update(
        self,
        name: str,
        *,
        comment: Optional[str] = None,
        properties: Optional[Mapping[str, Optional[str]]] = None,
    ) -> TableSchema:
        """Changes what is given; a property that is None is taken away. Raises Conflict where another changed it meanwhile."""
        return self._update(name, {"comment": comment, "properties": properties})


class Tables(Owned[Table]):
    """Tables, by names in the current database and schema unless these say more."""

    def __init__(self, transport: Transport, context: Context) -> None:
        super().__init__(transport, "/api/v1/tables", Table.of)
        self._context = context

    def _named(self, name: str) -> str:
        return self._context.table(name)

    def list(self, schema: Optional[str] = None, prefix: Optional[str] = None) -> Iterator[Table]:
        """All of a schema, the current one unless it is said, in the order of their names; those whose whole names begin so."""
        database, own = self._context.schema_of(schema) if schema else self._context.current
        return self._pages(self._path, {"database": database, "schema": own, "prefix": prefix})

    def create(
        self,
        name: str,
        schema: Mapping[str, Any],
        *,
        partition_columns: Sequence[str] = (),
        properties: Optional[Mapping[str, str]] = None,
        description: Optional[str] = None,
        location: Optional[str] = None,
        mode: Optional[str] = None,
        owner: Optional[str] = None,
    ) -> Table:
        """Makes a table of columns in the protocol's form.

        location: where its files are to be, else where the platform puts tables; mode: MIRRORED, GUARDED or CATALOG_MANAGED;
        owner: of another than the caller, which administrators and services may say.
        """
        body = {
            "name": self._named(name),
            "schema": schema,
            "partitionColumns": [*partition_columns],
            "properties": dict(properties or {}),
            "description": description,
            "location": location,
            "mode": mode,
            "owner": owner,
        }
        return self._create(self._path, body)

    def update(
        self,
        name: str,
        *,
        description: Optional[str] = None,
        properties: Optional[Mapping[str, Optional[str]]] = None,
    ) -> Table:
        """Changes what is given; a property that is None is taken away. Raises Conflict where another changed it meanwhile."""
        return self._update(name, {"description": description, "properties": properties})

    def delete(self, name: str) -> None:
        """Drops it; it can be taken back for a while."""
        super().delete(name)

    def undrop(self, name: str) -> Table:
        """Takes the latest that was dropped of a name back."""
        return self._verb(name, "undrop")
