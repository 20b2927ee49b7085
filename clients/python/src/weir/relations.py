"""Streams, changelogs, tables and views: what pipelines read and write by name."""

from __future__ import annotations

from typing import Any, Iterator, Mapping, Optional, Sequence

from weir.catalog import Context
from weir.models import DryRun, Relation, RelationPipeline
from weir.resources import Cascading
from weir.store_context import StoreContext
from weir.transport import Transport


def _columns(columns: Mapping[str, str]) -> Sequence[Mapping[str, str]]:
    return [{"name": name, "type": type_} for name, type_ in columns.items()]


class Relations(Cascading[Relation]):
    """Relations of one kind, or of all, by names in the current database and schema unless these say more.

    One that is deleted with its users takes pipelines and views along; records and rows stay.
    """

    def __init__(
        self, transport: Transport, context: Context, stores: StoreContext, kind: Optional[str] = None
    ) -> None:
        super().__init__(transport, "/api/v1/relations", Relation.of)
        self._context = context
        self._stores = stores
        self._kind = kind

    def _named(self, name: str) -> str:
        return self._context.table(name)

    def list(self, schema: Optional[str] = None, prefix: Optional[str] = None) -> Iterator[Relation]:
        """All of a schema, the current one unless it is said, in the order of their names."""
        database, own = self._context.schema_of(schema) if schema else self._context.current
        query = {"kind": self._kind, "schema": f"{database}.{own}", "prefix": prefix}
        return self._pages(self._path, query)

    def create(
        self,
        name: str,
        *,
        kind: Optional[str] = None,
        source: Optional[Mapping[str, str]] = None,
        format: Optional[str] = None,
        columns: Optional[Mapping[str, str]] = None,
        query: Optional[str] = None,
        target: Optional[Mapping[str, Any]] = None,
        primary_key: Sequence[str] = (),
        comment: str = "",
        properties: Optional[Mapping[str, str]] = None,
        avro: Optional[Mapping[str, Any]] = None,
        csv: Optional[Mapping[str, Any]] = None,
        protobuf: Optional[Mapping[str, Any]] = None,
    ) -> Relation:
        """Makes one of what the API document has for a new one.

        kind: STREAM, CHANGELOG, TABLE or VIEW, unless this is about one kind; source: {"store", "topic"}; target: {"warehouse"}
        or {"delta"}; columns: types by name; avro, csv and protobuf: how records of these formats are to be read.
        """
        body = {
            "name": self._named(name),
            "kind": kind or self._kind,
            "source": source,
            "format": format,
            "columns": None if columns is None else _columns(columns),
            "query": query,
            "target": target,
            "primaryKey": [*primary_key] or None,
            "comment": comment,
            "properties": dict(properties or {}),
            "avro": avro,
            "csv": csv,
            "protobuf": protobuf,
        }
        return self._create(self._path, body)

    def create_with_schema(
        self,
        name: str,
        columns: Mapping[str, str],
        *,
        topic: str,
        store: Optional[str] = None,
        format: str = "JSON",
        primary_key: Sequence[str] = (),
        comment: str = "",
        properties: Optional[Mapping[str, str]] = None,
    ) -> Relation:
        """Declares records of a topic, a hub or files, with the types of their columns by name.

        store: the current one unless it is said.
        """
        return self.create(
            name,
            source={"store": self._stores.named(store), "topic": topic},
            format=format,
            columns=columns,
            primary_key=primary_key,
            comment=comment,
            properties=properties,
        )

    def create_from_select(
        self,
        name: str,
        query: str,
        *,
        warehouse: Optional[tuple[str, str]] = None,
        delta: Optional[str] = None,
        primary_key: Sequence[str] = (),
        comment: str = "",
        properties: Optional[Mapping[str, str]] = None,
    ) -> Relation:
        """Makes one that a query over another feeds; start has it begin. A view has no tables.

        query: a SELECT … FROM one relation WHERE …, which says of its name what it has of schema and database.
        warehouse: a store and a table of it that the rows go to; delta: a Delta table.
        """
        target = {
            "warehouse": None if warehouse is None else {"store": warehouse[0], "table": warehouse[1]},
            "delta": None if delta is None else {"table": delta},
        }
        named = {place: table for place, table in target.items() if table is not None}
        return self.create(
            name,
            query=query,
            target=named or None,
            primary_key=primary_key,
            comment=comment,
            properties=properties,
        )

    def update(
        self,
        name: str,
        *,
        columns: Optional[Mapping[str, str]] = None,
        format: Optional[str] = None,
        query: Optional[str] = None,
        comment: Optional[str] = None,
        properties: Optional[Mapping[str, Optional[str]]] = None,
    ) -> Relation:
        """Changes what is given; a property that is None is taken away. Raises Conflict where another changed it meanwhile."""
        changes = {
            "columns": None if columns is None else _columns(columns),
            "format": format,
            "query": query,
            "comment": comment,
            "properties": properties,
        }
        return self._update(name, changes)

    def start(self, name: str) -> Relation:
        """Starts the pipeline that feeds it. Raises Conflict where none was made with it."""
        return self._verb(name, "start")

    def stop(self, name: str) -> Relation:
        """Stops the pipeline that feeds it, after the batch in hand."""
        return self._verb(name, "stop")

    def get_status(self, name: str) -> Optional[RelationPipeline]:
        """What the pipeline does that feeds it; None where none was made with it."""
        return self.get(name).pipeline

    def sample(self, name: str, records: int = 100) -> DryRun:
        """Some of its rows and columns, and the records that could not be rows."""
        return DryRun.of(self._transport.call("GET", f"{self._item(name)}/sample?records={records}", repeatable=True))
