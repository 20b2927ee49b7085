"""Databases, schemas and tables, and which of them a table's name means."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any, Iterator, Mapping, Optional
from urllib.parse import quote

from weir.resources import Resources
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


@dataclass(frozen=True)
class Database:
    """A name that schemas are below."""

    name: str
    comment: str
    implicit_schemas: bool
    owner: str
    properties: Mapping[str, str]
    created_at: str
    updated_at: str

    @staticmethod
    def of(answer: Mapping[str, Any]) -> Database:
        return Database(
            name=str(answer["name"]),
            comment=str(answer["comment"]),
            implicit_schemas=bool(answer["implicitSchemas"]),
            owner=str(answer["owner"]),
            properties=dict(answer["properties"]),
            created_at=str(answer["createdAt"]),
            updated_at=str(answer["updatedAt"]),
        )


@dataclass(frozen=True)
class Schema:
    """A name that tables are below."""

    database: str
    name: str
    comment: str
    owner: str
    properties: Mapping[str, str]
    created_at: str
    updated_at: str

    @staticmethod
    def of(answer: Mapping[str, Any]) -> Schema:
        return Schema(
            database=str(answer["database"]),
            name=str(answer["name"]),
            comment=str(answer["comment"]),
            owner=str(answer["owner"]),
            properties=dict(answer["properties"]),
            created_at=str(answer["createdAt"]),
            updated_at=str(answer["updatedAt"]),
        )


class Databases(Resources[Database]):
    """Databases that the caller may see."""

    def _read(self, answer: Mapping[str, Any]) -> Database:
        return Database.of(answer)

    def _item(self, name: str) -> str:
        return "/api/v1/databases/" + quote(name, safe="")

    def list(self, prefix: Optional[str] = None) -> Iterator[Database]:
        """All of them, page after page, in the order of their names."""
        return self._pages("/api/v1/databases", {"prefix": prefix, "limit": "1000"})

    def create(
        self,
        name: str,
        *,
        comment: str = "",
        properties: Optional[Mapping[str, str]] = None,
        implicit_schemas: bool = False,
    ) -> Database:
        """Raises Conflict where there is one of this name, or a schema of weir."""
        body = {
            "name": name,
            "comment": comment,
            "properties": dict(properties or {}),
            "implicitSchemas": implicit_schemas,
        }
        return self._create("/api/v1/databases", body)

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

    def delete(self, name: str, *, cascade: bool = False) -> None:
        """Raises Conflict where it is used; with cascade its schemas go, and their tables are dropped, to be taken back."""
        self._delete(name, "?cascade=true" if cascade else "")

    def hand_over(self, name: str, owner: str) -> Database:
        """Gives it another owner, as in "user:ann"."""
        return self._hand_over(name, owner)


class Schemas(Resources[Schema]):
    """Schemas: "schema" is one of the current database, "database.schema" says it."""

    def __init__(self, transport: Transport, context: Context) -> None:
        super().__init__(transport)
        self._context = context

    def _read(self, answer: Mapping[str, Any]) -> Schema:
        return Schema.of(answer)

    def _item(self, name: str) -> str:
        database, schema = self._context.schema_of(name)
        return self._collection(database) + "/" + quote(schema, safe="")

    @staticmethod
    def _collection(database: str) -> str:
        return f"/api/v1/databases/{quote(database, safe='')}/schemas"

    def list(self, database: Optional[str] = None, prefix: Optional[str] = None) -> Iterator[Schema]:
        """All of a database, the current one unless it is said, in the order of their names."""
        path = self._collection(database or self._context.current[0])
        return self._pages(path, {"prefix": prefix, "limit": "1000"})

    def create(
        self, name: str, *, comment: str = "", properties: Optional[Mapping[str, str]] = None
    ) -> Schema:
        """Raises Conflict where there is one of this name, NotFound where there is no such database."""
        database, schema = self._context.schema_of(name)
        body = {"name": schema, "comment": comment, "properties": dict(properties or {})}
        return self._create(self._collection(database), body)

    def update(
        self,
        name: str,
        *,
        comment: Optional[str] = None,
        properties: Optional[Mapping[str, Optional[str]]] = None,
    ) -> Schema:
        """Changes what is given; a property that is None is taken away. Raises Conflict where another changed it meanwhile."""
        return self._update(name, {"comment": comment, "properties": properties})

    def delete(self, name: str, *, cascade: bool = False) -> None:
        """Raises Conflict where it is used; with cascade its tables are dropped, to be taken back."""
        self._delete(name, "?cascade=true" if cascade else "")

    def hand_over(self, name: str, owner: str) -> Schema:
        """Gives it another owner, as in "user:ann"."""
        return self._hand_over(name, owner)


class Tables(Resources[Mapping[str, Any]]):
    """Tables, by names in the current database and schema unless these say more."""

    def __init__(self, transport: Transport, context: Context) -> None:
        super().__init__(transport)
        self._context = context

    def _read(self, answer: Mapping[str, Any]) -> Mapping[str, Any]:
        return answer

    def _item(self, name: str) -> str:
        return "/api/v1/tables/" + quote(self._context.table(name), safe="")

    def list(self, schema: Optional[str] = None) -> Iterator[Mapping[str, Any]]:
        """All of a schema, the current one unless it is said, in the order of their names."""
        database, own = self._context.schema_of(schema) if schema else self._context.current
        return self._pages("/api/v1/tables", {"database": database, "schema": own, "limit": "1000"})

    def create(self, name: str, schema: Mapping[str, Any], **more: Any) -> Mapping[str, Any]:
        """Makes a table of columns in the protocol's form; more is as the API document has it."""
        return self._create("/api/v1/tables", {"name": self._context.table(name), "schema": schema, **more})

    def delete(self, name: str) -> None:
        """Drops it; it can be taken back for a while."""
        self._delete(name)

    def undrop(self, name: str) -> Mapping[str, Any]:
        """Takes the latest that was dropped of a name back."""
        key = {"Idempotency-Key": str(uuid.uuid4())}
        return self._transport.call("POST", self._item(name) + "/undrop", repeatable=True, headers=key)
