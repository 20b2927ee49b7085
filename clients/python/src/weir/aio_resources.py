"""What all managers for asyncio have in common: every call is made on a thread, so that the loop never waits."""

from __future__ import annotations

import asyncio
import functools
from typing import TYPE_CHECKING, Any, AsyncIterator, Callable, Coroutine, Generic, Iterator, TypeVar

from weir.resources import Cascading, Manager, Owned, Resources

if TYPE_CHECKING:
    # Of Python 3.10; at run time nobody asks, and 3.9 goes on working.
    from typing_extensions import Concatenate, ParamSpec

    Asked = ParamSpec("Asked")

One = TypeVar("One")
Result = TypeVar("Result")


def awaited(
    method: Callable[Concatenate[Any, Asked], Result],
) -> Callable[Concatenate[AsyncManager, Asked], Coroutine[Any, Any, Result]]:
    """A manager's method, with all its parameters, to be awaited."""

    @functools.wraps(method)
    async def on_a_thread(self: AsyncManager, /, *args: Asked.args, **named: Asked.kwargs) -> Result:
        bound: Callable[Asked, Result] = getattr(self._manager, method.__name__)
        return await asyncio.to_thread(bound, *args, **named)

    return on_a_thread


def each(
    method: Callable[Concatenate[Any, Asked], Iterator[Result]],
) -> Callable[Concatenate[AsyncManager, Asked], AsyncIterator[Result]]:
    """A manager's list, with all its parameters, for `async for`."""

    @functools.wraps(method)
    async def one_by_one(
        self: AsyncManager, /, *args: Asked.args, **named: Asked.kwargs
    ) -> AsyncIterator[Result]:
        bound: Callable[Asked, Iterator[Result]] = getattr(self._manager, method.__name__)
        found = bound(*args, **named)
        end = object()
        while True:
            one: Any = await asyncio.to_thread(next, found, end)
            if one is end:
                return
            yield one

    return one_by_one


class AsyncManager:
    """Calls about one kind of thing."""

    def __init__(self, manager: Manager[Any]) -> None:
        self._manager = manager


class AsyncResources(AsyncManager, Generic[One]):
    """What can be done with what has a name."""

    def __init__(self, resources: Resources[One]) -> None:
        super().__init__(resources)
        self._resources = resources

    async def get(self, name: str) -> One:
        """Raises ResourceNotFound."""
        return await asyncio.to_thread(self._resources.get, name)

    async def exists(self, name: str) -> bool:
        """Whether there is one that the caller may see."""
        return await asyncio.to_thread(self._resources.exists, name)

    async def delete(self, name: str) -> None:
        """Raises ResourceInUse where it is used."""
        await asyncio.to_thread(self._resources.delete, name)


class AsyncOwned(AsyncResources[One]):
    """What belongs to somebody."""

    def __init__(self, resources: Owned[One]) -> None:
        super().__init__(resources)
        self._owned = resources

    async def hand_over(self, name: str, owner: str) -> One:
        """Gives it another owner, as in "user:ann"."""
        return await asyncio.to_thread(self._owned.hand_over, name, owner)


class AsyncCascading(AsyncOwned[One]):
    """What can be deleted with its users."""

    def __init__(self, resources: Cascading[One]) -> None:
        super().__init__(resources)
        self._cascading = resources

    async def delete(self, name: str, *, cascade: bool = False) -> None:
        """Raises ResourceInUse where it is used; with cascade its users go, too."""
        await asyncio.to_thread(lambda: self._cascading.delete(name, cascade=cascade))
