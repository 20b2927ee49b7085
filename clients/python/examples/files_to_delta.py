"""Takes files of records into a Delta table, exactly once, and says where readers find it.

    WEIR_TOKEN=... python files_to_delta.py [FOLDER]

Without a folder it writes a small one of its own, of two days of orders. The gateway is http://127.0.0.1:8080 unless WEIR_URL
says another. Workers read no folder that they were not told of: start them with
WEIR_INGEST_REPLAY_ALLOWED_ROOTS=/tmp, or whatever the folder is in.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
import uuid
from pathlib import Path

from weir import Client, PipelineDefinition
from weir.models import PipelineProgress


def orders(folder: Path) -> Path:
    """Two files of newline-delimited JSON in a folder called orders."""
    (folder / "orders").mkdir()
    for day in (1, 2):
        lines = [json.dumps({"id": day * 1000 + n, "day": f"2026-01-0{day}", "price": n / 4}) for n in range(500)]
        (folder / "orders" / f"day-{day}.ndjson").write_text("\n".join(lines) + "\n")
    return folder


def await_end(client: Client, pipeline: str) -> PipelineProgress:
    """Until it has drained."""
    while (progress := client.pipelines.progress(pipeline)).state not in ("STOPPED", "FAILED"):
        print(f"  {progress.written} rows so far")
        time.sleep(0.5)
    return progress


def main() -> None:
    client = Client.from_environment()
    name = "example_" + uuid.uuid4().hex[:8]
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else orders(Path(tempfile.mkdtemp()))
    client.stores.create_files(name, str(folder))

    definition = PipelineDefinition(
        source={"store": name, "topic": "orders"},
        columns=[{"name": "id", "type": "BIGINT"}, {"name": "day", "type": "DATE"}, {"name": "price", "type": "DOUBLE"}],
        transform="SELECT * FROM input WHERE price > 0",
        target={"delta": {"table": name}},
    )
    for row in client.pipelines.dry_run(definition, records=3).rows:
        print("  it would write", dict(row))
    client.pipelines.create(name, definition)
    client.pipelines.start(name)
    client.pipelines.drain(name)
    end = await_end(client, name)

    table = client.tables.get(name)
    print(f"{end.received} records: {end.written} rows, {end.filtered} filtered, {end.dead_lettered} dead letters")
    print(f"{table.rows} rows in {table.location}")


if __name__ == "__main__":
    main()
