"""What stores have: topics and hubs, folders and files, schemas and tables."""

from __future__ import annotations

from typing import Any, Iterator, Mapping, Optional, Sequence
from urllib.parse import urlencode

from weir.errors import ResourceNotFound
from weir.models import DryRun, Entity, EntityDetails
from weir.resources import Manager
from weir.store_context import StoreContext
from weir.transport import Transport


class Entities(Manager[Entity]):
    """Entities of the store that is said, or else of the current one, by their paths in it."""

    def __init__(self, transport: Transport, context: StoreContext) -> None:
        super().__init__(transport, "/api/v1/stores", Entity.of)
        self._context = context

    def list(
        self, path: Optional[str] = None, store: Optional[str] = None, prefix: Optional[str] = None
    ) -> Iterator[Entity]:
        """What lies in a folder or schema, or in the store itself; or of that what is called so in the beginning."""
        return self._pages(self._context.path(store, "entities"), {"path": path, "prefix": prefix})

    def get(self, path: str, store: Optional[str] = None) -> EntityDetails:
        """With partitions of a topic, shards of a stream, columns and rows of a table, bytes of a file. Raises ResourceNotFound."""
        return EntityDetails.of(self._look("details", store, {"path": path}))

    def exists(self, path: str, store: Optional[str] = None) -> bool:
        """Whether the store has it."""
        try:
            self.get(path, store)
            return True
        except ResourceNotFound:
            return False

    def print(
        self, path: str, store: Optional[str] = None, *, format: Optional[str] = None, records: int = 100
    ) -> DryRun:
        """Some of its rows; of a topic, hub or file as a pipeline would read them, JSON unless it is said otherwise."""
        asked = {"path": path, "records": str(records), "format": format}
        return DryRun.of(self._look("sample", store, asked))

    def insert_values(
        self, path: str, rows: Sequence[Mapping[str, Any]], store: Optional[str] = None
    ) -> int:
        """Adds rows to a topic or hub, as records of JSON, or to a table, and says how many."""
        inserted = self._once("POST", self._context.path(store, "entities/insert"), {"path": path, "rows": [*rows]})
        return int(inserted["inserted"])

    def _look(self, how: str, store: Optional[str], asked: Mapping[str, Optional[str]]) -> dict[str, Any]:
        query = urlencode({key: value for key, value in asked.items() if value is not None})
        return self._transport.call("GET", f"{self._context.path(store, 'entities/' + how)}?{query}", repeatable=True)
