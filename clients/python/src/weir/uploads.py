"""Files that pipelines work with: descriptors of Protobuf, and jars that functions are methods of."""

from __future__ import annotations

import base64
import uuid
from typing import Mapping, Optional, TypeVar

from weir.models import DescriptorSource, FunctionSource
from weir.resources import Cascading, Listed
from weir.transport import Transport

One = TypeVar("One")


class Uploads(Listed[One], Cascading[One]):
    """Files that the caller may see."""

    def create(
        self,
        name: str,
        content: bytes,
        *,
        comment: str = "",
        properties: Optional[Mapping[str, str]] = None,
    ) -> One:
        """Uploads a file. Raises InvalidConfiguration where it is not what it must be, ResourceAlreadyExists."""
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


class DescriptorSources(Uploads[DescriptorSource]):
    """Descriptor sources that the caller may see: what `protoc --include_imports --descriptor_set_out` writes."""

    def __init__(self, transport: Transport) -> None:
        super().__init__(transport, "/api/v1/descriptor-sources", DescriptorSource.of)


class FunctionSources(Uploads[FunctionSource]):
    """Function sources that the caller may see: jars, whose methods functions may be."""

    def __init__(self, transport: Transport) -> None:
        super().__init__(transport, "/api/v1/function-sources", FunctionSource.of)


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")
