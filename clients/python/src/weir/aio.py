"""The same for asyncio: every call is made on a thread, so that the loop never waits."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Any, Literal, Mapping, Optional, Sequence

from weir.client import Snapshot, WeirClient
from weir.job import DatasetLike, JobContext


class AsyncJobContext:
    """Like JobContext, with `async with` and `await`."""

    def __init__(
        self,
        job_name: str,
        *,
        client: Optional[WeirClient] = None,
        metadata: Optional[Mapping[str, Any]] = None,
        inputs: Sequence[DatasetLike] = (),
        outputs: Sequence[DatasetLike] = (),
        parent_run_id: Optional[str] = None,
        attempt: Optional[int] = None,
        heartbeat_seconds: float = 60.0,
    ) -> None:
        self._job = JobContext(
            job_name,
            client=client,
            metadata=metadata,
            inputs=inputs,
            outputs=outputs,
            parent_run_id=parent_run_id,
            attempt=attempt,
            heartbeat_seconds=heartbeat_seconds,
        )

    @classmethod
    def detached(cls, job_name: str, client: Optional[WeirClient] = None) -> AsyncJobContext:
        """Lineage of a job without a run."""
        context = cls(job_name, client=client)
        context._job = JobContext.detached(job_name, context._job.client)
        return context

    @property
    def run_id(self) -> Optional[str]:
        return self._job.run_id

    @property
    def state(self) -> Optional[str]:
        return self._job.state

    def add_input(self, dataset: DatasetLike) -> None:
        self._job.add_input(dataset)

    def add_output(self, dataset: DatasetLike) -> None:
        self._job.add_output(dataset)

    def attach_log(self, text: str) -> None:
        self._job.attach_log(text)

    def attach_artifact(self, type: str, uri: str) -> None:
        self._job.attach_artifact(type, uri)

    async def log_event(self, event_type: str, data: Optional[Mapping[str, Any]] = None) -> int:
        return await asyncio.to_thread(self._job.log_event, event_type, data)

    async def get_table_latest_uri(self, table: str) -> str:
        return await asyncio.to_thread(self._job.get_table_latest_uri, table)

    async def register_snapshot(
        self,
        table: str,
        uri: str,
        format: str,
        schema: Optional[Mapping[str, Any]] = None,
        *,
        version: Optional[int] = None,
    ) -> Snapshot:
        return await asyncio.to_thread(
            lambda: self._job.register_snapshot(table, uri, format, schema, version=version)
        )

    async def ship_logs(self) -> Optional[str]:
        return await asyncio.to_thread(self._job.ship_logs)

    async def complete(self, success: bool = True, metadata: Optional[Mapping[str, Any]] = None) -> None:
        await asyncio.to_thread(self._job.complete, success, metadata)

    async def __aenter__(self) -> AsyncJobContext:
        await asyncio.to_thread(self._job.start)
        return self

    async def __aexit__(
        self,
        kind: Optional[type[BaseException]],
        failure: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> Literal[False]:
        return await asyncio.to_thread(self._job.__exit__, kind, failure, trace)
