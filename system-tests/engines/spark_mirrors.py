#!/usr/bin/env python3
"""Spark with Delta Lake reads Weir's mirrors, and does not write to a table that is GUARDED.

Two kinds of tables. Those that are made here by REST have rows that are known, so their checksum is worked out without any
engine. Those that Delta's own writers made are copied and imported; then their log is taken away and Weir writes it anew,
out of SQL, and Spark has to find in it what it finds in the original.

Needs a platform that runs on this machine, Java 17, pyarrow and pyspark, and a folder with the jars of delta-spark and
delta-storage. Tables of others are expected in ../shared/data/delta/golden beside the repository, or in GOLDEN_FOLDER.

    WEIR_TEST_URL=http://127.0.0.1:8080 WEIR_TEST_TOKEN=weir_… spark_mirrors.py JARS_FOLDER [GOLDEN_FOLDER]
"""

from __future__ import annotations

import json
import os
import shutil
import struct
import sys
import tempfile
import time
import uuid
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

# Before Spark's JVM begins: it is nobody else's business on this machine.
os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"

import pyarrow as pa  # noqa: E402
import pyarrow.parquet as pq  # noqa: E402
from pyspark.sql import DataFrame, SparkSession  # noqa: E402
from pyspark.sql.types import StructField  # noqa: E402

from tables import COMMITS, PATIENCE, ROWS, await_mirror, call, fail, must_refuse, new_name  # noqa: E402

REGIONS = ("north", "south & west", None)
# Files that lose rows to a deletion vector, and the commit that takes them: before the checkpoint, and behind it.
IN_A_FILE, INLINE = (3, 5), (4, 11)
GONE = [0, 7, 8, 500, ROWS - 1]
GOLDEN = (
    "dv-partitioned-with-checkpoint",
    "dv-with-columnmapping",
    "log-replay-dv-key-cases",
    "table-with-columnmapping-mode-id",
    "table-with-columnmapping-mode-name",
    "v2-checkpoint-json",
    "v2-checkpoint-parquet",
    "data-reader-partition-values",
    "type-widening",
    "spark-variant-checkpoint",
)

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


# -- tables that are made here


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


def make(kind: Kind) -> tuple[dict[str, Any], Found]:
    """A table with a checkpoint and commits behind it; what is in it."""
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
    return await_mirror(table["name"]), checksum(live)


def checksum(live: dict[int, list[int]]) -> Found:
    count = total = 0
    for number, positions in live.items():
        for position in positions:
            id_ = number * ROWS + position
            row = {"id": id_, "name": f"customer {id_}", "region": region(number)}
            total += zlib.crc32(json.dumps(row, separators=(",", ":")).encode())
            count += 1
    return count, total


# -- Spark


def session(jars: Path, scratch: Path) -> SparkSession:
    found = sorted(jars.glob("*.jar"))
    if not found:
        fail(f"there are no jars in {jars}")
    settings = {
        "spark.driver.memory": "1g",
        "spark.driver.host": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.jars": ",".join(str(jar) for jar in found),
        "spark.local.dir": str(scratch),
        "spark.sql.warehouse.dir": str(scratch / "warehouse"),
        "spark.sql.catalogImplementation": "in-memory",
        "spark.sql.extensions": "io.delta.sql.DeltaSparkSessionExtension",
        "spark.sql.catalog.spark_catalog": "org.apache.spark.sql.delta.catalog.DeltaCatalog",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": "1",
        "spark.databricks.delta.snapshotPartitions": "1",
    }
    builder = SparkSession.builder.master("local[1]").appName("weir")
    for key, value in settings.items():
        builder = builder.config(key, value)
    spark = builder.getOrCreate()
    # It complains of filters that it does not push down.
    spark.sparkContext.setLogLevel("FATAL")
    return spark


def frame(spark: SparkSession, location: str | Path) -> DataFrame:
    return spark.read.format("delta").load(str(location))


def as_told(column: StructField) -> str:
    """A column for JSON. In JSON a key that is no text is an object of the JVM's, and another one each time."""
    name = "`" + column.name.replace("`", "``") + "`"
    return f"cast({name} as string) as {name}" if "map<" in column.dataType.simpleString() else name


def read(spark: SparkSession, location: str | Path) -> Found:
    rows = frame(spark, location)
    text = f"to_json(struct({', '.join(map(as_told, rows.schema.fields))}), map('ignoreNullFields', 'false'))"
    found = rows.selectExpr("count(*)", f"sum(crc32(cast({text} as binary)))").first()
    assert found is not None
    return found[0], found[1] or 0


@dataclass(frozen=True)
class Snapshot:
    version: int
    checkpoint: int
    summed: bool


def snapshot(spark: SparkSession, location: str | Path) -> Snapshot:
    """What Spark builds upon; where there is a .crc file, Spark compares it with what it read."""
    jvm: Any = spark.sparkContext._jvm
    log = jvm.org.apache.spark.sql.delta.DeltaLog.forTable(spark._jsparkSession, str(location))
    found = log.unsafeVolatileSnapshot()
    nothing = getattr(getattr(jvm.scala.collection.immutable, "Map$"), "MODULE$").empty()
    summed = found.checksumOpt().isDefined()
    if not found.validateChecksum(nothing):
        fail(f"Spark finds that the .crc file of {location} does not fit")
    return Snapshot(found.version(), found.checkpointProvider().version(), summed)


def told(label: str, found: Found, shot: Snapshot) -> None:
    upon = f"checkpoint {shot.checkpoint}" if shot.checkpoint >= 0 else "no checkpoint"
    crc = ", .crc fits" if shot.summed else ""
    print(f"Spark reads {label}: version {shot.version} upon {upon}{crc}, {found[0]} rows, checksum {found[1]}", flush=True)


def read_ours(spark: SparkSession) -> list[dict[str, Any]]:
    made = [(kind, *make(kind)) for kind in KINDS]
    for kind, table, expected in made:
        found = read(spark, table["location"])
        if found != expected:
            fail(f"Spark reads {found} of the table with {kind.label}, not {expected}: {table['location']}")
        shot = snapshot(spark, table["location"])
        if shot.version != table["version"] or not 0 < shot.checkpoint < shot.version:
            fail(f"Spark is at {shot} of the table with {kind.label}, whose head is {table['version']}")
        told(kind.label, found, shot)
    return [table for kind, table, _ in made if kind.mode == "GUARDED"]


def log_files(location: str) -> list[str]:
    return sorted(str(file) for file in Path(location, "_delta_log").rglob("*") if file.is_file())


def refuse_to_write(spark: SparkSession, table: dict[str, Any]) -> None:
    location = table["location"]
    before, files = read(spark, location), log_files(location)
    guard = "weirGuard"
    must_refuse("Spark", lambda: frame(spark, location).limit(1).write.format("delta").mode("append").save(location), guard)
    must_refuse("Spark", lambda: spark.sql(f"delete from delta.`{location}` where id = 1500"), guard)
    must_refuse("Spark", lambda: spark.sql(f"update delta.`{location}` set name = 'x' where id = 1500"), guard)
    must_refuse("Spark", lambda: spark.sql(f"alter table delta.`{location}` set tblproperties ('a' = 'b')"), guard)
    if log_files(location) != files or await_mirror(table["name"])["version"] != table["version"]:
        fail("something was written all the same")
    if read(spark, location) != before:
        fail("Spark no longer reads what was there")


# -- tables that others made


def take_over(original: Path, folder: Path) -> dict[str, Any]:
    """Imports a copy; all that is in its log then is what Weir writes out of SQL."""
    name = new_name()
    copy = folder / name
    shutil.copytree(original, copy, copy_function=shutil.copyfile)
    address = f"/tables/{name}/import"
    call("POST", address, {"location": str(copy)})
    end = time.monotonic() + PATIENCE
    while (operation := call("GET", address))["state"] == "RUNNING" and time.monotonic() < end:
        time.sleep(0.05)
    if operation["state"] != "SUCCEEDED":
        fail(f"import of {original}: {operation}")
    (copy / "_delta_log").rename(folder / f"{name}.log")
    (copy / "_delta_log").mkdir()
    report = call("POST", f"/tables/{name}/mirror/repair", {})
    if not report["sound"] or not report["restored"]:
        fail(f"repair of {original}: {report}")
    call("PUT", f"/tables/{name}/mode", {"mode": "GUARDED"})
    return await_mirror(name)


def read_others(spark: SparkSession, golden: Path, folder: Path) -> None:
    for name in GOLDEN:
        if not (golden / name).is_dir():
            print(f"left out: {name}, which is not in {golden}")
            continue
        expected = read(spark, golden / name)
        table = take_over(golden / name, folder)
        found = read(spark, table["location"])
        if found != expected:
            fail(f"Spark reads {found} of our mirror of {name}, and {expected} of the original: {table['location']}")
        if frame(spark, table["location"]).schema != frame(spark, golden / name).schema:
            fail(f"Spark finds another schema in our mirror of {name}: {table['location']}")
        shot = snapshot(spark, table["location"])
        if shot.version != table["version"]:
            fail(f"Spark is at {shot} of {name}, whose head is {table['version']}")
        told(f"{name}, written anew", found, shot)


def main() -> None:
    if not 2 <= len(sys.argv) <= 3:
        sys.exit(__doc__)
    golden = Path(sys.argv[2]) if len(sys.argv) == 3 else Path(__file__).resolve().parents[3] / "shared/data/delta/golden"
    with tempfile.TemporaryDirectory(prefix="weir-spark.") as scratch:
        spark = session(Path(sys.argv[1]), Path(scratch))
        try:
            guarded = read_ours(spark)
            for table in guarded:
                refuse_to_write(spark, table)
            read_others(spark, golden, Path(guarded[0]["location"]).parent)
        finally:
            spark.stop()


main()
