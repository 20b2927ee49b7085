"""Topics of brokers."""

from __future__ import annotations

from typing import Iterator, Mapping, Optional
from urllib.parse import quote

from weir.errors import ResourceNotFound
from weir.models import Topic
from weir.resources import Answer, Manager
from weir.store_context import StoreContext
from weir.transport import Transport


class Topics(Manager[Topic]):
    """Topics of the store that is said, or else of the current one."""

    def __init__(self, transport: Transport, context: StoreContext) -> None:
        super().__init__(transport, "/api/v1/stores", Topic.of)
        self._context = context

    def _topics(self, store: Optional[str]) -> str:
        return self._context.path(store, "topics")

    def _topic(self, name: str, store: Optional[str]) -> str:
        return f"{self._topics(store)}/{quote(name, safe='')}"

    def list(self, store: Optional[str] = None, prefix: Optional[str] = None) -> Iterator[str]:
        """Their names, or those that begin so, in order."""
        path = self._topics(store)
        return Manager(self._transport, path, _name)._pages(path, {"prefix": prefix})

    def get(self, name: str, store: Optional[str] = None) -> Topic:
        """Raises ResourceNotFound."""
        return self._read(self._transport.call("GET", self._topic(name, store), repeatable=True))

    def exists(self, name: str, store: Optional[str] = None) -> bool:
        """Whether there is one that the caller may see."""
        try:
            self.get(name, store)
            return True
        except ResourceNotFound:
            return False

    def create(self, name: str, partitions: int, store: Optional[str] = None) -> Topic:
        """Makes one, or finds it as it is to be. Raises ResourceAlreadyExists where it has other partitions."""
        return self._create(self._topics(store), {"name": name, "partitions": partitions})

    def update(
        self,
        name: str,
        store: Optional[str] = None,
        *,
        partitions: Optional[int] = None,
        properties: Optional[Mapping[str, Optional[str]]] = None,
    ) -> Topic:
        """Gives it more partitions, or other properties of the broker's; one that is None is the broker's default again.

        Raises Conflict where another changed it meanwhile.
        """
        path = self._topic(name, store)
        _, tag = self._transport.tagged("GET", path, repeatable=True)
        changes = {"partitions": partitions, "properties": properties}
        said = {key: value for key, value in changes.items() if value is not None}
        headers = {"If-Match": tag} if tag else {}
        return self._read(self._transport.call("PATCH", path, said, repeatable=False, headers=headers))

    def delete(self, name: str, store: Optional[str] = None, *, cascade: bool = False) -> None:
        """Removes it with its records. Raises ResourceInUse where it is used; with cascade its users go, too."""
        query = "?cascade=true" if cascade else ""
        self._transport.call("DELETE", self._topic(name, store) + query, repeatable=False)


def _name(topic: Answer) -> str:
    return str(topic)
