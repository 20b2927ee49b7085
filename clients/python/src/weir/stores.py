"""Where records come from and rows go: stores, and among them registries of schemas."""

from __future__ import annotations

from typing import Iterator, Mapping, Optional
from urllib.parse import urlencode

from weir.errors import ResourceNotFound
from weir.models import ConnectionTest, Store
from weir.resources import Answer, Cascading
from weir.transport import Transport

STORES = "/api/v1/stores"
SCHEMA_REGISTRY = "SCHEMA_REGISTRY"


class Stores(Cascading[Store]):
    """Stores that the caller may see. A credential is best the name of a secret, as in "secret:broker"."""

    def __init__(self, transport: Transport) -> None:
        super().__init__(transport, STORES, Store.of)

    def list(self, prefix: Optional[str] = None, kind: Optional[str] = None) -> Iterator[Store]:
        """All of them, those whose names begin so, or those of a kind as in "KAFKA", in the order of their names."""
        return self._pages(self._path, {"prefix": prefix, "kind": kind})

    def create(self, name: str, kind: str, properties: Optional[Mapping[str, str]] = None) -> Store:
        """Makes one of any kind that the API document has. Raises ResourceAlreadyExists."""
        return self._create(self._path, {"name": name, "kind": kind, "properties": dict(properties or {})})

    def create_kafka(
        self, name: str, bootstrap_servers: str, properties: Optional[Mapping[str, str]] = None
    ) -> Store:
        """Makes one of a Kafka broker; further properties as in {"securityProtocol": "SASL_SSL"}."""
        return self.create(name, "KAFKA", {"bootstrapServers": bootstrap_servers, **(properties or {})})

    def create_event_hubs(self, name: str, namespace: str, connection_string: Optional[str] = None) -> Store:
        """Makes one of a namespace; without a connection string ("secret:hubs") workers sign in as themselves."""
        signing_in = {} if connection_string is None else {"connectionString": connection_string}
        return self.create(name, "EVENTHUBS", {"namespace": namespace, **signing_in})

    def create_kinesis(
        self,
        name: str,
        region: str,
        access_key_id: str,
        secret_access_key: str,
        properties: Optional[Mapping[str, str]] = None,
    ) -> Store:
        """Makes one of Amazon Kinesis; the secret key is the name of a secret; further properties as in {"endpoint": …}."""
        return self.create(
            name,
            "KINESIS",
            {
                "region": region,
                "accessKeyId": access_key_id,
                "secretAccessKey": secret_access_key,
                **(properties or {}),
            },
        )

    def create_duckdb(self, name: str, path: str) -> Store:
        """Makes one of a DuckDB file."""
        return self.create(name, "DUCKDB", {"path": path})

    def create_motherduck(self, name: str, database: str, token: str) -> Store:
        """Makes one of a database of MotherDuck; the token is the name of a secret, as in "secret:motherduck"."""
        return self.create(name, "MOTHERDUCK", {"database": database, "token": token})

    def create_postgres(self, name: str, address: str, database: str, username: str, password: str) -> Store:
        """Makes one of a database of PostgreSQL; the password is the name of a secret, as in "secret:shop"."""
        return self.create(
            name,
            "POSTGRES",
            {"address": address, "database": database, "username": username, "password": password},
        )

    def create_files(self, name: str, path: str, properties: Optional[Mapping[str, str]] = None) -> Store:
        """Makes one of files in a folder or below s3://, gs:// or abfss://; further properties are its credentials."""
        return self.create(name, "FILES", {"path": path, **(properties or {})})

    def create_s3(
        self,
        name: str,
        path: str,
        access_key_id: str,
        secret_access_key: str,
        properties: Optional[Mapping[str, str]] = None,
    ) -> Store:
        """Makes one of files below s3://bucket/prefix; the secret key is the name of a secret, as in "secret:s3"."""
        signing_in = {"accessKeyId": access_key_id, "secretAccessKey": secret_access_key}
        return self.create_files(name, path, {**signing_in, **(properties or {})})

    def update(self, name: str, properties: Mapping[str, str]) -> Store:
        """Gives it other properties, all of them. Raises Conflict where another changed it meanwhile."""
        return self._update(name, {"properties": dict(properties)})

    def test_connection(self, name: str, entity: Optional[str] = None) -> ConnectionTest:
        """Really connects; and looks at an entity of it by its path, such as a hub, whose namespace tells of no other."""
        path = self._item(name) + "/test-connection" + (f"?{urlencode({'entity': entity})}" if entity else "")
        return ConnectionTest.of(self._transport.call("POST", path, repeatable=True))


class SchemaRegistries(Cascading[Store]):
    """Registries of schemas that the caller may see: stores of their kind, and no others."""

    def __init__(self, transport: Transport) -> None:
        super().__init__(transport, STORES, _registry)
        self._stores = Stores(transport)

    def list(self, prefix: Optional[str] = None) -> Iterator[Store]:
        """All of them, or those whose names begin so, in the order of their names."""
        return (store for store in self._stores.list(prefix) if store.kind == SCHEMA_REGISTRY)

    def create(
        self,
        name: str,
        url: str,
        *,
        username: Optional[str] = None,
        password: Optional[str] = None,
    ) -> Store:
        """Makes one; a password is best the name of a secret, as in "secret:registry".

        Raises ResourceAlreadyExists where there is a store of this name.
        """
        said = {"url": url, "username": username, "password": password}
        properties = {key: value for key, value in said.items() if value is not None}
        return self._create(self._path, {"name": name, "kind": SCHEMA_REGISTRY, "properties": properties})

    def update(self, name: str, properties: Mapping[str, str]) -> Store:
        """Gives it other properties, all of them. Raises Conflict where another changed it meanwhile."""
        self.get(name)
        return self._update(name, {"properties": dict(properties)})

    def delete(self, name: str, *, cascade: bool = False) -> None:
        """Raises ResourceNotFound where it is a store of another kind, ResourceInUse where it is used; with cascade its users go."""
        self.get(name)
        super().delete(name, cascade=cascade)

    def hand_over(self, name: str, owner: str) -> Store:
        """Gives it another owner, as in "user:ann"."""
        self.get(name)
        return super().hand_over(name, owner)

    def test_connection(self, name: str) -> ConnectionTest:
        """Says whether it answers, and what it says."""
        self.get(name)
        return self._stores.test_connection(name)


def _registry(answer: Answer) -> Store:
    if answer["kind"] != SCHEMA_REGISTRY:
        raise ResourceNotFound(f"store {answer['name']} is a {answer['kind']}, no schema registry", status=404)
    return Store.of(answer)
