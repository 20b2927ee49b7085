"""Streams, changelogs, tables and views: what pipelines read and write by name."""

from __future__ import annotations

import asyncio
import uuid
from dataclasses import dataclass
from typing import Any, Iterator, Mapping, Optional, Sequence
from urllib.parse import quote

from weir.catalog import Context
from weir.resources import Resources
from weir.transport import Transport

_PATH = "/api/v1/relations"


@dataclass(frozen=True)
class RelationStatus:
    """What the pipeline does that feeds a relation. state: CREATED, RUNNING, DRAINING, STOPPED or FAILED."""

    pipeline: str
    state: str
    run_id: Optional[str]
    failure: Optional[str]


@dataclass(frozen=True)
class Relation:
    """A relation. status is None where no pipeline was made with it."""

    name: str
    kind: str
    comment: str
    owner: str
    primary_key: Sequence[str]
    properties: Mapping[str, str]
    created_at: str
    updated_at: str
    source: Optional[Mapping[str, str]] = None
    target: Optional[Mapping[str, Any]] = None
    format: Optional[str] = None
    columns: Optional[Sequence[Mapping[str, str]]] = None
    query: Optional[str] = None
    status: Optional[RelationStatus] = None

    @staticmethod
    def of(answer: Mapping[str, Any]) -> Relation:
        return Relation(
            name=str(answer["name"]),
            kind=str(answer["kind"]),
            comment=str(answer["comment"]),
            owner=str(answer["owner"]),
            primary_key=list(answer["primaryKey"]),
            properties=dict(answer["properties"]),
            created_at=str(answer["createdAt"]),
            updated_at=str(answer["updatedAt"]),
            source=answer.get("source"),
            target=answer.get("target"),
            format=answer.get("format"),
            columns=answer.get("columns"),
            query=answer.get("query"),
            status=_status(answer.get("pipeline")),
        )


def _status(pipeline: Optional[Mapping[str, Any]]) -> Optional[RelationStatus]:
    if pipeline is None:
        return None
    return RelationStatus(
        str(pipeline["name"]), str(pipeline["state"]), pipeline.get("runId"), pipeline.get("failure")
    )


def _columns(columns: Mapping[str, str]) -> Sequence[Mapping[str, str]]:
    return [{"name": name, "type": type_} for name, type_ in columns.items()]


class Relations(Resources[Relation]):
    """Relations of one kind, or of all, by names in the current database and schema unless these say more."""

    def __init__(self, transport: Transport, context: Context, kind: Optional[str] = None) -> None:
        super().__init__(transport)
        self._context = context
        self._kind = kind

    def _read(self, answer: Mapping[str, Any]) -> Relation:
        return Relation.of(answer)

    def _item(self, name: str) -> str:
        return f"{_PATH}/{quote(self._context.table(name), safe='')}"

    def list(self, schema: Optional[str] = None, prefix: Optional[str] = None) -> Iterator[Relation]:
        """All of a schema, the current one unless it is said, in the order of their names."""
        database, own = self._context.schema_of(schema) if schema else self._context.current
        query = {"kind": self._kind, "schema": f"{database}.{own}", "prefix": prefix, "limit": "1000"}
        return self._pages(_PATH, query)

    def create(self, name: str, **definition: Any) -> Relation:
        """Makes one of what the API document has for a new one: kind, unless this is about one kind, source, target, query …"""
        kind = {} if self._kind is None else {"kind": self._kind}
        body = {**kind, **definition, "name": self._context.table(name)}
        return self._create(_PATH, {key: value for key, value in body.items() if value is not None})

    def create_with_schema(
        self,
        name: str,
        columns: Mapping[str, str],
        *,
        store: str,
        topic: str,
        format: str = "JSON",
        primary_key: Sequence[str] = (),
        comment: str = "",
        properties: Optional[Mapping[str, str]] = None,
    ) -> Relation:
        """Declares records of a topic, a hub or files, with the types of their columns by name."""
        return self.create(
            name,
            source={"store": store, "topic": topic},
            format=format,
            columns=_columns(columns),
            primaryKey=list(primary_key) or None,
            comment=comment,
            properties=dict(properties or {}),
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
            primaryKey=list(primary_key) or None,
            comment=comment,
            properties=dict(properties or {}),
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

    def _verb(self, name: str, verb: str) -> Relation:
        key = {"Idempotency-Key": str(uuid.uuid4())}
        path = f"{self._item(name)}/{verb}"
        return self._read(self._transport.call("POST", path, repeatable=True, headers=key))

    def get_status(self, name: str) -> Optional[RelationStatus]:
        """What the pipeline does that feeds it; None where none was made with it."""
        return self.get(name).status

    def sample(self, name: str, records: int = 100) -> Mapping[str, Any]:
        """Some of its rows and columns, and the records that could not be rows."""
        return self._transport.call("GET", f"{self._item(name)}/sample?records={records}", repeatable=True)

    def delete(self, name: str, *, cascade: bool = False) -> None:
        """Raises Conflict where it is used; with cascade its users go, too. Records and rows stay."""
        self._delete(name, "?cascade=true" if cascade else "")

    def hand_over(self, name: str, owner: str) -> Relation:
        """Gives it another owner, as in "user:ann"."""
        return self._hand_over(name, owner)


class AsyncRelations:
    """The same for asyncio: every call is made on a thread, so that the loop never waits."""

    def __init__(self, relations: Relations) -> None:
        self._relations = relations

    async def list(
        self, schema: Optional[str] = None, prefix: Optional[str] = None
    ) -> Sequence[Relation]:
        return await asyncio.to_thread(lambda: [*self._relations.list(schema, prefix)])

    async def get(self, name: str) -> Relation:
        return await asyncio.to_thread(self._relations.get, name)

    async def exists(self, name: str) -> bool:
        return await asyncio.to_thread(self._relations.exists, name)

    async def create(self, name: str, **definition: Any) -> Relation:
        return await asyncio.to_thread(lambda: self._relations.create(name, **definition))

    async def create_with_schema(
        self,
        name: str,
        columns: Mapping[str, str],
        *,
        store: str,
        topic: str,
        format: str = "JSON",
        primary_key: Sequence[str] = (),
    ) -> Relation:
        return await asyncio.to_thread(
            lambda: self._relations.create_with_schema(
                name, columns, store=store, topic=topic, format=format, primary_key=primary_key
            )
        )

    async def create_from_select(
        self,
        name: str,
        query: str,
        *,
        warehouse: Optional[tuple[str, str]] = None,
        delta: Optional[str] = None,
        primary_key: Sequence[str] = (),
    ) -> Relation:
        return await asyncio.to_thread(
            lambda: self._relations.create_from_select(
                name, query, warehouse=warehouse, delta=delta, primary_key=primary_key
            )
        )

    async def start(self, name: str) -> Relation:
        return await asyncio.to_thread(self._relations.start, name)

    async def stop(self, name: str) -> Relation:
        return await asyncio.to_thread(self._relations.stop, name)

    async def get_status(self, name: str) -> Optional[RelationStatus]:
        return await asyncio.to_thread(self._relations.get_status, name)

    async def sample(self, name: str, records: int = 100) -> Mapping[str, Any]:
        return await asyncio.to_thread(self._relations.sample, name, records)

    async def delete(self, name: str, *, cascade: bool = False) -> None:
        await asyncio.to_thread(lambda: self._relations.delete(name, cascade=cascade))
