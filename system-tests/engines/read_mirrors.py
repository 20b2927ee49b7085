#!/usr/bin/env python3
"""Engines that share no code with Weir read its mirrors, and do not write to a table that is GUARDED.

Needs a platform that runs on this machine, and pyarrow and deltalake; duckdb takes part if it and its extension can be had.

    WEIR_TEST_URL=http://127.0.0.1:8080 WEIR_TEST_TOKEN=weir_… read_mirrors.py
"""

from __future__ import annotations

import json
import os
import sys
import time
import urllib.request
import uuid
from pathlib import Path
from typing import Any, Callable

# Deprecations within the engine are not what is looked for.
os.environ.setdefault("RUST_LOG", "error")

import pyarrow as pa  # noqa: E402
import pyarrow.parquet as pq  # noqa: E402
from deltalake import DeltaTable, QueryBuilder, write_deltalake  # noqa: E402

URL = os.environ["WEIR_TEST_URL"]
TOKEN = os.environ["WEIR_TEST_TOKEN"]
ROWS = 1000
# Beyond the first checkpoint, and not at it.
COMMITS = 12
PATIENCE = 60.0
SCHEMA = {
    "type": "struct",
    "fields": [
        {"name": "id", "type": "long", "nullable": True, "metadata": {}},
        {"name": "name", "type": "string", "nullable": True, "metadata": {}},
    ],
}

Result = tuple[int, int]


def fail(what: str) -> None:
    sys.exit(f"FAILED: {what}")


def call(method: str, path: str, body: Any = None) -> Any:
    request = urllib.request.Request(
        URL + "/api/v1" + path,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        return json.load(answer)


def rows(first: int) -> pa.Table:
    ids = range(first, first + ROWS)
    return pa.table({"id": pa.array(ids, pa.int64()), "name": [f"customer {id}" for id in ids]})


def commit(table: dict[str, Any], number: int) -> None:
    """Adds a file; the third one takes the first away, so that there is a tombstone, too."""
    name = f"part-{number}.parquet"
    file = Path(table["location"]) / name
    # The mirror makes it too, with the first version, but nobody knows when.
    file.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(rows(number * ROWS), file)
    add = {
        "path": name,
        "partitionValues": {},
        "size": file.stat().st_size,
        "modificationTime": 1,
        "dataChange": True,
        "stats": json.dumps({"numRecords": ROWS}),
    }
    actions: list[Any] = [{"add": add}]
    if number == 2:
        remove = {"path": "part-0.parquet", "deletionTimestamp": int(time.time() * 1000), "dataChange": True}
        actions.insert(0, {"remove": remove})
    call("POST", f"/tables/{table['name']}/commits", {"operation": "WRITE", "actions": actions})


def await_mirror(name: str) -> dict[str, Any]:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        table: dict[str, Any] = call("GET", f"/tables/{name}")
        if table["publishedVersion"] == table["version"]:
            return table
        time.sleep(0.05)
    fail(f"the mirror of {name} did not come to its head")
    raise AssertionError


def with_delta_rs(location: str) -> Result:
    query = QueryBuilder().register("t", DeltaTable(location)).execute("select count(*) n, sum(id) s from t")
    found = pa.table(query.read_all()).to_pylist()[0]
    return found["n"], found["s"]


def with_duckdb(connection: Any, location: str) -> Result:
    found: Result = connection.execute(f"select count(*), sum(id)::bigint from delta_scan('{location}')").fetchone()
    return found


def duckdb_connection() -> Any:
    try:
        import duckdb

        connection = duckdb.connect()
        connection.execute("install delta")
        connection.execute("load delta")
        return connection
    except Exception as absent:  # noqa: BLE001 - whatever keeps it away, it is not what is tested here
        print(f"left out: DuckDB with its extension for Delta ({str(absent).splitlines()[0]})")
        return None


def must_refuse(who: str, write: Callable[[], Any]) -> None:
    try:
        write()
    except Exception as refused:  # noqa: BLE001 - each engine has errors of its own
        print(f"{who} refuses to write: {str(refused).splitlines()[0]}")
        if "weirGuard" not in str(refused) and "eature" not in str(refused):
            fail(f"{who} refuses, but not for the guard: {refused}")
        return
    fail(f"{who} wrote to a table that is GUARDED")


def rows_with_ids(readers: dict[str, Callable[[str], Result]]) -> None:
    """Who does not know row tracking reads such a table, and does not write to it."""
    name = f"engines_{uuid.uuid4().hex[:8]}"
    tracked = {"delta.enableRowTracking": "true"}
    table = call("POST", "/tables", {"name": name, "schema": SCHEMA, "properties": tracked})
    for number in range(COMMITS):
        commit(table, number)
    head = await_mirror(name)
    expected = ((COMMITS - 1) * ROWS, sum(range(ROWS, COMMITS * ROWS)))
    for who, read in readers.items():
        found = read(table["location"])
        if found != expected:
            fail(f"{who} reads {found} of a table that tracks its rows, not {expected}")
    must_refuse("delta-rs", lambda: write_deltalake(table["location"], rows(0), mode="append"))
    print(f"row tracking, version {head['version']}: {', '.join(readers)} read {expected[0]} rows")


def main() -> None:
    name = f"engines_{uuid.uuid4().hex[:8]}"
    table = call("POST", "/tables", {"name": name, "schema": SCHEMA, "mode": "GUARDED"})
    location = table["location"]
    for number in range(COMMITS):
        commit(table, number)
    expected = ((COMMITS - 1) * ROWS, sum(range(ROWS, COMMITS * ROWS)))
    connection = duckdb_connection()
    readers: dict[str, Callable[[], Result]] = {"delta-rs": lambda: with_delta_rs(location)}
    if connection is not None:
        readers["DuckDB"] = lambda: with_duckdb(connection, location)

    for mode in ("GUARDED", "MIRRORED", "GUARDED"):
        changed = call("PUT", f"/tables/{name}/mode", {"mode": mode})
        head = await_mirror(name)
        if (changed["mode"], head["version"]) != (mode, changed["version"]):
            fail(f"asked for {mode}, got {changed}, then {head}")
        for who, read in readers.items():
            found = read()
            if found != expected:
                fail(f"{who} reads {found} of a table that is {mode}, not {expected}")
        if DeltaTable(location).version() != head["version"]:
            fail(f"delta-rs is at version {DeltaTable(location).version()}, not {head['version']}")
        print(f"{mode}, version {head['version']}: {', '.join(readers)} read {expected[0]} rows, ids sum up to {expected[1]}")

    must_refuse("delta-rs", lambda: write_deltalake(location, rows(0), mode="append"))
    must_refuse("delta-rs", lambda: DeltaTable(location).delete("id = 1500"))
    if await_mirror(name)["version"] != DeltaTable(location).version():
        fail("something was written all the same")
    for who, read in readers.items():
        if read() != expected:
            fail(f"{who} no longer reads what was there")
    others: dict[str, Callable[[str], Result]] = {"delta-rs": with_delta_rs}
    if connection is not None:
        others["DuckDB"] = lambda place: with_duckdb(connection, place)
    rows_with_ids(others)


main()
