"""What pipelines run on: compute pools."""

from __future__ import annotations

from typing import Any, Mapping, Optional

from weir.models import ComputePool
from weir.resources import Cascading, Listed
from weir.transport import Transport


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
        """Raises ResourceAlreadyExists. A size is SMALL, MEDIUM or LARGE."""
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
