"""What transforms call by name: functions."""

from __future__ import annotations

from typing import Mapping, Optional, Sequence

from weir.models import Function
from weir.resources import Cascading, Listed
from weir.transport import Transport


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
        """Raises SQLError where DuckDB does not take it, ResourceAlreadyExists."""
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
        """One that is a method of a function source. Raises InvalidConfiguration where the source has it not."""
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
