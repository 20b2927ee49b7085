"""Which store is meant where none is said."""

from __future__ import annotations

from typing import Optional
from urllib.parse import quote

from weir.errors import InvalidConfiguration


class StoreContext:
    """The current store of a client."""

    def __init__(self, current: Optional[str] = None) -> None:
        self.current = current

    def path(self, store: Optional[str], below: str) -> str:
        """Of what is below a store, the current one unless it is said."""
        return f"/api/v1/stores/{quote(self.named(store), safe='')}/{below}"

    def named(self, store: Optional[str]) -> str:
        """A store, the current one unless it is said. Raises InvalidConfiguration where there is none."""
        named = store or self.current
        if named is None:
            raise InvalidConfiguration("which store? Name it, or say client.use_store(...) before")
        return named
