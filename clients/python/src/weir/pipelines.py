"""Pipelines: from topics, hubs and files to warehouses and Delta tables, exactly once."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Iterator, Mapping, Optional, Sequence, Union
from urllib.parse import urlencode

from weir.errors import InvalidConfiguration
from weir.models import CompactionReport, DeadLetter, DryRun, Pipeline, PipelineProgress, ReplayedLetters
from weir.resources import Manager, Owned, _said
from weir.transport import Transport

Options = Mapping[str, Any]


@dataclass(frozen=True)
class PipelineDefinition:
    """What a pipeline is, or what is to be changed of it: what is None is as the platform has it.

    Each is as the API document has it: source={"store": "broker", "topic": "orders"}, target={"delta": {"table": "orders"}}.
    """

    source: Optional[Options] = None
    target: Optional[Options] = None
    query: Optional[str] = None
    format: Optional[str] = None
    columns: Optional[Sequence[Options]] = None
    schema: Optional[str] = None
    transform: Optional[str] = None
    references: Optional[Sequence[Options]] = None
    write: Optional[Options] = None
    expectations: Optional[Sequence[Options]] = None
    dedupe: Optional[Options] = None
    window: Optional[Options] = None
    join: Optional[Options] = None
    branches: Optional[Sequence[Options]] = None
    batch: Optional[Options] = None
    pool: Optional[str] = None
    properties: Optional[Options] = None
    avro: Optional[Options] = None
    csv: Optional[Options] = None
    protobuf: Optional[Options] = None


# Or a mapping of the same fields, as the API document and YAML files have them.
Definition = Union[PipelineDefinition, Options]


def _body(definition: Definition) -> dict[str, Any]:
    if isinstance(definition, PipelineDefinition):
        return {field.name: getattr(definition, field.name) for field in fields(definition)}
    if not isinstance(definition, Mapping):
        found = type(definition).__name__
        raise InvalidConfiguration(f"a definition is a {found}; allowed: a PipelineDefinition, or a mapping of its fields")
    return dict(definition)


def _named(name: str, definition: Definition) -> dict[str, Any]:
    """As the call names it, which a mapping need not repeat and cannot contradict."""
    body = _said(_body(definition))
    if body.get("name", name) != name:
        raise InvalidConfiguration(f"the definition is of {body['name']!r}, and the pipeline is called {name!r}")
    return {**body, "name": name}


class Pipelines(Owned[Pipeline]):
    """Pipelines that the caller may see."""

    def __init__(self, transport: Transport) -> None:
        super().__init__(transport, "/api/v1/pipelines", Pipeline.of)

    def list(self, prefix: Optional[str] = None, state: Optional[str] = None) -> Iterator[Pipeline]:
        """All of them, those whose names begin so, or those in a state as in "FAILED", in the order of their names."""
        return self._pages(self._path, {"prefix": prefix, "state": state})

    def create(self, name: str, definition: Definition) -> Pipeline:
        """Makes one, which is at rest until it is started. Raises ResourceAlreadyExists, SQLError for its transform."""
        return self._create(self._path, _named(name, definition))

    def update(self, name: str, changes: Definition) -> Pipeline:
        """Changes what is given, of one at rest; it goes on where it was. Raises Conflict where another changed it meanwhile."""
        return self._update(name, _body(changes))

    def validate(self, name: str, definition: Definition) -> Pipeline:
        """Tells what it would be, made nowhere. Raises InvalidConfiguration or SQLError with everything that is wrong."""
        answer = self._transport.call("POST", f"{self._path}/validate", _named(name, definition), repeatable=True)
        return Pipeline.of(answer)

    def dry_run(
        self, definition: Definition, *, records: Optional[int] = None, wait_millis: Optional[int] = None
    ) -> DryRun:
        """Reads real records and shows what would become of them; writes nothing."""
        limits = {"records": records, "waitMillis": wait_millis}
        query = urlencode({name: limit for name, limit in limits.items() if limit is not None})
        body = {"name": "dry-run", **_said(_body(definition))}
        return DryRun.of(self._transport.call("POST", f"{self._path}/dry-run?{query}", body, repeatable=True))

    def start(self, name: str) -> Pipeline:
        """Lets it run from where it was."""
        return self._verb(name, "start")

    def drain(self, name: str) -> Pipeline:
        """Takes what the source holds now, then stops."""
        return self._verb(name, "drain")

    def pause(self, name: str) -> Pipeline:
        """Has it rest after the batch in hand, in the middle of its run."""
        return self._verb(name, "pause")

    def resume(self, name: str) -> Pipeline:
        """Lets one that is paused go on with its run."""
        return self._verb(name, "resume")

    def stop(self, name: str) -> Pipeline:
        """Stops it after the batch in hand; its run ends."""
        return self._verb(name, "stop")

    def reset(
        self,
        name: str,
        start_position: str,
        *,
        start_time: Optional[str] = None,
        start_sequences: Optional[Mapping[str, int]] = None,
        start_offsets: Optional[Mapping[str, str]] = None,
    ) -> Pipeline:
        """Has one at rest begin again at EARLIEST, LATEST, TIME (start_time), SEQUENCE (start_sequences by partition) or, of a
        hub, after the event of an OFFSET (start_offsets by partition)."""
        asked = {
            "startPosition": start_position,
            "startTime": start_time,
            "startSequences": start_sequences,
            "startOffsets": start_offsets,
        }
        body = {key: value for key, value in asked.items() if value is not None}
        return self._read(self._once("POST", self._item(name) + "/reset", body))

    def compact(self, name: str) -> CompactionReport:
        """Puts the small files of its Delta tables together, for about ten seconds."""
        return CompactionReport.of(self._once("POST", self._item(name) + "/compact", None))

    def progress(self, name: str) -> PipelineProgress:
        """How far it is, by partition."""
        return PipelineProgress.of(self._transport.call("GET", self._item(name) + "/progress", repeatable=True))

    def dead_letters(self, name: str) -> Iterator[DeadLetter]:
        """Records that could not be rows, page after page."""
        path = self._item(name) + "/dead-letters"
        return Manager(self._transport, path, DeadLetter.of)._pages(path, {})

    def replay_dead_letters(self, name: str) -> ReplayedLetters:
        """Tries some of them again, after a fix; `left` are those that are to be tried by another call."""
        return ReplayedLetters.of(self._once("POST", self._item(name) + "/dead-letters/replay", None))
