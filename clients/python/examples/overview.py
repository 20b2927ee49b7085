"""What there is, asked for all at once.

    WEIR_TOKEN=... python overview.py
"""

from __future__ import annotations

import asyncio
from typing import AsyncIterator

from weir import AsyncClient


async def count(found: AsyncIterator[object]) -> int:
    """Page after page, while others are counted."""
    return len([one async for one in found])


async def main() -> None:
    client = AsyncClient.from_environment()
    kinds = {
        "stores": client.stores.list(),
        "pipelines": client.pipelines.list(),
        "streams": client.streams.list(),
        "tables": client.tables.list(),
        "functions": client.functions.list(),
        "compute pools": client.compute_pools.list(),
    }
    counts = await asyncio.gather(*(count(found) for found in kinds.values()))
    for kind, found in zip(kinds, counts):
        print(f"{found:7} {kind}")
    async for pipeline in client.pipelines.list():
        progress = await client.pipelines.progress(pipeline.name)
        print(f"{pipeline.name:24} {pipeline.state:9} {progress.written:>10} rows {progress.dead_lettered:>7} dead letters")


if __name__ == "__main__":
    asyncio.run(main())
