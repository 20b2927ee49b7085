"""Engines that share no code with Weir, each as what this suite wants of it: all rows of a table, and attempts to write."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from typing import Any, Callable, Protocol

# Deprecations within the engine are not what is looked for.
os.environ.setdefault("RUST_LOG", "error")

import duckdb  # noqa: E402
import pyarrow as pa  # noqa: E402
from deltalake import DeltaTable, QueryBuilder, write_deltalake  # noqa: E402

from kinds import Kind  # noqa: E402


class Engine(Protocol):
    name: str
    # Tables of golden.py that it does not read, whoever wrote them.
    unread: tuple[str, ...]

    def rows(self, location: str | Path) -> list[dict[str, Any]]: ...

    def writes(self, location: str, row: pa.Table) -> list[Callable[[], Any]]: ...

    def sees_partitions_of(self, kind: Kind) -> bool: ...


class DeltaRs:
    name = "delta-rs"
    unread: tuple[str, ...] = ("type-widening",)

    def rows(self, location: str | Path) -> list[dict[str, Any]]:
        query = QueryBuilder().register("t", DeltaTable(str(location))).execute("select * from t")
        found: list[dict[str, Any]] = pa.table(query.read_all()).to_pylist()
        return found

    def writes(self, location: str, row: pa.Table) -> list[Callable[[], Any]]:
        return [
            lambda: write_deltalake(location, row, mode="append"),
            lambda: DeltaTable(location).delete("id = 1500"),
        ]

    def sees_partitions_of(self, kind: Kind) -> bool:
        return True


class DuckDb:
    name = "DuckDB"
    unread: tuple[str, ...] = ()

    def __init__(self) -> None:
        self.connection = duckdb.connect()
        self.connection.execute(f"load '{self.extension()}'")

    @staticmethod
    def extension() -> Path:
        """DuckDB's own build of its extension, as a package of Python's has it: nothing is downloaded when it is loaded."""
        package = importlib.util.find_spec("duckdb_extension_delta")
        assert package is not None and package.submodule_search_locations
        folder = Path(package.submodule_search_locations[0])
        return folder / "extensions" / f"v{duckdb.__version__}" / "delta.duckdb_extension"

    def rows(self, location: str | Path) -> list[dict[str, Any]]:
        found = self.connection.execute(f"from delta_scan('{location}')")
        names = [column[0] for column in found.description or []]
        return [dict(zip(names, row)) for row in found.fetchall()]

    def writes(self, location: str, row: pa.Table) -> list[Callable[[], Any]]:
        """It appends alone: DELETE and UPDATE it has for no Delta table."""
        return [lambda: self.append(location, row)]

    def append(self, location: str, row: pa.Table) -> None:
        self.connection.execute(f"attach '{location}' as written (type delta)")
        try:
            self.connection.execute("insert into written select * from row")
        finally:
            self.connection.execute("detach written")

    def sees_partitions_of(self, kind: Kind) -> bool:
        """It looks partition values up by a column's logical name, and finds nothing in Spark's own mapped tables either."""
        return not (kind.partitioned and kind.mapping)
