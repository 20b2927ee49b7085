"""Tables of every kind that Weir's mirrors can have, made by REST out of rows that are known.

What an engine has to find in one of them is worked out here, without any engine: a count, and a sum of the CRC-32 of each row
as JSON. Needs a platform that runs on this machine, and pyarrow.
"""

from __future__ import annotations

import json
import struct
import time
import uuid
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Iterable, Iterator

import pyarrow as pa
import pyarrow.parquet as pq

from tables import COMMITS, ROWS, await_mirror, call, new_name

REGIONS = ("north", "south & west", None)
# Files that lose rows to a deletion vector, and the commit that takes them: before the checkpoint, and behind it.
IN_A_FILE, INLINE = (3, 5), (4, 11)
GONE = [0, 7, 8, 500, ROWS - 1]

# A file that is in the checkpoint, whole; its statistics say that these rows are nowhere else.
CHECKPOINTED = 8
ONE_FILE = f"id >= {CHECKPOINTED * ROWS} and id < {(CHECKPOINTED + 1) * ROWS}"

Found = tuple[int, int]


@dataclass(frozen=True)
class Kind:
    """A table to be made: what sets it apart from a plain one."""

    label: str
    mode: str = "MIRRORED"
    partitioned: bool = False
    mapping: str | None = None
    vectors: bool = False
    properties: dict[str, str] = field(default_factory=dict)


KINDS = (
    Kind("plain, GUARDED", mode="GUARDED"),
    Kind("partitioned", partitioned=True),
    Kind("columns mapped by name", mapping="name", partitioned=True),
    Kind("columns mapped by id", mapping="id"),
    Kind("deletion vectors", vectors=True),
    Kind("V2 checkpoint", properties={"delta.checkpointPolicy": "v2"}),
    Kind("statistics as columns", partitioned=True, properties={"delta.checkpoint.writeStatsAsStruct": "true"}),
    Kind(
        "statistics as columns alone, V2 checkpoint",
        properties={
            "delta.checkpoint.writeStatsAsStruct": "true",
            "delta.checkpoint.writeStatsAsJson": "false",
            "delta.checkpointPolicy": "v2",
        },
    ),
    Kind("row tracking", properties={"delta.enableRowTracking": "true"}),
    Kind(
        "all of it at once, GUARDED",
        mode="GUARDED",
        partitioned=True,
        mapping="name",
        vectors=True,
        properties={"delta.checkpointPolicy": "v2", "delta.enableRowTracking": "true"},
    ),
)


def physical(kind: Kind, name: str) -> str:
    return f"col-{name}" if kind.mapping else name


def schema(kind: Kind) -> dict[str, Any]:
    def column(number: int, name: str, type_: str) -> dict[str, Any]:
        metadata: dict[str, Any] = {}
        if kind.mapping:
            metadata = {"delta.columnMapping.id": number, "delta.columnMapping.physicalName": physical(kind, name)}
        return {"name": name, "type": type_, "nullable": True, "metadata": metadata}

    return {"type": "struct", "fields": [column(1, "id", "long"), column(2, "name", "string"), column(3, "region", "string")]}


def region(number: int) -> str | None:
    return REGIONS[number % len(REGIONS)]


def write_file(kind: Kind, location: Path, number: int) -> dict[str, Any]:
    """Writes the file of a commit; the action that adds it."""

    def column(id_: int, name: str, type_: pa.DataType) -> pa.Field:
        return pa.field(physical(kind, name), type_, metadata={"PARQUET:field_id": str(id_)} if kind.mapping else None)

    ids = range(number * ROWS, (number + 1) * ROWS)
    columns = [column(1, "id", pa.int64()), column(2, "name", pa.string())]
    values: list[Any] = [list(ids), [f"customer {id_}" for id_ in ids]]
    partition: dict[str, str | None] = {}
    if kind.partitioned:
        partition = {physical(kind, "region"): region(number)}
    else:
        columns.append(column(3, "region", pa.string()))
        values.append([region(number)] * ROWS)
    name = f"part-{number}.parquet"
    # The mirror makes the folder too, with the first version, but nobody knows when.
    location.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table(values, schema=pa.schema(columns)), location / name)
    id_column = physical(kind, "id")
    stats = {"numRecords": ROWS, "minValues": {id_column: ids[0]}, "maxValues": {id_column: ids[-1]}}
    return {
        "path": name,
        "partitionValues": partition,
        "size": (location / name).stat().st_size,
        "modificationTime": 1,
        "dataChange": True,
        "stats": json.dumps(stats),
    }


def remove(added: dict[str, Any]) -> dict[str, Any]:
    return {"remove": {"path": added["path"], "deletionTimestamp": int(time.time() * 1000), "dataChange": True}}


def bitmap(positions: list[int]) -> bytes:
    """Delta's form of positions of rows: an array of Roaring bitmaps, of which one is used, with one array of values."""
    roaring = struct.pack("<IIHHI", 12346, 1, 0, len(positions) - 1, 16) + struct.pack(f"<{len(positions)}H", *positions)
    return struct.pack("<IQI", 1681511377, 1, 0) + roaring


def z85(data: bytes) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#"
    text = ""
    for (word,) in struct.iter_unpack(">I", data + bytes(-len(data) % 4)):
        text += "".join(digits[word // 85**power % 85] for power in (4, 3, 2, 1, 0))
    return text


def vector_in_a_file(location: Path) -> dict[str, Any]:
    data = bitmap(GONE)
    id_ = uuid.uuid4()
    stored = b"\x01" + struct.pack(">I", len(data)) + data + struct.pack(">I", zlib.crc32(data))
    (location / f"deletion_vector_{id_}.bin").write_bytes(stored)
    return {
        "storageType": "u",
        "pathOrInlineDv": z85(id_.bytes),
        "offset": 1,
        "sizeInBytes": len(data),
        "cardinality": len(GONE),
    }


def vector_inline() -> dict[str, Any]:
    data = bitmap(GONE)
    return {"storageType": "i", "pathOrInlineDv": z85(data), "sizeInBytes": len(data), "cardinality": len(GONE)}


@dataclass(frozen=True)
class Made:
    """A table, and what is to be found in it."""

    table: dict[str, Any]
    live: dict[int, list[int]]

    @property
    def found(self) -> Found:
        return summed(self.rows())

    @property
    def found_without_region(self) -> Found:
        return summed(row | {"region": None} for row in self.rows())

    def rows(self) -> Iterator[dict[str, Any]]:
        for number, positions in self.live.items():
            for id_ in (number * ROWS + position for position in positions):
                yield {"id": id_, "name": f"customer {id_}", "region": region(number)}


def make(kind: Kind) -> Made:
    """A table with a checkpoint and commits behind it."""
    properties = dict(kind.properties)
    if kind.mapping:
        properties["delta.columnMapping.mode"] = kind.mapping
        properties["delta.columnMapping.maxColumnId"] = "3"
    if kind.vectors:
        properties["delta.enableDeletionVectors"] = "true"
    order = {
        "name": new_name(),
        "mode": kind.mode,
        "schema": schema(kind),
        "partitionColumns": ["region"] if kind.partitioned else [],
        "properties": properties,
    }
    table = call("POST", "/tables", order)
    location = Path(table["location"])
    added: dict[int, dict[str, Any]] = {}
    live: dict[int, list[int]] = {}
    for number in range(COMMITS):
        added[number] = write_file(kind, location, number)
        live[number] = list(range(ROWS))
        actions: list[Any] = [{"add": added[number]}]
        if number == 2:
            actions.insert(0, remove(added[0]))
            del live[0]
        for file, commit in (IN_A_FILE, INLINE):
            if kind.vectors and commit == number:
                vector = vector_inline() if (file, commit) == INLINE else vector_in_a_file(location)
                actions = [remove(added[file]), {"add": added[file] | {"deletionVector": vector}}, *actions]
                live[file] = [position for position in range(ROWS) if position not in GONE]
        call("POST", f"/tables/{table['name']}/commits", {"operation": "WRITE", "actions": actions})
    return Made(await_mirror(table["name"]), live)


def summed(rows: Iterable[dict[str, Any]]) -> Found:
    """How many rows there are, and the sum of their CRC-32; their columns come in the order of the schema."""
    count = total = 0
    for row in rows:
        total += zlib.crc32(json.dumps(row, separators=(",", ":")).encode())
        count += 1
    return count, total
