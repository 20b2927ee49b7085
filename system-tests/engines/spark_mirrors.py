#!/usr/bin/env python3
"""Spark with Delta Lake reads Weir's mirrors, and does not write to a table that is GUARDED.

Two sorts of tables: those of kinds.py, whose rows are known, and those of golden.py, which others made.

Needs a platform that runs on this machine, Java 17, pyarrow and pyspark, and a folder with the jars of delta-spark and
delta-storage.

    WEIR_TEST_URL=http://127.0.0.1:8080 WEIR_TEST_TOKEN=weir_… spark_mirrors.py JARS_FOLDER
"""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Before Spark's JVM begins: it is nobody else's business on this machine.
os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"

from pyspark.sql import DataFrame, SparkSession  # noqa: E402
from pyspark.sql.types import StructField  # noqa: E402

import golden  # noqa: E402
from kinds import KINDS, ONE_FILE, Found, make  # noqa: E402
from tables import ROWS, await_mirror, fail, log_files, must_refuse  # noqa: E402


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
    tables = [(kind, make(kind)) for kind in KINDS]
    for kind, made in tables:
        location, expected = made.table["location"], made.found
        found = read(spark, location)
        if found != expected:
            fail(f"Spark reads {found} of the table with {kind.label}, not {expected}: {location}")
        chosen = frame(spark, location).where(ONE_FILE).count()
        if chosen != ROWS:
            fail(f"Spark finds {chosen} rows where {ONE_FILE} in the table with {kind.label}, not {ROWS}: {location}")
        shot = snapshot(spark, location)
        if not shot.summed:
            fail(f"Spark finds no .crc file of the head of the table with {kind.label}: {location}")
        if shot.version != made.table["version"] or not 0 < shot.checkpoint < shot.version:
            fail(f"Spark is at {shot} of the table with {kind.label}, whose head is {made.table['version']}")
        told(kind.label, found, shot)
    return [made.table for kind, made in tables if kind.mode == "GUARDED"]


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


def read_others(spark: SparkSession, folder: Path) -> None:
    for original in golden.originals():
        name = original.name
        expected = read(spark, original)
        table = golden.take_over(original, folder)
        found = read(spark, table["location"])
        if found != expected:
            fail(f"Spark reads {found} of our mirror of {name}, and {expected} of the original: {table['location']}")
        if frame(spark, table["location"]).schema != frame(spark, original).schema:
            fail(f"Spark finds another schema in our mirror of {name}: {table['location']}")
        shot = snapshot(spark, table["location"])
        if shot.version != table["version"]:
            fail(f"Spark is at {shot} of {name}, whose head is {table['version']}")
        told(f"{name}, written anew", found, shot)


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory(prefix="weir-spark.") as scratch:
        spark = session(Path(sys.argv[1]), Path(scratch))
        try:
            guarded = read_ours(spark)
            for table in guarded:
                refuse_to_write(spark, table)
            read_others(spark, Path(guarded[0]["location"]).parent)
        finally:
            spark.stop()


main()
