"""What all managers of resources have in common."""

from __future__ import annotations

import uuid
from typing import Any, Callable, Generic, Iterator, Mapping, Optional, TypeVar
from urllib.parse import quote, urlencode

from weir.errors import ResourceNotFound
from weir.transport import Transport

One = TypeVar("One")
Answer = Mapping[str, Any]


class Manager(Generic[One]):
    """Calls about one kind of thing."""

    def __init__(self, transport: Transport, path: str, read: Callable[[Answer], One]) -> None:
        self._transport = transport
        self._path = path
        self._read = read

    def _pages(self, path: str, query: Mapping[str, Optional[str]]) -> Iterator[One]:
        asked = {"limit": "1000", **_said(query)}
        while True:
            page = self._transport.call("GET", f"{path}?{urlencode(asked)}", repeatable=True)
            yield from (self._read(item) for item in page["items"])
            if not page.get("nextPageToken"):
                return
            asked["pageToken"] = page["nextPageToken"]

    def _create(self, path: str, body: Mapping[str, Any]) -> One:
        return self._read(self._once("POST", path, _said(body)))

    def _once(self, method: str, path: str, body: Optional[Mapping[str, Any]]) -> dict[str, Any]:
        # However often it is sent, it is done once: the platform knows it again by its key.
        key = {"Idempotency-Key": str(uuid.uuid4())}
        return self._transport.call(method, path, body, repeatable=True, headers=key)


class Resources(Manager[One]):
    """What can be done with what has a name."""

    def _named(self, name: str) -> str:
        """What the platform knows it by."""
        return name

    def _item(self, name: str) -> str:
        return f"{self._path}/{quote(self._named(name), safe='')}"

    def get(self, name: str) -> One:
        """Raises ResourceNotFound."""
        return self._read(self._transport.call("GET", self._item(name), repeatable=True))

    def exists(self, name: str) -> bool:
        """Whether there is one that the caller may see."""
        try:
            self.get(name)
            return True
        except ResourceNotFound:
            return False

    def delete(self, name: str) -> None:
        """Raises ResourceInUse where it is used."""
        self._remove(name)

    def _update(self, name: str, changes: Mapping[str, Any]) -> One:
        # Of what was read here, so that nobody's change in between is lost.
        _, tag = self._transport.tagged("GET", self._item(name), repeatable=True)
        headers = {"If-Match": tag} if tag else {}
        answer = self._transport.call("PATCH", self._item(name), _said(changes), repeatable=False, headers=headers)
        return self._read(answer)

    def _remove(self, name: str, query: str = "") -> None:
        self._transport.call("DELETE", self._item(name) + query, repeatable=False)

    def _verb(self, name: str, verb: str) -> One:
        return self._read(self._once("POST", f"{self._item(name)}/{verb}", None))


class Listed(Resources[One]):
    """What is listed whole."""

    def list(self, prefix: Optional[str] = None) -> Iterator[One]:
        """All of them, or those whose names begin so, page after page, in the order of their names."""
        return self._pages(self._path, {"prefix": prefix})


class Owned(Resources[One]):
    """What belongs to somebody."""

    def hand_over(self, name: str, owner: str) -> One:
        """Gives it another owner, as in "user:ann"."""
        path = self._item(name) + "/owner"
        return self._read(self._transport.call("PUT", path, {"owner": owner}, repeatable=False))


class Cascading(Owned[One]):
    """What can be deleted with its users."""

    def delete(self, name: str, *, cascade: bool = False) -> None:
        """Raises ResourceInUse where it is used; with cascade its users go, too."""
        self._remove(name, "?cascade=true" if cascade else "")


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}
