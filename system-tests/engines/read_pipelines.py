#!/usr/bin/env python3
"""delta-rs reads what pipelines write into partitioned and clustered tables: the same rows, also by partitions and bounds of files.

Needs a platform that runs on this machine and reads files of a folder, and pyarrow and deltalake.

    WEIR_TEST_URL=http://127.0.0.1:8080 WEIR_TEST_TOKEN=weir_… WEIR_TEST_FILES=/tmp/files read_pipelines.py
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

os.environ.setdefault("RUST_LOG", "error")

import pyarrow as pa  # noqa: E402
from deltalake import DeltaTable, QueryBuilder  # noqa: E402

from tables import await_mirror, call, fail, new_name  # noqa: E402

ROWS = 400
SECONDS = 60
KINDS = ["plain", "with space", "a/b=c%2F", "it's \"quoted\"", "größer", None]
COLUMNS = {"id": "BIGINT", "kind": "VARCHAR", "day": "DATE", "at": "TIMESTAMP WITH TIME ZONE", "price": "DECIMAL(18,2)"}


def record(number: int) -> dict[str, Any]:
    moment = datetime(1969, 12, 31, 23, 59, 59, 999_999, timezone.utc) + timedelta(hours=7 * number)
    day = moment.date().isoformat() if number % 5 else None
    price = f"{number - 200}.{number % 100:02}"
    return {"id": number, "kind": KINDS[number % len(KINDS)], "day": day, "at": moment.isoformat(), "price": price}


def row(told: dict[str, Any]) -> tuple[Any, ...]:
    """What an engine is to find of a record."""
    day = None if told["day"] is None else date.fromisoformat(told["day"])
    return told["id"], told["kind"], day, datetime.fromisoformat(told["at"]), Decimal(told["price"])


def pipeline(layout: dict[str, list[str]]) -> str:
    """Made, run to the end of its files, its files put together, and published."""
    name = new_name()
    folder = Path(tempfile.mkdtemp(dir=os.environ["WEIR_TEST_FILES"]))
    (folder / "sales").mkdir()
    for half in (0, 1):
        lines = [json.dumps(record(number)) for number in range(half, ROWS, 2)]
        (folder / "sales" / f"{half}.ndjson").write_text("\n".join(lines) + "\n")
    call("POST", "/stores", {"name": name, "kind": "FILES", "properties": {"path": str(folder)}})
    target = {"delta": {"table": name, **layout}}
    columns = [{"name": column, "type": type_} for column, type_ in COLUMNS.items()]
    source = {"store": name, "topic": "sales"}
    call("POST", "/pipelines", {"name": name, "source": source, "columns": columns, "target": target})
    call("POST", f"/pipelines/{name}/start")
    end = time.monotonic() + SECONDS
    while (state := call("GET", f"/pipelines/{name}")["state"]) != "STOPPED":
        if state == "FAILED" or time.monotonic() > end:
            fail(f"pipeline {name} is {state}")
        time.sleep(0.2)
    call("POST", f"/pipelines/{name}/compact")
    await_mirror(name)
    return name


def found(location: str, condition: str) -> list[tuple[Any, ...]]:
    query = f"select id, kind, day, at, price from t where {condition} order by id"
    read = QueryBuilder().register("t", DeltaTable(location)).execute(query).read_all()
    return [tuple(one.values()) for one in pa.table(read).to_pylist()]


def clustering(name: str) -> list[list[str]]:
    """The columns that a table says it is clustered by."""
    domains = {told["domain"]: told for told in call("GET", f"/tables/{name}/snapshot")["domainMetadata"]}
    return json.loads(domains["delta.clustering"]["configuration"])["clusteringColumns"] if domains else []


def partitioned() -> None:
    name = pipeline({"partitionBy": ["kind", "day"], "clusterBy": ["at"]})
    table = call("GET", f"/tables/{name}")
    if table["partitionColumns"] != ["kind", "day"] or clustering(name):
        fail(f"{name} is partitioned by {table['partitionColumns']} and clustered by {clustering(name)}")
    check(name)
    planned = call("GET", f"/tables/{name}/files?limit=1000&filter=kind%20%3D%20'plain'")["items"]
    if not 0 < len(planned) < table["files"]:
        fail(f"a plan of one kind has {len(planned)} of {table['files']} files")


def clustered() -> None:
    name = pipeline({"clusterBy": ["at", "kind"]})
    features = DeltaTable(call("GET", f"/tables/{name}")["location"]).protocol().writer_features
    if clustering(name) != [["at"], ["kind"]] or "clustering" not in (features or []):
        fail(f"{name} is clustered by {clustering(name)}, and its features are {features}")
    check(name)


def check(name: str) -> None:
    """The same rows by every condition."""
    table = call("GET", f"/tables/{name}")
    all_rows = [row(record(number)) for number in range(ROWS)]
    moment = all_rows[ROWS // 2][3]
    checks = {
        "true": all_rows,
        "kind = 'a/b=c%2F'": [one for one in all_rows if one[1] == "a/b=c%2F"],
        "kind is null and day is not null": [one for one in all_rows if one[1] is None and one[2] is not None],
        "day >= date '1970-03-01'": [one for one in all_rows if one[2] is not None and one[2] >= date(1970, 3, 1)],
        f"at > timestamp '{moment:%Y-%m-%dT%H:%M:%S.%fZ}'": [one for one in all_rows if one[3] > moment],
        "price < -100.5": [one for one in all_rows if one[4] < Decimal("-100.5")],
    }
    for condition, expected in checks.items():
        rows = found(table["location"], condition)
        if not expected or rows != expected:
            fail(f"delta-rs finds {len(rows)} rows where {condition}, not {len(expected)}: {rows[:2]} {expected[:2]}")
    print(f"a pipeline's {table['files']} files of {ROWS} rows: delta-rs finds the same by {len(checks)} conditions")


partitioned()
clustered()
