"""The platform, as one caller sees it: its managers, runs, snapshots, events and objects."""

from __future__ import annotations

import uuid
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Any, Callable, Mapping, Optional, Sequence, Union
from urllib.parse import quote, urlencode

from weir.access import Audit, Grants, Organizations, Roles, Tokens, Users
from weir.catalog import Context, Databases, Schemas, Tables
from weir.compute_pools import ComputePools
from weir.entities import Entities
from weir.errors import PermissionError
from weir.functions import Functions
from weir.models import CanI
from weir.pipelines import Pipelines
from weir.relations import Relations
from weir.secrets import Secrets
from weir.settings import Settings
from weir.store_context import StoreContext
from weir.stores import SchemaRegistries, Stores
from weir.topics import Topics
from weir.transport import Transport
from weir.uploads import DescriptorSources, FunctionSources


@dataclass(frozen=True)
class Snapshot:
    """One state of a table."""

    table_name: str
    snapshot_id: str
    uri: str
    format: str
    created_at: str
    schema: Optional[Mapping[str, Any]] = None
    version: Optional[int] = None

    @staticmethod
    def of(answer: Mapping[str, Any]) -> Snapshot:
        return Snapshot(
            table_name=str(answer["table_name"]),
            snapshot_id=str(answer["snapshot_id"]),
            uri=str(answer["uri"]),
            format=str(answer["format"]),
            created_at=str(answer["created_at"]),
            schema=answer.get("schema"),
            version=answer.get("version"),
        )


@dataclass(frozen=True)
class StoredObject:
    """An object that was stored. The URI is where engines read it."""

    bucket: str
    object: str
    uri: str
    size: int
    sha256: str


def _part(name: str) -> str:
    return quote(name, safe="")


def _must_be_there(look: Callable[[], object]) -> None:
    # It is there where the caller may not see it, too.
    with suppress(PermissionError):
        look()


class WeirClient:
    """Calls the gateway. Safe to share between threads."""

    def __init__(self, settings: Optional[Settings] = None) -> None:
        self.settings = settings or Settings.from_environment()
        self.transport = Transport(self.settings)
        self.context = Context(self.settings.database, self.settings.schema)
        self.stores = Stores(self.transport)
        self.secrets = Secrets(self.transport)
        self._store_context = StoreContext(self.settings.store)
        self.topics = Topics(self.transport, self._store_context)
        self.entities = Entities(self.transport, self._store_context)
        self.pipelines = Pipelines(self.transport)
        self.databases = Databases(self.transport)
        self.schemas = Schemas(self.transport, self.context)
        self.tables = Tables(self.transport, self.context)
        self.compute_pools = ComputePools(self.transport)
        self.functions = Functions(self.transport)
        self.function_sources = FunctionSources(self.transport)
        self.descriptor_sources = DescriptorSources(self.transport)
        self.schema_registries = SchemaRegistries(self.transport)
        self.relations = Relations(self.transport, self.context, self._store_context)
        self.streams = Relations(self.transport, self.context, self._store_context, "STREAM")
        self.changelogs = Relations(self.transport, self.context, self._store_context, "CHANGELOG")
        self.views = Relations(self.transport, self.context, self._store_context, "VIEW")
        self.users = Users(self.transport)
        self.roles = Roles(self.transport)
        self.organizations = Organizations(self.transport)
        self.grants = Grants(self.transport)
        self.tokens = Tokens(self.transport)
        self.audit = Audit(self.transport)

    @classmethod
    def from_environment(cls, environment: Optional[Mapping[str, str]] = None) -> WeirClient:
        """By WEIR_DSN, or WEIR_URL and WEIR_TOKEN; DELTASTREAM_... and DATLAKE_... are read where those are not set."""
        return cls(Settings.from_environment(environment))

    @classmethod
    def from_dsn(cls, dsn: str) -> WeirClient:
        """By "https://:TOKEN@host"."""
        return cls(Settings.from_dsn(dsn))

    def use_store(self, name: str) -> None:
        """From now on topics and entities are those of this store where none is said. Raises ResourceNotFound where there is none."""
        _must_be_there(lambda: self.stores.get(name))
        self._store_context.current = name

    def get_current_store(self) -> Optional[str]:
        """The store that topics and entities are of where none is said."""
        return self._store_context.current

    def can_i(
        self, privilege: str, kind: str, name: Optional[str] = None, *, user: Optional[str] = None
    ) -> CanI:
        """Whether the caller, or a user, may do something, and why."""
        asked = {"privilege": privilege, "kind": kind, "name": name, "user": user}
        query = urlencode({key: value for key, value in asked.items() if value is not None})
        return CanI.of(self.transport.call("GET", f"/api/v1/access/can-i?{query}", repeatable=True))

    def use_database(self, name: str) -> None:
        """From now on names of tables without a database are in this one, those without a schema in its default.

        Raises ResourceNotFound where there is none; of one that the caller may not see, its tables may be open all the same.
        """
        _must_be_there(lambda: self.databases.get(name))
        self.context.use(name, "default")

    def use_schema(self, name: str) -> None:
        """From now on names of tables without a schema are in this one of the current database, or in "database.schema".

        Raises ResourceNotFound where there is none; of one that the caller may not see, its tables may be open all the same.
        """
        database, schema = self.context.schema_of(name)
        _must_be_there(lambda: self.schemas.get(name))
        self.context.use(database, schema)

    def get_current_database(self) -> str:
        """The database that names of tables are in which say none."""
        return self.context.current[0]

    def get_current_schema(self) -> str:
        """The schema that names of tables are in which say none."""
        return self.context.current[1]

    def start_run(
        self,
        job_name: str,
        metadata: Optional[Mapping[str, Any]] = None,
        *,
        run_id: Optional[str] = None,
        parent_run_id: Optional[str] = None,
        attempt: Optional[int] = None,
    ) -> str:
        """Starts a run and returns its id. The id is made here, so that a repeated call is the same run."""
        chosen = run_id or str(uuid.uuid4())
        request: dict[str, Any] = {"metadata": dict(metadata or {}), "run_id": chosen}
        if parent_run_id is not None:
            request["parent_run_id"] = parent_run_id
        if attempt is not None:
            request["attempt"] = attempt
        answer = self.transport.call(
            "POST", f"/api/v1/jobs/{_part(job_name)}/runs", request, repeatable=True, run_id=chosen
        )
        return str(answer["run_id"])

    def heartbeat(self, job_name: str, run_id: str) -> str:
        """Says that a run is alive; returns its state."""
        path = f"/api/v1/jobs/{_part(job_name)}/runs/{run_id}/heartbeat"
        return str(self.transport.call("POST", path, repeatable=True, run_id=run_id)["state"])

    def complete_run(
        self,
        job_name: str,
        run_id: str,
        success: bool,
        metadata: Optional[Mapping[str, Any]] = None,
        artifacts: Sequence[Mapping[str, str]] = (),
    ) -> str:
        """Ends a run; returns its state."""
        request = {"success": success, "metadata": dict(metadata or {}), "artifacts": list(artifacts)}
        path = f"/api/v1/jobs/{_part(job_name)}/runs/{run_id}/complete"
        return str(self.transport.call("PUT", path, request, repeatable=True, run_id=run_id)["state"])

    def get_run(self, run_id: str) -> dict[str, Any]:
        """All that is known of a run."""
        return self.transport.call("GET", f"/api/v1/runs/{run_id}", repeatable=True, run_id=run_id)

    def broadcast(
        self,
        event_type: str,
        data: Optional[Mapping[str, Any]] = None,
        *,
        run_id: Optional[str] = None,
        target_clients: Sequence[str] = (),
    ) -> int:
        """Tells something to all who listen; returns its place in the stream."""
        request: dict[str, Any] = {"event_type": event_type, "data": dict(data or {})}
        if run_id is not None:
            request["run_id"] = run_id
        if target_clients:
            request["target_clients"] = list(target_clients)
        key = {"Idempotency-Key": str(uuid.uuid4())}
        answer = self.transport.call(
            "POST", "/api/v1/events/broadcast", request, repeatable=True, run_id=run_id, headers=key
        )
        return int(answer["event_id"])

    def latest_snapshot(self, table: str) -> Snapshot:
        """The latest state of a table."""
        path = f"/api/v1/tables/{_part(self.context.table(table))}/snapshots/latest"
        return Snapshot.of(self.transport.call("GET", path, repeatable=True))

    def register_snapshot(
        self,
        table: str,
        uri: str,
        format: str,
        schema: Optional[Mapping[str, Any]] = None,
        *,
        job_name: Optional[str] = None,
        run_id: Optional[str] = None,
        version: Optional[int] = None,
    ) -> Snapshot:
        """Registers a state of a table."""
        request: dict[str, Any] = {"table_name": self.context.table(table), "uri": uri, "format": format}
        optional = {"schema": schema, "job_name": job_name, "run_id": run_id, "version": version}
        request.update({name: value for name, value in optional.items() if value is not None})
        key = {"Idempotency-Key": str(uuid.uuid4())}
        return Snapshot.of(
            self.transport.call(
                "POST", "/api/v1/jobs/register-snapshot", request, repeatable=True, run_id=run_id, headers=key
            )
        )

    def put_object(self, bucket: str, name: str, body: Union[bytes, IO[bytes]]) -> StoredObject:
        """Stores an object; a file is streamed. Not repeated: a stream cannot be read twice."""
        headers = {"Content-Type": "application/octet-stream"}
        if not isinstance(body, bytes):
            headers["Transfer-Encoding"] = "chunked"

        answer = self.transport.sent("PUT", self._object(bucket, name), body, headers)
        return StoredObject(
            bucket=answer["bucket"],
            object=answer["object"],
            uri=answer["uri"],
            size=answer["size"],
            sha256=answer["sha256"],
        )

    def get_object(self, bucket: str, name: str) -> bytes:
        """The bytes of an object."""
        return self.transport.send("GET", self._object(bucket, name), None, {}, str(uuid.uuid4()), None)

    def delete_object(self, bucket: str, name: str) -> None:
        """Removes an object."""
        self.transport.send("DELETE", self._object(bucket, name), None, {}, str(uuid.uuid4()), None)

    @staticmethod
    def _object(bucket: str, name: str) -> str:
        return f"/api/v1/datasets/{_part(bucket)}/" + "/".join(_part(part) for part in name.split("/"))


Client = WeirClient
DatlakeClient = WeirClient
