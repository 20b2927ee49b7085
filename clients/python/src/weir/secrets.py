"""What others must not know: secrets, whose values are given and never told."""

from __future__ import annotations

from typing import Mapping, Optional

from weir.models import Secret
from weir.resources import Cascading, Listed
from weir.transport import Transport


class Secrets(Listed[Secret], Cascading[Secret]):
    """Secrets that the caller may see. Stores name them, as in "secret:broker"."""

    def __init__(self, transport: Transport) -> None:
        super().__init__(transport, "/api/v1/secrets", Secret.of)

    def create(self, name: str, value: str, properties: Optional[Mapping[str, str]] = None) -> Secret:
        """Keeps a value, encrypted, and properties, which are not. Raises ResourceAlreadyExists."""
        return self._create(self._path, {"name": name, "value": value, "properties": properties})

    def update(
        self, name: str, value: Optional[str] = None, properties: Optional[Mapping[str, str]] = None
    ) -> Secret:
        """Gives it another value, or other properties. Raises Conflict where another changed it meanwhile."""
        return self._update(name, {"value": value, "properties": properties})
