"""What all managers of resources have in common."""

from __future__ import annotations

import uuid
from typing import Any, Generic, Iterator, Mapping, Optional, TypeVar
from urllib.parse import urlencode

from weir.errors import NotFound
from weir.transport import Transport

One = TypeVar("One")


class Resources(Generic[One]):
    """What can be done with resources of every kind."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def _read(self, answer: Mapping[str, Any]) -> One:
        raise NotImplementedError

    def _item(self, name: str) -> str:
        raise NotImplementedError

    def get(self, name: str) -> One:
        """Raises NotFound."""
        return self._read(self._transport.call("GET", self._item(name), repeatable=True))

    def exists(self, name: str) -> bool:
        try:
            self.get(name)
            return True
        except NotFound:
            return False

    def _pages(self, path: str, query: Mapping[str, Optional[str]]) -> Iterator[One]:
        asked = {key: value for key, value in query.items() if value is not None}
        while True:
            page = self._transport.call("GET", f"{path}?{urlencode(asked)}", repeatable=True)
            yield from (self._read(item) for item in page["items"])
            if not page.get("nextPageToken"):
                return
            asked["pageToken"] = page["nextPageToken"]

    def _create(self, path: str, body: Mapping[str, Any]) -> One:
        key = {"Idempotency-Key": str(uuid.uuid4())}
        return self._read(self._transport.call("POST", path, body, repeatable=True, headers=key))

    def _update(self, name: str, changes: Mapping[str, Any]) -> One:
        # Of what was read here, so that nobody's change in between is lost.
        _, tag = self._transport.tagged("GET", self._item(name), repeatable=True)
        body = {key: value for key, value in changes.items() if value is not None}
        headers = {"If-Match": tag} if tag else {}
        return self._read(self._transport.call("PATCH", self._item(name), body, repeatable=False, headers=headers))

    def _delete(self, name: str, query: str = "") -> None:
        self._transport.call("DELETE", self._item(name) + query, repeatable=False)

    def _hand_over(self, name: str, owner: str) -> One:
        path = self._item(name) + "/owner"
        return self._read(self._transport.call("PUT", path, {"owner": owner}, repeatable=False))
