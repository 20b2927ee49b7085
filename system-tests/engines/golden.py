"""Tables that Delta's own writers made, whose log Weir writes anew.

They are copied and imported; then their log is taken away and written again, out of SQL. An engine has to find in it what it
finds in the original. They are expected in ../shared/data/delta/golden beside the repository, or in GOLDEN_FOLDER.
"""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from typing import Any

from tables import PATIENCE, await_mirror, call, fail, new_name

FOLDER = Path(os.environ.get("GOLDEN_FOLDER") or Path(__file__).resolve().parents[3] / "shared/data/delta/golden")
NAMES = (
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


def originals() -> list[Path]:
    """Those that are there; it is told which are not."""
    for name in NAMES:
        if not (FOLDER / name).is_dir():
            print(f"left out: {name}, which is not in {FOLDER}")
    return [FOLDER / name for name in NAMES if (FOLDER / name).is_dir()]
