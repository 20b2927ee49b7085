#!/usr/bin/env python3
"""Engines that share no code with Weir read its mirrors, and do not write to a table that is GUARDED.

Needs a platform that runs on this machine, and pyarrow and deltalake; duckdb takes part if it and its extension can be had.

    WEIR_TEST_URL=http://127.0.0.1:8080 WEIR_TEST_TOKEN=weir_… read_mirrors.py
"""

from __future__ import annotations

import os
from typing import Any, Callable

# Deprecations within the engine are not what is looked for.
os.environ.setdefault("RUST_LOG", "error")

import pyarrow as pa  # noqa: E402
from deltalake import DeltaTable, QueryBuilder, write_deltalake  # noqa: E402

from tables import COMMITS, ROWS, SCHEMA, await_mirror, call, commit, fail, must_refuse, new_name, rows  # noqa: E402

Result = tuple[int, int]


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


def rows_with_ids(readers: dict[str, Callable[[str], Result]]) -> None:
    """Who does not know row tracking reads such a table, and does not write to it."""
    name = new_name()
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
    name = new_name()
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
