"""A run of a job, as a block."""

from __future__ import annotations

import logging
import threading
import time
from types import TracebackType
from typing import Any, Literal, Mapping, Optional, Sequence, Union

from weir.client import Snapshot, WeirClient
from weir.errors import ServerError, TransientNetworkError, WeirError

_LOG = logging.getLogger("weir")
_CACHE_SECONDS = 60.0

DatasetLike = Union[str, Mapping[str, str]]


class JobContext:
    """Starts a run on entry, gives signs of life in the background, ends it on exit.

    inputs and outputs are addresses, names of tables, or {"namespace", "name"}.
    A failure to end the run never hides the exception that the block was left with.
    """

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
        self.job_name = job_name
        self.client = client or WeirClient()
        self.run_id: Optional[str] = None
        self.state: Optional[str] = None
        self._metadata = dict(metadata or {})
        self._inputs = list(inputs)
        self._outputs = list(outputs)
        self._parent_run_id = parent_run_id
        self._attempt = attempt
        self._heartbeat_seconds = heartbeat_seconds
        self._artifacts: list[dict[str, str]] = []
        self._log: list[str] = []
        self._latest: dict[str, tuple[float, Snapshot]] = {}
        self._detached = False
        self._stop = threading.Event()
        self._thread: Optional[threading.Thread] = None

    @classmethod
    def detached(cls, job_name: str, client: Optional[WeirClient] = None) -> JobContext:
        """Lineage of a job without a run."""
        context = cls(job_name, client=client)
        context._detached = True
        return context

    def start(self) -> JobContext:
        """Starts the run; entering the block does it."""
        if self._detached or self.run_id is not None:
            return self
        self.run_id = self.client.start_run(
            self.job_name,
            self._told(),
            parent_run_id=self._parent_run_id,
            attempt=self._attempt,
        )
        self.state = "RUNNING"
        if self._heartbeat_seconds > 0:
            self._thread = threading.Thread(target=self._beat, name="weir-heartbeat", daemon=True)
            self._thread.start()
        return self

    def add_input(self, dataset: DatasetLike) -> None:
        """Says that the run reads a dataset."""
        self._inputs.append(dataset)

    def add_output(self, dataset: DatasetLike) -> None:
        """Says that the run writes a dataset."""
        self._outputs.append(dataset)

    def log_event(self, event_type: str, data: Optional[Mapping[str, Any]] = None) -> int:
        """Tells something to all who listen."""
        return self.client.broadcast(event_type, data, run_id=self.run_id)

    def get_table_latest_uri(self, table: str) -> str:
        """Where the latest state of a table lies, not older than a minute; the table becomes an input.

        While the service cannot be reached, the last known one.
        """
        known = self._latest.get(table)
        if known is None or time.monotonic() - known[0] > _CACHE_SECONDS:
            try:
                known = (time.monotonic(), self.client.latest_snapshot(table))
                self._latest[table] = known
            except (TransientNetworkError, ServerError):
                if known is None:
                    raise
                _LOG.warning("the snapshot of %s is the last known one, for the service does not answer", table)
        if known[1].uri not in self._inputs:
            self._inputs.append(known[1].uri)
        return known[1].uri

    def register_snapshot(
        self,
        table: str,
        uri: str,
        format: str,
        schema: Optional[Mapping[str, Any]] = None,
        *,
        version: Optional[int] = None,
    ) -> Snapshot:
        """Registers a state of a table, which becomes an output of the run."""
        snapshot = self.client.register_snapshot(
            table, uri, format, schema, job_name=self.job_name, run_id=self.run_id, version=version
        )
        self._latest[table] = (time.monotonic(), snapshot)
        return snapshot

    def attach_log(self, text: str) -> None:
        """Adds to the run's log, which `ship_logs` uploads."""
        self._log.append(text)

    def attach_artifact(self, type: str, uri: str) -> None:
        """Says what the run leaves behind."""
        self._artifacts.append({"type": type, "uri": uri})

    def ship_logs(self) -> Optional[str]:
        """Uploads the log to jobs/{job}/{run}/run.log in the artifact bucket; returns its URI."""
        if not self._log or self.run_id is None:
            return None
        name = f"jobs/{self.job_name}/{self.run_id}/run.log"
        body = "".join(self._log).encode()
        uri = self.client.put_object(self.client.settings.artifact_bucket, name, body).uri
        if {"type": "log", "uri": uri} not in self._artifacts:
            self.attach_artifact("log", uri)
        return uri

    def complete(self, success: bool = True, metadata: Optional[Mapping[str, Any]] = None) -> None:
        """Ends the run; leaving the block does it."""
        self._stop.set()
        if self.run_id is None or self.state in ("COMPLETE", "FAIL"):
            return
        if self.client.settings.log_ship:
            try:
                self.ship_logs()
            except WeirError as failure:
                _LOG.warning("the log of run %s was not shipped: %s", self.run_id, failure)
        self._metadata.update(metadata or {})
        self.state = self.client.complete_run(
            self.job_name, self.run_id, success, self._told(), self._artifacts
        )

    def __enter__(self) -> JobContext:
        return self.start()

    def __exit__(
        self,
        kind: Optional[type[BaseException]],
        failure: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> Literal[False]:
        if failure is None:
            self.complete(True)
            return False
        try:
            self.complete(False, {"error": f"{type(failure).__name__}: {failure}"})
        except WeirError as second:
            _LOG.warning("run %s could not be ended as failed: %s", self.run_id, second)
        return False

    def _told(self) -> dict[str, Any]:
        told = dict(self._metadata)
        if self._inputs:
            told["inputs"] = list(self._inputs)
        if self._outputs:
            told["outputs"] = list(self._outputs)
        return told

    def _beat(self) -> None:
        """A heartbeat that fails is made up for by the next; one that is told of an end is the last."""
        while not self._stop.wait(self._heartbeat_seconds):
            try:
                if self.run_id is None or self.client.heartbeat(self.job_name, self.run_id) in (
                    "COMPLETE",
                    "FAIL",
                    "ABORT",
                ):
                    return
            except WeirError as failure:
                _LOG.warning("a heartbeat of run %s failed: %s", self.run_id, failure)
