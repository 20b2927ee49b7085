"""What pipelines run on and work with: compute pools, functions and their jars, descriptors of Protobuf, registries of schemas."""

from __future__ import annotations

import base64
import uuid
from dataclasses import dataclass
from typing import Any, Iterator, Mapping, Optional, Sequence, TypeVar

from weir.errors import NotFound
from weir.resources import Answer, Cascading, Listed, Resources
from weir.transport import Transport

SCHEMA_REGISTRY = "SCHEMA_REGISTRY"

One = TypeVar("One")


@dataclass(frozen=True)
class ComputePool:
    """What pipelines run on. A unit is a pipeline that runs."""

    name: str
    state: str
    suspended_by: Optional[str]
    size: str
    min_units: int
    max_units: int
    auto_suspend_minutes: int
    units_in_use: int
    waiting: int
    owner: str
    properties: Mapping[str, str]
    created_at: str
    updated_at: str

    @staticmethod
    def of(answer: Mapping[str, Any]) -> ComputePool:
        suspended_by = answer.get("suspendedBy")
        return ComputePool(
            name=str(answer["name"]),
            state=str(answer["state"]),
            suspended_by=None if suspended_by is None else str(suspended_by),
            size=str(answer["size"]),
            min_units=int(answer["minUnits"]),
            max_units=int(answer["maxUnits"]),
            auto_suspend_minutes=int(answer["autoSuspendMinutes"]),
            units_in_use=int(answer["unitsInUse"]),
            waiting=int(answer["waiting"]),
            owner=str(answer["owner"]),
            properties=dict(answer["properties"]),
            created_at=str(answer["createdAt"]),
            updated_at=str(answer["updatedAt"]),
        )


@dataclass(frozen=True)
class Function:
    """An expression of its parameters, which transforms call by name."""

    name: str
    parameters: Sequence[str]
    body: str
    comment: str
    owner: str
    properties: Mapping[str, str]
    created_at: str
    updated_at: str

    @staticmethod
    def of(answer: Mapping[str, Any]) -> Function:
        return Function(
            name=str(answer["name"]),
            parameters=tuple(answer["parameters"]),
            body=str(answer["body"]),
            comment=str(answer["comment"]),
            owner=str(answer["owner"]),
            properties=dict(answer["properties"]),
            created_at=str(answer["createdAt"]),
            updated_at=str(answer["updatedAt"]),
        )


@dataclass(frozen=True)
class DescriptorSource:
    """Descriptors of messages, as protoc writes them."""

    name: str
    messages: Sequence[str]
    bytes: int
    sha256: str
    comment: str
    owner: str
    properties: Mapping[str, str]
    created_at: str
    updated_at: str

    @staticmethod
    def of(answer: Mapping[str, Any]) -> DescriptorSource:
        return DescriptorSource(
            name=str(answer["name"]),
            messages=tuple(answer["messages"]),
            bytes=int(answer["bytes"]),
            sha256=str(answer["sha256"]),
            comment=str(answer["comment"]),
            owner=str(answer["owner"]),
            properties=dict(answer["properties"]),
            created_at=str(answer["createdAt"]),
            updated_at=str(answer["updatedAt"]),
        )


@dataclass(frozen=True)
class JavaMethod:
    """A method of a jar that a function may be; types are those of SQL."""

    class_name: str
    name: str
    parameters: Sequence[str]
    returns: str

    @staticmethod
    def of(answer: Mapping[str, Any]) -> JavaMethod:
        return JavaMethod(
            class_name=str(answer["className"]),
            name=str(answer["name"]),
            parameters=tuple(answer["parameters"]),
            returns=str(answer["returns"]),
        )


@dataclass(frozen=True)
class FunctionSource:
    """A jar, methods of which functions may be."""

    name: str
    methods: Sequence[JavaMethod]
    bytes: int
    sha256: str
    comment: str
    owner: str
    properties: Mapping[str, str]
    created_at: str
    updated_at: str

    @staticmethod
    def of(answer: Mapping[str, Any]) -> FunctionSource:
        return FunctionSource(
            name=str(answer["name"]),
            methods=tuple(JavaMethod.of(method) for method in answer["methods"]),
            bytes=int(answer["bytes"]),
            sha256=str(answer["sha256"]),
            comment=str(answer["comment"]),
            owner=str(answer["owner"]),
            properties=dict(answer["properties"]),
            created_at=str(answer["createdAt"]),
            updated_at=str(answer["updatedAt"]),
        )


@dataclass(frozen=True)
class SchemaRegistry:
    """A registry that has the schemas of records: a store of this kind, without its password."""

    name: str
    url: str
    owner: str
    properties: Mapping[str, str]
    created_at: str
    updated_at: str

    @staticmethod
    def of(answer: Mapping[str, Any]) -> SchemaRegistry:
        properties = dict(answer["properties"])
        return SchemaRegistry(
            name=str(answer["name"]),
            url=str(properties.get("url", "")),
            owner=str(answer["owner"]),
            properties=properties,
            created_at=str(answer["createdAt"]),
            updated_at=str(answer["updatedAt"]),
        )


class ComputePools(Listed[ComputePool], Cascading[ComputePool]):
    """Compute pools that the caller may see."""

    def __init__(self, transport: Transport) -> None:
        super().__init__(transport, "/api/v1/compute-pools", ComputePool.of)

    def create(
        self,
        name: str,
        *,
        size: Optional[str] = None,
        min_units: Optional[int] = None,
        max_units: Optional[int] = None,
        auto_suspend_minutes: Optional[int] = None,
        properties: Optional[Mapping[str, str]] = None,
    ) -> ComputePool:
        """Raises Conflict where there is one of this name. A size is SMALL, MEDIUM or LARGE."""
        asked = _settings(size, min_units, max_units, auto_suspend_minutes, properties)
        return self._create(self._path, {"name": name, **asked})

    def update(
        self,
        name: str,
        *,
        size: Optional[str] = None,
        min_units: Optional[int] = None,
        max_units: Optional[int] = None,
        auto_suspend_minutes: Optional[int] = None,
        properties: Optional[Mapping[str, str]] = None,
    ) -> ComputePool:
        """Changes what is given; properties are all of them. Raises Conflict where another changed it meanwhile."""
        return self._update(name, _settings(size, min_units, max_units, auto_suspend_minutes, properties))

    def start(self, name: str) -> ComputePool:
        """Lets its pipelines go on where they were."""
        return self._verb(name, "start")

    def stop(self, name: str) -> ComputePool:
        """Suspends it until it is started."""
        return self._verb(name, "stop")


def _settings(
    size: Optional[str],
    min_units: Optional[int],
    max_units: Optional[int],
    auto_suspend_minutes: Optional[int],
    properties: Optional[Mapping[str, str]],
) -> dict[str, Any]:
    return {
        "size": size,
        "minUnits": min_units,
        "maxUnits": max_units,
        "autoSuspendMinutes": auto_suspend_minutes,
        "properties": properties,
    }


class Functions(Listed[Function], Cascading[Function]):
    """Functions that the caller may see."""

    def __init__(self, transport: Transport) -> None:
        super().__init__(transport, "/api/v1/functions", Function.of)

    def create(
        self,
        name: str,
        parameters: Sequence[str],
        body: str,
        *,
        comment: str = "",
        properties: Optional[Mapping[str, str]] = None,
    ) -> Function:
        """Raises InvalidRequest where DuckDB does not take it, Conflict where there is one of this name."""
        asked = {
            "name": name,
            "parameters": list(parameters),
            "body": body,
            "comment": comment,
            "properties": dict(properties or {}),
        }
        return self._create(self._path, asked)

    def create_java(
        self,
        name: str,
        source: str,
        class_name: str,
        method: str,
        *,
        parameters: Optional[Sequence[str]] = None,
        comment: str = "",
        properties: Optional[Mapping[str, str]] = None,
    ) -> Function:
        """One that is a method of a function source. Raises InvalidRequest where the source has it not."""
        asked = {
            "name": name,
            "parameters": None if parameters is None else list(parameters),
            "javaMethod": {"source": source, "className": class_name, "method": method},
            "comment": comment,
            "properties": dict(properties or {}),
        }
        return self._create(self._path, asked)

    def update(
        self,
        name: str,
        *,
        parameters: Optional[Sequence[str]] = None,
        body: Optional[str] = None,
        comment: Optional[str] = None,
        properties: Optional[Mapping[str, str]] = None,
    ) -> Function:
        """Changes what is given, for pipelines that are started later. Raises Conflict where another changed it meanwhile."""
        changes = {
            "parameters": None if parameters is None else list(parameters),
            "body": body,
            "comment": comment,
            "properties": properties,
        }
        return self._update(name, changes)


class _Uploads(Listed[One]):
    """Files that the caller may see."""

    def create(
        self,
        name: str,
        content: bytes,
        *,
        comment: str = "",
        properties: Optional[Mapping[str, str]] = None,
    ) -> One:
        """Uploads a file. Raises InvalidRequest where it is not what it must be, Conflict where there is one of this name."""
        asked = {
            "name": name,
            "content": _base64(content),
            "comment": comment,
            "properties": dict(properties or {}),
        }
        return self._create(self._path, asked)

    def update(
        self,
        name: str,
        *,
        content: Optional[bytes] = None,
        comment: Optional[str] = None,
        properties: Optional[Mapping[str, str]] = None,
    ) -> One:
        """Changes what is given, for pipelines that are started later. Raises Conflict where another changed it meanwhile."""
        changes = {
            "content": None if content is None else _base64(content),
            "comment": comment,
            "properties": properties,
        }
        return self._update(name, changes)

    def download(self, name: str) -> bytes:
        """What was uploaded, byte for byte."""
        accept = {"Accept": "application/octet-stream"}
        path = self._item(name) + "/content"
        return self._transport.send("GET", path, None, accept, str(uuid.uuid4()), None)


class DescriptorSources(_Uploads[DescriptorSource], Cascading[DescriptorSource]):
    """Descriptor sources that the caller may see: what `protoc --include_imports --descriptor_set_out` writes."""

    def __init__(self, transport: Transport) -> None:
        super().__init__(transport, "/api/v1/descriptor-sources", DescriptorSource.of)


class FunctionSources(_Uploads[FunctionSource], Cascading[FunctionSource]):
    """Function sources that the caller may see: jars, whose methods functions may be."""

    def __init__(self, transport: Transport) -> None:
        super().__init__(transport, "/api/v1/function-sources", FunctionSource.of)


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


class SchemaRegistries(Resources[SchemaRegistry]):
    """Registries of schemas that the caller may see: stores of their kind, and no others."""

    def __init__(self, transport: Transport) -> None:
        super().__init__(transport, "/api/v1/stores", _registry)
        self._stores: Listed[Answer] = Listed(transport, "/api/v1/stores", lambda answer: answer)

    def list(self) -> Iterator[SchemaRegistry]:
        """All of them, in the order of their names."""
        return (_registry(store) for store in self._stores.list() if store["kind"] == SCHEMA_REGISTRY)

    def create(
        self,
        name: str,
        url: str,
        *,
        username: Optional[str] = None,
        password: Optional[str] = None,
    ) -> SchemaRegistry:
        """Makes one; a password is best the name of a secret, as in "secret:registry".

        Raises Conflict where there is a store of this name.
        """
        said = {"url": url, "username": username, "password": password}
        properties = {key: value for key, value in said.items() if value is not None}
        return self._create(self._path, {"name": name, "kind": SCHEMA_REGISTRY, "properties": properties})

    def update(self, name: str, properties: Mapping[str, str]) -> SchemaRegistry:
        """Gives it other properties, all of them. Raises Conflict where another changed it meanwhile."""
        self.get(name)
        return self._update(name, {"properties": dict(properties)})

    def delete(self, name: str) -> None:
        """Raises Conflict where pipelines use it, NotFound where it is a store of another kind."""
        self.get(name)
        super().delete(name)

    def hand_over(self, name: str, owner: str) -> SchemaRegistry:
        """Gives it another owner, as in "user:ann"."""
        self.get(name)
        return super().hand_over(name, owner)

    def test_connection(self, name: str) -> Mapping[str, Any]:
        """Says whether it answers, and what it says."""
        self.get(name)
        return self._transport.call("POST", self._item(name) + "/test-connection", repeatable=True)


def _registry(answer: Answer) -> SchemaRegistry:
    if answer["kind"] != SCHEMA_REGISTRY:
        raise NotFound(f"store {answer['name']} is a {answer['kind']}, no schema registry", status=404)
    return SchemaRegistry.of(answer)
