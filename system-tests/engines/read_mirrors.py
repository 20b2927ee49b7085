#!/usr/bin/env python3
"""delta-rs and DuckDB read Weir's mirrors, and do not write to a table that is GUARDED.

Two sorts of tables: those of kinds.py, whose rows are known, and those of golden.py, which others made.

Needs a platform that runs on this machine, pyarrow, deltalake, duckdb and duckdb-extension-delta.

    WEIR_TEST_URL=http://127.0.0.1:8080 WEIR_TEST_TOKEN=weir_… read_mirrors.py
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa

import golden
from engines import DeltaRs, DuckDb, Engine
from kinds import KINDS, Kind, Made, make, summed
from tables import await_mirror, call, fail, log_files, must_refuse

ROW = pa.table({"id": pa.array([1], pa.int64()), "name": ["nobody"], "region": ["north"]})


def must_find(engine: Engine, kind: Kind, made: Made) -> None:
    expected = made.found if engine.sees_partitions_of(kind) else made.found_without_region
    found = summed(engine.rows(made.table["location"]))
    if found != expected:
        fail(f"{engine.name} reads {found} of the table with {kind.label}, not {expected}: {made.table['location']}")


def change_modes(engines: list[Engine], kind: Kind, made: Made) -> None:
    """Who could read the table before reads it in each mode, at its head."""
    name = made.table["name"]
    for mode in ("GUARDED", "MIRRORED", "GUARDED"):
        changed = call("PUT", f"/tables/{name}/mode", {"mode": mode})
        head = await_mirror(name)
        if (changed["mode"], head["version"]) != (mode, changed["version"]):
            fail(f"asked for {mode}, got {changed}, then {head}")
        for engine in engines:
            must_find(engine, kind, made)


def refuse_to_write(engine: Engine, kind: Kind, made: Made) -> None:
    location = made.table["location"]
    before = log_files(location)
    for write in engine.writes(location, ROW):
        must_refuse(engine.name, write, "weirGuard")
    if log_files(location) != before:
        fail(f"{engine.name} wrote something all the same to the table with {kind.label}")
    must_find(engine, kind, made)


def read_ours(engines: list[Engine]) -> Path:
    folder = Path()
    for kind in KINDS:
        made = make(kind)
        folder = Path(made.table["location"]).parent
        for engine in engines:
            must_find(engine, kind, made)
        change_modes(engines, kind, made)
        for engine in engines:
            refuse_to_write(engine, kind, made)
        who = ", ".join(engine.name for engine in engines)
        print(f"{who} read {kind.label}, GUARDED and MIRRORED: {made.found[0]} rows, checksum {made.found[1]}", flush=True)
    return folder


def read_others(engines: list[Engine], folder: Path) -> None:
    for original in golden.originals():
        location: Any = golden.take_over(original, folder)["location"]
        readers = [engine for engine in engines if original.name not in engine.unread]
        for engine in readers:
            expected, found = (sorted(map(repr, engine.rows(place))) for place in (original, location))
            if found != expected or not expected:
                fail(f"{engine.name} finds something else in our mirror of {original.name} than in the original: {location}")
        print(f"{', '.join(engine.name for engine in readers)} read {original.name}, written anew, as the original", flush=True)


def main() -> None:
    engines: list[Engine] = [DeltaRs(), DuckDb()]
    read_others(engines, read_ours(engines))


main()
